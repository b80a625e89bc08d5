//! What the options of `pycompileall` mean for a run.

use std::collections::HashSet;
use std::path::PathBuf;

use super::super::environment::{self, Environment};
use super::super::{Failed, is_given};
use super::args::{Args, Mode};
use super::split;
use crate::tool::discover;
use crate::tool::tree::cache_path::Layout;
use crate::tool::tree::config::{Config, DEFAULT_MAX_LEVELS, Prune, Purpose, Recorded, Roots};
use crate::tool::tree::{AllowedRefusals, Globs, PathPattern, Targets};

/// The levels that are verified where none is asked for.
const ALL_LEVELS: [u8; 3] = [0, 1, 2];

/// The configuration of a run over `paths`.
pub(super) fn configure(
    args: &Args,
    paths: &[PathBuf],
    environment: &Environment,
    targets: Targets,
) -> Result<Config, Failed> {
    let mut config = Config::for_targets(targets);
    environment.apply(&mut config, paths)?;
    if !args.levels.is_empty() {
        let mut levels = args.levels.clone();
        levels.sort_unstable();
        levels.dedup();
        // As in compileall, -1 is a level of its own, though it may mean one of the others.
        config.levels = levels.iter().map(|&level| u8::try_from(level).unwrap_or(environment.level)).collect();
    }
    config.hardlink_dupes = args.hardlink_dupes;
    config.follow_pycache_links = args.follow_pycache_links;
    config.fsync = args.fsync;
    config.record = args.record;
    config.only_recorded = args.only_recorded;
    let skip = args.skip.as_deref().filter(|pattern| is_given(pattern));
    config.skip = skip.map(PathPattern::new).transpose().map_err(|error| Failed::Usage(format!("-x: {error}")))?;
    config.within = args.within.clone().filter(|directory| is_given(directory));
    config.force = args.force;
    config.allowed_refusals = allowed_refusals(args)?;
    config.purpose = match () {
        () if args.check => Purpose::Check,
        () if args.syntax_only => Purpose::SyntaxOnly,
        () if args.verify => Purpose::Verify,
        () if args.prune => {
            Purpose::Prune(Prune { removes: args.yes, versions: args.prune_versions, levels: args.prune_levels })
        }
        () => Purpose::Write,
    };
    if args.prune_versions && matches!(config.targets, Targets::Found(_)) {
        let message = "--prune-versions needs --python-version or --python, which say what stays";
        return Err(Failed::Usage(message.to_owned()));
    }
    if args.verify && args.levels.is_empty() {
        config.levels = ALL_LEVELS.to_vec();
    }
    config.recorded = match &args.destination {
        Some(directory) => Recorded::Under(directory.clone()),
        None => Recorded::Rewritten { strip: args.strip.clone(), prepend: args.prepend.clone() },
    };
    if args.legacy {
        config.layout = Layout::Legacy;
    }
    if args.archives {
        check_archives(args, paths)?;
    } else if let Some(directory) = &args.into {
        let [root] = paths else {
            return Err(Failed::Usage("--into needs one FILE or DIR, whose place DIR takes".to_owned()));
        };
        config.layout = Layout::mirrored(directory, root, args.legacy);
    }
    if let Some(mode) = args.invalidation_mode {
        config.invalidation = mode.into();
    }
    // Who names a mode where nothing is written asks for files of that mode.
    let asks_for_mode = args.check && (args.invalidation_mode.is_some() || environment.names_mode);
    config.fresh_by_mode = args.fresh_by_mode || asks_for_mode;
    config.max_levels = match args.recursion {
        Some(levels) => usize::try_from(levels).unwrap_or(0),
        None if args.local => 0,
        None => DEFAULT_MAX_LEVELS,
    };
    config.workers = match args.workers {
        Some(workers) => workers,
        None => environment::jobs()?,
    };
    config.validate().map_err(|error| Failed::Usage(error.to_string()))?;
    Ok(config)
}

/// The sources that may be refused.
fn allowed_refusals(args: &Args) -> Result<AllowedRefusals, Failed> {
    if args.exit_zero_on_refusal {
        return Ok(AllowedRefusals::All);
    }
    if args.allow_refused.is_empty() {
        // What can't be compiled is no .pyc that is missing.
        let is_passed_over = args.check && !args.strict;
        return Ok(if is_passed_over { AllowedRefusals::All } else { AllowedRefusals::None });
    }
    let globs = Globs::new(&args.allow_refused);
    globs.map(AllowedRefusals::Fitting).map_err(|error| Failed::Usage(format!("--allow-refused: {error}")))
}

/// Whether `--archives` goes together with the paths and the other options.
fn check_archives(args: &Args, paths: &[PathBuf]) -> Result<(), Failed> {
    let (archives, others) = split(paths);
    let names: HashSet<_> = archives.iter().map(|path| path.file_name()).collect();
    let wrong = if archives.is_empty() {
        "--archives needs a FILE that is a wheel or a zip"
    } else if args.into.is_some() && !(others.is_empty() && names.len() == archives.len()) {
        "--into takes archives of different names, and nothing beside them"
    } else if matches!(args.invalidation_mode, Some(Mode::Timestamp)) {
        "an archive has .pyc files with hashes: a wheel's files get new times, and those of a zip are local"
    } else {
        return Ok(());
    };
    Err(Failed::Usage(wrong.to_owned()))
}

/// The directories of `sys.path`, for which compileall heeds only some of its flags.
pub(super) fn search_path(args: &Args, config: &mut Config, environment: &Environment) -> Result<Vec<PathBuf>, Failed> {
    let tree = config.targets.elsewhere().map_err(Failed::Usage)?;
    let [target] = tree.targets[..] else {
        let message = "no FILE or DIR to compile, and each version has a search path of its own: choose one version";
        return Err(Failed::Usage(message.to_owned()));
    };
    let plain = Config::new(target);
    config.targets = Targets::Fixed(tree);
    config.roots = Roots::SearchPath { skip_current: true };
    config.levels = if args.verify { config.levels.clone() } else { vec![environment.level] };
    config.max_levels = 0;
    config.skip = plain.skip;
    config.within = plain.within;
    config.recorded = plain.recorded;
    config.hardlink_dupes = plain.hardlink_dupes;
    let mut paths = discover::search_path(args.versions.interpreter(), target)?;
    if args.unlisted_is_error() {
        // Nobody has named them, and as a rule one of them is a zip that there is not.
        paths.retain(|path| path.symlink_metadata().is_ok());
    }
    Ok(paths)
}
