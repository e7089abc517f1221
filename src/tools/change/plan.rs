//! Reads the requests that change files, and refuses those that would lose something.

use std::path::Path;

use super::decoded::{Text, count_lines};
use super::draft::{At, Drafts, Purpose};
use super::hunk;
use super::near::near;
use super::placeholder::placeholder;
use super::replace::{Miss, Which, replace};
use super::unified::{FilePatch, Sign, parse};
use crate::text::Charset;
use crate::tools::arguments::{EditArgs, PatchArgs, PatchEntry, WriteArgs};
use crate::tools::seen::{Recall, Seen};
use crate::tools::toolbox::below;
use crate::tools::{Change, Refusal, quoted};
use crate::workspace::beneath::Root;
use crate::workspace::sha256;

/// A rewrite that drops fewer lines than this is no loss worth a question.
const FEW_LINES: usize = 40;

pub(in crate::tools) fn plan_write(
    root: &Root,
    recall: &Recall,
    args: &WriteArgs,
) -> Result<Change, Refusal> {
    let mut drafts = Drafts::new(root, recall);
    let at = drafts.open(&below(root, &args.path)?, Purpose::Change)?;
    rewrite(&mut drafts, at, &args.content)?;
    drafts.finish()
}

pub(in crate::tools) fn plan_edit(
    root: &Root,
    recall: &Recall,
    args: &EditArgs,
) -> Result<Change, Refusal> {
    let mut drafts = Drafts::new(root, recall);
    let path = below(root, &args.path)?;
    let at = drafts.open(&path, Purpose::Change)?;
    let which = which(args.replace_all);
    edit(&mut drafts, at, (&args.old, &args.new), which)
        .map_err(|why| Refusal::new(format!("{}: {why}", quoted(&path))))?;
    drafts.finish()
}

pub(in crate::tools) fn plan_patch(
    root: &Root,
    recall: &Recall,
    args: &PatchArgs,
) -> Result<Change, Refusal> {
    let mut drafts = Drafts::new(root, recall);
    match (&args.diff, &args.changes) {
        (Some(diff), None) => {
            let files = parse(diff).map_err(|why| Refusal::new(format!("patch: {why}")))?;
            for file in &files {
                patch_file(root, &mut drafts, file)?;
            }
        }
        (None, Some(changes)) => {
            for entry in changes {
                patch_entry(root, &mut drafts, entry)?;
            }
        }
        (Some(_), Some(_)) | (None, None) => {
            return Err(Refusal::new("patch: give either `diff` or `changes`"));
        }
    }
    drafts.finish()
}

fn which(all: Option<bool>) -> Which {
    if all == Some(true) {
        Which::All
    } else {
        Which::Only
    }
}

/// The whole new content of a file.
fn rewrite(drafts: &mut Drafts<'_>, at: At, content: &str) -> Result<(), Refusal> {
    let path = drafts.path(at).to_owned();
    let name = quoted(&path);
    let refuse = |why: String| Err(Refusal::new(format!("{name}: {why}")));
    if !drafts.exists(at) {
        if let Some((line, gap)) = placeholder(&path, content, None) {
            return refuse(gap_refusal(line, gap));
        }
        let charset = Charset::Utf8;
        drafts.set(
            at,
            Text {
                text: content.to_owned(),
                charset,
            },
        );
        return Ok(());
    }
    let before = drafts.text(at)?;
    let Some(seen) = drafts.seen(at).filter(Seen::is_any) else {
        return refuse(
            "it exists and was not read: read it first, or change it with edit".to_owned(),
        );
    };
    if let Some((line, gap)) = placeholder(&path, content, Some(&before.text)) {
        return refuse(gap_refusal(line, gap));
    }
    let (old, new) = (count_lines(&before.text), count_lines(content));
    let dropped = old.saturating_sub(new);
    if dropped >= FEW_LINES && dropped * 2 >= old {
        if let Some(missing) = seen.missing() {
            return refuse(format!(
                "this would drop {dropped} of {old} lines, and lines {}-{} were never read: read them first",
                missing.start + 1,
                missing.end
            ));
        }
        let request = format!("{name}\n{}", sha256(content.as_bytes()));
        if !drafts.recall().insists(request) {
            return refuse(format!(
                "this would drop {dropped} of {old} lines: write the whole content, change parts with edit, \
                 or send the same again if that is meant"
            ));
        }
    }
    let text = with_endings(&before.text, content);
    let charset = before.charset;
    drafts.set(at, Text { text, charset });
    Ok(())
}

/// The content with the line endings that the file has throughout; a mark at its start is no text.
fn with_endings(before: &str, content: &str) -> String {
    let content = content.strip_prefix('\u{FEFF}').unwrap_or(content);
    let ends = before.matches('\n').count();
    if ends > 0 && before.matches("\r\n").count() == ends && !content.contains('\r') {
        return content.replace('\n', "\r\n");
    }
    content.to_owned()
}

