//! What an archive must be like to be rewritten.

use std::collections::BTreeMap;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use zip::ZipArchive;

use super::Trouble;

/// The largest source or RECORD that is decompressed, in bytes.
pub(super) const LARGEST: u64 = 64 << 20;

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Directory,
    /// A link or the like.
    Other,
}

/// The entries of an archive by their names without the parts that mean nothing. In order, and so not hashed: nobody
/// can choose names that make it slow.
pub(super) type Names = BTreeMap<Vec<u8>, Kind>;

/// Checks that all readers of an archive see the same in it, that no name leads out of it, and that there is nothing in
/// it that is no entry and would be lost. `file` is the archive.
pub(super) fn check<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    file: &mut (impl Read + Seek),
    path: &Path,
) -> Result<Names, Trouble> {
    // Names that occur twice, entries that share bytes, headers that differ or are not in the directory.
    archive.validate_header_consistency().map_err(|error| Trouble::zip(error, path))?;
    check_end(archive.comment(), file, path)?;
    let mut names = Names::new();
    let mut ranges = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|error| Trouble::zip(error, path))?;
        let name = entry.name_raw();
        let kind = match () {
            () if entry.is_dir() => Kind::Directory,
            () if entry.is_symlink() || !entry.is_file() => Kind::Other,
            () => Kind::File,
        };
        let wrong = if entry.encrypted() {
            "is encrypted"
        } else if leads_out(name) {
            "has a name that leads out of the archive"
        } else if names.insert(normal(name), kind).is_some() {
            "has a name that another one has as well"
        } else {
            let start = entry.data_start().unwrap_or(0);
            let has_descriptor = entry.flags().as_u16() & HAS_DESCRIPTOR != 0;
            ranges.push((entry.header_start(), start.saturating_add(entry.compressed_size()), has_descriptor));
            continue;
        };
        let name = crate::compiler::values::text::repr(name);
        return Err(Trouble::bad(&format!("entry {name} {wrong}"), path));
    }
    ranges.sort_unstable();
    let next = ranges.iter().skip(1).map(|&(start, ..)| start).chain([archive.central_directory_start()]);
    for (&(_, end, has_descriptor), next) in ranges.iter().zip(next) {
        let gap = next.saturating_sub(end);
        if gap > 0 && !(has_descriptor && DESCRIPTORS.contains(&gap)) {
            return Err(Trouble::bad("there are bytes between its entries, as of a signature", path));
        }
    }
    Ok(names)
}

/// The flag of an entry whose sizes stand behind it.
const HAS_DESCRIPTOR: u16 = 1 << 3;

/// The lengths that these may have, with a signature or without, of 32 bits each or 64.
const DESCRIPTORS: [u64; 4] = [12, 16, 20, 24];

/// What an archive ends with, before its comment: the signature of that, and its length in all.
const END: &[u8; 4] = b"PK\x05\x06";
const END_LENGTH: u64 = 22;

/// Checks that an archive ends with its comment, in which nobody finds another end.
fn check_end(comment: &[u8], file: &mut (impl Read + Seek), path: &Path) -> Result<(), Trouble> {
    let failed = |error: std::io::Error| Trouble::os(&error, path);
    let size = file.seek(SeekFrom::End(0)).map_err(failed)?;
    let start = size.saturating_sub(END_LENGTH + comment.len() as u64);
    let mut signature = [0; END.len()];
    file.seek(SeekFrom::Start(start)).and_then(|_| file.read_exact(&mut signature)).map_err(failed)?;
    if signature != *END {
        return Err(Trouble::bad("there are bytes behind its end, as of a signature", path));
    }
    if memchr::memmem::find(comment, END).is_some() {
        return Err(Trouble::bad("its comment looks like another end", path));
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
pub(super) fn normal(name: &[u8]) -> Vec<u8> {
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
