//! Colours, where they are wanted.

use std::ffi::OsString;
use std::io::IsTerminal;

/// When output is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Color {
    /// On a terminal, unless the environment is against it.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Whether what goes to `stream` is coloured.
    pub(super) fn is_on(self, stream: &impl IsTerminal) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => stream.is_terminal() && are_wanted(|name| std::env::var_os(name)),
        }
    }
}

/// Whether the environment lets a terminal have colours. The variables and their order are those of Python (`_colorize`),
/// but none of them brings colours to a pipe: compileall's words have none there.
fn are_wanted(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
    match variable("PYTHON_COLORS") {
        Some(value) if value == "0" => false,
        Some(value) if value == "1" => true,
        _ if is_set("NO_COLOR") => false,
        _ if is_set("FORCE_COLOR") => true,
        _ => variable("TERM").is_none_or(|term| term != "dumb"),
    }
}

/// A way to show a text: the code of a terminal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style(&'static str);

pub(super) const FAINT: Style = Style("2");
pub(super) const BAD: Style = Style("1;31");
pub(super) const WORTH_A_LOOK: Style = Style("1;33");

/// `text` in a style, if `is_on`.
pub(super) fn paint(text: &str, Style(code): Style, is_on: bool) -> String {
    if is_on { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
}

/// A refusal with its carets and its exception's name marked.
pub(super) fn paint_refusal(text: &str, is_on: bool) -> String {
    if !is_on {
        return text.to_owned();
    }
    let paint_line = |line: &str| {
        let carets = line.trim_matches(|c: char| c.is_whitespace() || c == '^');
        if carets.is_empty() && line.contains('^') {
            return paint(line, BAD, true);
        }
        match line.split_once(": ") {
            Some((name, rest)) if name.ends_with("Error") && name.chars().all(char::is_alphanumeric) => {
                format!("{}: {rest}", paint(name, BAD, true))
            }
            _ => line.to_owned(),
        }
    };
    text.split('\n').map(paint_line).collect::<Vec<_>>().join("\n")
}

/// A warning with its class marked.
pub(super) fn paint_warning(text: &str, is_on: bool) -> String {
    for class in ["SyntaxWarning", "DeprecationWarning"] {
        let marked = format!(": {class}: ");
        if let Some((place, message)) = text.split_once(&marked) {
            return format!("{place}: {}: {message}", paint(class, WORTH_A_LOOK, is_on));
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_is_heeded_in_pythons_order() {
        for (variables, expected) in [
            ("", true),
            ("TERM=xterm", true),
            ("TERM=dumb", false),
            ("NO_COLOR=", true),
            ("NO_COLOR=1", false),
            ("NO_COLOR=1 FORCE_COLOR=1", false),
            ("FORCE_COLOR=1 TERM=dumb", true),
            ("PYTHON_COLORS=0 FORCE_COLOR=1", false),
            ("PYTHON_COLORS=1 NO_COLOR=1 TERM=dumb", true),
            ("PYTHON_COLORS=2 NO_COLOR=1", false),
        ] {
            let found = |name: &str| {
                let mut pairs = variables.split(' ').filter_map(|pair| pair.split_once('='));
                pairs.find(|(other, _)| *other == name).map(|(_, value)| value.into())
            };
            assert_eq!(are_wanted(found), expected, "{variables}");
        }
    }

    #[test]
    fn marks_what_matters() {
        let refusal = "  File \"x.py\", line 1\n    x (\n      ^\nSyntaxError: '(' was never closed\n";
        let painted = paint_refusal(refusal, true);
        assert!(painted.contains("\x1b[1;31m      ^\x1b[0m\n\x1b[1;31mSyntaxError\x1b[0m: '('"), "{painted:?}");
        assert_eq!(paint_refusal(refusal, false), refusal);
        let warning = "x.py:1: SyntaxWarning: odd\n  x\n";
        assert_eq!(paint_warning(warning, true), "x.py:1: \x1b[1;33mSyntaxWarning\x1b[0m: odd\n  x\n");
        assert_eq!(paint_warning(warning, false), warning);
    }
}
