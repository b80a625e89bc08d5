//! One archive: read, compile, write.
//!
//! Entries keep their order, their bytes, times and modes; a .pyc stands behind its source, with the source's time,
//! permissions and compression. So the same archive becomes the same bytes at any time.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, Write};
use std::path::Path;
use std::sync::atomic::Ordering;

use rayon::ThreadPool;
use rayon::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::Trouble;
use super::check::{check, normal, read_entry};
use super::plan::{Plan, Source, invalidation};
use super::record::Lines;
use super::stoppable::{Output, Stoppable};
use crate::compiler::pyc::{self, HEADER, Invalidation};
use crate::tool::tree::config::Config;
use crate::tool::tree::{FileReport, Interrupt, Outcome, PatternError, PycReport, TreeTargets, in_memory};

/// The sources that are compiled in one turn, and the bytes from which on there are no more of them.
const TURN: usize = 128;
const TURN_BYTES: usize = 16 << 20;

/// The result of a look at an archive.
pub(super) enum Looked<'a> {
    /// Its .pyc files are up to date.
    Fresh(Vec<Source>),
    Stale(Rewriting<'a>),
}

/// What an archive is rewritten with.
#[derive(Clone, Copy)]
pub(super) struct Means<'a> {
    pub config: &'a Config,
    pub tree: &'a TreeTargets,
    pub pool: Option<&'a ThreadPool>,
    pub interrupt: &'a Interrupt,
}

/// An archive that is to be rewritten.
pub(super) struct Rewriting<'a> {
    means: Means<'a>,
    path: &'a Path,
    archive: ZipArchive<Stoppable<'a, File>>,
    /// The archive's file as well.
    file: Stoppable<'a, File>,
    plan: Plan,
}

/// A source that was compiled: the reports and contents of its .pyc files.
struct Compiled {
    reports: Vec<PycReport>,
    contents: Vec<Vec<u8>>,
}

impl<'a> Looked<'a> {
    /// Looks at the archive in `file`. With `force` nothing in it is up to date.
    pub(super) fn at(
        path: &'a Path,
        file: File,
        means: Means<'a>,
        force: bool,
    ) -> Result<Result<Self, Trouble>, PatternError> {
        let opened = file.try_clone().map_err(|error| Trouble::os(&error, path));
        let mut file = Stoppable::new(file, means.interrupt);
        let opened = opened.and_then(|file| {
            let file = Stoppable::new(file, means.interrupt);
            ZipArchive::new(file).map_err(|error| Trouble::zip(error, path))
        });
        let checked = opened.and_then(|mut archive| Ok((check(&mut archive, &mut file, path)?, archive)));
        let (names, mut archive) = match checked {
            Ok(checked) => checked,
            Err(trouble) => return Ok(Err(trouble)),
        };
        let plan = match Plan::new(&archive, &names, path, means.config, &means.tree.targets)? {
            Ok(plan) => plan,
            Err(trouble) => return Ok(Err(trouble)),
        };
        let fresh = if force { Ok(plan.sources.is_empty()) } else { is_fresh(&mut archive, path, &plan, means) };
        Ok(fresh.map(|fresh| match fresh {
            true => Self::Fresh(plan.sources),
            false => Self::Stale(Rewriting { means, path, archive, file, plan }),
        }))
    }
}

