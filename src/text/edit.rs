//! What a key changes at the caret: typing, new lines, deleting.

use std::ops::Range;

use super::columns::{column_of, content_end, line_start};
use super::grapheme::{next_boundary, previous_boundary};
use super::line_edit::indent_lines;
use super::motion::{first_non_blank, next_word, previous_word};
use super::{Buffer, Indent, Language, Selection, Transaction};

/// A change and the selection after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub transaction: Transaction,
    /// What is selected afterwards.
    pub selection: Selection,
}

impl Edit {
    /// An edit that puts `text` in the place of `range`, with the caret behind it.
    pub fn replace(range: Range<usize>, text: impl Into<String>) -> Self {
        let text = text.into();
        let caret = range.start + text.chars().count();
        Self {
            transaction: Transaction::replace(range, text),
            selection: Selection::caret(caret),
        }
    }
}

/// Puts a text in the place of the selection; its line endings become those of the file.
pub fn insert(buffer: &Buffer, text: &str) -> Edit {
    let ending = buffer.format().ending.as_str();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = if ending == "\n" {
        text
    } else {
        text.replace('\n', ending)
    };
    Edit::replace(buffer.selection().range(), text)
}

/// Types a character. A closing bracket on a blank line goes back one step of indentation.
pub fn type_char(buffer: &Buffer, c: char) -> Edit {
    let selection = buffer.selection();
    let line = buffer.line();
    let start = line_start(buffer.rope(), line);
    let blank = first_non_blank(buffer.rope(), line) == content_end(buffer.rope(), line);
    if matches!(c, '}' | ']' | ')')
        && selection.is_empty()
        && blank
        && selection.head == content_end(buffer.rope(), line)
        && selection.head > start
    {
        let from = indent_stop(buffer, selection.head);
        return Edit::replace(from..selection.head, c);
    }
    Edit::replace(selection.range(), c)
}

/// Begins a line that is indented like this one, one step further after an opening bracket.
pub fn newline(buffer: &Buffer, language: Language) -> Edit {
    let rope = buffer.rope();
    let range = buffer.selection().range();
    let line = rope.char_to_line(range.start);
    let margin = first_non_blank(rope, line).min(range.start);
    let indent = rope.slice(line_start(rope, line)..margin).to_string();
    let ending = buffer.format().ending.as_str();
    let before = rope
        .chars_at(range.start)
        .reversed()
        .take(range.start - margin)
        .find(|c| !c.is_whitespace());
    let opens = match before {
        Some('{' | '[' | '(') => true,
        Some(':') => language.colon_opens,
        Some(_) | None => false,
    };
    if !opens {
        return Edit::replace(range, format!("{ending}{indent}"));
    }
    let inner = format!("{ending}{indent}{}", buffer.indent().unit());
    let closes = matches!(
        (before, rope.get_char(range.end)),
        (Some('{'), Some('}')) | (Some('['), Some(']')) | (Some('('), Some(')'))
    );
    if closes {
        let caret = range.start + inner.chars().count();
        return Edit {
            transaction: Transaction::replace(range, format!("{inner}{ending}{indent}")),
            selection: Selection::caret(caret),
        };
    }
    Edit::replace(range, inner)
}

/// Indents up to the next stop; a selection over several lines is indented as a whole.
pub fn insert_tab(buffer: &Buffer) -> Edit {
    let selection = buffer.selection();
    let rope = buffer.rope();
    if rope.char_to_line(selection.start()) != rope.char_to_line(selection.end()) {
        return indent_lines(buffer);
    }
    let text = match buffer.indent() {
        Indent::Tab => "\t".to_owned(),
        Indent::Spaces(width) => {
            let width = width.max(1);
            let column = column_of(rope, selection.start(), width);
            " ".repeat(width - column % width)
        }
    };
    Edit::replace(selection.range(), text)
}

/// Deletes the selection, or the character before the caret, or blanks back to an indent stop.
pub fn backspace(buffer: &Buffer) -> Edit {
    let selection = buffer.selection();
    if !selection.is_empty() {
        return Edit::replace(selection.range(), "");
    }
    let head = selection.head;
    let in_margin = head <= first_non_blank(buffer.rope(), buffer.line());
    let from = if in_margin && head > line_start(buffer.rope(), buffer.line()) {
        indent_stop(buffer, head)
    } else {
        previous_boundary(buffer.rope(), head)
    };
    Edit::replace(from..head, "")
}

/// The indent stop before `head`, which stands in the margin: at most one tab away.
fn indent_stop(buffer: &Buffer, head: usize) -> usize {
    let rope = buffer.rope();
    let width = buffer.indent().width();
    let column = column_of(rope, head, width);
    let spaces = rope.chars_at(head).reversed().take_while(|c| *c == ' ');
    let wanted = match column % width {
        0 => width,
        over => over,
    };
    match spaces.take(wanted).count() {
        0 => previous_boundary(rope, head),
        count => head - count,
    }
}

