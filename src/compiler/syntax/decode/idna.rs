//! IDNA (RFC 3490): a text of labels with dots between them, each of which may be in Punycode.

use super::decoded::{Failure, Text};
use super::nameprep;
use super::punycode;
use crate::compiler::values::text;
use crate::compiler::version::{Feature, Target};

/// What the codec calls itself.
const NAME: &str = "idna";

/// What a label in Punycode begins with.
const PREFIX: &[u8] = b"xn--";

/// The longest label that is looked at.
const LONGEST: usize = 1024;

/// Decodes `bytes`.
pub(super) fn decode(bytes: &[u8], target: &Target) -> Result<Text, Failure> {
    let has_places = target.has(Feature::CodecErrorsPlaced);
    let mut decoded = Text::with_capacity(bytes.len());
    let found = if has_places {
        memchr::memmem::find(&bytes.to_ascii_lowercase(), PREFIX)
    } else {
        memchr::memmem::find(bytes, PREFIX)
    };
    if found.is_none() && bytes.is_ascii() {
        bytes.iter().for_each(|&byte| decoded.push(char::from(byte)));
        return Ok(decoded);
    }
    let mut start = 0;
    for label in bytes.split(|&byte| byte == b'.') {
        if start > 0 {
            decoded.push('.');
        }
        // After the last dot there may be nothing.
        if !(label.is_empty() && start == bytes.len()) {
            decode_label(label, target, &mut decoded).map_err(|failure| match failure {
                failure if has_places => failure.moved(NAME, bytes, start),
                failure => failure,
            })?;
        }
        start += label.len() + 1;
    }
    Ok(decoded)
}

fn decode_label(label: &[u8], target: &Target, into: &mut Text) -> Result<(), Failure> {
    let has_places = target.has(Feature::CodecErrorsPlaced);
    let whole = |words: String| match has_places {
        true => Failure::at(NAME, label, 0..label.len(), words),
        false => Failure::Refused(words),
    };
    if label.len() > LONGEST && target.has(Feature::IdnaLabelsLimited) {
        return Err(whole("label way too long".to_owned()));
    }
    let is_encoded = match label.first_chunk::<4>() {
        Some(start) if has_places => start.eq_ignore_ascii_case(PREFIX),
        Some(start) => start == PREFIX,
        None => false,
    };
    if !is_encoded {
        if let Some(at) = label.iter().position(|byte| !byte.is_ascii()) {
            return Err(punycode::not_ascii(label, at));
        }
        label.iter().for_each(|&byte| into.push(char::from(byte)));
        return Ok(());
    }
    let decoded = punycode::decode(&label[PREFIX.len()..], target).map_err(|failure| match failure {
        failure if has_places => failure.moved(NAME, label, PREFIX.len()),
        failure => failure.wrapped("punycode", target),
    })?;
    let again = encode_label(&decoded, target)?;
    if label.to_ascii_lowercase() != again {
        let (label_shown, again) = (shown(label), shown(&again));
        return Err(match has_places {
            true => whole(format!("IDNA does not round-trip, '{label_shown}' != '{again}'")),
            false => Failure::RefusedWithDetails(format!("('IDNA does not round-trip', {label_shown}, {again})")),
        });
    }
    decoded.into_iter().for_each(|value| into.push_code_point(value));
    Ok(())
}

/// What a label becomes that is decoded: its form in ASCII.
fn encode_label(decoded: &[u32], target: &Target) -> Result<Vec<u8>, Failure> {
    if decoded.iter().all(|&value| value < 0x80) {
        return ascii_label(decoded, target);
    }
    let prepared = nameprep::prepare(decoded, target)?;
    if prepared.iter().all(|&value| value < 0x80) {
        return ascii_label(&prepared, target);
    }
    let has_places = target.has(Feature::CodecErrorsPlaced);
    let is_ascii_prefix = |(&value, &byte): (&u32, &u8)| value == u32::from(byte);
    if prepared.len() >= PREFIX.len() && prepared.iter().zip(PREFIX).all(is_ascii_prefix) {
        return Err(refused(&prepared, 0..PREFIX.len(), "Label starts with ACE prefix", target));
    }
    let mut label = PREFIX.to_vec();
    label.extend(punycode::encode(&prepared));
    match label.len() {
        0..64 => Ok(label),
        _ if has_places => Err(refused(&prepared, 0..prepared.len(), "label too long", target)),
        _ => Err(Failure::Refused(TOO_LONG_OR_EMPTY.to_owned())),
    }
}

const TOO_LONG_OR_EMPTY: &str = "label empty or too long";

fn ascii_label(label: &[u32], target: &Target) -> Result<Vec<u8>, Failure> {
    match label.len() {
        1..64 => Ok(label.iter().map(|&value| value as u8).collect()),
        _ if !target.has(Feature::CodecErrorsPlaced) => Err(Failure::Refused(TOO_LONG_OR_EMPTY.to_owned())),
        0 => Err(refused(label, 0..1, "label empty", target)),
        length => Err(refused(label, 0..length, "label too long", target)),
    }
}

/// A refusal of characters of `label`, which are taken for bytes where the place counts.
pub(super) fn refused(label: &[u32], range: std::ops::Range<usize>, words: &str, target: &Target) -> Failure {
    match target.has(Feature::CodecErrorsPlaced) {
        // The byte is another's, and told again by whoever has it.
        true => Failure::at(NAME, &vec![0; label.len()], range, words),
        false => Failure::Refused(words.to_owned()),
    }
}

/// Bytes, all of them ASCII, as Python shows them.
fn shown(bytes: &[u8]) -> String {
    format!("b{}", text::repr(bytes))
}
