//! Archives as the tests of `--archives` make and read them.

use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Output;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Runs `pycompileall --archives` with the words of a line, in a directory.
pub fn ours(root: &Path, line: &str) -> Output {
    super::ours::ours(root, &format!("--archives {line}"))
}

/// Runs and returns the exit code and what was said.
pub fn run(root: &Path, line: &str) -> (i32, String) {
    let output = ours(root, line);
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    (output.status.code().expect("it ends by itself"), String::from_utf8(text).expect("UTF-8"))
}

/// An entry: its name, what is in it, its permissions, and whether it is compressed.
pub type Entry<'e> = (&'e str, &'e [u8], u32, bool);

/// An archive of these entries, each a minute later than the one before.
pub fn archive(entries: &[Entry]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (minute, (name, text, mode, is_compressed)) in (1..60).cycle().zip(entries) {
        let method = if *is_compressed { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let time = DateTime::from_date_and_time(2021, 2, 3, 4, minute, 6).expect("a time");
        let options = SimpleFileOptions::default().compression_method(method).unix_permissions(*mode);
        zip.start_file(*name, options.last_modified_time(time)).expect("started");
        zip.write_all(text).expect("written");
    }
    zip.set_comment("a comment").expect("set");
    zip.finish().expect("finished").into_inner()
}

/// A package beside a module.
pub const PACKAGE: [Entry; 4] = [
    ("a.py", b"import pkg.b\nx = pkg.b.y + 1\n", 0o755, true),
    ("pkg/__init__.py", b"", 0o644, false),
    ("pkg/b.py", b"y = 2\n", 0o600, true),
    ("pkg/data.txt", b"text\n", 0o640, true),
];

/// The names of an archive's entries, in order, each with what is in it, its mode, minute and compression.
pub fn entries(bytes: &[u8]) -> Vec<(String, Vec<u8>, u32, u8, CompressionMethod)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    zip.validate_header_consistency().expect("a consistent archive");
    assert_eq!(zip.comment(), b"a comment");
    let length = zip.len();
    let read = |index| {
        let mut entry = zip.by_index(index).expect("an entry");
        let mut text = Vec::new();
        entry.read_to_end(&mut text).expect("read");
        let (mode, time) = (entry.unix_mode().expect("a mode"), entry.last_modified().expect("a time"));
        (entry.name().expect("a name").into_owned(), text, mode & 0o7777, time.minute(), entry.compression())
    };
    (0..length).map(read).collect()
}

/// The names alone.
pub fn names(bytes: &[u8]) -> Vec<String> {
    entries(bytes).into_iter().map(|(name, ..)| name).collect()
}

/// The RECORD of [`wheel`].
pub const RECORD_OF_WHEEL: &str = "demo/__init__.py,sha256=x,6\ndemo/b.py,sha256=x,6\ndemo-1.0.data/purelib/demo_more.py,,\n\
                               demo-1.0.data/scripts/s.py,,\ndemo-1.0.dist-info/METADATA,,\n\
                               demo-1.0.dist-info/WHEEL,,\ndemo-1.0.dist-info/RECORD,,\n";

/// A wheel, its RECORD at the end or at the start.
pub fn wheel(record_first: bool) -> Vec<u8> {
    let record: Entry = ("demo-1.0.dist-info/RECORD", RECORD_OF_WHEEL.as_bytes(), 0o664, true);
    let mut entries: Vec<Entry> = vec![
        ("demo/__init__.py", b"x = 1\n", 0o644, true),
        ("demo/b.py", b"y = 2\n", 0o644, true),
        ("demo-1.0.data/purelib/demo_more.py", b"z = 3\n", 0o644, true),
        ("demo-1.0.data/scripts/s.py", b"#!python\nprint(1)\n", 0o755, true),
        ("demo-1.0.dist-info/METADATA", b"Metadata-Version: 2.1\nName: demo\nVersion: 1.0\n", 0o644, true),
        (
            "demo-1.0.dist-info/WHEEL",
            b"Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            0o644,
            true,
        ),
    ];
    entries.insert(if record_first { 0 } else { entries.len() }, record);
    archive(&entries)
}
