//! The files of an archive, whose reading and writing ends once the run is stopped.
//!
//! An archive may have gigabytes in front of its entries or in one of them, which take no room on whoever's disk it is.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::atomic::Ordering;

use crate::tool::tree::Interrupt;

/// A file that can't be read any more once the run is stopped.
pub(super) struct Stoppable<'i, F> {
    file: F,
    interrupt: &'i Interrupt,
}

impl<'i, F> Stoppable<'i, F> {
    pub(super) fn new(file: F, interrupt: &'i Interrupt) -> Self {
        Self { file, interrupt }
    }

    /// The file, unless the run is stopped.
    fn file(&mut self) -> io::Result<&mut F> {
        if is_stopped(self.interrupt) { Err(stopped()) } else { Ok(&mut self.file) }
    }
}

impl<F: Read> Read for Stoppable<'_, F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file()?.read(buffer)
    }
}

impl<F: Seek> Seek for Stoppable<'_, F> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file()?.seek(to)
    }
}

/// The file that a new archive is written to. After a failure, or once the run is stopped, nothing is written any more,
/// and all goes well as far as the writer of zips can see: that one would try to end the archive all the same, and say
/// on standard error that it can't.
pub(super) struct Output<'o> {
    file: &'o mut File,
    interrupt: &'o Interrupt,
    /// The first failure.
    failure: &'o RefCell<Option<io::Error>>,
    /// Where it would be written, and the end of what is.
    at: u64,
    end: u64,
}

impl<'o> Output<'o> {
    pub(super) fn new(file: &'o mut File, interrupt: &'o Interrupt, failure: &'o RefCell<Option<io::Error>>) -> Self {
        Self { file, interrupt, failure, at: 0, end: 0 }
    }

    /// The file, for what comes after the last byte.
    pub(super) fn into_file(self) -> &'o File {
        self.file
    }

    /// Does something with the file, unless there is no more to be done with it.
    fn attempt<T>(&mut self, act: impl FnOnce(&mut File) -> io::Result<T>) -> Option<T> {
        if self.failure.borrow().is_some() {
            return None;
        }
        let done = if is_stopped(self.interrupt) { Err(stopped()) } else { act(self.file) };
        done.map_err(|error| *self.failure.borrow_mut() = Some(error)).ok()
    }
}

impl Write for Output<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(|file| file.write_all(bytes));
        self.at += bytes.len() as u64;
        self.end = self.end.max(self.at);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.attempt(File::flush);
        Ok(())
    }
}

impl Seek for Output<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(offset) => self.end.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.at.checked_add_signed(offset),
        };
        self.at = place.ok_or(io::ErrorKind::InvalidInput)?;
        let at = self.at;
        self.attempt(|file| file.seek(SeekFrom::Start(at)));
        Ok(at)
    }
}

fn is_stopped(interrupt: &Interrupt) -> bool {
    interrupt.load(Ordering::Relaxed)
}

/// Not `Interrupted`, which means to try again.
fn stopped() -> io::Error {
    io::Error::other("the run was stopped")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_read_once_the_run_is_stopped() {
        let interrupt = Interrupt::new(false);
        let mut file = Stoppable::new(io::Cursor::new(vec![1; 8]), &interrupt);
        assert!(file.read_exact(&mut [0; 4]).is_ok() && file.rewind().is_ok());
        interrupt.store(true, Ordering::Relaxed);
        assert!(file.read_exact(&mut [0; 4]).is_err() && file.rewind().is_err());
    }

    #[test]
    fn the_first_failure_is_kept_and_places_are_right_behind_it() {
        let (interrupt, failure) = (Interrupt::new(false), RefCell::new(None));
        let mut file = tempfile::tempfile().unwrap();
        let mut out = Output::new(&mut file, &interrupt, &failure);
        out.write_all(b"abcd").unwrap();
        assert_eq!((out.seek(SeekFrom::Start(1)).unwrap(), out.seek(SeekFrom::End(0)).unwrap()), (1, 4));
        interrupt.store(true, Ordering::Relaxed);
        out.write_all(b"ef").unwrap();
        assert_eq!((out.stream_position().unwrap(), out.seek(SeekFrom::Current(-5)).unwrap()), (6, 1));
        assert_eq!(
            (failure.take().unwrap().to_string().as_str(), file.metadata().unwrap().len()),
            ("the run was stopped", 4)
        );
    }
}
