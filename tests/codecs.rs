//! Every codec that a source can declare decodes and refuses every sequence as the interpreters do.
//!
//! `tests/recorded/codecs.tsv` has what the interpreters said, as a checksum of each kind of sequences; `BLESS=1` writes
//! it again. `cargo test` tries a sample; with `PYCOMPILEALL_ORACLE=full` it is all sequences of one and two bytes,
//! those of three where they may matter, and a hundred thousand longer ones.

mod support;

use pycompileall::Target;
use pycompileall::internals::syntax::decode_as;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use support::interpreters::{self, Interpreter};
use support::sequences::{self, Amount};

/// How many sequences are compared at once.
const BLOCK: usize = 1 << 14;

fn amount() -> Amount {
    match std::env::var("PYCOMPILEALL_ORACLE") {
        Ok(value) if value == "full" => Amount::Full,
        _ => Amount::Sample,
    }
}

fn golden_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recorded/codecs.tsv")
}

fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/codecs.py")
}

/// What we say of a sequence, as the script writes it.
fn ours(codec: &str, sequence: &[u8], target: &Target, line: &mut Vec<u8>) {
    line.clear();
    match decode_as(codec, sequence, target) {
        Ok(text) => {
            line.push(b'=');
            line.extend_from_slice(text.as_bytes());
        }
        Err(error) => {
            line.push(b'!');
            line.extend_from_slice(error.message.as_bytes());
        }
    }
    line.push(b'\n');
}

/// CRC-32 of what is added.
#[derive(Clone, Copy)]
struct Crc(u32);

impl Crc {
    const NEW: Self = Self(u32::MAX);

    const TABLE: [u32; 256] = {
        let mut table = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            let mut value = byte as u32;
            let mut bit = 0;
            while bit < 8 {
                value = if value & 1 == 1 { value >> 1 ^ 0xedb8_8320 } else { value >> 1 };
                bit += 1;
            }
            table[byte] = value;
            byte += 1;
        }
        table
    };

    fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0 >> 8 ^ Self::TABLE[usize::from(self.0 as u8 ^ byte)];
        }
    }

    fn value(self) -> u32 {
        !self.0
    }
}

/// An interpreter that answers.
struct Oracle {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Oracle {
    fn start(python: &Interpreter) -> Self {
        let mut command = Command::new(&python.path);
        let mut child = command
            .arg("-I")
            .arg(script())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("an interpreter");
        let (input, output) = (child.stdin.take().expect("its input"), child.stdout.take().expect("its output"));
        Self { child, input, output: BufReader::new(output) }
    }

    fn ask(&mut self, codec: &str, block: &[Vec<u8>], wanted: &str) {
        let mut request = format!("{codec} {} {wanted}\n", block.len()).into_bytes();
        for sequence in block {
            request.extend_from_slice(&(sequence.len() as u16).to_le_bytes());
            request.extend_from_slice(sequence);
        }
        self.input.write_all(&request).and_then(|()| self.input.flush()).expect("a request");
    }

    fn answer(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("an answer");
        line.truncate(line.trim_end().len());
        line
    }

    fn crc(&mut self, codec: &str, block: &[Vec<u8>]) -> u32 {
        self.ask(codec, block, "crc");
        self.answer().parse().expect("a number")
    }

