//! Unmarshal: a stream of bytes to plain values, for streams that anybody may have written.
//!
//! It reads what compilers write in versions 4 to 6 of the format, and refuses the rest: lists, dicts and sets that can be
//! changed, floats as text, objects that hold themselves, bytes after the end. CPython loads some of these; no compiler
//! writes them.
//!
//! Nothing in a stream is trusted:
//!
//! - A count is compared with the bytes that are left before anything is made room for.
//! - Objects in objects are kept on a stack of its own, of [`MAX_DEPTH`] at most, so that the thread's does not grow.
//! - Every value is kept once ([`Values`]): a reference costs a number, however much it stands for, and two values are
//!   equal if their numbers are. A stream of references to references is compared in no time.
//!
//! - More different values than the caller expects are refused: each takes more memory than the bytes that make it.
//!
//! What is kept is so a multiple of the stream's length (`tests/verify.rs` measures it).

mod values;

use crate::compiler::values::text;

pub use values::{Code, Part, Value, ValueId, Values};

/// How deep objects may be in each other (`MAX_MARSHAL_STACK_DEPTH`).
const MAX_DEPTH: usize = 2000;

/// The bit of a type's code for an object that may be referred to.
const FLAG_REF: u8 = 0x80;

/// The number of objects in a code object.
const PARTS: usize = Part::ALL.len();

/// The parts that follow the first line's number in the stream.
const PARTS_AFTER_LINE: usize = 2;

/// Why a stream is none that a compiler writes, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The offset in the stream.
    pub at: usize,
    /// The reason.
    pub reason: Reason,
}

/// Why a stream is none that a compiler writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It ends within an object.
    Cut,
    /// It goes on behind its object, for so many bytes.
    GoesOn(usize),
    /// An object has more parts than there are bytes left.
    Count(u32),
    /// No compiler writes objects of the type with this code.
    Type(u8),
    /// There is no whole object with this number.
    Reference(u32),
    /// An integer has a digit of more than 15 bits, or a zero in front.
    Digits,
    /// A text that is said to be ASCII is not.
    Ascii,
    /// A text is not UTF-8.
    Utf8,
    /// Objects are too deep in each other.
    Depth,
    /// There are more different values than so many.
    Values(usize),
}

impl std::fmt::Display for Malformed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.reason {
            Reason::Cut => f.write_str("it ends within an object"),
            Reason::GoesOn(count) => {
                write!(f, "{count} {} after its end", if count == 1 { "byte is" } else { "bytes are" })
            }
            Reason::Count(count) => write!(f, "an object of {count} parts or bytes, which are more than there are"),
            Reason::Type(code) => {
                write!(f, "an object of type '{}', which no compiler writes", [code].escape_ascii())
            }
            Reason::Reference(number) => write!(f, "a reference to object {number}, which is not there yet"),
            Reason::Digits => f.write_str("an integer with digits that are none"),
            Reason::Ascii => f.write_str("a text that is said to be ASCII and is not"),
            Reason::Utf8 => f.write_str("a text that is not UTF-8"),
            Reason::Depth => write!(f, "more than {MAX_DEPTH} objects in each other"),
            Reason::Values(most) => write!(f, "more than {most} different values, which no such source has"),
        }?;
        write!(f, " (at byte {})", self.at)
    }
}

/// Reads the stream `bytes`, which holds one object, into `values`, of which there are to be no more than `most` then.
///
/// # Errors
/// When a compiler would not have written it.
pub fn read<'v>(bytes: &'v [u8], values: &mut Values<'v>, most: usize) -> Result<ValueId, Malformed> {
    let mut reader = Reader { bytes, at: 0, values, most, refs: Vec::new(), open: Vec::new(), parts: Vec::new() };
    let value = reader.whole()?;
    match bytes.len() - reader.at {
        0 => Ok(value),
        left => Err(reader.malformed(Reason::GoesOn(left))),
    }
}

/// An object whose parts are being read.
struct Open {
    kind: Kind,
    /// Its number, if it may be referred to.
    number: Option<usize>,
    /// Where its parts begin among all that were read.
    first: usize,
    /// How many are still to come.
    left: usize,
}

/// The kind of an object that has parts.
enum Kind {
    Tuple,
    FrozenSet,
    Slice,
    Code([i32; Code::NUMBERS]),
}

/// What the next bytes are.
enum Begun {
    /// A whole value.
    Whole(ValueId),
    /// An object whose parts follow.
    Open(Kind, usize),
}