/// One replacement; what is wrong with it, without the name of the file.
fn edit(
    drafts: &mut Drafts<'_>,
    at: At,
    (old, new): (&str, &str),
    which: Which,
) -> Result<(), String> {
    let path = drafts.path(at).to_owned();
    let before = drafts.text(at).map_err(|refusal| refusal.0)?;
    if old.is_empty() {
        return Err("`old` is empty: give the text to replace".to_owned());
    }
    if old == new {
        return Err("`old` and `new` are the same".to_owned());
    }
    if let Some((line, gap)) = placeholder(&path, new, Some(&before.text)) {
        return Err(gap_refusal(line, gap));
    }
    let replaced = replace(&before.text, old, new, which).map_err(|miss| match miss {
        Miss::Absent => format!("`old` is not in the file{}", near(&before.text, old)),
        Miss::Many(count, lines) => {
            let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
            format!(
                "`old` is in the file {count} times (lines {}): give more lines around it, or set replace_all",
                lines.join(", ")
            )
        }
    })?;
    let charset = before.charset;
    drafts.set(
        at,
        Text {
            text: replaced.text,
            charset,
        },
    );
    Ok(())
}

fn gap_refusal(line: usize, gap: &str) -> String {
    format!(
        "line {line} of the new text, {gap:?}, stands for code that was left out: write it in full"
    )
}

fn patch_entry(root: &Root, drafts: &mut Drafts<'_>, entry: &PatchEntry) -> Result<(), Refusal> {
    let path = below(root, &entry.path)?;
    let name = quoted(&path);
    let delete = entry.delete == Some(true);
    let ways = usize::from(entry.edits.is_some())
        + usize::from(entry.content.is_some())
        + usize::from(delete);
    if ways > 1 || (ways == 0 && entry.rename.is_none()) || (delete && entry.rename.is_some()) {
        return Err(Refusal::new(format!(
            "{name}: give one of `edits`, `content`, `delete`, or `rename`"
        )));
    }
    if delete {
        let at = drafts.open(&path, Purpose::Remove)?;
        return remove(drafts, at, &name);
    }
    let at = drafts.open(&path, Purpose::Change)?;
    if let Some(content) = &entry.content {
        rewrite(drafts, at, content)?;
    }
    for (index, one) in entry.edits.iter().flatten().enumerate() {
        edit(drafts, at, (&one.old, &one.new), which(one.replace_all))
            .map_err(|why| Refusal::new(format!("{name}: edits[{index}]: {why}")))?;
    }
    match &entry.rename {
        Some(to) => drafts.rename(at, &below(root, to)?),
        None => Ok(()),
    }
}

fn remove(drafts: &mut Drafts<'_>, at: At, name: &str) -> Result<(), Refusal> {
    if !drafts.exists(at) {
        return Err(Refusal::new(format!("{name} does not exist")));
    }
    drafts.remove(at);
    Ok(())
}

fn patch_file(root: &Root, drafts: &mut Drafts<'_>, file: &FilePatch) -> Result<(), Refusal> {
    let place = |path: &Path| {
        let text = quoted(path);
        below(root, &text)
    };
    match (&file.old, &file.new) {
        (None, Some(new)) => {
            let path = place(new)?;
            let at = drafts.open(&path, Purpose::Change)?;
            if drafts.exists(at) {
                return Err(Refusal::new(format!("{} exists already", quoted(&path))));
            }
            let charset = Charset::Utf8;
            drafts.set(
                at,
                Text {
                    text: String::new(),
                    charset,
                },
            );
            hunks(drafts, at, file)
        }
        (Some(old), None) => {
            let path = place(old)?;
            let purpose = if file.hunks.is_empty() {
                Purpose::Remove
            } else {
                Purpose::Change
            };
            let at = drafts.open(&path, purpose)?;
            hunks(drafts, at, file)?;
            remove(drafts, at, &quoted(&path))
        }
        (Some(old), Some(new)) => {
            let (old, new) = (place(old)?, place(new)?);
            let at = drafts.open(&old, Purpose::Change)?;
            hunks(drafts, at, file)?;
            if old == new {
                return Ok(());
            }
            drafts.rename(at, &new)
        }
        (None, None) => Ok(()),
    }
}

fn hunks(drafts: &mut Drafts<'_>, at: At, file: &FilePatch) -> Result<(), Refusal> {
    if file.hunks.is_empty() {
        return Ok(());
    }
    let path = drafts.path(at).to_owned();
    let fail = |why: String| Refusal::new(format!("{}: {why}", quoted(&path)));
    let before = drafts.text(at)?;
    for hunk in &file.hunks {
        let added = hunk.lines.iter().filter(|(sign, _)| *sign == Sign::Add);
        for (_, line) in added {
            if let Some((_, gap)) = placeholder(&path, line, Some(&before.text)) {
                return Err(fail(format!(
                    "the line {gap:?} stands for code that was left out: write it in full"
                )));
            }
        }
    }
    let text = hunk::apply(&before.text, &file.hunks).map_err(fail)?;
    let charset = before.charset;
    drafts.set(at, Text { text, charset });
    Ok(())
}
