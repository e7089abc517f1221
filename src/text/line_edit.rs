//! What a command changes on whole lines: indentation, comments, moving, joining.

use std::ops::RangeInclusive;

use ropey::Rope;

use super::columns::{content_end, line_start};
use super::motion::first_non_blank;
use super::{Bias, Buffer, Change, Comment, Edit, Indent, LineEnding, Selection, Transaction};

/// Where lines are moved to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Above the line before them.
    Up,
    /// Below the line after them.
    Down,
}

/// The lines that the selection touches; a line of which nothing is selected does not count.
fn lines(buffer: &Buffer) -> RangeInclusive<usize> {
    let (rope, selection) = (buffer.rope(), buffer.selection());
    let first = rope.char_to_line(selection.start());
    let last = rope.char_to_line(selection.end());
    if last > first && line_start(rope, last) == selection.end() {
        first..=last - 1
    } else {
        first..=last
    }
}

/// An edit of these changes that keeps the selection at its characters.
fn keeping(buffer: &Buffer, changes: Vec<Change>) -> Edit {
    let transaction = Transaction::new(changes);
    let old = buffer.selection();
    let bias = |at: usize| {
        if old.is_empty() || at == old.end() {
            Bias::After
        } else {
            Bias::Before
        }
    };
    let selection = Selection {
        anchor: transaction.map(old.anchor, bias(old.anchor)),
        head: transaction.map(old.head, bias(old.head)),
    };
    Edit {
        transaction,
        selection,
    }
}

fn insertion(at: usize, text: impl Into<String>) -> Change {
    Change {
        range: at..at,
        text: text.into(),
    }
}

fn is_blank(buffer: &Buffer, line: usize) -> bool {
    first_non_blank(buffer.rope(), line) == content_end(buffer.rope(), line)
}

/// Indents the selected lines by one step; blank ones stay blank.
pub fn indent_lines(buffer: &Buffer) -> Edit {
    let unit = buffer.indent().unit();
    let changes = lines(buffer)
        .filter(|line| !is_blank(buffer, *line))
        .map(|line| insertion(line_start(buffer.rope(), line), unit.clone()))
        .collect();
    keeping(buffer, changes)
}

/// Takes one step of indentation from the selected lines.
pub fn outdent_lines(buffer: &Buffer) -> Edit {
    let width = match buffer.indent() {
        Indent::Tab => 4,
        Indent::Spaces(width) => width,
    };
    let changes = lines(buffer)
        .map(|line| {
            let start = line_start(buffer.rope(), line);
            let mut chars = buffer.rope().chars_at(start);
            let count = match chars.next() {
                Some('\t') => 1,
                Some(' ') => 1 + chars.take(width - 1).take_while(|c| *c == ' ').count(),
                Some(_) | None => 0,
            };
            Change {
                range: start..start + count,
                text: String::new(),
            }
        })
        .collect();
    keeping(buffer, changes)
}

/// Makes the selected lines comments; when all of them are, takes the comments away.
pub fn toggle_comment(buffer: &Buffer, comment: Comment) -> Edit {
    let rope = buffer.rope();
    let (open, close) = match comment {
        Comment::Line(token) => (token, ""),
        Comment::Block(open, close) => (open, close),
    };
    let lines: Vec<usize> = lines(buffer)
        .filter(|line| !is_blank(buffer, *line))
        .collect();
    let margin = |line: usize| first_non_blank(rope, line);
    let starts = |line: usize| {
        rope.slice(margin(line)..)
            .chars()
            .take(open.len())
            .eq(open.chars())
    };
    if lines.iter().all(|line| starts(*line)) {
        let changes = lines
            .iter()
            .flat_map(|line| uncomment(buffer, *line, open, close));
        return keeping(buffer, changes.collect());
    }
    // One column for all of them, so that the code keeps its shape.
    let column = lines
        .iter()
        .map(|line| margin(*line) - line_start(rope, *line))
        .min();
    let mut changes = Vec::new();
    for line in lines {
        let at = line_start(rope, line) + column.unwrap_or_default();
        changes.push(insertion(at, format!("{open} ")));
        if !close.is_empty() {
            changes.push(insertion(content_end(rope, line), format!(" {close}")));
        }
    }
    keeping(buffer, changes)
}

