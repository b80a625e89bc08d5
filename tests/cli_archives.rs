//! `--archives`: zips with their .pyc files inside, and what is true of every archive.

mod support;

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::io::Cursor;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use zip::{CompressionMethod, ZipArchive};

use support::archives::{Entry, PACKAGE, archive, entries, names, ours, run, wheel};
use support::interpreters;

#[test]
fn a_zip_gets_what_zipimport_reads() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    let path = root.join("z.zip");
    let before = archive(&PACKAGE);
    fs::write(&path, &before).expect("written");
    fs::set_permissions(&path, Permissions::from_mode(0o754)).expect("set");
    assert_eq!(
        run(root, "--python-version 3.12 z.zip"),
        (
            0,
            "Listing 'z.zip'...\nCompiling 'z.zip/a.py'...\n\
        Compiling 'z.zip/pkg/__init__.py'...\nCompiling 'z.zip/pkg/b.py'...\n"
                .to_owned()
        )
    );
    let after = fs::read(&path).expect("read");
    assert_eq!(fs::metadata(&path).expect("there").mode() & 0o777, 0o754);
    let expected = ["a.py", "a.pyc", "pkg/__init__.py", "pkg/__init__.pyc", "pkg/b.py", "pkg/b.pyc", "pkg/data.txt"];
    assert_eq!(names(&after), expected);
    let found: BTreeMap<_, _> =
        entries(&after).into_iter().map(|(name, text, m, t, c)| (name, (text, m, t, c))).collect();
    for (name, text, mode, minute, method) in entries(&before) {
        assert_eq!(found[&name], (text, mode, minute, method), "{name}");
    }
    let (deflated, stored) = (CompressionMethod::Deflated, CompressionMethod::Stored);
    for (name, expected) in
        [("a.pyc", (0o644, 1, deflated)), ("pkg/__init__.pyc", (0o644, 2, stored)), ("pkg/b.pyc", (0o600, 3, deflated))]
    {
        let (text, mode, minute, method) = &found[name];
        assert_eq!((*mode, *minute, *method), expected, "{name}");
        // Hashes, since the times of a zip are local.
        assert_eq!(text[4..8], [3, 0, 0, 0], "{name}");
    }
    // What is up to date is left alone; what is made again has the same bytes.
    let inode = fs::metadata(&path).expect("there").ino();
    assert_eq!(run(root, "--python-version 3.12 z.zip"), (0, "Listing 'z.zip'...\n".to_owned()));
    assert_eq!(fs::metadata(&path).expect("there").ino(), inode);
    assert_eq!(run(root, "-q -f --python-version 3.12 z.zip"), (0, String::new()));
    assert!(fs::read(&path).expect("read") == after && fs::metadata(&path).expect("there").ino() != inode);
    // One that is stale is replaced, where it was made.
    assert_eq!(run(root, "-q --python-version 3.13 z.zip"), (0, String::new()));
    let other = fs::read(&path).expect("read");
    assert_eq!(names(&other), expected);
    fs::write(&path, &before).expect("written");
    for jobs in ["-j 1", "-j 3"] {
        assert_eq!(run(root, &format!("-q -f {jobs} --python-version 3.13 z.zip")), (0, String::new()));
        assert!(fs::read(&path).expect("read") == other, "{jobs}");
    }
    assert_eq!(fs::read_dir(root).expect("listed").count(), 1);
}

#[test]
fn what_is_recorded_is_what_is_imported() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    for (flags, expected) in
        [("", "pkg/b.py"), ("-p /srv", "/srv/pkg/b.py"), ("-d app", "app/pkg/b.py"), ("-s pkg", "b.py")]
    {
        fs::write(root.join("z.zip"), archive(&PACKAGE)).expect("written");
        let line =
            format!("-q --python-version 3.12 --invalidation-mode unchecked-hash {flags} z.zip").replace("  ", " ");
        assert_eq!(run(root, &line), (0, String::new()), "{line}");
        let bytes = fs::read(root.join("z.zip")).expect("read");
        let (_, pyc, ..) = entries(&bytes).into_iter().find(|(name, ..)| name == "pkg/b.pyc").expect("there");
        assert_eq!(pyc[4..8], [1, 0, 0, 0]);
        let length = u8::try_from(expected.len()).expect("short");
        let recorded = [&[length][..], expected.as_bytes()].concat();
        assert!(pyc.windows(recorded.len()).any(|window| window == recorded), "{line}");
    }
    // A link stays a link, and the archive is written where it leads; with --into it is left as it was.
    let before = archive(&PACKAGE);
    fs::create_dir(root.join("real")).expect("made");
    fs::write(root.join("real/y.zip"), &before).expect("written");
    symlink("real/y.zip", root.join("link.zip")).expect("a link");
    assert_eq!(run(root, "-q --into out/new --python-version 3.12 link.zip z.zip"), (0, String::new()));
    assert!(fs::read(root.join("real/y.zip")).expect("read") == before && root.join("out/new/z.zip").is_file());
    assert_eq!(run(root, "-q --python-version 3.12 link.zip"), (0, String::new()));
    assert!(root.join("link.zip").is_symlink());
    assert_eq!(
        fs::read(root.join("real/y.zip")).expect("read"),
        fs::read(root.join("out/new/link.zip")).expect("read")
    );
}

