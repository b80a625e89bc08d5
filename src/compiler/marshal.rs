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
//!   ([`ConstTable::is_interned`]).
//! - A frozenset with a string that has to give way to an interned one is built anew for each tuple
//!   that holds it, when the tuple's code object is made (`intern_string_constants`).
//! - Some objects exist once in the process, and so always count as shared: integers from -5 to 256,
//!   strings of one Latin-1 character and the empty one, bytes of length 0 and 1, the empty tuple,
//!   and the names that the compiler gives to units without one, such as `<module>`.

use crate::compiler::values::code::Code;
use crate::compiler::values::constant::{BigDigits, ConstId, ConstTable, Constant};
use crate::compiler::values::context::Context;
use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::intern::{Interner, Symbol};
use crate::compiler::values::location::Location;
use crate::compiler::version::{Feature, Target};

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

const FLAG_REF: u8 = 0x80;

/// The codes of types.
mod tag {
    pub const NONE: u8 = b'N';
    pub const FALSE: u8 = b'F';
    pub const TRUE: u8 = b'T';
    pub const ELLIPSIS: u8 = b'.';
    pub const INT: u8 = b'i';
    pub const LONG: u8 = b'l';
    pub const FLOAT: u8 = b'g';
    pub const COMPLEX: u8 = b'y';
    pub const BYTES: u8 = b's';
    pub const SHORT_ASCII: u8 = b'z';
    pub const SHORT_ASCII_INTERNED: u8 = b'Z';
    pub const ASCII: u8 = b'a';
    pub const ASCII_INTERNED: u8 = b'A';
    pub const UNICODE: u8 = b'u';
    pub const INTERNED: u8 = b't';
    pub const SMALL_TUPLE: u8 = b')';
    pub const TUPLE: u8 = b'(';
    pub const FROZEN_SET: u8 = b'>';
    pub const CODE: u8 = b'c';
    pub const REF: u8 = b'r';
}

/// What identity a text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Text {
    /// Only name characters: interned wherever it is used.
    Name,
    /// One object in the process, not interned by its characters.
    Single,
    /// Any other.
    Other,
}

/// The bytes that a name may have anywhere.
static NAME_BYTES: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
        byte += 1;
    }
    table
};

/// As the standard library's, which looks at short texts, as most are, byte by byte.
#[inline]
fn is_ascii(text: &[u8]) -> bool {
    if text.len() > 16 {
        return text.is_ascii();
    }
    if let (Some(&head), Some(&tail)) = (text.first_chunk(), text.last_chunk()) {
        return (u64::from_le_bytes(head) | u64::from_le_bytes(tail)) & 0x8080_8080_8080_8080 == 0;
    }
    if let (Some(&head), Some(&tail)) = (text.first_chunk(), text.last_chunk()) {
        return (u32::from_le_bytes(head) | u32::from_le_bytes(tail)) & 0x8080_8080 == 0;
    }
    text.iter().all(u8::is_ascii)
}

/// `all_name_chars` (Objects/codeobject.c) and the process's shared strings.
fn classify(text: &[u8]) -> Text {
    if text.iter().all(|&byte| NAME_BYTES[byte as usize]) {
        return Text::Name;
    }
    match text {
        // Interned when the interpreter starts.
        b"*" => Text::Name,
        [_] | [0xC2 | 0xC3, _] => Text::Single,
        _ => Text::Other,
    }
}

/// The objects of a file, and who holds them.
struct Objects<'t, 'a> {
    consts: &'t ConstTable<'a>,
    names: &'t Interner<'a>,
    filename: &'t [u8],
    target: &'static Target,
    /// Whether each code object was given a line table of its own, with the columns taken out.
    owns_linetables: bool,
    /// How many hold each constant; from two on it does not matter.
    holders: Vec<u8>,
}

impl<'t, 'a> Objects<'t, 'a> {
    fn new(ctx: &'t Context<'a>, filename: &'t [u8], mut holders: Vec<u8>) -> Self {
        let Context { consts, names, target, debug_ranges, .. } = ctx;
        holders.clear();
        holders.resize(consts.len(), 0);
        Self { consts, names, filename, target, owns_linetables: !debug_ranges, holders }
    }

