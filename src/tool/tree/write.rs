//! Writing a .pyc so that a reader sees either the old file or the new one, never a part.

use std::fs::File;
use std::io::{self, IoSlice};
use std::path::Path;

use rustix::io::{Errno, retry_on_intr};

use super::at;
use super::directory::Directory;
use super::leftover;
use super::os_error::OsFailure;
use super::place::{Places, is};
use super::written::Written;

/// The content of a .pyc.
pub(super) struct Content<'c> {
    pub header: &'c [u8; 16],
    pub code: &'c [u8],
    /// The source's permissions. The .pyc has those of them that concern reading and writing, less the umask.
    pub source_mode: u32,
}

/// Writes the .pyc at `pyc`, which takes its name in one step (importlib's `_write_atomic`). Its directory is made when
/// it turns out to be missing.
pub(super) fn write_atomic(
    places: &mut Places,
    written: &Written,
    pyc: &Path,
    content: &Content<'_>,
) -> Result<(), OsFailure> {
    for is_last in [false, true] {
        let directory = places.pycs_to_write(pyc)?;
        match (Writing { directory, written, pyc, content }).write() {
            // It has been removed since it was opened.
            Err(Fault::Gone(_)) if !is_last => places.forget_pycs(),
            Err(Fault::Gone(failure) | Fault::Other(failure)) => return Err(failure),
            Ok(()) => break,
        }
    }
    Ok(())
}

/// The permissions that a .pyc is made with, before the umask takes from them.
pub(crate) fn new_mode(source_mode: u32) -> u32 {
    (source_mode | 0o200) & 0o666
}

/// Gives `existing`, a name in `directory`, the second name `name`, in one step, whatever had that name before.
pub(super) fn link_atomic(directory: &Directory, existing: &[u8], name: &[u8]) -> io::Result<()> {
    match at::link(directory, existing, name) {
        Err(error) if is(&error, Errno::EXIST) => {}
        linked => return linked,
    }
    let mut temporary = leftover::name(name);
    match at::link(directory, existing, &temporary) {
        Err(error) if is(&error, Errno::NAMETOOLONG) => {
            temporary = leftover::short_name();
            at::link(directory, existing, &temporary)?;
        }
        linked => linked?,
    }
    let renamed = at::rename(directory, &temporary, name);
    // If both already are names of one file, renaming does nothing. Of two failures the first one is reported.
    let _ = at::remove(directory, &temporary);
    renamed
}

/// Why a file was not written.
enum Fault {
    /// Its directory is no longer there.
    Gone(OsFailure),
    Other(OsFailure),
}

impl From<OsFailure> for Fault {
    fn from(failure: OsFailure) -> Self {
        Self::Other(failure)
    }
}

/// One file that is written.
struct Writing<'w> {
    directory: &'w Directory,
    written: &'w Written,
    pyc: &'w Path,
    content: &'w Content<'w>,
}

impl Writing<'_> {
    fn write(&self) -> Result<(), Fault> {
        self.directory.prepare(self.written).map_err(|error| OsFailure::at(&error, &leftover::shown(self.pyc)))?;
        // A file without a name is closed after it has got one: not where closing may fail.
        if self.written.closes() && self.directory.has_anonymous() {
            if self.write_anonymous()? {
                return Ok(());
            }
            // Whatever the reason was, a file with a name fails for the same, or does not.
            self.directory.note_names_only();
        }
        self.write_named()
    }

    /// Writes a file that has no name until it is whole, so that nothing is left of it if the process dies.
    /// False if that can't be done here.
    fn write_anonymous(&self) -> Result<bool, OsFailure> {
        let name = at::name(self.pyc);
        let Ok(mut file) = at::create_anonymous(self.directory, new_mode(self.content.source_mode)) else {
            return Ok(false);
        };
        self.content.write(&mut file).map_err(|error| OsFailure::unnamed(&error))?;
        match at::give_name(&file, self.directory, name) {
            Ok(()) => {
                return at::close(file).map(|()| true).map_err(|error| {
                    // The failure to report is the first one.
                    let _ = at::remove(self.directory, name);
                    OsFailure::unnamed(&error)
                });
            }
            Err(error) if is(&error, Errno::EXIST) => {}
            Err(_) => return Ok(false),
        }
        // Nothing but a rename replaces a file in one step. The name for it lives as long as two calls take.
        let mut temporary = leftover::name(name);
        match at::give_name(&file, self.directory, &temporary) {
            Err(error) if is(&error, Errno::NAMETOOLONG) => {
                temporary = leftover::short_name();
                if at::give_name(&file, self.directory, &temporary).is_err() {
                    return Ok(false);
                }
            }
            Err(_) => return Ok(false),
            Ok(()) => {}
        }
        self.finish(file, &temporary).map(|()| true)
    }

    /// Writes a file that has a temporary name. A process that dies leaves it behind; no importer looks at it.
    fn write_named(&self) -> Result<(), Fault> {
        let name = at::name(self.pyc);
        let mut temporary = leftover::name(name);
        let mut file = loop {
            match at::create(self.directory, &temporary, new_mode(self.content.source_mode)) {
                Ok(file) => break file,
                // Left behind by a process that had our id.
                Err(error) if is(&error, Errno::EXIST) => temporary = leftover::name(name),
                Err(error) if is(&error, Errno::NAMETOOLONG) && temporary.len() > name.len() => {
                    temporary = leftover::short_name();
                }
                Err(error) if is(&error, Errno::NOENT) => return Err(Fault::Gone(self.failure(&error))),
                Err(error) => return Err(self.failure(&error).into()),
            }
        };
        if let Err(error) = self.content.write(&mut file) {
            let _ = at::remove(self.directory, &temporary);
            return Err(OsFailure::unnamed(&error).into());
        }
        self.finish(file, &temporary)?;
        self.written.note_close();
        Ok(())
    }

    /// Closes what has been written and gives it its name.
    fn finish(&self, file: File, temporary: &[u8]) -> Result<(), OsFailure> {
        let finished = at::close(file).map_err(|error| OsFailure::unnamed(&error)).and_then(|()| {
            at::rename(self.directory, temporary, at::name(self.pyc)).map_err(|error| {
                match is(&error, Errno::NAMETOOLONG) {
                    // The error names this path, not that of the temporary file.
                    true => self.failure(&error),
                    false => OsFailure::between(&error, &leftover::shown(self.pyc), self.pyc),
                }
            })
        });
        if finished.is_err() {
            // The failure to report is the first one.
            let _ = at::remove(self.directory, temporary);
        }
        finished
    }

    fn failure(&self, error: &io::Error) -> OsFailure {
        OsFailure::at(error, &leftover::shown(self.pyc))
    }
}

impl Content<'_> {
    pub(super) fn len(&self) -> u64 {
        (self.header.len() + self.code.len()) as u64
    }

    fn write(&self, file: &mut File) -> io::Result<()> {
        let (mut header, mut code) = (&self.header[..], self.code);
        while !header.is_empty() || !code.is_empty() {
            let pieces = [IoSlice::new(header), IoSlice::new(code)];
            let count = retry_on_intr(|| rustix::io::writev(&*file, &pieces))?;
            if count == 0 {
                return Err(io::ErrorKind::WriteZero.into());
            }
            let of_header = count.min(header.len());
            (header, code) = (&header[of_header..], &code[count - of_header..]);
        }
        Ok(())
    }
}