#[test]
fn a_source_that_is_refused_leaves_the_archive_as_it_was() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    let before = archive(&[("a.py", b"x = 1\n", 0o644, true), ("t/b.py", b"x = (\n", 0o644, true)]);
    fs::write(root.join("z.zip"), &before).expect("written");
    let (code, words) = run(root, "-q --python-version 3.12 z.zip");
    assert_eq!(
        (code, words.as_str()),
        (
            1,
            "*** Error compiling 'z.zip/t/b.py'...\n  File \"t/b.py\", line 1\n    x = (\n        \
        ^\nSyntaxError: '(' was never closed\n\n*** Error compiling 'z.zip'...\nOSError: left as it was, since a source in it \
        can't be compiled: 'z.zip'\n"
        )
    );
    assert!(fs::read(root.join("z.zip")).expect("read") == before);
    assert_eq!(run(root, "-q --python-version 3.12 -x /t/ z.zip"), (0, String::new()));
    assert_eq!(names(&fs::read(root.join("z.zip")).expect("read")), ["a.py", "a.pyc", "t/b.py"]);
    fs::write(root.join("z.zip"), &before).expect("written");
    assert_eq!(run(root, "-q --python-version 3.12 -l z.zip"), (0, String::new()));
    // JSON has what became of each.
    fs::write(root.join("z.zip"), &before).expect("written");
    let output = ours(root, "--output-format json --python-version 3.12 z.zip");
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let files = document["files"].as_array().expect("records");
    let paths: Vec<_> =
        files.iter().map(|record| (record["path"].as_str().unwrap(), record["status"].as_str().unwrap())).collect();
    assert_eq!(paths, [("z.zip/t/b.py", "failed"), ("z.zip", "failed")]);
}

#[test]
fn a_source_that_may_be_refused_is_left_out() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    let record = "d.dist-info/RECORD";
    let sources: [Entry; 2] = [("a.py", b"x = 1\n", 0o644, true), ("t/b.py", b"x = (\n", 0o644, true)];
    let before = |name: &str| match name {
        "z.zip" => archive(&sources),
        // What is behind the RECORD is compiled twice.
        _ => archive(&[&[(record, &b"a.py,,\nt/b.py,,\n"[..], 0o644, true)], &sources[..]].concat()),
    };
    for (name, pyc) in [("z.zip", "a.pyc"), ("d-1-py3-none-any.whl", "__pycache__/a.cpython-312.pyc")] {
        for (flag, code) in
            [("--exit-zero-on-refusal", 0), ("--allow-refused t", 0), ("--allow-refused a.py", 1), ("--strict", 1)]
        {
            fs::write(root.join(name), before(name)).expect("written");
            let (found, words) = run(root, &format!("-q --python-version 3.12 {flag} {name}"));
            assert!(found == code && words.contains("was never closed"), "{flag}: {words}");
            let bytes = fs::read(root.join(name)).expect("read");
            if code == 1 {
                assert!(bytes == before(name), "{flag}");
                continue;
            }
            assert!(names(&bytes).iter().filter(|name| name.ends_with(".pyc")).eq([pyc]), "{flag}");
            if let Some((_, text, ..)) = entries(&bytes).iter().find(|(name, ..)| name == record) {
                let text = str::from_utf8(text).expect("UTF-8");
                assert!(text.contains("a.cpython-312.pyc,sha256=") && !text.contains("b.cpython"), "{text}");
            }
        }
    }
}

