//! The keywords that a name may be meant for.

/// Python's keywords in its own order, which decides between equals.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// How many keywords are tried for a name.
const TRIED: usize = 3;

/// The cost of a letter that is inserted, dropped or replaced.
const MOVE: usize = 2;
/// The cost of a letter in the other case.
const CASE: usize = 1;

/// The keywords to try in the place of `name`, the best first: the nearest by edit distance, then those that share at
/// least half of their letters with it. One may be there twice.
pub(super) fn keywords(name: &str) -> Vec<&'static str> {
    let mut found: Vec<_> = nearest(name).into_iter().collect();
    found.extend(close_matches(name));
    found.truncate(TRIED);
    found
}

/// The keyword that is fewest edits away, if these are few for its length (`_suggestions._generate_suggestions`).
fn nearest(name: &str) -> Option<&'static str> {
    let mut best: Option<(usize, &str)> = None;
    for keyword in KEYWORDS {
        let distance = distance(name.as_bytes(), keyword.as_bytes());
        let allowed = (name.len() + keyword.len() + 3) * MOVE / 6;
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, keyword));
        }
    }
    best.map(|(_, keyword)| keyword)
}

/// The Levenshtein distance of two texts.
fn distance(from: &[u8], to: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).map(|column| column * MOVE).collect();
    for &a in from {
        let mut diagonal = row[0];
        row[0] += MOVE;
        for (column, &b) in to.iter().enumerate() {
            let replaced = diagonal + replacement_cost(a, b);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal.min(row[column]) + MOVE);
        }
    }
    row[to.len()]
}

fn replacement_cost(a: u8, b: u8) -> usize {
    match () {
        () if a == b => 0,
        () if a.eq_ignore_ascii_case(&b) => CASE,
        () => MOVE,
    }
}

/// The keywords that have half of their letters in common with `name` (`difflib.get_close_matches`), the most similar
/// first, of equally similar ones the last in the order of letters.
fn close_matches(name: &str) -> Vec<&'static str> {
    let name: Vec<char> = name.chars().collect();
    let mut found: Vec<_> = KEYWORDS
        .iter()
        .filter_map(|&keyword| {
            let letters: Vec<char> = keyword.chars().collect();
            let (common, all) = (2 * common(&letters, &name), letters.len() + name.len());
            (2 * common >= all).then_some((common, all, keyword))
        })
        .collect();
    // The ratios compared without division.
    found.sort_by(|a, b| (b.0 * a.1, b.2).cmp(&(a.0 * b.1, a.2)));
    found.into_iter().take(TRIED).map(|(.., keyword)| keyword).collect()
}

/// How many letters `a` and `b` have in common: those of the longest piece that is in both, and of what is before it in
/// both, and behind it (Ratcliff and Obershelp).
fn common(a: &[char], b: &[char]) -> usize {
    let (mut start_a, mut start_b, mut len) = (0, 0, 0);
    for i in 0..a.len() {
        for j in 0..b.len() {
            let same = a[i..].iter().zip(&b[j..]).take_while(|(a, b)| a == b).count();
            if same > len {
                (start_a, start_b, len) = (i, j, same);
            }
        }
    }
    if len == 0 {
        return 0;
    }
    len + common(&a[..start_a], &b[..start_b]) + common(&a[start_a + len..], &b[start_b + len..])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What an interpreter tries for names: each, and the keywords.
    const RECORDED: &str = include_str!("../../../tests/recorded/similar_keywords.tsv");

    #[test]
    fn keywords_are_tried_as_recorded_from_cpython() {
        let mut wrong = Vec::new();
        assert!(RECORDED.lines().count() > 500);
        for line in RECORDED.lines() {
            let (name, expected) = line.split_once('\t').unwrap_or_default();
            let found = keywords(name).join(" ");
            if found != expected {
                wrong.push(format!("{name}: expected {expected}, got {found}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
