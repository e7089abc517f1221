//! What an action means in the editor, as a table: a motion, a selection, an edit, a command.

use crate::tui::keymap::Action;

/// Where the caret goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// One character to the left.
    Left,
    /// One character to the right.
    Right,
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One word to the left.
    WordLeft,
    /// One word to the right.
    WordRight,
    /// To the beginning of the line, or of its text.
    LineStart,
    /// To the end of the line.
    LineEnd,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// To the beginning.
    First,
    /// To the end.
    Last,
    /// To the bracket that belongs to this one.
    Bracket,
}

/// What changes the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A new line.
    Newline,
    /// To the next indent stop.
    Indent,
    /// One indent stop back.
    Outdent,
    /// The character before.
    DeleteBack,
    /// The character after.
    DeleteForward,
    /// The word before.
    DeleteWordBack,
    /// The word after.
    DeleteWordForward,
    /// The line.
    DeleteLine,
    /// The line once more.
    DuplicateLine,
    /// The line over the one above.
    MoveLineUp,
    /// The line under the one below.
    MoveLineDown,
    /// Comments.
    Comment,
    /// What was cut goes away.
    Cut,
    /// What was copied here.
    Paste,
    /// One step back.
    Undo,
    /// One step on.
    Redo,
}

/// What changes what is shown or done, not the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Write the file.
    Save,
    /// Write all files.
    SaveAll,
    /// Close the tab.
    CloseTab,
    /// The next tab.
    NextTab,
    /// The tab before.
    PreviousTab,
    /// Copy.
    Copy,
    /// Select everything.
    SelectAll,
    /// Select the line, then the next.
    SelectLine,
    /// Select the word.
    SelectWord,
    /// Look for something.
    Find,
    /// Look for something and replace it.
    Replace,
    /// The next match.
    FindNext,
    /// The match before.
    FindPrevious,
    /// Go to a line by its number.
    GoToLine,
    /// Wrap long lines, or not.
    ToggleWrap,
    /// Show changes, or the text.
    ToggleDiff,
    /// Read the file again.
    Reload,
    /// Take the offer.
    Accept,
    /// Back.
    Cancel,
    /// Replace this match.
    ReplaceOne,
    /// Replace all matches.
    ReplaceAll,
    /// Patterns or plain words.
    ToggleRegex,
    /// Capitals count, or not.
    ToggleCase,
    /// Whole words, or not.
    ToggleWord,
}

/// What an action means here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The caret goes there.
    Move(Motion),
    /// The caret goes there and selects on its way.
    Select(Motion),
    /// The text changes.
    Change(Change),
    /// Something else is done.
    Do(Deed),
}

const ACTS: [(Action, Act); 66] = [
    (Action::Left, Act::Move(Motion::Left)),
    (Action::Right, Act::Move(Motion::Right)),
    (Action::Up, Act::Move(Motion::Up)),
    (Action::Down, Act::Move(Motion::Down)),
    (Action::WordLeft, Act::Move(Motion::WordLeft)),
    (Action::WordRight, Act::Move(Motion::WordRight)),
    (Action::LineStart, Act::Move(Motion::LineStart)),
    (Action::LineEnd, Act::Move(Motion::LineEnd)),
    (Action::PageUp, Act::Move(Motion::PageUp)),
    (Action::PageDown, Act::Move(Motion::PageDown)),
    (Action::First, Act::Move(Motion::First)),
    (Action::Last, Act::Move(Motion::Last)),
    (Action::MatchBracket, Act::Move(Motion::Bracket)),
    (Action::SelectLeft, Act::Select(Motion::Left)),
    (Action::SelectRight, Act::Select(Motion::Right)),
    (Action::SelectUp, Act::Select(Motion::Up)),
    (Action::SelectDown, Act::Select(Motion::Down)),
    (Action::SelectWordLeft, Act::Select(Motion::WordLeft)),
    (Action::SelectWordRight, Act::Select(Motion::WordRight)),
    (Action::SelectLineStart, Act::Select(Motion::LineStart)),
    (Action::SelectLineEnd, Act::Select(Motion::LineEnd)),
    (Action::SelectPageUp, Act::Select(Motion::PageUp)),
    (Action::SelectPageDown, Act::Select(Motion::PageDown)),
    (Action::SelectFirst, Act::Select(Motion::First)),
    (Action::SelectLast, Act::Select(Motion::Last)),
    (Action::Newline, Act::Change(Change::Newline)),
    (Action::Indent, Act::Change(Change::Indent)),
    (Action::Outdent, Act::Change(Change::Outdent)),
    (Action::DeleteBack, Act::Change(Change::DeleteBack)),
    (Action::DeleteForward, Act::Change(Change::DeleteForward)),
    (Action::DeleteWordBack, Act::Change(Change::DeleteWordBack)),
    (
        Action::DeleteWordForward,
        Act::Change(Change::DeleteWordForward),
    ),
    (Action::DeleteLine, Act::Change(Change::DeleteLine)),
    (Action::DuplicateLine, Act::Change(Change::DuplicateLine)),
    (Action::MoveLineUp, Act::Change(Change::MoveLineUp)),
    (Action::MoveLineDown, Act::Change(Change::MoveLineDown)),
    (Action::Comment, Act::Change(Change::Comment)),
    (Action::Cut, Act::Change(Change::Cut)),
    (Action::Paste, Act::Change(Change::Paste)),
    (Action::Undo, Act::Change(Change::Undo)),
    (Action::Redo, Act::Change(Change::Redo)),
    (Action::Save, Act::Do(Deed::Save)),
    (Action::SaveAll, Act::Do(Deed::SaveAll)),
    (Action::CloseTab, Act::Do(Deed::CloseTab)),
    (Action::NextTab, Act::Do(Deed::NextTab)),
    (Action::PreviousTab, Act::Do(Deed::PreviousTab)),
    (Action::Copy, Act::Do(Deed::Copy)),
    (Action::SelectAll, Act::Do(Deed::SelectAll)),
    (Action::SelectLine, Act::Do(Deed::SelectLine)),
    (Action::SelectWord, Act::Do(Deed::SelectWord)),
    (Action::Find, Act::Do(Deed::Find)),
    (Action::Replace, Act::Do(Deed::Replace)),
    (Action::FindNext, Act::Do(Deed::FindNext)),
    (Action::FindPrevious, Act::Do(Deed::FindPrevious)),
    (Action::GoToLine, Act::Do(Deed::GoToLine)),
    (Action::ToggleWrap, Act::Do(Deed::ToggleWrap)),
    (Action::ToggleDiff, Act::Do(Deed::ToggleDiff)),
    (Action::ReloadFile, Act::Do(Deed::Reload)),
    (Action::Accept, Act::Do(Deed::Accept)),
    (Action::Cancel, Act::Do(Deed::Cancel)),
    (Action::ReplaceOne, Act::Do(Deed::ReplaceOne)),
    (Action::ReplaceAll, Act::Do(Deed::ReplaceAll)),
    (Action::ToggleRegex, Act::Do(Deed::ToggleRegex)),
    (Action::ToggleCase, Act::Do(Deed::ToggleCase)),
    (Action::ToggleWord, Act::Do(Deed::ToggleWord)),
    (Action::Refresh, Act::Do(Deed::Reload)),
];

impl Act {
    /// What `action` means here; nothing for one of other parts of the screen.
    pub fn of(action: Action) -> Option<Self> {
        ACTS.iter()
            .find(|(of, _)| *of == action)
            .map(|(_, act)| *act)
    }
}