    /// Something holds `id`, and so, if it is the first to do so, what `id` holds.
    #[inline(always)] // most hold nothing
    fn hold(&mut self, id: ConstId) {
        let holders = self.hold_alone(id);
        let holds = matches!(self.consts.get(id), Constant::Tuple(_) | Constant::FrozenSet(_) | Constant::Code(_));
        // In one, since nobody can foretell whether something is held already.
        if holders < u8::from(holds) {
            self.hold_inside(id);
        }
    }

    /// As [`Self::hold`], of what holds nothing; gives how many held it so far.
    #[inline(always)]
    fn hold_alone(&mut self, id: ConstId) -> u8 {
        let holders = &mut self.holders[id.0 as usize];
        std::mem::replace(holders, (*holders + 1).min(2))
    }

    fn hold_all(&mut self, items: &[ConstId]) {
        items.iter().for_each(|&item| self.hold(item));
    }

    /// What `id` holds is held.
    #[inline(never)]
    fn hold_inside(&mut self, id: ConstId) {
        match self.consts.get(id) {
            // The objects of interned ones are the process's.
            Constant::Tuple(items) if !self.consts.is_interned(id) => self.hold_all(items),
            Constant::FrozenSet(items) => {
                self.holders[id.0 as usize] = u8::from(!self.is_rebuilt(items));
                self.hold_all(items);
            }
            Constant::Code(code) => self.hold_parts(code),
            _ => {}
        }
    }

    fn hold_parts(&mut self, code: &Code<'_>) {
        self.hold(code.consts);
        // These are interned.
        self.hold_alone(code.names);
        if !code.owns_localsplusnames {
            self.hold_alone(code.localsplusnames);
        }
        self.hold_alone(code.exceptiontable);
        if !self.owns_linetables {
            self.hold_alone(code.linetable);
        }
        if code.qualname_is_const
            && let Some(id) = self.consts.find_str(code.qualname)
        {
            self.hold_alone(id);
        }
    }

    /// Whether every string that exists once in the process is interned.
    fn interns_all(&self) -> bool {
        self.target.has(Feature::InternedStatics)
    }

    /// Whether a frozenset of `items` is rebuilt with interned strings.
    fn is_rebuilt(&self, items: &[ConstId]) -> bool {
        items.iter().any(|&item| match self.consts.get(item) {
            Constant::Str(symbol) => {
                let text = self.names.bytes(symbol);
                classify(text) == Text::Name
                    && !self.consts.is_interned(item)
                    && (text.len() > 1 || !self.interns_all())
                    && (self.target.is_startup_name(text) || (text.len() > 1 && self.names.is_identifier(symbol)))
            }
            _ => false,
        })
    }

    /// Whether two or more hold `id`.
    #[inline]
    fn is_held_twice(&self, id: ConstId) -> bool {
        self.holders[id.0 as usize] > 1
    }

    /// Whether two or more hold `id`, which is no bytes object, or the process does.
    fn is_shared(&self, id: ConstId) -> bool {
        if self.is_held_twice(id) {
            return true;
        }
        match self.consts.get(id) {
            Constant::Int(value) => (-5..=256).contains(&value),
            Constant::Tuple(items) => items.is_empty(),
            _ => false,
        }
    }
}

/// A stream that is being written.
struct Writer<'o, 't, 'a> {
    objects: &'o Objects<'t, 'a>,
    bytes: Vec<u8>,
    /// How many objects of earlier streams were numbered: the objects of this one have the numbers above.
    before: u32,
    /// The number of the last object that can be referred to.
    numbered: u32,
    /// The number of each constant that was written.
    refs: Vec<u32>,
    /// The number of each symbol that was written as an interned or process-wide string.
    symbol_refs: Vec<u32>,
    filename_ref: u32,
    empty_bytes_ref: u32,
    /// How many objects are around the next one, and how many the deepest one counts with those around it.
    depth: u32,
    deepest: u32,
    /// Writes the elements of frozensets, each alone.
    alone: Option<Box<Self>>,
}

