//! Reading small files that whoever made a tree may have put there.

use std::io::Read;
use std::path::Path;

use crate::tool::tree::regular;

/// The bytes of a file that are read: far more than a `pyvenv.cfg` has.
const BOUND: u64 = 64 << 10;

/// The text of a regular file, or its beginning. Nothing else is read: a pipe would be waited for, a device might not
/// end.
pub(super) fn read_small(path: &Path) -> Option<String> {
    let (file, _) = regular::open(path).ok()?;
    let mut bytes = Vec::new();
    file.take(BOUND).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_files_only_and_not_too_much_of_them() {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        std::fs::write(path("small"), "a = b\n").unwrap();
        assert_eq!(read_small(&path("small")).as_deref(), Some("a = b\n"));
        std::fs::File::create(path("large")).unwrap().set_len(10 << 30).unwrap();
        assert_eq!(read_small(&path("large")).map(|text| text.len() as u64), Some(BOUND));
        std::os::unix::fs::symlink("/dev/zero", path("device")).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(path("pipe")).status().unwrap().success());
        for name in ["device", "pipe", "missing", "."] {
            assert_eq!(read_small(&path(name)), None, "{name}");
        }
    }
}