/// Replaces `from`, which must be there, everywhere.
fn patched(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let mut bytes = bytes.to_vec();
    let places: Vec<usize> =
        bytes.windows(from.len()).enumerate().filter(|(_, w)| *w == from).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    places.into_iter().for_each(|at| bytes[at..at + from.len()].copy_from_slice(to));
    bytes
}

#[test]
fn hostile_archives_are_refused_and_left_as_they_were() {
    let good = archive(&PACKAGE);
    let headers = |bytes: &[u8], magic: &[u8; 4]| -> Vec<usize> {
        (0..bytes.len() - 4).filter(|&at| bytes[at..at + 4] == *magic).collect()
    };
    let with_size = |size: u32| {
        // In the header before the data and in that of the directory.
        let mut bytes = archive(&[("a.py", b"x = 1\n", 0o644, true)]);
        for (magic, offset) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
            let at = headers(&bytes, magic)[0] + offset;
            assert_eq!(bytes[at..at + 4], 6_u32.to_le_bytes());
            bytes[at..at + 4].copy_from_slice(&size.to_le_bytes());
        }
        bytes
    };
    let zeros = vec![b'\n'; 65 << 20];
    let bomb = archive(&[("a.py", &zeros, 0o644, true)]);
    assert!(bomb.len() < 100_000);
    let encrypted = {
        let mut bytes = good.clone();
        for (magic, offset) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
            headers(&bytes, magic).into_iter().for_each(|at| bytes[at + offset] |= 1);
        }
        bytes
    };
    let overlapping = {
        // The second entry of the directory is the first one's bytes.
        let mut bytes = archive(&[("a.py", b"x = 1\n", 0o644, false), ("b.py", b"x = 1\n", 0o644, false)]);
        let second = headers(&bytes, b"PK\x01\x02")[1];
        bytes[second + 42..second + 46].copy_from_slice(&[0; 4]);
        bytes
    };
    // A link: its mode is that of one.
    let linked = |bytes: &[u8]| {
        let mut bytes = bytes.to_vec();
        let at = headers(&bytes, b"PK\x01\x02")[0] + 38;
        bytes[at..at + 4].copy_from_slice(&(0o120_777_u32 << 16).to_le_bytes());
        bytes
    };
    let between = {
        // The directory begins a few bytes later.
        let (start, end) = (headers(&good, b"PK\x01\x02")[0], headers(&good, b"PK\x05\x06")[0]);
        let mut bytes = [&good[..start], b"SIGNED", &good[start..]].concat();
        let at = end + 6 + 16;
        bytes[at..at + 4].copy_from_slice(&u32::try_from(start + 6).expect("small").to_le_bytes());
        bytes
    };
    let file = |name| (name, &b"x = 1\n"[..], 0o644, false);
    let hidden = [&archive(&[("h.py", b"x = 1\n", 0o644, false)])[..], &good].concat();
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("up", patched(&good, b"pkg/b.py", b"../kg.py"), "leads out of the archive"),
        ("absolute", patched(&good, b"pkg/b.py", b"/kg/b.py"), "leads out of the archive"),
        ("backslash", patched(&good, b"pkg/b.py", b"pkg\\b.py"), "leads out of the archive"),
        ("same", patched(&archive(&[("a.py", b"", 0o644, false), ("b.py", b"", 0o644, false)]), b"b.py", b"a.py"), ""),
        ("alike", archive(&[("p/a.py", b"", 0o644, false), ("p//a.py", b"", 0o644, false)]), "another one has as well"),
        ("bomb", bomb, "is larger than 64 MiB"),
        ("liar", with_size(3), "larger than its declared uncompressed size"),
        ("claims", with_size(0x7fff_ffff), "is larger than 64 MiB"),
        ("short", with_size(7), "has another size than the archive says"),
        ("encoding", patched(&good, b"pkg/b.py", b"\xd0\xb0g/b.py"), "unknown encoding"),
        ("encrypted", encrypted, "encrypted"),
        ("overlapping", overlapping, ""),
        ("hidden", hidden, ""),
        ("behind", [&good[..], b"SIGNED"].concat(), "there are bytes behind its end"),
        ("between", between, "there are bytes between its entries"),
        ("ends", patched(&good, b"a comment", b"a PK\x05\x06ent"), ""),
        ("directory", archive(&[file("a.py"), file("a.pyc/x")]), "there is no place for 'a.pyc'"),
        ("link", linked(&archive(&[file("a.pyc"), file("a.py")])), "there is no place for 'a.pyc'"),
        ("linked", linked(&archive(&[file("d"), file("d/a.py")])), "what it would be in is no directory"),
        ("cut", good[..good.len() - 30].to_vec(), "BadZipFile"),
        ("empty", Vec::new(), "BadZipFile"),
        ("text", b"#!/bin/sh\n".to_vec(), "BadZipFile"),
    ];
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    for (name, bytes, expected) in &cases {
        let path = root.join(format!("{name}.zip"));
        fs::write(&path, bytes).expect("written");
        let (code, words) = run(root, &format!("-q --python-version 3.12 {name}.zip"));
        assert!(code == 1 && words.contains("BadZipFile: ") && words.contains(expected), "{name}: {words}");
        assert!(fs::read(&path).expect("read") == *bytes, "{name}");
        fs::remove_file(&path).expect("removed");
        assert_eq!(fs::read_dir(root).expect("listed").count(), 0, "{name}");
    }
    let fifo = Command::new("mkfifo").arg(root.join("fifo.zip")).status().expect("it runs");
    assert!(fifo.success());
    let (code, words) = run(root, "-q --python-version 3.12 fifo.zip missing.zip");
    assert!(code == 1 && words.contains("not a regular file") && words.contains("FileNotFoundError"), "{words}");
}