impl<'o, 't, 'a> Writer<'o, 't, 'a> {
    fn new(objects: &'o Objects<'t, 'a>, buffers: Buffers) -> Self {
        let Buffers { mut bytes, mut refs, mut symbol_refs, mut numbered, .. } = buffers;
        bytes.clear();
        if numbered > u32::MAX / 2 {
            refs.fill(0);
            symbol_refs.fill(0);
            numbered = 0;
        }
        refs.resize(refs.len().max(objects.consts.len()), 0);
        symbol_refs.resize(symbol_refs.len().max(objects.names.len()), 0);
        let (before, filename_ref, empty_bytes_ref) = (numbered, 0, 0);
        let (depth, deepest, alone) = (0, 0, None);
        Self {
            objects,
            bytes,
            before,
            numbered,
            refs,
            symbol_refs,
            filename_ref,
            empty_bytes_ref,
            depth,
            deepest,
            alone,
        }
    }

    #[inline]
    fn long(&mut self, value: u32) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    /// The code of a type and a number, in one piece.
    #[inline]
    fn tag_and_long(&mut self, tag: u8, value: u32) {
        let [a, b, c, d] = value.to_le_bytes();
        self.bytes.extend_from_slice(&[tag, a, b, c, d]);
    }

    /// Writes a reference if there is something to refer to; otherwise numbers the object.
    #[inline]
    fn refer(&mut self, slot: &mut u32) -> bool {
        if *slot > self.before {
            self.reference(*slot);
            return true;
        }
        self.numbered += 1;
        *slot = self.numbered;
        false
    }

    /// A reference to the object that has this number.
    #[inline]
    fn reference(&mut self, number: u32) {
        // From zero on in the stream.
        self.tag_and_long(tag::REF, number - self.before - 1);
    }

    /// Writes the constant `id`; `shared` if more hold it than the objects know (`w_object`).
    fn object(&mut self, id: ConstId, shared: bool) {
        let value = self.objects.consts.get(id);
        match value {
            Constant::None => return self.bytes.push(tag::NONE),
            Constant::False => return self.bytes.push(tag::FALSE),
            Constant::True => return self.bytes.push(tag::TRUE),
            Constant::Ellipsis => return self.bytes.push(tag::ELLIPSIS),
            Constant::Str(symbol) => return self.text(symbol, id, shared),
            Constant::Bytes(value) => return self.bytes(id, value, shared),
            _ => {}
        }
        let Some(flag) = self.flag(id, shared || self.objects.is_shared(id)) else { return };
        match value {
            Constant::Int(value) => self.int(value, flag),
            Constant::BigInt(digits) => self.big_int(*digits, flag),
            Constant::Float(value) => {
                self.bytes.push(tag::FLOAT | flag);
                self.bytes.extend_from_slice(&value.to_le_bytes());
            }
            Constant::Complex(re, im) => {
                self.bytes.push(tag::COMPLEX | flag);
                self.bytes.extend_from_slice(&re.to_le_bytes());
                self.bytes.extend_from_slice(&im.to_le_bytes());
            }
            Constant::Tuple(items) => {
                self.tuple_head(items, flag);
                self.items(id, items);
            }
            Constant::FrozenSet(items) => self.inside(!items.is_empty(), |out| out.frozen_set(items, flag)),
            Constant::Code(code) => self.code(code, flag),
            Constant::None
            | Constant::False
            | Constant::True
            | Constant::Ellipsis
            | Constant::Str(_)
            | Constant::Bytes(_) => {}
        }
    }

    /// Of a constant that is shared or not: the bit for what may be referred to, or nothing after a reference.
    #[inline(always)]
    fn flag(&mut self, id: ConstId, shared: bool) -> Option<u8> {
        if !shared {
            return Some(0);
        }
        let mut slot = self.refs[id.0 as usize];
        if self.refer(&mut slot) {
            return None;
        }
        self.refs[id.0 as usize] = slot;
        Some(FLAG_REF)
    }

