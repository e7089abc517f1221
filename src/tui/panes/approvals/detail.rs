//! What an approval is about, as lines.

use std::ops::Range;
use std::path::Path;

use super::state::Row;
use super::wish;
use crate::domain::approval::{
    Approval, ApprovalState, Choice, ConflictedFile, Face, Fate, PlannedFile, Subject, in_the_way,
};
use crate::domain::choices::Choices;
use crate::tui::draw::wrap;
use crate::tui::theme::Token;

/// The most lines that are made; a file that long is better read in the editor.
const LONGEST: usize = 4_000;
/// How many lines around the place where edits and new output meet are shown.
const AROUND: usize = 2;

/// One line of the detail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// What stands there.
    pub text: String,
    /// How it looks.
    pub token: Token,
    /// A bar before it, which says whose line it is.
    pub bar: Option<Token>,
    /// The contested file that it belongs to, or the place that an agent wants to change, by its
    /// number.
    pub file: Option<usize>,
    /// The bytes of the text that stand out, such as those that decided, and how they look.
    pub mark: Option<(Range<usize>, Token)>,
}

/// What is asked, in a few words for a list.
pub(super) fn short(approval: &Approval) -> String {
    let subject = &approval.question.subject;
    let target = subject.target().unwrap_or(Path::new("preview"));
    let name = target.file_name().unwrap_or(target.as_os_str());
    let name = name.to_string_lossy();
    match subject {
        Subject::OccupiedTarget { files, .. } => match in_the_way(files) {
            Some(met) => format!("{name}: {met}"),
            None => format!("{name}: holds other files"),
        },
        Subject::Conflicts { files, .. } => match files.as_slice() {
            [one] => format!("{name}: edits meet in {}", one.path),
            many => format!("{name}: edits meet in {} files", many.len()),
        },
        Subject::ByRules { agent, .. } => format!("{name}: {agent} by rules?"),
        Subject::Agent(_) => approval.question.title.clone(),
    }
}

/// The lines about an approval, wrapped to `width`: what was said of its contested files, and what
/// would be changed in the one that is `looked` at.
pub(super) fn lines(row: &Row, looked: usize, width: u16) -> Vec<Line> {
    let (approval, said) = (&row.approval, &row.said());
    let question = &approval.question;
    let mut lines = Vec::new();
    if let Subject::OccupiedTarget { files, .. } = &question.subject
        && let Some(met) = in_the_way(files)
        && !question.title.contains(&met)
    {
        say(&mut lines, &met, Token::Strong, width);
    }
    let wish = question.subject.wish();
    if !wish.is_some_and(|asked| wish::asked(&mut lines, asked, width)) {
        say(&mut lines, &question.title, Token::Strong, width);
    }
    say(&mut lines, &question.why, Token::Muted, width);
    if let Some(decided) = decided(approval) {
        say(&mut lines, &decided, Token::Info, width);
    }
    match &question.subject {
        Subject::OccupiedTarget { files, .. } => planned(&mut lines, files, said, looked),
        Subject::ByRules { failure, .. } => say(&mut lines, failure, Token::Text, width),
        Subject::Agent(asked) => wish::lines(&mut lines, asked, &row.left_out(), looked, width),
        Subject::Conflicts { files, .. } => {
            for (number, file) in files.iter().enumerate() {
                let first = lines.len() + 1;
                conflict(&mut lines, number, file);
                let looked = number == looked && files.len() > 1;
                if let Some(head) = lines.get_mut(first) {
                    *head = named(head, said.of(&file.path), looked);
                }
            }
        }
    }
    // What an agent would change is shown whole: it is no longer than its question lets it be.
    if lines.len() > LONGEST && wish.is_none() {
        lines.truncate(LONGEST);
        lines.push(plain("… and more: open the file", Token::Muted));
    }
    lines
}

