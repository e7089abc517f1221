//! Keeps paths inside a writable workspace as they are, with mounts.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::placeholder::{Placeholders, is_held};

/// A mount of a path on itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mount {
    /// It can be written in, but neither renamed nor removed.
    Pinned(PathBuf),
    /// It stays as it is.
    Fixed(PathBuf),
}

/// The mounts that keep `protected` in `workspace`, in order, and notes for the person.
///
/// Every folder on the way to such a path is pinned: a folder that could be renamed would take
/// the protected path away and leave its name free.
pub(super) fn mounts(
    workspace: &Path,
    protected: &[PathBuf],
    placeholders: &mut Placeholders,
) -> io::Result<(Vec<Mount>, Vec<String>)> {
    let mut protected: Vec<&Path> = protected
        .iter()
        .map(PathBuf::as_path)
        .filter(|path| path.starts_with(workspace) && *path != workspace)
        .collect();
    protected.sort();
    protected.dedup();

    let mut mounts = Vec::new();
    let mut notes = Vec::new();
    let mut done = BTreeSet::new();
    for link in links(workspace, &protected) {
        let folder = link.parent().unwrap_or(workspace);
        if done.insert(folder.to_owned()) {
            mounts.extend(freeze(folder));
            notes.push(format!(
                "nothing can be made in {}: the protected {} is a link",
                folder.display(),
                link.display()
            ));
        }
    }
    let mut fixed: Vec<&Path> = Vec::new();
    for path in protected {
        if fixed.iter().any(|fixed| path.starts_with(fixed)) {
            continue;
        }
        if !pin(workspace, path, &mut done, &mut mounts) {
            continue;
        }
        if is_held(path) || path.symlink_metadata().is_err() {
            placeholders.hold(workspace, path)?;
            // What was made on the way has to be pinned, too.
            pin(workspace, path, &mut done, &mut mounts);
        }
        mounts.push(Mount::Fixed(path.to_owned()));
        fixed.push(path);
    }
    Ok((mounts, notes))
}

/// Pins what exists of the folders on the way; false where the way ends before `path`.
fn pin(
    workspace: &Path,
    path: &Path,
    done: &mut BTreeSet<PathBuf>,
    mounts: &mut Vec<Mount>,
) -> bool {
    for folder in on_the_way(workspace, path) {
        let Ok(metadata) = folder.symlink_metadata() else {
            return true;
        };
        if metadata.is_symlink() {
            return false;
        }
        if done.insert(folder.clone()) {
            mounts.push(Mount::Pinned(folder));
        }
        if !metadata.is_dir() {
            return false;
        }
    }
    !path.is_symlink()
}

/// The folders between `workspace` and `path`, from the top, without both.
fn on_the_way(workspace: &Path, path: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = path
        .ancestors()
        .skip(1)
        .take_while(|folder| *folder != workspace)
        .map(Path::to_owned)
        .collect();
    folders.reverse();
    folders
}

/// The links among the protected paths and the folders on the way to them.
fn links(workspace: &Path, protected: &[&Path]) -> BTreeSet<PathBuf> {
    protected
        .iter()
        .filter_map(|path| {
            let mut way = on_the_way(workspace, path);
            way.push(path.to_path_buf());
            way.into_iter().find(|part| part.is_symlink())
        })
        .collect()
}

/// A link cannot carry a mount, so the folder that it lies in stays as it is, but for what it holds.
fn freeze(folder: &Path) -> Vec<Mount> {
    let mut mounts = vec![Mount::Fixed(folder.to_owned())];
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let inner = entries
        .map(|entry| entry.path())
        .filter(|path| !path.is_symlink());
    mounts.extend(inner.map(Mount::Pinned));
    mounts
}
