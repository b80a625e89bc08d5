//! Strings, bytes and tuples under `+`, `*` and subscripts.

use super::number::integer;
use super::{MAX_COLLECTION_SIZE, MAX_STR_SIZE, MAX_TOTAL_ITEMS, constant, value_of};
use crate::compiler::syntax::ast::{Expr, ExprKind};
use crate::compiler::values::constant::{ConstId, ConstTable, Constant};
use crate::compiler::values::context::Context;
use num_traits::ToPrimitive;

/// Whether `byte` begins a character of WTF-8.
fn starts_char(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// `left + right`.
pub(super) fn concat(ctx: &mut Context<'_>, left: ConstId, right: ConstId) -> Option<ConstId> {
    match (ctx.consts.get(left), ctx.consts.get(right)) {
        (Constant::Str(left), Constant::Str(right)) => {
            let symbol = ctx.names.intern_parts(&[ctx.names.bytes(left), ctx.names.bytes(right)]);
            Some(ctx.consts.str(symbol))
        }
        // Nothing added to an object gives that object.
        (Constant::Bytes([]), Constant::Bytes(_)) => Some(right),
        (Constant::Bytes(_), Constant::Bytes([])) => Some(left),
        (Constant::Bytes(left), Constant::Bytes(right)) => Some(ctx.consts.bytes(&[left, right].concat())),
        (Constant::Tuple(left), Constant::Tuple(right)) => Some(ctx.consts.tuple(&[left, right].concat())),
        _ => None,
    }
}

/// The sum of strings, bytes objects or tuples while terms are added.
pub enum Sum {
    /// A string, in WTF-8.
    Str(Vec<u8>),
    /// A bytes object, and the term that was added last: if all are empty, the sum is that object.
    Bytes(Vec<u8>, ConstId),
    /// A tuple.
    Tuple(Vec<ConstId>),
}

impl Sum {
    /// The sum of one term, if that is such a constant.
    pub(super) fn new(ctx: &Context<'_>, first: ConstId) -> Option<Self> {
        match ctx.consts.get(first) {
            Constant::Str(text) => Some(Self::Str(ctx.names.bytes(text).to_vec())),
            Constant::Bytes(value) => Some(Self::Bytes(value.to_vec(), first)),
            Constant::Tuple(items) => Some(Self::Tuple(items.to_vec())),
            _ => None,
        }
    }

    /// Adds `term`; says whether it is a constant of the same type.
    pub fn add(&mut self, ctx: &Context<'_>, term: &Expr<'_>) -> bool {
        let Some(term) = value_of(term) else { return false };
        match (self, ctx.consts.get(term)) {
            (Self::Str(sum), Constant::Str(text)) => sum.extend_from_slice(ctx.names.bytes(text)),
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
    pub fn finish<'a>(self, ctx: &mut Context<'_>) -> ExprKind<'a> {
        constant(match self {
            Self::Str(text) => {
                let symbol = ctx.names.intern(&text);
                ctx.consts.str(symbol)
            }
            Self::Bytes(value, last) if value.is_empty() => last,
            Self::Bytes(value, _) => ctx.consts.bytes(&value),
            Self::Tuple(items) => ctx.consts.tuple(&items),
        })
    }
}

/// `sequence * count`, within the limits that CPython sets (`safe_multiply`).
pub(super) fn repeat(ctx: &mut Context<'_>, id: ConstId, count: ConstId) -> Option<ConstId> {
    let sequence = ctx.consts.get(id);
    let size = match sequence {
        Constant::Str(text) => ctx.names.bytes(text).iter().filter(|&&byte| starts_char(byte)).count(),
        Constant::Bytes(bytes) => bytes.len(),
        Constant::Tuple(items) => items.len(),
        _ => return None,
    } as i64;
    let count = integer(ctx.consts.get(count))?.to_i64()?;
    if size > 0 {
        let limit = if let Constant::Tuple(_) = sequence { MAX_COLLECTION_SIZE } else { MAX_STR_SIZE };
        if count < 0 || count > limit / size {
            return None;
        }
    }
    let times = if size == 0 { 0 } else { count as usize };
    match sequence {
        Constant::Str(text) => {
            let text = ctx.names.bytes(text).repeat(times);
            let symbol = ctx.names.intern(&text);
            Some(ctx.consts.str(symbol))
        }
        // As long as before, it is the same object.
        Constant::Bytes([]) => Some(id),
        Constant::Bytes(_) if times == 0 => Some(ConstTable::OWN_EMPTY_BYTES),
        Constant::Bytes(bytes) => Some(ctx.consts.bytes(&bytes.repeat(times))),
        Constant::Tuple(items) => {
            if times > 0 && items_left(ctx, items, MAX_TOTAL_ITEMS / count).is_none() {
                return None;
            }
            Some(ctx.consts.tuple(&items.repeat(times)))
        }
        _ => None,
    }
}

/// What is left of `limit` after all items of a tuple, nested ones included; `None` if they are
/// more (`check_complexity`).
fn items_left(ctx: &Context<'_>, items: &[ConstId], limit: i64) -> Option<i64> {
    let left = limit - items.len() as i64;
    if left < 0 {
        return None;
    }
    items.iter().try_fold(left, |left, &item| match ctx.consts.get(item) {
        Constant::Tuple(items) | Constant::FrozenSet(items) => items_left(ctx, items, left),
        _ => Some(left),
    })
}

/// `sequence[index]`.
pub(super) fn item(ctx: &mut Context<'_>, sequence: ConstId, index: ConstId) -> Option<ConstId> {
    let index = integer(ctx.consts.get(index))?.to_i64()?;
    match ctx.consts.get(sequence) {
        Constant::Str(text) => {
            let bytes = ctx.names.bytes(text);
            let starts: Vec<usize> = (0..bytes.len()).filter(|&at| starts_char(bytes[at])).collect();
            let at = position(index, starts.len())?;
            let end = starts.get(at + 1).copied().unwrap_or(bytes.len());
            let symbol = ctx.names.intern(&bytes[starts[at]..end]);
            Some(ctx.consts.str(symbol))
        }
        Constant::Bytes(bytes) => {
            let byte = bytes[position(index, bytes.len())?];
            Some(ctx.consts.int(i64::from(byte)))
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
