//! Finds the trees that are left of one when some places in it are taken out.

use std::fs;
use std::path::{Path, PathBuf};

/// The largest trees below `root` that hold none of `holes`, as far as they exist.
///
/// A folder on the way to a hole is not among them, its other children are. Links are left out:
/// what they lead to is granted where it lies, or not at all.
pub(in super::super) fn granted(root: &Path, holes: &[PathBuf]) -> Vec<PathBuf> {
    let mut trees = Vec::new();
    let inner: Vec<&Path> = holes.iter().map(PathBuf::as_path).collect();
    descend(root, &inner, &mut trees);
    trees
}

fn descend(root: &Path, holes: &[&Path], trees: &mut Vec<PathBuf>) {
    if holes.iter().any(|hole| root.starts_with(hole)) {
        return;
    }
    let Ok(metadata) = root.symlink_metadata() else {
        return;
    };
    if metadata.is_symlink() {
        return;
    }
    let inner: Vec<&Path> = holes
        .iter()
        .copied()
        .filter(|hole| hole.starts_with(root))
        .collect();
    if inner.is_empty() {
        trees.push(root.to_owned());
        return;
    }
    let Ok(entries) = fs::read_dir(root) else {
        return;
    };
    for entry in entries.flatten() {
        descend(&entry.path(), &inner, trees);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn siblings_along_the_way_to_a_hole_are_left() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in ["a/keep", "a/hole/deep", "b"] {
            fs::create_dir_all(root.join(name)).unwrap();
        }
        std::os::unix::fs::symlink("/etc", root.join("a/link")).unwrap();

        let mut trees = granted(root, &[root.join("a/hole"), root.join("absent/x")]);
        trees.sort();

        assert_eq!(trees, [root.join("a/keep"), root.join("b")]);
        assert_eq!(granted(root, &[]), [root.to_owned()]);
        assert!(granted(root, &[root.to_owned()]).is_empty());
    }
}
