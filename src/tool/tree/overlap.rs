//! Whether a path given on the command line holds files that an earlier one did.
//!
//! compileall compiles a file that it is given twice once: the second time it is up to date. Paths
//! that have nothing in common are compiled side by side; others wait for those before them.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The paths of a run so far.
#[derive(Default)]
pub(super) struct Overlap {
    seen: HashSet<PathBuf>,
    /// The directories above those.
    above: HashSet<PathBuf>,
    /// Directories of files by their resolved names, so that many files of one take one look.
    directories: HashMap<PathBuf, PathBuf>,
}

impl Overlap {
    /// Adds a path. Returns whether it has files in common with one before.
    pub(super) fn add(&mut self, path: &Path, is_file: bool) -> bool {
        let resolved = if is_file { self.resolve_file(path) } else { fs::canonicalize(path).ok() };
        let Some(resolved) = resolved else { return false };
        let overlaps = self.above.contains(&resolved) || resolved.ancestors().any(|path| self.seen.contains(path));
        for directory in resolved.ancestors().skip(1) {
            if !self.above.insert(directory.to_owned()) {
                break;
            }
        }
        self.seen.insert(resolved);
        overlaps
    }

    fn resolve_file(&mut self, path: &Path) -> Option<PathBuf> {
        let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let name = path.file_name()?;
        if !self.directories.contains_key(directory) {
            self.directories.insert(directory.to_owned(), fs::canonicalize(directory).ok()?);
        }
        self.directories.get(directory).map(|resolved| resolved.join(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_in_common() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("a/b")).unwrap();
        fs::create_dir_all(root.path().join("c")).unwrap();
        let mut overlap = Overlap::default();
        for (path, is_file, expected) in [
            ("a/b", false, false),
            ("c/x.py", true, false),
            ("c/y.py", true, false),
            ("a/../c/x.py", true, true),
            ("a/z.py", true, false),
            ("a/b/../b/z.py", true, true),
            ("a", false, true),
            ("c", false, true),
            ("missing", false, false),
        ] {
            assert_eq!(overlap.add(&root.path().join(path), is_file), expected, "{path}");
        }
    }
}
