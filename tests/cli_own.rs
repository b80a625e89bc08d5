//! What `pycompileall` has beyond compileall: several versions, --check, --strict, JSON, colours,
//! completions, the manual page.

mod support;

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Command, Output};

use pycompileall::Target;
use serde_json::Value;

fn ours(root: &Path, line: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pycompileall"));
    command.args(line.split(' ').filter(|word| !word.is_empty())).current_dir(root);
    for name in ["SOURCE_DATE_EPOCH", "PYTHONPYCACHEPREFIX", "PYTHONOPTIMIZE", "PYTHONWARNINGS", "VIRTUAL_ENV"] {
        command.env_remove(name);
    }
    command.output().expect("our binary runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// A directory with `tree/`, in which the files are that are given.
fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    for (name, source) in files {
        let path = directory.path().join("tree").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, source).unwrap();
    }
    directory
}

/// Changes a source's time, so that its .pyc is stale.
fn touch(path: &Path) {
    let time = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_500_000_000);
    fs::File::open(path).unwrap().set_times(fs::FileTimes::new().set_modified(time)).unwrap();
}

#[test]
fn check_names_what_is_missing_or_stale_and_writes_nothing() {
    for mode in ["", "--invalidation-mode checked-hash", "--invalidation-mode unchecked-hash"] {
        let directory = tree(&[("a.py", "x = 1\n"), ("pkg/b.py", "y = 2\n"), ("pkg/c.py", "z = 3\n")]);
        let root = directory.path();
        let check = |more: &str| ours(root, &format!("--python-version 3.11 --check {mode} {more} tree"));
        let output = check("");
        assert_eq!(code(&output), 1);
        assert_eq!(
            text(&output.stdout),
            "Missing 'tree/__pycache__/a.cpython-311.pyc' ('tree/a.py')\n\
             Missing 'tree/pkg/__pycache__/b.cpython-311.pyc' ('tree/pkg/b.py')\n\
             Missing 'tree/pkg/__pycache__/c.cpython-311.pyc' ('tree/pkg/c.py')\n"
        );
        assert!(!root.join("tree/__pycache__").exists() && !root.join("tree/pkg/__pycache__").exists());
        assert_eq!(code(&ours(root, &format!("--python-version 3.11 -q {mode} tree"))), 0);
        let fresh = check("");
        assert_eq!((code(&fresh), text(&fresh.stdout)), (0, String::new()));
        let pyc = root.join("tree/pkg/__pycache__/c.cpython-311.pyc");
        let before = fs::read(&pyc).unwrap();
        fs::write(root.join("tree/pkg/c.py"), "z = 33\n").unwrap();
        touch(&root.join("tree/pkg/c.py"));
        let stale = check("-q");
        assert_eq!(code(&stale), 1);
        assert_eq!(text(&stale.stdout), "Stale 'tree/pkg/__pycache__/c.cpython-311.pyc' ('tree/pkg/c.py')\n");
        let silent = check("-qq");
        assert_eq!((code(&silent), text(&silent.stdout)), (1, String::new()));
        assert_eq!(fs::read(&pyc).unwrap(), before);
        let other_level = check("-o 0 -o 2");
        assert_eq!(text(&other_level.stdout).lines().count(), 4);
        assert_eq!(code(&check("-f")), 2);
    }
}

#[test]
fn strict_minds_what_is_not_there() {
    let directory = tree(&[("a.py", "x = 1\n")]);
    let run = |line: &str| ours(directory.path(), &format!("--python-version 3.11 {line}"));
    assert_eq!(code(&run("missing tree")), 0);
    let output = run("--strict -q missing tree");
    assert_eq!((code(&output), text(&output.stdout).as_str()), (1, "Can't list 'missing'\n"));
    assert!(directory.path().join("tree/__pycache__/a.cpython-311.pyc").exists());
    assert_eq!(code(&run("--strict tree")), 0);
}

