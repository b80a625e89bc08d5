//! The long names of compileall's flags, the variables that stand for options, and suggestions for what is misspelt.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PYCOMPILEALL: &str = env!("CARGO_BIN_EXE_pycompileall");
const PYCOMPILE: &str = env!("CARGO_BIN_EXE_pycompile");

fn run_with(program: &str, root: &Path, variables: &[(&str, &str)], line: &str) -> Output {
    let mut command = Command::new(program);
    command.args(line.split_whitespace()).current_dir(root);
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name.starts_with("PY") || name.contains("COLOR") || name == "SOURCE_DATE_EPOCH" {
            command.env_remove(name);
        }
    }
    command.env("PYCOMPILEALL_PYTHON_VERSION", "3.13").envs(variables.iter().copied());
    command.output().expect("our binary runs")
}

fn tree() -> tempfile::TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    for (name, text) in [
        ("tree/a.py", "'doc'\nassert (x, 1)\n"),
        ("tree/b.py", "x = (\n"),
        ("tree/sub/c.py", "'doc'\nx = 1\n"),
        ("tree/sub/deep/d.py", "x = 2\n"),
        ("other/e.py", "x = 3\n"),
        ("list", "other/e.py\n"),
    ] {
        let path = root.join(name);
        fs::create_dir_all(path.parent().expect("it is below the root")).expect("a directory");
        fs::write(&path, text).expect("a file");
        let time = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_500_000_000);
        fs::File::open(path).unwrap().set_times(fs::FileTimes::new().set_modified(time)).unwrap();
    }
    std::os::unix::fs::symlink("../other/e.py", root.join("tree/link.py")).expect("a link");
    directory
}

/// What a command line says and writes.
type Seen = (Option<i32>, String, String, BTreeMap<PathBuf, Vec<u8>>);

fn seen(program: &str, line: &str) -> Seen {
    let directory = tree();
    let output = run_with(program, directory.path(), &[], line);
    let entries = walkdir::WalkDir::new(directory.path()).into_iter().filter_map(Result::ok);
    let pycs = entries.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "pyc"));
    let pycs =
        pycs.map(|entry| (entry.path().strip_prefix(&directory).unwrap().to_owned(), fs::read(entry.path()).unwrap()));
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr), pycs.collect())
}

#[test]
fn long_names_mean_what_short_ones_do() {
    let plain = seen(PYCOMPILEALL, "tree");
    for (short, long) in [
        ("-q", "--quiet"),
        ("-qq", "--quiet --quiet"),
        ("-l", "--no-recursion"),
        ("-r 1", "--recursion-limit 1"),
        ("-r-1", "--recursion-limit=-1"),
        ("-x sub/", "--exclude sub/"),
        ("-i list", "--files-from list"),
        ("-e tree", "--limit-sl-dest tree"),
        ("-b", "--legacy"),
        ("-o 2 -o 0", "--optimize 2 --optimize=0"),
        ("-d /d", "--destdir /d"),
        ("-s tree", "--stripdir tree"),
        ("-p /p", "--prependdir /p"),
        ("-W error", "--warning-filter error"),
        ("-X no_debug_ranges", "--xoption no_debug_ranges"),
    ] {
        let by_short = seen(PYCOMPILEALL, &format!("{short} tree"));
        assert!(by_short != plain, "{short} changes nothing here");
        assert!(seen(PYCOMPILEALL, &format!("{long} tree")) == by_short, "{long}");
    }
    for line in ["-f -j2", "--force --jobs 2", "--force --workers 2", "--force -j 2"] {
        let directory = tree();
        let run = |line: &str| run_with(PYCOMPILEALL, directory.path(), &[], &format!("{line} other"));
        run("-q");
        assert_eq!(run(line).stdout, b"Listing 'other'...\nCompiling 'other/e.py'...\n", "{line}");
    }
    for name in ["-j", "--jobs", "--workers"] {
        assert_eq!(seen(PYCOMPILEALL, &format!("{name} -1 tree")).0, Some(2), "{name}");
    }
    assert!(seen(PYCOMPILE, "-W error tree/a.py") == seen(PYCOMPILE, "--warning-filter error tree/a.py"));
    assert_eq!(seen(PYCOMPILE, "--warning-filter error tree/a.py").0, Some(1));
}

