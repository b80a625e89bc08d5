//! The stream.

use super::Buffers;
use super::objects::Objects;
use super::text::{Text, classify, is_ascii, is_long};
use crate::compiler::values::code::Code;
use crate::compiler::values::constant::{BigDigits, ConstId, Constant};
use crate::compiler::values::intern::Symbol;
use crate::compiler::version::Feature;

const FLAG_REF: u8 = 0x80;

/// The codes of types.
mod tag {
    pub(super) const NONE: u8 = b'N';
    pub(super) const FALSE: u8 = b'F';
    pub(super) const TRUE: u8 = b'T';
    pub(super) const ELLIPSIS: u8 = b'.';
    pub(super) const INT: u8 = b'i';
    pub(super) const LONG: u8 = b'l';
    pub(super) const FLOAT: u8 = b'g';
    pub(super) const COMPLEX: u8 = b'y';
    pub(super) const BYTES: u8 = b's';
    pub(super) const SHORT_ASCII: u8 = b'z';
    pub(super) const SHORT_ASCII_INTERNED: u8 = b'Z';
    pub(super) const ASCII: u8 = b'a';
    pub(super) const ASCII_INTERNED: u8 = b'A';
    pub(super) const UNICODE: u8 = b'u';
    pub(super) const INTERNED: u8 = b't';
    pub(super) const SMALL_TUPLE: u8 = b')';
    pub(super) const TUPLE: u8 = b'(';
    pub(super) const FROZEN_SET: u8 = b'>';
    pub(super) const SLICE: u8 = b':';
    pub(super) const CODE: u8 = b'c';
    pub(super) const REF: u8 = b'r';
}

/// A stream that is being written.
pub(super) struct Writer<'o, 't, 'a> {
    pub(super) objects: &'o Objects<'t, 'a>,
    pub(super) bytes: Vec<u8>,
    /// How many objects of earlier streams were numbered: the objects of this one have the numbers above.
    pub(super) before: u32,
    /// The number of the last object that can be referred to.
    pub(super) numbered: u32,
    /// The number of each constant that was written.
    pub(super) refs: Vec<u32>,
    /// The number of each symbol that was written as an interned or process-wide string.
    pub(super) symbol_refs: Vec<u32>,
    pub(super) filename_ref: u32,
    pub(super) empty_bytes_ref: u32,
    /// How many objects are around the next one, and how many the deepest one counts with those around it.
    pub(super) depth: u32,
    pub(super) deepest: u32,
    /// Writes the elements of frozensets, each alone.
    pub(super) alone: Option<Box<Self>>,
}

impl<'o, 't, 'a> Writer<'o, 't, 'a> {
    pub(super) fn new(objects: &'o Objects<'t, 'a>, buffers: Buffers) -> Self {
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
    pub(super) fn reference(&mut self, number: u32) {
        // From zero on in the stream.
        self.tag_and_long(tag::REF, number - self.before - 1);
    }

    /// Writes the constant `id`; `shared` if more hold it than the objects know (`w_object`).
    pub(super) fn object(&mut self, id: ConstId, shared: bool) {
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
            Constant::Float(value) => self.float(value, flag),
            Constant::Complex(re, im) => self.complex(re, im, flag),
            Constant::Slice(parts) => {
                self.bytes.push(tag::SLICE | flag);
                self.inside(true, |out| parts.iter().for_each(|&part| out.slice_part(part)));
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

    /// Writes what only a slice holds, unless the process has one object for all that equal it.
    fn slice_part(&mut self, id: ConstId) {
        match self.objects.consts.get(id) {
            Constant::Str(symbol) if is_long(self.objects.names.bytes(symbol)) => self.symbol(symbol, false, 0),
            Constant::Bytes([]) => self.empty_bytes(),
            Constant::Bytes(value) if value.len() > 1 => self.byte_string(value, 0),
            Constant::Int(value) if !self.objects.is_small(value) => self.int(value, 0),
            Constant::BigInt(digits) => self.big_int(*digits, 0),
            Constant::Float(value) => self.float(value, 0),
            Constant::Complex(re, im) => self.complex(re, im, 0),
            _ => self.object(id, true),
        }
    }

    fn float(&mut self, value: f64, flag: u8) {
        self.bytes.push(tag::FLOAT | flag);
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    fn complex(&mut self, re: f64, im: f64, flag: u8) {
        self.bytes.push(tag::COMPLEX | flag);
        self.bytes.extend_from_slice(&re.to_le_bytes());
        self.bytes.extend_from_slice(&im.to_le_bytes());
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

    /// Writes a tuple as [`Self::name_tuple`] does, of one that nothing else holds.
    fn own_name_tuple(&mut self, id: ConstId) {
        let Constant::Tuple(items) = self.objects.consts.get(id) else { return };
        self.tuple_head(items, 0);
        self.name_items(items);
    }

    #[inline(always)] // Perf: into the one place that is often run
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
    pub(super) fn bytes(&mut self, id: ConstId, value: &[u8], shared: bool) {
        if value.is_empty() && !self.objects.consts.owns_empty_bytes() {
            return self.empty_bytes();
        }
        let is_of_process = value.len() == 1 && !self.objects.consts.is_unshared(id);
        let shared = shared || is_of_process || self.objects.is_held_twice(id);
        if let Some(flag) = self.flag(id, shared) {
            self.byte_string(value, flag);
        }
    }

    /// `co_linetable` or `co_exceptiontable`.
    pub(super) fn table(&mut self, id: ConstId) {
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
    pub(super) fn items(&mut self, id: ConstId, items: &[ConstId]) {
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

    pub(super) fn code(&mut self, code: &Code<'_>, flag: u8) {
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
    pub(super) fn filename(&mut self) {
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

    pub(super) fn qualname(&mut self, code: &Code<'_>) {
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
    pub(super) fn text(&mut self, symbol: Symbol, id: ConstId, shared: bool) {
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
    #[inline(always)] // Perf: most are written already
    pub(super) fn interned(&mut self, symbol: Symbol) {
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
    pub(super) fn symbol(&mut self, symbol: Symbol, interned: bool, flag: u8) {
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
    #[inline(never)] // Perf: its caller saves no registers
    fn symbol_after_more(&mut self, symbol: Symbol, interned: bool, flag: u8) {
        self.bytes.reserve(64);
        self.symbol(symbol, interned, flag);
    }

    pub(super) fn string(&mut self, text: &[u8], interned: bool, flag: u8) {
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
