//! Marshal: a code object to bytes (CPython's Python/marshal.c). Version 4, or 5 where there are slices, or 6, which
//! differs from 5 in nothing that code objects hold.
//!
//! A value is written in full where it is first met, and as a reference to that place afterwards.
//! CPython marks with `FLAG_REF` what may be referred to: every object that something else holds
//! too, and every interned string. So the bits show how objects are shared in a process that has just
//! compiled the file, and this module works that out:
//!
//! - Two equal constants of a file are one object, their [`ConstId`]. It is shared if two holders
//!   reach it: tuples, frozensets, the fields of code objects.
//! - Identifiers are interned, and so is every string constant of name characters. An interned
//!   string and a constant of the same text are one object only if the constant is interned as well
//!   (`ConstTable::is_interned`).
//! - A frozenset with a string that has to give way to an interned one is built anew for each tuple
//!   that holds it, when the tuple's code object is made (`intern_string_constants`).
//! - The parts of a slice are objects that it alone holds, and their strings are not interned.
//! - Some objects exist once in the process, and so always count as shared: integers from -5 to 256, or
//!   to 1024 since 3.15, strings of one Latin-1 character and the empty one, bytes of length 0 and 1, the empty
//!   tuple, and the names that the compiler gives to units without one, such as `<module>`.

mod objects;
mod text;
mod writer;

use crate::compiler::values::constant::ConstId;
use crate::compiler::values::context::Context;
use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::location::Location;
use crate::compiler::version::Feature;
use objects::Objects;
use writer::Writer;

/// How deep objects may be in each other (`MAX_MARSHAL_STACK_DEPTH`).
const MAX_DEPTH: u32 = 2000;

/// The bytes of `code` as `marshal.dumps` writes them in a fresh process, `FLAG_REF` bits included.
/// `filename` (WTF-8) is the `co_filename` of every code object in it.
///
/// # Errors
/// CPython's `ValueError` where objects are too deep in each other.
pub fn dump(
    code: ConstId,
    filename: &[u8],
    ctx: &mut Context<'_>,
    buffers: &mut Buffers,
) -> Result<Vec<u8>, CompileError> {
    let mut kept = std::mem::take(buffers);
    let mut objects = Objects::new(ctx, filename, std::mem::take(&mut kept.holders));
    objects.hold(code);
    let mut out = Writer::new(&objects, kept);
    out.object(code, !objects.target.has(Feature::ModuleHeldOnce));
    let Writer { bytes, refs, symbol_refs, numbered, deepest, .. } = out;
    *buffers = Buffers { bytes: Vec::new(), refs, symbol_refs, numbered, holders: objects.holders };
    if deepest > MAX_DEPTH {
        let message = "object too deeply nested to marshal";
        return Err(CompileError::new(ErrorKind::ValueError, message, Location::NONE));
    }
    Ok(bytes)
}

/// Buffers kept from file to file.
#[derive(Debug, Default)]
pub struct Buffers {
    bytes: Vec<u8>,
    refs: Vec<u32>,
    symbol_refs: Vec<u32>,
    /// The highest number in these two, which so need not be cleared.
    numbered: u32,
    holders: Vec<u8>,
}

impl Buffers {
    /// With room for so many bytes, and for so many texts or constants.
    pub(crate) fn with_room(bytes: usize, texts: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(bytes),
            // Memory that is zero already is not touched until it is written.
            refs: vec![0; texts],
            symbol_refs: vec![0; texts],
            numbered: 0,
            holders: Vec::with_capacity(texts),
        }
    }

    /// Takes back what [`dump`] gave, for its memory.
    pub fn recycle(&mut self, bytes: Vec<u8>) {
        self.bytes = bytes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::values::constant::ConstTable;
    use crate::compiler::version::Target;

    /// As CPython 3.14.10 writes the constants of a module with `x[1:300]`, `300`, `x["ab":"a":""]`, `"ab"`,
    /// `x[b"a":b"":b"ab"]`, `x["\xe9":"\u1234"]`, `x[...:None:True]`, `x[123456789012:1.5]`, `x[300:300]`,
    /// `x[2j:]` and `b"ab"`, of which a function uses the first, the second and the last but one slice, too.
    #[test]
    fn parts_of_slices_are_shared_with_nothing() {
        let arena = bumpalo::Bump::new();
        let target = Target::for_any_version(14, None).expect("3.14");
        let mut ctx = Context::new(&arena, target, crate::compiler::values::context::Options::default());
        let Context { names, consts, .. } = &mut ctx;
        let [one, wide, big] = [1, 300, 123_456_789_012].map(|value| consts.int(value));
        let texts = ["ab", "a", "", "\u{e9}", "\u{1234}"].map(|text| consts.str(names.intern(text.as_bytes())));
        let bytes = [&b"a"[..], b"", b"ab"].map(|value| consts.bytes(value));
        let (float, complex) = (consts.float(1.5), consts.complex(0.0, 2.0));
        let none = ConstTable::NONE;
        let [ab, a, empty, e_acute, ethiopic] = texts;
        let shared = [[one, wide, none], [ab, a, empty], [wide, wide, none]].map(|parts| consts.slice(parts));
        let own = [
            bytes,
            [e_acute, ethiopic, none],
            [ConstTable::ELLIPSIS, none, ConstTable::TRUE],
            [big, float, none],
            [complex, none, none],
        ];
        let own = own.map(|parts| consts.slice(parts));
        assert_eq!(consts.slice([one, wide, none]), shared[0]);
        assert_ne!(consts.slice([ConstTable::TRUE, wide, none]), shared[0]);
        let module = [shared[0], wide, shared[1], ab, own[0], own[1], own[2], own[3], shared[2], own[4], bytes[2]];
        let (module, function) = (consts.tuple(&module), consts.tuple(&shared));
        let both = consts.tuple(&[module, function]);
        let written = dump(both, b"f", &mut ctx, &mut Buffers::default()).expect("a stream");
        let theirs = b"\xba\xe9\x01\0\0\0i,\x01\0\0Ni,\x01\0\0\xbaz\x02ab\xda\x01a\xda\0\xda\x02ab\
            :\xf3\x01\0\0\0a\xf3\0\0\0\0s\x02\0\0\0ab:\xf4\x02\0\0\0\xc3\xa9u\x03\0\0\0\xe1\x88\xb4N\
            :.NT:l\x03\0\0\0\x14\x1a2}r\0g\0\0\0\0\0\0\xf8?N\xbai,\x01\0\0i,\x01\0\0N\
            :y\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0@NNs\x02\0\0\0ab";
        let tuples =
            [&[b')', 2, b')', 11][..], theirs, &[b')', 3, b'r', 1, 0, 0, 0, b'r', 3, 0, 0, 0, b'r', 10, 0, 0, 0]];
        // The one around both is the caller's, too.
        assert_eq!(written[1..], tuples.concat()[1..], "{}", written.escape_ascii());
    }
}