    /// Writes a constant that is a tuple, but for its items, which are still to be written if they are given.
    #[inline(always)]
    fn tuple_start(&mut self, id: ConstId) -> Option<&'o [ConstId]> {
        let Constant::Tuple(items) = self.objects.consts.get(id) else { return None };
        let flag = self.flag(id, items.is_empty() || self.objects.is_held_twice(id))?;
        self.tuple_head(items, flag);
        Some(items)
    }

    /// `co_names` or `co_localsplusnames`: a tuple of interned texts.
    fn name_tuple(&mut self, id: ConstId) {
        let items = self.tuple_start(id).unwrap_or_default();
        self.name_items(items);
    }

    /// As [`Self::name_tuple`], of one that nothing else holds.
    fn own_name_tuple(&mut self, id: ConstId) {
        let Constant::Tuple(items) = self.objects.consts.get(id) else { return };
        self.tuple_head(items, 0);
        self.name_items(items);
    }

    fn name_items(&mut self, items: &[ConstId]) {
        self.inside(!items.is_empty(), |_| ());
        for &item in items {
            if let Constant::Str(symbol) = self.objects.consts.get(item) {
                self.interned(symbol);
            }
        }
    }

    fn int(&mut self, value: i64, flag: u8) {
        if let Ok(small) = i32::try_from(value) {
            return self.tag_and_long(tag::INT | flag, small.cast_unsigned());
        }
        let magnitude = value.unsigned_abs();
        self.big_int(BigDigits { negative: value < 0, digits: &[magnitude as u32, (magnitude >> 32) as u32] }, flag);
    }

    /// A count with the sign, then digits of 15 bits, the lowest first (`w_PyLong`).
    fn big_int(&mut self, value: BigDigits<'_>, flag: u8) {
        self.bytes.push(tag::LONG | flag);
        let head = self.bytes.len();
        self.long(0);
        let (mut pending, mut bits, mut count) = (0u64, 0, 0);
        for &digit in value.digits {
            pending |= u64::from(digit) << bits;
            bits += 32;
            while bits >= 15 {
                self.bytes.extend_from_slice(&((pending & 0x7FFF) as u16).to_le_bytes());
                pending >>= 15;
                bits -= 15;
                count += 1;
            }
        }
        self.bytes.extend_from_slice(&(pending as u16).to_le_bytes());
        count += 1;
        while count > 0 && self.bytes.ends_with(&[0, 0]) {
            self.bytes.truncate(self.bytes.len() - 2);
            count -= 1;
        }
        let count: i32 = if value.negative { -count } else { count };
        self.bytes[head..head + 4].copy_from_slice(&count.to_le_bytes());
    }

    /// The bytes object `id`.
    fn bytes(&mut self, id: ConstId, value: &[u8], shared: bool) {
        if value.is_empty() && !self.objects.consts.owns_empty_bytes() {
            return self.empty_bytes();
        }
        let shared = shared || value.len() == 1 || self.objects.is_held_twice(id);
        if let Some(flag) = self.flag(id, shared) {
            self.byte_string(value, flag);
        }
    }

    /// `co_linetable` or `co_exceptiontable`.
    fn table(&mut self, id: ConstId) {
        if let Constant::Bytes(value) = self.objects.consts.get(id) {
            self.bytes(id, value, false);
        }
    }

    fn byte_string(&mut self, value: &[u8], flag: u8) {
        self.tag_and_long(tag::BYTES | flag, value.len() as u32);
        self.bytes.extend_from_slice(value);
    }

    fn empty_bytes(&mut self) {
        let mut slot = self.empty_bytes_ref;
        if !self.refer(&mut slot) {
            self.byte_string(&[], FLAG_REF);
        }
        self.empty_bytes_ref = slot;
    }

    /// A bytes object that only one code object holds.
    fn own_bytes(&mut self, value: &[u8]) {
        if value.is_empty() { self.empty_bytes() } else { self.byte_string(value, 0) }
    }

    fn tuple_head(&mut self, items: &[ConstId], flag: u8) {
        match u8::try_from(items.len()) {
            Ok(count) => self.bytes.extend_from_slice(&[tag::SMALL_TUPLE | flag, count]),
            Err(_) => self.tag_and_long(tag::TUPLE | flag, items.len() as u32),
        }
    }

    /// Writes what is inside an object, if there is something.
    #[inline(always)]
    fn inside(&mut self, something: bool, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth + u32::from(something));
        write(self);
        self.depth -= 1;
    }

    /// The items of the tuple `id`.
    fn items(&mut self, id: ConstId, items: &[ConstId]) {
        self.inside(!items.is_empty(), |out| out.items_inside(id, items));
    }

    #[inline(always)]
    fn items_inside(&mut self, id: ConstId, items: &[ConstId]) {
        let interned = self.objects.consts.is_interned(id);
        for &item in items {
            match self.objects.consts.get(item) {
                Constant::Str(symbol) if interned => self.interned(symbol),
                Constant::Str(symbol) => self.text(symbol, item, false),
                Constant::None => self.bytes.push(tag::NONE),
                Constant::Code(code) => {
                    if let Some(flag) = self.flag(item, self.objects.is_held_twice(item)) {
                        self.code(code, flag);
                    }
                }
                _ => self.object(item, false),
            }
        }
    }

    /// The elements in the order of their own streams; while they are written, a list of pairs
    /// holds them too.
    fn frozen_set(&mut self, items: &[ConstId], flag: u8) {
        self.tag_and_long(tag::FROZEN_SET | flag, items.len() as u32);
        let objects = self.objects;
        let mut alone = self.alone.take().unwrap_or_else(|| Box::new(Writer::new(objects, Buffers::default())));
        let mut sorted = Vec::with_capacity(items.len());
        let held = self.objects.target.has(Feature::SetItemsHeld);
        for &item in items {
            alone.object(item, held);
            sorted.push((std::mem::take(&mut alone.bytes), item));
            alone.forget(item);
        }
        self.alone = Some(alone);
        sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
        for (_, item) in sorted {
            self.object(item, true);
        }
    }

    /// Undoes the numbering of `id` and what it holds, for the next stream.
    fn forget(&mut self, id: ConstId) {
        self.numbered = self.before;
        self.empty_bytes_ref = 0;
        self.refs[id.0 as usize] = 0;
        match self.objects.consts.get(id) {
            Constant::Str(symbol) => self.symbol_refs[symbol.0 as usize] = 0,
            Constant::Tuple(items) | Constant::FrozenSet(items) => items.iter().for_each(|&item| self.forget(item)),
            _ => {}
        }
    }

    fn code(&mut self, code: &Code<'_>, flag: u8) {
        self.bytes.push(tag::CODE | flag);
        let numbers = [code.argcount, code.posonlyargcount, code.kwonlyargcount, code.stacksize, code.flags];
        self.bytes.extend_from_slice(numbers.map(u32::to_le_bytes).as_flattened());
        // The code object keeps the bytes that it makes for this.
        self.numbered += 1;
        self.byte_string(code.code, FLAG_REF);
        self.inside(true, |out| out.code_tuples(code));
        self.own_bytes(code.localspluskinds);
        self.filename();
        self.unit_names(code);
        self.long(code.firstlineno.cast_unsigned());
        match self.objects.consts.get(code.linetable) {
            Constant::Bytes(table) if self.objects.owns_linetables => self.own_bytes(table),
            _ => self.table(code.linetable),
        }
        self.table(code.exceptiontable);
    }

    #[inline(always)]
    fn code_tuples(&mut self, code: &Code<'_>) {
        if let Some(items) = self.tuple_start(code.consts) {
            self.items(code.consts, items);
        }
        self.name_tuple(code.names);
        if code.owns_localsplusnames {
            return self.own_name_tuple(code.localsplusnames);
        }
        self.name_tuple(code.localsplusnames);
    }

    /// The file's name: one object, which the caller of the compiler holds too.
    fn filename(&mut self) {
        let mut slot = self.filename_ref;
        if !self.refer(&mut slot) {
            let interned = self.objects.target.has(Feature::InternedFilename);
            self.string(self.objects.filename, interned, FLAG_REF);
        }
        self.filename_ref = slot;
    }

    /// `co_name` and `co_qualname`. The name of a scope of type parameters is made for it alone.
    fn unit_names(&mut self, code: &Code<'_>) {
        let name = self.objects.names.bytes(code.name);
        let is_own = name.starts_with(b"<generic parameters of ");
        if !is_own || self.objects.target.has(Feature::InternedQualnames) {
            self.interned(code.name);
            self.qualname(code);
        } else if code.qualname == code.name {
            let mut slot = 0;
            self.refer(&mut slot);
            self.string(name, false, FLAG_REF);
            self.refer(&mut slot);
        } else {
            self.string(name, false, 0);
            self.qualname(code);
        }
    }

    fn qualname(&mut self, code: &Code<'_>) {
        if code.qualname == code.name || self.objects.target.has(Feature::InternedQualnames) {
            return self.interned(code.qualname);
        }
        let shared = self.objects.consts.find_str(code.qualname).filter(|_| code.qualname_is_const);
        match shared {
            Some(id) => self.text(code.qualname, id, false),
            None => self.string(self.objects.names.bytes(code.qualname), false, 0),
        }
    }

    /// A string constant.
    fn text(&mut self, symbol: Symbol, id: ConstId, shared: bool) {
        if self.objects.consts.is_interned(id) {
            return self.interned(symbol);
        }
        let text = self.objects.names.bytes(symbol);
        match classify(text) {
            Text::Name => return self.interned(symbol),
            Text::Single if !self.objects.consts.is_unshared(id) => {
                let interned = self.objects.interns_all() || self.objects.names.is_identifier(symbol);
                if !self.is_written(symbol) {
                    self.symbol(symbol, interned, FLAG_REF);
                }
                return;
            }
            Text::Single | Text::Other => {}
        }
        if let Some(flag) = self.flag(id, shared || self.objects.is_shared(id)) {
            self.symbol(symbol, false, flag);
        }
    }

    /// An identifier, or the name of a unit that has none.
    #[inline(always)] // most are written already
    fn interned(&mut self, symbol: Symbol) {
        if self.is_written(symbol) {
            return;
        }
        let interned = self.objects.interns_all() || self.objects.names.bytes(symbol).first() != Some(&b'<');
        self.symbol(symbol, interned, FLAG_REF);
    }

    /// Of a string that is one object a text: writes a reference if there is something to refer to;
    /// otherwise numbers the string.
    #[inline]
    fn is_written(&mut self, symbol: Symbol) -> bool {
        let slot = &mut self.symbol_refs[symbol.0 as usize];
        if *slot <= self.before {
            self.numbered += 1;
            *slot = self.numbered;
            return false;
        }
        let number = *slot;
        self.reference(number);
        true
    }

    /// The text of a symbol.
    fn symbol(&mut self, symbol: Symbol, interned: bool, flag: u8) {
        const NOT_ASCII: u128 = u128::from_ne_bytes([0x80; 16]);
        let names = self.objects.names;
        let Some((bytes, len)) = names.short(symbol).filter(|(bytes, _)| bytes & NOT_ASCII == 0) else {
            return self.string(names.bytes(symbol), interned, flag);
        };
        // How long it is nobody can foretell: the longest is written, and what is behind the text taken back.
        let mut piece = [0; 18];
        if self.bytes.capacity() - self.bytes.len() < piece.len() {
            return self.symbol_after_more(symbol, interned, flag);
        }
        let tag = if interned { tag::SHORT_ASCII_INTERNED } else { tag::SHORT_ASCII };
        piece[..2].copy_from_slice(&[tag | flag, len as u8]);
        piece[2..].copy_from_slice(&bytes.to_le_bytes());
        let end = self.bytes.len() + 2 + len;
        self.bytes.extend_from_slice(&piece);
        self.bytes.truncate(end);
    }

    /// As [`Self::symbol`], after there is room.
    #[inline(never)] // so that the one that calls it saves no registers
    fn symbol_after_more(&mut self, symbol: Symbol, interned: bool, flag: u8) {
        self.bytes.reserve(64);
        self.symbol(symbol, interned, flag);
    }

    fn string(&mut self, text: &[u8], interned: bool, flag: u8) {
        if !is_ascii(text) {
            self.tag_and_long(if interned { tag::INTERNED } else { tag::UNICODE } | flag, text.len() as u32);
        } else if let Ok(len) = u8::try_from(text.len()) {
            let tag = if interned { tag::SHORT_ASCII_INTERNED } else { tag::SHORT_ASCII };
            self.bytes.extend_from_slice(&[tag | flag, len]);
        } else {
            self.tag_and_long(if interned { tag::ASCII_INTERNED } else { tag::ASCII } | flag, text.len() as u32);
        }
        self.bytes.extend_from_slice(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_byte_that_is_not_ascii_is_seen_wherever_it_stands() {
        for len in 0..40 {
            let mut text = vec![b'a'; len];
            assert!(is_ascii(&text));
            for at in 0..len {
                text[at] = 0x80;
                assert!(!is_ascii(&text), "{at} of {len}");
                text[at] = 0x7f;
            }
        }
    }
}