#[test]
fn json_has_a_record_for_each_file() {
    let directory = tempfile::tempdir().unwrap();
    let root = directory.path();
    for number in 0..1000 {
        let folder = root.join(format!("tree/d{}", number / 100));
        fs::create_dir_all(&folder).unwrap();
        let source = if number % 100 == 7 { "x = (\n" } else { "assert (1, 2)\n" };
        fs::write(folder.join(format!("m{number}.py")), source).unwrap();
    }
    let output = ours(root, "--python-version 3.11 --output-format json tree");
    assert_eq!(code(&output), 1);
    assert!(output.stderr.is_empty());
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let files = document["files"].as_array().expect("records");
    assert_eq!(files.len(), 1000);
    assert_eq!(document["schema_version"], 1);
    let summary = &document["summary"];
    assert_eq!(summary["versions"], serde_json::json!(["3.11.7"]));
    assert_eq!((&summary["pycs"]["compiled"], &summary["pycs"]["failed"]), (&990.into(), &10.into()));
    assert_eq!((summary["compiled"].as_u64(), summary["failed"].as_u64()), (Some(990), Some(10)));
    let failed = files.iter().find(|record| record["status"] == "failed").expect("one that fails");
    assert_eq!(failed["path"], "tree/d0/m7.py");
    assert_eq!(failed["pyc"], "tree/d0/__pycache__/m7.cpython-311.pyc");
    assert_eq!(
        failed["error"],
        serde_json::json!({
            "type": "SyntaxError", "message": "'(' was never closed", "line": 1, "column": 5,
            "end_line": 1, "end_column": null,
            "text": "  File \"tree/d0/m7.py\", line 1\n    x = (\n        ^\nSyntaxError: '(' was never closed\n",
        })
    );
    let compiled = files.iter().find(|record| record["status"] == "compiled").expect("one that is compiled");
    assert_eq!((compiled["version"].as_str(), compiled["level"].as_u64()), (Some("3.11.7"), Some(0)));
    let written = fs::metadata(root.join(compiled["pyc"].as_str().unwrap())).unwrap().len();
    assert_eq!(compiled["bytes"].as_u64(), Some(written));
    assert!(compiled["nanoseconds"].as_u64().is_some_and(|time| time > 0) && compiled["error"].is_null());
    let warning = &compiled["warnings"][0];
    assert_eq!((warning["type"].as_str(), warning["line"].as_u64()), (Some("SyntaxWarning"), Some(1)));
    assert_eq!(warning["filename"], compiled["path"]);
    let again = ours(root, "--python-version 3.11 --output-format json --check tree missing");
    let again: Value = serde_json::from_slice(&again.stdout).expect("JSON");
    let count =
        |status: &str| again["files"].as_array().unwrap().iter().filter(|record| record["status"] == status).count();
    assert_eq!((count("fresh"), count("refused"), count("unlisted")), (990, 10, 1));
    let pycs = &again["summary"]["pycs"];
    assert_eq!((&pycs["fresh"], &pycs["missing"], &pycs["refused"]), (&990.into(), &0.into(), &10.into()));
    assert_eq!((again["summary"]["stale"].as_u64(), again["summary"]["unlisted"].as_u64()), (Some(0), Some(1)));
    let strict = ours(root, "--python-version 3.11 --output-format json --check --strict tree");
    let strict: Value = serde_json::from_slice(&strict.stdout).expect("JSON");
    assert_eq!((&strict["summary"]["stale"], &strict["summary"]["refused"]), (&10.into(), &0.into()));
}

/// The versions that there are, as the command line wants them.
fn versions() -> (Vec<&'static Target>, String) {
    let targets = Target::supported().to_vec();
    let list: Vec<String> = targets.iter().map(|target| target.version.series()).collect();
    (targets, list.join(","))
}

