//! Programs of the corpus with misspelt keywords.

use std::fs;
use std::path::Path;

use super::generate::Random;

/// The words that are misspelt.
const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// What is put into them.
const LETTERS: &[char] = &['a', 'd', 'e', 'f', 'i', 'l', 'm', 'n', 'o', 'r', 's', 't', 'u', 'w', 'y', '_', '1', 'é'];

/// How many lines a program has at most.
const LINES: usize = 24;

/// The programs that are misspelt.
pub struct Misspeller(Vec<String>);

impl Misspeller {
    /// Those of the corpus for Python 3.`minor` that are UTF-8.
    pub fn new(minor: u8) -> Self {
        let mut programs = Vec::new();
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
        let folders = (12..=minor).map(|minor| format!("3.{minor}"));
        for folder in std::iter::once(String::new()).chain(folders) {
            let entries =
                fs::read_dir(corpus.join(folder)).expect("the corpus").map(|entry| entry.expect("a file").path());
            let mut files: Vec<_> = entries.filter(|path| path.extension().is_some_and(|it| it == "py")).collect();
            files.sort();
            programs.extend(files.iter().filter_map(|path| fs::read_to_string(path).ok()));
        }
        Self(programs)
    }

    /// Some lines of a program, with a misspelt keyword or two.
    pub fn program(&self, seed: u64) -> String {
        let random = &mut Random::new(seed);
        loop {
            let program = &self.0[random.below(self.0.len())];
            let lines: Vec<_> = program.split_inclusive('\n').collect();
            let first = random.below(lines.len().max(1));
            let last = lines.len().min(first + 1 + random.below(LINES));
            let mut text = lines[first..last].concat();
            if !random.once_in(3) {
                text = dedented(&text);
            }
            let mut changed = false;
            for _ in 0..=random.below(2) {
                changed |= misspell(&mut text, random);
            }
            match random.below(24) {
                0 => text = text.replace('\n', "\r\n"),
                1 => text = text.replacen('\n', "\n\x0c\n", 1),
                2 => text.insert_str(0, "# coding: latin-1\n"),
                3 => text.insert(0, '\u{feff}'),
                4 => text.truncate(text.trim_end().len()),
                _ => {}
            }
            if changed {
                return text;
            }
        }
    }
}

/// The text without what its first line is indented by.
fn dedented(text: &str) -> String {
    let indent = text.len() - text.trim_start_matches(' ').len();
    let lines = text.split_inclusive('\n').map(|line| line.get(indent..).unwrap_or(line.trim_start_matches(' ')));
    lines.collect()
}

/// Misspells a keyword; whether there was one.
fn misspell(text: &mut String, random: &mut Random) -> bool {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let found: Vec<_> = KEYWORDS
        .iter()
        .flat_map(|word| text.match_indices(word))
        .filter(|(at, word)| {
            !is_part(text[..*at].chars().next_back()) && !is_part(text[at + word.len()..].chars().next())
        })
        .map(|(at, word)| at..at + word.len())
        .collect();
    if found.is_empty() {
        return false;
    }
    let place = found[random.below(found.len())].clone();
    let mut word: Vec<char> = text[place.clone()].chars().collect();
    for _ in 0..[1, 1, 1, 2][random.below(4)] {
        let at = random.below(word.len() + 1);
        let end = (at + 1).min(word.len());
        match random.below(5) {
            0 => drop(word.drain(at..end)),
            1 => word.insert(at, random.pick(LETTERS)),
            2 => word[at.saturating_sub(1)..end].reverse(),
            3 => drop(word.splice(at..end, [random.pick(LETTERS)])),
            _ => word[at..end]
                .iter_mut()
                .for_each(|c| *c = if c.is_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }),
        }
    }
    text.replace_range(place, &word.into_iter().collect::<String>());
    true
}
