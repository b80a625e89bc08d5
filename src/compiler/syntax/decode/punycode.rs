//! Punycode (RFC 3492) with the words of Python's decoder, which is written in Python.

use super::decoded::Failure;
use crate::compiler::version::{Feature, Target};
use num_bigint::BigUint;
use num_traits::{One, ToPrimitive, Zero};

/// What the codec calls itself.
const NAME: &str = "punycode";

/// The first character that is not ASCII.
const FIRST: u32 = 0x80;

/// Decodes `bytes` to code points, some of which may be surrogates.
pub(super) fn decode(bytes: &[u8], target: &Target) -> Result<Vec<u32>, Failure> {
    let has_places = target.has(Feature::CodecErrorsPlaced);
    let dash = bytes.iter().rposition(|&byte| byte == b'-');
    let (base, start) = dash.map_or((&[][..], 0), |dash| (&bytes[..dash], dash + 1));
    let deltas = bytes[start..].to_ascii_uppercase();
    if let Some(at) = base.iter().position(|byte| !byte.is_ascii()) {
        return Err(not_ascii(base, at));
    }
    if let Some(at) = deltas.iter().position(|byte| !byte.is_ascii()).filter(|_| !has_places) {
        return Err(not_ascii(&deltas, at));
    }
    let base = base.iter().copied().map(u32::from).collect();
    insert(base, &deltas).map_err(|problem| match problem {
        Problem::Incomplete(at) if has_places => {
            Failure::at(NAME, bytes, start + at..start + at + 1, "incomplete punycode string")
        }
        Problem::Incomplete(_) => Failure::Refused("incomplete punicode string".to_owned()),
        Problem::NoDigit(at) if has_places => {
            let reason = format!("Invalid extended code point '{}'", deltas[at]);
            Failure::at(NAME, bytes, start + at..start + at + 1, reason)
        }
        Problem::NoDigit(at) => Failure::Refused(format!("Invalid extended code point '{}'", char::from(deltas[at]))),
        Problem::TooLarge { character, position } => {
            let reason = format!("Invalid character U+{character:x}");
            if !has_places {
                return Failure::Refused(reason);
            }
            // The place in what was decoded, as if it were one among the bytes.
            match (position + start).to_i64().and_then(|end| usize::try_from(end).ok()) {
                Some(end) => Failure::at(NAME, bytes, end - 1..end, reason),
                None => Failure::Overflow,
            }
        }
    })
}

/// The words for a byte that is not ASCII.
pub(super) fn not_ascii(bytes: &[u8], at: usize) -> Failure {
    Failure::at("ascii", bytes, at..at + 1, "ordinal not in range(128)")
}

/// What is wrong with the deltas, and where.
enum Problem {
    Incomplete(usize),
    NoDigit(usize),
    TooLarge { character: BigUint, position: BigUint },
}

/// Inserts the characters that `deltas` writes into `text`.
fn insert(mut text: Vec<u32>, deltas: &[u8]) -> Result<Vec<u32>, Problem> {
    let mut character = FIRST;
    // Where the next one goes if its delta is zero.
    let mut next = 0;
    let mut bias = 72;
    let mut at = 0;
    while at < deltas.len() {
        let is_first = at == 0;
        let delta = number(deltas, &mut at, bias)?;
        let length = text.len() as u64 + 1;
        let position = &delta + next;
        let larger: BigUint = &position / length + character;
        let known = larger.to_u32().filter(|&larger| larger <= 0x10_ffff).zip(delta.to_u64());
        let Some((larger, delta)) = known else { return Err(Problem::TooLarge { character: larger, position }) };
        character = larger;
        let place = (delta + next) % length;
        text.insert(place as usize, character);
        next = place + 1;
        bias = adapted(delta, is_first, length);
    }
    Ok(text)
}

/// Reads a number, whose digits say themselves where it ends.
fn number(deltas: &[u8], at: &mut usize, bias: u64) -> Result<BigUint, Problem> {
    let (mut value, mut weight) = (BigUint::zero(), BigUint::one());
    for step in 1.. {
        let digit = match deltas.get(*at) {
            Some(letter @ b'A'..=b'Z') => u64::from(letter - b'A'),
            Some(digit @ b'0'..=b'9') => u64::from(digit - b'0') + 26,
            Some(_) => return Err(Problem::NoDigit(*at)),
            None => break,
        };
        *at += 1;
        value += &weight * digit;
        let threshold = (36_u64 * step).saturating_sub(bias).clamp(1, 26);
        if digit < threshold {
            return Ok(value);
        }
        weight *= 36 - threshold;
    }
    Err(Problem::Incomplete(*at))
}

/// The bias of the number after one, in a text that has `length` characters with it.
fn adapted(delta: u64, is_first: bool, length: u64) -> u64 {
    let mut delta = delta / if is_first { 700 } else { 2 };
    delta += delta / length;
    let mut bias = 0;
    while delta > 455 {
        delta /= 35;
        bias += 36;
    }
    bias + 36 * delta / (delta + 38)
}

/// The Punycode of `text`.
pub(super) fn encode(text: &[u32]) -> Vec<u8> {
    let mut out: Vec<u8> = text.iter().filter(|&&found| found < FIRST).map(|&found| found as u8).collect();
    let mut done = out.len() as u64;
    if done > 0 {
        out.push(b'-');
    }
    let mut others: Vec<u32> = text.iter().copied().filter(|&found| found >= FIRST).collect();
    others.sort_unstable();
    others.dedup();
    let (mut bias, mut delta, mut last, mut is_first) = (72, 0_u64, FIRST, true);
    for character in others {
        delta += u64::from(character - last) * (done + 1);
        for &found in text {
            if found < character {
                delta += 1;
            } else if found == character {
                write_number(delta, bias, &mut out);
                done += 1;
                bias = adapted(delta, is_first, done);
                (delta, is_first) = (0, false);
            }
        }
        delta += 1;
        last = character + 1;
    }
    out
}

fn write_number(mut value: u64, bias: u64, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    for step in 1.. {
        let threshold = (36_u64 * step).saturating_sub(bias).clamp(1, 26);
        if value < threshold {
            break;
        }
        let rest = value - threshold;
        out.push(DIGITS[(threshold + rest % (36 - threshold)) as usize]);
        value = rest / (36 - threshold);
    }
    out.push(DIGITS[value as usize]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for (text, written) in
            [("mönchen", "mnchen-wxa"), ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"), ("é", "9ca")]
        {
            let text: Vec<u32> = text.chars().map(u32::from).collect();
            assert_eq!(String::from_utf8_lossy(&encode(&text)), written);
            assert_eq!(decode(written.as_bytes(), Target::newest()).ok(), Some(text));
        }
    }
}
