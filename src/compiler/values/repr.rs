//! Python's `repr` of constants.

use crate::compiler::values::constant::{ConstId, Constant};
use crate::compiler::values::context::Context;
use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::location::Location;
use crate::compiler::values::unicode::Unicode;
use num_bigint::BigUint;

/// Appends the `repr` of `value`.
///
/// # Errors
/// An integer has more decimal digits than CPython writes.
pub(crate) fn constant(out: &mut Vec<u8>, ctx: &Context<'_>, value: ConstId) -> Result<(), Box<CompileError>> {
    match ctx.consts.get(value) {
        Constant::None => out.extend(b"None"),
        Constant::False => out.extend(b"False"),
        Constant::True => out.extend(b"True"),
        Constant::Ellipsis => out.extend(b"Ellipsis"),
        Constant::Int(value) => out.extend(value.to_string().into_bytes()),
        Constant::BigInt(big) => {
            if big.negative {
                out.push(b'-');
            }
            out.extend(decimal(big.digits, ctx.int_max_str_digits)?.into_bytes());
        }
        Constant::Float(value) => {
            let text = float(value);
            out.extend(text.as_bytes());
            if text.bytes().all(|byte| byte == b'-' || byte.is_ascii_digit()) {
                out.extend(b".0");
            }
        }
        Constant::Complex(re, im) => complex(out, re, im),
        Constant::Str(text) => str(out, ctx.names.bytes(text), ctx.target.unicode()),
        Constant::Bytes(value) => bytes(out, value),
        Constant::Tuple(items) => {
            out.push(b'(');
            for (index, &item) in items.iter().enumerate() {
                if index > 0 {
                    out.extend(b", ");
                }
                constant(out, ctx, item)?;
            }
            out.extend(if items.len() == 1 { &b",)"[..] } else { b")" });
        }
        Constant::Slice(parts) => {
            out.extend(b"slice(");
            for (index, &part) in parts.iter().enumerate() {
                if index > 0 {
                    out.extend(b", ");
                }
                constant(out, ctx, part)?;
            }
            out.push(b')');
        }
        // No source spells these.
        Constant::FrozenSet(_) | Constant::Code(_) => {}
    }
    Ok(())
}

/// The decimal digits of a magnitude, of which there may be `limit` (0: any number).
fn decimal(magnitude: &[u32], limit: u32) -> Result<String, Box<CompileError>> {
    // A bit is worth more than 0.3 digits: what has many more than may be need not be converted to know.
    let least = magnitude.len().saturating_sub(1) as u64 * 32 * 3 / 10;
    let exceeds = |digits: u64| limit > 0 && digits > u64::from(limit);
    let digits = if exceeds(least) { String::new() } else { BigUint::from_slice(magnitude).to_string() };
    if exceeds(least) || exceeds(digits.len() as u64) {
        let message = format!(
            "Exceeds the limit ({limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to \
             increase the limit"
        );
        return Err(Box::new(CompileError::new(ErrorKind::ValueError, message, Location::NONE)));
    }
    Ok(digits)
}

/// The shortest decimal that reads back as `value`, in Python's choice of notation, without the
/// `.0` of a whole number. Of two that are equally short and equally near Python takes the even one.
fn float(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let shortest = format!("{value:e}");
    let digits = shortest.bytes().take_while(|&byte| byte != b'e').filter(u8::is_ascii_digit).count();
    let nearest = format!("{value:.*e}", digits - 1);
    let scientific = if nearest.parse() == Ok(value) { nearest } else { shortest };
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        // The digits are those of `scientific`, which may differ from those that `{}` would show.
        let decimals = (digits as i32 - 1 - exponent).max(0) as usize;
        return format!("{value:.decimals$}");
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.abs())
}

fn complex(out: &mut Vec<u8>, re: f64, im: f64) {
    if re == 0.0 && re.is_sign_positive() {
        out.extend(float(im).as_bytes());
        out.push(b'j');
        return;
    }
    let im = float(im);
    let plus = if im.starts_with('-') { "" } else { "+" };
    out.extend(format!("({}{plus}{im}j)", float(re)).as_bytes());
}

/// Appends the `repr` of a WTF-8 string.
pub(crate) fn str(out: &mut Vec<u8>, text: &[u8], unicode: Unicode) {
    let quote = quote(text);
    out.push(quote);
    let mut rest = text;
    while let Some((c, len)) = first_char(rest) {
        match u8::try_from(c) {
            Ok(byte) if byte < 0x80 => escaped(out, byte, quote),
            _ if unicode.is_printable(c) => out.extend_from_slice(&rest[..len]),
            _ if c < 0x100 => out.extend(format!("\\x{c:02x}").as_bytes()),
            _ if c < 0x1_0000 => out.extend(format!("\\u{c:04x}").as_bytes()),
            _ => out.extend(format!("\\U{c:08x}").as_bytes()),
        }
        rest = &rest[len..];
    }
    out.push(quote);
}

fn bytes(out: &mut Vec<u8>, text: &[u8]) {
    let quote = quote(text);
    out.extend([b'b', quote]);
    for &byte in text {
        escaped(out, byte, quote);
    }
    out.push(quote);
}

/// Double quotes only around a text that has single ones and no double ones.
fn quote(text: &[u8]) -> u8 {
    if text.contains(&b'\'') && !text.contains(&b'"') { b'"' } else { b'\'' }
}

/// A byte as a bytes literal shows it.
fn escaped(out: &mut Vec<u8>, byte: u8, quote: u8) {
    match byte {
        b'\t' => out.extend(b"\\t"),
        b'\n' => out.extend(b"\\n"),
        b'\r' => out.extend(b"\\r"),
        b'\\' => out.extend(b"\\\\"),
        _ if byte == quote => out.extend([b'\\', byte]),
        b' '..=b'~' => out.push(byte),
        _ => out.extend(format!("\\x{byte:02x}").as_bytes()),
    }
}

/// The first code point of a WTF-8 text and the bytes that it takes.
fn first_char(text: &[u8]) -> Option<(u32, usize)> {
    let &first = text.first()?;
    let len = match first {
        ..0xc0 => return Some((u32::from(first), 1)),
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0.. => 4,
    };
    let head = u32::from(first) & (0x7f >> len);
    let c = text.get(1..len)?.iter().fold(head, |c, &byte| c << 6 | u32::from(byte & 0x3f));
    Some((c, len))
}
