//! The code object: what a compiled unit is, before marshal.

use crate::compiler::values::constant::ConstId;
use crate::compiler::values::intern::Symbol;
use std::hash::{Hash, Hasher};

/// A code object. Parts that CPython merges across a file are [`ConstId`]s, so that equal ids mean
/// the same object.
#[derive(Clone, Debug)]
pub struct Code<'a> {
    /// `co_argcount`
    pub argcount: u32,
    /// `co_posonlyargcount`
    pub posonlyargcount: u32,
    /// `co_kwonlyargcount`
    pub kwonlyargcount: u32,
    /// `co_stacksize`
    pub stacksize: u32,
    /// `co_flags` (see [`flags`])
    pub flags: u32,
    /// `co_code`, inline caches included; an object of its own, never merged.
    pub code: &'a [u8],
    /// `co_consts`: a tuple.
    pub consts: ConstId,
    /// `co_names`: a tuple of strings.
    pub names: ConstId,
    /// `co_localsplusnames`: a tuple of strings.
    pub localsplusnames: ConstId,
    /// Whether that tuple is an object of its own, never merged.
    pub owns_localsplusnames: bool,
    /// `co_localspluskinds`; not merged either.
    pub localspluskinds: &'a [u8],
    /// `co_name`
    pub name: Symbol,
    /// `co_qualname`
    pub qualname: Symbol,
    /// Whether `co_qualname` is the very object that the constants hold as this text.
    pub qualname_is_const: bool,
    /// `co_firstlineno`
    pub firstlineno: i32,
    /// `co_linetable`: bytes.
    pub linetable: ConstId,
    /// `co_exceptiontable`: bytes.
    pub exceptiontable: ConstId,
}

impl PartialEq for Code<'_> {
    /// `code_richcompare` (Objects/codeobject.c).
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && self.argcount == other.argcount
            && self.posonlyargcount == other.posonlyargcount
            && self.kwonlyargcount == other.kwonlyargcount
            && self.flags == other.flags
            && self.firstlineno == other.firstlineno
            && self.code == other.code
            && self.consts == other.consts
            && self.names == other.names
            && self.localsplusnames == other.localsplusnames
            && self.linetable == other.linetable
            && self.exceptiontable == other.exceptiontable
    }
}

impl Eq for Code<'_> {}

impl Hash for Code<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // What is left out hardly ever tells two apart that these do not.
        (self.name, self.firstlineno, self.linetable, self.consts, self.names).hash(state);
    }
}

/// The bits of `co_flags` (Include/cpython/code.h).
pub mod flags {
    #![allow(missing_docs)] // the names are CPython's
    pub const OPTIMIZED: u32 = 0x1;
    pub const NEWLOCALS: u32 = 0x2;
    pub const VARARGS: u32 = 0x4;
    pub const VARKEYWORDS: u32 = 0x8;
    pub const NESTED: u32 = 0x10;
    pub const GENERATOR: u32 = 0x20;
    pub const COROUTINE: u32 = 0x80;
    pub const ITERABLE_COROUTINE: u32 = 0x100;
    pub const ASYNC_GENERATOR: u32 = 0x200;
    pub const FUTURE_DIVISION: u32 = 0x20000;
    pub const FUTURE_ABSOLUTE_IMPORT: u32 = 0x40000;
    pub const FUTURE_WITH_STATEMENT: u32 = 0x80000;
    pub const FUTURE_PRINT_FUNCTION: u32 = 0x0010_0000;
    pub const FUTURE_UNICODE_LITERALS: u32 = 0x0020_0000;
    pub const FUTURE_BARRY_AS_BDFL: u32 = 0x0040_0000;
    pub const FUTURE_GENERATOR_STOP: u32 = 0x0080_0000;
    pub const HAS_DOCSTRING: u32 = 0x0400_0000;
    pub const METHOD: u32 = 0x0800_0000;
    pub const FUTURE_ANNOTATIONS: u32 = 0x0100_0000;
}
