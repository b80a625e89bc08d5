//! From bytes to text, as `compile(bytes)` does it (CPython: `decode_str` in Parser/tokenizer.c).
//!
//! A file that is UTF-8 without carriage returns, which nearly every file is, is not copied.

mod codec;
mod cookie;
mod decoded;
mod escapes;
mod idna;
mod iso2022;
mod multibyte;
mod nameprep;
mod punycode;
mod tables;
mod utf;
mod utf7;

use super::Source;
use super::undecodable::Undecodable;
use crate::compiler::values::error::{CompileError, ErrorKind};
use crate::compiler::values::location::Location;
use crate::compiler::version::{Feature, FeatureSet, Target};
use decoded::Failure;
use std::borrow::Cow;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Decodes `bytes`: BOM, newlines, PEP 263.
pub(super) fn decode<'s>(bytes: &'s [u8], target: &Target) -> Result<Source<'s>, CompileError> {
    // Most files have neither of the bytes that are looked for here.
    let is_plain = memchr::memchr2(0, b'\r', bytes).is_none();
    if !is_plain && memchr::memchr(0, bytes).is_some() {
        let message = "source code string cannot contain null bytes";
        let kind = match target.has(Feature::NullBytesAreSyntax) {
            true => ErrorKind::PlacelessSyntaxError,
            false => ErrorKind::ValueError,
        };
        return Err(CompileError::new(kind, message, Location::NONE));
    }
    let (has_bom, bytes) = match bytes.strip_prefix(BOM) {
        Some(rest) => (true, rest),
        None => (false, bytes),
    };
    let mut asked = FeatureSet::default();
    if bytes.ends_with(b"\\\r\n") {
        // Behind anything but a continuation, another newline is an empty line.
        asked.insert(Feature::NewlineAfterCrlf);
    }
    let bytes = match is_plain {
        true => Cow::Borrowed(bytes),
        false => translate_newlines(bytes, target.has(Feature::NewlineAfterCrlf)),
    };
    match cookie::find(&bytes) {
        None => undeclared(bytes, has_bom, has_bom, asked, target),
        Some(name) if name == "utf-8" => undeclared(bytes, true, has_bom, asked, target),
        Some(name) if has_bom => Err(contradiction(&name, &bytes, target)),
        Some(name) => {
            let text = declared(&name, bytes, target)?;
            // Tables and rules of codecs differ from release to release.
            Ok(Source { text, is_declared: true, has_bom, asked: FeatureSet::ALL, undecodable: None })
        }
    }
}

/// Decodes `bytes` as `str(bytes, encoding)` does, if the text can be encoded in UTF-8.
pub(super) fn decode_as<'s>(encoding: &str, bytes: &'s [u8], target: &Target) -> Result<Cow<'s, str>, CompileError> {
    codec::decode(encoding, Cow::Borrowed(bytes), target).map_err(failed)
}

/// Decodes `bytes` as Python's `tokenize.open` does, to which only `\n` ends the lines that may declare an encoding
/// (`detect_encoding`).
pub(super) fn decode_as_tokenize<'s>(bytes: &'s [u8], target: &Target) -> Result<Cow<'s, str>, CompileError> {
    let (has_bom, bytes) = match bytes.strip_prefix(BOM) {
        Some(rest) => (true, rest),
        None => (false, bytes),
    };
    match cookie::find(bytes) {
        Some(name) if has_bom && name != "utf-8" => Err(error(format!("encoding problem: {name} with BOM"))),
        name => decode_as(name.as_deref().unwrap_or("utf-8"), bytes, target),
    }
}

/// The declared encoding, if it is not UTF-8 and what is above the declaration may be there.
pub(super) fn encoding_of_lines(bytes: &[u8], target: &Target) -> Option<String> {
    let bytes = translate_newlines(bytes, false);
    let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let declared = cookie::find(first).or_else(|| {
        let may_be = target.has(Feature::DeclarationsInTheirEncoding) || std::str::from_utf8(first).is_ok();
        cookie::find(&bytes).filter(|_| may_be)
    });
    declared.filter(|name| name != "utf-8")
}

