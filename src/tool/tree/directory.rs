//! A directory that is written to.

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use super::leftover;
use super::written::Written;

/// An open directory of .pyc files, and what has been found out about it.
#[derive(Debug)]
pub(super) struct Directory {
    fd: OwnedFd,
    /// Whether the run knows it as one that is written to.
    is_known: AtomicBool,
    /// Whether there is nothing in it that a dead process left.
    is_clean: AtomicBool,
    /// Whether files without a name can't be made here.
    names_only: AtomicBool,
    /// The group that new files get, if they can be made and it can be told what else they get.
    pub group: OnceLock<Option<u32>>,
}

impl AsFd for Directory {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

impl Directory {
    /// One that was made just now is new.
    pub(super) fn new(fd: OwnedFd, is_new: bool) -> Self {
        let (is_known, names_only) = (AtomicBool::new(false), AtomicBool::new(false));
        Self { fd, is_known, is_clean: AtomicBool::new(is_new), names_only, group: OnceLock::new() }
    }

    /// Does what comes before the first file that is written.
    pub(super) fn prepare(&self, written: &Written) -> io::Result<()> {
        if !self.is_known.load(Ordering::Relaxed) {
            written.add(self)?;
            if !self.is_clean.swap(true, Ordering::Relaxed) {
                leftover::remove(self);
            }
            self.is_known.store(true, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Whether a file without a name could be made here so far.
    pub(super) fn has_anonymous(&self) -> bool {
        !self.names_only.load(Ordering::Relaxed)
    }

    /// Notes that one could not.
    pub(super) fn note_names_only(&self) {
        self.names_only.store(true, Ordering::Relaxed);
    }
}