#[test]
fn no_second_pyc_is_left_that_somebody_takes_for_ours() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    let file = |name| (name, &b"x = 1\n"[..], 0o644, false);
    let before = archive(&[file("p/a.py"), file("./p/a.pyc"), file("p//__pycache__/a.cpython-312.pyc"), file("p/b")]);
    fs::write(root.join("z.zip"), before).expect("written");
    assert_eq!(run(root, "-q --python-version 3.12 z.zip"), (0, String::new()));
    let after = fs::read(root.join("z.zip")).expect("read");
    assert_eq!(names(&after), ["p/a.py", "p/a.pyc", "p//__pycache__/a.cpython-312.pyc", "p/b"]);
}

#[test]
fn a_copy_belongs_to_who_makes_it() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    let path = root.join("z.zip");
    fs::write(&path, archive(&PACKAGE)).expect("written");
    fs::set_permissions(&path, Permissions::from_mode(0o640)).expect("set");
    let is_root = fs::metadata(root).expect("its status").uid() == 0;
    if is_root {
        std::os::unix::fs::chown(&path, Some(12345), Some(12345)).expect("given away");
    }
    let owner = |path: &Path| fs::metadata(path).map(|meta| (meta.uid(), meta.mode() & 0o777)).expect("there");
    let theirs = owner(&path);
    assert_eq!(run(root, "-q --python-version 3.12 --into out z.zip"), (0, String::new()));
    assert_eq!(owner(&root.join("out/z.zip")), (fs::metadata(root).expect("its status").uid(), 0o640));
    assert_eq!(run(root, "-q --python-version 3.12 z.zip"), (0, String::new()));
    assert_eq!(owner(&path), theirs);
}

#[test]
fn damaged_archives_are_left_as_they_were_or_rewritten_whole() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = |below: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random % below as u64).expect("small")
    };
    let (zip, wheel) = (archive(&PACKAGE), wheel(true));
    let mut damaged = BTreeMap::new();
    for number in 0..600 {
        let (mut bytes, suffix) = if number % 2 == 0 { (zip.clone(), "zip") } else { (wheel.clone(), "whl") };
        for _ in 0..=next(3) {
            let at = next(bytes.len());
            bytes[at] = u8::try_from(next(256)).expect("a byte");
        }
        if number % 5 == 0 {
            bytes.truncate(next(bytes.len()));
        }
        let name = format!("{number}.{suffix}");
        fs::write(root.join(&name), &bytes).expect("written");
        damaged.insert(name, bytes);
    }
    let names: Vec<&str> = damaged.keys().map(String::as_str).collect();
    let (code, words) = run(root, &format!("-qq --output-format json --python-version 3.12 {}", names.join(" ")));
    assert_eq!(code, 1);
    assert!(!words.contains("InternalError"), "{words}");
    let mut rewritten = 0;
    for (name, before) in &damaged {
        let after = fs::read(root.join(name)).expect("there");
        if after != *before {
            let mut zip = ZipArchive::new(Cursor::new(after)).expect("an archive");
            zip.validate_header_consistency().expect("consistent");
            rewritten += 1;
        }
    }
    assert!(rewritten > 0 && rewritten < damaged.len(), "{rewritten}");
    assert_eq!(fs::read_dir(root).expect("listed").count(), damaged.len());
}

