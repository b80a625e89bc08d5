//! Which Python the sources are compiled for, and what says so.

use std::io::{self, IsTerminal};

use crate::tool::tree::TreeTargets;
use crate::tool::tree::config::Purpose;

/// Words what is said on standard error of the trees of a run. A warning that goes with a tree is always said.
#[derive(Debug)]
pub(crate) struct Announcer {
    /// What the run does to the sources.
    verb: &'static str,
    /// Whether each tree is announced.
    each: bool,
    /// Whether the first tree of each version is.
    first: bool,
    /// The versions that were announced.
    announced: Vec<String>,
}

impl Announcer {
    /// Announces each tree, or, if that is wanted and standard error is a terminal, the first one of each version.
    pub(crate) fn new(purpose: Purpose, each: bool, on_terminal: bool) -> Self {
        let verb = if purpose == Purpose::Write { "Compiling" } else { "Checking" };
        Self { verb, each, first: on_terminal && io::stderr().is_terminal(), announced: Vec::new() }
    }

    /// The lines about a tree of which the first source has been found.
    pub(crate) fn words(&mut self, tree: &TreeTargets) -> Option<String> {
        let mut words = String::new();
        if let Some(warning) = tree.warning() {
            words.push_str(&warning);
            words.push('\n');
        }
        let versions = tree.versions();
        let is_first = self.first && !self.announced.contains(&versions);
        if !tree.targets.is_empty() && (self.each || is_first) {
            words.push_str(&format!("{} for Python {versions} ({})\n", self.verb, tree.origin));
        }
        if is_first {
            self.announced.push(versions);
        }
        (!words.is_empty()).then_some(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::version::Target;

    #[test]
    fn each_tree_or_the_first_of_a_version() {
        let tree = |target, origin: &str, remark: Option<&str>| TreeTargets {
            targets: vec![target],
            origin: origin.to_owned(),
            remark: remark.map(str::to_owned),
        };
        let trees = [
            tree(Target::py311(), "a", None),
            tree(Target::newest(), "b", Some("a guess")),
            tree(Target::py311(), "c", None),
        ];
        let said = |each, first| {
            let mut announcer = Announcer { verb: "Compiling", each, first, announced: Vec::new() };
            trees.each_ref().map(|tree| announcer.words(tree).unwrap_or_default())
        };
        let newest = Target::newest().version;
        let (a, c) = ("Compiling for Python 3.11.7 (a)\n", "Compiling for Python 3.11.7 (c)\n");
        let b = format!("a guess\nCompiling for Python {newest} (b)\n");
        assert_eq!(said(true, false), [a, &b, c]);
        assert_eq!(said(false, true), [a, &b, ""]);
        assert_eq!(said(false, false), ["", "a guess\n", ""]);
        let left = TreeTargets { targets: Vec::new(), origin: String::new(), remark: Some("of pypy".to_owned()) };
        let mut announcer = Announcer { verb: "Compiling", each: true, first: true, announced: Vec::new() };
        assert_eq!(announcer.words(&left).as_deref(), Some("of pypy; its sources are left alone\n"));
    }
}
