//! Statements, but for definitions and patterns.

use super::*;

impl Generator {
    pub(super) fn block(&mut self, place: Place) {
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

    pub(super) fn head_and_block(&mut self, head: &str, place: Place) {
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

    pub(super) fn statement(&mut self, place: Place) {
        if place.depth >= DEPTH {
            let text = self.simple_statement(place);
            return self.line(&text);
        }
        if self.focus != Focus::Nothing && self.random.once_in(3) {
            return self.statement_of(self.focus, place);
        }
        match self.random.below(29) {
            28 => {
                let focus = [Focus::Flow, Focus::Constants, Focus::Locals, Focus::Annotations];
                let focus = self.random.pick(&focus);
                self.statement_of(focus, place);
            }
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

    /// A statement of what programs with a focus have more of.
    fn statement_of(&mut self, focus: Focus, place: Place) {
        match focus {
            Focus::Flow => self.odd_flow(place),
            Focus::Constants => self.constant_statement(place),
            Focus::Locals => self.many_locals(place),
            Focus::Annotations => self.annotations(place),
            Focus::Templates if self.templates => {
                let template = self.template(place);
                let text = match self.random.below(4) {
                    0 => template,
                    1 => format!("f({template}, {})", self.name()),
                    2 => format!("{} = {template}", self.target(place, true)),
                    _ => format!("x = {template} + {}", self.template(place)),
                };
                self.line(&text);
            }
            Focus::Nothing | Focus::Templates => {
                let text = self.simple_statement(place);
                self.line(&text);
            }
        }
    }

    pub(super) fn simple_statement(&mut self, place: Place) -> String {
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
            12 => self.annotated(place),
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
            25 => self.import(place),
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

    pub(super) fn import(&mut self, place: Place) -> String {
        if self.lazy && self.random.once_in(3) {
            return self.lazy_import(place);
        }
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

    pub(super) fn test(&mut self, place: Place) -> String {
        match self.random.below(12) {
            0 => self.random.pick(&["0", "1", "''", "None", "__debug__", "not __debug__", "()", "True"]).to_owned(),
            _ => self.expr(place),
        }
    }

    fn for_statement(&mut self, place: Place) {
        let target = self.target(place, true);
        let iter = match self.random.below(6) {
            0 => self.sequence(2),
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

    /// A lazy import, where there may be one, or what is like one.
    fn lazy_import(&mut self, place: Place) -> String {
        let name = self.name();
        match self.random.below(6) {
            0 => format!("from .lazy import {name}"),
            1 => format!("lazy = lazy.{name}"),
            _ if place.block != Block::Module || place.in_try => "import lazy".to_owned(),
            2 => format!("lazy import {name}"),
            3 => format!("lazy import m.n as {name}, {name}.sub, lazy"),
            4 => format!("lazy from m import {name}, lazy as {name}"),
            _ => format!("lazy from ... import ({name}, y as lazy)"),
        }
    }

    fn try_statement(&mut self, place: Place) {
        let place = Place { in_try: true, ..place };
        self.head_and_block("try:", place);
        let handlers = self.random.below(3);
        let star = handlers > 0 && self.random.once_in(5);
        for handler in 0..handlers {
            let bare = !star && handler + 1 == handlers && self.random.once_in(3);
            let head = if bare {
                "except:".to_owned()
            } else {
                let name = if self.random.once_in(2) { format!(" as {}", self.name()) } else { String::new() };
                let star = if star { "*" } else { "" };
                if self.templates && self.random.once_in(4) {
                    let last = self.random.pick(&["", ",", ", a"]);
                    format!("except{star} {}, {}{last}:", self.expr(place), self.expr(place))
                } else {
                    format!("except{star} {}{name}:", self.expr(place))
                }
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
}
