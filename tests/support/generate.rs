//! Random Python programs: every statement and expression that a version has, nested in each other.
//!
//! Nearly all are valid. What decides that is carried in [`Place`]: whether `return`, `yield`,
//! `await`, `break` or `:=` may stand there. Programs are not meant to be run.

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
const IMPLICIT: &[&str] = &["__class__", "__classdict__", "__annotations__", "__qualname__", "__module__", "super"];
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

/// Writes one program.
pub struct Generator {
    random: Random,
    text: String,
    indent: usize,
    fresh: usize,
    breaks: bool,
    /// Type parameters, and f-strings that may hold anything (3.12).
    new_syntax: bool,
    /// Defaults of type parameters (3.13).
    defaults: bool,
    /// Newlines in the format specs of single-quoted f-strings (3.12, but not the latest 3.13).
    newlines_in_specs: bool,
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
            new_syntax: minor >= 12,
            defaults: minor >= 13,
            newlines_in_specs: minor == 12,
        };
        generator.breaks = generator.random.once_in(3);
        let place = Place {
            block: Block::Module,
            is_async: false,
            is_generator: false,
            in_loop: false,
            in_except_star: false,
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

    // Statements.

    fn block(&mut self, place: Place) {
        self.indent += 1;
        let place = place.deeper();
        let count = if place.depth >= DEPTH { 1 } else { 1 + self.random.below(3) };
        for _ in 0..count {
            if self.random.once_in(12) {
                self.leave(place);
            }
            self.statement(place);
        }
        if self.random.once_in(12) {
            self.leave(place);
        }
        self.indent -= 1;
    }

    /// A statement that leaves the place, so that nothing leads to the next one.
    fn leave(&mut self, place: Place) {
        let mut ways = vec!["raise", "raise x", "while 1: pass"];
        if !place.in_except_star {
            ways.extend(["return"].iter().filter(|_| place.block == Block::Function));
            ways.extend(["break", "continue"].iter().filter(|_| place.in_loop));
        }
        let way = self.random.pick(&ways);
        self.line(way);
    }

    fn head_and_block(&mut self, head: &str, place: Place) {
        if self.random.once_in(8) {
            let mut body = self.simple_statement(place);
            if self.random.once_in(3) {
                let _ = write!(body, "; {}", self.simple_statement(place));
            }
            if self.random.once_in(8) {
                body.push(';');
            }
            self.line(&format!("{head} {body}"));
        } else {
            self.line(head);
            self.block(place);
        }
    }

    fn statement(&mut self, place: Place) {
        if place.depth >= DEPTH {
            let text = self.simple_statement(place);
            return self.line(&text);
        }
        match self.random.below(28) {
            26 if self.new_syntax => self.type_alias(place),
            27 => self.rare_statement(place),
            0..=2 => self.if_statement(place),
            3..=4 => self.for_statement(place),
            5 => self.while_statement(place),
            6..=8 => self.try_statement(place),
            9..=10 => self.with_statement(place),
            11..=13 => self.function(place),
            14 => self.class(place),
            15 => self.match_statement(place),
            _ => {
                let text = self.simple_statement(place);
                self.line(&text);
            }
        }
    }

    fn simple_statement(&mut self, place: Place) -> String {
        let in_function = place.block == Block::Function;
        match self.random.below(34) {
            0..=5 => self.expr(place),
            6..=9 => {
                let targets = 1 + usize::from(self.random.once_in(5));
                let mut text = String::new();
                for _ in 0..targets {
                    let _ = write!(text, "{} = ", self.target(place, true));
                }
                text + &self.value(place)
            }
            10..=11 => {
                let operator = self.random.pick(BINARY);
                format!("{} {operator}= {}", self.single_target(place), self.value(place))
            }
            12 => {
                let target = match self.random.below(4) {
                    0 => format!("{}.attr", self.name()),
                    1 => format!("({})", self.fresh("n")),
                    _ => self.fresh("n"),
                };
                let value = if self.random.once_in(2) { format!(" = {}", self.expr(place)) } else { String::new() };
                let place = Place { is_generator: false, is_async: false, can_bind: false, ..place };
                format!("{target}: {}{value}", self.expr(place))
            }
            13 => format!("del {}", self.target(place, false)),
            14 => "pass".to_owned(),
            15..=17 if in_function && !place.in_except_star => {
                if place.is_async && place.is_generator || self.random.once_in(3) {
                    "return".to_owned()
                } else {
                    format!("return {}", self.value(place))
                }
            }
            18..=19 if place.in_loop && !place.in_except_star => "break".to_owned(),
            20..=21 if place.in_loop && !place.in_except_star => "continue".to_owned(),
            22 => match self.random.below(3) {
                0 => "raise".to_owned(),
                1 => format!("raise {}", self.expr(place)),
                _ => format!("raise {} from {}", self.expr(place), self.expr(place)),
            },
            23..=24 => {
                let message = if self.random.once_in(2) { format!(", {}", self.expr(place)) } else { String::new() };
                format!("assert {}{message}", self.expr(place))
            }
            25 => self.import(),
            26..=27 if in_function && place.is_generator => {
                let value = self.yield_expr(place);
                value[1..value.len() - 1].to_owned()
            }
            28 => self.random.pick(&["1", "'text'", "...", "None", "__debug__", "-1", "(1, 2)"]).to_owned(),
            29..=30 => {
                let call = self.expr(place);
                format!("f({call})")
            }
            _ => self.expr(place),
        }
    }

    /// `type name[parameters] = value`
    fn type_alias(&mut self, place: Place) {
        let name = self.name();
        let (parameters, place) = self.type_parameters(place);
        let value = self.expr(scope_place(place));
        self.line(&format!("type {name}{parameters} = {value}"));
    }

    /// Type parameters, or none; and the place of what sees them.
    fn type_parameters(&mut self, place: Place) -> (String, Place) {
        if !self.new_syntax || !self.random.once_in(4) {
            return (String::new(), place);
        }
        let place = scope_place(place);
        let mut parts = Vec::new();
        let names = ["T", "U", "__V", "a", "x"];
        let mut had_default = false;
        for name in names.iter().skip(self.random.below(3)).take(1 + self.random.below(3)) {
            let mut part = match self.random.below(7) {
                0 => format!("*{name}"),
                1 => format!("**{name}"),
                2 => format!("{name}: {}", self.expr(place)),
                3 => format!("{name}: ({BREAK}{}, {})", self.expr(place), self.expr(place)),
                _ => (*name).to_owned(),
            };
            if self.defaults && (had_default || self.random.once_in(4)) {
                had_default = true;
                let is_tuple = part.starts_with('*') && !part.starts_with("**");
                let star = if is_tuple && self.random.once_in(3) { "*" } else { "" };
                let _ = write!(part, " = {star}{}", self.atom(place));
            }
            parts.push(part);
        }
        (format!("[{BREAK}{}{BREAK}]", parts.join(&format!(",{BREAK} "))), place)
    }

    /// Long code, many names, many constants, distant lines and columns.
    fn rare_statement(&mut self, place: Place) {
        match self.random.below(10) {
            0 => {
                let name = self.name();
                for index in 0..20 + self.random.below(120) {
                    self.line(&format!("{name}.attr{} = a.b{index}(c, {index})", index % 7));
                }
            }
            1 => {
                let prefix = self.random.pick(&["v", "w"]);
                let count = 10 + self.random.below(80);
                let names: Vec<_> = (0..count).map(|index| format!("{prefix}{index}")).collect();
                if self.random.once_in(2) {
                    let (head, rest) = names.split_at(count / 2);
                    self.line(&format!("{} = x", head.join(" = ")));
                    self.line(&format!("{}, = y", rest.join(", ")));
                    self.line(&format!("f({})", names.join(", ")));
                } else {
                    names.iter().for_each(|name| self.line(&format!("{name} = {name}")));
                }
            }
            2 => {
                for _ in 0..120 + self.random.below(200) {
                    self.text.push('\n');
                }
                let text = self.simple_statement(place);
                self.line(&text);
            }
            3 => {
                let (width, value) = (self.random.below(300), self.expr(place));
                self.line(&format!("f(a,{:width$}{value}.attr)", ""));
            }
            4 => {
                let count = 14 + self.random.below(30);
                let values: Vec<_> = (0..count).map(|_| self.expr(Place { depth: DEPTH - 1, ..place })).collect();
                let (open, close) = self.random.pick(&[("f(", ")"), ("[", "]"), ("{", "}"), ("(", ")"), ("a.b(", ")")]);
                self.line(&format!("{open}{BREAK}{}{BREAK}{close}", values.join(&format!(",{BREAK} "))));
            }
            5 => {
                let count = 6 + self.random.below(20);
                let mut parts = Vec::new();
                let call = self.random.once_in(2);
                for index in 0..count {
                    let value = self.expr(Place { depth: DEPTH - 1, ..place });
                    parts.push(if call { format!("k{index}={value}") } else { format!("'k{index}': {value}") });
                }
                let parts = parts.join(&format!(",{BREAK} "));
                self.line(&if call { format!("a.f({parts})") } else { format!("x = {{{parts}}}") });
            }
            6 => {
                let count = 40 + self.random.below(300);
                let values: String = (0..count).fold(String::new(), |all, index| all + &format!("[{}]", index * 7));
                self.line(&format!("x = y{values}"));
            }
            7 => {
                let target = self.random.pick(&["self.one", "self.two, self.one", "self.three[0]", "(self.four)"]);
                let value = self.expr(place);
                self.line(&format!("{target} = {value}"));
                self.line("for self.five in self.six: self.seven += 1");
            }
            8 if place.block == Block::Function => {
                let names = ["a", "b", "x", "y"];
                let (one, two) = (self.random.pick(&names), self.random.pick(&names));
                self.line(&format!("{one}, {two} = {two}, {one}"));
                self.line(&format!("{two} = {one}; {one} = {two}"));
                self.line(&format!("del {one}"));
                self.line(&format!("a, b, x = {one}, {two}, a"));
            }
            _ => {
                let test = self.random.pick(&["while 1:", "while True:", "if 0:", "if 1:", "while 0:", "if not 1:"]);
                let place = Place { in_loop: place.in_loop || test.starts_with('w'), ..place };
                let place = Place { in_except_star: place.in_except_star && !test.starts_with('w'), ..place };
                self.head_and_block(test, place);
            }
        }
    }

    fn import(&mut self) -> String {
        let name = self.name();
        match self.random.below(6) {
            0 => format!("import {name}"),
            1 => format!("import {name}.sub.module"),
            2 => format!("import m.n.o as {name}, {name}"),
            3 => format!("from m import {name}, x as {name}"),
            4 => format!("from .. import ({name}, y as z)"),
            _ => format!("from .m.n import {name}"),
        }
    }

    fn if_statement(&mut self, place: Place) {
        let test = self.test(place);
        self.head_and_block(&format!("if {test}:"), place);
        for _ in 0..self.random.below(3) {
            if self.random.once_in(2) {
                let test = self.test(place);
                self.head_and_block(&format!("elif {test}:"), place);
            }
        }
        if self.random.once_in(2) {
            self.head_and_block("else:", place);
        }
    }

    fn test(&mut self, place: Place) -> String {
        match self.random.below(12) {
            0 => self.random.pick(&["0", "1", "''", "None", "__debug__", "not __debug__", "()", "True"]).to_owned(),
            _ => self.expr(place),
        }
    }

    fn for_statement(&mut self, place: Place) {
        let target = self.target(place, true);
        let iter = match self.random.below(6) {
            0 => "[1, 2, 3]".to_owned(),
            1 => format!("*{}, {}", self.atom(place), self.expr(place)),
            _ => self.expr(place),
        };
        let keyword = if place.is_async && self.random.once_in(2) { "async for" } else { "for" };
        let body = Place { in_loop: true, in_except_star: false, ..place };
        self.head_and_block(&format!("{keyword} {target} in {iter}:"), body);
        if self.random.once_in(3) {
            self.head_and_block("else:", place);
        }
    }

    fn while_statement(&mut self, place: Place) {
        let test = self.test(place);
        self.head_and_block(&format!("while {test}:"), Place { in_loop: true, in_except_star: false, ..place });
        if self.random.once_in(3) {
            self.head_and_block("else:", place);
        }
    }

    fn try_statement(&mut self, place: Place) {
        self.head_and_block("try:", place);
        let handlers = self.random.below(3);
        let star = handlers > 0 && self.random.once_in(5);
        for handler in 0..handlers {
            let bare = !star && handler + 1 == handlers && self.random.once_in(3);
            let head = if bare {
                "except:".to_owned()
            } else {
                let name = if self.random.once_in(2) { format!(" as {}", self.name()) } else { String::new() };
                format!("except{} {}{name}:", if star { "*" } else { "" }, self.expr(place))
            };
            self.head_and_block(&head, Place { in_except_star: place.in_except_star || star, ..place });
        }
        if handlers > 0 && self.random.once_in(3) {
            self.head_and_block("else:", place);
        }
        if handlers == 0 || self.random.once_in(3) {
            self.head_and_block("finally:", place);
        }
    }

    fn with_statement(&mut self, place: Place) {
        let keyword = if place.is_async && self.random.once_in(2) { "async with" } else { "with" };
        let mut items = Vec::new();
        for _ in 0..1 + self.random.below(2) + 2 * usize::from(self.random.once_in(6)) {
            let context = format!("({})", self.expr(place));
            items.push(match self.random.below(3) {
                0 => context,
                _ => format!("{context} as {}", self.target(place, false)),
            });
        }
        let items = items.join(", ");
        let items = if self.random.once_in(4) { format!("({items},)") } else { items };
        self.head_and_block(&format!("{keyword} {items}:"), place);
    }

    fn decorators(&mut self, place: Place) {
        while self.random.once_in(4) {
            let decorator = self.expr(place);
            self.line(&format!("@{decorator}"));
        }
    }

    fn function(&mut self, place: Place) {
        self.decorators(place);
        let is_async = self.random.once_in(3);
        let is_generator = self.random.once_in(3);
        let (type_parameters, annotations) = self.type_parameters(place);
        let (parameters, names) = self.parameters_in(place, Some(annotations));
        let name = self.name();
        let returns = if self.random.once_in(5) {
            let place = Place { is_generator: false, is_async: false, can_bind: false, ..annotations };
            format!(" -> {}", self.expr(place))
        } else {
            String::new()
        };
        let keyword = if is_async { "async def" } else { "def" };
        self.line(&format!("{keyword} {name}{type_parameters}({BREAK}{parameters}{BREAK}){returns}:"));
        let inner = Place {
            block: Block::Function,
            is_async,
            is_generator,
            in_loop: false,
            in_except_star: false,
            in_comprehension: false,
            can_bind: true,
            in_fstring: false,
            depth: place.depth + 1,
        };
        self.indent += 1;
        self.documentation();
        if self.random.once_in(4) {
            let global = self.name();
            if !names.contains(&global) && !global.starts_with("__") {
                self.line(&format!("global {global}"));
            }
        }
        if inner.depth < DEPTH && self.random.once_in(4) {
            self.inner_with_nonlocal(inner, &names);
        }
        self.indent -= 1;
        self.block(place_of_body(inner));
    }

    /// A function in a function, which rebinds a parameter of the outer one.
    fn inner_with_nonlocal(&mut self, place: Place, names: &[String]) {
        let Some(name) = names.iter().find(|name| !name.starts_with("__")) else { return };
        self.line("def inner():");
        self.indent += 1;
        self.line(&format!("nonlocal {name}"));
        let place = Place { is_async: false, is_generator: false, ..place };
        let value = self.expr(place);
        self.line(&format!("{name} = {value}"));
        self.indent -= 1;
    }

    fn documentation(&mut self) {
        const TEXTS: &[&str] = &[
            "\"\"\"Documentation.\"\"\"",
            "'Documentation.'",
            "\"\"\"  One.\n\n      Two.\n\t  Three.\n    \"\"\"",
            "'''\n    One\\n\n  Two  \n\n'''",
            "r'''\\d\n        \\s'''  ",
            "'''   '''",
            "'' 'One' '\\n  Two'",
            "f'One'",
            "b'One'",
        ];
        if self.random.once_in(4) {
            let text = self.random.pick(TEXTS);
            self.line(text);
        }
    }

    fn parameters(&mut self, place: Place) -> (String, Vec<String>) {
        self.parameters_in(place, None)
    }

    /// Parameters whose defaults are at `place`, and whose annotations, if they may have any, at
    /// another.
    fn parameters_in(&mut self, place: Place, annotations: Option<Place>) -> (String, Vec<String>) {
        let mut names: Vec<String> = Vec::new();
        for _ in 0..self.random.below(6) {
            let name = self.name();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let mut parts = Vec::new();
        let (mut defaults, mut starred) = (false, false);
        for (index, name) in names.iter().enumerate() {
            let annotation = match annotations {
                Some(place) if self.random.once_in(4) => {
                    let place = Place { is_generator: false, is_async: false, can_bind: false, ..place };
                    format!(": {}", self.expr(place))
                }
                _ => String::new(),
            };
            if index + 1 == names.len() && self.random.once_in(4) {
                parts.push(format!("**{name}{annotation}"));
                break;
            }
            if !starred && self.random.once_in(5) {
                starred = true;
                if self.random.once_in(2) {
                    parts.push(format!("*{name}{annotation}"));
                    continue;
                }
                parts.push("*".to_owned());
            }
            let default = (defaults && !starred) || self.random.once_in(3);
            defaults |= default && !starred;
            let value = if default { format!("={}", self.expr(place)) } else { String::new() };
            parts.push(format!("{name}{annotation}{value}"));
            if !starred && !parts.contains(&"/".to_owned()) && self.random.once_in(6) {
                parts.push("/".to_owned());
            }
        }
        (parts.join(&format!(", {BREAK}")), names)
    }

    fn class(&mut self, place: Place) {
        self.decorators(place);
        let name = self.random.pick(&["C", "_D", "__E", "Ñ"]);
        let (type_parameters, outside) = self.type_parameters(place);
        let place = outside;
        let bases = match self.random.below(4) {
            0 => String::new(),
            1 => "()".to_owned(),
            2 => format!("({BREAK}{}{BREAK})", self.expr(place)),
            _ => format!("({}, *{}, k={})", self.name(), self.atom(place), self.expr(place)),
        };
        let inner = Place {
            block: Block::Class,
            is_async: false,
            is_generator: false,
            in_loop: false,
            in_except_star: false,
            in_comprehension: false,
            can_bind: true,
            in_fstring: false,
            depth: place.depth + 1,
        };
        self.line(&format!("class {name}{type_parameters}{bases}:"));
        self.indent += 1;
        self.documentation();
        if inner.depth < DEPTH && self.random.once_in(2) {
            self.function(inner);
        }
        self.indent -= 1;
        self.block(place_of_body(inner));
    }

    fn match_statement(&mut self, place: Place) {
        let subject = self.value(place);
        self.line(&format!("match {subject}:"));
        self.indent += 1;
        for _ in 0..1 + self.random.below(4) {
            let pattern = self.pattern(2);
            let guard = if self.random.once_in(4) { format!(" if {}", self.expr(place)) } else { String::new() };
            self.head_and_block(&format!("case {pattern}{guard}:"), place.deeper());
        }
        if self.random.once_in(2) {
            let last = self.random.pick(&["_", "rest", "(rest)"]);
            self.head_and_block(&format!("case {last}:"), place.deeper());
        }
        self.indent -= 1;
    }

    /// A pattern that can fail, with names of its own.
    fn pattern(&mut self, depth: usize) -> String {
        const LITERALS: &[&str] =
            &["1", "-1", "1.5", "-2j", "1+2j", "'s'", "b'b'", "None", "True", "a.b", "x.y.z", "'a' 'b'", "0"];
        if depth == 0 {
            return self.random.pick(LITERALS).to_owned();
        }
        match self.random.below(9) {
            0..=1 => self.random.pick(LITERALS).to_owned(),
            2 => format!("{} | {} | {}", self.pattern(0), self.pattern(0), self.pattern(0)),
            3..=4 => {
                let mut parts = Vec::new();
                let star = self.random.below(4);
                for index in 0..self.random.below(4) {
                    parts.push(match self.random.below(3) {
                        0 if index == star => format!("*{}", self.capture()),
                        1 => self.pattern(depth - 1),
                        _ => self.capture(),
                    });
                }
                format!("[{}]", parts.join(", "))
            }
            5 => {
                let mut parts = Vec::new();
                for (index, key) in ["'k'", "1", "a.b", "-2.5", "None"].into_iter().enumerate() {
                    if self.random.below(4) <= index / 3 {
                        let value = if self.random.once_in(2) { self.pattern(depth - 1) } else { self.capture() };
                        parts.push(format!("{key}: {value}"));
                    }
                }
                if self.random.once_in(3) {
                    parts.push(format!("**{}", self.fresh("r")));
                }
                format!("{{{}}}", parts.join(", "))
            }
            6 => {
                let mut parts = Vec::new();
                for _ in 0..self.random.below(3) {
                    parts.push(if self.random.once_in(2) { self.pattern(depth - 1) } else { self.capture() });
                }
                if self.random.once_in(2) {
                    parts.push(format!("k={}", self.capture()));
                }
                let class = self.random.pick(&["C", "m.C", "int"]);
                format!("{class}({})", parts.join(", "))
            }
            7 => format!("({} as {})", self.pattern(depth - 1), self.fresh("p")),
            _ => {
                let name = self.fresh("p");
                format!("[{name}, 1] | (2 as {name}) | {{'k': {name}}}")
            }
        }
    }

    fn capture(&mut self) -> String {
        if self.random.once_in(4) { "_".to_owned() } else { self.fresh("p") }
    }

    // Targets.

    fn single_target(&mut self, place: Place) -> String {
        match self.random.below(6) {
            0 => format!("{}.attr", self.atom(place)),
            1 => format!("{}[{}]", self.atom(place), self.expr(place)),
            2 => format!("{}[{}:{}]", self.atom(place), self.expr(place), self.expr(place)),
            _ => self.plain_name(),
        }
    }

    /// A name that no function declares global after using it.
    fn plain_name(&mut self) -> String {
        self.name()
    }

    fn target(&mut self, place: Place, starred: bool) -> String {
        match self.random.below(9) {
            0 => {
                let count = 1 + self.random.below(4);
                let star = if starred { self.random.below(count * 3) } else { count };
                let mut parts = Vec::new();
                for index in 0..count {
                    let mark = if index == star { "*" } else { "" };
                    parts.push(format!("{mark}{}", self.single_target(place)));
                }
                format!("({BREAK}{},{BREAK})", parts.join(", "))
            }
            1 => format!("[{}, {}]", self.single_target(place), self.single_target(place)),
            2 if starred => format!("{}, {}", self.name(), self.single_target(place)),
            3 if starred => format!("{}, ({}, {})", self.name(), self.name(), self.name()),
            4 if starred => format!("{}, {}, {}", self.name(), self.name(), self.name()),
            _ => self.single_target(place),
        }
    }

    // Expressions.

    /// What may stand to the right of `=`: a tuple or a `yield` without parentheses, too.
    fn value(&mut self, place: Place) -> String {
        match self.random.below(10) {
            0 => format!("{}, {}", self.expr(place), self.expr(place)),
            1 => format!("*{}, {}", self.atom(place), self.expr(place)),
            2 => format!("{}, {}, {}", self.name(), self.name(), self.name()),
            _ => self.expr(place),
        }
    }

    fn atom(&mut self, place: Place) -> String {
        match self.random.below(6) {
            0 => format!("({})", self.expr(place)),
            1 => format!("{}.attr", self.name()),
            _ => self.name(),
        }
    }

    fn constant(&mut self, place: Place) -> String {
        let constants = if place.in_fstring { SIMPLE_CONSTANTS } else { CONSTANTS };
        self.random.pick(constants).to_owned()
    }

    fn expr(&mut self, place: Place) -> String {
        if place.depth >= DEPTH || self.random.below(5) < 2 {
            return if self.random.once_in(3) { self.constant(place) } else { self.name() };
        }
        let place = place.deeper();
        let b = BREAK;
        match self.random.below(31) {
            0..=1 => {
                let operator = self.random.pick(BINARY);
                format!("({}{b} {operator} {b}{})", self.operand(place), self.operand(place))
            }
            2 if self.random.once_in(4) && !place.in_fstring => {
                const SEQUENCES: &[&str] = &["''", "'a'", "b''", "b'a'", "b'ab'", "()", "(1,)", "(b'', '')", "'é'"];
                const OPERATIONS: &[&str] = &[" * 0", " * 1", " * False", "[0]", "[-1]", "[:0]", " % ()", " * 0 * 2"];
                let folded = format!("{}{}", self.random.pick(SEQUENCES), self.random.pick(OPERATIONS));
                match self.random.below(3) {
                    0 => folded,
                    1 => format!("({folded}, {})", self.random.pick(SEQUENCES)),
                    _ => format!("({folded} + {})", self.random.pick(SEQUENCES)),
                }
            }
            2 => {
                let operator = self.random.pick(BINARY);
                let (left, right) = (self.constant(place), self.constant(place));
                // The last digit of a complex power is the C library's.
                let operator = if left.contains('j') || right.contains('j') { "*" } else { operator };
                format!("{left} {operator} {right}")
            }
            3 => format!("{}({})", self.random.pick(&["-", "+", "~", "not "]), self.expr(place)),
            4..=5 => {
                let operator = self.random.pick(&["and", "or"]);
                let mut text = format!("({}", self.expr(place));
                for _ in 0..1 + self.random.below(2) {
                    let _ = write!(text, "{b} {operator} {b}{}", self.expr(place));
                }
                text + ")"
            }
            6..=7 => {
                let mut text = format!("({}", self.operand(place));
                for _ in 0..1 + self.random.below(3) / 2 {
                    let operator = self.random.pick(COMPARE);
                    let _ = write!(text, "{b} {operator} {b}{}", self.operand(place));
                }
                text + ")"
            }
            8 => format!("({}{b} if {b}{}{b} else {b}{})", self.expr(place), self.test(place), self.expr(place)),
            9 => self.lambda(place),
            10..=12 => self.call(place),
            13 => format!("{}.attr", self.atom(place)),
            14 => format!("{}[{b}{}{b}]", self.atom(place), self.subscript(place)),
            15..=17 => self.display(place),
            18..=20 => self.comprehension(place),
            21 if place.is_async && place.block != Block::Lambda => format!("(await {})", self.atom(place)),
            22 if place.is_generator && !place.in_comprehension => self.yield_expr(place),
            23 if place.can_bind => {
                let name = if place.in_comprehension { self.fresh("w") } else { self.name() };
                format!("({name} := {})", self.expr(place))
            }
            24..=25 if !place.in_fstring => self.fstring(place),
            26 => format!("super({}).attr", self.random.pick(&["", "", "C, self"])),
            27 => "__class__".to_owned(),
            28 => {
                let format = self.random.pick(&["'%s'", "'%s %r'", "'a%sb%%'", "'%5.3s|%a'"]);
                if place.in_fstring {
                    self.name()
                } else {
                    format!("{format} % ({}, {})", self.expr(place), self.expr(place))
                }
            }
            _ => self.name(),
        }
    }

    fn operand(&mut self, place: Place) -> String {
        if self.random.once_in(3) { format!("({})", self.expr(place)) } else { self.name() }
    }

    fn yield_expr(&mut self, place: Place) -> String {
        match self.random.below(4) {
            0 => "(yield)".to_owned(),
            1 if !place.is_async => format!("(yield from {})", self.expr(place)),
            2 => format!("(yield {}, {})", self.expr(place), self.expr(place)),
            _ => format!("(yield {})", self.expr(place)),
        }
    }

    fn lambda(&mut self, place: Place) -> String {
        let (parameters, _) = self.parameters(place);
        let inner = Place {
            block: Block::Lambda,
            is_async: false,
            is_generator: false,
            in_comprehension: false,
            can_bind: place.can_bind || (place.in_comprehension && place.block == Block::Class),
            ..place
        };
        format!("(lambda {parameters}: {BREAK}{})", self.expr(inner))
    }

    fn call(&mut self, place: Place) -> String {
        let function = match self.random.below(3) {
            0 => format!("{}.method", self.atom(place)),
            _ => self.atom(place),
        };
        let mut parts = Vec::new();
        for _ in 0..self.random.below(4) {
            let star = if self.random.once_in(8) { "*" } else { "" };
            parts.push(format!("{star}{}", self.expr(place)));
        }
        let keywords = ["k", "l", "ñ", "m"];
        for keyword in &keywords[..self.random.below(5)] {
            if self.random.once_in(6) {
                parts.push(format!("**{}", self.atom(place)));
            } else if self.random.once_in(2) {
                parts.push(format!("{keyword}={}", self.expr(place)));
            }
        }
        format!("{function}({BREAK}{}{BREAK})", parts.join(&format!(",{BREAK} ")))
    }

    fn subscript(&mut self, place: Place) -> String {
        match self.random.below(6) {
            0 => format!("{}:{}", self.expr(place), self.expr(place)),
            1 => format!("{}:{}:{}", self.expr(place), self.expr(place), self.expr(place)),
            2 => format!("{}, {}:", self.expr(place), self.expr(place)),
            3 => format!("*{}, {}", self.atom(place), self.expr(place)),
            _ => self.expr(place),
        }
    }

    fn display(&mut self, place: Place) -> String {
        let constant = self.random.once_in(4);
        let mut parts = Vec::new();
        for _ in 0..self.random.below(5) {
            parts.push(match self.random.below(8) {
                _ if constant => self.constant(place),
                0 => format!("*{}", self.atom(place)),
                _ => self.expr(place),
            });
        }
        let separator = format!(",{BREAK} ");
        let b = BREAK;
        match self.random.below(4) {
            0 => format!("[{b}{}{b}]", parts.join(&separator)),
            1 if parts.is_empty() => "()".to_owned(),
            1 => format!("({b}{},{b})", parts.join(&separator)),
            2 if !parts.is_empty() => format!("{{{b}{}{b}}}", parts.join(&separator)),
            _ => {
                let mut items = Vec::new();
                for _ in 0..self.random.below(5) {
                    items.push(match self.random.below(6) {
                        0 => format!("**{}", self.atom(place)),
                        1..=3 => format!("{}: {b}{}", self.constant(place), self.expr(place)),
                        _ => format!("{}: {b}{}", self.expr(place), self.expr(place)),
                    });
                }
                format!("{{{b}{}{b}}}", items.join(&separator))
            }
        }
    }

    fn comprehension(&mut self, place: Place) -> String {
        let inner = Place { in_comprehension: true, can_bind: place.can_bind && place.block != Block::Class, ..place };
        let iterable = Place { can_bind: false, ..inner };
        let outermost = Place { can_bind: false, ..place };
        let b = BREAK;
        let mut clauses = String::new();
        for index in 0..1 + usize::from(self.random.once_in(4)) {
            let keyword = if place.is_async && self.random.once_in(5) { "async for" } else { "for" };
            let target = self.target(Place { can_bind: false, ..inner }, true);
            let iter = match self.random.below(6) {
                0 => format!("[{}]", self.expr(iterable)),
                _ if index == 0 => self.expr(outermost),
                _ => self.expr(iterable),
            };
            let _ = write!(clauses, "{b} {keyword} {target} in {b}{iter}");
            while self.random.once_in(3) {
                let _ = write!(clauses, "{b} if {b}{}", self.expr(inner));
            }
        }
        let element = self.expr(inner);
        match self.random.below(4) {
            0 => format!("[{b}{element}{clauses}{b}]"),
            1 => format!("{{{b}{element}{clauses}{b}}}"),
            2 => format!("({b}{element}{clauses}{b})"),
            _ => format!("{{{b}{element}: {}{clauses}{b}}}", self.expr(inner)),
        }
    }

    /// An f-string since 3.12: anything in its fields, the same quotes and line breaks too.
    fn new_fstring(&mut self, place: Place) -> String {
        let (open, close) =
            self.random.pick(&[("f'", "'"), ("rf'", "'"), ("'head' f'", "'"), ("f'''", "'''"), ("Rf\"", "\"")]);
        let mut text = open.to_owned();
        for _ in 0..1 + self.random.below(3) {
            let name = if open.contains(['r', 'R']) { "\\d" } else { "\\N{DIGIT ONE}" };
            text += self.random.pick(&["", "", "text ", "{{", "}}", "é", "%", "\\n", "\\x41", name]);
            let value = self.field(place, 0);
            let _ = write!(text, "{{{value}}}");
        }
        text + close
    }

    fn field(&mut self, place: Place, nesting: usize) -> String {
        let b = if self.random.once_in(3) { BREAK.to_string() } else { String::new() };
        let value = match self.random.below(4) {
            0 => self.name(),
            1 => format!("{}, {}", self.atom(place), self.expr(place)),
            2 => format!("*{},", self.atom(place)),
            _ => format!("({})", self.expr(place)),
        };
        // Some releases refuse it in a format spec.
        let equals =
            if nesting == 0 || self.random.once_in(12) { self.random.pick(&["", "", "", "", "=", " = "]) } else { "" };
        let conversion = self.random.pick(&["", "", "", "!r", "!s", "!a"]);
        let format = match self.random.below(7) {
            0 => ":>10".to_owned(),
            1 => ":".to_owned(),
            2 if nesting < 2 => format!(":{{{}}}", self.field(place.deeper(), nesting + 1)),
            3 if nesting < 2 => format!(":{{{}}}.{{{}}}d", self.field(place.deeper(), nesting + 1), self.name()),
            4 => ":\\n%".to_owned(),
            5 if nesting == 0 && self.newlines_in_specs && self.random.once_in(4) => {
                format!(":{}\n{{{}}}{b}", self.random.pick(&["", "x", "\\n"]), self.name())
            }
            _ => String::new(),
        };
        format!("{b}{value}{b}{equals}{conversion}{format}")
    }

    fn fstring(&mut self, place: Place) -> String {
        if self.new_syntax && self.random.once_in(2) {
            return self.new_fstring(place);
        }
        let place = Place { in_fstring: true, ..place };
        let mut text = self.random.pick(&["f'", "f'", "rf'", "'head' f'"]).to_owned();
        for _ in 0..1 + self.random.below(3) {
            text += self.random.pick(&["", "", "text ", "{{", "é", "%"]);
            let value = match self.random.below(3) {
                0 => self.name(),
                _ => format!("({})", self.expr(place)),
            };
            let equals = if self.random.once_in(6) { "=" } else { "" };
            let conversion = self.random.pick(&["", "", "", "!r", "!s", "!a"]);
            let format = match self.random.below(6) {
                0 => ":>10".to_owned(),
                1 => format!(":{{{}}}", self.name()),
                2 => format!(":{{{}!r}}.{{{}}}", self.name(), self.name()),
                _ => String::new(),
            };
            let _ = write!(text, "{{{value}{equals}{conversion}{format}}}");
        }
        text.retain(|c| c != BREAK);
        text + "'"
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
