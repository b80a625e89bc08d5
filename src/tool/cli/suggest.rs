//! Suggestions for options that there are not: what other commands call them, else what is spelt alike.

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// What other commands (compileall's functions, ruff, uv, make, pip, grep) call an option, and our name.
const ELSEWHERE: &[(&[&str], &str)] = &[
    (&["n", "dry-run", "diff", "no-write"], "check"),
    (&["parallel", "processes", "threads", "concurrency", "cpus"], "jobs"),
    (&["ignore", "skip", "rx", "exclude-dir", "extend-exclude"], "exclude"),
    (&["include", "input", "stdin", "file-list", "requirement"], "files-from"),
    (&["maxlevels", "depth", "max-depth", "levels", "recursive", "recurse"], "recursion-limit"),
    (&["no-recursive", "no-recurse", "local"], "no-recursion"),
    (&["level", "optimization", "opt", "opt-level"], "optimize"),
    (&["rebuild", "overwrite", "always-make", "no-cache", "all"], "force"),
    (&["silent", "no-output", "errors-only"], "quiet"),
    (&["target-version", "target", "py", "interpreter-version"], "python-version"),
    (&["interpreter", "executable"], "python"),
    (&["json", "format", "message-format", "reporter"], "output-format"),
    (&["no-color", "no-colour", "colour", "colors", "ansi"], "color"),
    (&["quick", "no-bar", "no-spinner"], "no-progress"),
    (&["strip", "strip-prefix", "buildroot", "root"], "stripdir"),
    (&["prepend", "prefix"], "prependdir"),
    (&["ddir", "dest", "destination"], "destdir"),
    (&["mode", "pyc-invalidation-mode", "invalidation"], "invalidation-mode"),
    (&["hardlink", "link-mode", "dedupe"], "hardlink-dupes"),
    (&["completion", "completions", "generate-shell-completion"], "generate-completion"),
    (&["man", "manual"], "generate-man"),
    (&["sync", "durable"], "fsync"),
    (&["exit-zero", "exit-zero-on-syntax-error", "ignore-errors", "keep-going"], "exit-zero-on-refusal"),
    (&["werror", "warnings-as-errors", "fail-on-warning", "error-on-warnings"], "fail-on-warnings"),
    (&["clean", "delete", "remove", "purge", "gc"], "prune"),
    (&["allow-failure", "expected-failures", "per-file-ignores"], "allow-refused"),
    (&["outdir", "out-dir", "output-dir", "outputdir"], "into"),
    (&["wheel", "whl", "zip", "zipapp"], "archives"),
    (&["audit", "validate", "compare", "integrity"], "verify"),
];

/// The error with a suggestion that means what was asked for, if that is known.
pub(super) fn improved(mut error: clap::Error, command: &Command) -> clap::Error {
    let name = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(argument)) if error.kind() == ErrorKind::UnknownArgument => argument.clone(),
        _ => return error,
    };
    let name = name.trim_start_matches('-').split('=').next().unwrap_or_default();
    let ours = ELSEWHERE.iter().find(|(others, _)| others.contains(&name)).map(|(_, ours)| *ours);
    if let Some(ours) = ours
        && command.get_arguments().any(|argument| argument.get_long() == Some(ours))
    {
        error.insert(ContextKind::SuggestedArg, ContextValue::String(format!("--{ours}")));
        // To take it for a file is no better idea.
        error.remove(ContextKind::Suggested);
    }
    error
}
