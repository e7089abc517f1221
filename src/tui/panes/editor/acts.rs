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
}

/// Which way the history of the text is walked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// One step back.
    Undo,
    /// One step on.
    Redo,
}

/// What is done with files, tabs and searches.
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
    /// Show changes, or the text.
    ToggleDiff,
    /// Read the file again.
    Reload,
    /// Take the offer.
    Accept,
    /// Store the file as UTF-8.
    StoreUtf8,
    /// End lines in the other way.
    ToggleLineEnds,
    /// Something with what an agent has changed.
    Agent(OfAgent),
}

/// What is done with what an agent has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfAgent {
    /// To the next place.
    Next,
    /// To the place before.
    Previous,
    /// Take the place back.
    TakeBack,
    /// Keep the place.
    Accept,
    /// Keep all places.
    AcceptAll,
}

/// What changes what is selected or how it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// Select everything.
    All,
    /// Select the line, then the next.
    Line,
    /// Select the word.
    Word,
    /// Wrap long lines, or not.
    Wrap,
    /// Back.
    Cancel,
}

/// What means something only while the bar is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tune {
    /// Replace this match.
    ReplaceOne,
    /// Replace all matches.
    ReplaceAll,
    /// Patterns or plain words.
    Regex,
    /// Capitals count, or not.
    Case,
    /// Whole words, or not.
    Word,
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
    /// The text goes back or on in its history.
    Step(Time),
    /// Something is done.
    Do(Deed),
    /// Something is selected or shown.
    Show(Show),
    /// The search is tuned.
    Tune(Tune),
}

const ACTS: [(Action, Act); 73] = [
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
    (Action::Undo, Act::Step(Time::Undo)),
    (Action::Redo, Act::Step(Time::Redo)),
    (Action::Save, Act::Do(Deed::Save)),
    (Action::SaveAll, Act::Do(Deed::SaveAll)),
    (Action::CloseTab, Act::Do(Deed::CloseTab)),
    (Action::NextTab, Act::Do(Deed::NextTab)),
    (Action::PreviousTab, Act::Do(Deed::PreviousTab)),
    (Action::Copy, Act::Do(Deed::Copy)),
    (Action::SelectAll, Act::Show(Show::All)),
    (Action::SelectLine, Act::Show(Show::Line)),
    (Action::SelectWord, Act::Show(Show::Word)),
    (Action::Find, Act::Do(Deed::Find)),
    (Action::Replace, Act::Do(Deed::Replace)),
    (Action::FindNext, Act::Do(Deed::FindNext)),
    (Action::FindPrevious, Act::Do(Deed::FindPrevious)),
    (Action::GoToLine, Act::Do(Deed::GoToLine)),
    (Action::ToggleWrap, Act::Show(Show::Wrap)),
    (Action::ToggleDiff, Act::Do(Deed::ToggleDiff)),
    (Action::ReloadFile, Act::Do(Deed::Reload)),
    (Action::Accept, Act::Do(Deed::Accept)),
    (Action::Cancel, Act::Show(Show::Cancel)),
    (Action::ReplaceOne, Act::Tune(Tune::ReplaceOne)),
    (Action::ReplaceAll, Act::Tune(Tune::ReplaceAll)),
    (Action::ToggleRegex, Act::Tune(Tune::Regex)),
    (Action::ToggleCase, Act::Tune(Tune::Case)),
    (Action::ToggleWord, Act::Tune(Tune::Word)),
    (Action::Refresh, Act::Do(Deed::Reload)),
    (Action::StoreUtf8, Act::Do(Deed::StoreUtf8)),
    (Action::ToggleLineEnds, Act::Do(Deed::ToggleLineEnds)),
    (Action::NextPlace, Act::Do(Deed::Agent(OfAgent::Next))),
    (
        Action::PreviousPlace,
        Act::Do(Deed::Agent(OfAgent::Previous)),
    ),
    (Action::TakeBack, Act::Do(Deed::Agent(OfAgent::TakeBack))),
    (Action::KeepPlace, Act::Do(Deed::Agent(OfAgent::Accept))),
    (Action::KeepPlaces, Act::Do(Deed::Agent(OfAgent::AcceptAll))),
];

impl Act {
    /// What `action` means here; nothing for one of other parts of the screen.
    pub fn of(action: Action) -> Option<Self> {
        ACTS.iter()
            .find(|(of, _)| *of == action)
            .map(|(_, act)| *act)
    }
}
