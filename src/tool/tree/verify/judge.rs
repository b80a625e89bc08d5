//! The verdict on each .pyc of a source.

use std::cell::RefCell;
use std::fs::File;
use std::io;
use std::path::Path;
use std::time::Instant;

use rustix::fs::{FileType, Stat};
use rustix::io::Errno;

use super::body::{Body, Question, Settings};
use super::found::{FoundPyc, Name};
use super::{Explanation, Mismatch, Reason, Staleness, Verdict, Verified, VerifyReport, Why};
use crate::compiler::pyc::HEADER;
use crate::compiler::session::{Compiler, Opened};
use crate::compiler::values::context::{OptLevel, Options};
use crate::compiler::values::text;
use crate::compiler::version::{Feature, Target};
use crate::tool::tree::at;
use crate::tool::tree::config::Config;
use crate::tool::tree::file::{is_left_alone, with_places};
use crate::tool::tree::header::Header;
use crate::tool::tree::order::Event;
use crate::tool::tree::os_error::OsFailure;
use crate::tool::tree::outcome::Failure;
use crate::tool::tree::place::{Places, is};
use crate::tool::tree::queue::Job;
use crate::tool::tree::read::{holds, read_whole};
use crate::tool::tree::stale::{SourceMeta, is_out_of_sight};
use crate::tool::tree::workers;

/// The bytes of a .pyc that are always read.
const ROOM: u64 = 1 << 20;

/// So many bytes of a .pyc are read for each byte of its source. Code takes some four for each; bodies of `finally` are
/// copied, nested ones often, so that there is no limit to what a compiler may write.
const PER_BYTE: u64 = 64;

/// No more of a .pyc is read: what is longer is compared byte for byte only.
const MOST: u64 = 64 << 20;

/// So many different values, and so many more for each byte of its source, may the code in a .pyc have. What is written
/// shortest has one for each byte at most: `lambda:0` is a code object, with names, constants and tables that others have
/// as well. Copies of a `finally` have the values of the first one.
const VALUES: usize = 1 << 16;
const VALUES_PER_BYTE: usize = 2;

/// What a worker keeps from file to file.
struct Verifier {
    compiler: Compiler,
    source: Vec<u8>,
    pyc: Vec<u8>,
    /// The release that has explained a file, as that will explain others of the tree.
    likely: Option<&'static Target>,
}

impl Default for Verifier {
    fn default() -> Self {
        let compiler = if workers::is_scarce() { Compiler::frugal() } else { Compiler::default() };
        Self { compiler, source: Vec::new(), pyc: Vec::new(), likely: None }
    }
}

thread_local! {
    static VERIFIER: RefCell<Verifier> = RefCell::default();
}

/// The source of some .pyc files as it was read.
struct Source<'s> {
    bytes: &'s [u8],
    meta: SourceMeta,
    owner: u32,
}

/// Says of each .pyc of a source what it is.
pub(crate) fn verify(config: &Config, job: Job) -> Event {
    match is_left_alone(config, &job.path) {
        Ok(false) => {}
        Ok(true) => return Event::Ignored,
        Err(error) => return Event::Undecided(error),
    }
    let pycs = with_places(|places| {
        let entered = places.enter(&job.root, &job.path);
        VERIFIER.with_borrow_mut(|verifier| {
            let Verifier { compiler, source: buffer, pyc, likely } = verifier;
            let source = match entered {
                Ok(()) => read_source(config, places, &job.path, buffer),
                Err(error) => Err(Failure::Os(OsFailure::at(&error, &job.path))),
            };
            let (source, failure) = match source {
                Ok(read) => (read.map(|(meta, owner)| Source { bytes: buffer, meta, owner }), None),
                Err(failure) => (None, Some(failure)),
            };
            let opened = compiler.open(source.as_ref().map_or(b"", |source| source.bytes), true);
            let mut judge = Judge { config, job: &job, places, source, failure, opened, pyc, likely };
            job.pycs.iter().filter_map(|found| judge.judge(found)).collect::<Vec<_>>()
        })
    });
    // All may have gone since they were listed.
    if pycs.is_empty() { Event::Ignored } else { Event::Verified(Box::new(VerifyReport { path: job.path, pycs })) }
}

/// Reads a source and what its descriptor says of it; nothing if there is none.
fn read_source(
    config: &Config,
    places: &Places,
    path: &Path,
    buffer: &mut Vec<u8>,
) -> Result<Option<(SourceMeta, u32)>, Failure> {
    let fail = |error: io::Error| Failure::Os(OsFailure::at(&error, path));
    if SourceMeta::read(places, path).map_err(fail)?.is_none() {
        return Ok(None);
    }
    let (file, size) = match places.open_source(path, config.within.as_deref()) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened.map_err(fail)?,
    };
    let meta = status(&file).map_err(fail)?;
    read_whole(&file, size, buffer).map_err(fail)?;
    Ok(Some((SourceMeta { size: buffer.len() as u64, ..SourceMeta::of(&meta) }, meta.st_uid)))
}

