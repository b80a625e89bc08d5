//! Wheels and zips that are rewritten with the .pyc files of their sources inside (`--archives`).
//!
//! One is rewritten as a whole, beside itself, and takes its name in one step; or it stays as it was. What is in it is
//! somebody else's: nothing is extracted, what is decompressed has a bound, and an archive that could mean two things is
//! refused (`check`). A wheel gets the files that importing reads once it is installed, a zip those that `zipimport` reads
//! (`plan`). They are compiled in turns, so that the memory it takes does not grow with the archive (`rewrite`).

mod check;
mod plan;
mod record;
mod rewrite;
mod run;
mod stoppable;

pub(crate) use plan::is_wheel;
pub(crate) use run::{is_archive, run};

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use zip::result::ZipError;

use crate::compiler::values::text;
use crate::tool::tree::Failure;
use crate::tool::tree::os_error::OsFailure;

/// Why an archive is left as it was.
#[derive(Debug)]
enum Trouble {
    /// It can't be read, or the new one not written.
    Failed(Box<Failure>),
    /// So many of its sources can't be compiled, which was told of each.
    Refused(usize),
    /// Somebody has stopped the run.
    Interrupted,
}

impl Trouble {
    /// Something in an archive that is wrong with it.
    fn bad(what: &str, archive: &Path) -> Self {
        let message = format!("{what}: {}", text::repr(archive.as_os_str().as_bytes()));
        Self::Failed(Box::new(Failure::Os(OsFailure { class: "BadZipFile", message })))
    }

    /// A failed call.
    fn os(error: &std::io::Error, path: &Path) -> Self {
        Self::Failed(Box::new(Failure::Os(OsFailure::at(error, path))))
    }

    fn zip(error: ZipError, archive: &Path) -> Self {
        match error {
            ZipError::Io(error) if error.raw_os_error().is_some() => Self::os(&error, archive),
            error => Self::bad(&error.to_string(), archive),
        }
    }
}
