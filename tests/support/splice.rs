//! Broken files: pieces of the corpus put together and then changed byte by byte, line by line or as a whole.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::generate::Random;
use super::said;

/// What is put where it does not belong.
const STRAYS: &[&[u8]] = &[
    b"\n",
    b"\r",
    b"\r\n",
    b"\\\n",
    b"\\\r\n",
    b"\\",
    b"\t",
    b"\x0c",
    b" ",
    b"    ",
    b"\n\t",
    b"\n        ",
    b"#",
    b"# \xff\n",
    b"\xc3\xa9",
    b"\xff",
    b"\xe2\x82\xac",
    b"\xe2\x82",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\xf0\x9d\x92\xb3",
    b"\x00",
    b"\x01",
    b"\xc2\xa0",
    b"(",
    b")",
    b"[",
    b"]",
    b"{",
    b"}",
    b"{{",
    b"}}",
    b",",
    b":",
    b":=",
    b";",
    b"=",
    b"==",
    b"!=",
    b"<>",
    b"!",
    b"?",
    b"$",
    b"@",
    b".",
    b"...",
    b"->",
    b"*",
    b"**",
    b"~",
    b"|",
    b"'",
    b"\"",
    b"'''",
    b"\"\"\"",
    b"f'",
    b"f\"",
    b"f'''",
    b"rf'",
    b"b'",
    b"u'",
    b"r'",
    b"f'{",
    b"}'",
    b"{x!r}",
    b"{x=}",
    b"{x:",
    b"{x!",
    b"f'{x:{y}}'",
    b"f'\\{{x}'",
    b"f'\\}}'",
    b"f'{x:\\}}'",
    b"f'\\{x}'",
    b"f'\\N{DIGIT ONE}'",
    b"\\d",
    b"\\{",
    b"\\}",
    b"\\{{",
    b"\\}}",
    b"\\N",
    b"\\N{",
    b"\\N{x}",
    b"\\x",
    b"\\x4",
    b"\\u12",
    b"\\U00110000",
    b"\\400",
    b"\\777",
    b"\\8",
    b"\\\xc3\xa9",
    b"'\\d'",
    b"b'\\d'",
    b"b'\\400'",
    b"'\\q' '\\w'",
    b"f'\\d{x}\\q'",
    b"'\\x'",
    b"b'\xc3\xa9'",
    b"'''\\d\n\\q'''",
    b"1if 2 else 3",
    b"0x1for",
    b"1or 2",
    b"0b1and 1",
    b"1_000in x",
    b"1.5is y",
    b"1jnot",
    b"01",
    b"0_",
    b"1__0",
    b"0xg",
    b"0b2",
    b"0o8",
    b"1e",
    b"1e+",
    b"1.e5x",
    b"None",
    b"True",
    b"__debug__",
    b"_",
    b"match",
    b"case",
    b"type",
    b"print",
    b"exec",
    b"x",
    b"a.b",
    b"a[b]",
    b"f(x)",
    b"yield",
    b"await x",
    b"lambda: 1",
    b"lambda x: y",
    b"x for x in y",
    b"*a",
    b"**k",
    b"a=1",
    b"x if y",
    b"x if y else z",
    b"not x",
    b"x := y",
    b"(x := y)",
    b"x is 1",
    b"1()",
    b"'a'[b'c']",
    b"[1](2)",
    b"async ",
    b"if x:",
    b"else:",
    b"elif x:",
    b"try:",
    b"except:",
    b"except x:",
    b"except* x:",
    b"except* E as __debug__:",
    b"finally:",
    b"for x in y:",
    b"while x:",
    b"with x:",
    b"with (x, y as z):",
    b"def f():",
    b"class A:",
    b"match x:",
    b"case y:",
    b"case A(b=c, d):",
    b"case {**x, y}:",
    b"case x as _:",
    b"case -1 + 2:",
    b"case a | b:",
    b"return",
    b"pass",
    b"break",
    b"continue",
    b"import x",
    b"from x import y,",
    b"from . import *",
    b"from __future__ import barry_as_FLUFL\n",
    b"from __future__ import annotations\n",
    b"from __future__ import x\n",
    b"global x",
    b"nonlocal x",
    b"del x",
    b"assert x",
    b"assert (x, y)",
    b"raise x",
    b"type X = int",
    b"def f[T]():",
    b"def f[*T: x]():",
    b"[T: int = str]",
    b"t'",
    b"t'{x!r:{y}}'",
    b"rt'\\d{x}'",
    b"t'{",
    b"t'a' 'b'",
    b"ub'x'",
    b"except A, B:",
    b"except* A, B as c:",
    b"finally: return",
    b"finally: break",
    b"import x as y.z",
    b"x if y else pass",
    b"whille x:",
    b"retrun x",
    b"fro x in y:",
    b"x is ()",
    b"x: (yield)",
    b"lazy",
    b"lazy import x",
    b"lazy from x import y",
    b"lazy from . import *",
    b"lazy from __future__ import annotations\n",
    b"from . lazy import x",
    b"from .. lazy import x, '\\d'",
    b"from x lazy import y",
    b"*x for x in y",
    b"**x for x in y",
    b"[*x for x in y]",
    b"{**x for x in y}",
    b"{**x: y for x in y}",
    b"{x: **y}",
    b"(**x)",
    b"*x if y else z",
    b"**x if y else z",
    b"x if y else *z",
    b"x if y else **z",
    b"raise from x",
    b"raise x from",
    b"assert x = y",
    b"assert x, y := z",
    b"with x,:",
    b"case x if y: pass",
    b"case {**x, 1: y}:",
    b"case +1+2:",
    b"def f(*, **k):",
    b"def f(**k, a):",
    b"lambda /, a: 0",
    b"'a'\n'b' x",
];

