//! Small programs, all of a kind: where a rule of the compiler meets every construct, not those that chance picks.
//!
//! Each program is a few statements that may also stand after one another, so that one process compiles many.

pub mod constants;
pub mod dead;
pub mod implicit;

/// `text` with each line a level deeper.
fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}

/// `template` with `hole` in the place of the line that is `HOLE`, as deep as that is.
fn filled(template: &str, hole: &str) -> String {
    let mut text = String::new();
    for line in template.lines() {
        match line.split_once("HOLE") {
            Some((depth, "")) if depth.trim().is_empty() => {
                hole.lines().for_each(|inner| text.extend([depth, inner, "\n"]));
            }
            _ => text.extend([line, "\n"]),
        }
    }
    text
}
