//! Values, each kept once.

use std::collections::HashMap;

use bumpalo::Bump;

/// The number of a value. Two values are equal if their numbers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueId(u32);

/// A value, of whose parts only the numbers are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the names are Python's
pub enum Value<'v> {
    None,
    False,
    True,
    Ellipsis,
    Int(i32),
    /// One that has not room in an `Int`: digits of 15 bits in two bytes each, the lowest first.
    Long {
        negative: bool,
        digits: &'v [u8],
    },
    /// Its bits, so that every zero and every NaN is one of its own.
    Float(u64),
    Complex(u64, u64),
    /// Text in UTF-8, lone surrogates in three bytes each.
    Str(&'v [u8]),
    Bytes(&'v [u8]),
    Tuple(&'v [ValueId]),
    /// Its elements in the order of their numbers.
    FrozenSet(&'v [ValueId]),
    /// Start, stop and step.
    Slice(&'v [ValueId]),
    Code(&'v Code),
}

/// A code object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// `co_argcount`, `co_posonlyargcount`, `co_kwonlyargcount`, `co_stacksize`, `co_flags` and `co_firstlineno`.
    pub numbers: [i32; Self::NUMBERS],
    /// The objects that it holds, in the order of [`Part::ALL`].
    pub parts: [ValueId; Part::ALL.len()],
}

impl Code {
    /// The count of its numbers.
    pub(super) const NUMBERS: usize = 6;
    /// The index of `co_firstlineno`, which stands further behind in the stream.
    pub(super) const FIRST_LINE: usize = 5;

    /// `co_firstlineno`
    pub fn first_line(&self) -> i32 {
        self.numbers[Self::FIRST_LINE]
    }

    /// One of its objects.
    pub fn part(&self, part: Part) -> ValueId {
        self.parts[part as usize]
    }
}

/// An object that a code object holds, in the order of the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the names are CPython's
pub enum Part {
    Code,
    Consts,
    Names,
    LocalsPlusNames,
    LocalsPlusKinds,
    FileName,
    Name,
    QualName,
    LineTable,
    ExceptionTable,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Code,
        Self::Consts,
        Self::Names,
        Self::LocalsPlusNames,
        Self::LocalsPlusKinds,
        Self::FileName,
        Self::Name,
        Self::QualName,
        Self::LineTable,
        Self::ExceptionTable,
    ];
}

/// The values of some streams, each kept once.
#[derive(Debug)]
pub struct Values<'v> {
    arena: &'v Bump,
    values: Vec<Value<'v>>,
    /// The number of each. Hashed with a key: nobody can write a stream whose values have all the same hash.
    numbers: HashMap<Value<'v>, ValueId>,
}

impl<'v> Values<'v> {
    /// None yet. What they hold will live in `arena`.
    pub fn new(arena: &'v Bump) -> Self {
        Self { arena, values: Vec::new(), numbers: HashMap::new() }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// The number of `None`.
    pub fn none(&mut self) -> ValueId {
        self.add(Value::None)
    }

    /// A copy of a stream that lives as long as the values which are read from it.
    pub fn keep_bytes(&self, bytes: &[u8]) -> &'v [u8] {
        self.arena.alloc_slice_copy(bytes)
    }

    /// A value by its number.
    pub fn get(&self, id: ValueId) -> Value<'v> {
        self.values.get(id.0 as usize).copied().unwrap_or(Value::None)
    }

    /// The number of `value`, whose parts are among these.
    pub(super) fn add(&mut self, value: Value<'v>) -> ValueId {
        let Self { values, numbers, .. } = self;
        *numbers.entry(value).or_insert_with(|| {
            values.push(value);
            // There are fewer than bytes in streams, which are read up to a length of 32 bits.
            ValueId((values.len() - 1) as u32)
        })
    }

    pub(super) fn tuple(&mut self, items: &[ValueId]) -> ValueId {
        self.keep(Value::Tuple(items), |arena| Value::Tuple(arena.alloc_slice_copy(items)))
    }

    /// The elements have an order in the stream and none in the set.
    pub(super) fn frozen_set(&mut self, items: &mut [ValueId]) -> ValueId {
        items.sort_unstable();
        self.keep(Value::FrozenSet(items), |arena| Value::FrozenSet(arena.alloc_slice_copy(items)))
    }

    pub(super) fn slice(&mut self, parts: &[ValueId]) -> ValueId {
        self.keep(Value::Slice(parts), |arena| Value::Slice(arena.alloc_slice_copy(parts)))
    }

    pub(super) fn code(&mut self, code: Code) -> ValueId {
        self.keep(Value::Code(&code), |arena| Value::Code(arena.alloc(code)))
    }

    /// The number of `value`, of which `copy` makes one that lives long enough, if it is not there.
    fn keep(&mut self, value: Value<'_>, copy: impl FnOnce(&'v Bump) -> Value<'v>) -> ValueId {
        match self.find(&value) {
            Some(id) => id,
            None => self.add(copy(self.arena)),
        }
    }

    fn find(&self, value: &Value<'_>) -> Option<ValueId> {
        self.numbers.get(value).copied()
    }
}
