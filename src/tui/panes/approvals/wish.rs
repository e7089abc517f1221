//! What an agent wants, as lines.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::detail::{Line, plain, say};
use crate::domain::verdict::Span;
use crate::domain::wish::{AgentWish, FileFate, Place, Risk, Wish, WishedFile};
use crate::tui::draw;
use crate::tui::theme::Token;

/// The look of a risk.
pub(super) fn look(risk: Risk) -> Token {
    match risk {
        Risk::Low => Token::Good,
        Risk::Medium => Token::Warn,
        Risk::High => Token::Bad,
    }
}

/// Adds what is asked: the command with the part that decided marked; answers false where the title of
/// the question says it as well.
pub(super) fn asked(lines: &mut Vec<Line>, asked: &AgentWish, width: u16) -> bool {
    match &asked.wish {
        Wish::Command {
            command,
            folder,
            place,
        } => {
            if *place == Place::Outside {
                say(
                    lines,
                    "outside of the sandbox, this once:",
                    Token::Bad,
                    width,
                );
            }
            typed(lines, command, asked.offending(), width);
            let folder = format!("in {}", folder.display());
            say(lines, &folder, Token::Faint, width);
            true
        }
        Wish::Address { url } => {
            say(lines, url, Token::Strong, width);
            true
        }
        Wish::Read { path } => {
            say(lines, path, Token::Strong, width);
            true
        }
        Wish::GoOn { .. } | Wish::Changes { .. } => false,
    }
}

/// Adds the lines about what an agent wants; the places in `left` are not taken, `looked` is the one
/// that is looked at.
pub(super) fn lines(
    lines: &mut Vec<Line>,
    asked: &AgentWish,
    left: &BTreeSet<usize>,
    looked: usize,
    width: u16,
) {
    if !asked.reason.is_empty() {
        say(lines, &format!("“{}”", asked.reason), Token::Text, width);
    }
    let risk = asked.risk();
    let head = format!("risk {} · {}", risk.name(), asked.finding.rule);
    say(lines, &head, look(risk), width);
    let by = &asked.asker;
    let mut chain = by.ancestors.clone();
    chain.push(by.agent.clone());
    let who = format!("{} · {}", chain.join(" → "), by.session);
    say(lines, &who, Token::Muted, width);
    if let Some(task) = &by.task {
        say(lines, &format!("task {task}"), Token::Muted, width);
    }
    if !asked.sandbox.is_empty() {
        let level = format!("sandbox {}", asked.sandbox);
        say(lines, &level, Token::Muted, width);
    }
    if let Wish::Changes { files } = &asked.wish {
        let mut first = 0;
        let many = files.iter().map(|file| file.hunks.max(1)).sum::<usize>() > 1;
        for file in files {
            changes(lines, file, first, (left, many.then_some(looked)));
            first += file.hunks.max(1);
        }
    }
}

/// A command as a shell reads it, broken where the room ends, with the part that decided marked.
fn typed(lines: &mut Vec<Line>, command: &str, part: Option<Span>, width: u16) {
    let room = width.saturating_sub(2).max(1);
    let mut begin = 0;
    for (number, text) in command.split('\n').enumerate() {
        let mut from = 0;
        let mut used = 0;
        let mut before = if number == 0 { "$ " } else { "  " };
        let mut push = |from: usize, to: usize| {
            let mut line = plain(format!("{before}{}", &text[from..to]), Token::Strong);
            line.mark = part.and_then(|part| {
                let marked = part.from.max(begin + from)..part.to.min(begin + to);
                let shift = before.len();
                let inside = |at: usize| at - begin - from + shift;
                let inside = |marked: Range<usize>| inside(marked.start)..inside(marked.end);
                (marked.start < marked.end).then(|| (inside(marked), Token::Bad))
            });
            before = "  ";
            lines.push(line);
        };
        for (at, grapheme) in text.grapheme_indices(true) {
            let wide = draw::width(grapheme);
            if used + wide > room && at > from {
                push(from, at);
                from = at;
                used = 0;
            }
            used += wide;
        }
        push(from, text.len());
        begin += text.len() + 1;
    }
}

/// What would change in a file, place by place; `looked` is none where there is nothing to choose.
fn changes(
    lines: &mut Vec<Line>,
    file: &WishedFile,
    first: usize,
    (left, looked): (&BTreeSet<usize>, Option<usize>),
) {
    let token = match file.change {
        FileFate::New => Token::GitAdded,
        FileFate::Edited => Token::GitModified,
        FileFate::Deleted => Token::Bad,
    };
    let last = file.hunks.max(1) - 1;
    let count = match last {
        0 => String::new(),
        more => format!(" · {} places", more + 1),
    };
    lines.push(plain("", Token::Text));
    let head = format!("{}  {}{count}", file.path, file.change.name());
    lines.push(plain(head, token));
    let mut place: Option<usize> = None;
    for text in file.diff.lines() {
        if text.starts_with("@@") {
            let number = place.map_or(0, |place| place + 1).min(last);
            place = Some(number);
            if let Some(looked) = looked {
                lines.push(head_of(text, first + number, left, looked));
                continue;
            }
        }
        if place.is_none() && (text.starts_with("--- ") || text.starts_with("+++ ")) {
            continue;
        }
        let number = place.map(|place| first + place);
        let is_left = number.is_some_and(|number| left.contains(&number));
        let mut line = signed(text, is_left);
        line.file = number;
        lines.push(line);
    }
    if file.hidden > 0 {
        let text = format!("… {} lines of this are not shown", file.hidden);
        lines.push(plain(text, Token::Warn));
    }
    let shown = place.map_or(0, |place| place + 1);
    if looked.is_some() && shown == 0 {
        let text = "its content is not shown";
        lines.push(head_of(text, first, left, looked.unwrap_or(0)));
    } else if shown <= last && shown > 0 {
        let text = format!("… {} more places are not shown", last + 1 - shown);
        lines.push(plain(text, Token::Warn));
    }
}

/// A line of a diff with its sign, which tells what comes and goes where there are no colours.
fn signed(text: &str, is_left: bool) -> Line {
    let shown = text.replace('\t', "    ");
    if is_left {
        return plain(shown, Token::Faint);
    }
    let (bar, token) = match text.as_bytes().first() {
        Some(b'+') => (Some(Token::DiffAdded), Token::Text),
        Some(b'-') => (Some(Token::DiffRemoved), Token::Muted),
        Some(b' ') => (None, Token::Muted),
        Some(_) | None => (None, Token::Faint),
    };
    Line {
        bar,
        ..plain(shown, token)
    }
}

/// The head of a place: whether it is taken, and whether it is looked at.
fn head_of(text: &str, number: usize, left: &BTreeSet<usize>, looked: usize) -> Line {
    let (sign, token) = if left.contains(&number) {
        ("✗ left as it is", Token::Warn)
    } else {
        ("✓ taken", Token::Good)
    };
    let mut line = plain(format!("{sign}  {text}"), token);
    line.bar = (number == looked).then_some(Token::Accent);
    line.file = Some(number);
    line
}
