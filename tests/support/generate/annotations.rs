//! Annotations of every kind, in every block.

use super::*;

impl Generator {
    /// What may be annotated with, but for nothing that no annotation may hold.
    pub(super) fn annotation(&mut self, place: Place) -> String {
        let place = Place { is_generator: false, is_async: false, can_bind: false, ..place };
        match self.random.below(10) {
            0 => {
                self.random.pick(&["int", "'text'", "None", "1", "'a' 'b'", "C", "T", "(1, 2)", "-1", "..."]).to_owned()
            }
            1 => format!("{}[{}, {}]", self.name(), self.name(), self.atom(place)),
            2 => format!("{} | {}", self.name(), self.atom(place)),
            3 => format!("(lambda {}=__class__: {})", self.name(), self.name()),
            4 => format!("[{} for x in {}]", self.expr(place), self.name()),
            5 => self.random.pick(&["__class__", "__classdict__", "super()", "__conditional_annotations__"]).to_owned(),
            _ => self.expr(place),
        }
    }

    /// `name: annotation`, with or without a value.
    pub(super) fn annotated(&mut self, place: Place) -> String {
        let target = match self.random.below(8) {
            0 => format!("{}.attr", self.name()),
            1 => format!("{}[{}]", self.name(), self.expr(place)),
            2 => format!("({})", self.fresh("n")),
            3 => self.name(),
            _ => self.fresh("n"),
        };
        let value = match self.random.below(6) {
            0..=2 => String::new(),
            3 => format!(" = {}", self.value(place)),
            4 if place.is_generator && place.block == Block::Function => {
                let value = self.yield_expr(place);
                format!(" = {}", &value[1..value.len() - 1])
            }
            _ => format!(" = {}", self.expr(place)),
        };
        format!("{target}: {}{value}", self.annotation(place))
    }

    /// Annotations by themselves and in blocks, where they are conditional.
    pub(super) fn annotations(&mut self, place: Place) {
        const HEADS: &[&str] = &["if a:", "with a as b:", "if 0:", "if 1:", "if __debug__:"];
        const LOOPS: &[&str] = &["for x in a:", "while a:", "while 1:", "while 0:"];
        for _ in 0..1 + self.random.below(3) {
            let inside = Place { in_loop: true, in_except_star: false, ..place };
            match self.random.below(7) {
                0 => {
                    let head = self.random.pick(HEADS);
                    self.annotated_block(head, place);
                }
                1 => {
                    let head = self.random.pick(LOOPS);
                    self.annotated_block(head, inside);
                }
                2 => {
                    self.annotated_block("try:", place);
                    match self.random.below(3) {
                        0 => self.annotated_block("finally:", place),
                        1 => self.annotated_block("except A as e:", place),
                        _ => {
                            self.annotated_block("except A:", place);
                            self.annotated_block("else:", place);
                            self.annotated_block("finally:", place);
                        }
                    }
                }
                3 => {
                    self.line("match a:");
                    self.indent += 1;
                    self.annotated_block("case 1:", place);
                    self.annotated_block("case x:", place);
                    self.indent -= 1;
                }
                _ => {
                    let text = self.annotated(place);
                    self.line(&text);
                }
            }
        }
    }

    fn annotated_block(&mut self, head: &str, place: Place) {
        self.line(head);
        self.indent += 1;
        for _ in 0..1 + self.random.below(2) {
            let text = if self.random.once_in(4) { self.simple_statement(place) } else { self.annotated(place) };
            self.line(&text);
        }
        self.indent -= 1;
    }
}
