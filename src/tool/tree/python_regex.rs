//! Regular expressions in Python's notation, for a crate that has another.

use std::str::Chars;

use crate::compiler::values::text;
use crate::compiler::version::Target;

/// The error of a pattern.
type Wrong = String;

/// The expression in the notation of `fancy_regex`.
pub(super) fn translated(pattern: &str) -> Result<String, Wrong> {
    Translator::new(pattern).translate()
}

/// Rewrites what the two notations mean differently, and refuses what Python does, except for
/// look-behinds without a fixed width.
struct Translator<'p> {
    rest: Chars<'p>,
    out: String,
    flags: Flags,
    /// What a repetition here would repeat.
    repeatable: Repeatable,
    /// The groups that are open, the innermost at the end.
    open: Vec<Group>,
    /// How many groups have numbers so far.
    numbered: usize,
    /// The last group that a condition asks for, which may come later.
    asked_for: usize,
    /// The groups that have names, with their numbers.
    names: Vec<(String, usize)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Flags {
    /// Whether `^` and `$` match at every line (`(?m)`).
    multiline: bool,
    /// Whether white space and comments are left out (`(?x)`).
    verbose: bool,
    /// Whether `\w`, `\d`, `\s` and `\b` know ASCII only (`(?a)`).
    ascii: bool,
}

/// A group that is open.
struct Group {
    /// What closes it.
    end: &'static str,
    number: Option<usize>,
    /// The flags around it.
    around: Flags,
}

/// What stands before a place in an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repeatable {
    /// Nothing, or the assertion of a place, which is not repeated either.
    Nothing,
    Item,
    Repetition,
}

/// The meaning of an escape.
enum Escaped {
    Char(char),
    /// A set or an assertion, as the other notation has it.
    Other(String),
}

impl<'p> Translator<'p> {
    fn new(pattern: &'p str) -> Self {
        Self {
            rest: pattern.chars(),
            out: String::with_capacity(pattern.len() + 8),
            flags: Flags::default(),
            repeatable: Repeatable::Nothing,
            open: Vec::new(),
            numbered: 0,
            asked_for: 0,
            names: Vec::new(),
        }
    }

    fn translate(mut self) -> Result<String, Wrong> {
        while self.leading_flags()? {}
        while let Some(c) = self.rest.next() {
            match c {
                '\\' => self.escaped()?,
                '[' => {
                    self.class()?;
                    self.repeatable = Repeatable::Item;
                }
                '^' => self.place("^"),
                '$' if self.flags.multiline => self.place("$"),
                '$' => self.place(r"(?=\n?\z)"),
                '.' => self.item("."),
                '*' | '+' | '?' => self.repetition(&c.to_string())?,
                '{' => self.brace()?,
                '}' => self.item(r"\}"),
                '#' if self.flags.verbose => {
                    let comment = self.rest.as_str();
                    self.rest = comment[comment.find('\n').unwrap_or(comment.len())..].chars();
                }
                ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c' if self.flags.verbose => {}
                '(' => self.group()?,
                ')' => self.group_end()?,
                '|' => {
                    self.out.push('|');
                    self.repeatable = Repeatable::Nothing;
                }
                c => {
                    self.literal(c);
                    self.repeatable = Repeatable::Item;
                }
            }
        }
        if !self.open.is_empty() {
            return Err("missing ), unterminated subpattern".to_owned());
        }
        if self.asked_for > self.numbered {
            return Err(format!("invalid group reference {}", self.asked_for));
        }
        Ok(self.out)
    }

    /// Writes something that can be repeated.
    fn item(&mut self, text: &str) {
        self.out.push_str(text);
        self.repeatable = Repeatable::Item;
    }

    /// Writes the assertion of a place.
    fn place(&mut self, text: &str) {
        self.out.push_str(text);
        self.repeatable = Repeatable::Nothing;
    }

    /// Translates what follows a backslash outside of a class.
    fn escaped(&mut self) -> Result<(), Wrong> {
        if self.group_reference()? {
            self.repeatable = Repeatable::Item;
            return Ok(());
        }
        let is_place = self.rest.as_str().starts_with(['A', 'Z', 'z', 'b', 'B']);
        match self.escape(false)? {
            Escaped::Char(c) => self.literal(c),
            Escaped::Other(text) => self.out.push_str(&text),
        }
        self.repeatable = if is_place { Repeatable::Nothing } else { Repeatable::Item };
        Ok(())
    }

