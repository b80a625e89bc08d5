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
            Self::Auto => are_wanted(stream.is_terminal(), |name| std::env::var_os(name)),
        }
    }
}

/// Whether the environment wants colours. The variables of Python (`_colorize`) come in its order and bring none to
/// a pipe, where compileall's words have none either; those of other commands (bixense.com/clicolors) may.
fn are_wanted(on_terminal: bool, variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
    let is = |name, wanted| variable(name).is_some_and(|value| value == wanted);
    if is("PYTHON_COLORS", "0") {
        return false;
    }
    if on_terminal && is("PYTHON_COLORS", "1") {
        return true;
    }
    if is_set("NO_COLOR") {
        return false;
    }
    if is_set("CLICOLOR_FORCE") && !is("CLICOLOR_FORCE", "0") {
        return true;
    }
    on_terminal && (is_set("FORCE_COLOR") || !is("CLICOLOR", "0") && !is("TERM", "dumb"))
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
        // On a terminal, and in a pipe.
        for (variables, expected) in [
            ("", (true, false)),
            ("TERM=xterm", (true, false)),
            ("TERM=dumb", (false, false)),
            ("NO_COLOR=", (true, false)),
            ("NO_COLOR=1", (false, false)),
            ("NO_COLOR=1 FORCE_COLOR=1", (false, false)),
            ("FORCE_COLOR=1 TERM=dumb", (true, false)),
            ("PYTHON_COLORS=0 FORCE_COLOR=1", (false, false)),
            ("PYTHON_COLORS=1 NO_COLOR=1 TERM=dumb", (true, false)),
            ("PYTHON_COLORS=2 NO_COLOR=1", (false, false)),
            ("CLICOLOR=0", (false, false)),
            ("CLICOLOR=0 FORCE_COLOR=1", (true, false)),
            ("CLICOLOR=1", (true, false)),
            ("CLICOLOR_FORCE=1 TERM=dumb", (true, true)),
            ("CLICOLOR_FORCE=1 CLICOLOR=0", (true, true)),
            ("CLICOLOR_FORCE=0", (true, false)),
            ("CLICOLOR_FORCE=", (true, false)),
            ("CLICOLOR_FORCE=1 NO_COLOR=1", (false, false)),
            ("CLICOLOR_FORCE=1 PYTHON_COLORS=0", (false, false)),
        ] {
            let found = |name: &str| {
                let mut pairs = variables.split(' ').filter_map(|pair| pair.split_once('='));
                pairs.find(|(other, _)| *other == name).map(|(_, value)| value.into())
            };
            assert_eq!((are_wanted(true, found), are_wanted(false, found)), expected, "{variables}");
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