#[test]
fn a_disk_that_is_full_leaves_an_archive_as_it_was() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    let text = vec![b'#'; 100_000];
    let before =
        archive(&[("a.py", b"x = 1\n", 0o644, true), ("b.txt", &text, 0o644, false), ("c.py", b"", 0o644, true)]);
    fs::write(root.join("z.zip"), &before).expect("written");
    let mut limited = Command::new("sh");
    limited.args(["-c", "ulimit -f 40; exec \"$0\" --archives -q --python-version 3.12 z.zip"]);
    let output = limited.arg(env!("CARGO_BIN_EXE_pycompileall")).current_dir(root).output().expect("it runs");
    let words = "*** Error compiling 'z.zip'...\nOSError: [Errno 27] File too large: 'z.zip'\n";
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stdout).as_ref()), (Some(1), words));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(fs::read(root.join("z.zip")).expect("read") == before);
    assert_eq!(fs::read_dir(root).expect("listed").count(), 1);
}

#[test]
fn a_run_that_is_stopped_leaves_an_archive_as_it_was() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    let source = "def f(x):\n    return x\n".repeat(500);
    let names: Vec<String> = (0..200).map(|number| format!("m{number}.py")).collect();
    let entries: Vec<Entry> = names.iter().map(|name| (name.as_str(), source.as_bytes(), 0o644, true)).collect();
    let before = archive(&entries);
    for signal in ["-TERM", "-INT", "-KILL"] {
        fs::write(root.join("z.zip"), &before).expect("written");
        let command = support::ours::command(root, "--archives -q -j 1 --python-version 3.12 z.zip");
        // Whoever started the tests may have had signals ignored.
        let mut defaults = Command::new("env");
        defaults.arg("--default-signal").arg(command.get_program()).args(command.get_args()).current_dir(root);
        let mut child = defaults.stderr(Stdio::piped()).spawn().expect("our binary runs");
        // It is busy with the first of them once it has opened what takes the archive's place.
        let opened = format!("/proc/{}/fd", child.id());
        let place = root.canonicalize().expect("a path");
        let is_new = |link: PathBuf| link.parent() == Some(&place) && !link.ends_with("z.zip");
        let links =
            || fs::read_dir(&opened).into_iter().flatten().flatten().filter_map(|fd| fs::read_link(fd.path()).ok());
        while child.try_wait().expect("a child").is_none() && !links().any(is_new) {
            std::thread::sleep(Duration::from_millis(1));
        }
        let is_busy = child.try_wait().expect("a child").is_none();
        Command::new("kill").args([signal, &child.id().to_string()]).status().expect("it runs");
        let output = child.wait_with_output().expect("it ends");
        assert!(!output.status.success() && is_busy, "{signal}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{signal}");
        assert!(fs::read(root.join("z.zip")).expect("read") == before, "{signal}");
        assert_eq!(fs::read_dir(root).expect("listed").count(), 1, "{signal}");
    }
}

#[test]
fn a_pyc_without_code_is_not_up_to_date() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("z.zip");
    fs::write(&path, archive(&PACKAGE)).expect("written");
    let line = "-q --python-version 3.12 z.zip";
    assert_eq!(run(directory.path(), line), (0, String::new()));
    let whole = fs::read(&path).expect("read");
    let cut = entries(&whole);
    let cut: Vec<Entry> = cut
        .iter()
        .map(|(name, text, mode, ..)| {
            (name.as_str(), &text[..if name == "a.pyc" { 16 } else { text.len() }], *mode, true)
        })
        .collect();
    fs::write(&path, archive(&cut)).expect("written");
    assert_eq!(run(directory.path(), line), (0, String::new()));
    let pyc = |bytes: &[u8]| entries(bytes).into_iter().find(|(name, ..)| name == "a.pyc").map(|(_, text, ..)| text);
    assert_eq!(pyc(&fs::read(&path).expect("read")), pyc(&whole));
}

