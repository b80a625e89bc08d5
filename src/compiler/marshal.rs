//! Marshal, version 4: a code object to bytes (CPython's Python/marshal.c).
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
//! - Some objects exist once in the process, and so always count as shared: integers from -5 to 256,
//!   strings of one Latin-1 character and the empty one, bytes of length 0 and 1, the empty tuple,
//!   and the names that the compiler gives to units without one, such as `<module>`.

mod objects;
mod text;
mod writer;

use crate::compiler::values::constant::ConstId;
use crate::compiler::values::context::Context;
use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::location::Location;
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
    out.object(code, true);
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