/// What files begin with.
const HEADS: &[&[u8]] = &[
    b"# coding: latin-1\n",
    b"# coding: utf-8\n",
    b"\xef\xbb\xbf",
    b"\xef\xbb\xbf# coding: utf-8\n",
    b"# \xff\n",
    b"\n# coding: ascii\n",
    b"#!x\r\n# coding: latin-1\r\n",
    b"from __future__ import barry_as_FLUFL\n",
    b"x = 1\nfrom __future__ import barry_as_FLUFL\n",
    b"'\\d'\n",
];

/// Blocks that may be around the rest.
const BLOCKS: &[&str] =
    &["def f():\n", "class A:\n", "if x:\n", "async def f():\n", "try:\n", "while x:\n", "match x:\n", "with x:\n"];

/// What is repeated, up to CPython's limits and beyond, and how often.
const REPEATED: &[(&[u8], usize)] = &[
    (b"(", 201),
    (b"[", 100),
    (b"{", 30),
    (b"a", 1001),
    (b" ", 990),
    (b"\xc3\xa9", 500),
    (b"# ", 600),
    (b"f'{", 3),
    (b"f\"{x:{", 2),
    (b"if x:\n", 3),
    (b"-", 120),
    (b"not ", 90),
    (b"lambda:", 60),
    (b"1", 4301),
    (b"'a' ", 50),
    (b"\t", 30),
    (b"x.", 300),
    (b"\\\n", 4),
    (b"\n", 1000),
];

/// How long a piece is at most.
const PIECE: usize = 400;

/// How many lines of a piece are taken at most.
const LINES: usize = 5;

/// Pieces that files are put together from.
pub struct Splicer {
    pieces: Vec<Vec<u8>>,
}

impl Splicer {
    /// With the corpus, and what is in `more`, a directory.
    pub fn new(more: Option<&Path>) -> Self {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
        let mut pieces = BTreeSet::new();
        for file in files(&corpus).into_iter().chain(more.map(files).unwrap_or_default()) {
            let text = fs::read(&file).expect("a file of the corpus");
            let name = file.to_string_lossy();
            if name.ends_with(".txt") {
                pieces.extend(split(&text, b"%%\n"));
            } else if name.ends_with(".cases") {
                pieces.extend(said::cases(&text).into_iter().map(<[u8]>::to_vec));
            } else if name.ends_with(".py") {
                pieces.extend(statements(&text));
            }
        }
        let pieces: Vec<_> = pieces.into_iter().filter(|piece| (1..=PIECE).contains(&piece.len())).collect();
        assert!(!pieces.is_empty(), "no corpus");
        Self { pieces }
    }

    /// A broken file.
    pub fn broken(&self, seed: u64) -> Vec<u8> {
        let random = &mut Random::new(seed ^ 0x5bd1_e995);
        if random.once_in(10) {
            let mut file = self.pieces[random.below(self.pieces.len())].clone();
            file.truncate(random.below(file.len()));
            return file;
        }
        let mut file = Vec::new();
        if random.once_in(6) {
            file.extend_from_slice(random.pick(HEADS));
        }
        for _ in 0..=random.below(3) {
            let piece = &self.pieces[random.below(self.pieces.len())];
            let mut lines: Vec<&[u8]> = piece.split_inclusive(|&byte| byte == b'\n').collect();
            let first = if random.once_in(3) { random.below(lines.len()) } else { 0 };
            lines.drain(..first);
            lines.truncate(LINES);
            if random.once_in(5) {
                file.extend_from_slice(random.pick(BLOCKS).as_bytes());
                for line in lines {
                    file.extend_from_slice(b"    ");
                    file.extend_from_slice(line);
                }
            } else {
                file.extend(lines.concat());
            }
            if !file.ends_with(b"\n") {
                file.push(b'\n');
            }
        }
        for _ in 0..random.below(4) {
            self.change(&mut file, random);
        }
        file
    }

