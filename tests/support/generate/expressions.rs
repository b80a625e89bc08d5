//! Expressions and targets.

use super::*;

impl Generator {
    pub(super) fn single_target(&mut self, place: Place) -> String {
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

    pub(super) fn target(&mut self, place: Place, starred: bool) -> String {
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

    /// What may stand to the right of `=`: a tuple or a `yield` without parentheses, too.
    pub(super) fn value(&mut self, place: Place) -> String {
        match self.random.below(10) {
            0 => format!("{}, {}", self.expr(place), self.expr(place)),
            1 => format!("*{}, {}", self.atom(place), self.expr(place)),
            2 => format!("{}, {}, {}", self.name(), self.name(), self.name()),
            _ => self.expr(place),
        }
    }

    pub(super) fn atom(&mut self, place: Place) -> String {
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

    pub(super) fn expr(&mut self, place: Place) -> String {
        if place.depth >= DEPTH || self.random.below(5) < 2 {
            return if self.random.once_in(3) { self.constant(place) } else { self.name() };
        }
        let place = place.deeper();
        let b = BREAK;
        match self.random.below(34) {
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
            26 => {
                let object = self.random.pick(&["super()", "super()", "super(C, self)", "super(a)"]);
                match self.random.below(4) {
                    0 => format!("{object}.method({}, *{})", self.expr(place), self.name()),
                    1 => format!("{object}.__init__({}, k={})", self.expr(place), self.name()),
                    _ => format!("{object}.attr"),
                }
            }
            27 => "__class__".to_owned(),
            28 => {
                let format = self.random.pick(&["'%s'", "'%s %r'", "'a%sb%%'", "'%5.3s|%a'"]);
                if place.in_fstring {
                    self.name()
                } else {
                    format!("{format} % ({}, {})", self.expr(place), self.expr(place))
                }
            }
            29 if self.templates && !place.in_fstring => self.template(place),
            30 if !place.in_fstring => self.folded(2),
            31 => {
                let function = self.random.pick(&["any", "all", "tuple", "list", "set", "sum"]);
                format!("{function}{}", self.generator_expression(place))
            }
            _ => self.name(),
        }
    }

    fn operand(&mut self, place: Place) -> String {
        if self.random.once_in(3) { format!("({})", self.expr(place)) } else { self.name() }
    }

    pub(super) fn yield_expr(&mut self, place: Place) -> String {
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

    pub(super) fn call(&mut self, place: Place) -> String {
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

    /// The clauses of a comprehension, and the place of what comes before them.
    fn clauses(&mut self, place: Place) -> (String, Place) {
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
        (clauses, inner)
    }

    /// Whether the element of a comprehension is to be unpacked.
    fn unpacks(&mut self) -> bool {
        self.lazy && self.random.once_in(3)
    }

    fn generator_expression(&mut self, place: Place) -> String {
        let (clauses, inner) = self.clauses(place);
        let stars = if self.unpacks() { "*" } else { "" };
        format!("({BREAK}{stars}{}{clauses}{BREAK})", self.expr(inner))
    }

    fn comprehension(&mut self, place: Place) -> String {
        let (clauses, inner) = self.clauses(place);
        let b = BREAK;
        if self.unpacks() {
            let (stars, open, close) =
                self.random.pick(&[("*", "[", "]"), ("*", "{", "}"), ("**", "{", "}"), ("*", "(", ")")]);
            return format!("{open}{b}{stars}{}{clauses}{b}{close}", self.operand(inner));
        }
        let element = self.expr(inner);
        match self.random.below(4) {
            0 => format!("[{b}{element}{clauses}{b}]"),
            1 => format!("{{{b}{element}{clauses}{b}}}"),
            2 => format!("({b}{element}{clauses}{b})"),
            _ => format!("{{{b}{element}: {}{clauses}{b}}}", self.expr(inner)),
        }
    }
}
