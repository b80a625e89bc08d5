//! What a run has written, until it is added to the RECORDs.
//!
//! Each RECORD is written once, at the end, and takes its name in one step. Runs that do so at the same time wait for
//! each other.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::owners::{DistInfo, Failed, Owners, RECORD};
use super::record::{Entries, Entry, with_entries};
use crate::tool::tree::at;
use crate::tool::tree::config::Config;
use crate::tool::tree::directory::Directory;
use crate::tool::tree::order::Event;
use crate::tool::tree::os_error::OsFailure;
use crate::tool::tree::outcome::Outcome;
use crate::tool::tree::replace::replace;
use crate::tool::tree::written::Written;

/// The times that a run asks for RECORDs while another one writes them, and the pause between them.
const TRIES: usize = 200;
const PAUSE: Duration = Duration::from_millis(50);

/// The .pyc files that are to be in a RECORD.
#[derive(Debug)]
pub(in crate::tool::tree) struct Ledger {
    /// The directory of the .pyc files in that of the sources, with a slash.
    folder: &'static [u8],
    /// The sources, each with the names of its .pyc files.
    noted: Vec<(PathBuf, Vec<Pyc>)>,
}

/// A .pyc that is there.
#[derive(Debug)]
struct Pyc {
    name: Vec<u8>,
    /// Whether the run has written it, so that a hash that a RECORD has is that of another.
    is_written: bool,
}

impl Ledger {
    /// An empty one, if the run is to have one.
    pub(in crate::tool::tree) fn new(config: &Config) -> Option<Self> {
        let folder: &[u8] = if config.is_legacy() { b"" } else { b"__pycache__/" };
        config.record.then(|| Self { folder, noted: Vec::new() })
    }

    /// Takes note of the .pyc files that are there now.
    pub(in crate::tool::tree) fn note(&mut self, event: &Event) {
        let pyc = |path: &PathBuf, is_written| Pyc { name: at::name(path).to_vec(), is_written };
        match event {
            Event::Fresh(source, pycs, _) => {
                self.noted.push((source.clone(), pycs.iter().map(|path| pyc(path, false)).collect()));
            }
            Event::File(report) => {
                let there = report.pycs.iter().filter_map(|report| match report.outcome {
                    Outcome::Fresh => Some(pyc(&report.path, false)),
                    Outcome::Written(_) | Outcome::Linked => Some(pyc(&report.path, true)),
                    _ => None,
                });
                let pycs: Vec<_> = there.collect();
                if !pycs.is_empty() {
                    self.noted.push((report.path.clone(), pycs));
                }
            }
            _ => {}
        }
    }

    /// Adds all of it to the RECORDs that list the sources. Returns those that could not be read or written.
    pub(in crate::tool::tree) fn write(self, owners: &mut Owners, written: &Written) -> Vec<Failed> {
        let mut additions: Vec<(Arc<DistInfo>, Entries)> = Vec::new();
        let mut known = BTreeMap::new();
        for (source, pycs) in &self.noted {
            for owner in owners.of(source) {
                let (site, name) = owner.dist_info.key();
                let index = *known.entry((site.to_vec(), name.to_vec())).or_insert_with(|| {
                    additions.push((Arc::clone(&owner.dist_info), Entries::new()));
                    additions.len() - 1
                });
                let directory = memchr::memrchr(b'/', &owner.source).map_or(0, |slash| slash + 1);
                for Pyc { name, is_written } in pycs {
                    let path = [&owner.source[..directory], self.folder, name].concat();
                    let entry = additions[index].1.entry(path);
                    let entry = entry.or_insert_with(|| Entry { rest: b",".to_vec(), replaces: false });
                    entry.replaces |= is_written;
                }
            }
        }
        let mut failed = owners.take_failed();
        let mut tries = TRIES;
        for (dist_info, entries) in additions {
            if let Err(failure) = add(&dist_info, &entries, written, &mut tries) {
                failed.push((dist_info.record(), failure));
            }
        }
        failed
    }
}

/// Adds the lines of `entries` to a RECORD.
fn add(dist_info: &DistInfo, entries: &Entries, written: &Written, tries: &mut usize) -> Result<(), OsFailure> {
    let failure = |error: io::Error| dist_info.failure(&error);
    let directory = dist_info.open()?;
    // Held until it is closed.
    let lock = at::listing(&directory).map_err(failure)?;
    wait_for(&lock, tries).map_err(failure)?;
    // What it was when the sources were looked for may be some time ago.
    let Some(file) = dist_info.open_record(&directory)? else { return Err(failure(Errno::NOENT.into())) };
    let text = dist_info.read(&file)?;
    let new = with_entries(&text, entries).map_err(|error| dist_info.malformed(error))?;
    let Some(new) = new else { return Ok(()) };
    let before = rustix::fs::fstat(&file).map_err(|error| failure(error.into()))?;
    let directory = Directory::new(directory, false);
    written.add(&directory).map_err(failure)?;
    replace(&directory, RECORD, &before, &mut |file| file.write_all(&new)).map_err(failure)
}

/// Waits until no other run writes here, as often as there are tries left. A file system without locks has none to wait for.
fn wait_for(directory: &OwnedFd, tries: &mut usize) -> io::Result<()> {
    loop {
        match flock(directory, FlockOperation::NonBlockingLockExclusive) {
            Err(Errno::WOULDBLOCK) if *tries > 0 => {
                *tries -= 1;
                thread::sleep(PAUSE);
            }
            Err(Errno::WOULDBLOCK) => {
                return Err(io::Error::new(io::ErrorKind::WouldBlock, "another process has locked its directory"));
            }
            _ => return Ok(()),
        }
    }
}
