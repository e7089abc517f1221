//! Finds entries by their names alone, anywhere in a workspace.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::walk::walk;

/// What was found, in the order of a tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// The entries, below the root.
    pub paths: Vec<PathBuf>,
    /// True when there are more than were asked for.
    pub capped: bool,
}

/// The first `most` files and folders of `root` whose names are `wanted`; none when `stop` is set
/// before the walk ends.
pub fn by_name(
    root: &Path,
    wanted: impl Fn(&OsStr) -> bool,
    most: usize,
    stop: &AtomicBool,
) -> Option<Named> {
    let mut found = Named::default();
    let mut builder = walk(root);
    builder.sort_by_file_name(OsStr::cmp);
    for entry in builder.build() {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        // What cannot be read is not found; the tree says why where it is opened.
        let Ok(entry) = entry else { continue };
        if entry.depth() == 0 || !wanted(entry.file_name()) {
            continue;
        }
        if found.paths.len() == most {
            found.capped = true;
            break;
        }
        let path = entry.path().strip_prefix(root).unwrap_or(entry.path());
        found.paths.push(path.to_owned());
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn found(root: &Path, most: usize) -> Named {
        let wanted = |name: &OsStr| name.to_string_lossy().contains("deep");
        by_name(root, wanted, most, &AtomicBool::new(false)).unwrap()
    }

    #[test]
    fn names_are_found_in_closed_folders_and_not_where_git_ignores_them() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for inner in ["a/b/deep", "target/deep", "z"] {
            fs::create_dir_all(root.join(inner)).unwrap();
        }
        fs::create_dir(root.join(".git")).unwrap();
        fs::write(root.join(".gitignore"), "target\n").unwrap();
        fs::write(root.join("z/deep.rs"), "").unwrap();
        let all = found(root, 9);
        let paths: Vec<_> = all
            .paths
            .iter()
            .map(|path| path.to_str().unwrap())
            .collect();
        assert_eq!((paths, all.capped), (vec!["a/b/deep", "z/deep.rs"], false));
        let first = found(root, 1);
        assert_eq!((first.paths.len(), first.capped), (1, true));
        let stopped = by_name(root, |_| true, 9, &AtomicBool::new(true));
        assert_eq!(stopped, None);
    }
}
