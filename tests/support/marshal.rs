//! A reader of marshal streams, versions 4 and 5, as far as code objects need it.
//!
//! Besides the values it keeps a trace of the objects read, so that two streams of equal values that
//! differ in their references can be told apart by place.

use std::fmt;
use std::rc::Rc;

/// A value read back.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `None`, `True`, `False`, `...`
    Singleton(&'static str),
    /// Sign and 15-bit digits, least significant first.
    Int(bool, Vec<u16>),
    /// Bits.
    Float(u64),
    /// Bits.
    Complex(u64, u64),
    /// A string, WTF-8.
    Str(Vec<u8>),
    /// A bytes object.
    Bytes(Vec<u8>),
    /// A tuple.
    Tuple(Vec<Rc<Value>>),
    /// A frozenset.
    FrozenSet(Vec<Rc<Value>>),
    /// A slice: start, stop and step.
    Slice(Vec<Rc<Value>>),
    /// A code object.
    Code(Box<Code>),
}

/// A code object read back: the fields that 3.11 and later write.
#[derive(Clone, Debug, PartialEq)]
pub struct Code {
    /// `co_argcount`
    pub argcount: u32,
    /// `co_posonlyargcount`
    pub posonlyargcount: u32,
    /// `co_kwonlyargcount`
    pub kwonlyargcount: u32,
    /// `co_stacksize`
    pub stacksize: u32,
    /// `co_flags`
    pub flags: u32,
    /// `co_code`
    pub code: Vec<u8>,
    /// `co_consts`
    pub consts: Vec<Rc<Value>>,
    /// `co_names`
    pub names: Vec<Rc<Value>>,
    /// `co_localsplusnames`
    pub localsplusnames: Vec<Rc<Value>>,
    /// `co_localspluskinds`
    pub localspluskinds: Vec<u8>,
    /// `co_filename`
    pub filename: Vec<u8>,
    /// `co_name`
    pub name: Vec<u8>,
    /// `co_qualname`
    pub qualname: Vec<u8>,
    /// `co_firstlineno`
    pub firstlineno: i32,
    /// `co_linetable`
    pub linetable: Vec<u8>,
    /// `co_exceptiontable`
    pub exceptiontable: Vec<u8>,
}

/// One object of the stream, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its first byte, `FLAG_REF` included.
    pub tag: u8,
    /// Where it stands.
    pub offset: usize,
    /// Which field of which code object, or an element of one.
    pub place: Rc<str>,
    /// The object, but for a reference; `None` until it is whole.
    pub value: Option<Rc<Value>>,
}

/// A stream read to its end.
#[derive(Clone, Debug)]
pub struct Stream {
    /// Its value.
    pub value: Rc<Value>,
    /// Its objects in order.
    pub events: Vec<Event>,
}

/// Why a stream is not marshal's.
#[derive(Clone, Debug, PartialEq)]
pub struct BadStream(pub String);

impl fmt::Display for BadStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads `bytes` to the end.
pub fn read(bytes: &[u8]) -> Result<Stream, BadStream> {
    let mut reader = Reader { bytes, at: 0, refs: Vec::new(), events: Vec::new(), place: "top".into() };
    let value = reader.object()?;
    if reader.at != bytes.len() {
        return Err(BadStream(format!("{} bytes after the end", bytes.len() - reader.at)));
    }
    Ok(Stream { value, events: reader.events })
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    refs: Vec<Option<Rc<Value>>>,
    events: Vec<Event>,
    place: Rc<str>,
}

