//! Which files of a workspace count: those that git would track, dot files among them.

use std::path::Path;

use ignore::{DirEntry, WalkBuilder};

use crate::workspace::git::find_repository;

/// Folders of version control: nobody edits in there.
const VERSION_CONTROL: [&str; 4] = [".git", ".hg", ".jj", ".svn"];
/// Folders that start with a dot and belong to a project all the same.
const PROJECT_FOLDERS: [&str; 6] = [".ci", ".config", ".github", ".gitlab", ".vscode", ".zed"];

/// A walk over the files of `root` that obeys `.gitignore` and its like.
///
/// In a repository a dot file counts unless it is ignored. Elsewhere nothing is ignored, and a
/// home folder has its caches in dot folders: those are left out, dot files are not.
pub fn walk(root: &Path) -> WalkBuilder {
    let mut builder = WalkBuilder::new(root);
    let in_repository = find_repository(root).is_some();
    builder
        .hidden(false)
        .require_git(false)
        .follow_links(false)
        .filter_entry(move |entry| counts(entry, in_repository));
    builder
}

fn counts(entry: &DirEntry, in_repository: bool) -> bool {
    let Some(name) = entry.file_name().to_str() else {
        return true;
    };
    if entry.depth() == 0 || !name.starts_with('.') {
        return true;
    }
    if VERSION_CONTROL.contains(&name) {
        return false;
    }
    let is_folder = entry.file_type().is_some_and(|found| found.is_dir());
    in_repository || !is_folder || PROJECT_FOLDERS.contains(&name)
}
