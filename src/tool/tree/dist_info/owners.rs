//! Which RECORD lists a source: one of a `*.dist-info` in a directory above it.
//!
//! What is below a path of the run is opened beneath it, through no link. The paths in a RECORD are only compared: none
//! of them is opened.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::io::Errno;

use super::record::{self, Unterminated};
use super::sources::Sources;
use crate::tool::tree::at;
use crate::tool::tree::os_error::OsFailure;
use crate::tool::tree::read::read_whole;
use crate::tool::tree::regular;

/// The name of the file that lists what was installed.
pub(super) const RECORD: &[u8] = b"RECORD";

/// The largest RECORD that is read, in bytes: that of some 500,000 files.
const LARGEST: u64 = 64 << 20;

/// The bytes of all that are read in a run: more than all packages there are for one environment have.
const MOST: u64 = 256 << 20;

/// The longest path of a source that an installer can have written, in bytes (`PATH_MAX`).
const LONGEST_PATH: usize = 4096;

/// Why a RECORD was not read or written: its path, and the failure.
pub(in crate::tool::tree) type Failed = (PathBuf, OsFailure);

/// Finds the RECORDs, and keeps what was found.
#[derive(Debug)]
pub(in crate::tool::tree) struct Owners {
    /// The paths of the run, the longest first.
    bases: Vec<Arc<Base>>,
    /// The directories that were looked at, by their absolute paths. Hashed with a key: nobody can make directories
    /// that have all the same hash.
    sites: HashMap<Vec<u8>, Arc<[Listing]>>,
    /// The bytes that were read.
    read: u64,
    /// What could not be read since the last time that somebody asked.
    failed: Vec<Failed>,
}

/// A directory of the run.
#[derive(Debug)]
struct Base {
    /// Its path as the walk has it, and where that leads. Neither ends in a slash.
    named: Vec<u8>,
    absolute: Vec<u8>,
}

/// What a RECORD lists.
#[derive(Debug)]
struct Listing {
    dist_info: Arc<DistInfo>,
    /// The sources, relative to the directory that the `*.dist-info` is in.
    sources: Sources,
}

/// A `*.dist-info` directory with a RECORD.
#[derive(Debug)]
pub(super) struct DistInfo {
    base: Arc<Base>,
    /// The directory that it is in.
    site: Vec<u8>,
    name: Vec<u8>,
}

/// A RECORD that lists a source.
pub(super) struct Owner {
    pub dist_info: Arc<DistInfo>,
    /// The source as it is listed.
    pub source: Vec<u8>,
}

impl Owners {
    /// Of the sources below `roots`, directories and files.
    pub(in crate::tool::tree) fn new(roots: &[PathBuf]) -> Self {
        let base = |root: &PathBuf| {
            let base = at::base_of(root);
            let absolute = fs::canonicalize(at::or_current(base)).ok()?.into_os_string();
            let named = base.as_os_str().as_bytes();
            let absolute = without_end(absolute.as_bytes()).to_vec();
            Some(Arc::new(Base { named: without_end(named).to_vec(), absolute }))
        };
        let mut bases: Vec<_> = roots.iter().filter_map(base).collect();
        bases.sort_by_key(|base| std::cmp::Reverse(base.named.len()));
        Self { bases, sites: HashMap::new(), read: 0, failed: Vec::new() }
    }

    /// What could not be read and was not told yet.
    pub(in crate::tool::tree) fn take_failed(&mut self) -> Vec<Failed> {
        std::mem::take(&mut self.failed)
    }

    /// Whether a RECORD lists a source.
    pub(in crate::tool::tree) fn list(&mut self, source: &Path) -> bool {
        !self.of(source).is_empty()
    }

    /// The RECORDs that list a source. As a rule there is one at most.
    pub(super) fn of(&mut self, source: &Path) -> Vec<Owner> {
        let Some((base, absolute)) = self.bases.iter().find_map(|base| Some((Arc::clone(base), base.path(source)?)))
        else {
            return Vec::new();
        };
        let mut owners = Vec::new();
        // Each directory above it is kept: no installer goes where a path is longer than the system takes.
        if absolute.len() > LONGEST_PATH {
            return owners;
        }
        for slash in memchr::memrchr_iter(b'/', &absolute) {
            let relative = &absolute[slash + 1..];
            let site = self.site(&base, &absolute[..slash]);
            let listing = site.iter().filter(|listing| listing.sources.contains(relative));
            owners.extend(
                listing.map(|listing| Owner { dist_info: Arc::clone(&listing.dist_info), source: relative.to_vec() }),
            );
        }
        owners
    }