#[test]
fn compilealls_abbreviations_are_what_they_were() {
    // Every one that argparse takes: no name of ours may make it mean something else.
    for (name, value, more) in [
        ("--workers", " 1", ""),
        ("--invalidation-mode", " unchecked-hash", ""),
        ("--hardlink-dupes", "", " -o 0 -o 2"),
        ("--help", "", ""),
    ] {
        let whole = seen(PYCOMPILEALL, &format!("{name}{value}{more} other"));
        assert_eq!(whole.0, Some(0), "{name}");
        let is_of_two = |length: &usize| name.starts_with("--h") && *length == 3;
        for length in (3..name.len()).filter(|length| !is_of_two(length)) {
            let short = &name[..length];
            assert!(seen(PYCOMPILEALL, &format!("{short}{value}{more} other")) == whole, "{short}");
        }
    }
    assert_eq!(seen(PYCOMPILEALL, "--h other").0, Some(2));
}

#[test]
fn every_option_is_in_the_reference() {
    let reference = include_str!("../docs/reference.md");
    let help = seen(PYCOMPILEALL, "--help").1;
    let is_end = |c: char| !(c.is_ascii_lowercase() || c == '-');
    let options = help.split_whitespace().filter(|word| word.starts_with("--"));
    let options: BTreeSet<&str> = options.map(|word| word.split(is_end).next().unwrap_or_default()).collect();
    assert!(options.len() > 40, "{options:?}");
    let missing = options.iter().filter(|option| !["--help", "--version"].contains(option));
    let missing: Vec<_> = missing.filter(|option| !reference.contains(&format!("`{option}"))).collect();
    assert!(missing.is_empty(), "docs/reference.md lacks {missing:?}");
}

#[test]
fn what_makes_no_sense_together_is_refused() {
    for line in [
        "--check --force",
        "--check --syntax-only",
        "--check --verify",
        "--check --prune",
        "--check --record",
        "--check --fail-on-warnings",
        "--syntax-only --fresh-by-mode",
        "--syntax-only --into out",
        "--verify --fresh-by-mode",
        "--verify --fail-on-warnings",
        "--verify --allow-refused x",
        "--verify --exit-zero-on-refusal",
        "--prune --fresh-by-mode",
        "--prune --only-recorded",
        "--prune --fail-on-warnings",
        "--prune --allow-refused x",
        "--prune --exit-zero-on-refusal",
        "--allow-refused x --exit-zero-on-refusal",
        "--yes",
        "--prune-levels -o 1",
    ] {
        let (code, out, said, pycs) = seen(PYCOMPILEALL, &format!("{line} other"));
        assert!(code == Some(2) && out.is_empty() && pycs.is_empty(), "{line}");
        let is_clear = said.contains("cannot be used with") || said.contains("required arguments");
        assert!(is_clear && said.contains("Usage: "), "{line}: {said}");
    }
}

#[test]
fn variables_stand_for_options() {
    let directory = tree();
    let run = |program, variables: &[(&str, &str)], line: &str| {
        let output = run_with(program, directory.path(), variables, line);
        let flags = fs::read(directory.path().join("other/__pycache__/e.cpython-313.pyc")).ok().map(|pyc| pyc[4]);
        (output.status.code(), flags, String::from_utf8(output.stderr).expect("UTF-8"))
    };
    for (program, line) in [(PYCOMPILEALL, "-f other"), (PYCOMPILE, "other/e.py")] {
        const MODE: &str = "PYCOMPILEALL_INVALIDATION_MODE";
        let epoch = ("SOURCE_DATE_EPOCH", "1");
        let mode = |variables: &[(&str, &str)], more: &str| run(program, variables, &format!("{line} {more}"));
        let done = |flags| (Some(0), Some(flags), String::new());
        assert_eq!(mode(&[(MODE, "unchecked-hash")], ""), done(1));
        assert_eq!(mode(&[(MODE, "timestamp")], ""), done(0));
        assert_eq!(mode(&[(MODE, "unchecked-hash"), epoch], ""), done(1));
        assert_eq!(mode(&[(MODE, ""), epoch], ""), done(3));
        assert_eq!(mode(&[(MODE, "unchecked-hash")], "--invalidation-mode checked-hash"), done(3));
        let (code, _, said) = mode(&[(MODE, "never")], "");
        assert!(code == Some(2) && said.contains("PYCOMPILEALL_INVALIDATION_MODE: 'never'"), "{said}");
    }
    let jobs = |value: &str, line: &str| run(PYCOMPILEALL, &[("PYCOMPILEALL_JOBS", value)], line);
    assert_eq!(jobs("1", "other").0, Some(0));
    assert_eq!(jobs("", "other").0, Some(0));
    for value in ["-1", "x"] {
        let (code, _, said) = jobs(value, "other");
        assert!(code == Some(2) && said.contains(&format!("PYCOMPILEALL_JOBS: '{value}'")), "{said}");
        assert_eq!(jobs(value, "-j1 other").0, Some(0));
    }
}