/// How it was closed; none while it waits.
fn decided(approval: &Approval) -> Option<String> {
    let decision = approval.decision.as_ref()?;
    let how = match (approval.state, one_way(&decision.choices)) {
        (ApprovalState::Approved, Some(Choice::KeepEdits)) => "accepted, edits kept",
        (ApprovalState::Approved, Some(Choice::TakeNew)) => "accepted, new output taken",
        (ApprovalState::Approved, Some(Choice::Both)) => "accepted, both kept",
        (ApprovalState::Approved, None) => "accepted",
        (ApprovalState::Pending, _) => "waiting",
        (ApprovalState::Denied, _) => "denied",
        (ApprovalState::Expired, _) => "no longer needed",
        (ApprovalState::Superseded, _) => "asked anew",
    };
    let by = match decision.by {
        Face::Cli => " on the command line",
        Face::Ide => " here",
        Face::Server => " on the server",
        Face::Vibecober => "",
    };
    let changed = match &decision.amendment {
        Some(changed) => format!(", {}", changed.words()),
        None => String::new(),
    };
    Some(match decision.reason.as_str() {
        "" => format!("{how}{by}{changed}"),
        reason => format!("{how}{by}: {reason}"),
    })
}

/// The way that all files went; none where they went different ways, or there was no choice.
fn one_way(choices: &Choices) -> Option<Choice> {
    choices.choice.filter(|_| choices.files.is_empty())
}

/// The head of a contested file: what was said of it, and whether it is looked at.
fn named(head: &Line, said: Option<Choice>, looked: bool) -> Line {
    let text = match said {
        None => head.text.clone(),
        Some(Choice::KeepEdits) => format!("{} · yours stays", head.text),
        Some(Choice::TakeNew) => format!("{} · the new output", head.text),
        Some(Choice::Both) => format!("{} · both, between markers", head.text),
    };
    let bar = if looked {
        Some(Token::Accent)
    } else {
        head.bar
    };
    let token = if said.is_some() {
        Token::Strong
    } else {
        head.token
    };
    Line {
        text,
        token,
        bar,
        file: head.file,
        mark: None,
    }
}

/// What would be changed in a file that is there.
fn difference(lines: &mut Vec<Line>, number: usize, diff: &str) {
    for text in diff.lines() {
        let line = match text.split_at_checked(1) {
            Some(("+", added)) => barred(added, Token::DiffAdded),
            Some(("-", removed)) => Line {
                token: Token::Muted,
                ..barred(removed, Token::DiffRemoved)
            },
            Some((" ", same)) => plain(format!(" {}", untabbed(same)), Token::Muted),
            Some(_) | None => plain(untabbed(text), Token::Faint),
        };
        lines.push(Line {
            file: Some(number),
            ..line
        });
    }
}

fn planned(lines: &mut Vec<Line>, files: &[PlannedFile], said: &Choices, looked: usize) {
    let mut contested = 0;
    for (fate, one, many, sign, token) in [
        (
            Fate::Differs,
            "file is there with another content",
            "files are there with another content",
            '~',
            Token::GitModified,
        ),
        (Fate::New, "new file", "new files", '+', Token::GitAdded),
        (
            Fate::Same,
            "file is there already",
            "files are there already",
            '=',
            Token::Muted,
        ),
    ] {
        let of_fate: Vec<_> = files.iter().filter(|file| file.fate == fate).collect();
        let words = match of_fate.len() {
            0 => continue,
            1 => one,
            _ => many,
        };
        lines.push(plain("", Token::Text));
        lines.push(plain(format!("{} {words}", of_fate.len()), token));
        for file in of_fate {
            let mut line = plain(format!("{sign} {}", file.path), Token::Text);
            line.bar = Some(token);
            if fate == Fate::Differs {
                line.file = Some(contested);
                line = named(&line, said.of(&file.path), contested == looked);
                lines.push(line);
                if contested == looked {
                    difference(lines, contested, &file.diff);
                }
                contested += 1;
                continue;
            }
            lines.push(line);
        }
    }
}