    /// Writes a repetition, with what says how greedy it is.
    fn repetition(&mut self, text: &str) -> Result<(), Wrong> {
        match self.repeatable {
            Repeatable::Nothing => return Err("nothing to repeat".to_owned()),
            Repeatable::Repetition => return Err("multiple repeat".to_owned()),
            Repeatable::Item => self.out.push_str(text),
        }
        if self.eat('?') {
            self.out.push('?');
        } else if self.eat('+') {
            self.out.push('+');
        }
        self.repeatable = Repeatable::Repetition;
        Ok(())
    }

    fn literal(&mut self, c: char) {
        self.out.push_str(&format!(r"\x{{{:x}}}", u32::from(c)));
    }

    /// Takes the next character if it is this one.
    fn eat(&mut self, c: char) -> bool {
        let found = self.rest.as_str().starts_with(c);
        if found {
            self.rest.next();
        }
        found
    }

    /// Flags for the whole pattern, which Python takes at its start only. `aLu` say which characters
    /// `\w` means: all that Unicode has, unless `a` does.
    fn leading_flags(&mut self) -> Result<bool, Wrong> {
        let text = self.rest.as_str();
        let Some((flags, rest)) = text.strip_prefix("(?").and_then(|text| text.split_once(')')) else {
            return Ok(false);
        };
        if flags.is_empty() || !flags.chars().all(|c| "aiLmsux".contains(c)) {
            return Ok(false);
        }
        let kept = self.set_flags(flags, "")?;
        if !kept.is_empty() {
            self.out.push_str(&format!("(?{kept})"));
        }
        self.rest = rest.chars();
        Ok(true)
    }

    /// Heeds flags that are set and those that are unset; gives what the other notation has of them.
    fn set_flags(&mut self, set: &str, unset: &str) -> Result<String, Wrong> {
        let is_set = |flag| set.contains(flag);
        if is_set('L') || is_set('a') && is_set('u') || !unset.chars().all(|c| "imsx".contains(c)) {
            return Err("flags that no text can have".to_owned());
        }
        if unset.chars().any(is_set) {
            return Err("bad inline flags: flag turned on and off".to_owned());
        }
        let now = |before: bool, flag| (before || is_set(flag)) && !unset.contains(flag);
        self.flags = Flags {
            multiline: now(self.flags.multiline, 'm'),
            verbose: now(self.flags.verbose, 'x'),
            ascii: is_set('a') || self.flags.ascii && !is_set('u'),
        };
        // White space and comments are left out here.
        let mut kept: String = set.chars().filter(|c| "ims".contains(*c)).collect();
        if unset.chars().any(|c| c != 'x') {
            kept.push('-');
            kept.extend(unset.chars().filter(|c| *c != 'x'));
        }
        Ok(kept)
    }

    /// Translates the rest of a group's start after its opening parenthesis.
    fn group(&mut self) -> Result<(), Wrong> {
        let Some(text) = self.rest.as_str().strip_prefix('?') else {
            self.numbered += 1;
            self.open("(", ")", Some(self.numbered));
            return Ok(());
        };
        // What looks around is repeated as the group that it is in.
        for (start, kind) in [("=", "(?>(?="), ("!", "(?>(?!"), ("<=", "(?>(?<="), ("<!", "(?>(?<!")] {
            if let Some(rest) = text.strip_prefix(start) {
                self.rest = rest.chars();
                self.open(kind, "))", None);
                return Ok(());
            }
        }
        let until = |text: &'p str, end| text.split_once(end).ok_or("unterminated start of a group");
        if let Some(text) = text.strip_prefix('#') {
            self.rest = until(text, ')')?.1.chars();
        } else if let Some(text) = text.strip_prefix("P<") {
            let (name, rest) = until(text, '>')?;
            let is_name = Target::newest().unicode().is_identifier(name);
            if !is_name || self.names.iter().any(|(other, _)| other == name) {
                return Err(format!("bad group name {name}"));
            }
            self.numbered += 1;
            self.names.push((name.to_owned(), self.numbered));
            self.rest = rest.chars();
            self.open("(", ")", Some(self.numbered));
        } else if let Some(text) = text.strip_prefix("P=") {
            let (name, rest) = until(text, ')')?;
            let number = self.number_of(name)?;
            self.rest = rest.chars();
            self.refer_to(number)?;
            self.repeatable = Repeatable::Item;
        } else if let Some(text) = text.strip_prefix('(') {
            let (condition, rest) = until(text, ')')?;
            let is_number = !condition.is_empty() && condition.bytes().all(|byte| byte.is_ascii_digit());
            let number = match is_number {
                true => condition.parse().map_err(|_| "invalid group reference")?,
                false => self.number_of(condition)?,
            };
            if number == 0 {
                return Err("bad group number".to_owned());
            }
            self.asked_for = self.asked_for.max(number);
            self.rest = rest.chars();
            self.open(&format!("(?({number})"), ")", None);
        } else if let Some(rest) = text.strip_prefix('>') {
            self.rest = rest.chars();
            self.open("(?>", ")", None);
        } else {
            let (flags, rest) = until(text, ':')?;
            let (set, unset) = flags.split_once('-').unwrap_or((flags, ""));
            if !set.chars().all(|c| "aiLmsux".contains(c)) || flags.contains('-') && unset.is_empty() {
                return Err("unknown extension, or global flags not at the start of the expression".to_owned());
            }
            let around = self.flags;
            let kept = self.set_flags(set, unset)?;
            let inside = std::mem::replace(&mut self.flags, around);
            self.rest = rest.chars();
            self.open(&format!("(?{kept}:"), ")", None);
            self.flags = inside;
        }
        Ok(())
    }

