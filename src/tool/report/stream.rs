//! Standard output and standard error, whose failures stop nothing.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

/// A writer that takes everything, also after a failure, which it remembers.
#[derive(Debug)]
pub(super) struct Lenient<W> {
    out: W,
    error: Option<io::Error>,
}

impl<W: Write> Lenient<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, error: None }
    }

    /// The first failure, if there was one.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        self.attempt(|out| out.flush());
        self.error.take().map_or(Ok(()), Err)
    }

    fn attempt(&mut self, write: impl FnOnce(&mut W) -> io::Result<()>) {
        if self.error.is_none() {
            self.error = write(&mut self.out).err();
        }
    }
}

impl<W: Write> Write for Lenient<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(|out| out.write_all(bytes));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt(|out| out.flush());
        Ok(())
    }
}

/// Writes to standard error. As in Python's `warnings`, nothing comes of a failure.
pub(crate) fn complain(text: &str) {
    let text = shown(text, io::stderr().is_terminal());
    let _ = io::stderr().write_all(text.as_bytes());
}

/// `text` as it may be written: to a terminal without the characters that control it, which a name or a line of a
/// source may hold, or that change the order of what is shown. They become escapes as in Python's `repr`.
pub(crate) fn shown(text: &str, on_terminal: bool) -> Cow<'_, str> {
    if !on_terminal {
        return Cow::Borrowed(text);
    }
    escaped(text, |c| match c {
        '\r' => "\\r".to_owned(),
        c if c <= '\u{ff}' => format!("\\x{:02x}", u32::from(c)),
        c => format!("\\u{:04x}", u32::from(c)),
    })
}

/// The text of a JSON document in which those characters are escaped, too, that JSON lets through and a terminal obeys.
/// It means the same.
pub(super) fn escaped_in_json(text: &str) -> Cow<'_, str> {
    escaped(text, |c| format!("\\u{:04x}", u32::from(c)))
}

fn escaped(text: &str, escape: impl Fn(char) -> String) -> Cow<'_, str> {
    if !text.chars().any(controls) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if controls(c) { escaped.push_str(&escape(c)) } else { escaped.push(c) }
    }
    Cow::Owned(escaped)
}

/// Whether a terminal would obey this character instead of showing it: C0 and C1 controls, DEL, and the marks of
/// bidirectional text.
fn controls(c: char) -> bool {
    match c {
        '\t' | '\n' => false,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_gets_no_controls() {
        let text = "\ta\u{1b}]0;x\u{7}\r\u{7f}\u{9b}1m \u{202e}é\n";
        assert_eq!(shown(text, false), text);
        assert_eq!(shown(text, true), "\ta\\x1b]0;x\\x07\\r\\x7f\\x9b1m \\u202eé\n");
        assert!(matches!(shown("plain\n", true), Cow::Borrowed(_)));
        assert_eq!(escaped_in_json("[\"\\u001b\u{7f}\u{9b}1m \u{202e}é\"]"), r#"["\u001b\u007f\u009b1m \u202eé"]"#);
    }

    #[test]
    fn the_first_failure_is_remembered() {
        struct Full(usize);
        impl Write for Full {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut out = Lenient::new(Full(3));
        assert!(out.write_all(b"abc").is_ok() && out.flush().is_ok());
        assert!(out.write_all(b"d").is_ok() && out.write_all(b"").is_ok());
        assert_eq!(out.finish().unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert!(out.finish().is_ok());
    }
}
