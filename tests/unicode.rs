//! Characters and their names are what each release takes them for.
//!
//! `tests/recorded/record_unicode.py` recorded some releases: digests of all answers, and the answers to names that are
//! none, or not for all of them. Interpreters that are found are asked everything: every code point and every name,
//! and what is nearly a name (a sample of it; all with `PYCOMPILEALL_ORACLE=full`). Interpreters of a series that only
//! the tools know count, too.

mod support;

use pycompileall::internals::text;
use pycompileall::internals::unicode::{self, Unicode};
use pycompileall::{Target, VersionRequest};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use support::interpreters;
use unicode_normalization::UnicodeNormalization;

/// What `record_unicode.py` recorded.
const GOLDEN: &str = include_str!("recorded/unicode.tsv");

/// How many code points there are.
const CODE_POINTS: u32 = 0x0011_0000;

/// Of names that are nearly some, one of so many is tried.
const SAMPLE: usize = 29;

/// What is asked of every code point, and how an interpreter says it.
const PROPERTIES: [(&str, &str, Property); 6] = [
    ("identifier_start", "chr(c).isidentifier()", |c, unicode| known(c, |c| unicode.is_identifier_start(c))),
    ("identifier_continue", "('a' + chr(c)).isidentifier()", |c, unicode| {
        known(c, |c| unicode.is_identifier_continue(c))
    }),
    ("printable", "chr(c).isprintable()", |c, unicode| unicode.is_printable(c)),
    ("wide", "east_asian_width(chr(c)) in 'WF'", |c, unicode| known(c, |c| unicode.is_wide(c))),
    ("zero_width", "combining(chr(c)) != 0 or category(chr(c)) == 'Cf' and c != 0xad", |c, unicode| {
        known(c, |c| unicode.has_no_width(c))
    }),
    ("space", "chr(c).isspace()", |c, _| known(c, text::is_space)),
];

type Property = fn(u32, Unicode) -> bool;

fn known(c: u32, test: impl FnOnce(char) -> bool) -> bool {
    char::from_u32(c).is_some_and(test)
}

/// The releases that were recorded, what we know of each, and the column of its answers. One of a series that we do not
/// know yet has all that is recorded.
fn recorded() -> Vec<(&'static str, Unicode, usize)> {
    let heading = GOLDEN.lines().next().expect("a heading");
    let known = |release: &str| {
        let VersionRequest { minor, micro } = release.parse().expect("a release");
        Target::for_any_version(minor, micro).map_or_else(|| Unicode::of(|_| true), Target::unicode)
    };
    let releases = heading.split('\t').enumerate().skip(1);
    let found: Vec<_> = releases.map(|(column, release)| (release, known(release), column)).collect();
    for target in known_series().filter_map(|minor| Target::for_any_version(minor, None)) {
        let is_recorded = found.iter().any(|&(_, unicode, _)| unicode == target.unicode());
        assert!(is_recorded, "no release with the characters of {}: record_unicode.py", target.version);
    }
    found
}

/// The answer in a column.
fn answer(subject: &str, column: usize) -> &'static str {
    let line = GOLDEN.lines().find(|line| line.split('\t').next() == Some(subject)).expect("a recorded subject");
    line.split('\t').nth(column).expect("a recorded release")
}

