//! Makes a change: what was planned, or the parts of it that a person took.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::compare::{Comparison, LONGEST_DIFF, told};
use super::decoded::{Content, EDITABLE, Text, count_lines, decode_bytes};
use super::draft::heading;
use crate::tools::seen::{Recall, Seen};
use crate::tools::{Accepted, Change, FileChange, Outcome, Refusal, quoted};
use crate::workspace::beneath::{BeneathError, Known, Links, Root, Step, apply};
use crate::workspace::sha256;

/// What becomes of one file.
struct Fate<'a> {
    file: &'a FileChange,
    /// Its exact content, or nothing when it is deleted.
    after: Option<Vec<u8>>,
    known: Option<Known>,
    /// The parts that were not taken, as a diff; empty when all were.
    left: String,
    taken: usize,
}

/// Makes the change, all of it or none, and remembers what the files are now.
pub(in crate::tools) fn carry_out(
    root: &Root,
    recall: &Recall,
    change: &Change,
    accepted: &Accepted,
) -> Outcome {
    let summary = summary(change);
    let fates = match fates(root, change, accepted) {
        Ok(fates) => fates,
        Err(refusal) => return Outcome::failed(refusal.0, format!("not {summary}")),
    };
    let steps: Vec<Step<'_>> = fates
        .iter()
        .filter(|fate| fate.taken > 0)
        .filter_map(step)
        .collect();
    if let Err(error) = apply(root, &steps) {
        return Outcome::failed(
            format!("nothing was changed: {error}"),
            format!("not {summary}"),
        );
    }
    for fate in fates.iter().filter(|fate| fate.taken > 0) {
        remember(recall, fate);
    }
    let mut text = String::new();
    for fate in &fates {
        tell(fate, &mut text);
    }
    Outcome::done(text, in_part(&fates).unwrap_or(summary))
}

/// The same change with other content for one of its files: what a person made of it.
pub(in crate::tools) fn with_content(
    root: &Root,
    change: &Change,
    path: &Path,
    content: Vec<u8>,
) -> Result<Change, Refusal> {
    let mut change = change.clone();
    let file = change
        .files
        .iter_mut()
        .find(|file| file.path == path && file.after.is_some());
    let Some(file) = file else {
        return Err(Refusal::new(format!(
            "{} is not written by this change",
            quoted(path)
        )));
    };
    let before = match &file.before {
        Some(before) => text_of(root, path, &before.sha256)?.text,
        None => String::new(),
    };
    let Content::Text(after) = decode_bytes(content.clone()) else {
        return Err(Refusal::new(format!(
            "{}: the new content is no text",
            quoted(path)
        )));
    };
    let comparison = Comparison::new(&before, &after.text);
    let (diff, hidden) = comparison.unified(|_| true, LONGEST_DIFF);
    file.diff = heading(path, None, (file.before.is_some(), true)) + &diff;
    file.hidden = hidden;
    (file.added, file.removed) = comparison.counts();
    file.hunks = if file.before.is_some() {
        comparison.len().max(1)
    } else {
        1
    };
    file.after = Some(content);
    Ok(change)
}

fn fates<'a>(
    root: &Root,
    change: &'a Change,
    accepted: &Accepted,
) -> Result<Vec<Fate<'a>>, Refusal> {
    let fate = |file: &'a FileChange| {
        let all = |taken| Fate {
            file,
            after: file.after.clone(),
            known: file.before.as_ref().map(super::super::Before::known),
            left: if taken > 0 {
                String::new()
            } else {
                told(file.diff.clone(), file.hidden)
            },
            taken,
        };
        let Accepted::Hunks(chosen) = accepted else {
            return Ok(all(file.hunks));
        };
        let none = Vec::new();
        let chosen = chosen.get(&file.path).unwrap_or(&none);
        let taken = (0..file.hunks)
            .filter(|index| chosen.contains(index))
            .count();
        if taken == 0 || taken == file.hunks {
            return Ok(all(taken));
        }
        partly(root, file, chosen, all(taken))
    };
    change.files.iter().map(fate).collect()
}

/// Some parts of a change in an existing text.
fn partly<'a>(
    root: &Root,
    file: &FileChange,
    chosen: &[usize],
    mut fate: Fate<'a>,
) -> Result<Fate<'a>, Refusal> {
    let (Some(before), Some(after)) = (&file.before, &file.after) else {
        return Ok(fate);
    };
    let old = text_of(root, &file.path, &before.sha256)?;
    let new = match decode_bytes(after.clone()) {
        Content::Text(new) if new.charset == old.charset => new,
        Content::Text(_) | Content::Bytes(_) => {
            return Err(Refusal::new(format!(
                "{}: its encoding changes, so it is taken whole or not at all",
                quoted(&file.path)
            )));
        }
    };
    let comparison = Comparison::new(&old.text, &new.text);
    let text = comparison.take(|index| chosen.contains(&index));
    let taken = Text {
        text,
        charset: old.charset,
    };
    let bytes = taken.bytes();
    fate.after = Some(bytes.map_err(|error| Refusal::new(error.to_string()))?);
    let (left, hidden) = comparison.unified(|index| !chosen.contains(&index), LONGEST_DIFF);
    fate.left = told(left, hidden);
    Ok(fate)
}