impl Reader<'_> {
    fn take(&mut self, count: usize) -> Result<&[u8], BadStream> {
        let rest = &self.bytes[self.at..];
        if rest.len() < count {
            return Err(BadStream(format!("{count} bytes wanted at {}, {} left", self.at, rest.len())));
        }
        self.at += count;
        Ok(&rest[..count])
    }

    fn byte(&mut self) -> Result<u8, BadStream> {
        Ok(self.take(1)?[0])
    }

    fn short(&mut self) -> Result<u16, BadStream> {
        let bytes = self.take(2)?;
        Ok(u16::from_le_bytes([bytes[0], bytes[1]]))
    }

    fn long(&mut self) -> Result<u32, BadStream> {
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    fn double(&mut self) -> Result<u64, BadStream> {
        let mut bits = [0; 8];
        bits.copy_from_slice(self.take(8)?);
        Ok(u64::from_le_bytes(bits))
    }

    fn sized(&mut self, count: usize) -> Result<Vec<u8>, BadStream> {
        Ok(self.take(count)?.to_vec())
    }

    /// Text that is said to be ASCII: of other bytes CPython makes characters of Latin-1.
    fn ascii(&mut self, count: usize) -> Result<Vec<u8>, BadStream> {
        let text = self.sized(count)?;
        if text.is_ascii() { Ok(text) } else { Err(BadStream(format!("{text:?} is not ASCII"))) }
    }

    fn items(&mut self, count: usize) -> Result<Vec<Rc<Value>>, BadStream> {
        (0..count).map(|_| self.object()).collect()
    }

    fn object(&mut self) -> Result<Rc<Value>, BadStream> {
        let offset = self.at;
        let tag = self.byte()?;
        let event = self.events.len();
        self.events.push(Event { tag, offset, place: self.place.clone(), value: None });
        // A container takes its number before its elements take theirs; singletons have none.
        let is_numbered = tag & 0x80 != 0 && !b"NFT.r".contains(&(tag & 0x7f));
        let slot = is_numbered.then(|| {
            self.refs.push(None);
            self.refs.len() - 1
        });
        let value = match tag & 0x7f {
            b'N' => Value::Singleton("None"),
            b'T' => Value::Singleton("True"),
            b'F' => Value::Singleton("False"),
            b'.' => Value::Singleton("Ellipsis"),
            b'i' => {
                let value = self.long()? as i32;
                let mut rest = value.unsigned_abs();
                let mut digits = Vec::new();
                while rest != 0 {
                    digits.push((rest & 0x7fff) as u16);
                    rest >>= 15;
                }
                Value::Int(value < 0, digits)
            }
            b'l' => {
                let count = self.long()? as i32;
                let digits = (0..count.unsigned_abs()).map(|_| self.short()).collect::<Result<_, _>>()?;
                Value::Int(count < 0, digits)
            }
            b'g' => Value::Float(self.double()?),
            b'y' => Value::Complex(self.double()?, self.double()?),
            b's' => {
                let count = self.long()? as usize;
                Value::Bytes(self.sized(count)?)
            }
            b'u' | b't' => {
                let count = self.long()? as usize;
                Value::Str(self.sized(count)?)
            }
            b'a' | b'A' => {
                let count = self.long()? as usize;
                Value::Str(self.ascii(count)?)
            }
            b'z' | b'Z' => {
                let count = self.byte()? as usize;
                Value::Str(self.ascii(count)?)
            }
            b')' => {
                let count = self.byte()? as usize;
                Value::Tuple(self.items(count)?)
            }
            b'(' => {
                let count = self.long()? as usize;
                Value::Tuple(self.items(count)?)
            }
            b'>' => {
                let count = self.long()? as usize;
                Value::FrozenSet(self.items(count)?)
            }
            b':' => Value::Slice(self.items(3)?),
            b'c' => Value::Code(Box::new(self.code()?)),
            b'r' => {
                let index = self.long()? as usize;
                return match self.refs.get(index) {
                    Some(Some(value)) => Ok(value.clone()),
                    _ => Err(BadStream(format!("reference {index} at {offset} to nothing"))),
                };
            }
            other => return Err(BadStream(format!("type {:?} at {offset}", other as char))),
        };
        let value = Rc::new(value);
        self.events[event].value = Some(value.clone());
        if let Some(slot) = slot {
            self.refs[slot] = Some(value.clone());
        }
        Ok(value)
    }

    fn bytes_field(&mut self, field: &str) -> Result<Vec<u8>, BadStream> {
        match &*self.field(field)? {
            Value::Bytes(bytes) | Value::Str(bytes) => Ok(bytes.clone()),
            other => Err(BadStream(format!("{field} is {other}"))),
        }
    }

    fn tuple_field(&mut self, field: &str) -> Result<Vec<Rc<Value>>, BadStream> {
        match &*self.field(field)? {
            Value::Tuple(items) => Ok(items.clone()),
            other => Err(BadStream(format!("{field} is {other}"))),
        }
    }

    fn field(&mut self, field: &str) -> Result<Rc<Value>, BadStream> {
        let place = format!("{}.{field}", self.place).into();
        let outer = std::mem::replace(&mut self.place, place);
        let value = self.object();
        self.place = outer;
        value
    }

    fn code(&mut self) -> Result<Code, BadStream> {
        let at = self.at;
        let outer = std::mem::replace(&mut self.place, format!("code@{at}").into());
        let code = Code {
            argcount: self.long()?,
            posonlyargcount: self.long()?,
            kwonlyargcount: self.long()?,
            stacksize: self.long()?,
            flags: self.long()?,
            code: self.bytes_field("code")?,
            consts: self.tuple_field("consts")?,
            names: self.tuple_field("names")?,
            localsplusnames: self.tuple_field("localsplusnames")?,
            localspluskinds: self.bytes_field("localspluskinds")?,
            filename: self.bytes_field("filename")?,
            name: self.bytes_field("name")?,
            qualname: self.bytes_field("qualname")?,
            firstlineno: self.long()? as i32,
            linetable: self.bytes_field("linetable")?,
            exceptiontable: self.bytes_field("exceptiontable")?,
        };
        self.place = outer;
        Ok(code)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, items: &[Rc<Self>]| {
            items
                .iter()
                .enumerate()
                .try_for_each(|(index, item)| write!(f, "{}{item}", if index == 0 { "" } else { ", " }))
        };
        match self {
            Self::Singleton(name) => f.write_str(name),
            Self::Int(negative, digits) => {
                f.write_str(if *negative { "-" } else { "" })?;
                if digits.len() > 4 {
                    return write!(f, "<{} digits {digits:?}>", digits.len());
                }
                write!(f, "{}", digits.iter().rev().fold(0u64, |sum, &digit| sum << 15 | u64::from(digit)))
            }
            Self::Float(bits) => write!(f, "{:?}", f64::from_bits(*bits)),
            Self::Complex(re, im) => write!(f, "({:?}, {:?}j)", f64::from_bits(*re), f64::from_bits(*im)),
            Self::Str(text) => write!(f, "{:?}", String::from_utf8_lossy(text)),
            Self::Bytes(bytes) => write!(f, "b\"{}\"", bytes.escape_ascii()),
            Self::Tuple(items) => {
                f.write_str("(")?;
                list(f, items)?;
                f.write_str(")")
            }
            Self::FrozenSet(items) => {
                f.write_str("frozenset{")?;
                list(f, items)?;
                f.write_str("}")
            }
            Self::Slice(parts) => {
                f.write_str("slice(")?;
                list(f, parts)?;
                f.write_str(")")
            }
            Self::Code(code) => {
                write!(f, "<code {} line {}>", String::from_utf8_lossy(&code.qualname), code.firstlineno)
            }
        }
    }
}
