//! The library as its users have it: by its root alone.

use std::fs;
use std::path::Path;
use std::process::Command;

use pycompileall::py_compile::{self, Options as FileOptions};
use pycompileall::{
    AllowedRefusals, Event, Globs, Invalidation, OptLevel, Options, Prune, PruneReason, Purpose, Stamp, Target,
    compile_pyc, compileall, discover,
};

#[test]
fn a_pyc_in_memory_is_the_file() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("m.py");
    let source = "def f(x: int) -> int:\n    \"doc\"\n    assert x\n    return [y + 1 for y in range(x)]\n";
    fs::write(&file, source).unwrap();
    let mtime = fs::metadata(&file).unwrap().modified().unwrap().duration_since(std::time::UNIX_EPOCH).unwrap();
    let stamps = [
        (Invalidation::Timestamp, Stamp::Timestamp(mtime.as_secs() as i64)),
        (Invalidation::CheckedHash, Stamp::CheckedHash),
        (Invalidation::UncheckedHash, Stamp::UncheckedHash),
    ];
    for &target in Target::supported() {
        for level in [OptLevel::Zero, OptLevel::One, OptLevel::Two] {
            for (mode, stamp) in stamps {
                let options = FileOptions::new(target).optimize(level).invalidation_mode(mode);
                let path = py_compile::compile(&file, &options).unwrap();
                let filename = file.as_os_str().as_encoded_bytes();
                let pyc = compile_pyc(source.as_bytes(), filename, target, Options::at_level(level), stamp).unwrap();
                assert!(fs::read(path).unwrap() == pyc.bytes, "{} {level:?} {mode:?}", target.version);
            }
        }
    }
}

#[test]
fn settings_serve_many_runs_and_each_tree_has_its_python() {
    let directory = tempfile::tempdir().unwrap();
    for (tree, version) in [("one", "3.12.3"), ("other", "3.13.2")] {
        let tree = directory.path().join(tree);
        fs::create_dir(&tree).unwrap();
        fs::write(tree.join("pyvenv.cfg"), format!("version = {version}\n")).unwrap();
        fs::write(tree.join("m.py"), "x = 1\n").unwrap();
        assert_eq!(discover::in_tree(&tree).unwrap().unwrap().target.version.to_string(), version);
        assert_eq!(discover::for_path(tree.join("m.py")).unwrap().target.version.to_string(), version);
    }
    let options = compileall::Options::of_trees();
    let check = options.clone().purpose(Purpose::Check);
    assert_eq!(check.compile_dir(directory.path()).unwrap().stale, 2);
    let mut found = Vec::new();
    let summary = options
        .on_event(|event, _| {
            if let Event::Tree(tree) = event {
                found.push(tree.versions());
            }
        })
        .compile_dir(directory.path())
        .unwrap();
    found.sort();
    assert_eq!((summary.compiled, found), (2, vec!["3.12.3".to_owned(), "3.13.2".to_owned()]));
    assert!(directory.path().join("one/__pycache__/m.cpython-312.pyc").is_file());
    assert!(directory.path().join("other/__pycache__/m.cpython-313.pyc").is_file());
    assert_eq!(check.compile_dir(directory.path()).unwrap().fresh, 2);
    // A tree that is found anew in each run.
    fs::write(directory.path().join("one/pyvenv.cfg"), "version = 3.11.4\n").unwrap();
    assert_eq!(options.compile_dir(directory.path()).unwrap().compiled, 1);
    assert!(directory.path().join("one/__pycache__/m.cpython-311.pyc").is_file());

    let cache = directory.path().join("cache");
    let elsewhere = compileall::Options::new(Target::newest()).pycache_prefix(&cache);
    assert_eq!(elsewhere.compile_file(directory.path().join("one/m.py")).unwrap().compiled, 1);
    let resolved = directory.path().join("one").canonicalize().unwrap();
    let name = format!("m.{}.pyc", Target::newest().cache_tag());
    assert!(cache.join(resolved.strip_prefix("/").unwrap()).join(name).is_file());
}