fn uncomment(buffer: &Buffer, line: usize, open: &str, close: &str) -> Vec<Change> {
    let rope = buffer.rope();
    let start = first_non_blank(rope, line);
    let end = content_end(rope, line);
    let mut after = start + open.len();
    if rope.get_char(after) == Some(' ') {
        after += 1;
    }
    let mut changes = vec![Change {
        range: start..after.min(end),
        text: String::new(),
    }];
    let tail = end.saturating_sub(close.len());
    if !close.is_empty() && tail >= after && rope.slice(tail..end) == close {
        let blank = tail > after && rope.get_char(tail - 1) == Some(' ');
        changes.push(Change {
            range: tail - usize::from(blank)..end,
            text: String::new(),
        });
    }
    changes
}

/// Copies the selected lines below themselves; the selection goes with the copy.
pub fn duplicate_lines(buffer: &Buffer) -> Edit {
    let rope = buffer.rope();
    let lines = lines(buffer);
    let (start, end) = (
        line_start(rope, *lines.start()),
        line_start(rope, lines.end() + 1),
    );
    let mut text = rope.slice(start..end).to_string();
    let ending = buffer.format().ending.as_str();
    let shift = if text.ends_with('\n') {
        end - start
    } else {
        text.insert_str(0, ending);
        end - start + ending.len()
    };
    let old = buffer.selection();
    Edit {
        transaction: Transaction::replace(end..end, text),
        selection: Selection {
            anchor: old.anchor + shift,
            head: old.head + shift,
        },
    }
}

/// Moves the selected lines over their neighbour.
pub fn move_lines(buffer: &Buffer, direction: Direction) -> Edit {
    let rope = buffer.rope();
    let lines = lines(buffer);
    let (first, last) = (*lines.start(), *lines.end());
    let stay = Edit {
        transaction: Transaction::default(),
        selection: buffer.selection(),
    };
    let (top, middle, end) = match direction {
        Direction::Up if first == 0 => return stay,
        Direction::Up => (first - 1, first, last + 1),
        Direction::Down if last + 1 >= rope.len_lines() => return stay,
        Direction::Down => (first, last + 1, last + 2),
    };
    let (start, split, end) = (
        line_start(rope, top),
        line_start(rope, middle),
        line_start(rope, end),
    );
    let (upper, lower) = (
        rope.slice(start..split).to_string(),
        rope.slice(split..end).to_string(),
    );
    let ending = buffer.format().ending.as_str();
    // The last line of a text may have no ending: the one that becomes last gives its own away.
    let text = if lower.ends_with('\n') {
        format!("{lower}{upper}")
    } else {
        let upper = upper.trim_end_matches(['\r', '\n']);
        format!("{lower}{ending}{upper}")
    };
    let old = buffer.selection();
    let moved = |at: usize| match direction {
        Direction::Up => at - (split - start),
        Direction::Down if lower.ends_with('\n') => at + (end - split),
        Direction::Down => at + (end - split) + ending.len(),
    };
    Edit {
        transaction: Transaction::replace(start..end, text),
        selection: Selection {
            anchor: moved(old.anchor),
            head: moved(old.head),
        },
    }
}

/// Deletes the selected lines; the caret goes to the beginning of what follows.
pub fn delete_lines(buffer: &Buffer) -> Edit {
    let rope = buffer.rope();
    let lines = lines(buffer);
    let (mut start, end) = (
        line_start(rope, *lines.start()),
        line_start(rope, lines.end() + 1),
    );
    if end == rope.len_chars() && *lines.start() > 0 && *lines.end() + 1 == rope.len_lines() {
        start = content_end(rope, lines.start() - 1);
    }
    let mut edit = Edit::replace(start..end, "");
    if start < line_start(rope, *lines.start()) {
        edit.selection = Selection::caret(line_start(rope, lines.start() - 1));
    }
    edit
}

/// Joins the selected lines, or this line and the next, with one blank between them.
pub fn join_lines(buffer: &Buffer) -> Edit {
    let rope = buffer.rope();
    let lines = lines(buffer);
    let (first, last) = (*lines.start(), *lines.end());
    let last = if first == last { last + 1 } else { last };
    let changes = (first..last.min(rope.len_lines() - 1))
        .map(|line| {
            let end = content_end(rope, line);
            let text = first_non_blank(rope, line + 1);
            let empty = text == content_end(rope, line + 1) || end == line_start(rope, line);
            Change {
                range: end..text,
                text: if empty { String::new() } else { " ".to_owned() },
            }
        })
        .collect();
    keeping(buffer, changes)
}

