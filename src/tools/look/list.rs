//! Draws what lies in a folder as a tree.

use std::ffi::OsStr;
use std::fmt::Write;
use std::fs;

use ignore::DirEntry;

use super::ground::{below, place};
use crate::tools::name::quoted_name;
use crate::tools::{List, Outcome, quoted};
use crate::workspace::beneath::Root;
use crate::workspace::find::walk;

/// The most entries of a list.
const MOST: usize = 1_000;
/// The most entries of one folder.
const MOST_OF_FOLDER: usize = 200;

/// Lists a folder.
pub(in crate::tools) fn list(root: &Root, list: &List) -> Outcome {
    let name = if list.path.as_os_str().is_empty() {
        ".".to_owned()
    } else {
        quoted(&list.path)
    };
    let failed = |why: String| Outcome::failed(why, format!("list {name} failed"));
    let real = match place(root, &list.path) {
        Ok(real) => real,
        Err(refusal) => return failed(refusal.0),
    };
    if !real.is_dir() {
        return failed(format!("{name} is no folder: read it"));
    }
    let mut tree = Tree {
        text: String::new(),
        count: 0,
        folders: Vec::new(),
        passed: None,
    };
    let mut builder = walk(&real);
    builder
        .max_depth(Some(list.depth))
        .sort_by_file_name(OsStr::cmp);
    let mut unread = 0;
    for entry in builder.build() {
        let Ok(entry) = entry else {
            unread += 1;
            continue;
        };
        if entry.depth() == 0 {
            continue;
        }
        if tree.count == MOST {
            tree.text
                .push_str("… the list is cut here: list a folder in it, or use glob\n");
            break;
        }
        tree.add(&entry, list.depth);
    }
    tree.close(0);
    if unread > 0 {
        // Writing to a string cannot fail.
        writeln!(tree.text, "[{unread} entries could not be read]").ok();
    }
    if tree.text.is_empty() {
        tree.text
            .push_str("[nothing in it that git does not ignore]\n");
    }
    let shown = quoted(below(root, &real));
    let head = if shown.is_empty() {
        "."
    } else {
        shown.as_str()
    };
    Outcome::done(
        format!("{head}/\n{}", tree.text),
        format!("list {name} {} entries", tree.count),
    )
}

/// The list as far as it is written.
struct Tree {
    text: String,
    count: usize,
    /// The folders on the way to the last entry.
    folders: Vec<Folder>,
    /// The depth of a folder that was left out: so is what lies in it.
    passed: Option<usize>,
}

#[derive(Default)]
struct Folder {
    shown: usize,
    left: usize,
}

impl Tree {
    fn add(&mut self, entry: &DirEntry, deepest: usize) {
        let depth = entry.depth();
        if self.passed.is_some_and(|passed| depth > passed) {
            return;
        }
        self.passed = None;
        self.close(depth);
        while self.folders.len() < depth {
            self.folders.push(Folder::default());
        }
        let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
        if let Some(folder) = self.folders.last_mut() {
            if folder.shown == MOST_OF_FOLDER {
                folder.left += 1;
                self.passed = is_folder.then_some(depth);
                return;
            }
            folder.shown += 1;
        }
        self.count += 1;
        let name = quoted_name(entry.file_name());
        let rest = about(entry, depth == deepest);
        // Writing to a string cannot fail.
        writeln!(self.text, "{}{name}{rest}", "  ".repeat(depth)).ok();
    }

    /// Leaves the folders that are deeper than an entry at `depth` lies in.
    fn close(&mut self, depth: usize) {
        while self.folders.len() > depth {
            let indent = "  ".repeat(self.folders.len());
            if let Some(folder) = self.folders.pop()
                && folder.left > 0
            {
                // Writing to a string cannot fail.
                writeln!(self.text, "{indent}… {} more", folder.left).ok();
            }
        }
    }
}

/// What stands after a name: the size of a file, where a link leads, what else it is.
fn about(entry: &DirEntry, is_deepest: bool) -> String {
    let Some(kind) = entry.file_type() else {
        return String::new();
    };
    if kind.is_dir() {
        return if is_deepest { "/ …" } else { "/" }.to_owned();
    }
    if kind.is_symlink() {
        let target = fs::read_link(entry.path()).map(|target| quoted(&target));
        return format!(" -> {}", target.unwrap_or_default());
    }
    if !kind.is_file() {
        return "  (no file)".to_owned();
    }
    entry
        .metadata()
        .map_or(String::new(), |found| format!("  {}", size(found.len())))
}

/// A size for people.
fn size(bytes: u64) -> String {
    let mut rest = bytes;
    for unit in ["B", "KB", "MB"] {
        if rest < 10_000 {
            return format!("{rest} {unit}");
        }
        rest /= 1024;
    }
    format!("{rest} GB")
}
