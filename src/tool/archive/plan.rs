//! Which entries of an archive are sources, and where their .pyc files go.
//!
//! An installer unpacks a wheel, with new times: its .pyc files are in `__pycache__`, one a version and level, and hold
//! hashes. `zipimport` reads `NAME.pyc` beside `NAME.py` and nothing else. It would compare the time in one with that of
//! the source, which in a zip is the local time of whoever reads it, so that these hold hashes as well.

use std::io::{Read, Seek};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use std::collections::HashSet;

use zip::ZipArchive;

use super::Trouble;
use super::check::{Kind, Names, normal};
use crate::compiler::pyc::Invalidation;
use crate::compiler::values::text;
use crate::compiler::version::{Target, VersionRequest};
use crate::tool::tree::PatternError;
use crate::tool::tree::cache_path::{Layout, cache_path};
use crate::tool::tree::config::Config;

/// What is to be done with an archive.
pub(super) struct Plan {
    /// In the order of the archive.
    pub sources: Vec<Source>,
    /// The names of all .pyc files that are to be in it, without the parts that mean nothing. Hashed with a key.
    pub pycs: HashSet<Vec<u8>>,
    /// The RECORD of a wheel.
    pub record: Option<usize>,
}

/// A source in an archive.
pub(super) struct Source {
    /// Its place in the archive.
    pub index: usize,
    /// Its path in words: that of the archive and its name in it.
    pub path: PathBuf,
    /// The path that it has where it is imported from, which is recorded.
    pub imported: Vec<u8>,
    /// The names of its .pyc files, in the order of [`Config::outputs`].
    pub pycs: Vec<String>,
}

/// The flag of an entry whose name is UTF-8.
const IS_UTF_8: u16 = 1 << 11;

/// Whether a file is a wheel by its name.
pub(crate) fn is_wheel(path: &Path) -> bool {
    path.as_os_str().as_bytes().ends_with(b".whl")
}

/// How imports are to find out whether a .pyc in an archive is up to date, where this was asked for.
pub(super) fn invalidation(asked: Invalidation) -> Invalidation {
    if asked == Invalidation::UncheckedHash { asked } else { Invalidation::CheckedHash }
}

/// The only versions that a wheel is for, if its name says so: `cp313` in `demo-1.0-cp313-cp313-linux_x86_64.whl`. What is
/// for a stable interface is for later ones as well. Those that can't be compiled for are left out.
pub(super) fn versions_of(wheel: &Path) -> Option<Vec<&'static Target>> {
    let stem = wheel.file_name()?.to_str()?.strip_suffix(".whl")?;
    let mut tags = stem.rsplit('-').skip(1);
    let (interface, pythons) = (tags.next()?, tags.next()?);
    if interface.split('.').any(|interface| interface == "abi3") {
        return None;
    }
    let version = |tag: &str| -> Option<VersionRequest> {
        let minor = tag.strip_prefix("cp3").filter(|minor| !minor.is_empty())?;
        format!("3.{minor}").parse().ok()
    };
    let wanted = pythons.split('.').map(version).collect::<Option<Vec<_>>>()?;
    Some(wanted.into_iter().filter_map(|wanted| Target::for_version(wanted.minor, wanted.micro)).collect())
}