#[test]
fn versions_in_one_run_are_those_of_a_run_each() {
    let files = [("a.py", "def f(x: int) -> str:\n    return f'{x!r}'\n"), ("pkg/b.py", "'doc'\nassert (1, 2)\n")];
    let (together, apart) = (tree(&files), tree(&files));
    for root in [&together, &apart] {
        files.iter().for_each(|(name, _)| touch(&root.path().join("tree").join(name)));
    }
    let (targets, list) = versions();
    for flags in ["-q -o 0 -o 2", "-q -o 1 --invalidation-mode checked-hash -s tree"] {
        let output = ours(together.path(), &format!("--python-version {list} {flags} tree"));
        assert_eq!(code(&output), 0, "{}", text(&output.stderr));
        for target in &targets {
            let version = target.version.series();
            assert_eq!(code(&ours(apart.path(), &format!("--python-version {version} {flags} tree"))), 0);
        }
    }
    let pycs = |root: &Path| {
        let entries = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().filter_map(Result::ok);
        let files = entries.filter(|entry| entry.file_type().is_file());
        let file = |entry: walkdir::DirEntry| {
            (entry.path().strip_prefix(root).unwrap().to_owned(), fs::read(entry.path()).unwrap())
        };
        files.map(file).collect::<Vec<_>>()
    };
    assert_eq!(pycs(together.path()).len(), files.len() * (1 + 3 * targets.len()));
    assert!(pycs(together.path()) == pycs(apart.path()));
}

#[test]
fn each_version_is_skipped_by_its_own_header() {
    let directory = tree(&[("a.py", "x = 1\n")]);
    let root = directory.path();
    let (targets, list) = versions();
    let run = || text(&ours(root, &format!("--python-version {list} tree")).stdout);
    assert_eq!(run(), "Listing 'tree'...\nCompiling 'tree/a.py'...\n");
    assert_eq!(run(), "Listing 'tree'...\n");
    let pyc = |target: &Target| root.join(format!("tree/__pycache__/a.{}.pyc", target.cache_tag()));
    for &target in &targets {
        fs::write(pyc(target), "torn").unwrap();
        // A file that is written takes the name from the one before.
        let inodes = || targets.iter().map(|target| fs::metadata(pyc(target)).unwrap().ino());
        let before: Vec<_> = inodes().collect();
        assert_eq!(run(), "Listing 'tree'...\nCompiling 'tree/a.py'...\n");
        for ((other, before), after) in targets.iter().zip(before).zip(inodes()) {
            assert_eq!(before == after, !std::ptr::eq(*other, target), "{}", other.version);
        }
    }
}

#[test]
fn versions_that_would_write_the_same_files_are_refused() {
    let directory = tree(&[("a.py", "x = 1\n")]);
    for line in ["--python-version 3.11,x tree", "--python-version 3.11,3.3 tree", "--python-version ,3.11 tree"] {
        assert_eq!(code(&ours(directory.path(), line)), 2, "{line}");
    }
    assert_eq!(code(&ours(directory.path(), "--python-version 3.11,3.11.7 tree")), 0);
    let (targets, list) = versions();
    if targets.len() > 1 {
        assert_eq!(code(&ours(directory.path(), &format!("--python-version {list} -b tree"))), 2);
        assert!(!directory.path().join("tree/a.pyc").exists());
    }
}

#[test]
fn a_version_that_refuses_is_named() {
    let directory = tree(&[("a.py", "x = 1\n"), ("b.py", "x = (\n")]);
    let (targets, list) = versions();
    if targets.len() < 2 {
        return;
    }
    let names = list.replace(',', ", ");
    let error = "  File \"tree/b.py\", line 1\n    x = (\n        ^\nSyntaxError: '(' was never closed\n\n";
    let output = ours(directory.path(), &format!("--python-version {list} tree"));
    assert_eq!(code(&output), 1);
    let compiled = "Listing 'tree'...\nCompiling 'tree/a.py'...\nCompiling 'tree/b.py'...\n";
    assert_eq!(text(&output.stdout), format!("{compiled}*** Python {names}:\n{error}"));
    let output = ours(directory.path(), &format!("--python-version {list} -q tree"));
    assert_eq!(text(&output.stdout), format!("*** Error compiling 'tree/b.py' for Python {names}...\n{error}"));
    // What only newer versions have.
    fs::write(directory.path().join("tree/b.py"), "type X = int\n").unwrap();
    let output = ours(directory.path(), &format!("--python-version {list} -q tree"));
    assert!(text(&output.stdout).starts_with("*** Error compiling 'tree/b.py' for Python 3.11...\n"));
    assert_eq!(code(&output), 1);
}

