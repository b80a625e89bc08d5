//! The house's rules, as far as a program can check them.

mod support;

use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The Rust files below `folders` with their text.
fn rust_files(folders: &[&str]) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for folder in folders {
        for entry in walkdir::WalkDir::new(root().join(folder)).sort_by_file_name().into_iter().filter_map(Result::ok) {
            if entry.path().extension().is_some_and(|extension| extension == "rs") {
                let path = entry.path().strip_prefix(root()).expect("below the root").to_path_buf();
                let text = read(&path);
                files.push((path, text));
            }
        }
    }
    assert!(!files.is_empty(), "no Rust files in {folders:?}");
    files
}

/// The lines for which `wrong` holds, each with its place.
fn offending(files: &[(PathBuf, String)], wrong: impl Fn(&Path, &str) -> bool) -> String {
    let mut found = Vec::new();
    for (path, text) in files {
        for (number, line) in text.lines().enumerate() {
            if wrong(path, line) {
                found.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    found.join("\n")
}

#[test]
fn versions_are_compared_in_their_folder_only() {
    let compares = |line: &str| {
        let operators = [" == ", " != ", " < ", " > ", " <= ", " >= "];
        let names = ["minor", "micro", ".version", "Version::"];
        let code = line.split("//").next().unwrap_or_default();
        names.iter().any(|name| {
            code.match_indices(name).any(|(at, _)| {
                let after = code[at + name.len()..].trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
                let before = code[..at].trim_end_matches(|c: char| c.is_alphanumeric() || "_.".contains(c));
                operators.iter().any(|operator| after.starts_with(operator) || before.ends_with(operator))
            })
        })
    };
    assert!(compares("if target.version.minor >= 12 {") && compares("12 <= self.minor") && !compares("(minor, micro)"));
    let wrong =
        offending(&rust_files(&["src"]), |path, line| !path.starts_with("src/compiler/version") && compares(line));
    assert!(wrong.is_empty(), "ask target.has(Feature::...) instead:\n{wrong}");
}

#[test]
fn files_are_short() {
    for (path, text) in rust_files(&["src", "tests", "benches", "examples"]) {
        let lines = text.lines().count();
        assert!(lines < 800, "{}: {lines} lines; split it by what it is about", path.display());
    }
}

#[test]
fn nothing_is_left_unfinished() {
    // Spelled in parts, so that this file does not find itself.
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X")];
    let macros = [concat!("to", "do!("), concat!("unimpl", "emented!("), concat!("db", "g!("), concat!("#[ig", "nore")];
    let files = rust_files(&["src", "tests", "benches", "examples"]);
    let is_word = |line: &str, mark: &str| line.split(|c: char| !c.is_alphanumeric()).any(|word| word == mark);
    let wrong = offending(&files, |_, line| {
        marks.iter().any(|mark| is_word(line, mark)) || macros.iter().any(|mark| line.contains(mark))
    });
    assert!(wrong.is_empty(), "unfinished:\n{wrong}");
}

#[test]
fn silenced_lints_have_a_reason() {
    let files = rust_files(&["src", "tests", "benches", "examples"]);
    let allow = concat!("[al", "low(");
    let wrong = offending(&files, |_, line| line.contains(allow) && !line.contains("//") && !line.contains("reason ="));
    assert!(wrong.is_empty(), "say why beside it:\n{wrong}");
}

#[test]
fn the_compiler_touches_no_world() {
    let world = ["fs", "env", "io", "process", "time", "net", "os"];
    let prints = ["println!", "eprintln!", "print!(", "eprint!("];
    let touches = |line: &str| {
        let code = line.split("//").next().unwrap_or_default();
        let names = code.split("std::").skip(1);
        let mut names = names.flat_map(|name| name.trim_start_matches('{').split([',', ' ', '}']));
        let is_world = |name: &str| world.contains(&name.split([':', ';', '(']).next().unwrap_or_default());
        names.any(is_world) || prints.iter().any(|name| code.contains(name))
    };
    assert!(touches("use std::{fmt, io};") && touches("std::fs::read(path)") && touches("use std::os::unix;"));
    assert!(!touches("use std::{fmt, mem};") && touches("    eprintln!(\"x\");"));
    let wrong = offending(&rust_files(&["src/compiler"]), |_, line| touches(line));
    assert!(wrong.is_empty(), "only src/tool and the binaries touch the world:\n{wrong}");
}

/// The parts of the house, from the lowest floor up, each with the parts that it may import. A part that is not named here
/// is a mistake. `lib.rs` and the binaries may import everything.
const LAYERS: [(&str, &[&str]); 27] = [
    ("version", &[]),
    ("values", &["version"]),
    ("syntax", &["values", "version"]),
    ("symtable", &["syntax", "values", "version"]),
    ("codegen", &["symtable", "syntax", "values", "version"]),
    ("cfg", &["values", "version"]),
    ("assemble", &["cfg", "values", "version"]),
    ("marshal", &["values", "version"]),
    ("pyc", &["version"]),
    ("session", &["assemble", "cfg", "codegen", "marshal", "pyc", "symtable", "syntax", "values", "version"]),
    ("unmarshal", &["values"]),
    ("dump", &["assemble", "cfg", "codegen", "symtable", "syntax", "values", "version"]),
    ("difference", &["assemble", "dump", "unmarshal", "values", "version"]),
    ("typos", &["session", "syntax", "values", "version"]),
    ("traceback", &["syntax", "typos", "values", "version"]),
    ("warnings", &["syntax", "traceback", "values", "version"]),
    ("tree", &["difference", "pyc", "session", "traceback", "unmarshal", "values", "version", "warnings"]),
    ("base64", &[]),
    ("archive", &["base64", "pyc", "tree", "values", "version"]),
    ("discover", &["tree", "version"]),
    ("report", &["base64", "tree", "values", "version"]),
    ("compileall", &["discover", "pyc", "tree", "values", "version"]),
    ("py_compile", &["pyc", "report", "tree", "values", "version", "warnings"]),
    ("worker", &["py_compile", "pyc", "report", "tree", "values", "version"]),
    ("cli", &["archive", "discover", "py_compile", "pyc", "report", "tree", "values", "version", "warnings", "worker"]),
    ("compiler", &[]),
    ("tool", &[]),
];

/// The part of the house that a file below src/ belongs to.
fn part_of(path: &Path) -> Option<String> {
    let names: Vec<_> = path.iter().skip(1).map(|name| name.to_string_lossy()).collect();
    let name = match &names[..] {
        [floor, part, ..] if floor == "compiler" || floor == "tool" => {
            if part == "mod.rs" {
                floor
            } else {
                part
            }
        }
        [part, ..] => part,
        [] => return None,
    };
    Some(name.trim_end_matches(".rs").to_string())
}

/// The parts that a file imports, but for its tests.
fn imports(text: &str) -> Vec<String> {
    let code = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]")).filter(|line| {
        let line = line.trim_start();
        !line.starts_with("//")
    });
    let code: Vec<&str> = code.collect();
    let code = code.join(" ");
    let mut parts = Vec::new();
    for floor in ["crate::compiler::", "crate::tool::"] {
        for after in code.split(floor).skip(1) {
            let names = match after.strip_prefix('{') {
                // A list; what is in braces inside it is no part.
                Some(list) => {
                    let mut depth = 0;
                    let end = list.find(|c| {
                        depth += i32::from(c == '{') - i32::from(c == '}');
                        depth < 0
                    });
                    let mut depth = 0;
                    let outer: String = list[..end.unwrap_or(list.len())]
                        .chars()
                        .filter(|&c| {
                            depth += i32::from(c == '{') - i32::from(c == '}');
                            depth == 0 && c != '}'
                        })
                        .collect();
                    outer.split(',').map(|name| name.trim().to_string()).collect()
                }
                None => vec![after.to_string()],
            };
            let first =
                |name: String| -> String { name.chars().take_while(|&c| c.is_alphanumeric() || c == '_').collect() };
            parts.extend(names.into_iter().map(first).filter(|name| !name.is_empty()));
        }
    }
    parts
}