#[test]
fn what_cannot_be_compiled_for_has_a_reason() {
    let directory = tempfile::tempdir().unwrap();
    let library = directory.path().join("lib/pypy3.10");
    fs::create_dir_all(&library).unwrap();
    let error = discover::in_tree(&library).unwrap_err().to_string();
    assert!(error.contains("lib/pypy3.10 is a library of pypy"), "{error}");
    fs::write(directory.path().join("pyvenv.cfg"), "version = 3.4.1\n").unwrap();
    let error = discover::of_python(directory.path()).unwrap_err().to_string();
    assert!(error.starts_with("can't compile for Python 3.4.1 ("), "{error}");
    assert!(discover::in_tree(directory.path()).unwrap().is_none());
}

/// What a command of cargo's says of this package.
fn cargo(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).arg("--offline").current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = command.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn a_user_of_the_library_alone_gets_no_crate_of_the_command() {
    let names = |arguments: &[&str]| -> Vec<String> {
        let tree = cargo(&[&["tree", "--edges", "normal", "--prefix", "none", "--format", "{p}"], arguments].concat());
        let names = tree.lines().filter_map(|line| line.split(' ').next().map(str::to_owned));
        names.collect()
    };
    let of_command =
        ["clap", "fancy-regex", "indicatif", "mimalloc", "nix", "rayon", "rustix", "serde_json", "walkdir"];
    let (whole, alone) = (names(&[]), names(&["--no-default-features"]));
    for name in of_command.map(str::to_owned) {
        assert!(whole.contains(&name), "{name} is no crate of the command");
        assert!(!alone.contains(&name), "{name} comes with the library alone");
    }
    assert!(alone.contains(&"bumpalo".to_owned()));
}

#[test]
fn the_package_has_what_builds_it_and_what_one_reads() {
    let list = cargo(&["package", "--list", "--allow-dirty"]);
    let files: Vec<&str> = list.lines().collect();
    for file in ["Cargo.lock", "README.md", "LICENSE-MIT", "LICENSE-APACHE", "src/main.rs", "examples/compile_one.rs"] {
        assert!(files.contains(&file), "the package lacks {file}");
    }
    let needless =
        |file: &&str| ["tests/", "fuzz/", ".ci", "python/", "benches/"].iter().any(|it| file.starts_with(it));
    let needless: Vec<_> = files.into_iter().filter(needless).collect();
    assert!(needless.is_empty(), "{needless:?}");
    let bytes: u64 = list.lines().filter_map(|file| fs::metadata(root().join(file)).ok()).map(|meta| meta.len()).sum();
    assert!(bytes < 10 << 20, "{bytes} bytes");
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn refusals_freshness_and_pruning_are_there_as_well() {
    let directory = tempfile::tempdir().unwrap();
    for (name, source) in [("a.py", "x = 1\n"), ("bad.py", "x = (\n"), ("gone.py", "x = 1\n")] {
        fs::write(directory.path().join(name), source).unwrap();
    }
    let allowed = Globs::new(&["bad.py".to_owned()]).map(AllowedRefusals::Fitting).unwrap();
    let options = compileall::Options::new(Target::newest()).invalidation_mode(Invalidation::CheckedHash);
    let strict = options.compile_dir(directory.path()).unwrap();
    assert_eq!((strict.refused, strict.allowed, strict.is_success()), (1, 0, false));
    let options = options.allowed_refusals(allowed).fresh_by_mode(true);
    let summary = options.compile_dir(directory.path()).unwrap();
    assert_eq!((summary.fresh, summary.refused, summary.allowed, summary.is_success()), (2, 1, 1, true));
    let check = options.clone().purpose(Purpose::Check).compile_dir(directory.path()).unwrap();
    assert_eq!((check.fresh, check.stale, check.refused, check.is_success()), (2, 0, 1, true));
    fs::remove_file(directory.path().join("gone.py")).unwrap();
    for removes in [false, true] {
        let mut reasons = Vec::new();
        let prune = options.clone().purpose(Purpose::Prune(Prune { removes, ..Prune::default() }));
        let summary = prune
            .on_event(|event, _| {
                if let Event::Pruned(pruned) = event {
                    reasons.push(pruned.reason);
                }
            })
            .compile_dir(directory.path())
            .unwrap();
        assert_eq!((summary.pruned, reasons), (1, vec![PruneReason::SourceGone]));
        let pyc = format!("__pycache__/gone.{}.pyc", Target::newest().cache_tag());
        assert_eq!(directory.path().join(pyc).exists(), !removes);
    }
}
