//! Python's text codecs by name.

use super::into_utf8;
use super::tables::{ALIASES, CHARMAPS};
use super::utf7;
use crate::syntax::undecodable::utf8_error;
use encoding_rs::Encoding;
use std::borrow::Cow;

/// Codecs that turn bytes into bytes, or text into text.
const NOT_TEXT: &[&str] =
    &["base64_codec", "bz2_codec", "hex_codec", "quopri_codec", "rot_13", "uu_codec", "zlib_codec"];

/// Codecs that Python has and we have not: in none of them could a source like any other be
/// written, or hardly anyone ever did.
const UNSUPPORTED: &[&str] = &[
    "cp037",
    "cp1026",
    "cp1140",
    "cp273",
    "cp424",
    "cp500",
    "cp875",
    "euc_jis_2004",
    "euc_jisx0213",
    "hz",
    "idna",
    "iso2022_jp_1",
    "iso2022_jp_2",
    "iso2022_jp_2004",
    "iso2022_jp_3",
    "iso2022_jp_ext",
    "iso2022_kr",
    "johab",
    "punycode",
    "raw_unicode_escape",
    "shift_jis_2004",
    "shift_jisx0213",
    "unicode_escape",
    "utf_16",
    "utf_16_be",
    "utf_16_le",
    "utf_32",
    "utf_32_be",
    "utf_32_le",
];

/// Decodes `bytes`, which declare to be written in `name`.
///
/// # Errors
/// CPython's words: no such codec, or what it cannot decode.
pub(super) fn decode<'s>(name: &str, bytes: Cow<'s, [u8]>) -> Result<Cow<'s, str>, String> {
    let codec = lookup(name);
    match &*codec {
        "utf_8" | "utf_8_sig" => into_utf8(bytes).map_err(|bytes| utf8_error(&bytes).unwrap_or_default()),
        "latin_1" | "iso8859_1" | "charmap" => {
            Ok(bytes.iter().map(|&byte| char::from(byte)).collect::<String>().into())
        }
        "ascii" => match bytes.iter().position(|byte| !byte.is_ascii()) {
            Some(at) => Err(cannot_decode("ascii", bytes[at], at, "ordinal not in range(128)")),
            None => into_utf8(bytes).map_err(|bytes| utf8_error(&bytes).unwrap_or_default()),
        },
        "utf_7" => utf7::decode(&bytes).map(Cow::Owned),
        "undefined" => Err("decoding with 'undefined' codec failed (UnicodeError: undefined encoding)".to_owned()),
        codec if NOT_TEXT.contains(&codec) => {
            Err(format!("'{name}' is not a text encoding; use codecs.decode() to handle arbitrary codecs"))
        }
        codec if UNSUPPORTED.contains(&codec) => Err(format!("pycompileall does not decode {name}")),
        codec => {
            if let Ok(index) = CHARMAPS.binary_search_by_key(&codec, |&(name, _)| name) {
                return charmap(CHARMAPS[index].1, &bytes);
            }
            match multibyte(codec) {
                Some(encoding) => decode_multibyte(encoding, codec, &bytes),
                None => Err(format!("unknown encoding: {name}")),
            }
        }
    }
}

/// The module of Python's `encodings` package for `name`, if there is one, else `name` normalised
/// (`encodings.search_function`).
fn lookup(name: &str) -> Cow<'_, str> {
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
    let alias =
        |name: &str| ALIASES.binary_search_by_key(&name, |&(alias, _)| alias).ok().map(|index| ALIASES[index].1);
    match alias(normal).or_else(|| alias(&normal.replace('.', "_"))) {
        Some(codec) => Cow::Borrowed(codec),
        None => Cow::Owned(normal.to_owned()),
    }
}

/// A single-byte encoding that is ASCII below 0x80.
fn charmap<'s>(upper: &str, bytes: &[u8]) -> Result<Cow<'s, str>, String> {
    let upper: Vec<char> = upper.chars().collect();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    for (at, &byte) in bytes.iter().enumerate() {
        match upper.get(usize::from(byte).wrapping_sub(0x80)) {
            None => text.push(char::from(byte)),
            Some('\u{fffd}') => return Err(cannot_decode("charmap", byte, at, "character maps to <undefined>")),
            Some(&character) => text.push(character),
        }
    }
    Ok(text.into())
}

/// The encoding of the web that is Python's `codec`, or contains it.
fn multibyte(codec: &str) -> Option<&'static Encoding> {
    Some(match codec {
        "big5" | "big5hkscs" | "cp950" => encoding_rs::BIG5,
        "cp932" | "shift_jis" => encoding_rs::SHIFT_JIS,
        "cp949" | "euc_kr" => encoding_rs::EUC_KR,
        "euc_jp" => encoding_rs::EUC_JP,
        "gb18030" | "gb2312" | "gbk" => encoding_rs::GB18030,
        "iso2022_jp" => encoding_rs::ISO_2022_JP,
        _ => return None,
    })
}

fn decode_multibyte<'s>(encoding: &'static Encoding, codec: &str, bytes: &[u8]) -> Result<Cow<'s, str>, String> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let capacity = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(bytes.len() * 3);
    let mut text = String::with_capacity(capacity);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        encoding_rs::DecoderResult::InputEmpty => Ok(text.into()),
        encoding_rs::DecoderResult::OutputFull => Err(format!("'{codec}' codec ran out of memory")),
        encoding_rs::DecoderResult::Malformed(length, after) => {
            let at = read.saturating_sub(usize::from(length) + usize::from(after));
            Err(cannot_decode(codec, bytes.get(at).copied().unwrap_or(0), at, "illegal multibyte sequence"))
        }
    }
}

pub(super) fn cannot_decode(codec: &str, byte: u8, at: usize, reason: &str) -> String {
    format!("'{codec}' codec can't decode byte 0x{byte:02x} in position {at}: {reason}")
}

#[cfg(test)]
mod tests {
    use super::lookup;
    use crate::syntax::decode::tables::{ALIASES, CHARMAPS};

    #[test]
    fn tables_are_sorted_and_whole() {
        assert!(ALIASES.is_sorted_by_key(|&(name, _)| name));
        assert!(CHARMAPS.is_sorted_by_key(|&(name, _)| name));
        for (name, upper) in CHARMAPS {
            assert_eq!(upper.chars().count(), 128, "{name}");
        }
    }

    #[test]
    fn names() {
        assert_eq!(lookup("ISO_8859-15"), "iso8859_15");
        assert_eq!(lookup("-Win--1251"), "win_1251");
        assert_eq!(lookup("windows-1251"), "cp1251");
        assert_eq!(lookup("US.ASCII"), "ascii");
        assert_eq!(lookup("ansi_x3.4-1968"), "ascii");
    }
}
