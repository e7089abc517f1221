//! Finds the repository around a folder and reads its branch by hand, in microseconds.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The most that is read of `.git` and `HEAD` files.
const LONGEST_FILE: u64 = 4 * 1024;

/// Where a repository keeps its things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// The top folder of the work tree.
    pub top: PathBuf,
    /// The folder with `HEAD` and `index`; for a linked work tree or submodule not `top/.git`.
    pub git_folder: PathBuf,
}

/// What is checked out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Head {
    /// A branch, by its short name; it may have no commit yet.
    Branch(String),
    /// A commit without a branch, by the first eight digits of its name.
    Detached(String),
    /// Not to be read by hand: ask git.
    Unknown,
}

/// The repository that `folder` belongs to, if any.
pub fn find_repository(folder: &Path) -> Option<Repository> {
    folder.ancestors().find_map(|top| {
        let git_folder = git_folder(top)?;
        Some(Repository {
            top: top.to_owned(),
            git_folder,
        })
    })
}

impl Repository {
    /// Reads what is checked out.
    pub fn head(&self) -> Head {
        let Some(text) = read_short(&self.git_folder.join("HEAD")) else {
            return Head::Unknown;
        };
        let text = text.trim_end();
        if let Some(name) = text.strip_prefix("ref:") {
            let name = name.trim();
            // A repository with the newer `reftable` keeps the truth elsewhere and says this.
            return match name.strip_prefix("refs/heads/") {
                Some(".invalid") | None => Head::Unknown,
                Some(branch) => Head::Branch(branch.to_owned()),
            };
        }
        if text.len() >= 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Head::Detached(text[..8].to_owned());
        }
        Head::Unknown
    }
}

/// The git folder of a work tree whose top is `top`, if it is one.
fn git_folder(top: &Path) -> Option<PathBuf> {
    let entry = top.join(".git");
    let found = std::fs::metadata(&entry).ok()?;
    if found.is_dir() {
        return entry.join("HEAD").exists().then_some(entry);
    }
    let text = read_short(&entry)?;
    let place = text.strip_prefix("gitdir:")?.trim();
    let folder = top.join(place);
    folder.join("HEAD").exists().then_some(folder)
}

fn read_short(path: &Path) -> Option<String> {
    // A pipe in the place of a file would wait for a writer for ever.
    if !std::fs::metadata(path).ok()?.is_file() {
        return None;
    }
    let mut text = String::new();
    File::open(path)
        .ok()?
        .take(LONGEST_FILE)
        .read_to_string(&mut text)
        .ok()?;
    Some(text)
}