/// The transaction that gives every line this ending.
pub fn with_endings(rope: &Rope, ending: LineEnding) -> Transaction {
    let changes = (0..rope.len_lines().saturating_sub(1)).map(|line| {
        let (end, next) = (content_end(rope, line), line_start(rope, line + 1));
        (rope.slice(end..next) != ending.as_str()).then(|| Change {
            range: end..next,
            text: ending.as_str().to_owned(),
        })
    });
    Transaction::new(changes.flatten().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::buffer::{Content, EditKind};

    fn done(
        text: &str,
        selected: (usize, usize),
        edit: impl Fn(&Buffer) -> Edit,
    ) -> (String, (usize, usize)) {
        let Content::Text(mut buffer) = Buffer::from_bytes(text.as_bytes()) else {
            panic!("text");
        };
        buffer.set_indent(Indent::Spaces(4));
        buffer.select(Selection {
            anchor: selected.0,
            head: selected.1,
        });
        let edit = edit(&buffer);
        buffer.apply(edit, EditKind::Command);
        let after = buffer.selection();
        (buffer.rope().to_string(), (after.anchor, after.head))
    }

    #[test]
    fn indentation_and_its_taking_back_keep_the_selection() {
        let (text, selected) = done("a\n\nb\n", (0, 4), indent_lines);
        assert_eq!((text.as_str(), selected), ("    a\n\n    b\n", (0, 12)));
        let (text, _) = done("      a\n\tb\nc", (0, 11), outdent_lines);
        assert_eq!(text, "  a\nb\nc");
    }

    #[test]
    fn comments_come_and_go() {
        let line = |buffer: &Buffer| toggle_comment(buffer, Comment::Line("//"));
        let (text, _) = done("  a\n\n    b\n", (0, 10), line);
        assert_eq!(text, "  // a\n\n  //   b\n");
        assert_eq!(done(&text, (0, 16), line).0, "  a\n\n    b\n");
        let block = |buffer: &Buffer| toggle_comment(buffer, Comment::Block("<!--", "-->"));
        let (text, _) = done("<b>\n", (0, 0), block);
        assert_eq!(text, "<!-- <b> -->\n");
        assert_eq!(done(&text, (0, 0), block).0, "<b>\n");
    }

    #[test]
    fn all_lines_get_one_ending() {
        let mut rope = Rope::from_str("a\r\nb\nc");
        with_endings(&rope, LineEnding::Crlf).apply(&mut rope);
        assert_eq!(rope, "a\r\nb\r\nc");
        with_endings(&rope, LineEnding::Lf).apply(&mut rope);
        assert_eq!(rope, "a\nb\nc");
    }

    #[test]
    fn lines_are_copied_moved_deleted_and_joined() {
        assert_eq!(
            done("a\nb", (2, 2), duplicate_lines),
            ("a\nb\nb".into(), (4, 4))
        );
        let up = |buffer: &Buffer| move_lines(buffer, Direction::Up);
        let down = |buffer: &Buffer| move_lines(buffer, Direction::Down);
        assert_eq!(done("a\nbc\nd", (3, 3), up), ("bc\na\nd".into(), (1, 1)));
        assert_eq!(done("a\nbc\nd", (3, 3), down), ("a\nd\nbc".into(), (5, 5)));
        assert_eq!(done("a\nb", (2, 2), up), ("b\na".into(), (0, 0)));
        assert_eq!(done("a\nb", (0, 0), up).0, "a\nb");
        assert_eq!(
            done("a\nb\nc", (2, 2), delete_lines),
            ("a\nc".into(), (2, 2))
        );
        assert_eq!(done("a\nb", (2, 2), delete_lines), ("a".into(), (0, 0)));
        assert_eq!(
            done("a\n  b\n", (0, 0), join_lines),
            ("a b\n".into(), (0, 0))
        );
        assert_eq!(done("a\n\nb", (0, 4), join_lines).0, "ab");
    }
}
