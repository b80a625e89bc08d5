//! Expressions of constants: what the compiler folds, up to its limits and beyond.

use super::*;

/// Integers about the edges of their representations.
const INTEGERS: &[&str] = &[
    "0",
    "1",
    "2",
    "3",
    "7",
    "127",
    "128",
    "254",
    "255",
    "256",
    "257",
    "65535",
    "65536",
    "2147483648",
    "(1 << 63)",
    "123456789012345678901234567890",
    "True",
    "False",
];
const FLOATS: &[&str] = &["0.0", "-0.0", "1.0", "1.5", "1e100", "1e400", "-1e400", "(1e400 - 1e400)"];
const COMPLEX: &[&str] = &["0j", "-0j", "2j", "(1-0j)", "(-0.0+0j)", "1.5j", "(0.0-2j)"];
const STRINGS: &[&str] = &["''", "'a'", "'é'", "'name'", "'a b'", "b''", "b'a'", "b'ab\\xff'"];
const NUMERIC: &[&str] = &["+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^"];

impl Generator {
    /// An expression of constants, or nearly.
    pub(super) fn folded(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.leaf();
        }
        match self.random.below(14) {
            0..=2 => self.number(depth),
            3 => self.repeated(depth),
            4 => format!("{}[{}]", self.sequence(depth), self.index()),
            5 => {
                let step = if self.random.once_in(2) { format!(":{}", self.bound()) } else { String::new() };
                format!("{}[{}:{}{step}]", self.sequence(depth), self.bound(), self.bound())
            }
            6 => format!("{} + {}", self.sequence(depth), self.sequence(depth)),
            7..=8 => self.sequence(depth),
            9 => {
                format!("({}{})", self.random.pick(&["-", "+", "~", "not ", "not not ", "- -"]), self.folded(depth - 1))
            }
            10 => format!("({} {} {})", self.folded(depth - 1), self.random.pick(COMPARE), self.folded(depth - 1)),
            11 => {
                let operator = self.random.pick(&["and", "or"]);
                let last = if self.random.once_in(3) { self.name() } else { self.folded(depth - 1) };
                format!("({} {operator} {} {operator} {last})", self.folded(depth - 1), self.folded(depth - 1))
            }
            12 => format!("({} if {} else {})", self.folded(depth - 1), self.folded(depth - 1), self.folded(depth - 1)),
            _ => self.leaf(),
        }
    }

    fn leaf(&mut self) -> String {
        let leaves =
            self.random.pick(&[INTEGERS, INTEGERS, FLOATS, COMPLEX, STRINGS, &["None", "...", "()", "__debug__"]]);
        self.random.pick(leaves).to_owned()
    }

    /// Arithmetic of numbers.
    fn number(&mut self, depth: usize) -> String {
        let operand = |generator: &mut Self| {
            if depth > 1 && generator.random.once_in(3) {
                return generator.number(depth - 1);
            }
            let numbers = generator.random.pick(&[INTEGERS, INTEGERS, FLOATS, COMPLEX]);
            let sign = generator.random.pick(&["", "", "-", "~", "+"]);
            let number = generator.random.pick(numbers);
            // The inversion of a bool is refused above level 0, that of a float by no compiler.
            if sign == "~" && number.ends_with("ue") { number.to_owned() } else { format!("{sign}{number}") }
        };
        let (left, right) = (operand(self), operand(self));
        let operator = self.random.pick(NUMERIC);
        // The last digit of a complex power is the C library's.
        let operator = if operator == "**" && (left.contains('j') || right.contains('j')) { "*" } else { operator };
        format!("({left} {operator} {right})")
    }

    /// A sequence that is repeated, to lengths about the limits of folding.
    fn repeated(&mut self, depth: usize) -> String {
        let times = self.random.pick(&["0", "1", "2", "-1", "True", "255", "256", "257", "4095", "4096", "4097"]);
        let sequence = self.sequence(depth - 1);
        if self.random.once_in(4) { format!("({times} * {sequence})") } else { format!("({sequence} * {times})") }
    }

    /// A string, a tuple, or another display of constants.
    pub(super) fn sequence(&mut self, depth: usize) -> String {
        if depth == 0 || self.random.once_in(3) {
            return self.random.pick(STRINGS).to_owned();
        }
        let count = match self.random.below(12) {
            0 => 28 + self.random.below(6),
            1 => 14 + self.random.below(4),
            _ => self.random.below(5),
        };
        let depth = if count > 5 { 0 } else { depth - 1 };
        let spoilt = if self.random.once_in(6) { self.random.below(count + 1) } else { count };
        let mut items = Vec::new();
        for index in 0..count {
            items.push(if index == spoilt { self.name() } else { self.folded(depth) });
        }
        let items = items.join(", ");
        match self.random.below(6) {
            0 => format!("[{items}]"),
            1 if count > 0 => format!("{{{items}}}"),
            _ if count == 0 => "()".to_owned(),
            _ => format!("({items},)"),
        }
    }

    fn index(&mut self) -> String {
        match self.random.below(6) {
            0 => self.folded(1),
            _ => self.random.pick(&["0", "1", "-1", "-2", "2", "256", "True", "~0", "1.0", "None"]).to_owned(),
        }
    }

    fn bound(&mut self) -> String {
        self.random.pick(&["", "", "0", "1", "-1", "2", "None", "-256", "300", "True", "'a'", "x", "(1, 2)"]).to_owned()
    }

    /// Statements that treat constants in ways of their own: tests, loops, membership, unpacking.
    pub(super) fn constant_statement(&mut self, place: Place) {
        let value = self.folded(3);
        match self.random.below(12) {
            0 => {
                let sequence = self.sequence(2);
                self.head_and_block(
                    &format!("for x in {sequence}:"),
                    Place { in_loop: true, in_except_star: false, ..place },
                );
            }
            1 => {
                let (operator, sequence) = (self.random.pick(&["in", "not in"]), self.sequence(2));
                self.head_and_block(&format!("if a {operator} {sequence}:"), place);
            }
            2 => {
                self.head_and_block(
                    &format!("while {value}:"),
                    Place { in_loop: true, in_except_star: false, ..place },
                );
            }
            3 => {
                let other = self.folded(2);
                self.head_and_block(&format!("if {value}:"), place);
                self.head_and_block(&format!("elif {other}:"), place);
                self.head_and_block("else:", place);
            }
            4 => {
                let sequence = self.sequence(2);
                self.line(&format!("a, b = {sequence}"));
                self.line(&format!("x, y, *c = {value}, {sequence}"));
            }
            5 => self.line(&format!("assert {value}, {value}")),
            6 if place.block == Block::Function && !place.in_except_star && !(place.is_async && place.is_generator) => {
                self.line(&format!("return {value}"));
            }
            7 => self.line(&value),
            8 => {
                let other = self.folded(2);
                self.line(&format!("f({value}, k={other})[{other}]"));
            }
            9 => {
                let (other, third) = (self.folded(2), self.folded(1));
                self.line(&format!("x = {{{value}: {other}, {third}: {value}, **a}}"));
            }
            10 => {
                let sequence = self.sequence(2);
                self.line(&format!("x = [{value} for y in {sequence} if {value}]"));
            }
            _ => self.line(&format!("x = {value}")),
        }
    }
}