/// Decodes a source that declares to be written in `encoding`.
fn declared<'s>(encoding: &str, bytes: Cow<'s, [u8]>, target: &Target) -> Result<Cow<'s, str>, CompileError> {
    // CPython ends the last line before it decodes, which may end a character.
    let ends = bytes.last() == Some(&b'\n');
    let mut text = if ends || bytes.is_ascii() && matches!(&*encoding.to_ascii_lowercase(), "utf8" | "ascii") {
        codec::decode(encoding, bytes, target).map_err(failed)?
    } else {
        let mut bytes = bytes.into_owned();
        bytes.push(b'\n');
        let mut text = codec::decode(encoding, Cow::Owned(bytes), target).map_err(failed)?.into_owned();
        if text.ends_with('\n') {
            text.pop();
        }
        Cow::Owned(text)
    };
    if target.has(Feature::NewlinesOfText) {
        if let Some(end) = memchr::memchr(0, text.as_bytes()) {
            text = Cow::Owned(text[..end].to_owned());
        }
        if text.contains('\r') {
            text = Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"));
        }
    }
    Ok(text)
}

/// The error that CPython raises of a failed decoding.
fn failed(failure: Failure) -> CompileError {
    match failure {
        Failure::Overflow => CompileError::new(ErrorKind::OverflowError, failure.into_words(), Location::NONE),
        failure => error(failure.into_words()),
    }
}

/// UTF-8 that nothing says to be anything else. It is not checked as a whole at first: in a comment
/// any byte may stand, and elsewhere it is the token that is refused.
fn undeclared<'s>(
    bytes: Cow<'s, [u8]>,
    is_declared: bool,
    has_bom: bool,
    asked: FeatureSet,
    target: &Target,
) -> Result<Source<'s>, CompileError> {
    match into_utf8(bytes) {
        Ok(text) => Ok(Source { text, is_declared, has_bom, asked, undecodable: None }),
        Err(bytes) if target.has(Feature::WholeSourceIsUtf8) => Err(not_utf8(&bytes)),
        Err(bytes) => {
            let (undecodable, text) = Undecodable::new(bytes.into_owned());
            let undecodable = Some(Box::new(undecodable));
            Ok(Source { text: Cow::Owned(text), is_declared, has_bom, asked, undecodable })
        }
    }
}

/// The error of a source that begins with a byte order mark and declares to be written in `encoding`.
fn contradiction(encoding: &str, bytes: &[u8], target: &Target) -> CompileError {
    let mut refusal = error(format!("encoding problem: {encoding} with BOM"));
    if !target.has(Feature::DeclarationShown) {
        return refusal;
    }
    let mut lines = (1..).zip(bytes.split(|&byte| byte == b'\n'));
    let Some((number, line)) = lines.find(|(_, line)| cookie::find(line).is_some()) else { return refusal };
    // CPython counts the newline of the second line. The end of a range is counted up to its last byte.
    let length = if number == 1 { line.len().saturating_sub(1) } else { line.len() };
    let end = match target.has(Feature::RangesInCharacters) {
        true => String::from_utf8_lossy(&line[..length]).chars().count(),
        false => length,
    };
    refusal.location = Location::new(number, number, -1, end as i32);
    refusal.text = Some(String::from_utf8_lossy(line).into_owned());
    refusal
}

/// The error for the first byte that is not UTF-8.
fn not_utf8(bytes: &[u8]) -> CompileError {
    let at = bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
    let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |newline| newline + 1);
    let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length);
    let line = memchr::memchr_iter(b'\n', &bytes[..at]).count() as i32 + 1;
    let byte = bytes.get(at).copied().unwrap_or(0);
    let message = format!(
        "Non-UTF-8 code starting with '\\x{byte:02x}' on line {line}, but no encoding declared; \
         see https://peps.python.org/pep-0263/ for details"
    );
    let col = String::from_utf8_lossy(&bytes[start..at]).chars().count() as i32;
    let mut error = CompileError::syntax(message, Location::new(line, line, col, col));
    error.text = Some(String::from_utf8_lossy(&bytes[start..end]).into_owned());
    error
}

/// `bytes` as text, if it is UTF-8; `bytes` if not.
fn into_utf8(bytes: Cow<'_, [u8]>) -> Result<Cow<'_, str>, Cow<'_, [u8]>> {
    match bytes {
        Cow::Borrowed(bytes) => std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| Cow::Borrowed(bytes)),
        Cow::Owned(bytes) => String::from_utf8(bytes).map(Cow::Owned).map_err(|error| Cow::Owned(error.into_bytes())),
    }
}

