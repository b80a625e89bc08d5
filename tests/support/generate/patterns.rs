//! `match` statements.

use super::*;

impl Generator {
    pub(super) fn match_statement(&mut self, place: Place) {
        let subject = self.value(place);
        self.line(&format!("match {subject}:"));
        self.indent += 1;
        for _ in 0..1 + self.random.below(4) {
            let pattern = match self.random.below(8) {
                0 => format!("{}, *{}", self.pattern(1), self.capture()),
                1 => format!("({}), {}", self.pattern(1), self.pattern(1)),
                2 => format!("*_, {}", self.pattern(2)),
                _ => self.pattern(2),
            };
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
        if self.lazy && self.random.once_in(12) {
            return self.random.pick(&["+1", "+1.5", "+2j", "+1-2j", "+0", "{+1: +2}"]).to_owned();
        }
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
}