/// Whether each .pyc of an archive is there, and its header that of one which was made now.
fn is_fresh(
    archive: &mut ZipArchive<Stoppable<'_, File>>,
    path: &Path,
    plan: &Plan,
    means: Means<'_>,
) -> Result<bool, Trouble> {
    let is_checked = invalidation(means.config.invalidation) == Invalidation::CheckedHash;
    for source in &plan.sources {
        let text = read_source(archive, path, source, means)?;
        for ((target, _), name) in means.config.outputs(&means.tree.targets).zip(&source.pycs) {
            let Some(index) = archive.index_for_name(name) else { return Ok(false) };
            let mut start = [0; HEADER];
            let mut entry = archive.by_index(index).map_err(|error| Trouble::zip(error, path))?;
            // Where nothing is behind the header an import fails.
            let is_cut = entry.size() <= HEADER as u64 || entry.read_exact(&mut start).is_err();
            if is_cut || start != pyc::hash_header(target, &text, is_checked) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

fn read_source(
    archive: &mut ZipArchive<Stoppable<'_, File>>,
    path: &Path,
    source: &Source,
    means: Means<'_>,
) -> Result<Vec<u8>, Trouble> {
    if means.interrupt.load(Ordering::Relaxed) {
        return Err(Trouble::Interrupted);
    }
    let mut entry = archive.by_index(source.index).map_err(|error| Trouble::zip(error, path))?;
    let (size, what) = (entry.size(), source.pycs.first().map_or("", String::as_str));
    read_entry(&mut entry, size, &format!("the source of {what}"), path)
}

impl Rewriting<'_> {
    /// Writes the archive to `out`. The reports are those of its sources; if one fails that may not be refused, so does
    /// the archive.
    pub(super) fn write(&mut self, out: &mut File) -> Result<Vec<FileReport>, (Vec<FileReport>, Trouble)> {
        let mut reports = Vec::new();
        let failure = RefCell::new(None);
        let written = self.write_all(Output::new(out, self.means.interrupt, &failure), &failure, &mut reports);
        let refused = reports.iter().filter(|report| report.is_failure() && !report.is_allowed()).count();
        match written {
            Ok(()) if refused == 0 => Ok(reports),
            Ok(()) => Err((reports, Trouble::Refused(refused))),
            Err(trouble) => Err((reports, trouble)),
        }
    }

    /// `failure` is that of `out`.
    fn write_all(
        &mut self,
        mut out: Output<'_>,
        failure: &RefCell<Option<io::Error>>,
        reports: &mut Vec<FileReport>,
    ) -> Result<(), Trouble> {
        let path = self.path;
        let failed = |error: io::Error| Trouble::os(&error, path);
        let bad = |error: zip::result::ZipError| Trouble::zip(error, path);
        let mut lines = self.lines_before_record()?;
        let told = || failure.take().map_or(Ok(()), |error| Err(failed(error)));
        self.copy_start(&mut out).map_err(failed)?;
        let mut zip = ZipWriter::new(BufWriter::new(out));
        zip.set_raw_comment(self.archive.comment().into()).map_err(bad)?;
        let mut ready = VecDeque::new();
        let (mut next, mut done) = (0, 0);
        for index in 0..self.archive.len() {
            told()?;
            if self.plan.record == Some(index) {
                self.write_record(&mut zip, index, &lines)?;
                continue;
            }
            let entry = self.archive.by_index_raw(index).map_err(bad)?;
            if self.plan.pycs.contains(&normal(entry.name_raw())) {
                continue;
            }
            let options = of_pyc(entry.options(), entry.external_attributes());
            zip.raw_copy_file(entry).map_err(bad)?;
            if self.plan.sources.get(done).is_none_or(|source| source.index != index) {
                continue;
            }
            if ready.is_empty() {
                ready.extend(self.compile_turn(&mut next)?);
            }
            let Some(Compiled { reports: mut pycs, contents }) = ready.pop_front() else { continue };
            let source = &self.plan.sources[done];
            done += 1;
            for ((report, content), name) in pycs.iter_mut().zip(contents).zip(&source.pycs) {
                if let Outcome::Accepted = report.outcome {
                    zip.start_file(name, options).map_err(bad)?;
                    zip.write_all(&content).map_err(failed)?;
                    if self.plan.record.is_some() {
                        lines.add(name, &content);
                    }
                    report.outcome = Outcome::Written(content.len() as u64);
                }
            }
            reports.push(FileReport { path: source.path.clone(), pycs });
        }
        let out = zip.finish().map_err(bad)?.into_inner().map_err(|error| failed(error.into_error()))?;
        told()?;
        if self.means.config.fsync { out.into_file().sync_all().map_err(failed) } else { Ok(()) }
    }

    /// What stands before the first entry, as the program of an archive that starts itself.
    fn copy_start(&mut self, out: &mut impl Write) -> io::Result<()> {
        let starts =
            (0..self.archive.len()).filter_map(|index| Some(self.archive.by_index_data(index).ok()?.header_start()));
        let start = starts.min().unwrap_or(0);
        // Whoever reads an entry goes to it first.
        self.file.rewind()?;
        let copied = io::copy(&mut (&mut self.file).take(start), out)?;
        if copied == start { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    /// The lines for the RECORD of a wheel in which sources stand behind it: all are compiled once for that.
    fn lines_before_record(&mut self) -> Result<Lines, Trouble> {
        let mut lines = Lines::default();
        let is_early =
            self.plan.record.is_some_and(|record| self.plan.sources.last().is_some_and(|last| last.index > record));
        let mut next = 0;
        while is_early && next < self.plan.sources.len() {
            let first = next;
            let turn = self.compile_turn(&mut next)?;
            for (source, compiled) in self.plan.sources[first..].iter().zip(turn) {
                for ((report, content), name) in compiled.reports.iter().zip(compiled.contents).zip(&source.pycs) {
                    if let Outcome::Accepted = report.outcome {
                        lines.add(name, &content);
                    }
                }
            }
        }
        Ok(lines)
    }

    /// Compiles the sources from `next` on that make a turn.
    fn compile_turn(&mut self, next: &mut usize) -> Result<Vec<Compiled>, Trouble> {
        let (mut texts, mut bytes) = (Vec::new(), 0);
        let first = *next;
        while let Some(source) = self.plan.sources.get(*next)
            && texts.len() < TURN
            && bytes < TURN_BYTES
        {
            let text = read_source(&mut self.archive, self.path, source, self.means)?;
            bytes += text.len();
            texts.push(text);
            *next += 1;
        }
        let (means, path) = (self.means, self.path);
        // None once the run is stopped.
        let compile = |(source, text): (&Source, &Vec<u8>)| {
            let is_stopped = means.interrupt.load(Ordering::Relaxed);
            (!is_stopped).then(|| compiled(means, path, source, text))
        };
        let sources = &self.plan.sources[first..*next];
        let turn: Option<Vec<Compiled>> = match means.pool {
            Some(pool) => pool.install(|| sources.par_iter().zip(&texts).map(compile).collect()),
            None => sources.iter().zip(&texts).map(compile).collect(),
        };
        turn.ok_or(Trouble::Interrupted)
    }

    fn write_record(
        &mut self,
        zip: &mut ZipWriter<impl Write + Seek>,
        index: usize,
        lines: &Lines,
    ) -> Result<(), Trouble> {
        let path = self.path;
        let bad = |error: zip::result::ZipError| Trouble::zip(error, path);
        let mut entry = self.archive.by_index(index).map_err(bad)?;
        let (size, options) = (entry.size(), entry.options());
        let name = entry.name().map_err(bad)?.into_owned();
        let text = read_entry(&mut entry, size, &name, path)?;
        let text = lines.put_into(text).map_err(|_| Trouble::bad("a quoted field of its RECORD has no end", path))?;
        zip.start_file(&name, options.large_file(false)).map_err(bad)?;
        zip.write_all(&text).map_err(|error| Trouble::os(&error, path))
    }
}

/// Compiles one source for each version and level.
fn compiled(means: Means<'_>, archive: &Path, source: &Source, text: &[u8]) -> Compiled {
    let report = |((target, level), name): ((_, _), &String)| {
        PycReport::new(target, level, archive.join(name), Outcome::Skipped)
    };
    let outputs = means.config.outputs(&means.tree.targets);
    let mut reports: Vec<PycReport> = outputs.zip(&source.pycs).map(report).collect();
    let source = in_memory::Source {
        path: &source.path,
        name: &source.imported,
        text,
        invalidation: invalidation(means.config.invalidation),
    };
    let contents = in_memory::compile(means.config, &source, &mut reports);
    Compiled { reports, contents }
}

/// The options that a .pyc is written with, from those of its source: permissions to read and to write only.
fn of_pyc(source: SimpleFileOptions, attributes: u32) -> SimpleFileOptions {
    const REGULAR: u32 = 0o100_000;
    let options = source.large_file(false);
    match attributes >> 16 {
        0 => options,
        mode => options.external_attributes((REGULAR | in_memory::new_mode(mode)) << 16 | attributes & 0xffff),
    }
}
