//! The .pyc files of a directory, by the sources that they are of.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use crate::compiler::version::Target;
use crate::tool::tree::at;
use crate::tool::tree::cache_path::{Layout, cache_path};
use crate::tool::tree::cached_name::CachedName;
use crate::tool::tree::config::Config;

/// A .pyc that was found.
pub(crate) struct FoundPyc {
    pub path: PathBuf,
    pub(super) name: Name,
}

/// What the name of a .pyc says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Name {
    /// `NAME.pyc` beside the source.
    Legacy,
    /// One of a version that we know, at this level.
    Cached { tag: &'static str, level: u8 },
    /// One with another tag.
    Foreign(Vec<u8>),
}

/// The .pyc files of a source.
pub(crate) struct Group {
    pub source: PathBuf,
    pub pycs: Vec<FoundPyc>,
}

/// The .pyc files of the sources in `directory`, by name. Those of levels that the run is not for are left out.
///
/// # Errors
/// With the directory that can't be listed.
pub(crate) fn in_directory(config: &Config, directory: &Path) -> Result<Vec<Group>, PathBuf> {
    let mut groups: BTreeMap<Vec<u8>, Vec<FoundPyc>> = BTreeMap::new();
    let mut add = |source: Vec<u8>, name: Name, path: PathBuf| {
        if is_wanted(config, &name) {
            groups.entry(source).or_default().push(FoundPyc { path, name });
        }
    };
    // Imports look beside a source and in its cache; `-b` asks for the one, another tree has one of the two.
    let cache = cache_path(&directory.join("x.py"), &config.layout, "", 0);
    let cache = PathBuf::from(OsStr::from_bytes(at::directory_of(&cache)));
    let mut places = vec![(cache, !config.is_legacy())];
    if let Layout::Beside | Layout::Prefix { .. } = config.layout {
        places.push((directory.to_owned(), false));
    }
    for (listed, is_cache) in places {
        let names = names(&listed).map_err(|_| listed.clone())?;
        for name in names.iter().filter(|name| name.ends_with(b".pyc")) {
            let path = listed.join(OsStr::from_bytes(name));
            if is_cache {
                let (source, name) = read_name(name);
                add(source, name, path);
            } else {
                add(name[..name.len() - 1].to_vec(), Name::Legacy, path);
            }
        }
    }
    let group = |(source, mut pycs): (Vec<u8>, Vec<FoundPyc>)| {
        pycs.sort_by(|left, right| left.path.cmp(&right.path));
        Group { source: directory.join(OsString::from_vec(source)), pycs }
    };
    Ok(groups.into_iter().map(group).collect())
}

/// The .pyc files of what is named: a source, or a .pyc.
///
/// # Errors
/// With the directory that can't be listed.
pub(crate) fn of_source(config: &Config, path: &Path) -> Result<Vec<Group>, PathBuf> {
    let bytes = path.as_os_str().as_bytes();
    let directory = Path::new(OsStr::from_bytes(at::directory_of(path)));
    if !bytes.ends_with(b".pyc") {
        let mut groups = in_directory(config, directory)?;
        groups.retain(|group| at::name(&group.source) == at::name(path));
        return Ok(groups);
    }
    let (source, name) = match sources_of(config, directory) {
        Some(above) => {
            let (source, name) = read_name(at::name(path));
            (above.join(OsString::from_vec(source)), name)
        }
        None => (directory.join(OsStr::from_bytes(&at::name(path)[..at::name(path).len() - 1])), Name::Legacy),
    };
    Ok(vec![Group { source, pycs: vec![FoundPyc { path: path.to_owned(), name }] }])
}

/// The directory of the sources whose .pyc files `directory` is for, a `__pycache__` or one below the prefix
/// (`importlib.util.source_from_cache`).
pub(crate) fn sources_of(config: &Config, directory: &Path) -> Option<PathBuf> {
    if let Layout::Prefix { root, .. } = &config.layout
        && let Ok(below) = directory.strip_prefix(root)
    {
        return Some(Path::new("/").join(below));
    }
    (directory.file_name()? == "__pycache__").then(|| directory.parent().unwrap_or(Path::new("")).to_owned())
}

fn is_wanted(config: &Config, name: &Name) -> bool {
    match name {
        // More than two mean what two mean.
        Name::Cached { level, .. } => config.levels.contains(level) || *level > 2 && config.levels.contains(&2),
        Name::Legacy | Name::Foreign(_) => true,
    }
}

/// The names in a directory; none if there is no such directory.
fn names(directory: &Path) -> io::Result<Vec<Vec<u8>>> {
    match fs::read_dir(at::or_current(directory)) {
        Ok(entries) => entries.map(|entry| Ok(entry?.file_name().into_vec())).collect(),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// The name of the source of a .pyc in a `__pycache__`, and what else its name says.
fn read_name(name: &[u8]) -> (Vec<u8>, Name) {
    let source = |stem: &[u8]| [stem, b".py"].concat();
    let cached = CachedName::tagged(name);
    if let Some(CachedName { stem, tag, level }) = cached
        && let Some(tag) = known_tag(tag)
    {
        return (source(stem), Name::Cached { tag, level });
    }
    let whole = name.strip_suffix(b".pyc").unwrap_or(name);
    // A tool's own tag may have dots.
    let end = cached.map_or_else(|| memchr::memchr(b'.', whole).unwrap_or(whole.len()), |cached| cached.stem.len());
    (source(&whole[..end]), Name::Foreign(whole[end..].strip_prefix(b".").unwrap_or_default().to_vec()))
}

fn known_tag(tag: &[u8]) -> Option<&'static str> {
    let mut tags = Target::known().iter().filter_map(|series| series.first()).map(Target::cache_tag);
    tags.find(|known| known.as_bytes() == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_cached_files() {
        for (name, source, expected) in [
            ("x.cpython-311.pyc", "x.py", Name::Cached { tag: "cpython-311", level: 0 }),
            ("x.y.cpython-313.opt-2.pyc", "x.y.py", Name::Cached { tag: "cpython-313", level: 2 }),
            ("x.cpython-313.opt-3.pyc", "x.py", Name::Cached { tag: "cpython-313", level: 3 }),
            ("x.cpython-313.opt-01.pyc", "x.py", Name::Foreign(b"cpython-313.opt-01".to_vec())),
            ("x.cpython-310.pyc", "x.py", Name::Foreign(b"cpython-310".to_vec())),
            ("t.cpython-311-pytest-8.3.1.pyc", "t.py", Name::Foreign(b"cpython-311-pytest-8.3.1".to_vec())),
            ("x.y.cpython-310.opt-1.pyc", "x.y.py", Name::Foreign(b"cpython-310.opt-1".to_vec())),
            ("x.pyc", "x.py", Name::Foreign(Vec::new())),
        ] {
            assert_eq!(read_name(name.as_bytes()), (source.as_bytes().to_vec(), expected), "{name}");
        }
    }
}