    /// The first sequence of `block` that the interpreter decodes otherwise.
    fn first_difference(&mut self, codec: &str, block: &[Vec<u8>], target: &Target) -> String {
        for sequence in block {
            self.ask(codec, std::slice::from_ref(sequence), "each");
            let theirs: Vec<u8> = self
                .answer()
                .as_bytes()
                .chunks(2)
                .map(|pair| {
                    let digits = std::str::from_utf8(pair).expect("digits");
                    u8::from_str_radix(digits, 16).expect("a byte")
                })
                .collect();
            let mut line = Vec::new();
            ours(codec, sequence, target, &mut line);
            if line[..line.len() - 1] != theirs {
                let show = String::from_utf8_lossy;
                return format!(
                    "{} {codec}: {sequence:02x?}\n  ours   {:?}\n  theirs {:?}",
                    target.version,
                    show(&line),
                    show(&theirs)
                );
            }
        }
        format!("{} {codec}: the interpreter's checksum is that of other answers", target.version)
    }
}

impl Drop for Oracle {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The interpreters of the versions whose rules we know, also of those that the command refuses.
fn pythons() -> Vec<Interpreter> {
    Target::known().iter().flat_map(|series| interpreters::all(series[0].version.minor)).collect()
}

fn target_of(python: &Interpreter) -> &'static Target {
    Target::for_any_version(python.minor, Some(python.micro)).expect("a release that we know")
}

/// The codecs that an interpreter has for texts.
fn names(python: &Interpreter) -> Vec<String> {
    let output = Command::new(&python.path).arg("-I").arg(script()).arg("--names").output().expect("an interpreter");
    String::from_utf8(output.stdout).expect("names").split_whitespace().map(str::to_owned).collect()
}

/// Checksums by codec, kind and release.
type Golden = BTreeMap<(String, String, String), u32>;

fn read_golden() -> Golden {
    let text = std::fs::read_to_string(golden_file()).unwrap_or_default();
    let rows = text.lines().filter(|line| !line.starts_with('#')).flat_map(|line| {
        let fields: Vec<_> = line.split('\t').collect();
        let [codec, kind, crc, releases] = fields[..] else { panic!("{line}") };
        let crc = u32::from_str_radix(crc, 16).expect("a checksum");
        releases.split(' ').map(move |release| ((codec.to_owned(), kind.to_owned(), release.to_owned()), crc))
    });
    rows.collect()
}

fn write_golden(golden: &Golden) {
    let mut lines = BTreeMap::<_, Vec<&str>>::new();
    for ((codec, kind, release), crc) in golden {
        lines.entry((codec, kind, crc)).or_default().push(release);
    }
    let mut text =
        "# What interpreters decode (tests/codecs.rs): codec, kind of sequences, checksum, releases.\n".to_owned();
    for ((codec, kind, crc), releases) in lines {
        let _ = writeln!(text, "{codec}\t{kind}\t{crc:08x}\t{}", releases.join(" "));
    }
    std::fs::write(golden_file(), text).expect("the golden file");
}

/// As the golden file names a kind.
fn kind_name(kind: &str, amount: Amount) -> String {
    match amount {
        Amount::Sample => kind.to_owned(),
        Amount::Full => format!("all {kind}"),
    }
}

/// Calls `each` for the blocks of a kind.
fn in_blocks(mut sequences: impl Iterator<Item = Vec<u8>>, mut each: impl FnMut(&[Vec<u8>])) {
    loop {
        let block: Vec<_> = sequences.by_ref().take(BLOCK).collect();
        if block.is_empty() {
            return;
        }
        each(&block);
    }
}

fn crc_of(codec: &str, block: &[Vec<u8>], target: &Target, line: &mut Vec<u8>) -> u32 {
    let mut crc = Crc::NEW;
    for sequence in block {
        ours(codec, sequence, target, line);
        crc.add(line);
    }
    crc.value()
}

#[test]
fn as_the_interpreters_found() {
    let bless = std::env::var_os("BLESS").is_some();
    let only = std::env::var("CODECS").ok();
    let is_asked = |name: &str| only.as_ref().is_none_or(|only| only.split(' ').any(|only| only == name));
    let (mut compared, mut differing) = (0, Vec::new());
    let mut golden = read_golden();
    for python in pythons() {
        let target = target_of(&python);
        let mut oracle = Oracle::start(&python);
        for codec in names(&python).iter().filter(|name| is_asked(name)) {
            for kind in sequences::of(codec, amount()) {
                let mut line = Vec::new();
                let mut all = Crc::NEW;
                in_blocks(kind.sequences, |block| {
                    let (us, them) = (crc_of(codec, block, target, &mut line), oracle.crc(codec, block));
                    compared += block.len();
                    all.add(&them.to_le_bytes());
                    if us != them && differing.len() < 40 {
                        let difference = oracle.first_difference(codec, block, target);
                        println!("{difference}");
                        differing.push(difference);
                    }
                });
                if bless {
                    let key = (codec.clone(), kind_name(kind.name, amount()), target.version.to_string());
                    golden.insert(key, all.value());
                }
            }
        }
    }
    println!("{compared} sequences compared");
    if bless {
        write_golden(&golden);
    }
    assert!(differing.is_empty(), "{} blocks differ\n{}", differing.len(), differing.join("\n"));
}

/// The target of a release of the golden file.
fn recorded(release: &str) -> &'static Target {
    let mut numbers = release.split('.').skip(1).map(|number| number.parse().expect("a number"));
    let (minor, micro) = (numbers.next().expect("a minor version"), numbers.next());
    Target::for_any_version(minor, micro).expect("a release that we know")
}

#[test]
fn as_recorded() {
    let golden = read_golden();
    let mut wrong = String::new();
    let releases: BTreeSet<_> = golden.keys().map(|(.., release)| release.clone()).collect();
    let targets: Vec<_> = releases.iter().map(|release| recorded(release)).collect();
    for supported in Target::supported() {
        let minor = supported.version.minor;
        assert!(targets.iter().any(|target| target.version.minor == minor), "nothing of 3.{minor}");
    }
    for (release, target) in releases.iter().zip(targets) {
        let codecs: BTreeSet<_> = golden.keys().filter(|(.., of)| of == release).map(|(codec, ..)| codec).collect();
        assert!(codecs.len() > 90, "{release}: only {codecs:?}");
        for codec in codecs {
            for kind in sequences::of(codec, amount()) {
                let key = (codec.clone(), kind_name(kind.name, amount()), release.clone());
                let Some(&expected) = golden.get(&key) else { continue };
                let (mut line, mut all) = (Vec::new(), Crc::NEW);
                in_blocks(kind.sequences, |block| all.add(&crc_of(codec, block, target, &mut line).to_le_bytes()));
                if all.value() != expected {
                    let _ = writeln!(wrong, "{key:?}");
                }
            }
        }
    }
    assert!(wrong.is_empty(), "other checksums:\n{wrong}");
}

#[test]
fn aliases_as_the_interpreters_found() {
    for python in pythons() {
        let target = target_of(&python);
        let output =
            Command::new(&python.path).arg("-I").arg(script()).arg("--aliases").output().expect("an interpreter");
        let text = String::from_utf8(output.stdout).expect("text");
        assert!(text.lines().count() > 300);
        for line in text.lines() {
            let (alias, theirs) = line.split_once('\t').expect("two fields");
            let mut us = Vec::new();
            ours(alias, b"\x80\xa4\xfe\xff", target, &mut us);
            us.pop();
            let us: String = us.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(us, theirs, "{} {alias}", target.version);
        }
    }
}
