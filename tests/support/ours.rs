//! Our command, which hears of nothing but its command line.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// `pycompileall` with the words of a line, in a directory.
pub fn command(root: &Path, line: &str) -> Command {
    // The examples that share this module have no such program.
    let program = option_env!("CARGO_BIN_EXE_pycompileall");
    let mut command = Command::new(program.expect("an integration test"));
    let names = std::env::vars_os().map(|(name, _)| name);
    let is_heard = |name: &str| name.starts_with("PY") || ["SOURCE_DATE_EPOCH", "VIRTUAL_ENV"].contains(&name);
    names.filter(|name| name.to_str().is_some_and(is_heard)).for_each(|name| {
        command.env_remove(name);
    });
    command.args(line.split(' ').filter(|word| !word.is_empty())).current_dir(root);
    command
}

/// Runs it.
pub fn ours(root: &Path, line: &str) -> Output {
    command(root, line).output().expect("our binary runs")
}

/// A directory with these sources in `tree/`.
pub fn tree(sources: &[(&str, &str)]) -> tempfile::TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    fs::create_dir(directory.path().join("tree")).expect("a directory");
    for (name, source) in sources {
        fs::write(directory.path().join("tree").join(name), source).expect("a source");
    }
    directory
}