    fn change(&self, file: &mut Vec<u8>, random: &mut Random) {
        if file.is_empty() {
            return;
        }
        let (from, to) = match random.below(3) {
            0 => word_at(file, random.below(file.len())),
            1 => line_at(file, random.below(file.len())),
            _ => {
                let from = random.below(file.len());
                (from, (from + 1 + random.below(3)).min(file.len()))
            }
        };
        let taken = file[from..to].to_vec();
        match random.below(14) {
            0 | 1 => drop(file.drain(from..to)),
            2 => drop(file.splice(to..to, taken)),
            3 => {
                let other = random.below(file.len());
                file.splice(other..other, taken);
            }
            4 | 5 => drop(file.splice(from..from, random.pick(STRAYS).iter().copied())),
            6 | 7 => drop(file.splice(from..to, random.pick(STRAYS).iter().copied())),
            8 => file.truncate(to),
            9 => {
                let (other, end) = word_at(file, random.below(file.len()));
                let word = file[other..end].to_vec();
                file.splice(from..to, word);
            }
            10 => {
                let piece = &self.pieces[random.below(self.pieces.len())];
                let (other, end) = word_at(piece, random.below(piece.len()));
                file.splice(from..to, piece[other..end].iter().copied());
            }
            11 => {
                let newline = random.pick(&[&b"\r\n"[..], b"\r", b"\n\n", b"\\\n", b" \n", b"\n "]);
                let all = random.once_in(2);
                *file = replaced(file, b"\n", newline, |random| all || random.once_in(3), random);
            }
            12 => {
                let (repeated, times) = random.pick(REPEATED);
                let times = if random.once_in(2) { times } else { 1 + random.below(times) };
                file.splice(from..from, repeated.repeat(times));
            }
            _ => {
                let tab = random.pick(&[&b"\t"[..], b" \t", b"\x0c    ", b"   ", b"\\\n    "]);
                let all = random.once_in(2);
                *file = replaced(file, b"    ", tab, |random| all || random.once_in(3), random);
            }
        }
    }
}

fn replaced(file: &[u8], old: &[u8], new: &[u8], wanted: impl Fn(&mut Random) -> bool, random: &mut Random) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = file;
    while let Some(&byte) = rest.first() {
        if rest.starts_with(old) && wanted(random) {
            out.extend_from_slice(new);
            rest = &rest[old.len()..];
        } else {
            out.push(byte);
            rest = &rest[1..];
        }
    }
    out
}

/// The word, the run of blanks or the other character that `at` is in.
fn word_at(text: &[u8], at: usize) -> (usize, usize) {
    let kind = |byte: u8| match byte {
        b' ' => 0,
        _ if byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80 => 1,
        _ => 2,
    };
    let own = kind(text[at]);
    if own == 2 {
        return (at, at + 1);
    }
    let from = text[..at].iter().rposition(|&byte| kind(byte) != own).map_or(0, |before| before + 1);
    let to = text[at..].iter().position(|&byte| kind(byte) != own).map_or(text.len(), |length| at + length);
    (from, to)
}

fn line_at(text: &[u8], at: usize) -> (usize, usize) {
    let from = text[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |before| before + 1);
    let to = text[at..].iter().position(|&byte| byte == b'\n').map_or(text.len(), |length| at + length + 1);
    (from, to)
}

/// A program's statements that are not indented, each with its block.
fn statements(text: &[u8]) -> Vec<Vec<u8>> {
    let mut found: Vec<Vec<u8>> = Vec::new();
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        let begins = !line.starts_with(b" ") && !line.starts_with(b"\t") && !line.starts_with(b"\n");
        match found.last_mut() {
            Some(statement) if !begins => statement.extend_from_slice(line),
            _ => found.push(line.to_vec()),
        }
    }
    found
}

fn split(text: &[u8], separator: &[u8]) -> Vec<Vec<u8>> {
    let mut pieces = vec![Vec::new()];
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        if line == separator {
            pieces.push(Vec::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.extend_from_slice(line);
        }
    }
    pieces
}

/// The sources in a directory and below, in order.
fn files(directory: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = fs::read_dir(directory).expect("a directory").map(|entry| entry.expect("an entry").path());
    let mut entries: Vec<_> = entries.collect();
    entries.sort();
    for entry in entries {
        if entry.is_dir() && !entry.ends_with("golden") {
            found.extend(files(&entry));
        } else if ["py", "txt", "cases"].iter().any(|wanted| entry.extension().is_some_and(|found| found == *wanted)) {
            found.push(entry);
        }
    }
    found
}