fn status(file: &File) -> io::Result<Stat> {
    Ok(rustix::fs::fstat(file)?)
}

/// The judge of a source's .pyc files.
struct Judge<'j, 'o> {
    config: &'j Config,
    job: &'j Job,
    places: &'j mut Places,
    source: Option<Source<'o>>,
    /// Why the source could not be read.
    failure: Option<Failure>,
    opened: Opened<'o>,
    pyc: &'j mut Vec<u8>,
    likely: &'j mut Option<&'static Target>,
}

impl Judge<'_, '_> {
    /// What is to be said of a .pyc; nothing if it has gone.
    fn judge(&mut self, found: &FoundPyc) -> Option<Verified> {
        let start = Instant::now();
        let level = if let Name::Cached { level, .. } = found.name { Some(level) } else { None };
        let mut verified = Verified {
            path: found.path.clone(),
            target: None,
            level,
            verdict: Verdict::Genuine(Vec::new()),
            foreign_owner: None,
            time: start.elapsed(),
        };
        let opened = self.open(found);
        verified.verdict = match opened {
            Err(error) if is_out_of_sight(&error) && error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) if is(&error, Errno::LOOP) => Verdict::Differs(Mismatch::Irregular("a symbolic link")),
            Err(error) => Verdict::Failed(Failure::Os(OsFailure::at(&error, &found.path))),
            Ok((_, meta)) if !FileType::from_raw_mode(meta.st_mode).is_file() => {
                Verdict::Differs(Mismatch::Irregular(kind(&meta)))
            }
            Ok((file, meta)) => {
                verified.foreign_owner = self.foreign_owner(&meta);
                self.read(found, &file, &meta, &mut verified).unwrap_or_else(Verdict::Failed)
            }
        };
        verified.time = start.elapsed();
        Some(verified)
    }

    /// Opens a .pyc, which may be anything but a link.
    fn open(&mut self, found: &FoundPyc) -> io::Result<(File, Stat)> {
        let name = at::name(&found.path);
        let file = match found.name {
            Name::Legacy if !self.config.is_mirrored() => at::open(self.places.sources()?, name, false)?,
            _ => match self.places.pycs(&found.path) {
                Ok(Some(directory)) => at::open(directory, name, false)?,
                Ok(None) => return Err(Errno::NOENT.into()),
                Err(failure) => return Err(io::Error::other(failure.message)),
            },
        };
        let meta = status(&file)?;
        Ok((file, meta))
    }

    /// The owners of a .pyc and of its source, if somebody could have written the one who could not write the other.
    fn foreign_owner(&self, meta: &Stat) -> Option<(u32, u32)> {
        let source = self.source.as_ref()?.owner;
        let trusted = [source, 0, rustix::process::geteuid().as_raw()];
        (!trusted.contains(&meta.st_uid)).then_some((meta.st_uid, source))
    }

    /// Reads an open .pyc and judges it.
    fn read(
        &mut self,
        found: &FoundPyc,
        file: &File,
        meta: &Stat,
        verified: &mut Verified,
    ) -> Result<Verdict, Failure> {
        let fail = |error: io::Error| Failure::Os(OsFailure::at(&error, &found.path));
        let size = meta.st_size.cast_unsigned();
        let of_source = self.source.as_ref().map_or(0, |source| source.bytes.len() as u64);
        let limit = ROOM.saturating_add(of_source.saturating_mul(PER_BYTE)).min(MOST);
        let mut pyc = std::mem::take(self.pyc);
        let is_long = size > limit;
        // Of what is too long only the header.
        let read = if is_long { read_start(file, &mut pyc) } else { read_whole(file, size, &mut pyc) };
        let verdict = read.map_err(fail).and_then(|()| {
            let long = is_long.then_some((file, limit));
            self.judge_bytes(found, &pyc, long, verified)
        });
        *self.pyc = pyc;
        verdict
    }

    fn judge_bytes(
        &mut self,
        found: &FoundPyc,
        pyc: &[u8],
        long: Option<(&File, u64)>,
        verified: &mut Verified,
    ) -> Result<Verdict, Failure> {
        let stale = |why| Ok(Verdict::Stale(Staleness { why, is_same_code: None }));
        let Some((header, stream)) = Header::read(pyc) else { return stale(Why::Cut) };
        let series = match (header.series(), &found.name) {
            (None, Name::Cached { .. }) => return stale(Why::Magic(header.magic)),
            (None, _) => return Ok(Verdict::Undecidable(Reason::Magic(header.magic))),
            (Some(_), Name::Foreign(tag)) => return Ok(Verdict::Undecidable(Reason::Tag(tag.clone()))),
            (Some(series), Name::Cached { tag, .. }) if series.iter().any(|target| target.cache_tag() != *tag) => {
                return stale(Why::Magic(header.magic));
            }
            (Some(series), _) => series,
        };
        let target = self.target_of(series);
        verified.target = target;
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let (Some(source), Some(target)) = (&self.source, target) else {
            let is_imported = found.name == Name::Legacy;
            return Ok(Verdict::Undecidable(Reason::NoSource { is_imported }));
        };
        let why = header.why_not(target, &source.meta, || Ok(source.bytes)).unwrap_or_default();
        let prefix_only = target.has(Feature::StripOfPrefixOnly);
        let bytes = source.bytes;
        let source = self.job.path.as_os_str().as_encoded_bytes();
        let recorded = self.job.root.naming.recorded(source, prefix_only);
        let recorded = text::wtf8(recorded.as_deref().unwrap_or(source)).into_owned();
        let most_values = VALUES.saturating_add(bytes.len().saturating_mul(VALUES_PER_BYTE));
        let (named, levels) = self.levels(&found.name);
        let Config { debug_ranges, int_max_str_digits, .. } = *self.config;
        let bool_inversion_is_error = self.config.filters.bool_inversion_is_error(target);
        let mut options = Options::at_level(levels.first().copied().unwrap_or_default());
        options.debug_ranges = debug_ranges;
        options.int_max_str_digits = int_max_str_digits;
        options.bool_inversion_is_error = bool_inversion_is_error;
        let expected = Settings { target, options };
        let is_taken = why.is_none() || header.is_unchecked();
        let body = match long {
            Some((file, limit)) => self.long_body(file, &pyc[..HEADER], limit, expected, &recorded),
            None => {
                let path = &recorded;
                let (levels, is_named) = (levels.as_slice(), named.is_some());
                let is_thorough = is_taken;
                let question = Question { stream, series, expected, levels, is_named, path, most_values, is_thorough };
                question.answer(&mut self.opened, self.likely)
            }
        };
        Ok(match (why, body) {
            (None, Body::Same(level, explanations)) => match named {
                Some(named) if named != level => Verdict::Differs(Mismatch::Level(level as u8)),
                _ => {
                    verified.level = verified.level.or(Some(level as u8));
                    Verdict::Genuine(explanations)
                }
            },
            (Some(why), Body::Same(..)) => Verdict::Stale(Staleness { why, is_same_code: Some(true) }),
            // No source gives that, neither this one nor another.
            (_, Body::Other(mismatch @ (Mismatch::Malformed(_) | Mismatch::TooLong(_)))) => Verdict::Differs(mismatch),
            (Some(why), Body::Other(_)) if !is_taken => Verdict::Stale(Staleness { why, is_same_code: Some(false) }),
            (_, Body::Other(mismatch)) => Verdict::Differs(mismatch),
        })
    }

    /// The release of a version that the source is compiled for.
    fn target_of(&self, series: &'static [Target]) -> Option<&'static Target> {
        let is_of_series = |target: &&'static Target| series.iter().any(|known| std::ptr::eq(known, *target));
        let targets = self.job.tree.targets.iter().copied();
        targets.chain(Target::supported().iter().copied()).find(is_of_series).or(series.last())
    }

    /// The level that a name says, and all that the file may be of, the likeliest first.
    fn levels(&self, name: &Name) -> (Option<OptLevel>, Vec<OptLevel>) {
        let named = if let Name::Cached { level, .. } = name { Some(OptLevel::from(*level)) } else { None };
        let mut levels: Vec<OptLevel> = Vec::new();
        let chosen = self.config.levels.iter().map(|&level| OptLevel::from(level));
        for level in named.into_iter().chain(chosen).chain([OptLevel::Zero, OptLevel::One, OptLevel::Two]) {
            if !levels.contains(&level) {
                levels.push(level);
            }
        }
        (named, levels)
    }

    /// Compares what is too long to be read byte for byte.
    fn long_body(&mut self, file: &File, header: &[u8], limit: u64, settings: Settings, path: &[u8]) -> Body {
        let Settings { target, options } = settings;
        let code = match self.opened.compile(path, target, options, &mut Vec::new()) {
            Ok(code) => code,
            Err(error) => return Body::Other(Mismatch::Refused(error.to_string())),
        };
        let is_same = rewound(file).is_ok_and(|()| holds(file, header, &code, &mut Vec::new()).unwrap_or(false));
        self.opened.recycle(code);
        if is_same {
            Body::Same(options.optimize, Vec::<Explanation>::new())
        } else {
            Body::Other(Mismatch::TooLong(limit))
        }
    }
}

/// Reads the header alone.
fn read_start(file: &File, buffer: &mut Vec<u8>) -> io::Result<()> {
    use io::Read;
    buffer.clear();
    file.take(HEADER as u64).read_to_end(buffer).map(|_| ())
}

fn rewound(mut file: &File) -> io::Result<()> {
    io::Seek::rewind(&mut file)
}

fn kind(meta: &Stat) -> &'static str {
    match FileType::from_raw_mode(meta.st_mode) {
        FileType::Directory => "a directory",
        FileType::Fifo => "a pipe",
        FileType::Socket => "a socket",
        _ => "a device",
    }
}
