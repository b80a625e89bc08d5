//! The Python package, as an installer would have put it into a directory.

use std::os::unix::fs::symlink;

const PROGRAMS: [Option<&str>; 2] = [option_env!("CARGO_BIN_EXE_pycompileall"), option_env!("CARGO_BIN_EXE_pycompile")];

/// A directory with the package and, in `bin/`, the programs, by links: as `pip install --target` lays them out.
pub fn installed() -> tempfile::TempDir {
    let [Some(pycompileall), Some(pycompile)] = PROGRAMS else { panic!("only a test knows where the programs are") };
    let installed = tempfile::tempdir().expect("a directory");
    let link = |source: &str, name: &str| symlink(source, installed.path().join(name)).expect("a link");
    link(concat!(env!("CARGO_MANIFEST_DIR"), "/python/pycompileall"), "pycompileall");
    std::fs::create_dir(installed.path().join("bin")).expect("a directory");
    link(pycompileall, "bin/pycompileall");
    link(pycompile, "bin/pycompile");
    installed
}