    fn open(&mut self, start: &str, end: &'static str, number: Option<usize>) {
        self.out.push_str(start);
        self.open.push(Group { end, number, around: self.flags });
        self.repeatable = Repeatable::Nothing;
    }

    fn group_end(&mut self) -> Result<(), Wrong> {
        let group = self.open.pop().ok_or("unbalanced parenthesis")?;
        self.flags = group.around;
        self.item(group.end);
        Ok(())
    }

    /// The number of the group of this name.
    fn number_of(&self, name: &str) -> Result<usize, Wrong> {
        let found = self.names.iter().find(|(other, _)| other == name);
        found.map(|(_, number)| *number).ok_or_else(|| format!("unknown group name {name}"))
    }

    /// Writes a reference to a group.
    fn refer_to(&mut self, number: usize) -> Result<(), Wrong> {
        if number > self.numbered {
            return Err(format!("invalid group reference {number}"));
        }
        if self.open.iter().any(|group| group.number == Some(number)) {
            return Err("cannot refer to an open group".to_owned());
        }
        // So that a digit that follows is none of the number's.
        self.out.push_str(&format!(r"(?:\{number})"));
        Ok(())
    }

    /// `\1` to `\99`, unless it is three octal digits. Returns whether it was one.
    fn group_reference(&mut self) -> Result<bool, Wrong> {
        let digits: String = self.rest.as_str().chars().take(3).take_while(char::is_ascii_digit).collect();
        let is_octal = digits.len() == 3 && digits.bytes().all(|digit| digit < b'8');
        if digits.is_empty() || digits.starts_with('0') || is_octal {
            return Ok(false);
        }
        let digits = &digits[..digits.len().min(2)];
        for _ in digits.chars() {
            self.rest.next();
        }
        let number = digits.parse().map_err(|_| "invalid group reference")?;
        self.refer_to(number)?;
        Ok(true)
    }

    /// Translates an escape after its backslash.
    fn escape(&mut self, in_class: bool) -> Result<Escaped, Wrong> {
        let c = self.rest.next().ok_or("bad escape (end of pattern)")?;
        let other = |text: &str| Ok(Escaped::Other(text.to_owned()));
        let code_point = match c {
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => return Ok(Escaped::Other(self.category(c, in_class))),
            'A' if !in_class => return other(r"\A"),
            // Since 3.14 both; before, Python refuses the second.
            'Z' | 'z' if !in_class => return other(r"\z"),
            'b' if in_class => 8,
            'b' | 'B' if !in_class && self.flags.ascii => return Ok(Escaped::Other(format!(r"(?-u:\{c})"))),
            'b' | 'B' if !in_class => return Ok(Escaped::Other(format!(r"\{c}"))),
            'a' => 7,
            't' => 9,
            'n' => 10,
            'v' => 11,
            'f' => 12,
            'r' => 13,
            'x' => self.digits(2, 16)?,
            'u' => self.digits(4, 16)?,
            'U' => self.digits(8, 16)?,
            'N' => {
                let name = self.rest.as_str().strip_prefix('{').and_then(|rest| rest.split_once('}'));
                let (name, rest) = name.ok_or("missing {, expected {name}")?;
                self.rest = rest.chars();
                let named = Target::newest().unicode().named_character(name);
                u32::from(named.ok_or_else(|| format!("undefined character name {name}"))?)
            }
            '0'..='7' => {
                let more = self.rest.as_str().chars().take(2).take_while(|c| c.is_digit(8)).count();
                let mut value = c.to_digit(8).unwrap_or(0);
                if more > 0 {
                    value = value * 8u32.pow(more as u32) + self.digits(more, 8)?;
                }
                if value > 0o377 {
                    return Err(format!("octal escape value 0o{value:o} outside of range 0-0o377"));
                }
                value
            }
            c if c.is_ascii_alphanumeric() => return Err(format!(r"bad escape \{c}")),
            c => u32::from(c),
        };
        if code_point > u32::from(char::MAX) {
            return Err("bad escape: no such character".to_owned());
        }
        Ok(Escaped::Char(text::searchable_character(code_point)))
    }

