//! Reads a unified diff, also one whose counts of lines are wrong, as models write them.

use std::path::PathBuf;

use crate::tools::name::unquoted;

/// What a diff does to one file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FilePatch {
    /// The file before; nothing for a new one.
    pub old: Option<PathBuf>,
    /// The file after; nothing when it is deleted.
    pub new: Option<PathBuf>,
    pub hunks: Vec<Hunk>,
}

/// One part of a diff.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Hunk {
    /// The line before, from 1, where it says it stands; 0 for the beginning of an empty file.
    pub start: Option<usize>,
    pub lines: Vec<(Sign, String)>,
    /// Whether the last line of either side is said to have no ending.
    pub open: Open,
}

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Keep,
    Drop,
    Add,
}

/// Which sides end without a line ending.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Open {
    pub before: bool,
    pub after: bool,
}

/// The files of a diff, or what is wrong with it.
pub(super) fn parse(diff: &str) -> Result<Vec<FilePatch>, String> {
    let lines: Vec<&str> = diff.lines().collect();
    let mut reader = Reader { lines, at: 0 };
    let mut files: Vec<FilePatch> = Vec::new();
    while let Some(line) = reader.peek(0) {
        if line.starts_with("GIT binary patch") || line.starts_with("Binary files ") {
            return Err(format!(
                "line {}: binary files cannot be patched",
                reader.at + 1
            ));
        }
        if reader.is_header() {
            let file = reader.header()?;
            files.push(file);
        } else if let Some(git) = line.strip_prefix("diff --git ") {
            reader.at += 1;
            files.extend(reader.renamed(git));
        } else if line.starts_with("@@") {
            let at = reader.at + 1;
            let hunk = reader.hunk()?;
            let Some(file) = files.last_mut() else {
                return Err(format!(
                    "line {at}: a hunk before any `--- a/file` and `+++ b/file`"
                ));
            };
            file.hunks.push(hunk);
        } else if line.starts_with(['+', '-', ' ']) && !line.trim().is_empty() && files.is_empty() {
            return Err("it does not begin with `--- a/file`, `+++ b/file` and `@@`".to_owned());
        } else {
            reader.at += 1;
        }
    }
    if files.is_empty() {
        return Err(
            "there is no file in it: begin with `--- a/file`, `+++ b/file` and `@@`".to_owned(),
        );
    }
    Ok(files)
}

struct Reader<'a> {
    lines: Vec<&'a str>,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self, ahead: usize) -> Option<&'a str> {
        self.lines.get(self.at + ahead).copied()
    }

    fn is_header(&self) -> bool {
        self.peek(0).is_some_and(|line| line.starts_with("--- "))
            && self.peek(1).is_some_and(|line| line.starts_with("+++ "))
    }

    fn header(&mut self) -> Result<FilePatch, String> {
        let name = |line: Option<&'a str>| line.map_or("", |line| &line[4..]);
        let (old, new) = (name(self.peek(0)), name(self.peek(1)));
        self.at += 2;
        let (old, new) = names(old, new);
        if old.is_none() && new.is_none() {
            return Err(format!("line {}: both files are /dev/null", self.at));
        }
        Ok(FilePatch {
            old,
            new,
            hunks: Vec::new(),
        })
    }

    /// A file that is only renamed, or whose deletion or creation has no lines: it has no `---`.
    fn renamed(&mut self, git: &str) -> Option<FilePatch> {
        let (mut from, mut to, mut gone, mut made) = (None, None, false, false);
        while let Some(line) = self.peek(0) {
            if line.starts_with("diff --git ") || line.starts_with("@@") || self.is_header() {
                break;
            }
            from = line.strip_prefix("rename from ").or(from);
            to = line.strip_prefix("rename to ").or(to);
            gone |= line.starts_with("deleted file mode");
            made |= line.starts_with("new file mode");
            self.at += 1;
        }
        if self.is_header() {
            return None;
        }
        let (old, new) = if let (Some(from), Some(to)) = (from, to) {
            (unquoted(from), unquoted(to))
        } else {
            let (old, new) = git.split_once(" b/")?;
            let old = old.strip_prefix("a/").unwrap_or(old);
            (PathBuf::from(old), PathBuf::from(new))
        };
        Some(FilePatch {
            old: (!made).then_some(old),
            new: (!gone).then_some(new),
            hunks: Vec::new(),
        })
    }

    fn hunk(&mut self) -> Result<Hunk, String> {
        let number = self.at + 1;
        let head = self.peek(0).unwrap_or_default();
        self.at += 1;
        let (start, mut left) = ranges(head);
        let mut hunk = Hunk {
            start,
            ..Hunk::default()
        };
        while let Some(line) = self.peek(0) {
            let begins =
                self.is_header() && self.peek(2).is_some_and(|line| line.starts_with("@@"));
            let inside = left.is_some_and(|(old, new)| old > 0 || new > 0);
            if begins || line.starts_with("@@") || line.starts_with("diff --git ") {
                break;
            }
            if !inside && self.is_header() {
                break;
            }
            let (sign, text) = match line.as_bytes().first() {
                Some(b'+') => (Sign::Add, &line[1..]),
                Some(b'-') => (Sign::Drop, &line[1..]),
                Some(b' ') => (Sign::Keep, &line[1..]),
                Some(b'\\') => {
                    hunk.open_last();
                    self.at += 1;
                    continue;
                }
                // Blanks at the end of a line get lost: an empty line is one that stays.
                None if inside || left.is_none() => (Sign::Keep, ""),
                Some(_) | None => break,
            };
            if let Some((old, new)) = &mut left {
                *old = old.saturating_sub(usize::from(sign != Sign::Add));
                *new = new.saturating_sub(usize::from(sign != Sign::Drop));
            }
            hunk.lines.push((sign, text.to_owned()));
            self.at += 1;
        }
        hunk.trim(left);
        if hunk.lines.iter().all(|(sign, _)| *sign == Sign::Keep) {
            return Err(format!("line {number}: the hunk changes nothing"));
        }
        Ok(hunk)
    }
}

