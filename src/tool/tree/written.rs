//! The file systems that a run has written to.

use std::io;
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use rustix::io::retry_on_intr;

use super::at;
use super::directory::Directory;

/// The file systems that are written to.
#[derive(Debug)]
pub(super) struct Written {
    /// A directory of each, by its device, if all is to be on the disk at the end.
    devices: Option<Mutex<Vec<(u64, OwnedFd)>>>,
    /// Whether a file that was written could be closed.
    closes: AtomicBool,
}

impl Written {
    pub(super) fn new(is_synced: bool) -> Self {
        Self { devices: is_synced.then(Mutex::default), closes: AtomicBool::new(false) }
    }

    /// Adds the file system of a directory, before anything is written to it: what fails later is told to those who
    /// had it open then.
    pub(super) fn add(&self, directory: &Directory) -> io::Result<()> {
        let Some(devices) = &self.devices else { return Ok(()) };
        let device = at::stat(directory, b".")?.st_dev;
        let mut devices = devices.lock().unwrap_or_else(PoisonError::into_inner);
        if devices.iter().all(|&(other, _)| other != device) {
            devices.push((device, at::listing(directory)?));
        }
        Ok(())
    }

    /// Waits until all that was written is on the disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        let Some(devices) = &self.devices else { return Ok(()) };
        for (_, directory) in devices.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            retry_on_intr(|| rustix::fs::syncfs(&directory))?;
        }
        Ok(())
    }

    /// Whether a file was closed without an error: lost data is told then, where it is not told at once. Until it was,
    /// no file gets its name before it is closed.
    pub(super) fn closes(&self) -> bool {
        self.closes.load(Ordering::Relaxed)
    }

    /// Notes that a file was closed without an error.
    pub(super) fn note_close(&self) {
        self.closes.store(true, Ordering::Relaxed);
    }
}
