//! The archives of a command line, one after the other.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use rayon::ThreadPool;
use rustc_hash::FxHashSet;

use super::plan::versions_of;
use super::rewrite::{Looked, Means};
use super::{Trouble, is_wheel};
use crate::compiler::values::text;
use crate::compiler::version::Target;
use crate::tool::tree::config::Config;
use crate::tool::tree::os_error::OsFailure;
use crate::tool::tree::{
    Event, Failure, FileReport, Finding, InOrder, Interrupt, Outcome, PycReport, RunError, Sink, Summary, Targets,
    TreeTargets, guarded, or_current, put_copy, regular, remember_panics, replace_file, start_workers,
};

/// Whether a path of the command line is an archive: a file that is no source.
pub(crate) fn is_archive(path: &Path) -> bool {
    path.extension().is_none_or(|extension| extension != "py") && !path.is_dir()
}

/// Rewrites `archives`, in their order: each where it is, or in the directory `into`.
///
/// # Errors
/// When `sink` fails, the pattern of files to leave alone takes too many steps, or there are no releases to compile for.
pub(crate) fn run(
    config: &Config,
    archives: &[PathBuf],
    into: Option<&Path>,
    sink: &mut dyn Sink,
    interrupt: &Interrupt,
) -> Result<Summary, RunError> {
    remember_panics();
    // Whatever is wrong with an archive's versions is said before anything is written.
    let found = archives.iter().map(|path| targets(config, path)).collect::<Result<Vec<_>, _>>();
    let found = found.map_err(RunError::Targets)?;
    let pool = start_workers(config.workers);
    let order = InOrder::new(sink);
    let mut run = Run { config, into, interrupt, pool, order, told: FxHashSet::default() };
    let mut interrupted = false;
    for (path, (tree, complaints)) in archives.iter().zip(found) {
        run.order.tell(Event::Listing(path.clone()));
        complaints.into_iter().for_each(|complaint| run.order.tell(Event::NotHeeded(complaint)));
        if run.told.insert(Arc::as_ptr(&tree)) {
            run.order.tell(Event::Tree(Arc::clone(&tree)));
        }
        interrupted = !tree.targets.is_empty() && !run.archive(path, &tree)?;
        if interrupted || run.order.is_broken() {
            break;
        }
    }
    run.order.show_progress(run.order.emitted(), true);
    run.order.finish().map(|summary| Summary { interrupted, ..summary })
}

/// The releases that an archive is compiled for, and what was found and not heeded.
fn targets(config: &Config, path: &Path) -> Result<(Arc<TreeTargets>, Vec<String>), String> {
    let Finding { tree, complaints } = config.targets.of_path(path)?;
    let named = match (&config.targets, is_wheel(path)) {
        (Targets::Found(_), true) => versions_of(path),
        _ => None,
    };
    let tree = match (named, tree) {
        (Some(targets), _) => {
            let origin = path.display().to_string();
            let remark = || format!("{origin}: it is for no version of Python that can be compiled for");
            let remark = targets.is_empty().then(remark);
            Arc::new(TreeTargets { targets, origin, remark })
        }
        (None, Some(tree)) => tree,
        (None, None) => config.targets.elsewhere()?,
    };
    if is_wheel(path) {
        config.check_names(&tree.targets).map_err(|error| error.to_string())?;
    } else if config.outputs(&tree.targets).count() > 1 {
        let path = text::repr(path.as_os_str().as_encoded_bytes());
        return Err(format!("{path}: zipimport reads NAME.pyc alone: choose one version and one level for a zip"));
    }
    Ok((tree, complaints))
}

struct Run<'r> {
    config: &'r Config,
    into: Option<&'r Path>,
    interrupt: &'r Interrupt,
    pool: Option<ThreadPool>,
    order: InOrder<'r>,
    /// The trees that were told of; they live as long as the run.
    told: FxHashSet<*const TreeTargets>,
}