#[test]
fn template_strings_are_refused_by_what_has_none() {
    let directory = tree(&[("t.py", "name = 'x'\ntemplate = t'{name!r:>8}'\n")]);
    let output = ours(directory.path(), "--python-version 3.13,3.14 -q -o 0 -o 1 -o 2 tree");
    let expected = "*** Error compiling 'tree/t.py' for Python 3.13...\n  File \"tree/t.py\", line 2\n    \
                    template = t'{name!r:>8}'\n                ^^^^^^^^^^^^^\nSyntaxError: invalid syntax\n\n";
    assert_eq!((code(&output), text(&output.stdout).as_str()), (1, expected));
    let mut written: Vec<_> = fs::read_dir(directory.path().join("tree/__pycache__")).unwrap().collect();
    written.sort_by_key(|entry| entry.as_ref().unwrap().file_name());
    let written: Vec<_> = written.into_iter().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(written, ["t.cpython-314.opt-1.pyc", "t.cpython-314.opt-2.pyc", "t.cpython-314.pyc"]);
}

#[test]
fn the_newest_version_is_compiled_for_where_nothing_says_otherwise() {
    let directory = tree(&[("a.py", "x = 1\n")]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_pycompileall"));
    command.args(["-q", "tree"]).current_dir(&directory).env_remove("VIRTUAL_ENV").env("PATH", directory.path());
    assert_eq!(code(&command.output().expect("our binary runs")), 0);
    let tag = Target::newest().cache_tag();
    assert!(directory.path().join(format!("tree/__pycache__/a.{tag}.pyc")).is_file());
}

#[test]
fn colours_where_they_are_wanted() {
    let directory = tree(&[("a.py", "x = (\n"), ("b.py", "assert (1, 2)\n")]);
    let run = |line: &str| ours(directory.path(), &format!("--python-version 3.11 {line} -f tree"));
    let plain = run("");
    assert!(!text(&plain.stdout).contains('\x1b') && !text(&plain.stderr).contains('\x1b'));
    let always = run("--color always");
    assert!(text(&always.stdout).contains("\x1b[1;31m***\x1b[0m   File"));
    assert!(text(&always.stderr).contains("\x1b[1;33mSyntaxWarning\x1b[0m"));
    let without = |text: String| {
        let mut parts = text.split('\x1b');
        let first = parts.next().unwrap().to_owned();
        parts.fold(first, |text, part| text + part.split_once('m').unwrap().1)
    };
    assert_eq!(without(text(&always.stdout)), text(&plain.stdout));
    assert_eq!(without(text(&always.stderr)), text(&plain.stderr));
    assert_eq!(run("--color never").stdout, plain.stdout);
    assert_eq!(code(&run("--color sometimes")), 2);
}

#[test]
fn completions_and_the_manual_page() {
    let directory = tempfile::tempdir().unwrap();
    for binary in [env!("CARGO_BIN_EXE_pycompileall"), env!("CARGO_BIN_EXE_pycompile")] {
        let run = |line: &str| Command::new(binary).args(line.split(' ')).current_dir(&directory).output().unwrap();
        for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
            let output = run(&format!("--generate-completion {shell}"));
            assert_eq!(code(&output), 0, "{shell}");
            assert!(text(&output.stdout).contains("python-version"), "{shell}");
        }
        let page = text(&run("--generate-man").stdout);
        assert!(page.contains(".TH pycompile") && page.contains("python\\-version"), "{page}");
        assert_eq!(code(&run("--generate-completion tcsh")), 2);
    }
}

#[test]
fn help_is_grouped_and_says_defaults() {
    let directory = tempfile::tempdir().unwrap();
    let help = text(&ours(directory.path(), "--help").stdout);
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "What is compiled:",
        "What is written:",
        "Python version:",
        "How it runs:",
        "Examples:",
        "Exit status:",
        "[default: all]",
        "[default: -1]",
        "[default: text]",
    ] {
        assert!(help.contains(part), "{part} is not in\n{help}");
    }
}

#[test]
fn nothing_to_compile_and_nobody_to_ask() {
    let directory = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_pycompileall"));
    let output = command.env("PATH", directory.path()).env_remove("VIRTUAL_ENV").current_dir(&directory).output();
    let output = output.expect("our binary runs");
    assert_eq!(code(&output), 2);
    assert!(text(&output.stderr).contains("name one with --python"), "{output:?}");
    assert_eq!(code(&ours(directory.path(), "--python /nonexistent")), 2);
}