/// The text of a file that is still what it was.
fn text_of(root: &Root, path: &Path, hash: &str) -> Result<Text, Refusal> {
    let mut opened = root.file(path, Links::Refused)?;
    let bytes = opened
        .bytes(EDITABLE)
        .map_err(|error| BeneathError::io("read", path, error))?;
    match bytes {
        Some(bytes) if sha256(&bytes) == hash => match decode_bytes(bytes) {
            Content::Text(text) => Ok(text),
            Content::Bytes(_) => Err(Refusal::new(format!("{} is no text", quoted(path)))),
        },
        Some(_) | None => Err(BeneathError::Changed(path.to_owned()).into()),
    }
}

fn step<'a>(fate: &'a Fate<'_>) -> Option<Step<'a>> {
    let path = fate.file.path.as_path();
    match (&fate.after, &fate.known) {
        (Some(bytes), known) => Some(Step::Write {
            path,
            bytes,
            known: known.as_ref(),
            like: fate.file.from.as_deref(),
        }),
        (None, Some(known)) => Some(Step::Remove { path, known }),
        (None, None) => None,
    }
}

fn remember(recall: &Recall, fate: &Fate<'_>) {
    let path = &fate.file.path;
    let Some(bytes) = &fate.after else {
        return recall.forget(path);
    };
    let lines = match std::str::from_utf8(bytes) {
        Ok(text) => count_lines(text),
        Err(_) => match decode_bytes(bytes.clone()) {
            Content::Text(text) => count_lines(&text.text),
            Content::Bytes(_) => 0,
        },
    };
    if fate.known.is_none() && fate.file.from.is_none() {
        return recall.set(path, Seen::whole(sha256(bytes), lines));
    }
    recall.wrote(path, sha256(bytes), lines);
}

/// One line for the model, and what the person left out.
fn tell(fate: &Fate<'_>, text: &mut String) {
    let file = fate.file;
    let name = quoted(&file.path);
    let did = match (&file.before, &file.after, &file.from) {
        (_, Some(_), Some(from)) => format!("renamed {} to {name}", quoted(from)),
        (Some(_), Some(_), None) => format!("changed {name} (+{} -{})", file.added, file.removed),
        (None, Some(_), None) => format!("created {name} ({} lines)", file.added),
        (_, None, _) => format!("deleted {name}"),
    };
    // Writing to a string cannot fail.
    if fate.taken == file.hunks {
        writeln!(text, "{did}").ok();
    } else if fate.taken == 0 {
        writeln!(text, "not {did}: the person did not take it").ok();
    } else {
        writeln!(
            text,
            "changed {name} in part: the person took {} of {} parts of the change and left these out:\n{}",
            fate.taken, file.hunks, fate.left
        )
        .ok();
    }
    if fate.taken > 0 && file.before.as_ref().is_some_and(|before| before.links > 1) {
        writeln!(
            text,
            "{name} had other names (hard links): those still hold what it was"
        )
        .ok();
    }
}

/// One line for people.
fn summary(change: &Change) -> String {
    let (added, removed) = change.files.iter().fold((0, 0), |(added, removed), file| {
        (added + file.added, removed + file.removed)
    });
    match change.files.as_slice() {
        [file] => {
            let name = quoted(&file.path);
            match (&file.before, &file.after) {
                (None, _) => format!("created {name} {added} lines"),
                (Some(_), Some(_)) => format!("changed {name} +{added} -{removed}"),
                (Some(_), None) => format!("deleted {name}"),
            }
        }
        files => {
            let paths: Vec<&PathBuf> = files.iter().map(|file| &file.path).collect();
            format!("changed {} files +{added} -{removed}", paths.len())
        }
    }
}

/// One line for people where not all of it was taken; none where it was.
fn in_part(fates: &[Fate<'_>]) -> Option<String> {
    let sum = |count: fn(&Fate<'_>) -> usize| fates.iter().map(count).sum::<usize>();
    let (taken, all) = (sum(|fate| fate.taken), sum(|fate| fate.file.hunks));
    let what = match fates {
        [fate] => quoted(&fate.file.path),
        files => format!("{} files", files.len()),
    };
    (taken < all).then(|| format!("changed {what} in part: {taken} of {all} places"))
}