/// FNV-1a, as the recorder has it.
fn digest(bytes: impl IntoIterator<Item = u8>) -> String {
    let digest = bytes
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |digest, byte| (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{digest:016x}")
}

/// An identifier's character and its neighbours, normalized.
fn neighbours(c: char) -> String {
    let forms = [
        c.to_string(),
        c.to_string().nfd().collect(),
        format!("a{c}"),
        format!("{c}\u{301}"),
        format!("{c}\u{327}\u{301}"),
        format!("\u{1100}{c}"),
        format!("{c}\u{11a8}"),
    ];
    forms.map(|form| unicode::normalized(&form)).join(" ") + "\n"
}

#[test]
fn characters_are_as_recorded() {
    for (release, unicode, column) in recorded() {
        for (property, _, ours) in PROPERTIES {
            let ours = (0..CODE_POINTS).map(|c| u8::from(ours(c, unicode)));
            assert_eq!(digest(ours), answer(property, column), "{property} of {release}");
        }
        let identifiers = (0..CODE_POINTS).filter_map(char::from_u32);
        let identifiers = identifiers.filter(|&c| unicode.is_identifier_continue(c));
        let ours = digest(identifiers.flat_map(|c| neighbours(c).into_bytes()));
        assert_eq!(ours, answer("nfkc", column), "identifiers of {release}");
    }
}

#[test]
fn near_names_are_as_recorded() {
    let mut count = 0;
    for line in GOLDEN.lines() {
        let Some((name, answers)) = line.strip_prefix("\\N{").and_then(|line| line.split_once("}\t")) else { continue };
        for ((release, unicode, _), theirs) in recorded().into_iter().zip(answers.split('\t')) {
            assert_eq!(ours(name, unicode), theirs, "{name:?} for {release}");
            count += 1;
        }
    }
    assert!(count > 1000, "{count} answers");
}

/// The code point of `\N{name}`, as the golden file and the recorder below write it.
fn ours(name: &str, unicode: Unicode) -> String {
    let found = unicode.named_character(name);
    found.map_or("-".to_owned(), |c| format!("{:X}", u32::from(c)))
}

#[test]
fn characters_are_the_interpreters() {
    for (python, target) in interpreters() {
        let questions: Vec<_> = PROPERTIES.iter().map(|(_, question, _)| *question).collect();
        let script = format!(
            "from unicodedata import category, combining, east_asian_width\nfor test in ({}): print(''.join('01'[test(c)] for c in range({CODE_POINTS})))",
            questions.iter().map(|question| format!("lambda c: {question}, ")).collect::<String>()
        );
        let answers = ask(&python, &script, "");
        let mut compared = 0;
        for ((property, _, ours), theirs) in PROPERTIES.into_iter().zip(answers.lines()) {
            for (c, theirs) in (0..CODE_POINTS).zip(theirs.bytes()) {
                assert_eq!(ours(c, target.unicode()), theirs == b'1', "{property} of U+{c:04X} for {}", target.version);
                compared += 1;
            }
        }
        assert_eq!(compared, PROPERTIES.len() * CODE_POINTS as usize);
    }
}

#[test]
fn identifiers_are_normalized_as_the_interpreters_do() {
    for (python, target) in interpreters() {
        let texts = ask(&python, NORMALIZATIONS, "");
        let mut count = 0;
        for (text, theirs) in texts.lines().filter_map(|line| line.split_once('\t')) {
            assert_eq!(unicode::normalized(text), theirs, "{text:?} for {}", target.version);
            count += 1;
        }
        assert!(count > 500_000, "{count} texts");
    }
}

/// Every character of identifiers alone and with others, what composes to each, each pair of those that compose, and
/// random sequences of marks; how each is normalized.
const NORMALIZATIONS: &str = r"
import random, unicodedata
characters = [chr(c) for c in range(0x110000) if ('a' + chr(c)).isidentifier()]
marks = [c for c in characters if unicodedata.combining(c)]
texts, firsts, lasts = [], set(), set()
for c in characters:
    decomposed = unicodedata.normalize('NFD', c)
    texts += [c, decomposed, 'a' + c, c + '\u0301', c + '\u0327\u0301', '\u1100' + c, c + '\u11a8', c + c]
    if decomposed != c and not 0xac00 <= ord(c) < 0xd7a4:
        firsts.add(unicodedata.normalize('NFC', decomposed[:-1]))
        lasts.add(decomposed[-1])
firsts, lasts = sorted(firsts), sorted(lasts)
texts += [first + last for first in firsts for last in lasts]
texts += [first + mark + last for first in firsts for mark in '\u0327\u0323\u0345\u05b0' for last in lasts]
random.seed(1)
for _ in range(20000):
    text = [random.choice(random.choice((firsts, characters, 'abcdefghijklmnopqrstuvwxyz')))]
    text += [random.choice(random.choice((lasts, marks, marks, characters))) for _ in range(random.randrange(1, 30))]
    texts.append(''.join(text))
for text in texts:
    print(text, unicodedata.normalize('NFKC', text), sep='\t')
";

#[test]
fn names_are_the_interpreters() {
    let is_full = std::env::var("PYCOMPILEALL_ORACLE").is_ok_and(|value| value == "full");
    for (python, target) in interpreters() {
        let mut asked = String::new();
        for line in GOLDEN.lines().filter_map(|line| line.strip_prefix("\\N{")) {
            let (name, _) = line.split_once("}\t").expect("a name");
            asked.push_str(name);
            asked.push('\n');
        }
        let named = ask(&python, NAMES, "");
        let mut misses = Vec::new();
        for (index, name) in named.lines().enumerate() {
            let _ = writeln!(asked, "{name}");
            misses.extend(
                nearly(name).into_iter().enumerate().filter(|(kind, _)| is_full || (index + kind) % SAMPLE == 0),
            );
        }
        for (_, miss) in misses {
            let _ = writeln!(asked, "{miss}");
        }
        let answers = ask(&python, LOOKUPS, &asked);
        assert_eq!(asked.lines().count(), answers.lines().count());
        let known = answers.lines().filter(|answer| *answer != "-").count();
        println!("{}: {} names, {known} of them known", target.version, answers.lines().count());
        assert!(known > 130_000, "{known} names");
        for (name, theirs) in asked.lines().zip(answers.lines()) {
            assert_eq!(ours(name, target.unicode()), theirs, "{name:?} for {}", target.version);
        }
    }
}

/// All names that an interpreter tells, and those of ranges that it may not tell.
const NAMES: &str = r"
import unicodedata
for c in range(0x110000):
    name = unicodedata.name(chr(c), None)
    if name:
        print(name)
for c in range(0x16f00, 0x19000):
    print(f'TANGUT IDEOGRAPH-{c:04X}')
";

/// The code point of each name that is read, in a literal.
const LOOKUPS: &str = r"
import codecs
for line in sys.stdin:
    name = line.rstrip('\n').encode('ascii', 'backslashreplace')
    try:
        print('%X' % ord(codecs.decode(rb'\N{' + name + b'}', 'unicode_escape')))
    except (UnicodeDecodeError, TypeError):
        print('-')
";

/// What is nearly `name`, or the same in another case.
fn nearly(name: &str) -> Vec<String> {
    let (head, digits) = name.rsplit_once(['-', ' ']).unwrap_or((name, ""));
    let middle = name.len() / 2;
    vec![
        name.to_lowercase(),
        format!("{head}-0{digits}"),
        format!("{head}-{}", digits.to_lowercase()),
        format!("{}-{digits}", head.to_lowercase()),
        format!("{head} {}", digits.to_lowercase()),
        format!("{head}  {digits}"),
        format!("{head}{digits}"),
        format!("{head}-00{digits}"),
        format!("{name} "),
        format!(" {name}"),
        format!("{name}A"),
        name[..name.len() - 1].to_owned(),
        name[1..].to_owned(),
        format!("{}{}", &name[..middle], &name[middle + 1..]),
        format!("{}{}", name[..middle].to_lowercase(), &name[middle..]),
        name.replace(' ', "-"),
        name.replace(' ', "_"),
        name.replacen('-', " ", 1),
        name.replacen("SYLLABLE ", "SYLLABLE", 1),
        name.replacen('A', "\u{c4}", 1),
    ]
}

fn interpreters() -> Vec<(std::path::PathBuf, &'static Target)> {
    let found = known_series().flat_map(interpreters::installed);
    found.filter_map(|found| Some((found.path, Target::for_any_version(found.minor, Some(found.micro))?))).collect()
}

/// The minor versions whose rules we know, also of those that the command refuses.
fn known_series() -> impl Iterator<Item = u8> {
    Target::known().iter().map(|series| series[0].version.minor)
}

/// What a script prints that reads `input`.
fn ask(python: &Path, script: &str, input: &str) -> String {
    let script = format!(
        "import sys\nsys.stdin.reconfigure(encoding='utf-8', newline='\\n')\nsys.stdout.reconfigure(encoding='utf-8')\n{script}"
    );
    let mut child = Command::new(python)
        .args(["-I", "-c", &script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the interpreter");
    let mut stdin = child.stdin.take().expect("its input");
    let output = std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input.as_bytes()).expect("the questions"));
        child.wait_with_output().expect("the answers")
    });
    assert!(output.status.success(), "{}", python.display());
    String::from_utf8(output.stdout).expect("UTF-8")
}