impl Hunk {
    /// The marker for a missing line ending belongs to the line before it.
    fn open_last(&mut self) {
        let sign = self.lines.last().map(|(sign, _)| *sign);
        self.open.before |= matches!(sign, Some(Sign::Keep | Sign::Drop));
        self.open.after |= matches!(sign, Some(Sign::Keep | Sign::Add));
    }

    /// Empty lines after the last one belong to the text around the diff, unless they were counted.
    fn trim(&mut self, left: Option<(usize, usize)>) {
        if left == Some((0, 0)) {
            return;
        }
        while self
            .lines
            .last()
            .is_some_and(|(sign, text)| *sign == Sign::Keep && text.is_empty())
        {
            self.lines.pop();
        }
    }
}

/// The start and the counts of `@@ -1,2 +1,3 @@`; a model may leave them out.
fn ranges(head: &str) -> (Option<usize>, Option<(usize, usize)>) {
    let mut parts = head.split_whitespace().skip(1);
    let mut range = |sign| {
        let text = parts.next()?.strip_prefix(sign)?;
        let (start, count) = text.split_once(',').unwrap_or((text, "1"));
        Some((start.parse::<usize>().ok()?, count.parse::<usize>().ok()?))
    };
    match (range('-'), range('+')) {
        (Some((start, old)), Some((_, new))) => (Some(start), Some((old, new))),
        _ => (None, None),
    }
}

fn names(old: &str, new: &str) -> (Option<PathBuf>, Option<PathBuf>) {
    let plain = |name: &str| {
        let name = name.split('\t').next().unwrap_or(name).trim_end();
        (name != "/dev/null").then(|| unquoted(name))
    };
    let (old, new) = (plain(old), plain(new));
    let has =
        |path: &Option<PathBuf>, prefix| path.as_ref().is_none_or(|path| path.starts_with(prefix));
    if !(has(&old, "a") && has(&new, "b")) {
        return (old, new);
    }
    let cut = |path: Option<PathBuf>, prefix| {
        path.map(|path| {
            path.strip_prefix(prefix)
                .map_or(path.clone(), PathBuf::from)
        })
    };
    (cut(old, "a"), cut(new, "b"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_all_kinds_are_read_from_one_diff() {
        let diff = "diff --git a/x b/x\nindex 1..2 100644\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@ fn a\n one\n-two\n+2\n\
                    --- /dev/null\n+++ b/new dir/y\n@@ -0,0 +1 @@\n+y\n\\ No newline at end of file\n\
                    --- a/z\n+++ /dev/null\n@@ -1 +0,0 @@\n-z\n\
                    diff --git a/p b/q\nsimilarity index 100%\nrename from p\nrename to q\n";
        let files = parse(diff).unwrap();
        let paths: Vec<_> = files
            .iter()
            .map(|file| (file.old.as_deref(), file.new.as_deref(), file.hunks.len()))
            .collect();
        let path = |name| Some(std::path::Path::new(name));
        assert_eq!(
            paths,
            [
                (path("x"), path("x"), 1),
                (None, path("new dir/y"), 1),
                (path("z"), None, 1),
                (path("p"), path("q"), 0)
            ]
        );
        assert!(files[1].hunks[0].open.after);
    }

    #[test]
    fn wrong_counts_and_missing_blanks_are_forgiven_and_other_texts_are_not() {
        let diff = "--- x\n+++ x\n@@ -1,9 +1,9 @@\n a\n\n-b\n--- c\n+++ d\n+e\n--- y\n+++ y\n@@\n-f\n+g\n\n";
        let files = parse(diff).unwrap();
        assert_eq!(files.len(), 2);
        assert_eq!(files[0].hunks[0].lines.len(), 6);
        assert_eq!(files[1].hunks[0].lines.len(), 2);
        for bad in [
            "",
            "hello",
            "@@ -1 +1 @@\n-a\n+b",
            "+a\n-b",
            "--- x\n+++ x\n@@ -1 +1 @@\n a\n",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }
}