    /// A number of just so many digits.
    fn digits(&mut self, count: usize, radix: u32) -> Result<u32, Wrong> {
        let mut value: u32 = 0;
        for _ in 0..count {
            let digit = self.rest.next().and_then(|c| c.to_digit(radix)).ok_or("incomplete escape")?;
            value = value.wrapping_mul(radix).wrapping_add(digit);
        }
        Ok(value)
    }

    /// `\d`, `\s`, `\w` and their opposites. Python's `\s` has the four separators of ASCII as well.
    fn category(&self, c: char, in_class: bool) -> String {
        let set = match (c.to_ascii_lowercase(), self.flags.ascii) {
            ('d', true) => "0-9",
            ('d', false) => r"\d",
            ('s', true) => r"\x09-\x0d\x20",
            ('s', false) => r"\s\x1c-\x1f",
            (_, true) => "0-9A-Za-z_",
            (_, false) => r"\w",
        };
        match (c.is_ascii_uppercase(), in_class) {
            (true, _) => format!("[^{set}]"),
            (false, true) => set.to_owned(),
            (false, false) => format!("[{set}]"),
        }
    }

    /// A set of characters. Python has no sets in sets and no operations on them.
    fn class(&mut self) -> Result<(), Wrong> {
        self.out.push('[');
        if self.eat('^') {
            self.out.push('^');
        }
        let mut is_first = true;
        while is_first || !self.eat(']') {
            is_first = false;
            let low = match self.class_item()? {
                Escaped::Char(c) => c,
                Escaped::Other(set) => {
                    let is_range = self.rest.as_str().starts_with('-') && !self.rest.as_str().starts_with("-]");
                    if is_range {
                        return Err("bad character range".to_owned());
                    }
                    self.out.push_str(&set);
                    continue;
                }
            };
            self.literal(low);
            if self.rest.as_str().starts_with('-') && !self.rest.as_str().starts_with("-]") {
                self.rest.next();
                match self.class_item()? {
                    Escaped::Char(high) if low <= high => {
                        self.out.push('-');
                        self.literal(high);
                    }
                    _ => return Err("bad character range".to_owned()),
                }
            }
        }
        self.out.push(']');
        Ok(())
    }

    fn class_item(&mut self) -> Result<Escaped, Wrong> {
        match self.rest.next() {
            None => Err("unterminated character set".to_owned()),
            Some('\\') => self.escape(true),
            Some(c) => Ok(Escaped::Char(c)),
        }
    }

    /// `{` is itself unless it starts a repetition: `{3}`, `{3,}`, `{,3}`, `{3,4}`.
    fn brace(&mut self) -> Result<(), Wrong> {
        let counts = self.rest.as_str().split_once('}').map(|(counts, rest)| (counts, rest.chars()));
        let Some((counts, rest)) = counts.filter(|(counts, _)| is_repetition(counts)) else {
            self.item(r"\{");
            return Ok(());
        };
        if let Some((from, to)) = counts.split_once(',')
            && let (Ok(from), Ok(to)) = (from.parse::<u64>(), to.parse::<u64>())
            && from > to
        {
            return Err("min repeat greater than max repeat".to_owned());
        }
        let zero = if counts.starts_with(',') { "0" } else { "" };
        self.rest = rest;
        self.repetition(&format!("{{{zero}{counts}}}"))
    }
}

fn is_repetition(counts: &str) -> bool {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    match counts.split_once(',') {
        Some((from, to)) => is_number(from) && is_number(to),
        None => !counts.is_empty() && is_number(counts),
    }
}
