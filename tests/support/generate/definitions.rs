//! Functions, classes, parameters, type parameters.

use super::*;

impl Generator {
    /// `type name[parameters] = value`
    pub(super) fn type_alias(&mut self, place: Place) {
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

    fn decorators(&mut self, place: Place) {
        while self.random.once_in(4) {
            let decorator = self.expr(place);
            self.line(&format!("@{decorator}"));
        }
    }

    pub(super) fn function(&mut self, place: Place) {
        self.decorators(place);
        let is_async = self.random.once_in(3);
        let is_generator = self.random.once_in(3);
        let (type_parameters, annotations) = self.type_parameters(place);
        let (parameters, names) = self.parameters_in(place, Some(annotations));
        let name = self.name();
        let returns =
            if self.random.once_in(5) { format!(" -> {}", self.annotation(annotations)) } else { String::new() };
        let keyword = if is_async { "async def" } else { "def" };
        self.line(&format!("{keyword} {name}{type_parameters}({BREAK}{parameters}{BREAK}){returns}:"));
        let inner = Place {
            block: Block::Function,
            is_async,
            is_generator,
            in_loop: false,
            in_except_star: false,
            in_try: false,
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

    pub(super) fn documentation(&mut self) {
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

    pub(super) fn parameters(&mut self, place: Place) -> (String, Vec<String>) {
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
        let often = if self.focus == Focus::Annotations { 2 } else { 4 };
        let mut parts = Vec::new();
        let (mut defaults, mut starred) = (false, false);
        for (index, name) in names.iter().enumerate() {
            let annotation = match annotations {
                Some(place) if self.random.once_in(often) => format!(": {}", self.annotation(place)),
                _ => String::new(),
            };
            if index + 1 == names.len() && self.random.once_in(4) {
                parts.push(format!("**{name}{annotation}"));
                break;
            }
            if !starred && self.random.once_in(5) {
                starred = true;
                if self.random.once_in(2) {
                    let unpacked = annotations.is_some() && self.random.once_in(6);
                    let annotation = if unpacked { format!(": *{}", self.name()) } else { annotation };
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

    pub(super) fn class(&mut self, place: Place) {
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
            in_try: false,
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
}
