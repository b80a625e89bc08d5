//! What an archive must be like to be rewritten.

use std::io::{Read, Seek};
use std::path::Path;

use rustc_hash::FxHashSet;
use zip::ZipArchive;

use super::Trouble;

/// The largest source or RECORD that is decompressed, in bytes.
pub(super) const LARGEST: u64 = 64 << 20;

/// Checks that all readers of an archive see the same in it, and that no name leads out of it.
pub(super) fn check<R: Read + Seek>(archive: &mut ZipArchive<R>, path: &Path) -> Result<(), Trouble> {
    // Names that occur twice, entries that share bytes, headers that differ or are not in the directory.
    archive.validate_header_consistency().map_err(|error| Trouble::zip(error, path))?;
    let mut folded = FxHashSet::default();
    for index in 0..archive.len() {
        let entry = archive.by_index_data(index).map_err(|error| Trouble::zip(error, path))?;
        let name = entry.name_raw();
        let wrong = if entry.encrypted() {
            "is encrypted"
        } else if leads_out(name) {
            "has a name that leads out of the archive"
        } else if !folded.insert(normal(name)) {
            "has a name that another one has as well"
        } else {
            continue;
        };
        let name = crate::compiler::values::text::repr(name);
        return Err(Trouble::bad(&format!("entry {name} {wrong}"), path));
    }
    Ok(())
}

/// Whether a name is absolute, goes up, or means something else to another system.
fn leads_out(name: &[u8]) -> bool {
    let has_drive = name.get(1) == Some(&b':');
    let is_up = name.split(|&byte| byte == b'/').any(|part| part == b"..");
    name.is_empty() || name.starts_with(b"/") || has_drive || is_up || name.iter().any(|byte| b"\\\0".contains(byte))
}

/// A name without the parts that mean nothing.
fn normal(name: &[u8]) -> Vec<u8> {
    let parts = name.split(|&byte| byte == b'/').filter(|part| !part.is_empty() && *part != b".");
    parts.collect::<Vec<_>>().join(&b'/')
}

/// Reads all of an entry that says that it has `size` bytes.
pub(super) fn read_entry(entry: &mut impl Read, size: u64, what: &str, archive: &Path) -> Result<Vec<u8>, Trouble> {
    if size > LARGEST {
        return Err(Trouble::bad(&format!("{what} is larger than {} MiB", LARGEST >> 20), archive));
    }
    let mut bytes = Vec::new();
    let read = entry.take(size + 1).read_to_end(&mut bytes);
    read.map_err(|error| match error.raw_os_error() {
        Some(_) => Trouble::os(&error, archive),
        None => Trouble::bad(&format!("{what}: {error}"), archive),
    })?;
    if bytes.len() as u64 != size {
        return Err(Trouble::bad(&format!("{what} has another size than the archive says"), archive));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_out() {
        for name in ["", "/a.py", "../a.py", "a/../b.py", "a/..", "..", "c:/a.py", "a\\b.py", "a\0b.py", "//a"] {
            assert!(leads_out(name.as_bytes()), "{name}");
        }
        for name in ["a.py", "a/", "./a.py", "a..b/c.py", ".../a.py", "a/b:c.py"] {
            assert!(!leads_out(name.as_bytes()), "{name}");
        }
        assert_eq!(normal(b"./a//b/"), b"a/b");
    }
}
