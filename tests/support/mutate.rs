//! Broken programs: a few tokens of a valid one deleted, doubled, swapped or replaced.

use super::generate::{Generator, Random};

/// What is put where it does not belong.
const STRAYS: &str = r#"
    ( ) [ ] { } , : . ; = == != := + - * ** / // @ | ~ < <> -> += ... ! $ ? " ' """ ''' \ # 0 1.5 0x 1_ 01 1j 'a' b'x'
    f'{a}' f"{a!r:>{b}}" f' rf" {a=} !r x print None True and as assert async await break class continue def del elif
    else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield
    match case type lazy _ __debug__ *a **k a=1 [T] [T:int] [*Ts] [**P=x] é
"#;

/// The same, with spaces.
const SPACED: &[&str] = &[
    "\n",
    "\n    ",
    "\n\t",
    " ",
    "\x0c",
    "\\\n",
    "a b",
    "type X = a",
    "x for x in y",
    "lambda: 1",
    "t'{a b}'",
    "except A, B:",
    "finally: return",
    "a: (yield)",
    "1 if a else pass",
    "lazy import a",
    "lazy from . import a",
    "from . lazy import a",
    "from a lazy import b",
    "*x for x in y",
    "**x for x in y",
    "1 if a else *b",
    "*a if b else c",
    "raise from",
    "case a:",
];

/// How much of a program is broken at most.
const LINES: usize = 12;

/// A broken program for Python 3.`minor`.
pub fn broken(seed: u64, minor: u8) -> String {
    let random = &mut Random::new(seed);
    let strays: Vec<&str> = STRAYS.split_whitespace().chain(SPACED.iter().copied()).collect();
    let program = Generator::program(seed, minor);
    let lines: Vec<_> = program.split_inclusive('\n').collect();
    let first = random.below(lines.len());
    // Where it is cut off in the middle of a block, that is one more mistake.
    let last = lines.len().min(first + 1 + random.below(LINES));
    let mut tokens = tokens(&lines[first..last].concat());
    for _ in 0..=random.below(2) {
        mutate(&mut tokens, &strays, random);
    }
    tokens.concat()
}

fn mutate(tokens: &mut Vec<String>, strays: &[&str], random: &mut Random) {
    if tokens.is_empty() {
        return;
    }
    let at = random.below(tokens.len());
    match random.below(8) {
        0 | 1 => drop(tokens.remove(at)),
        2 => tokens.insert(at, random.pick(strays).to_owned()),
        3 => tokens[at] = random.pick(strays).to_owned(),
        4 => {
            let other = (at + 1 + random.below(3)).min(tokens.len() - 1);
            tokens.swap(at, other);
        }
        5 => tokens.insert(at, tokens[at].clone()),
        6 => {
            let other = tokens[random.below(tokens.len())].clone();
            tokens.insert(at, other);
        }
        _ => tokens.truncate(at),
    }
}

/// Words, runs of spaces, and every other character by itself.
fn tokens(text: &str) -> Vec<String> {
    let kind = |c: char| match c {
        ' ' => 0,
        c if c.is_alphanumeric() || c == '_' => 1,
        _ => 2,
    };
    let mut tokens: Vec<String> = Vec::new();
    let mut previous = 2;
    for c in text.chars() {
        match tokens.last_mut() {
            Some(token) if kind(c) != 2 && kind(c) == previous => token.push(c),
            _ => tokens.push(c.into()),
        }
        previous = kind(c);
    }
    tokens
}
