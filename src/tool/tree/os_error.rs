//! Failures of the operating system in Python's words.

use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use crate::compiler::values::text;

/// An `OSError` as Python would raise it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OsFailure {
    /// The exception class, as `PermissionError`.
    pub class: &'static str,
    /// The exception's `str`.
    pub message: String,
}

impl OsFailure {
    /// A failed call on a path.
    pub fn at(error: &io::Error, path: &Path) -> Self {
        Self::new(error, &format!(": {}", text::repr(path.as_os_str().as_bytes())))
    }

    /// A failed call on two paths.
    pub(super) fn between(error: &io::Error, from: &Path, to: &Path) -> Self {
        let (from, to) = (text::repr(from.as_os_str().as_bytes()), text::repr(to.as_os_str().as_bytes()));
        Self::new(error, &format!(": {from} -> {to}"))
    }

    /// A failed call on an open file.
    pub(super) fn unnamed(error: &io::Error) -> Self {
        Self::new(error, "")
    }

    fn new(error: &io::Error, subject: &str) -> Self {
        let full = error.to_string();
        if error.raw_os_error().is_none() && error.kind() == io::ErrorKind::OutOfMemory {
            return Self { class: "MemoryError", message: full };
        }
        let message = match error.raw_os_error() {
            Some(number) => {
                let words = full.strip_suffix(&format!(" (os error {number})")).unwrap_or(&full);
                format!("[Errno {number}] {words}{subject}")
            }
            None => format!("{full}{subject}"),
        };
        Self { class: class(error.kind()), message }
    }
}

/// The subclass of `OSError` that Python chooses (PEP 3151).
fn class(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::NotFound => "FileNotFoundError",
        io::ErrorKind::PermissionDenied => "PermissionError",
        io::ErrorKind::AlreadyExists => "FileExistsError",
        io::ErrorKind::IsADirectory => "IsADirectoryError",
        io::ErrorKind::NotADirectory => "NotADirectoryError",
        io::ErrorKind::Interrupted => "InterruptedError",
        io::ErrorKind::WouldBlock => "BlockingIOError",
        io::ErrorKind::BrokenPipe => "BrokenPipeError",
        io::ErrorKind::TimedOut => "TimeoutError",
        _ => "OSError",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_pythons_words() {
        let failure = OsFailure::at(&io::Error::from_raw_os_error(13), Path::new("it's/x.py"));
        assert_eq!(failure.class, "PermissionError");
        assert_eq!(failure.message, "[Errno 13] Permission denied: \"it's/x.py\"");
        let failure = OsFailure::unnamed(&io::Error::from_raw_os_error(28));
        assert_eq!((failure.class, failure.message.as_str()), ("OSError", "[Errno 28] No space left on device"));
    }
}
