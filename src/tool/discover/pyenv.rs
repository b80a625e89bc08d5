//! Which interpreter a shim of pyenv stands for. Starting one runs a shell script that starts others,
//! which takes longer than compiling a package.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::read::read_small;

/// The facts by which pyenv chooses a version.
#[derive(Clone, Debug, Default)]
pub(crate) struct Selection {
    /// `PYENV_VERSION`: names between colons, if it is set and not empty.
    pub named: Option<OsString>,
    /// The directory in which the command was started; a `.python-version` may be in it or above it.
    pub directory: PathBuf,
}

/// The interpreter that the shim `python` (`ROOT/shims/python3`) starts: the first one of the selected
/// versions (`pyenv version-name`). `None` if it is no shim, or only pyenv itself can tell.
pub(super) fn behind_shim(python: &Path, selection: &Selection) -> Option<PathBuf> {
    let shims = python.parent().filter(|parent| parent.file_name() == Some(OsStr::new("shims")))?;
    let root = shims.parent()?;
    let names = match &selection.named {
        Some(names) => names.to_str()?.split(':').map(str::to_owned).collect(),
        None => {
            let local = selection.directory.ancestors().map(|directory| directory.join(".python-version"));
            let file = local.chain([root.join("version")]).find(|file| file.is_file())?;
            words(&read_small(&file)?)
        }
    };
    let first = names.first()?;
    // A prefix of a version's name, `system`, and what is not installed are pyenv's to resolve.
    let interpreter = root.join("versions").join(first).join("bin").join(python.file_name()?);
    (!first.contains('/') && interpreter.is_file()).then_some(interpreter)
}

/// The names in a version file: the first word of each line, less the comments.
fn words(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| line.split('#').next()?.split_whitespace().next());
    lines.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_selected_version() {
        let root = tempfile::tempdir().unwrap();
        let shim = root.path().join("shims/python3");
        for name in ["3.11.7", "3.12.1"] {
            let bin = root.path().join("versions").join(name).join("bin");
            fs::create_dir_all(&bin).unwrap();
            fs::write(bin.join("python3"), "").unwrap();
        }
        let project = root.path().join("project/src");
        fs::create_dir_all(&project).unwrap();
        let mut selection = Selection { named: None, directory: project.clone() };
        let chosen = |selection: &Selection| {
            let interpreter = behind_shim(&shim, selection)?;
            Some(interpreter.strip_prefix(root.path()).unwrap().to_str().unwrap().to_owned())
        };
        assert_eq!(chosen(&selection), None);
        fs::write(root.path().join("version"), "# ours\n3.11.7\n3.12.1\n").unwrap();
        assert_eq!(chosen(&selection).as_deref(), Some("versions/3.11.7/bin/python3"));
        fs::write(root.path().join("project/.python-version"), "3.12.1\n").unwrap();
        assert_eq!(chosen(&selection).as_deref(), Some("versions/3.12.1/bin/python3"));
        selection.named = Some("3.11.7:3.12.1".into());
        assert_eq!(chosen(&selection).as_deref(), Some("versions/3.11.7/bin/python3"));
        for only_pyenv_knows in ["3.11", "system", "3.9.1", "../versions/3.11.7"] {
            selection.named = Some(only_pyenv_knows.into());
            assert_eq!(chosen(&selection), None);
        }
        assert_eq!(behind_shim(Path::new("/usr/bin/python3"), &selection), None);
    }
}