#[test]
fn what_does_not_go_together() {
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    let before = archive(&PACKAGE);
    fs::write(root.join("z.zip"), &before).expect("written");
    fs::write(root.join("a.py"), "x = 1\n").expect("written");
    for line in [
        "--python-version 3.11,3.12 z.zip",
        "-o 0 -o 1 z.zip",
        "--invalidation-mode timestamp z.zip",
        "--check z.zip",
        "-b z.zip",
        "--record z.zip",
        "--prune z.zip",
        "--verify z.zip",
        "--into out z.zip a.py",
    ] {
        assert_eq!(run(root, &format!("--python-version 3.12 {line}")).0, 2, "{line}");
    }
    assert!(fs::read(root.join("z.zip")).expect("read") == before && !root.join("out").exists());
    // Without the flag it is passed over, as by compileall; with it what is no archive is compiled as ever.
    assert_eq!(run(root, "-q --python-version 3.12 a.py z.zip"), (0, String::new()));
    assert!(root.join("__pycache__/a.cpython-312.pyc").is_file());
    let output = Command::new(env!("CARGO_BIN_EXE_pycompileall")).arg("z.zip").current_dir(root).output();
    assert!(output.expect("our binary runs").status.success());
}

/// Writes archives as tools do: streamed, so that sizes stand behind the data; with the extensions for large files; behind
/// a program.
const WRITE: &str = "
import io, sys, zipfile, zipapp, os
class Pipe(io.RawIOBase):
    def __init__(self, name): self.file = open(name, 'wb')
    def writable(self): return True
    def write(self, data): return self.file.write(data)
    def flush(self): self.file.flush()
files = {'a.py': 'import pkg.b\\nx = pkg.b.y + 1\\n', 'pkg/__init__.py': '', 'pkg/b.py': 'y = 2\\n',
         '__main__.py': 'import a; print(a.x, a.__file__, a.__loader__.__class__.__name__)\\n'}
with zipfile.ZipFile(Pipe('streamed.zip'), 'w', zipfile.ZIP_DEFLATED) as zip:
    for name, text in files.items(): zip.writestr(name, text)
with zipfile.ZipFile('large.zip', 'w') as zip:
    for name, text in files.items():
        with zip.open(zipfile.ZipInfo(name), 'w', force_zip64=True) as entry: entry.write(text.encode())
os.makedirs('app/pkg')
for name, text in files.items(): open('app/' + name, 'w').write(text)
zipapp.create_archive('app', 'app.pyz', interpreter=sys.executable)
with zipfile.ZipFile('plain.zip', 'w') as zip:
    for name, text in files.items(): zip.writestr(name, text)
open('stub.zip', 'wb').write(b'MZ stub ' * 100 + open('plain.zip', 'rb').read())
";

#[test]
fn interpreters_import_what_was_written() {
    let mut tried = 0;
    for minor in [11, 12, 13, 14, 15] {
        let Some(python) = interpreters::find(minor) else { continue };
        let directory = tempfile::tempdir().expect("a directory");
        let root = directory.path();
        let run_python = |arguments: &[&str]| {
            let mut command = Command::new(&python.path);
            let output = command.args(arguments).env("TZ", "Asia/Tokyo").current_dir(root).output().expect("it runs");
            assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).expect("UTF-8")
        };
        run_python(&["-c", WRITE]);
        let release = format!("3.{minor}.{}", python.micro);
        for mode in ["checked-hash", "unchecked-hash"] {
            let line = format!("-q -f --invalidation-mode {mode} --python-version {release}");
            let names = ["streamed.zip", "large.zip", "app.pyz", "stub.zip"];
            assert_eq!(run(root, &format!("{line} {}", names.join(" "))), (0, String::new()), "3.{minor}");
            for name in names {
                // From the .pyc, and from the source once that has changed.
                let words = run_python(&["-I", "-B", name]);
                assert!(
                    words.starts_with("3 ") && words.contains(&format!("{name}/a.pyc zipimporter")),
                    "{name}: {words}"
                );
                run_python(&["-c", &format!("import zipfile; assert zipfile.ZipFile('{name}').testzip() is None")]);
                tried += 1;
            }
            let start = fs::metadata(root.join("app.pyz")).expect("there");
            let direct = Command::new(root.join("app.pyz")).output().expect("it starts itself");
            assert!(start.mode() & 0o100 != 0 && direct.stdout.starts_with(b"3 "), "{direct:?}");
        }
    }
    assert!(tried > 0 || interpreters::find(11).is_none());
}
