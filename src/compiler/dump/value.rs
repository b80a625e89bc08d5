//! Constants as text.

use crate::compiler::values::constant::{ConstId, ConstTable, Constant};
use crate::compiler::values::intern::Interner;
use num_bigint::{BigInt, BigUint, Sign};

/// The longest text that is shown whole.
const MAX_SHOWN: usize = 60;

/// A constant, in a notation like Python's.
pub(super) fn show(id: ConstId, consts: &ConstTable<'_>, names: &Interner<'_>) -> String {
    let list = |items: &[ConstId]| items.iter().map(|&item| show(item, consts, names)).collect::<Vec<_>>().join(", ");
    let text = match consts.get(id) {
        Constant::None => "None".into(),
        Constant::False => "False".into(),
        Constant::True => "True".into(),
        Constant::Ellipsis => "...".into(),
        Constant::Int(value) => value.to_string(),
        Constant::BigInt(value) => {
            let sign = if value.negative { Sign::Minus } else { Sign::Plus };
            BigInt::from_biguint(sign, BigUint::from_slice(value.digits)).to_string()
        }
        Constant::Float(value) => format!("{value:?}"),
        Constant::Complex(re, im) => format!("{re:?}+{im:?}j"),
        Constant::Str(text) => format!("'{}'", names.bytes(text).utf8_chunks().map(chunk).collect::<String>()),
        Constant::Bytes(value) => format!("b'{}'", value.escape_ascii()),
        Constant::Tuple(items) => format!("({})", list(items)),
        Constant::FrozenSet(items) => format!("{{{}}}", list(items)),
        Constant::Slice(parts) => format!("slice({})", list(parts)),
        Constant::Code(code) => format!("<code {} line {}>", names.text(code.qualname), code.firstlineno),
    };
    match text.char_indices().nth(MAX_SHOWN) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}

/// Text with its control characters escaped, and what is not UTF-8 (lone surrogates) as bytes.
fn chunk(chunk: std::str::Utf8Chunk<'_>) -> String {
    format!("{}{}", chunk.valid().escape_debug(), chunk.invalid().escape_ascii())
}
