//! The walk of `--verify`: from directories to the .pyc files of their sources.

use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Job, Walker};
use crate::compiler::values::text;
use crate::tool::tree::order::Event;
use crate::tool::tree::place::Root;
use crate::tool::tree::verify::{self, Group};
use crate::tool::tree::walk::Found;

/// The sources in one piece of work: each is compiled, so that few are enough to keep a worker busy.
const BATCH: usize = 8;

impl Walker<'_, '_, '_> {
    /// Does for `--verify` what [`Walker::visit`] does for other runs.
    pub(super) fn visit_to_verify(&mut self, found: Found, root: &Arc<Root>) -> bool {
        let config = self.run.config;
        match found {
            Found::Listing(path) => {
                let above = verify::sources_of(config, &path);
                if !self.list(path.clone()) {
                    return false;
                }
                match above {
                    // One that is named. Its sources are not below it.
                    Some(above) => {
                        let root = Arc::new(root.elsewhere(&above.join("x.py")));
                        let groups = verify::in_directory(config, &above).map(|mut groups| {
                            groups
                                .iter_mut()
                                .for_each(|group| group.pycs.retain(|pyc| pyc.path.parent() == Some(&path)));
                            groups
                        });
                        self.hand_out(groups, &root)
                    }
                    None => self.hand_out(verify::in_directory(config, &path), root),
                }
            }
            Found::CantList(path) => {
                self.tell(Event::CantList(path));
                true
            }
            Found::Other(path)
                if root.is_path(&path) && path.extension().is_none_or(|extension| extension != "pyc") =>
            {
                let path = text::repr(path.as_os_str().as_bytes());
                let words = format!("warning: {path} is neither a source nor a .pyc: nothing in it is compared");
                self.tell(Event::NotHeeded(words));
                true
            }
            Found::Source(path) | Found::Other(path) if root.is_path(&path) => {
                let groups = verify::of_source(config, &path);
                let source = groups.as_ref().ok().and_then(|groups| groups.first()).map(|group| group.source.clone());
                let root = source.map_or_else(|| Arc::clone(root), |source| Arc::new(root.elsewhere(&source)));
                self.hand_out(groups, &root)
            }
            // They have been listed with their directory.
            Found::Source(_) | Found::Other(_) => true,
        }
    }

    fn hand_out(&mut self, groups: Result<Vec<Group>, PathBuf>, root: &Arc<Root>) -> bool {
        let groups = match groups {
            Ok(groups) => groups,
            Err(directory) => {
                self.tell(Event::CantList(directory));
                return true;
            }
        };
        for Group { source, pycs } in groups {
            if self.run.config.only_recorded && !self.is_recorded(&source) {
                continue;
            }
            let tree = match self.trees.of_file(&source) {
                Ok(tree) => tree,
                Err(words) => return self.end(words),
            };
            if self.trees.is_first_of(&tree) {
                self.tell(Event::Tree(Arc::clone(&tree)));
            }
            if !self.add(Job { number: 0, path: source, root: Arc::clone(root), tree, pycs: pycs.into() }, BATCH) {
                return false;
            }
        }
        true
    }
}
