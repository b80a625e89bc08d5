//! The misspelt keyword that a refused source may owe its error to, as Python's `traceback` looks for it when it prints
//! the error: in the place of each of some names before it the keywords are tried that the name resembles, until one
//! makes the excerpt of the source valid, or the start of something valid.

mod excerpt;
mod similar;

use crate::compiler::session;
use crate::compiler::syntax::{self, Attempt, Names};
use crate::compiler::values::error::{CompileError, ErrorKind, Warning};
use crate::compiler::version::{Feature, Target};
use excerpt::{Excerpt, split_lines};

/// How many names are tried.
const TRIED: usize = 10;

/// What is said instead of an error's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hint {
    pub message: String,
    /// The line of the name, as it is in the excerpt.
    pub text: String,
    /// Where the name is in that line, in characters.
    pub columns: (i32, i32),
}

/// A source that is refused, as Python has it when it prints the error.
#[derive(Clone, Copy)]
pub(crate) struct Refused<'s> {
    pub error: &'s CompileError,
    /// The line that is shown of it.
    pub line: &'s str,
    /// Its bytes.
    pub source: &'s [u8],
    /// Whether Python finds it in its file.
    pub on_disk: bool,
    pub target: &'static Target,
    /// Which warnings are errors.
    pub is_error: &'s dyn Fn(&Warning) -> bool,
}

/// What Python warns of while it looks for a misspelt keyword.
#[derive(Debug, Default)]
pub struct Search {
    /// The warnings, each with the number of texts that were tried before it or while it was given.
    pub warnings: Vec<(Warning, usize)>,
    /// The number of texts that were tried. `codeop` changes the warning filters for each and changes them back,
    /// whereupon Python forgets which warnings it has shown (`already_warned` in Python/_warnings.c).
    pub tried: usize,
}

impl Search {
    fn warn(&mut self, warnings: impl IntoIterator<Item = Warning>) {
        let tried = self.tried;
        self.warnings.extend(warnings.into_iter().map(|warning| (warning, tried)));
    }
}

/// The misspelt keyword behind an error, if there is one; what is warned of meanwhile goes to `search`.
pub(crate) fn hint(refused: &Refused<'_>, search: &mut Search) -> Option<Hint> {
    let &Refused { error, line, source, on_disk, target, .. } = refused;
    let is_vague = error.message == "invalid syntax" || error.message.contains("Perhaps you forgot a comma");
    if !is_vague || !target.has(Feature::KeywordTypos) {
        return None;
    }
    let Excerpt { text, only } = excerpt::of(error, line, source, on_disk, target)?;
    if target.has(Feature::ValidExcerptsKept) && is_good(&text, refused, search)? {
        return None;
    }
    let lines: Vec<&str> = split_lines(&text).collect();
    let Names { names, warnings: given } = syntax::names(&text, target, refused.is_error);
    let names = names.iter().filter(|name| only.is_none_or(|only| i64::from(name.line) == only));
    // The names are read one by one, until one is not tried any more: of what is behind it nothing is said.
    let mut said = 0;
    for (tried, name) in names.map(Some).chain([None]).enumerate() {
        let until = name.map_or(given.len(), |name| name.warned);
        search.warn(given[said..until].iter().cloned());
        said = until;
        let Some(name) = name.filter(|_| tried < TRIED) else { break };
        let index = usize::try_from(name.line - 1).ok()?;
        let line = lines.get(index)?;
        let characters: Vec<char> = line.chars().collect();
        let (before, after) = (characters.get(..name.columns.start)?, characters.get(name.columns.end..)?);
        for keyword in similar::keywords(&name.text) {
            let changed = [before, &keyword.chars().collect::<Vec<_>>(), after].concat();
            let changed: String = changed.into_iter().collect();
            let mut variant = lines.clone();
            variant[index] = &changed;
            if is_good(&variant.join("\n"), refused, search)? {
                let columns = (name.columns.start as i32, name.columns.end as i32);
                let message = format!("invalid syntax. Did you mean '{keyword}'?");
                return Some(Hint { message, text: (*line).to_owned(), columns });
            }
        }
    }
    None
}

/// Whether CPython's `codeop` takes a text for valid, or the start of something valid; nothing if it raises an exception
/// that ends the search. It warns of all but what is incomplete.
fn is_good(text: &str, refused: &Refused<'_>, search: &mut Search) -> Option<bool> {
    search.tried += 1;
    let kind = match syntax::attempt(text, refused.target, refused.is_error).ok()? {
        Attempt::Incomplete => return Some(true),
        Attempt::Refused(kind, warned) => {
            search.warn(warned);
            kind
        }
        // It was only parsed until now.
        Attempt::Valid => {
            let mut warned = Vec::new();
            let checked = session::check(text, refused.target, &mut warned);
            let error = warned.iter().position(refused.is_error);
            warned.truncate(error.unwrap_or(warned.len()));
            search.warn(warned);
            match checked {
                _ if error.is_some() => ErrorKind::SyntaxError,
                Ok(()) => return Some(true),
                Err(error) => error.kind,
            }
        }
    };
    matches!(kind, ErrorKind::SyntaxError | ErrorKind::IndentationError | ErrorKind::TabError).then_some(false)
}