/// Each import of `files` that [`LAYERS`] does not allow.
fn forbidden_imports(files: &[(PathBuf, String)]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (path, text) in files {
        let Some(part) = part_of(path).filter(|part| !["lib", "main", "bin"].contains(&part.as_str())) else {
            continue;
        };
        let Some((_, below)) = LAYERS.iter().find(|(name, _)| *name == part) else {
            wrong.push(format!("{}: {part} is in no layer", path.display()));
            continue;
        };
        let others = imports(text).into_iter().filter(|other| *other != part && !below.contains(&other.as_str()));
        wrong.extend(others.map(|other| format!("{}: {part} imports {other}", path.display())));
    }
    wrong
}

#[test]
fn lower_floors_know_nothing_of_upper_ones() {
    let wrong = forbidden_imports(&rust_files(&["src"]));
    assert!(wrong.is_empty(), "imports that LAYERS does not have:\n{}", wrong.join("\n"));
    // A part that is below another is never above it as well: no circle.
    for (at, (name, below)) in LAYERS.iter().enumerate() {
        for other in *below {
            let place = LAYERS.iter().position(|(name, _)| name == other);
            assert!(place.is_some_and(|place| place < at), "{name} may import {other}, which does not stand before it");
        }
    }
}

#[test]
fn a_forbidden_import_is_found() {
    let of = |path: &str, text: &str| forbidden_imports(&[(path.into(), text.into())]);
    assert_eq!(of("src/compiler/cfg/nops.rs", "use crate::compiler::values::code::Code;"), [""; 0]);
    let upward = ["src/compiler/cfg/nops.rs: cfg imports session"];
    assert_eq!(of("src/compiler/cfg/nops.rs", "use crate::compiler::session::Compiler;"), upward);
    let listed = "use crate::compiler::{\n    values::{code, text},\n    session,\n};";
    assert_eq!(of("src/compiler/cfg/nops.rs", listed), upward);
    assert_eq!(
        of("src/compiler/pyc.rs", "    let x = crate::tool::tree::run();"),
        ["src/compiler/pyc.rs: pyc imports tree"]
    );
    assert_eq!(of("src/compiler/new/mod.rs", ""), ["src/compiler/new/mod.rs: new is in no layer"]);
}

