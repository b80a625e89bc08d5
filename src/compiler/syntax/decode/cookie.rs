//! The comment that declares a source's encoding (PEP 263; CPython: `check_coding_spec` and
//! `get_coding_spec` in Parser/tokenizer.c).

/// The declared encoding, in the spelling that CPython goes on with.
pub(super) fn find(source: &[u8]) -> Option<String> {
    let (first, rest) = split_line(source);
    if let Some(name) = in_line(first) {
        return Some(name);
    }
    if !is_blank_or_comment(first) {
        return None;
    }
    in_line(split_line(rest?).0)
}

fn split_line(source: &[u8]) -> (&[u8], Option<&[u8]>) {
    match memchr::memchr(b'\n', source) {
        Some(at) => (&source[..at], Some(&source[at + 1..])),
        None => (source, None),
    }
}

fn is_blank(byte: &u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\x0c')
}

/// What follows the blanks at the start of `line`.
fn trim_blanks(line: &[u8]) -> &[u8] {
    &line[line.iter().take_while(|byte| is_blank(byte)).count()..]
}

fn is_blank_or_comment(line: &[u8]) -> bool {
    // A carriage return is left in the lines of `tokenize` only.
    matches!(trim_blanks(line).first(), None | Some(b'#' | b'\r'))
}

fn in_line(line: &[u8]) -> Option<String> {
    if trim_blanks(line).first() != Some(&b'#') {
        return None;
    }
    memchr::memmem::find_iter(line, "coding").find_map(|at| {
        let value = match line.get(at + 6) {
            Some(b':' | b'=') => &line[at + 7..],
            _ => return None,
        };
        let value = &value[value.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()..];
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let length = value.iter().take_while(|byte| is_part(byte)).count();
        let name = std::str::from_utf8(&value[..length]).ok()?;
        (!name.is_empty()).then(|| normal_name(name))
    })
}

/// UTF-8 and Latin-1 under any of their common names (`get_normal_name`); other names as they are.
fn normal_name(name: &str) -> String {
    let head: String = name.bytes().take(12).map(|byte| char::from(byte).to_ascii_lowercase()).collect();
    let head = head.replace('_', "-");
    let is = |known: &str| head.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    if is("utf-8") {
        "utf-8".to_owned()
    } else if is("latin-1") || is("iso-8859-1") || is("iso-latin-1") {
        "iso-8859-1".to_owned()
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn names() {
        assert_eq!(find(b"# -*- coding: UTF_8-unix -*-").as_deref(), Some("utf-8"));
        assert_eq!(find(b"#coding=utf8").as_deref(), Some("utf8"));
        assert_eq!(find(b"#coding:utf-8foo").as_deref(), Some("utf-8foo"));
        assert_eq!(find(b"#coding utf8 coding:cp437").as_deref(), Some("cp437"));
        assert_eq!(find(b"\x0c # coding:\tISO-Latin-1\n").as_deref(), Some("iso-8859-1"));
    }

    #[test]
    fn places() {
        assert_eq!(find(b"\n# coding: foo\n").as_deref(), Some("foo"));
        assert_eq!(find(b"#!x\n# coding: foo").as_deref(), Some("foo"));
        assert_eq!(find(b"x # coding: foo\n"), None);
        assert_eq!(find(b"x\n# coding: foo\n"), None);
        assert_eq!(find(b"\n\n# coding: foo\n"), None);
        assert_eq!(find(b"#coding:\n#coding"), None);
    }
}