impl Run<'_> {
    /// Rewrites one. Returns false if the run was stopped.
    fn archive(&mut self, path: &Path, tree: &Arc<TreeTargets>) -> Result<bool, RunError> {
        let rewritten = match guarded(|| self.rewrite(path, tree)) {
            Ok(rewritten) => rewritten?,
            Err(failure) => Err((Vec::new(), Trouble::Failed(Box::new(failure)))),
        };
        let trouble = match rewritten {
            Ok(events) => {
                events.into_iter().for_each(|event| self.order.tell(event));
                return Ok(true);
            }
            Err((reports, trouble)) => {
                let refused = reports.into_iter().filter(FileReport::is_failure);
                refused.for_each(|report| self.order.tell(Event::File(Box::new(report))));
                trouble
            }
        };
        let failure = match trouble {
            Trouble::Interrupted => return Ok(false),
            // It could not be read or written for that.
            _ if self.interrupt.load(Ordering::Relaxed) => return Ok(false),
            Trouble::Failed(failure) => *failure,
            Trouble::Refused(count) => {
                let what = if count == 1 { "a source".to_owned() } else { format!("{count} sources") };
                let path = text::repr(path.as_os_str().as_encoded_bytes());
                let message = format!("left as it was, since {what} in it can't be compiled: {path}");
                Failure::Os(OsFailure { class: "OSError", message })
            }
        };
        let (target, level) = self.config.outputs(&tree.targets).next().unwrap_or((Target::newest(), 0));
        let pyc = PycReport::new(target, level, path.to_owned(), Outcome::Failed(failure));
        self.order.tell(Event::File(Box::new(FileReport { path: path.to_owned(), pycs: vec![pyc] })));
        Ok(true)
    }

    fn rewrite(&self, path: &Path, tree: &Arc<TreeTargets>) -> Result<Rewritten, RunError> {
        let failed = |error: io::Error| (Vec::new(), Trouble::os(&error, path));
        let file = match regular::open(path) {
            Ok((file, _)) => file,
            Err(error) => return Ok(Err(failed(error))),
        };
        let means = Means { config: self.config, tree, pool: self.pool.as_ref(), interrupt: self.interrupt };
        let force = self.config.force || self.into.is_some();
        let copy = file.try_clone();
        let looked = match Looked::at(path, file, means, force).map_err(RunError::Pattern)? {
            Ok(looked) => looked,
            Err(trouble) => return Ok(Err((Vec::new(), trouble))),
        };
        let mut rewriting = match looked {
            Looked::Stale(rewriting) => rewriting,
            Looked::Fresh(sources) => {
                let fresh = |source: super::plan::Source| {
                    let pycs = source.pycs.iter().map(|name| path.join(name)).collect();
                    Event::Fresh(source.path, pycs, Arc::clone(tree))
                };
                return Ok(Ok(sources.into_iter().map(fresh).collect()));
            }
        };
        let mut result = None;
        let replaced = copy.and_then(|before| {
            let (directory, name) = self.place(path)?;
            let put = if self.into.is_some() { put_copy } else { replace_file };
            let mut write = |out: &mut fs::File| match rewriting.write(out) {
                Ok(reports) => {
                    result = Some(Ok(reports));
                    Ok(())
                }
                Err(trouble) => {
                    result = Some(Err(trouble));
                    Err(io::ErrorKind::InvalidData.into())
                }
            };
            put(&directory, name.as_ref(), &before, &mut write)?;
            if self.config.fsync { fs::File::open(or_current(&directory))?.sync_all() } else { Ok(()) }
        });
        Ok(match (replaced, result) {
            (_, Some(Err(trouble))) => Err(trouble),
            (Err(error), _) => Err(failed(error)),
            (Ok(()), Some(Ok(reports))) => {
                Ok(reports.into_iter().map(|report| Event::File(Box::new(report))).collect())
            }
            (Ok(()), None) => Ok(Vec::new()),
        })
    }

    /// The directory that the new archive is in, and its name.
    fn place(&self, path: &Path) -> io::Result<(PathBuf, std::ffi::OsString)> {
        let file = match self.into {
            Some(into) => {
                fs::create_dir_all(into)?;
                into.join(path.file_name().ok_or(io::ErrorKind::InvalidInput)?)
            }
            // A link stays one.
            None => fs::canonicalize(path)?,
        };
        let directory = file.parent().map_or_else(PathBuf::new, Path::to_owned);
        Ok((directory, file.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned()))
    }
}

/// The events of an archive that is as it is to be; or the reports of its sources and why it is not.
type Rewritten = Result<Vec<Event>, (Vec<FileReport>, Trouble)>;