/// Deletes the selection, or the character behind the caret.
pub fn delete(buffer: &Buffer) -> Edit {
    delete_to(
        buffer,
        next_boundary(buffer.rope(), buffer.selection().head),
    )
}

/// Deletes the selection, or up to the beginning of a word.
pub fn delete_word_left(buffer: &Buffer) -> Edit {
    delete_to(
        buffer,
        previous_word(buffer.rope(), buffer.selection().head),
    )
}

/// Deletes the selection, or up to the end of a word.
pub fn delete_word_right(buffer: &Buffer) -> Edit {
    delete_to(buffer, next_word(buffer.rope(), buffer.selection().head))
}

fn delete_to(buffer: &Buffer, to: usize) -> Edit {
    let selection = buffer.selection();
    if selection.is_empty() {
        Edit::replace(selection.to(to).range(), "")
    } else {
        Edit::replace(selection.range(), "")
    }
}

/// What copy and cut take: the selection, or the whole line of the caret.
pub fn cut_range(buffer: &Buffer) -> Range<usize> {
    let selection = buffer.selection();
    if selection.is_empty() {
        let line = buffer.line();
        line_start(buffer.rope(), line)..line_start(buffer.rope(), line + 1)
    } else {
        selection.range()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::text::buffer::EditKind;
    use crate::text::{Content, language_of};

    /// A buffer of `text`, where `|` is the caret and a second one the other end of the selection.
    fn at(text: &str) -> Buffer {
        let marks: Vec<usize> = text
            .chars()
            .enumerate()
            .filter(|one| one.1 == '|')
            .map(|one| one.0)
            .collect();
        let Content::Text(mut buffer) = Buffer::from_bytes(text.replace('|', "").as_bytes()) else {
            panic!("text");
        };
        let head = marks[marks.len() - 1] + 1 - marks.len();
        if !text.contains('\t') {
            buffer.set_indent(Indent::Spaces(4));
        }
        buffer.select(Selection {
            anchor: marks[0],
            head,
        });
        *buffer
    }

    fn done(text: &str, edit: impl Fn(&Buffer) -> Edit) -> String {
        let mut buffer = at(text);
        let edit = edit(&buffer);
        buffer.apply(edit, EditKind::Command);
        let mut shown = buffer.rope().to_string();
        shown.insert(buffer.rope().char_to_byte(buffer.selection().head), '|');
        shown
    }

    #[test]
    fn enter_keeps_and_deepens_the_indentation() {
        let rust = |buffer: &Buffer| newline(buffer, language_of(Path::new("a.rs")));
        let python = |buffer: &Buffer| newline(buffer, language_of(Path::new("a.py")));
        assert_eq!(done("    a|b", rust), "    a\n    |b");
        assert_eq!(
            done("  x\n    f {|}", rust),
            "  x\n    f {\n        |\n    }"
        );
        assert_eq!(done("if x:|\n", python), "if x:\n    |\n");
        assert_eq!(done("if x:|\n", rust), "if x:\n|\n");
        assert_eq!(done("a|b\r\n", rust), "a\r\n|b\r\n");
    }

    #[test]
    fn backspace_and_tab_meet_the_indent_stops() {
        assert_eq!(done("        |x", backspace), "    |x");
        assert_eq!(done("      |x", backspace), "    |x");
        assert_eq!(done("ab    |", backspace), "ab   |");
        assert_eq!(done("a\r\n|b", backspace), "a|b");
        assert_eq!(done("e\u{301}|", backspace), "|");
        assert_eq!(done("ab|", insert_tab), "ab  |");
        assert_eq!(done("f {\n\tx\n|", insert_tab), "f {\n\tx\n\t|");
        assert_eq!(done("a\n    |", |buffer| type_char(buffer, '}')), "a\n}|");
    }

    #[test]
    fn pasted_line_endings_become_those_of_the_file() {
        assert_eq!(
            done("x\r\n|", |buffer| insert(buffer, "a\nb\rc")),
            "x\r\na\r\nb\r\nc|"
        );
        assert_eq!(done("|abc|d", |buffer| insert(buffer, "é")), "é|d");
        assert_eq!(done("a |big word", delete_word_right), "a | word");
    }

    #[test]
    fn a_typed_word_is_one_step_and_a_saved_state_is_known() {
        let mut buffer = at("|");
        for c in "two words".chars() {
            let edit = type_char(&buffer, c);
            buffer.apply(edit, EditKind::Typing);
        }
        buffer.undo();
        assert_eq!(buffer.rope(), "two ");
        let mark = buffer.save_mark();
        buffer.saved(mark);
        assert!(!buffer.is_modified());
        buffer.undo();
        assert!(buffer.is_modified());
        assert_eq!(buffer.rope(), "");
        buffer.redo();
        assert!(!buffer.is_modified());
        let edit = type_char(&buffer, 'x');
        buffer.apply(edit, EditKind::Typing);
        buffer.undo();
        assert!(!buffer.is_modified());
    }
}