/// The places of a file where both changed the same lines, with what stands around them.
fn conflict(lines: &mut Vec<Line>, number: usize, file: &ConflictedFile) {
    let first = lines.len();
    lines.push(plain("", Token::Text));
    lines.push(plain(file.path.as_str(), Token::GitConflict));
    let texts: Vec<&str> = file.text.lines().collect();
    let sides = sides(&texts);
    let met = |at: usize| sides.get(at).is_some_and(|side| *side != Side::Both);
    let mut gap = false;
    for (at, (text, side)) in texts.iter().zip(&sides).enumerate() {
        let near = (at.saturating_sub(AROUND)..=at + AROUND).any(met);
        let line = match side {
            Side::Both if !near && texts.len() > 1 => {
                gap = true;
                continue;
            }
            Side::Both => plain(untabbed(text), Token::Muted),
            Side::Marker(Some((head, token))) => plain(*head, *token),
            Side::Marker(None) | Side::Before => continue,
            Side::Mine => barred(text, Token::Info),
            Side::New => barred(text, Token::DiffAdded),
        };
        if gap && lines.len() > first + 2 {
            lines.push(plain("…", Token::Faint));
        }
        gap = false;
        lines.push(line);
        if lines.len() > LONGEST {
            break;
        }
    }
    for line in lines.iter_mut().skip(first) {
        line.file = Some(number);
    }
}

/// Whose a line of a merged text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    /// It is in both.
    Both,
    /// The person's.
    Mine,
    /// What both began from.
    Before,
    /// The new output's.
    New,
    /// A line of the merge itself, and what is shown in its place.
    Marker(Option<(&'static str, Token)>),
}

fn sides(texts: &[&str]) -> Vec<Side> {
    let mut now = Side::Both;
    let mut sides = Vec::with_capacity(texts.len());
    for text in texts {
        let (side, next) = match now {
            Side::Both if text.starts_with("<<<<<<<") => {
                (Side::Marker(Some(("your lines", Token::Info))), Side::Mine)
            }
            Side::Mine if text.starts_with("|||||||") => (Side::Marker(None), Side::Before),
            Side::Mine | Side::Before if text.starts_with("=======") => (
                Side::Marker(Some(("the new output", Token::DiffAdded))),
                Side::New,
            ),
            Side::New if text.starts_with(">>>>>>>") => (Side::Marker(None), Side::Both),
            same => (same, same),
        };
        sides.push(side);
        now = next;
    }
    sides
}

pub(super) fn say(lines: &mut Vec<Line>, text: &str, token: Token, width: u16) {
    lines.extend(wrap(text, width).into_iter().map(|text| plain(text, token)));
}

pub(super) fn plain(text: impl Into<String>, token: Token) -> Line {
    Line {
        text: text.into(),
        token,
        bar: None,
        file: None,
        mark: None,
    }
}

/// Tabs as blanks: what stands in a file is shown, not the sign for a tab.
fn untabbed(text: &str) -> String {
    text.replace('\t', "    ")
}

fn barred(text: &str, bar: Token) -> Line {
    Line {
        bar: Some(bar),
        ..plain(untabbed(text), Token::Text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_merged_text_is_shown_by_sides_with_a_little_around() {
        let before = "line 1\nline 2\nline 3\nline 4\nline 5\nline 6\nline 7\nline 8\n";
        let text = format!(
            "{before}<<<<<<< ours\nmine\n||||||| original\nold\n=======\nnew\n>>>>>>> theirs\nafter\n"
        );
        let file = ConflictedFile {
            path: "a.md".to_owned(),
            text,
        };
        let mut lines = Vec::new();
        conflict(&mut lines, 3, &file);
        let texts: Vec<_> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "",
                "a.md",
                "line 7",
                "line 8",
                "your lines",
                "mine",
                "the new output",
                "new",
                "after"
            ]
        );
        assert!(lines.iter().all(|line| line.file == Some(3)));
        assert_eq!(lines[5].bar, Some(Token::Info));
        assert_eq!(lines[7].bar, Some(Token::DiffAdded));
    }
}