impl Plan {
    /// Looks at the entries of an archive.
    pub(super) fn new<R: Read + Seek>(
        archive: &ZipArchive<R>,
        names: &Names,
        path: &Path,
        config: &Config,
        targets: &[&'static Target],
    ) -> Result<Result<Self, Trouble>, PatternError> {
        let wheel = is_wheel(path);
        let layout = if wheel { Layout::Beside } else { Layout::Legacy };
        let mut plan = Self { sources: Vec::new(), pycs: HashSet::new(), record: None };
        for index in 0..archive.len() {
            let entry = match archive.by_index_data(index) {
                Ok(entry) => entry,
                Err(error) => return Ok(Err(Trouble::zip(error, path))),
            };
            let Ok(name) = str::from_utf8(entry.name_raw()) else { continue };
            if wheel && is_record(name) && plan.record.replace(index).is_some() {
                return Ok(Err(Trouble::bad("a wheel with more than one RECORD", path)));
            }
            if wheel && [".jws", ".p7s"].iter().any(|end| name.strip_suffix(end).is_some_and(is_record)) {
                return Ok(Err(Trouble::bad("its RECORD is signed", path)));
            }
            let imported = if wheel { imported_from_wheel(name) } else { Some(name) };
            let Some(imported) = imported.filter(|_| name.ends_with(".py") && entry.is_file() && !entry.is_symlink())
            else {
                continue;
            };
            if !name.is_ascii() && entry.flags().as_u16() & IS_UTF_8 == 0 {
                return Ok(Err(Trouble::bad("a source has a name in an unknown encoding", path)));
            }
            let in_words = [path.as_os_str().as_bytes(), b"/", name.as_bytes()].concat();
            let in_words = PathBuf::from(std::ffi::OsStr::from_bytes(&in_words));
            let is_deeper = imported.matches('/').count() > config.max_levels;
            if is_deeper || config.skip.as_ref().map_or(Ok(false), |pattern| pattern.is_in(&in_words))? {
                continue;
            }
            let pyc = |(target, level): (&Target, u8)| {
                let pyc = cache_path(Path::new(name), &layout, target.cache_tag(), level);
                // The name of a source and ASCII.
                pyc.to_string_lossy().into_owned()
            };
            let pycs: Vec<String> = config.outputs(targets).map(pyc).collect();
            for pyc in &pycs {
                let name = normal(pyc.as_bytes());
                if let Some(wrong) = in_the_way(names, &name) {
                    let pyc = text::repr(pyc.as_bytes());
                    return Ok(Err(Trouble::bad(&format!("there is no place for {pyc}, since {wrong}"), path)));
                }
                plan.pycs.insert(name);
            }
            plan.sources.push(Source { index, path: in_words, imported: imported.as_bytes().to_vec(), pycs });
        }
        if wheel && plan.record.is_none() {
            return Ok(Err(Trouble::bad("a wheel without a RECORD", path)));
        }
        Ok(Ok(plan))
    }
}

/// Why there can be no file of this name in an archive with these.
fn in_the_way(names: &Names, name: &[u8]) -> Option<&'static str> {
    let below = [name, b"/"].concat();
    let has_below = names.range(below.clone()..).next().is_some_and(|(other, _)| other.starts_with(&below));
    let directory = memchr::memrchr(b'/', name).and_then(|slash| names.get(&name[..slash]));
    match (names.get(name), directory) {
        (Some(Kind::Directory | Kind::Other), _) => Some("that is there and no file"),
        (_, Some(Kind::File | Kind::Other)) => Some("what it would be in is no directory"),
        _ => has_below.then_some("that is a directory"),
    }
}

/// Whether an entry is the RECORD of a wheel.
fn is_record(name: &str) -> bool {
    name.strip_suffix(".dist-info/RECORD").is_some_and(|distribution| !distribution.contains('/'))
}

/// The path, below that of all modules, that a source in a wheel is installed to. None if it is no module.
fn imported_from_wheel(name: &str) -> Option<&str> {
    let (first, rest) = name.split_once('/').unwrap_or(("", name));
    if first.ends_with(".dist-info") {
        return None;
    }
    match first.strip_suffix(".data") {
        Some(_) => rest.strip_prefix("purelib/").or_else(|| rest.strip_prefix("platlib/")),
        None => Some(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_wheel_is_for() {
        let versions = |name: &str| {
            let targets = versions_of(Path::new(name));
            targets.map(|targets| targets.iter().map(|target| target.version.series()).collect::<Vec<_>>())
        };
        assert_eq!(versions("d/demo-1.0-cp313-cp313-linux_x86_64.whl").unwrap(), ["3.13"]);
        assert_eq!(versions("demo-1.0-1-cp312.cp313-none-any.whl").unwrap(), ["3.12", "3.13"]);
        assert_eq!(versions("demo-1.0-cp38-cp38-any.whl").unwrap(), [""; 0]);
        for name in ["demo-1.0-py3-none-any.whl", "demo-1.0-cp39-abi3-any.whl", "x.zip", "demo-1.0-cp3-none-any.whl"] {
            assert_eq!(versions(name), None, "{name}");
        }
    }

    #[test]
    fn where_sources_of_a_wheel_go() {
        for (name, expected) in [
            ("demo/a.py", Some("demo/a.py")),
            ("a.py", Some("a.py")),
            ("demo-1.0.data/purelib/demo/a.py", Some("demo/a.py")),
            ("demo-1.0.data/platlib/a.py", Some("a.py")),
            ("demo-1.0.data/scripts/a.py", None),
            ("demo-1.0.dist-info/a.py", None),
        ] {
            assert_eq!(imported_from_wheel(name), expected, "{name}");
        }
        assert!(is_record("demo-1.0.dist-info/RECORD") && !is_record("a/demo-1.0.dist-info/RECORD"));
    }
}
