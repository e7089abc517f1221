//! The editor's own core, as values and pure functions; nothing here knows of a screen or a disk.
//!
//! * `buffer` is one text with its format, selection and history; `encoding` reads and writes it.
//! * `transaction` and `history` change it and take changes back.
//! * `selection`, `grapheme`, `motion`, `bracket` say where the caret may go.
//! * `edit`, `line_edit`, `indent`, `language` decide what a key changes.
//! * `places` remembers what others changed in it, place by place.
//! * `search` finds and replaces; `columns` and `wrap` say where a character stands.
//! * `token`, `highlight`, `stretch` colour it; `diff`, `merge` compare it; `recovery` keeps it.
//! * `printable` makes foreign text safe to show, `duration` a time.

mod bracket;
mod buffer;
mod columns;
mod diff;
mod duration;
mod edit;
mod encoding;
mod error;
mod grapheme;
mod highlight;
mod history;
mod indent;
mod language;
mod line_edit;
mod markdown;
mod merge;
mod motion;
mod places;
mod printable;
mod recovery;
mod search;
mod selection;
mod stretch;
mod token;
mod transaction;
mod wrap;

pub use bracket::matching_bracket;
pub use buffer::{Buffer, Content, EditKind, Touched};
pub use columns::{
    Cell, Cells, Glyph, LONG_LINE, at_column, column_of, content_end, left_edge, line_start,
};
pub use diff::{DiffRow, Hunk, Mark, Pair, hunks, mark_of, side_by_side, unified};
pub use duration::duration;
pub use edit::{
    Edit, backspace, cut_range, delete, delete_word_left, delete_word_right, insert, insert_tab,
    newline, type_char,
};
pub use encoding::{Charset, Format, LineEnding, decode, encode};
pub use error::TextError;
pub use grapheme::{next_boundary, previous_boundary, snap};
pub use highlight::{Grammars, Highlighter, Span};
pub use indent::Indent;
pub use language::{Comment, Language, language_of};
pub use line_edit::{
    Direction, delete_lines, duplicate_lines, indent_lines, join_lines, move_lines, outdent_lines,
    toggle_comment, with_endings,
};
pub use markdown::{Ground, Ink, InkKind, Line, Markdown, Marks, Stretch, Uncoloured};
pub use merge::{Merged, becoming, before_diffs, merge_texts};
pub use motion::{
    end, first_non_blank, home, next_word, paragraph_down, paragraph_up, previous_word, word_at,
};
pub use places::{Author, Place, Places};
pub use printable::printable;
pub use recovery::{RECOVERABLE, Unsaved};
pub use search::{Case, Found, Query, Searcher, Style};
pub use selection::Selection;
pub use token::TokenKind;
pub use transaction::{Bias, Change, Transaction};
pub use wrap::{Row, next_row, previous_row, row_at};
