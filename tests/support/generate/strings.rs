//! Strings with fields: f-strings, and template strings since 3.14.

use super::*;

impl Generator {
    pub(super) fn fstring(&mut self, place: Place) -> String {
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

    /// An f-string since 3.12: anything in its fields, the same quotes and line breaks too.
    fn new_fstring(&mut self, place: Place) -> String {
        let (open, close) =
            self.random.pick(&[("f'", "'"), ("rf'", "'"), ("'head' f'", "'"), ("f'''", "'''"), ("Rf\"", "\"")]);
        format!("{open}{}{close}", self.fields(place, open.contains(['r', 'R'])))
    }

    /// One template string, or some that follow each other.
    pub(super) fn template(&mut self, place: Place) -> String {
        const QUOTES: &[(&str, &str)] =
            &[("t'", "'"), ("T\"", "\""), ("rt'", "'"), ("tR\"", "\""), ("t'''", "'''"), ("Tr\"\"\"", "\"\"\"")];
        let mut parts = Vec::new();
        for _ in 0..1 + self.random.below(7) / 5 + self.random.below(10) / 9 {
            let (open, close) = self.random.pick(QUOTES);
            let text = match self.random.below(8) {
                0 => self.random.pick(&["", "text", "{{}}", "é"]).to_owned(),
                _ => self.fields(place, open.contains(['r', 'R'])),
            };
            parts.push(format!("{open}{text}{close}"));
        }
        // A line break between them needs brackets.
        if parts.len() > 1 { format!("({})", parts.join(&format!("{BREAK} "))) } else { parts.concat() }
    }

    /// Texts and fields in turn; the last text may be missing.
    fn fields(&mut self, place: Place, is_raw: bool) -> String {
        const TEXTS: &[&str] = &["", "", "text ", "{{", "}}", "é", "%", "\\n", "\\x41"];
        let mut text = String::new();
        for _ in 0..1 + self.random.below(3) {
            let name = if is_raw { "\\d" } else { "\\N{DIGIT ONE}" };
            text += if self.random.once_in(10) { name } else { self.random.pick(TEXTS) };
            let value = self.field(place, 0);
            let _ = write!(text, "{{{value}}}");
        }
        if self.random.once_in(4) {
            text += self.random.pick(TEXTS);
        }
        text
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
            if nesting == 0 || self.random.once_in(60) { self.random.pick(&["", "", "", "", "=", " = "]) } else { "" };
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
}
