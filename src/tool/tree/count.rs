//! The number of sources that a run will find, counted ahead of its walk, which is never far ahead of the work.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread;

use rustix::process::{Resource, getrlimit};
use walkdir::WalkDir;

use super::walk::is_source_name;
use super::workers;

/// The stack of the thread that counts.
const STACK: usize = 128 << 10;

/// With fewer open files, as where memory is scarce, nothing is counted: the run needs all that there is.
const OPEN_FILES: u64 = 64;

/// A count under way. It ends early when it is dropped.
#[derive(Debug, Default)]
pub(crate) struct Count {
    total: Arc<OnceLock<u64>>,
    stop: Arc<AtomicBool>,
}

impl Count {
    /// Starts to count the sources of a run over `roots` that enters `max_levels` levels of subdirectories.
    pub(crate) fn start(roots: Vec<PathBuf>, max_levels: usize) -> Self {
        let count = Self::default();
        if workers::is_scarce() || getrlimit(Resource::Nofile).current.is_some_and(|limit| limit < OPEN_FILES) {
            return count;
        }
        let (total, stop) = (Arc::clone(&count.total), Arc::clone(&count.stop));
        let counting = move || {
            if let Some(number) = sources(&roots, max_levels, &stop) {
                let _ = total.set(number);
            }
        };
        // Where there is no thread for it the number stays unknown.
        let _ = thread::Builder::new().stack_size(STACK).spawn(counting);
        count
    }

    /// The number of sources, once it is known. Files that come and go meanwhile, and trees that are left alone, make
    /// it a guess.
    pub(crate) fn total(&self) -> Option<u64> {
        self.total.get().copied()
    }
}

impl Drop for Count {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// The number of sources that the walk finds, unless `stop` is set before its end.
fn sources(roots: &[PathBuf], max_levels: usize, stop: &AtomicBool) -> Option<u64> {
    let is_cache = |name: &OsStr| name == "__pycache__";
    let mut number = 0;
    for root in roots {
        let entries = WalkDir::new(root).max_open(1).max_depth(max_levels.saturating_add(1)).into_iter();
        let entries = entries.filter_entry(|entry| entry.depth() == 0 || !is_cache(entry.file_name()));
        for entry in entries.filter_map(Result::ok) {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            let is_directory = entry.file_type().is_dir() || entry.depth() == 0 && entry.path().is_dir();
            number += u64::from(!is_directory && is_source_name(entry.file_name().as_bytes()));
        }
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    use crate::compiler::version::Target;
    use crate::tool::tree::config::{Config, Purpose};
    use crate::tool::tree::{Event, Progress, Sink, run};

    #[derive(Default)]
    struct Last(Progress);

    impl Sink for Last {
        fn event(&mut self, _: Event) -> std::io::Result<()> {
            Ok(())
        }

        fn progress(&mut self, progress: Progress) -> std::io::Result<()> {
            self.0 = progress;
            Ok(())
        }
    }

    #[test]
    fn the_walk_finds_as_many() {
        let directory = tempfile::tempdir().expect("a directory");
        let root = directory.path();
        for name in ["a.py", "b.txt", "sub/c.py", "sub/deep/d.py", "sub/__pycache__/e.py", "f.py/g.py", "x/y/z/h.py"] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().expect("it is below the root")).expect("a directory");
            fs::write(path, "").expect("a file");
        }
        std::os::unix::fs::symlink("sub", root.join("link")).expect("a link");
        std::os::unix::fs::symlink("nowhere", root.join("dangling.py")).expect("a link");
        for names in [&[""][..], &["sub", "link"], &["a.py", "b.txt", "missing", "x"], &["sub/__pycache__"]] {
            let roots: Vec<PathBuf> = names.iter().map(|name| root.join(name)).collect();
            for max_levels in [0, 1, usize::MAX] {
                let mut last = Last::default();
                let config = Config { max_levels, purpose: Purpose::Check, ..Config::new(Target::newest()) };
                run(&config, &roots, &mut last, &AtomicBool::new(false)).expect("a run");
                let counted = sources(&roots, max_levels, &AtomicBool::new(false));
                assert_eq!(counted, Some(last.0.found), "{names:?}, {max_levels} levels");
            }
        }
        assert_eq!(sources(&[root.to_owned()], 9, &AtomicBool::new(true)), None);
        assert_eq!(sources(&[root.to_owned()], usize::MAX, &AtomicBool::new(false)), Some(6));
    }
}