#[test]
fn the_parser_says_what_it_asks() {
    let wrong = offending(&rust_files(&["src/compiler/syntax/parser"]), |_, line| {
        line.contains("target.has(") && !line.contains("Lexer::new(")
    });
    assert!(wrong.is_empty(), "Context::asks notes it, so that trees are shared by the right targets:\n{wrong}");
}

#[test]
fn other_parsers_are_for_benches() {
    let parsers = ["ruff_", "rustpython_"];
    let wrong = offending(&rust_files(&["src"]), |_, line| parsers.iter().any(|name| line.contains(name)));
    assert!(wrong.is_empty(), "the parser is src/compiler/syntax/parser:\n{wrong}");
}

/// The names of a table of Cargo.toml.
fn manifest_keys(table: &str) -> Vec<String> {
    let manifest = read("Cargo.toml");
    let lines = manifest.lines().skip_while(|line| *line != format!("[{table}]")).skip(1);
    let lines = lines.take_while(|line| !line.starts_with('['));
    lines.filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.to_string()).collect()
}

#[test]
fn every_dependency_is_explained() {
    let architecture = read("ARCHITECTURE.md");
    for table in ["dependencies", "dev-dependencies"] {
        let names = manifest_keys(table);
        assert!(!names.is_empty(), "no [{table}] in Cargo.toml");
        for name in names {
            assert!(architecture.contains(&format!("`{name}`")), "ARCHITECTURE.md does not say what {name} is for");
        }
    }
}

