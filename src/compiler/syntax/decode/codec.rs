//! Python's text codecs by name.

use super::decoded::{Failure, Text};
use super::escapes;
use super::idna;
use super::into_utf8;
use super::iso2022::{self, Iso2022};
use super::multibyte::{self, Multibyte};
use super::punycode;
use super::tables;
use super::utf::{self, Order};
use super::utf7;
use crate::compiler::syntax::undecodable::utf8_error;
use crate::compiler::version::Target;
use std::borrow::Cow;

/// Decodes `bytes`, which declare to be written in `name`.
///
/// # Errors
/// CPython's words: no such codec, or what it cannot decode.
pub(super) fn decode<'s>(name: &str, bytes: Cow<'s, [u8]>, target: &Target) -> Result<Cow<'s, str>, Failure> {
    let codec = lookup(name, target);
    let Some((kind, words)) = codec.as_deref().and_then(|codec| tables::codec(codec, target)) else {
        return Err(Failure::Unknown(format!("unknown encoding: {name}")));
    };
    let number = || words.get(1).and_then(|word| word.parse().ok()).unwrap_or(usize::MAX);
    let codec = words[0];
    let text = match kind {
        "algorithm" | "hz" => match codec {
            "utf_8" => return utf8(bytes),
            "utf_8_sig" => {
                const MARK: &[u8] = b"\xef\xbb\xbf";
                return utf8(match bytes {
                    Cow::Borrowed(bytes) => Cow::Borrowed(bytes.strip_prefix(MARK).unwrap_or(bytes)),
                    Cow::Owned(bytes) => Cow::Owned(bytes.strip_prefix(MARK).map(<[u8]>::to_vec).unwrap_or(bytes)),
                });
            }
            "ascii" => match bytes.iter().position(|byte| !byte.is_ascii()) {
                Some(at) => return Err(punycode::not_ascii(&bytes, at)),
                None => return utf8(bytes),
            },
            "latin_1" | "iso8859_1" | "charmap" => {
                return Ok(bytes.iter().map(|&byte| char::from(byte)).collect::<String>().into());
            }
            "utf_7" => utf7::decode(&bytes),
            "utf_16" => utf::utf16(&bytes, Order::Marked),
            "utf_16_le" => utf::utf16(&bytes, Order::Little),
            "utf_16_be" => utf::utf16(&bytes, Order::Big),
            "utf_32" => utf::utf32(&bytes, Order::Marked),
            "utf_32_le" => utf::utf32(&bytes, Order::Little),
            "utf_32_be" => utf::utf32(&bytes, Order::Big),
            "unicode_escape" => escapes::decode(&bytes, target),
            "raw_unicode_escape" => escapes::decode_raw(&bytes),
            "idna" => idna::decode(&bytes, target),
            "punycode" => punycode::decode(&bytes, target).map(|decoded| {
                let mut text = Text::with_capacity(decoded.len());
                decoded.into_iter().for_each(|value| text.push_code_point(value));
                text
            }),
            "hz" => iso2022::hz(&words[1..], &bytes),
            _ => Err(Failure::Refused("undefined encoding".to_owned())),
        },
        "charmap" => multibyte::charmap(number(), &bytes),
        "multibyte" => Multibyte::new(codec, &words[1..]).decode(&bytes),
        "iso2022" => Iso2022::new(codec, &words[1..]).decode(&bytes),
        _ => {
            let words = "is not a text encoding; use codecs.decode() to handle arbitrary codecs";
            return Err(Failure::Unknown(format!("'{name}' {words}")));
        }
    };
    text.and_then(Text::finish).map(Cow::Owned).map_err(|failure| failure.wrapped(name, target))
}

fn utf8(bytes: Cow<'_, [u8]>) -> Result<Cow<'_, str>, Failure> {
    into_utf8(bytes).map_err(|bytes| Failure::Unknown(utf8_error(&bytes).unwrap_or_default()))
}

/// The module of Python's `encodings` package for `name`, if it may have one (`encodings.search_function`).
fn lookup(name: &str, target: &Target) -> Option<Cow<'static, str>> {
    let mut normal = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'.' => normal.push('.'),
            _ if byte.is_ascii_alphanumeric() => normal.push(char::from(byte.to_ascii_lowercase())),
            // Runs of anything else are one separator.
            _ if normal.ends_with('_') => {}
            _ => normal.push('_'),
        }
    }
    let normal = normal.trim_matches('_');
    if let Some(codec) = tables::aliased(normal, target).or_else(|| tables::aliased(&normal.replace('.', "_"), target))
    {
        return Some(Cow::Borrowed(codec));
    }
    (!normal.contains('.')).then(|| Cow::Owned(normal.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::lookup;
    use crate::compiler::version::Target;

    #[test]
    fn names() {
        let lookup = |name| lookup(name, Target::py311());
        assert_eq!(lookup("ISO_8859-15").as_deref(), Some("iso8859_15"));
        assert_eq!(lookup("-Win--1251").as_deref(), Some("win_1251"));
        assert_eq!(lookup("windows-1251").as_deref(), Some("cp1251"));
        assert_eq!(lookup("US.ASCII").as_deref(), Some("ascii"));
        assert_eq!(lookup("ansi_x3.4-1968").as_deref(), Some("ascii"));
        assert_eq!(lookup("utf.8"), None);
        assert_eq!(lookup("---").as_deref(), Some(""));
    }
}
