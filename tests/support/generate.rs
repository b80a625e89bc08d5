//! Random Python programs: every statement and expression that a version has, nested in each other.
//!
//! Nearly all are valid. What decides that is carried in [`Place`]: whether `return`, `yield`,
//! `await`, `break` or `:=` may stand there. Programs are not meant to be run.

mod annotations;
mod definitions;
mod expressions;
mod flow;
mod folded;
mod locals;
mod patterns;
mod statements;
mod strings;

use std::fmt::Write as _;

/// A small, seeded source of randomness (splitmix64): the same programs everywhere.
pub struct Random(u64);

impl Random {
    /// Of `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x5851_f42d_4c95_7f2d))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number less than `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// True once in `times` times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of `items`.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}

/// What kind of block the generated text belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Module,
    Class,
    Function,
    Lambda,
}

/// What may stand at a place.
#[derive(Clone, Copy)]
struct Place {
    block: Block,
    is_async: bool,
    is_generator: bool,
    in_loop: bool,
    in_except_star: bool,
    in_try: bool,
    in_comprehension: bool,
    can_bind: bool,
    in_fstring: bool,
    depth: usize,
}

impl Place {
    fn deeper(self) -> Self {
        Self { depth: self.depth + 1, ..self }
    }
}

/// How deep statements and expressions are nested.
const DEPTH: usize = 5;

const NAMES: &[&str] = &["a", "b", "c", "d", "x", "y", "_p", "__q", "ñandú", "self", "C", "f", "é1"];
/// Names that the compiler binds or reads by itself.
const IMPLICIT: &[&str] = &[
    "__class__",
    "__classdict__",
    "__annotations__",
    "__annotate__",
    "__conditional_annotations__",
    "__qualname__",
    "__module__",
    "super",
];
const BINARY: &[&str] = &["+", "-", "*", "/", "//", "%", "**", "@", "<<", ">>", "&", "|", "^"];
const COMPARE: &[&str] = &["<", "<=", "==", "!=", ">", ">=", "is", "is not", "in", "not in"];
const CONSTANTS: &[&str] = &[
    "0",
    "1",
    "2",
    "3",
    "-1",
    "255",
    "256",
    "1000",
    "2**40",
    "0xffff_ffff_ffff",
    "123456789012345678901234567890",
    "0.0",
    "-0.0",
    "1.5",
    "1e100",
    "1e400",
    "2j",
    "-3.5j",
    "None",
    "True",
    "False",
    "~True",
    "~False",
    "...",
    "'a'",
    "'b c'",
    "''",
    "'é'",
    "'name'",
    "b'a'",
    "b'\\xff'",
    "(1, 2)",
    "(1, 'a', (None, 2.0))",
    "()",
    "'a' 'b'",
    "r'\\d'",
    "__debug__",
];
const SIMPLE_CONSTANTS: &[&str] = &["0", "1", "-1", "1000", "1.5", "2j", "None", "True", "False", "...", "(1, 2)"];

/// A place within brackets where a line may be broken.
const BREAK: char = '\u{1}';

/// What a program has more of than others.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Focus {
    Nothing,
    Flow,
    Constants,
    Locals,
    Annotations,
    Templates,
}

/// Writes one program.
pub struct Generator {
    random: Random,
    text: String,
    indent: usize,
    fresh: usize,
    breaks: bool,
    focus: Focus,
    /// Type parameters, and f-strings that may hold anything (3.12).
    new_syntax: bool,
    /// Defaults of type parameters (3.13).
    defaults: bool,
    /// Newlines in the format specs of single-quoted f-strings (3.12, but not the latest 3.13).
    newlines_in_specs: bool,
    /// Template strings, and several exceptions without parentheses (3.14).
    templates: bool,
    /// Lazy imports, unpacked elements of comprehensions, and plus signs in patterns (3.15).
    lazy: bool,
}

impl Generator {
    /// The program of `seed` for Python 3.`minor`.
    pub fn program(seed: u64, minor: u8) -> String {
        let mut generator = Self {
            random: Random::new(seed),
            text: String::new(),
            indent: 0,
            fresh: 0,
            breaks: false,
            focus: Focus::Nothing,
            new_syntax: minor >= 12,
            defaults: minor >= 13,
            newlines_in_specs: minor == 12,
            templates: minor >= 14,
            lazy: minor >= 15,
        };
        generator.breaks = generator.random.once_in(3);
        const FOCUSES: &[Focus] =
            &[Focus::Nothing, Focus::Flow, Focus::Constants, Focus::Locals, Focus::Annotations, Focus::Templates];
        generator.focus = if generator.random.once_in(3) { Focus::Nothing } else { generator.random.pick(FOCUSES) };
        let place = Place {
            block: Block::Module,
            is_async: false,
            is_generator: false,
            in_loop: false,
            in_except_star: false,
            in_try: false,
            in_comprehension: false,
            can_bind: true,
            in_fstring: false,
            depth: 0,
        };
        if generator.random.once_in(4) {
            generator.line("'''Module documentation.'''");
        }
        if generator.random.once_in(6) {
            generator.line("from __future__ import annotations");
        }
        for _ in 0..3 + generator.random.below(5) {
            generator.statement(place);
        }
        generator.text
    }

    // Text.

    fn line(&mut self, text: &str) {
        let step = ["    ", "\t"][usize::from(self.fresh % 7 == 6 && self.text.is_empty())];
        for _ in 0..self.indent {
            self.text.push_str(step);
        }
        for c in text.chars() {
            if c != BREAK {
                self.text.push(c);
            } else if self.breaks && self.random.once_in(12) {
                let width = self.random.below(9);
                let comment = if self.random.once_in(8) { "  # why" } else { "" };
                let _ = write!(self.text, "{comment}\n{:width$}", "");
            }
        }
        if self.random.once_in(30) {
            self.text.push_str("  # comment");
        }
        self.text.push('\n');
        if self.random.once_in(25) {
            self.text.push('\n');
        }
    }

    fn name(&mut self) -> String {
        let names = if self.random.once_in(60) { IMPLICIT } else { NAMES };
        self.random.pick(names).to_owned()
    }

    fn fresh(&mut self, prefix: &str) -> String {
        self.fresh += 1;
        format!("{prefix}{}", self.fresh)
    }
}

/// The place of what a scope of type parameters holds, or the value of an alias.
fn scope_place(place: Place) -> Place {
    Place { is_generator: false, is_async: false, can_bind: false, ..place }
}

/// The place of the statements of a block whose head is at `place`, which is a level deeper already.
fn place_of_body(place: Place) -> Place {
    Place { depth: place.depth - 1, ..place }
}
