//! Decides, file by file, between the last output, the new output and what is on disk.
//!
//! The person's edits always survive: a file that they changed is merged line by line with the
//! new output, a file that they deleted stays deleted, and where both changed the same lines the
//! merge is a conflict that a person settles.

use std::collections::BTreeSet;

use super::FileTree;

/// What to do with one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Write this content.
    Write(Vec<u8>),
    /// Remove the file: it was output, nobody edited it, and it is no longer part of the project.
    Delete,
    /// Leave what is there (or is not there).
    Keep,
}

/// A file in which the person and the new output changed the same lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Path in the project.
    pub path: String,
    /// The merged text with conflict markers; a sentence where the file is no text.
    pub text: String,
}

/// Whose lines count where the merge has a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preference {
    /// Nobody's: report the conflict.
    Ask,
    /// The person's.
    Edits,
    /// The new output's.
    Output,
    /// Both, between conflict markers; where there are no lines to mark, nobody's.
    Marked,
}

/// The decisions for a whole project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MergePlan {
    /// Every path of the last and the new output, sorted, with its decision.
    pub decisions: Vec<(String, Decision)>,
    /// The files that need a person; their decision is `Keep`.
    pub conflicts: Vec<Conflict>,
    /// Files whose edits were kept or merged.
    pub edited: Vec<String>,
}

/// Merges the `new` output into what is on `disk`, where `base` is the last output; `prefers` says
/// for each path whose lines count.
pub fn merge(
    base: &FileTree,
    new: &FileTree,
    disk: &FileTree,
    prefers: impl Fn(&str) -> Preference,
) -> MergePlan {
    let paths: BTreeSet<&String> = base.keys().chain(new.keys()).collect();
    let mut plan = MergePlan::default();
    for path in paths {
        let sides = Sides {
            base: base.get(path).map(Vec::as_slice),
            new: new.get(path).map(Vec::as_slice),
            disk: disk.get(path).map(Vec::as_slice),
        };
        let decision = match decide(sides, prefers(path)) {
            Verdict::Plain(decision) => decision,
            Verdict::Edited(decision) => {
                plan.edited.push(path.clone());
                decision
            }
            Verdict::Conflict(text) => {
                plan.conflicts.push(Conflict {
                    path: path.clone(),
                    text,
                });
                Decision::Keep
            }
        };
        plan.decisions.push((path.clone(), decision));
    }
    plan
}

/// Puts the `new` output among the files of others on `disk`: what differs there is a conflict
/// that only a preference settles, and for whole files.
pub fn place_among(
    new: &FileTree,
    disk: &FileTree,
    prefers: impl Fn(&str) -> Preference,
) -> MergePlan {
    let mut plan = MergePlan::default();
    for (path, content) in new {
        let decision = match (disk.get(path), prefers(path)) {
            (Some(there), _) if there == content => Decision::Keep,
            (None, _) | (Some(_), Preference::Output) => Decision::Write(content.clone()),
            (Some(_), Preference::Edits) => {
                plan.edited.push(path.clone());
                Decision::Keep
            }
            (Some(_), Preference::Ask | Preference::Marked) => {
                plan.conflicts.push(Conflict {
                    path: path.clone(),
                    text: String::new(),
                });
                Decision::Keep
            }
        };
        plan.decisions.push((path.clone(), decision));
    }
    plan
}

#[derive(Clone, Copy)]
struct Sides<'a> {
    base: Option<&'a [u8]>,
    new: Option<&'a [u8]>,
    disk: Option<&'a [u8]>,
}

enum Verdict {
    Plain(Decision),
    Edited(Decision),
    Conflict(String),
}

fn decide(sides: Sides, preference: Preference) -> Verdict {
    match (sides.base, sides.new, sides.disk) {
        (_, Some(new), Some(disk)) if new == disk => Verdict::Plain(Decision::Keep),
        (base, Some(new), Some(disk)) if base == Some(disk) => {
            Verdict::Plain(Decision::Write(new.to_vec()))
        }
        (base, Some(new), Some(_)) if base == Some(new) => Verdict::Edited(Decision::Keep),
        (base, Some(new), Some(disk)) => {
            merge_texts(base.unwrap_or_default(), new, disk, preference)
        }
        (None, Some(new), None) => Verdict::Plain(Decision::Write(new.to_vec())),
        (base, None, Some(disk)) if base == Some(disk) => Verdict::Plain(Decision::Delete),
        (Some(_), Some(_), None) | (_, None, Some(_)) => Verdict::Edited(Decision::Keep),
        (_, None, None) => Verdict::Plain(Decision::Keep),
    }
}

fn merge_texts(base: &[u8], new: &[u8], disk: &[u8], preference: Preference) -> Verdict {
    let texts = (
        std::str::from_utf8(base),
        std::str::from_utf8(disk),
        std::str::from_utf8(new),
    );
    let (Ok(base), Ok(disk), Ok(new)) = texts else {
        return match preference {
            Preference::Ask | Preference::Marked => {
                Verdict::Conflict("The file on disk is not text.\n".to_owned())
            }
            Preference::Edits => Verdict::Edited(Decision::Keep),
            Preference::Output => Verdict::Plain(Decision::Write(new.to_vec())),
        };
    };
    match (diffy::merge(base, disk, new), preference) {
        (Ok(merged), _) if merged == disk => Verdict::Edited(Decision::Keep),
        (Ok(merged), _) => Verdict::Edited(Decision::Write(merged.into_bytes())),
        (Err(marked), Preference::Ask) => Verdict::Conflict(marked),
        (Err(marked), Preference::Marked) => Verdict::Edited(Decision::Write(marked.into_bytes())),
        (Err(marked), Preference::Edits) => {
            Verdict::Edited(Decision::Write(keep_edits(&marked, disk).into_bytes()))
        }
        // The same merge with the sides exchanged: now the output's lines are those that stay.
        (Err(_), Preference::Output) => match diffy::merge(base, new, disk) {
            Ok(merged) => Verdict::Edited(Decision::Write(merged.into_bytes())),
            Err(_) if has_markers(disk) => Verdict::Plain(Decision::Write(new.as_bytes().to_vec())),
            Err(marked) => Verdict::Edited(Decision::Write(keep_edits(&marked, new).into_bytes())),
        },
    }
}

/// What `new` would change in `old`, as a unified diff of at most `longest` lines; empty where one of
/// them is no text.
pub fn difference(old: &[u8], new: &[u8], longest: usize) -> String {
    let (Ok(old), Ok(new)) = (std::str::from_utf8(old), std::str::from_utf8(new)) else {
        return String::new();
    };
    let patch = diffy::create_patch(old, new).to_string();
    // The two lines of names that come first say nothing here.
    let lines: Vec<&str> = patch.split_inclusive('\n').skip(2).collect();
    let mut shown = lines.iter().take(longest).copied().collect::<String>();
    if lines.len() > longest {
        shown.push_str("… and more lines\n");
    }
    shown
}

fn has_markers(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("<<<<<<<"))
}

/// Resolves the conflicts of a `marked` text with the person's lines.
///
/// The text has the markers of `diff3`: edits, base, new output. When the person's own text
/// already contains a marker line nothing can be told apart, and their text stays as it is.
fn keep_edits(marked: &str, disk: &str) -> String {
    if has_markers(disk) {
        return disk.to_owned();
    }
    let mut kept = String::new();
    let mut in_edits = true;
    for line in marked.split_inclusive('\n') {
        if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") {
            in_edits = true;
        } else if line.starts_with("||||||| ") {
            in_edits = false;
        } else if in_edits {
            kept.push_str(line);
        }
    }
    kept
}
