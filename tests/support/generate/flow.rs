//! Control flow that is left at odd places, and code that nothing leads to.

use super::*;

impl Generator {
    /// A statement that leaves the place, so that nothing leads to the next one.
    pub(super) fn leave(&mut self, place: Place) {
        let mut ways = vec!["raise", "raise x", "while 1: pass"];
        if !place.in_except_star {
            ways.extend(
                ["return", "return a", "return 1"]
                    .iter()
                    .filter(|_| place.block == Block::Function)
                    .take(if place.is_async && place.is_generator { 1 } else { 3 }),
            );
            ways.extend(["break", "continue", "break", "continue"].iter().filter(|_| place.in_loop));
        }
        let way = self.random.pick(&ways);
        self.line(way);
    }

    /// A block of short statements, one of which may leave it.
    fn short_block(&mut self, place: Place) {
        self.indent += 1;
        let place = place.deeper();
        for _ in 0..1 + self.random.below(2) {
            match self.random.below(6) {
                0 => self.leave(place),
                1 if place.depth < DEPTH + 2 => self.odd_flow(place),
                2 => {
                    let name = self.name();
                    self.line(&format!("if {name}:"));
                    self.indent += 1;
                    self.leave(place);
                    self.indent -= 1;
                }
                3 => self.line("pass"),
                4 if self.random.once_in(2) => {
                    let text = self.simple_statement(place);
                    self.line(&text);
                }
                _ => {
                    let (one, two) = (self.name(), self.name());
                    self.line(&format!("{one}({two})"));
                }
            }
        }
        self.indent -= 1;
    }

    fn clause(&mut self, head: &str, place: Place) {
        self.line(head);
        self.short_block(place);
    }

    /// A compound statement of short blocks.
    pub(super) fn odd_flow(&mut self, place: Place) {
        let inside = Place { in_loop: true, ..place };
        let is_async = place.is_async && self.random.once_in(3);
        let awaited = if is_async { "async " } else { "" };
        match self.random.below(12) {
            0..=3 => {
                self.clause("try:", place);
                let handlers = self.random.below(3);
                let star = if handlers > 0 && self.random.once_in(6) { "*" } else { "" };
                let guarded = Place { in_except_star: place.in_except_star || !star.is_empty(), ..place };
                for index in 0..handlers {
                    let head = match self.random.below(4) {
                        0 if star.is_empty() && index + 1 == handlers => "except:".to_owned(),
                        1 => format!("except{star} A as {}:", self.name()),
                        2 if self.templates => format!("except{star} A, {}:", self.name()),
                        _ => format!("except{star} A:"),
                    };
                    self.clause(&head, guarded);
                }
                if handlers > 0 && self.random.once_in(3) {
                    self.clause("else:", place);
                }
                if handlers == 0 || self.random.once_in(3) {
                    self.clause("finally:", place);
                }
            }
            4..=5 => {
                let item = self.random.pick(&["a", "a as b", "a, b as c", "a as (b, c), d"]);
                self.clause(&format!("{awaited}with {item}:"), place);
            }
            6..=7 => {
                let iterable = self.random.pick(&["a", "b", "[1, 2]", "()", "range(3)"]);
                self.clause(&format!("{awaited}for x in {iterable}:"), inside);
                if self.random.once_in(3) {
                    self.clause("else:", place);
                }
            }
            8..=9 => {
                let test =
                    self.random.pick(&["True", "1", "a", "not a", "a and b", "a or b", "0", "a is None", "x < y < z"]);
                self.clause(&format!("while {test}:"), inside);
                if self.random.once_in(3) {
                    self.clause("else:", place);
                }
            }
            10 => {
                self.line("match a:");
                self.indent += 1;
                for case in ["case 1:", "case [x, *_] if x:", "case {'k': y}:", "case _ if y:"] {
                    if self.random.once_in(2) {
                        self.clause(case, place);
                    }
                }
                let last = self.random.pick(&["case x:", "case _:", "case None:"]);
                self.clause(last, place);
                self.indent -= 1;
            }
            _ => {
                let test = self.random.pick(&["a", "not a", "a and (b or c)", "0", "1", "a is not None", "(x := a)"]);
                self.clause(&format!("if {test}:"), place);
                if self.random.once_in(3) {
                    self.clause("elif b:", place);
                }
                if self.random.once_in(2) {
                    self.clause("else:", place);
                }
            }
        }
    }
}