    /// The RECORDs in a directory.
    fn site(&mut self, base: &Arc<Base>, site: &[u8]) -> Arc<[Listing]> {
        if let Some(known) = self.sites.get(site) {
            return Arc::clone(known);
        }
        // A directory that can't be listed has none.
        let is_dist_info = |name: &[u8]| name.ends_with(b".dist-info");
        let names = base.open(site).and_then(|fd| at::names(fd, is_dist_info)).unwrap_or_default();
        let mut listings = Vec::new();
        for name in names {
            let dist_info = DistInfo { base: Arc::clone(base), site: site.to_vec(), name };
            match dist_info.listed(&mut self.read) {
                Ok(Some(sources)) => listings.push(Listing { dist_info: Arc::new(dist_info), sources }),
                Ok(None) => {}
                Err(failure) => self.failed.push((dist_info.record(), failure)),
            }
        }
        let listings: Arc<[Listing]> = listings.into();
        self.sites.insert(site.to_vec(), Arc::clone(&listings));
        listings
    }
}

impl Base {
    /// The absolute path of a source, if it is below.
    fn path(&self, source: &Path) -> Option<Vec<u8>> {
        let source = source.as_os_str().as_bytes();
        let relative = match self.named.is_empty() {
            // The current directory, or the root of all.
            true => source.strip_prefix(b"/").filter(|_| self.absolute.is_empty()).or(Some(source)),
            false => source.strip_prefix(self.named.as_slice()).filter(|rest| rest.starts_with(b"/")),
        }?;
        let mut absolute = self.absolute.clone();
        for part in relative.split(|&byte| byte == b'/').filter(|part| !part.is_empty() && *part != b".") {
            if part == b".." {
                return None;
            }
            absolute.push(b'/');
            absolute.extend_from_slice(part);
        }
        Some(absolute)
    }

    /// Opens a directory above it, or beneath it.
    fn open(&self, directory: &[u8]) -> io::Result<OwnedFd> {
        match directory.strip_prefix(self.absolute.as_slice()) {
            Some(below) if below.starts_with(b"/") => {
                at::beneath(at::directory(or_root(&self.absolute))?, at::without_slashes(below))
            }
            _ => at::directory(or_root(directory)),
        }
    }
}

impl DistInfo {
    /// The path of its RECORD.
    pub(super) fn record(&self) -> PathBuf {
        let path = [&self.site, &b"/"[..], &self.name, b"/", RECORD].concat();
        OsStr::from_bytes(&path).into()
    }

    /// The directory, by which it is told from others.
    pub(super) fn key(&self) -> (&[u8], &[u8]) {
        (&self.site, &self.name)
    }

    /// Opens the directory.
    pub(super) fn open(&self) -> Result<OwnedFd, OsFailure> {
        self.base.open(&self.site).and_then(|site| at::beneath(site, &self.name)).map_err(|error| self.failure(&error))
    }

    /// Opens its RECORD, if there is one. A link is none.
    pub(super) fn open_record(&self, directory: &OwnedFd) -> Result<Option<File>, OsFailure> {
        match at::open(directory, RECORD, false).and_then(regular::check) {
            Ok((_, size)) if size > LARGEST => Err(self.failure(&Errno::FBIG.into())),
            Ok((file, _)) => Ok(Some(file)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(self.failure(&error)),
        }
    }

    /// The text of its RECORD.
    pub(super) fn read(&self, file: &File) -> Result<Vec<u8>, OsFailure> {
        let mut text = Vec::new();
        let read = file.metadata().and_then(|meta| read_whole(file, meta.len(), &mut text));
        read.map(|()| text).map_err(|error| self.failure(&error))
    }

    pub(super) fn failure(&self, error: &io::Error) -> OsFailure {
        OsFailure::at(error, &self.record())
    }

    pub(super) fn malformed(&self, _: Unterminated) -> OsFailure {
        self.failure(&io::Error::new(io::ErrorKind::InvalidData, "a quoted field has no end"))
    }

    /// The sources that it lists; none if there is no RECORD.
    fn listed(&self, read: &mut u64) -> Result<Option<Sources>, OsFailure> {
        let Some(file) = self.open_record(&self.open()?)? else { return Ok(None) };
        *read += file.metadata().map_or(0, |meta| meta.len());
        if *read > MOST {
            return Err(self.failure(&Errno::FBIG.into()));
        }
        let text = self.read(&file)?;
        let mut sources = Sources::default();
        for line in record::lines(&text) {
            let path = line.map_err(|error| self.malformed(error))?.path;
            if path.ends_with(b".py") {
                sources.add(&path);
            }
        }
        sources.sort();
        Ok(Some(sources))
    }
}

/// A path without the slashes at its end.
fn without_end(path: &[u8]) -> &[u8] {
    let slashes = path.iter().rev().take_while(|&&byte| byte == b'/').count();
    &path[..path.len() - slashes]
}

fn or_root(path: &[u8]) -> &[u8] {
    if path.is_empty() { b"/" } else { path }
}
