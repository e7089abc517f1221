//! Asks git for the state of all files and reads the answer (`--porcelain=v2 -z`).

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::call::Call;
use super::marks::{Mark, Marks, Stage};
use super::tame::without_own_filters;
use super::{GitError, Head, Repository};

/// How long git may take.
const LIMIT: Duration = Duration::from_secs(20);
/// The most that git may say.
const MOST: usize = 64 * 1024 * 1024;

/// How far the branch and the one it follows have grown apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Upstream {
    /// Commits that only the branch has.
    pub ahead: usize,
    /// Commits that only the other one has.
    pub behind: usize,
}

/// The state of a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// What is checked out.
    pub head: Head,
    /// The branch that it follows, if any.
    pub upstream: Option<Upstream>,
    /// The files that are not as the last commit has them.
    pub marks: Marks,
}

/// Asks for the state of everything in `folder`, which lies in `repository`.
///
/// # Errors
/// Git is missing, refuses, is too slow or says too much.
pub fn status(repository: &Repository, folder: &Path) -> Result<Status, GitError> {
    let settings = without_own_filters(folder, LIMIT)?;
    let call = Call {
        folder,
        settings: &settings,
        limit: LIMIT,
        most: MOST,
    };
    let args = [
        "status",
        "--porcelain=v2",
        "-z",
        "--branch",
        "--untracked-files=normal",
        "--ignored=matching",
        // What is inside a submodule is its own affair, and its settings are not ours to tame.
        "--ignore-submodules=dirty",
        "--",
        ".",
    ]
    .map(OsStr::new);
    let output = call.run(&args)?;
    let prefix = folder
        .strip_prefix(&repository.top)
        .unwrap_or(Path::new(""));
    Ok(parse(&output, prefix))
}

/// Reads git's answer; paths outside `prefix` (the workspace below the top) are left out.
pub fn parse(output: &[u8], prefix: &Path) -> Status {
    let mut found = Answer::default();
    let mut records = output.split(|byte| *byte == 0);
    while let Some(record) = records.next() {
        match record {
            [b'#', b' ', rest @ ..] => found.header(&String::from_utf8_lossy(rest)),
            [b'1', b' ', rest @ ..] => found.changed(rest, 6, prefix),
            [b'2', b' ', rest @ ..] => {
                found.changed(rest, 7, prefix);
                // The next record is the old name of what was renamed.
                records.next();
            }
            [b'u', b' ', rest @ ..] => {
                if let Some(path) = field_after(rest, 9) {
                    found.mark(path, Mark::Conflicted, Stage::WorkTree, prefix);
                }
            }
            [b'?', b' ', path @ ..] => {
                found.mark(path, Mark::Untracked, Stage::WorkTree, prefix);
            }
            [b'!', b' ', path @ ..] => found.mark(path, Mark::Ignored, Stage::WorkTree, prefix),
            _ => {}
        }
    }
    Status {
        head: found.head(),
        upstream: found.upstream,
        marks: found.marks,
    }
}

#[derive(Debug, Default)]
struct Answer {
    commit: String,
    branch: String,
    upstream: Option<Upstream>,
    marks: Marks,
}

impl Answer {
    fn header(&mut self, text: &str) {
        match text.split_once(' ') {
            Some(("branch.oid", commit)) => commit.clone_into(&mut self.commit),
            Some(("branch.head", branch)) => branch.clone_into(&mut self.branch),
            Some(("branch.ab", counts)) => self.upstream = counted(counts),
            Some(_) | None => {}
        }
    }

    fn head(&self) -> Head {
        match self.branch.as_str() {
            "" => Head::Unknown,
            "(detached)" => Head::Detached(self.commit.chars().take(8).collect()),
            branch => Head::Branch(branch.to_owned()),
        }
    }

    /// A record `XY …` whose path follows `fields` more fields.
    fn changed(&mut self, record: &[u8], fields: usize, prefix: &Path) {
        let &[index, tree, ..] = record else {
            return;
        };
        let Some(path) = field_after(record, fields + 1) else {
            return;
        };
        let stage = match (index, tree) {
            (_, b'.') => Stage::Index,
            (b'.', _) => Stage::WorkTree,
            (_, _) => Stage::Both,
        };
        // What is on disk counts for the eye; a new file that is edited further is still new.
        let letter = match (index, tree) {
            (b'A' | b'R' | b'C', b'M' | b'T') | (_, b'.') => index,
            (_, tree) => tree,
        };
        let mark = match letter {
            b'A' | b'C' => Mark::Added,
            b'D' => Mark::Deleted,
            b'R' => Mark::Renamed,
            b'U' => Mark::Conflicted,
            _ => Mark::Modified,
        };
        self.mark(path, mark, stage, prefix);
    }

    fn mark(&mut self, path: &[u8], mark: Mark, stage: Stage, prefix: &Path) {
        let path = Path::new(OsStr::from_bytes(path));
        if let Ok(inner) = path.strip_prefix(prefix) {
            self.marks.insert(inner.to_owned(), mark, stage);
        } else if prefix.starts_with(path) {
            // The workspace lies inside something that is untracked or ignored as a whole.
            self.marks.insert(PathBuf::new(), mark, stage);
        }
    }
}

/// What follows the first `count` fields of a record.
fn field_after(record: &[u8], count: usize) -> Option<&[u8]> {
    record.splitn(count + 1, |byte| *byte == b' ').nth(count)
}

fn counted(counts: &str) -> Option<Upstream> {
    let (ahead, behind) = counts.split_once(' ')?;
    Some(Upstream {
        ahead: ahead.strip_prefix('+')?.parse().ok()?,
        behind: behind.strip_prefix('-')?.parse().ok()?,
    })
}
