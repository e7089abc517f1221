//! What a call did, as rows below its line: what it printed, and what it changed.

use crate::tui::draw::{Row, wrap};
use crate::tui::theme::Token;

/// What stands before what a call did.
pub(super) const BAR: &str = "    │ ";
/// How many characters of a line are kept.
const LONGEST: usize = 400;

/// The lines of a diff; the names of its files only where there are several.
pub(super) fn bare(diff: &str) -> Vec<&str> {
    let lines: Vec<&str> = diff.lines().collect();
    let starts = |at: usize, sign: &str| lines.get(at).is_some_and(|line| line.starts_with(sign));
    let is_old = |at: usize| starts(at, "--- ") && starts(at + 1, "+++ ");
    let is_new = |at: usize| at > 0 && is_old(at - 1);
    let files = (0..lines.len()).filter(|at| is_old(*at)).count();
    let kept = |at: &usize| !is_old(*at) && (files > 1 || !is_new(*at));
    (0..lines.len()).filter(kept).map(|at| lines[at]).collect()
}

/// A line, cut where it is very long.
pub(super) fn shortened(line: &str) -> String {
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line.replace('\t', "    "),
    }
}

/// Adds a text, wrapped.
pub(super) fn say(rows: &mut Vec<Row>, text: &str, token: Token, room: u16) {
    for line in wrap(text, room) {
        rows.push(Row::of(BAR, Token::Faint).then(line, token));
    }
}

/// A line of a diff: its sign in a colour, what came and went on a ground of its own.
pub(super) fn changed(rows: &mut Vec<Row>, line: &str, room: u16) {
    let (sign, text, of_sign, of_text) = match line.split_at_checked(1) {
        Some(("+", text)) if !line.starts_with("+++") => {
            ("+", text, Token::GitAdded, Token::DiffAdded)
        }
        Some(("-", text)) if !line.starts_with("---") => {
            ("-", text, Token::GitRemoved, Token::DiffRemoved)
        }
        Some((" ", text)) => (" ", text, Token::Muted, Token::Muted),
        Some(_) | None => ("", line, Token::Faint, Token::Faint),
    };
    for (number, part) in wrap(text, room.saturating_sub(1)).into_iter().enumerate() {
        let sign = if number == 0 { sign } else { " " };
        let sign = if line.starts_with(['+', '-', ' ']) {
            sign
        } else {
            ""
        };
        rows.push(
            Row::of(BAR, Token::Faint)
                .then(sign, of_sign)
                .then(part, of_text),
        );
    }
}
