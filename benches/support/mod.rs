//! The sources that the benches run over.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The sources of a tree: `PYCOMPILEALL_BENCH_TREE`, else a Python 3.11 library found in the usual
/// places, else this repository's own corpus.
pub fn sources() -> &'static [Vec<u8>] {
    static SOURCES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    SOURCES.get_or_init(|| {
        let tree = tree();
        let mut sources = Vec::new();
        let entries = walkdir::WalkDir::new(&tree).sort_by_file_name().into_iter();
        let entries = entries.filter_entry(|entry| entry.file_name() != "site-packages");
        for entry in entries.filter_map(Result::ok) {
            if entry.path().extension().is_some_and(|extension| extension == "py") {
                sources.extend(std::fs::read(entry.path()));
            }
        }
        println!("{} files, {:.1} MB of {}", sources.len(), size(&sources) as f64 / 1e6, tree.display());
        sources
    })
}

/// How many bytes.
pub fn size(sources: &[Vec<u8>]) -> usize {
    sources.iter().map(Vec::len).sum()
}

fn tree() -> PathBuf {
    if let Some(tree) = std::env::var_os("PYCOMPILEALL_BENCH_TREE") {
        return tree.into();
    }
    let mut places = Vec::new();
    if let Some(home) = std::env::var_os("HOME").map(PathBuf::from) {
        let versions = home.join(".pyenv/versions").read_dir();
        let versions = versions.into_iter().flatten().filter_map(Result::ok);
        places.extend(versions.map(|version| version.path().join("lib/python3.11")));
    }
    places.push("/usr/lib/python3.11".into());
    let found = places.into_iter().find(|place| place.join("os.py").is_file());
    found.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus"))
}
