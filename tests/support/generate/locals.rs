//! Functions of many local variables: short and long forms of loads and stores, and their pairs.

use super::*;

impl Generator {
    /// A function whose statements move many locals about.
    pub(super) fn many_locals(&mut self, place: Place) {
        let count = self.random.pick(&[3, 8, 14, 17, 20, 40, 254, 300]);
        let names: Vec<_> = (0..count).map(|index| format!("v{index}")).collect();
        let (keyword, is_async) = if self.random.once_in(6) { ("async def", true) } else { ("def", false) };
        let parameters = self.random.below(names.len().min(20));
        let name = self.name();
        self.line(&format!("{keyword} {name}({}):", names[..parameters].join(", ")));
        self.indent += 1;
        if self.random.once_in(2) {
            self.line(&format!("{} = x", names.join(" = ")));
        }
        let inner = Place {
            block: Block::Function,
            is_async,
            is_generator: self.random.once_in(3),
            in_loop: false,
            in_except_star: false,
            in_try: false,
            in_comprehension: false,
            can_bind: true,
            in_fstring: false,
            depth: place.depth + 1,
        };
        // The first, those about the edges of what an argument holds, and any.
        let mut used: Vec<_> =
            [0, 1, 2, 14, 15, 16, 17, 255, 256, 257].into_iter().filter(|index| *index < count).collect();
        for _ in 0..3 {
            used.push(self.random.below(count));
        }
        let used: Vec<_> = used.into_iter().map(|index| names[index].clone()).collect();
        for _ in 0..3 + self.random.below(12) {
            self.moves(&used, inner, 0);
        }
        if self.random.once_in(5) {
            let captured = self.local(&used);
            self.line(&format!("return lambda: {captured}"));
        }
        self.indent -= 1;
    }

    fn local(&mut self, names: &[String]) -> String {
        names[self.random.below(names.len())].clone()
    }

    fn moves(&mut self, names: &[String], place: Place, nesting: usize) {
        let [a, b, c, d] = [0; 4].map(|_| self.local(names));
        let body = |generator: &mut Self, head: &str, in_loop: bool| {
            generator.line(head);
            generator.indent += 1;
            let place = Place { in_loop: place.in_loop || in_loop, ..place };
            for _ in 0..1 + generator.random.below(3) {
                generator.moves(names, place, nesting + 1);
            }
            if generator.random.once_in(6) {
                generator.leave(place);
            }
            generator.indent -= 1;
        };
        let nested = if nesting < 3 { 31 } else { 24 };
        match self.random.below(nested) {
            0 => self.line(&format!("{a} = {b}")),
            1 => self.line(&format!("{a}, {b} = {c}, {d}")),
            2 => self.line(&format!("{a}, {b}, {c} = {c}, {b}, {d}")),
            3 => self.line(&format!("{a} = {b} = {c}")),
            4 => self.line(&format!("{a} = {b}; {c} = {a}; {d} = {a}, {b}")),
            5 => self.line(&format!("{a}.x = {b}")),
            6 => self.line(&format!("{a}[{b}] = {c}")),
            7 => self.line(&format!("{a} += {b}; {c} -= {a}")),
            8 => self.line(&format!("{a}[{b}] += {c}.x")),
            9 => self.line(&format!("del {a}; {a} = {b}")),
            10 => self.line(&format!("{a}({b}, {c}, k={d})")),
            11 => self.line(&format!("{a}.m({b}, *{c}, **{d})")),
            12 => self.line(&format!("{a} = [{b}, {c}, {d}]")),
            13 => self.line(&format!("{a} = ({b} and {c}) or {d}")),
            14 => self.line(&format!("{a} = {b} if {c} else {d}")),
            15 => self.line(&format!("{a} = [{b} for {b} in {c} if {d}]")),
            16 => self.line(&format!("{a} = ({b} := {c}), {b}")),
            17 => self.line(&format!("{a} = {b} < {c} < {d}")),
            18 => self.line(&format!("{a} = {b}[{c}:{d}], f'{{{a}}}{{{b}!r:{{{c}}}}}'")),
            19 => self.line(&format!("{a} = {{{b}: {c}, {d}: {a}}}, {{{a}, {b}}}")),
            20 => self.line(&format!("{a}, *{b} = {c}")),
            21 => self.line(&format!("{a} is None or {b}.m({c}); {d} = not {a}")),
            22 if place.is_generator => self.line(&format!("{a} = yield {b}, {c}")),
            23 if place.is_async => self.line(&format!("{a} = await {b}; await {c}")),
            22..=23 => self.line(&format!("{a} = -{b} + {c}; {c}")),
            24..=25 => {
                let operator = self.random.pick(&["<", "is", "in", "and", "or"]);
                body(self, &format!("if {a} {operator} {b}:"), false);
                if self.random.once_in(2) {
                    body(self, "else:", false);
                }
            }
            26 => body(self, &format!("for {a} in {b}:"), true),
            27 => body(self, &format!("for {a}, {b} in {c}, {d}:"), true),
            28 => body(self, &format!("while {a}:"), true),
            29 => body(self, &format!("with {a} as {b}, {c} as ({a}, {d}):"), false),
            _ => {
                body(self, "try:", false);
                body(self, &format!("except {a} as {b}:"), false);
                if self.random.once_in(2) {
                    body(self, "finally:", false);
                }
            }
        }
    }
}