#[test]
fn what_is_misspelt_gets_the_right_suggestion() {
    for (program, typed, suggested) in [
        (PYCOMPILEALL, "--quite", "--quiet"),
        (PYCOMPILEALL, "--forse", "--force"),
        (PYCOMPILEALL, "--jbos=2", "--jobs"),
        (PYCOMPILEALL, "--wrokers=2", "--workers"),
        (PYCOMPILEALL, "--optimise", "--optimize"),
        (PYCOMPILEALL, "--excldue", "--exclude"),
        (PYCOMPILEALL, "--recursion-depth", "--recursion-limit"),
        (PYCOMPILEALL, "--invalidate-mode", "--invalidation-mode"),
        (PYCOMPILEALL, "--python-verison", "--python-version"),
        // What other commands say.
        (PYCOMPILEALL, "--dry-run", "--check"),
        (PYCOMPILEALL, "-n", "--check"),
        (PYCOMPILEALL, "--exit-zero-on-syntax-error", "--exit-zero-on-refusal"),
        (PYCOMPILEALL, "--parallel=4", "--jobs"),
        (PYCOMPILEALL, "--ignore", "--exclude"),
        (PYCOMPILEALL, "--target-version", "--python-version"),
        (PYCOMPILEALL, "--no-color", "--color"),
        (PYCOMPILEALL, "--maxlevels", "--recursion-limit"),
        (PYCOMPILEALL, "--silent", "--quiet"),
        (PYCOMPILE, "--silent", "--quiet"),
        (PYCOMPILE, "--verbos3", "--verbose"),
    ] {
        let (code, out, said, pycs) = seen(program, &format!("{typed} tree"));
        assert!(code == Some(2) && out.is_empty() && pycs.is_empty(), "{typed}");
        let name = typed.split('=').next().unwrap();
        // An abbreviation is none of these.
        assert!(said.contains(&format!("unexpected argument '{name}'")), "{typed}: {said}");
        assert!(said.contains(&format!("a similar argument exists: '{suggested}'")), "{typed}: {said}");
    }
    // What one command has is not suggested to the other.
    assert!(!seen(PYCOMPILE, "--parallel tree/a.py").2.contains("similar"));
    let (_, _, said, _) = seen(PYCOMPILEALL, "--nonsense tree");
    assert!(said.contains("unexpected argument '--nonsense'") && !said.contains("similar"), "{said}");
}

#[test]
fn every_short_flag_has_a_long_name() {
    for program in [PYCOMPILEALL, PYCOMPILE] {
        let help = seen(program, "--help").1;
        // What is further to the right is what is said of them.
        let options = help.lines().filter(|line| line.starts_with("  -") || line.starts_with("      --"));
        let options: Vec<&str> = options.map(str::trim_start).collect();
        assert!(options.len() > 5, "{help}");
        // Whose long name is that of what it stands for.
        let is_level = |option: &str| option.starts_with("-O") && option.contains("--optimize 1");
        for option in options.into_iter().filter(|option| !is_level(option)) {
            assert!(option.starts_with("--") || option.contains(", --"), "{option}");
        }
    }
}

#[test]
fn pipes_get_colours_from_clicolor_force_only() {
    let directory = tree();
    let is_colored = |variables: &[(&str, &str)], line: &str| {
        let output = run_with(PYCOMPILEALL, directory.path(), variables, line);
        assert_eq!(output.status.code(), Some(1));
        output.stdout.contains(&0x1b)
    };
    assert!(is_colored(&[("CLICOLOR_FORCE", "1")], "-f tree"));
    for variables in [
        &[][..],
        &[("FORCE_COLOR", "1")],
        &[("PYTHON_COLORS", "1")],
        &[("CLICOLOR", "1")],
        &[("CLICOLOR_FORCE", "0")],
        &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")],
        &[("CLICOLOR_FORCE", "1"), ("PYTHON_COLORS", "0")],
    ] {
        assert!(!is_colored(variables, "-f tree"), "{variables:?}");
    }
    assert!(!is_colored(&[("CLICOLOR_FORCE", "1")], "-f --color never tree"));
    assert!(!is_colored(&[("CLICOLOR_FORCE", "1")], "-f --output-format json tree"));
}
