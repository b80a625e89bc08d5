//! Strings, bytes and tuples under `+`, `*` and subscripts.

use super::{Arithmetic, MAX_COLLECTION_SIZE, MAX_STR_SIZE, MAX_TOTAL_ITEMS, integer};
use crate::compiler::values::constant::{ConstId, ConstTable, Constant};
use crate::compiler::values::intern::Interner;
use num_bigint::Sign;
use num_traits::ToPrimitive;

/// Whether `byte` begins a character of WTF-8.
fn starts_char(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// `left + right`.
pub(super) fn concat(values: &mut Arithmetic<'_, '_>, left: ConstId, right: ConstId) -> Option<ConstId> {
    match (values.consts.get(left), values.consts.get(right)) {
        (Constant::Str(left), Constant::Str(right)) => {
            let symbol = values.names.intern_parts(&[values.names.bytes(left), values.names.bytes(right)]);
            Some(values.consts.str(symbol))
        }
        // Nothing added to an object gives that object.
        (Constant::Bytes([]), Constant::Bytes(_)) => Some(right),
        (Constant::Bytes(_), Constant::Bytes([])) => Some(left),
        (Constant::Bytes(left), Constant::Bytes(right)) => Some(values.consts.bytes(&[left, right].concat())),
        (Constant::Tuple(left), Constant::Tuple(right)) => Some(values.consts.tuple(&[left, right].concat())),
        _ => None,
    }
}

/// The sum of strings, bytes objects or tuples while terms are added.
pub(crate) enum Sum {
    /// A string, in WTF-8.
    Str(Vec<u8>),
    /// A bytes object, and the term that was added last: if all are empty, the sum is that object.
    Bytes(Vec<u8>, ConstId),
    /// A tuple.
    Tuple(Vec<ConstId>),
}

impl Sum {
    /// The sum of one term, if that is such a constant.
    pub(crate) fn new(consts: &ConstTable<'_>, names: &Interner<'_>, first: ConstId) -> Option<Self> {
        match consts.get(first) {
            Constant::Str(text) => Some(Self::Str(names.bytes(text).to_vec())),
            Constant::Bytes(value) => Some(Self::Bytes(value.to_vec(), first)),
            Constant::Tuple(items) => Some(Self::Tuple(items.to_vec())),
            _ => None,
        }
    }

    /// Adds `term`; says whether it is a constant of the same type.
    pub(crate) fn add(&mut self, consts: &ConstTable<'_>, names: &Interner<'_>, term: ConstId) -> bool {
        match (self, consts.get(term)) {
            (Self::Str(sum), Constant::Str(text)) => sum.extend_from_slice(names.bytes(text)),
            (Self::Bytes(sum, last), Constant::Bytes(value)) => {
                sum.extend_from_slice(value);
                *last = term;
            }
            (Self::Tuple(sum), Constant::Tuple(items)) => sum.extend_from_slice(items),
            _ => return false,
        }
        true
    }

    /// The constant that it has become.
    pub(crate) fn finish(self, consts: &mut ConstTable<'_>, names: &mut Interner<'_>) -> ConstId {
        match self {
            Self::Str(text) => consts.str(names.intern(&text)),
            Self::Bytes(value, last) if value.is_empty() => last,
            Self::Bytes(value, _) => consts.bytes(&value),
            Self::Tuple(items) => consts.tuple(&items),
        }
    }
}

/// `sequence * count`, within the limits that CPython sets (`safe_multiply`).
pub(super) fn repeat(values: &mut Arithmetic<'_, '_>, id: ConstId, count: ConstId) -> Option<ConstId> {
    let sequence = values.consts.get(id);
    let size = match sequence {
        Constant::Str(text) => values.names.bytes(text).iter().filter(|&&byte| starts_char(byte)).count(),
        Constant::Bytes(bytes) => bytes.len(),
        Constant::Tuple(items) => items.len(),
        _ => return None,
    } as i64;
    let count = integer(values.consts.get(count))?.to_i64()?;
    if size > 0 {
        let limit = if let Constant::Tuple(_) = sequence { MAX_COLLECTION_SIZE } else { MAX_STR_SIZE };
        if count < 0 || count > limit / size {
            return None;
        }
    }
    let times = if size == 0 { 0 } else { count as usize };
    match sequence {
        Constant::Str(text) => {
            let text = values.names.bytes(text).repeat(times);
            let symbol = values.names.intern(&text);
            Some(values.consts.str(symbol))
        }
        // As long as before, it is the same object.
        Constant::Bytes([]) => Some(id),
        Constant::Bytes(_) if times == 0 => Some(ConstTable::OWN_EMPTY_BYTES),
        Constant::Bytes(bytes) => Some(values.consts.bytes(&bytes.repeat(times))),
        Constant::Tuple(items) => {
            if times > 0 && items_left(values.consts, items, MAX_TOTAL_ITEMS / count).is_none() {
                return None;
            }
            Some(values.consts.tuple(&items.repeat(times)))
        }
        _ => None,
    }
}

/// What is left of `limit` after all items of a tuple, nested ones included; `None` if they are
/// more (`check_complexity`).
fn items_left(consts: &ConstTable<'_>, items: &[ConstId], limit: i64) -> Option<i64> {
    let left = limit - items.len() as i64;
    if left < 0 {
        return None;
    }
    items.iter().try_fold(left, |left, &item| match consts.get(item) {
        Constant::Tuple(items) | Constant::FrozenSet(items) => items_left(consts, items, left),
        _ => Some(left),
    })
}

/// The indices that a slice takes of a sequence of this length, and its step (`PySlice_Unpack`, `PySlice_AdjustIndices`).
fn slice_indices(consts: &ConstTable<'_>, parts: [ConstId; 3], len: usize) -> Option<(Vec<usize>, i64)> {
    let len = len as i64;
    // Numbers beyond the range count as its ends.
    let number = |part: ConstId| match consts.get(part) {
        Constant::None => Some(None),
        value => integer(value)
            .map(|value| Some(value.to_i64().unwrap_or(if value.sign() == Sign::Minus { i64::MIN } else { i64::MAX }))),
    };
    let [lower, upper, step] = [number(parts[0])?, number(parts[1])?, number(parts[2])?];
    let step = step.unwrap_or(1).max(-i64::MAX);
    if step == 0 {
        return None;
    }
    let (least, most) = if step < 0 { (-1, len - 1) } else { (0, len) };
    let bound = |bound: i64| (if bound < 0 { bound.saturating_add(len) } else { bound }).clamp(least, most);
    let start = lower.map_or(if step < 0 { most } else { least }, bound);
    let stop = upper.map_or(if step < 0 { least } else { most }, bound);
    let mut indices = Vec::new();
    let mut at = start;
    while if step < 0 { at > stop } else { at < stop } {
        indices.push(at as usize);
        let Some(next) = at.checked_add(step) else { break };
        at = next;
    }
    Some((indices, step))
}

/// `sequence[lower:upper:step]`. All of it in its order is the object itself; one item of many, by a step, is in an object
/// of its own, which the process may have another one for.
fn slice(values: &mut Arithmetic<'_, '_>, sequence: ConstId, parts: [ConstId; 3]) -> Option<ConstId> {
    match values.consts.get(sequence) {
        Constant::Str(text) => {
            let bytes = values.names.bytes(text);
            let mut starts: Vec<usize> = (0..bytes.len()).filter(|&at| starts_char(bytes[at])).collect();
            let (indices, step) = slice_indices(values.consts, parts, starts.len())?;
            if step == 1 && indices.len() == starts.len() {
                return Some(sequence);
            }
            starts.push(bytes.len());
            let text: Vec<u8> = indices.iter().flat_map(|&at| &bytes[starts[at]..starts[at + 1]]).copied().collect();
            let symbol = values.names.intern(&text);
            let is_own = step != 1 && indices.len() == 1;
            Some(if is_own { values.consts.unshared_str(symbol) } else { values.consts.str(symbol) })
        }
        Constant::Bytes(bytes) => {
            let (indices, step) = slice_indices(values.consts, parts, bytes.len())?;
            if step != 1
                && let &[at] = &indices[..]
            {
                return Some(values.consts.unshared_byte(bytes[at]));
            }
            if step == 1 && !bytes.is_empty() && indices.len() == bytes.len() {
                return Some(sequence);
            }
            let bytes: Vec<u8> = indices.iter().map(|&at| bytes[at]).collect();
            Some(values.consts.bytes(&bytes))
        }
        Constant::Tuple(items) => {
            let (indices, _) = slice_indices(values.consts, parts, items.len())?;
            let items: Vec<ConstId> = indices.iter().map(|&at| items[at]).collect();
            Some(values.consts.tuple(&items))
        }
        _ => None,
    }
}

/// `sequence[index]`.
pub(super) fn item(values: &mut Arithmetic<'_, '_>, sequence: ConstId, index: ConstId) -> Option<ConstId> {
    if let Constant::Slice(&parts) = values.consts.get(index) {
        return slice(values, sequence, parts);
    }
    let index = integer(values.consts.get(index))?.to_i64()?;
    match values.consts.get(sequence) {
        Constant::Str(text) => {
            let bytes = values.names.bytes(text);
            let starts: Vec<usize> = (0..bytes.len()).filter(|&at| starts_char(bytes[at])).collect();
            let at = position(index, starts.len())?;
            let end = starts.get(at + 1).copied().unwrap_or(bytes.len());
            let symbol = values.names.intern(&bytes[starts[at]..end]);
            Some(values.consts.str(symbol))
        }
        Constant::Bytes(bytes) => {
            let byte = bytes[position(index, bytes.len())?];
            Some(values.consts.int(i64::from(byte)))
        }
        Constant::Tuple(items) => Some(items[position(index, items.len())?]),
        _ => None,
    }
}

/// The position that a Python index means; `None` if it is out of range.
fn position(index: i64, len: usize) -> Option<usize> {
    let at = if index < 0 { index.checked_add(len as i64)? } else { index };
    usize::try_from(at).ok().filter(|&at| at < len)
}