struct Reader<'r, 'v> {
    bytes: &'v [u8],
    at: usize,
    values: &'r mut Values<'v>,
    most: usize,
    /// The objects that may be referred to, by number; none while they are not whole.
    refs: Vec<Option<ValueId>>,
    open: Vec<Open>,
    /// The parts of those objects, the innermost one's at the end.
    parts: Vec<ValueId>,
}

impl<'v> Reader<'_, 'v> {
    fn malformed(&self, reason: Reason) -> Malformed {
        Malformed { at: self.at, reason }
    }

    /// Reads an object and all that is in it.
    fn whole(&mut self) -> Result<ValueId, Malformed> {
        loop {
            let Some(mut value) = self.begin()? else { continue };
            // It may be the last part of what is around it, and that of what is around that.
            loop {
                let Some(around) = self.open.last_mut() else { return Ok(value) };
                self.parts.push(value);
                around.left -= 1;
                let left = around.left;
                if left == 0 {
                    value = self.close()?;
                    continue;
                }
                if left == PARTS_AFTER_LINE && matches!(around.kind, Kind::Code(_)) {
                    let line = self.int()?;
                    if let Some(Open { kind: Kind::Code(numbers), .. }) = self.open.last_mut() {
                        numbers[Code::FIRST_LINE] = line;
                    }
                }
                break;
            }
        }
    }

    /// Reads an object, or the start of one that has parts.
    fn begin(&mut self) -> Result<Option<ValueId>, Malformed> {
        if self.open.len() >= MAX_DEPTH {
            return Err(self.malformed(Reason::Depth));
        }
        if self.values.len() > self.most {
            return Err(self.malformed(Reason::Values(self.most)));
        }
        let at = self.at;
        let [first] = self.array()?;
        let code = first & !FLAG_REF;
        let begun = match code {
            // There is one of each, which is never numbered.
            b'N' => return Ok(Some(self.values.add(Value::None))),
            b'F' => return Ok(Some(self.values.add(Value::False))),
            b'T' => return Ok(Some(self.values.add(Value::True))),
            b'.' => return Ok(Some(self.values.add(Value::Ellipsis))),
            b'r' => return self.reference(at).map(Some),
            b'i' => {
                let value = self.int()?;
                self.atom(Value::Int(value))
            }
            b'l' => self.long()?,
            b'g' => {
                let bits = u64::from_le_bytes(self.array()?);
                self.atom(Value::Float(bits))
            }
            b'y' => {
                let (re, im) = (u64::from_le_bytes(self.array()?), u64::from_le_bytes(self.array()?));
                self.atom(Value::Complex(re, im))
            }
            b's' => {
                let bytes = self.sized()?;
                self.atom(Value::Bytes(bytes))
            }
            b'u' | b't' => {
                let text = self.sized()?;
                self.utf8(text)?
            }
            b'a' | b'A' => {
                let text = self.sized()?;
                self.ascii(text)?
            }
            b'z' | b'Z' => {
                let [length] = self.array()?;
                let text = self.take(length.into())?;
                self.ascii(text)?
            }
            b')' => {
                let [count] = self.array()?;
                Begun::Open(Kind::Tuple, self.count(count.into())?)
            }
            b'(' => Begun::Open(Kind::Tuple, self.long_count()?),
            b'>' => Begun::Open(Kind::FrozenSet, self.long_count()?),
            b':' => Begun::Open(Kind::Slice, 3),
            b'c' => {
                let mut numbers = [0; Code::NUMBERS];
                for number in &mut numbers[..Code::FIRST_LINE] {
                    *number = self.int()?;
                }
                Begun::Open(Kind::Code(numbers), PARTS)
            }
            code => {
                self.at = at;
                return Err(self.malformed(Reason::Type(code)));
            }
        };
        // An object has its number before its parts have theirs.
        let number = (first & FLAG_REF != 0).then_some(self.refs.len());
        match begun {
            Begun::Whole(value) => {
                self.refs.extend(number.map(|_| Some(value)));
                Ok(Some(value))
            }
            Begun::Open(kind, left) => {
                self.refs.extend(number.map(|_| None));
                self.open.push(Open { kind, number, first: self.parts.len(), left });
                if left == 0 { self.close().map(Some) } else { Ok(None) }
            }
        }
    }

    /// Makes a value of the innermost open object, which has all of its parts.
    fn close(&mut self) -> Result<ValueId, Malformed> {
        let Some(Open { kind, number, first, .. }) = self.open.pop() else { return Err(self.malformed(Reason::Cut)) };
        let value = {
            let parts = &mut self.parts[first..];
            match kind {
                Kind::Tuple => self.values.tuple(parts),
                Kind::FrozenSet => self.values.frozen_set(parts),
                Kind::Slice => self.values.slice(parts),
                Kind::Code(numbers) => match parts.first_chunk() {
                    Some(parts) => self.values.code(Code { numbers, parts: *parts }),
                    None => return Err(self.malformed(Reason::Cut)),
                },
            }
        };
        self.parts.truncate(first);
        if let Some(number) = number {
            self.refs[number] = Some(value);
        }
        Ok(value)
    }

    fn atom(&mut self, value: Value<'v>) -> Begun {
        Begun::Whole(self.values.add(value))
    }

    /// Text in UTF-8, in which there may be lone surrogates.
    fn utf8(&mut self, text: &'v [u8]) -> Result<Begun, Malformed> {
        match text::from_wtf8(text) {
            Some(_) => Ok(self.atom(Value::Str(text))),
            None => Err(self.malformed(Reason::Utf8)),
        }
    }

    /// A text that is said to be ASCII: CPython takes other bytes for Latin-1.
    fn ascii(&mut self, text: &'v [u8]) -> Result<Begun, Malformed> {
        if text.is_ascii() { Ok(self.atom(Value::Str(text))) } else { Err(self.malformed(Reason::Ascii)) }
    }

    fn reference(&mut self, at: usize) -> Result<ValueId, Malformed> {
        let number = u32::from_le_bytes(self.array()?);
        let value = usize::try_from(number).ok().and_then(|number| *self.refs.get(number)?);
        value.ok_or(Malformed { at, reason: Reason::Reference(number) })
    }

    /// An integer of digits of 15 bits, the lowest first; its sign is that of their count.
    fn long(&mut self) -> Result<Begun, Malformed> {
        let count = self.int()?;
        let length = self.count(count.unsigned_abs())?;
        let digits = self.take(length.saturating_mul(2))?;
        let (pairs, _) = digits.as_chunks::<2>();
        if pairs.iter().any(|&[_, high]| high >= 0x80) || pairs.last() == Some(&[0, 0]) {
            return Err(self.malformed(Reason::Digits));
        }
        let negative = count < 0;
        let small = pairs.iter().rev().try_fold(0_i64, |sum, &pair| {
            let sum = sum << 15 | i64::from(u16::from_le_bytes(pair));
            (sum <= 1 << 31).then_some(sum)
        });
        let small = small.and_then(|value| i32::try_from(if negative { -value } else { value }).ok());
        Ok(self.atom(small.map_or(Value::Long { negative, digits }, Value::Int)))
    }

    fn sized(&mut self) -> Result<&'v [u8], Malformed> {
        let count = self.long_count()?;
        self.take(count)
    }

    /// A count of four bytes.
    fn long_count(&mut self) -> Result<usize, Malformed> {
        let count = u32::from_le_bytes(self.array()?);
        self.count(count)
    }

    /// The number of an object's parts or bytes. Each takes a byte at least.
    fn count(&mut self, count: u32) -> Result<usize, Malformed> {
        let wanted = usize::try_from(count).ok().filter(|&wanted| wanted <= self.bytes.len() - self.at);
        wanted.ok_or_else(|| self.malformed(Reason::Count(count)))
    }

    fn int(&mut self) -> Result<i32, Malformed> {
        Ok(i32::from_le_bytes(self.array()?))
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Malformed> {
        match self.bytes[self.at..].first_chunk() {
            Some(&array) => {
                self.at += N;
                Ok(array)
            }
            None => Err(self.malformed(Reason::Cut)),
        }
    }

    fn take(&mut self, count: usize) -> Result<&'v [u8], Malformed> {
        match self.bytes[self.at..].get(..count) {
            Some(taken) => {
                self.at += count;
                Ok(taken)
            }
            None => Err(self.malformed(Reason::Cut)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the streams hold, one beside the other: the same number for the same value.
    fn numbers<const N: usize>(streams: [&[u8]; N]) -> [Result<ValueId, Reason>; N] {
        let arena = bumpalo::Bump::new();
        let mut values = Values::new(&arena);
        streams
            .map(|stream| read(arena.alloc_slice_copy(stream), &mut values, usize::MAX).map_err(|error| error.reason))
    }

    #[test]
    fn values_are_told_apart_by_type_sign_and_bits() {
        let streams: [&[u8]; 16] = [
            b"N",
            b"F",
            b"T",
            b".",
            b"i\x01\0\0\0",
            b"i\0\0\0\0",
            b"g\0\0\0\0\0\0\0\0",
            b"g\0\0\0\0\0\0\0\x80",
            b"g\0\0\0\0\0\0\xf8\x7f",
            b"g\x01\0\0\0\0\0\xf8\x7f",
            b"y\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x80",
            b"s\x01\0\0\0a",
            b"z\x01a",
            b")\x01N",
            b">\x01\0\0\0N",
            b":NNN",
        ];
        let numbers = numbers(streams).map(|number| number.expect("a value"));
        for (index, number) in numbers.iter().enumerate() {
            assert!(!numbers[..index].contains(number), "{}", streams[index].escape_ascii());
        }
    }

    #[test]
    fn what_means_the_same_is_the_same() {
        for [one, other] in [
            [&b"\xda\x01a"[..], b"u\x01\0\0\0a"],
            [b"A\x01\0\0\0a", b"z\x01a"],
            [b"t\x02\0\0\0\xc3\xa9", b"u\x02\0\0\0\xc3\xa9"],
            [b")\x02\xe9\x07\0\0\0r\0\0\0\0", b"(\x02\0\0\0i\x07\0\0\0\xe9\x07\0\0\0"],
            [b"l\x01\0\0\0\x07\0", b"i\x07\0\0\0"],
            [b"l\xfd\xff\xff\xff\0\0\0\0\x02\0", b"i\0\0\0\x80"],
            [b"l\0\0\0\0", b"i\0\0\0\0"],
            [b">\x02\0\0\0NT", b">\x02\0\0\0TN"],
            // The singletons have no number, whatever their first byte says.
            [b")\x03\xcei\x05\0\0\0N", b")\x03Ni\x05\0\0\0N"],
        ] {
            let [one, other] = numbers([one, other]);
            assert!(one.is_ok() && one == other, "{one:?} {other:?}");
        }
        let [short, long] = numbers([b"l\x03\0\0\0\0\0\0\0\x02\0", b"l\x02\0\0\0\0\0\x02\0"]);
        assert!(short.is_ok() && long.is_ok() && short != long);
    }

    #[test]
    fn what_no_compiler_writes_is_refused() {
        for (stream, reason) in [
            (&b""[..], Reason::Cut),
            (b"i\0\0", Reason::Cut),
            (b"NN", Reason::GoesOn(1)),
            (b")\x02N", Reason::Count(2)),
            (b"(\xff\xff\xff\x7fN", Reason::Count(0x7fff_ffff)),
            (b"s\xff\xff\xff\xff", Reason::Count(u32::MAX)),
            (b"l\0\0\0\x80", Reason::Count(1 << 31)),
            (b"[\0\0\0\0", Reason::Type(b'[')),
            (b"\xdb\0\0\0\0", Reason::Type(b'[')),
            (b"0", Reason::Type(b'0')),
            (b"r\0\0\0\0", Reason::Reference(0)),
            // A tuple, a set and a slice that hold themselves.
            (b"\xa9\x01r\0\0\0\0", Reason::Reference(0)),
            (b"\xbe\x01\0\0\0r\0\0\0\0", Reason::Reference(0)),
            (b"\xbar\0\0\0\0NN", Reason::Reference(0)),
            (b"l\x01\0\0\0\0\x80", Reason::Digits),
            (b"l\x01\0\0\0\0\0", Reason::Digits),
            (b"z\x01\xe9", Reason::Ascii),
            (b"u\x01\0\0\0\xff", Reason::Utf8),
            (b"t\x02\0\0\0\xc0\x80", Reason::Utf8),
        ] {
            assert_eq!(numbers([stream]), [Err(reason)], "{}", stream.escape_ascii());
        }
    }

    #[test]
    fn no_depth_takes_the_stack() {
        let nested = |depth: usize| [b")\x01".repeat(depth), b"N".to_vec()].concat();
        assert!(numbers([&nested(MAX_DEPTH - 1)])[0].is_ok());
        assert_eq!(numbers([&nested(1_000_000)]), [Err(Reason::Depth)]);
    }

    #[test]
    fn references_to_references_take_no_time() {
        // Each tuple holds the one before it twice: 2 to the power of 1000 objects, if they were counted.
        let tower = |bottom: &[u8]| {
            let mut stream = [b"(\xe8\x03\0\0", bottom].concat();
            for number in 0..999_u32 {
                stream.extend_from_slice(b"\xa9\x02");
                for _ in 0..2 {
                    stream.push(b'r');
                    stream.extend_from_slice(&number.to_le_bytes());
                }
            }
            stream
        };
        let [one, same, other] = numbers([&tower(b"\xe9\x01\0\0\0"), &tower(b"\xe9\x01\0\0\0"), &tower(b"\xfa\x01a")]);
        assert!(one.is_ok() && other.is_ok() && one == same && one != other);
    }
}