#[test]
fn every_part_is_on_the_tour() {
    let architecture = read("ARCHITECTURE.md");
    for floor in ["src", "src/compiler", "src/compiler/values", "src/tool"] {
        for entry in root().join(floor).read_dir().expect("a folder").filter_map(Result::ok) {
            let name = entry.file_name().into_string().expect("UTF-8");
            let name = if entry.path().is_dir() { format!("{name}/") } else { name };
            assert!(
                name == "mod.rs" || architecture.contains(&name),
                "ARCHITECTURE.md does not mention {floor}/{name}"
            );
        }
    }
}

#[test]
fn readme_and_ci_say_what_runs() {
    let (readme, ci) = (read("README.md"), read(".ci/run"));
    for command in ["cargo run --release -- ", "cargo test"] {
        assert!(readme.contains(command), "README.md lacks {command}");
    }
    for command in [
        "cargo fmt --check",
        "cargo clippy --all-targets -- -D warnings",
        "--no-default-features",
        "cargo test",
        "oracles/install",
    ] {
        assert!(ci.contains(command), ".ci/run lacks {command}");
    }
}

#[test]
fn readme_has_the_releases_that_are_known() {
    let supported = pycompileall::Target::supported();
    let row = |start: &str, cells: Vec<String>| format!("| {start}{} |\n", cells.join(" | "));
    let of_series = |minor| pycompileall::Target::known().iter().copied().find(|known| known[0].version.minor == minor);
    let oldest = |target: &&pycompileall::Target| {
        // As `3.13 (since 3.13.0, not 3.13.4)`.
        let words = target.series_in_words();
        let releases = words.split_once("(since ").expect("the oldest").1.trim_end_matches(')');
        releases.split_once(", ").map_or(releases.to_owned(), |(oldest, others)| format!("{oldest} ({others})"))
    };
    let newest = |target: &&pycompileall::Target| {
        let known = of_series(target.version.minor).and_then(<[_]>::last).expect("a release");
        known.version.to_string()
    };
    let (first, last) = (supported[0].version.series(), supported[supported.len() - 1].version.series());
    let table = [
        row("| ", supported.iter().map(|target| target.version.series()).collect()),
        format!("|{}\n", " --- |".repeat(supported.len() + 1)),
        row("oldest; older ones are refused | ", supported.iter().map(oldest).collect()),
        row(
            "what `X.Y` alone means: the newest that was compared with its interpreter | ",
            supported.iter().map(|target| target.version.to_string()).collect(),
        ),
        row("newest that is known; newer ones are taken for it | ", supported.iter().map(newest).collect()),
    ];
    let (readme, table) = (read("README.md"), table.concat());
    assert!(readme.contains(&table), "README.md has other releases than\n{table}");
    assert!(readme.contains(&format!("CPython {first} to {last}")), "README.md does not say {first} to {last}");
}

#[test]
fn every_line_of_the_threat_model_has_its_test() {
    let files = rust_files(&["src", "tests"]);
    let is_test = |name: &str| {
        let head = format!("fn {name}() {{");
        files.iter().any(|(_, text)| {
            let mut lines = text.lines().map(str::trim);
            lines.any(|line| line == "#[test]") && text.lines().any(|line| line.trim() == head)
        })
    };
    let model = read("docs/security.md");
    let rows: Vec<&str> = model.lines().filter(|line| line.starts_with("| ")).skip(2).collect();
    assert!(rows.len() > 8, "{} lines", rows.len());
    for row in rows {
        let column = row.trim_end_matches(" |").rsplit(" | ").next().unwrap_or_default();
        let names = column.split('`').skip(1).step_by(2).filter(|name| !name.ends_with(".rs"));
        let names: Vec<&str> = names.collect();
        assert!(!names.is_empty(), "no test is named: {row}");
        for name in names {
            assert!(is_test(name), "docs/security.md names {name}, which is no test");
        }
    }
}
