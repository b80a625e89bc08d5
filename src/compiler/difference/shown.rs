//! Values as short texts.

use std::fmt::Write;

use num_bigint::{BigInt, BigUint, Sign};

use super::Place;
use crate::compiler::unmarshal::{Part, Value, ValueId, Values};

/// The longest text, in characters.
const LONGEST: usize = 60;

/// So many characters are shown before the first that differs.
const BEFORE: usize = 20;

/// The largest integer that is shown in decimal, in bytes: what is longer is shown cut anyway.
const LONGEST_INTEGER: usize = 64;

/// A value as Python would write it, cut if it is long.
pub(super) fn value(values: &Values<'_>, id: ValueId) -> String {
    let mut out = String::new();
    write(&mut out, values, id);
    cut(out)
}

/// Two texts that differ, from shortly before their first difference.
pub(super) fn texts(found: &[u8], expected: &[u8], are_bytes: bool, place: &mut Place) -> (String, String) {
    let common = found.iter().zip(expected).take_while(|(found, expected)| found == expected).count();
    let start = common.saturating_sub(BEFORE);
    // A character of UTF-8 is not cut.
    let start = (0..=start).rev().find(|&at| are_bytes || expected.get(at).is_none_or(|byte| byte & 0xC0 != 0x80));
    let start = if common <= LONGEST / 2 { 0 } else { start.unwrap_or(0) };
    if start > 0 {
        place.push(&format!("from byte {start} on"));
    }
    let shown = |text: &[u8]| {
        let mut out = String::new();
        write_text(&mut out, &text[start..], are_bytes);
        cut(out)
    };
    (shown(found), shown(expected))
}

fn cut(text: String) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}

/// Appends a value, of which no more is written than will be shown: what it holds may be without end.
fn write(out: &mut String, values: &Values<'_>, id: ValueId) {
    // Every level adds a character at least, so this ends, and is never deep.
    if out.chars().count() > LONGEST {
        return;
    }
    match values.get(id) {
        Value::None => out.push_str("None"),
        Value::False => out.push_str("False"),
        Value::True => out.push_str("True"),
        Value::Ellipsis => out.push_str("..."),
        Value::Int(value) => out.push_str(&value.to_string()),
        Value::Long { negative, digits } => write_long(out, negative, digits),
        Value::Float(bits) => write_float(out, bits),
        Value::Complex(re, im) => {
            write_float(out, re);
            out.push('+');
            write_float(out, im);
            out.push('j');
        }
        Value::Str(text) => write_text(out, text, false),
        Value::Bytes(bytes) => write_text(out, bytes, true),
        Value::Tuple(items) => write_items(out, "(", values, items, if items.len() == 1 { ",)" } else { ")" }),
        Value::FrozenSet(items) => write_items(out, "frozenset({", values, items, "})"),
        Value::Slice(parts) => write_items(out, "slice(", values, parts, ")"),
        Value::Code(code) => {
            out.push_str("<code ");
            out.push_str(&name(values, code.part(Part::QualName)));
            let _ = write!(out, " line {}>", code.first_line());
        }
    }
}

/// A text without quotes, as the name of a code object.
pub(super) fn name(values: &Values<'_>, id: ValueId) -> String {
    match values.get(id) {
        Value::Str(text) => {
            let text = &text[..text.len().min(4 * LONGEST)];
            cut(text.utf8_chunks().map(chunk).collect())
        }
        _ => value(values, id),
    }
}

fn write_items(out: &mut String, start: &str, values: &Values<'_>, items: &[ValueId], end: &str) {
    out.push_str(start);
    for (index, &item) in items.iter().enumerate().take(LONGEST) {
        out.push_str(if index == 0 { "" } else { ", " });
        write(out, values, item);
    }
    out.push_str(end);
}

fn write_text(out: &mut String, text: &[u8], are_bytes: bool) {
    let text = &text[..text.len().min(4 * LONGEST)];
    if are_bytes {
        let _ = write!(out, "b'{}'", text.escape_ascii());
    } else {
        let _ = write!(out, "'{}'", text.utf8_chunks().map(chunk).collect::<String>());
    }
}

/// Text with its control characters escaped, and what is not UTF-8 (lone surrogates) as bytes.
fn chunk(chunk: std::str::Utf8Chunk<'_>) -> String {
    format!("{}{}", chunk.valid().escape_debug(), chunk.invalid().escape_ascii())
}

/// Every NaN is another one.
fn write_float(out: &mut String, bits: u64) {
    let value = f64::from_bits(bits);
    let _ = if value.is_nan() { write!(out, "nan of bits {bits:#x}") } else { write!(out, "{value:?}") };
}

fn write_long(out: &mut String, negative: bool, digits: &[u8]) {
    let (pairs, _) = digits.as_chunks::<2>();
    if digits.len() > LONGEST_INTEGER {
        let sign = if negative { "-" } else { "" };
        let low: Vec<u8> = digits.iter().take(8).copied().collect();
        let _ = write!(out, "{sign}<integer of {} digits of 15 bits, lowest {low:x?}>", pairs.len());
        return;
    }
    let magnitude = pairs.iter().rev().fold(BigUint::ZERO, |sum, &pair| (sum << 15_u8) + u16::from_le_bytes(pair));
    let sign = if negative { Sign::Minus } else { Sign::Plus };
    let _ = write!(out, "{}", BigInt::from_biguint(sign, magnitude));
}
