//! Reads any bytes as the stream of a .pyc, and compares what they hold with the code of a source: nothing may panic or
//! overflow, take time or memory without bound, or say more than a few lines.
//!
//! The first byte chooses the version whose instructions the bytes are taken for.

#![no_main]

use bumpalo::Bump;
use libfuzzer_sys::fuzz_target;
use pycompileall::internals::difference;
use pycompileall::internals::unmarshal::{Values, read};
use pycompileall::{Options, Target, compile};

/// A source with code objects in each other, handlers, and constants of every type.
const SOURCE: &[u8] = b"import os
def f(a, *, b=1.5):
    try:
        return [x for x in a if x in {1, 'b', (None, ...)}], a[1:300], 2j, b'bytes', 10 ** 20
    finally:
        print(os.name, b)
class C:
    async def g(self):
        async with self as y:
            yield lambda: y
";

/// The longest text that a difference may have, in bytes.
const LONGEST: usize = 2000;

fuzz_target!(|data: &[u8]| {
    let Some((first, stream)) = data.split_first() else { return };
    let targets = Target::supported();
    let target = targets[usize::from(*first) % targets.len()];
    let arena = Bump::new();
    let mut values = Values::new(&arena);
    let Ok(found) = read(stream, &mut values, usize::MAX).map_err(|malformed| malformed.to_string()) else { return };
    assert_eq!(read(stream, &mut values, usize::MAX), Ok(found), "a stream is what it is");
    let code = compile(SOURCE, b"f.py", target, Options::default()).expect("a source").code;
    let expected = read(&code, &mut values, usize::MAX).expect("what we write can be read");
    if found != expected {
        for difference in [
            difference::first(&values, found, expected, target),
            difference::first(&values, expected, found, target),
        ] {
            assert!(difference.place.len() + difference.found.len() + difference.expected.len() < LONGEST);
        }
    }
});
