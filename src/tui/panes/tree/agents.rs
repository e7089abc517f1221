//! The files that agents changed and that nobody has looked at since.

use std::collections::BTreeSet;
use std::ops::Bound;
use std::path::{Path, PathBuf};

use super::State;
use crate::tui::root::Effect as RootEffect;

/// What is told of files that agents changed; absolute paths.
#[derive(Debug)]
pub enum Told {
    /// An agent has changed these.
    Changed(Vec<PathBuf>),
    /// A person has looked at this one.
    Seen(PathBuf),
}

/// The files that agents changed and that nobody has looked at since, below the workspace.
#[derive(Debug, Default)]
pub(super) struct Agents(BTreeSet<PathBuf>);

impl Agents {
    /// True for such a file, and for a folder with one in it.
    pub(super) fn has(&self, path: &Path) -> bool {
        // Paths are compared part by part: what lies in a folder follows it at once.
        let mut from = self
            .0
            .range::<Path, _>((Bound::Included(path), Bound::Unbounded));
        from.next().is_some_and(|found| found.starts_with(path))
    }
}

/// Takes in what is told.
pub(super) fn take(state: &mut State, told: Told, workspace: &Path) -> Vec<RootEffect> {
    let agents = &mut state.signs.agents.0;
    match told {
        Told::Changed(paths) => {
            let inside = paths.iter().filter_map(|path| {
                let inner = path.strip_prefix(workspace).ok()?;
                Some(inner.to_owned())
            });
            agents.extend(inside);
        }
        Told::Seen(path) => {
            if let Ok(inner) = path.strip_prefix(workspace) {
                agents.remove(inner);
            }
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_shows_that_a_file_in_it_was_changed_until_it_is_seen() {
        let mut state = State::default();
        let workspace = Path::new("/w");
        let paths = ["/w/src/shop/a.rs", "/w/src.rs", "/elsewhere/b.rs"];
        let changed = Told::Changed(paths.map(PathBuf::from).to_vec());
        take(&mut state, changed, workspace);
        let has = |state: &State| {
            let asked = [
                "src",
                "src/shop",
                "src/shop/a.rs",
                "src/sho",
                "b.rs",
                "src.rs",
            ];
            asked.map(|path| state.signs.agents.has(Path::new(path)))
        };
        assert_eq!(has(&state), [true, true, true, false, false, true]);
        take(&mut state, Told::Seen("/w/src/shop/a.rs".into()), workspace);
        assert_eq!(has(&state), [false, false, false, false, false, true]);
    }
}
