//! What a terminal is told beside compileall's words: the summary, and paths that are not there.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const PYCOMPILEALL: &str = env!("CARGO_BIN_EXE_pycompileall");

fn command(program: &str, root: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root).env("PYCOMPILEALL_PYTHON_VERSION", "3.13").env("TERM", "dumb");
    for name in ["SOURCE_DATE_EPOCH", "PYTHONPYCACHEPREFIX", "PYTHONOPTIMIZE", "PYTHONWARNINGS", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command
}

/// What a run says in pipes: its exit code, standard output and standard error.
fn piped(root: &Path, line: &str) -> (Option<i32>, String, String) {
    let output = command(PYCOMPILEALL, root).args(line.split_whitespace()).output().expect("our binary runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// What a run says on a terminal, where both streams are one. None where there is no script(1).
fn shown(root: &Path, line: &str) -> Option<(Option<i32>, String)> {
    let line = format!("{PYCOMPILEALL} --no-progress {line}");
    let output: Output = command("script", root).args(["-qec", &line, "/dev/null"]).output().ok()?;
    Some((output.status.code(), String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n")))
}

/// A text whose times, which end with a unit, are all the same.
fn timeless(text: &str) -> String {
    let mut words: Vec<&str> = text.split(' ').collect();
    for at in 2..words.len() {
        let unit = words[at].trim_end_matches(|c| ",\n".contains(c));
        if words[at - 2] == "in" && (unit == "ms" || unit == "s") {
            words[at - 1] = "N";
            words[at] = if words[at].ends_with(',') { "s," } else { "s\n" };
        }
    }
    words.join(" ")
}

fn tree() -> tempfile::TempDir {
    let directory = tempfile::tempdir().expect("a directory");
    fs::create_dir_all(directory.path().join("tree/sub")).expect("a directory");
    for (name, text) in [("a.py", "x = 1\n"), ("b.py", "x = (\n"), ("sub/c.py", "x = 1\n")] {
        fs::write(directory.path().join("tree").join(name), text).expect("a file");
    }
    directory
}

#[test]
fn a_terminal_gets_a_summary() {
    let directory = tree();
    let root = directory.path();
    let Some((code, words)) = shown(root, "tree") else {
        eprintln!("cli_terminal: no script(1) here: no terminal was tried");
        return;
    };
    assert_eq!(code, Some(1));
    let last = |words: &str| timeless(words).lines().last().unwrap_or_default().to_owned();
    let origin = "PYCOMPILEALL_PYTHON_VERSION";
    assert!(words.contains(&format!("Compiling for Python 3.13.18 ({origin})\n")), "{words}");
    assert_eq!(last(&words), "Compiled 2 files for Python 3.13.18 in N s, 1 refused");
    let (_, words) = shown(root, "tree").expect("as before");
    assert_eq!(last(&words), "Compiled 0 files for Python 3.13.18 in N s, 1 refused, 2 up to date");
    let (_, words) = shown(root, "--check tree").expect("as before");
    assert_eq!(last(&words), "Checked 3 files for Python 3.13.18 in N s, 1 refused, 2 up to date");
    let (_, words) = shown(root, "missing").expect("as before");
    assert_eq!(last(&words), "Found no source to compile");
    for quiet in ["-q tree/a.py", "-qq tree", "-q --output-format json tree/a.py"] {
        let (_, words) = shown(root, quiet).expect("as before");
        assert!(!words.contains("Compiled"), "{words}");
    }
    let (_, words) = shown(root, "-q --summary tree/a.py").expect("as before");
    assert_eq!(timeless(&words), "Compiled 0 files for Python 3.13.18 in N s\n, 1 up to date\n".replace("s\n,", "s,"));
}

#[test]
fn a_pipe_gets_one_if_it_is_asked_for() {
    let directory = tree();
    let root = directory.path();
    let plain = piped(root, "-f tree");
    assert_eq!((plain.0, plain.2.as_str()), (Some(1), ""));
    let summary = "Compiled 2 files for Python 3.13.18 in N s, 1 refused\n";
    let (code, out, err) = piped(root, "-f --summary tree");
    assert_eq!((code, &out, timeless(&err).as_str()), (plain.0, &plain.1, summary));
    for format in ["json", "json-lines", "github"] {
        let (_, out, err) = piped(root, &format!("-f --summary --output-format {format} tree"));
        assert_eq!(timeless(&err), summary, "{format}");
        assert!(!out.contains("Compiled"), "{format}");
    }
    // A .pyc that can't be written is another matter than a source that is refused.
    fs::create_dir_all(root.join("tree/sub/__pycache__/c.cpython-313.pyc")).ok();
    fs::remove_file(root.join("tree/sub/__pycache__/c.cpython-313.pyc")).expect("a .pyc");
    fs::create_dir(root.join("tree/sub/__pycache__/c.cpython-313.pyc")).expect("a directory in the way");
    let (_, _, err) = piped(root, "-f -qq --summary tree");
    assert_eq!(timeless(&err), "Compiled 1 file for Python 3.13.18 in N s, 1 refused, 1 failed\n");
}

#[test]
fn a_path_that_is_mistyped_is_said() {
    let directory = tree();
    let root = directory.path();
    // As compileall, where nobody watches and nobody is strict.
    let plain = "Listing 'missing'...\nCan't list 'missing'\n";
    assert_eq!(piped(root, "missing"), (Some(0), plain.to_owned(), String::new()));
    let error = "error: 'missing' does not exist\n";
    assert_eq!(piped(root, "--strict missing"), (Some(1), plain.to_owned(), error.to_owned()));
    assert_eq!(piped(root, "--strict -qq missing"), (Some(1), String::new(), String::new()));
    assert_eq!(piped(root, "--check -q missing tree/sub").2, error);
    let Some((code, words)) = shown(root, "-q missing tree/sub") else {
        eprintln!("cli_terminal: no script(1) here: no terminal was tried");
        return;
    };
    let warning = "Can't list 'missing'\nwarning: 'missing' does not exist\n";
    assert_eq!((code, words.as_str()), (Some(0), warning));
    let (code, words) = shown(root, "--strict missing").expect("as before");
    assert_eq!((code, words), (Some(1), format!("{plain}{error}Found no source to compile\n")));
    assert_eq!(shown(root, "-qq missing").expect("as before"), (Some(0), String::new()));
    fs::write(root.join("list"), "gone\x1b[0m.py\n").expect("a file");
    let (_, words) = shown(root, "--color always -q -i list").expect("as before");
    assert!(words.ends_with("\x1b[1;33mwarning\x1b[0m: 'gone\\x1b[0m.py' does not exist\n"), "{words:?}");
}