/// Makes every `\r\n` and `\r` a `\n`; `another`: and adds one to a `\r\n` at the end.
fn translate_newlines(bytes: &[u8], another: bool) -> Cow<'_, [u8]> {
    let Some(first) = memchr::memchr(b'\r', bytes) else { return Cow::Borrowed(bytes) };
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(&bytes[..first]);
    let mut rest = &bytes[first..];
    while let Some(at) = memchr::memchr(b'\r', rest) {
        out.extend_from_slice(&rest[..at]);
        out.push(b'\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    out.extend_from_slice(rest);
    if another && bytes.ends_with(b"\r\n") {
        out.push(b'\n');
    }
    Cow::Owned(out)
}

/// An error before there is a line to show: CPython gives line 0 and column -1.
fn error(message: String) -> CompileError {
    CompileError::new(ErrorKind::SyntaxError, message, Location::new(0, -1, -2, -2))
}

#[cfg(test)]
mod tests {
    use super::Source;
    use crate::compiler::values::error::CompileError;
    use crate::compiler::version::Target;
    use std::borrow::Cow;

    fn decode(bytes: &[u8]) -> Result<Source<'_>, CompileError> {
        super::decode(bytes, Target::py311())
    }

    fn text(bytes: &[u8]) -> String {
        decode(bytes).map_or_else(|error| error.message, |source| source.text.into_owned())
    }

    #[test]
    fn plain_utf8_is_borrowed() {
        let source = decode("é = 1\n".as_bytes());
        assert!(source.is_ok_and(|source| matches!(source.text, Cow::Borrowed("é = 1\n"))));
    }

    #[test]
    fn newlines() {
        assert_eq!(text(b"a\r\nb\rc\n\rd\r\r\ne\r"), "a\nb\nc\n\nd\n\ne\n");
        // CPython's doing: a blank line more.
        assert_eq!(text(b"a\r\n"), "a\n\n");
    }

    #[test]
    fn declared_encodings() {
        assert_eq!(text(b"# coding: latin-1\n\xe9"), "# coding: latin-1\né");
        assert_eq!(text(b"\n# vim: set fileencoding=koi8-r :\n\xc1"), "\n# vim: set fileencoding=koi8-r :\nа");
        assert_eq!(text(b"x\n# coding: koi8-r\n"), "x\n# coding: koi8-r\n");
        assert_eq!(text(b"#coding:gbk\n\xc4\xe3"), "#coding:gbk\n你");
        assert_eq!(text(b"\xef\xbb\xbf# coding: utf-8\n"), "# coding: utf-8\n");
    }

    #[test]
    fn declared_text_with_newlines() {
        let source = b"# coding: utf-7\na+AA0ACg-b+AA0-c+AAA-d\n";
        assert_eq!(text(source), "# coding: utf-7\na\r\nb\rc\0d\n");
        let newer = super::decode(source, Target::newest()).map(|source| source.text.into_owned());
        assert_eq!(newer.ok().as_deref(), Some("# coding: utf-7\na\nb\nc"));
    }

    #[test]
    fn the_last_line_is_ended_before_it_is_decoded() {
        let illegal = "'shift_jis' codec can't decode byte 0x81 in position 20: illegal multibyte sequence";
        assert_eq!(text(b"# coding: shift_jis\n\x81"), illegal);
        let continuation = "'utf-8' codec can't decode bytes in position 15-16: invalid continuation byte";
        assert_eq!(text(b"# coding: utf8\n\xe2\x82"), continuation);
        assert_eq!(text(b"# coding: utf7\n+AGE"), "# coding: utf7\na");
    }

    #[test]
    fn errors() {
        assert_eq!(text(b"a\0"), "source code string cannot contain null bytes");
        assert_eq!(text(b"#coding:foo"), "unknown encoding: foo");
        assert_eq!(text(b"\xef\xbb\xbf# coding: latin-1\n"), "encoding problem: iso-8859-1 with BOM");
        assert_eq!(
            text(b"# coding: ascii\n\xff"),
            "'ascii' codec can't decode byte 0xff in position 16: ordinal not in range(128)"
        );
        assert_eq!(
            text(b"# coding: cp1252\n\x81"),
            "'charmap' codec can't decode byte 0x81 in position 17: character maps to <undefined>"
        );
        assert_eq!(
            text(b"#coding:utf8\n\xff"),
            "'utf-8' codec can't decode byte 0xff in position 13: invalid start byte"
        );
        assert_eq!(
            text(b"# coding: rot13\n"),
            "'rot13' is not a text encoding; use codecs.decode() to handle arbitrary codecs"
        );
        assert_eq!(
            text(b"#coding:big5\n#\x81\x40"),
            "'big5' codec can't decode byte 0x81 in position 14: illegal multibyte sequence"
        );
    }
}
