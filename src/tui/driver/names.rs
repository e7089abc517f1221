//! Looks through the whole workspace for what the tree is filtered by, one filter at a time.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::Hands;
use crate::tui::panes::tree::{Found, Msg, find};
use crate::workspace::files::JailedPath;
use crate::workspace::find::{Named, by_name};
use crate::workspace::listing::list;

/// The most entries that are shown for a filter; who has more types on.
const MOST: usize = 500;
/// The most folders that are opened for them.
const MOST_FOLDERS: usize = 200;

/// The look that goes on, if there is one.
#[derive(Debug, Default)]
pub struct Looking {
    stop: Arc<AtomicBool>,
}

impl Looking {
    /// Looks for names with the text of `filter`; an empty one only ends what goes on.
    pub fn look_for(&mut self, filter: String, hands: &Hands) {
        self.stop.store(true, Ordering::Relaxed);
        if filter.is_empty() {
            return;
        }
        let stop = Arc::new(AtomicBool::new(false));
        self.stop = Arc::clone(&stop);
        hands.work(move |hands| look(filter, &hands.workspace(), &stop));
    }
}

fn look(filter: String, workspace: &Path, stop: &AtomicBool) -> Option<Msg> {
    let wanted = |name: &std::ffi::OsStr| find(&name.to_string_lossy(), &filter).is_some();
    let named = by_name(workspace, wanted, MOST, stop)?;
    let matches = named.paths.len();
    let (folders, left_out) = folders_around(&named);
    let folders = folders.into_iter().filter_map(|folder| {
        // A folder that went away meanwhile is not there to be opened.
        let mut entries = list(&workspace.join(folder.as_path())).ok()?;
        entries.retain(|entry| entry.name != ".git");
        Some((folder, entries))
    });
    let folders: Vec<_> = folders.collect();
    if stop.load(Ordering::Relaxed) {
        return None;
    }
    Some(Msg::Found(Box::new(Found {
        filter,
        matches,
        capped: named.capped || left_out,
        folders,
    })))
}

/// The folders around what was found, outer ones first; true when they are too many.
fn folders_around(named: &Named) -> (Vec<JailedPath>, bool) {
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    for path in &named.paths {
        let above = path
            .ancestors()
            .skip(1)
            .filter(|folder| *folder != Path::new(""));
        let above: Vec<_> = above.map(Path::to_path_buf).collect();
        let new = above.iter().filter(|folder| !folders.contains(*folder));
        if folders.len() + new.count() > MOST_FOLDERS {
            return (jailed(folders), true);
        }
        folders.extend(above);
    }
    (jailed(folders), false)
}

/// In the order of paths a folder comes before what lies in it.
fn jailed(folders: BTreeSet<PathBuf>) -> Vec<JailedPath> {
    let folders = folders.into_iter();
    folders
        .filter_map(|path| JailedPath::below(&path).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_found_comes_with_the_folders_around_it() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("src/inner")).unwrap();
        fs::write(root.path().join("src/inner/deep.rs"), "").unwrap();
        fs::write(root.path().join("src/other.rs"), "").unwrap();
        let stop = AtomicBool::new(false);
        let Some(Msg::Found(found)) = look("deep".to_owned(), root.path(), &stop) else {
            panic!("nothing found");
        };
        let folders: Vec<_> = found
            .folders
            .iter()
            .map(|(folder, entries)| (folder.as_path().to_str().unwrap(), entries.len()))
            .collect();
        assert_eq!(folders, [("src", 2), ("src/inner", 1)]);
        assert_eq!((found.matches, found.capped), (1, false));
        stop.store(true, Ordering::Relaxed);
        assert!(look("deep".to_owned(), root.path(), &stop).is_none());
    }

    #[test]
    fn as_many_folders_are_opened_as_can_be_seen_through() {
        let root = tempfile::tempdir().unwrap();
        for number in 0..MOST_FOLDERS + 5 {
            let folder = root.path().join(format!("f{number:03}"));
            fs::create_dir(&folder).unwrap();
            fs::write(folder.join("match.rs"), "").unwrap();
        }
        let stop = AtomicBool::new(false);
        let Some(Msg::Found(found)) = look("match".to_owned(), root.path(), &stop) else {
            panic!("nothing found");
        };
        assert_eq!((found.folders.len(), found.capped), (MOST_FOLDERS, true));
    }
}
