//! What tokens look like where there is no colour, or where colours fall together.

use super::face::Marks;
use super::token::Token;

/// The marks that stand in for the colours of a token.
///
/// Only what a person must be able to find has any: the focus, what is chosen or found, what asks for
/// an answer, what came and went. Decoration has none.
pub(super) fn marks(token: Token) -> Marks {
    match token {
        Token::Selection | Token::MatchCurrent => Marks::REVERSE,
        Token::BadgeAttention => Marks::REVERSE | Marks::BOLD,
        Token::SelectionInactive
        | Token::Match
        | Token::Bracket
        | Token::Link
        | Token::ProseLink
        | Token::SyntaxError => Marks::UNDERLINE,
        Token::Strong
        | Token::Accent
        | Token::BorderFocus
        | Token::TitleFocus
        | Token::GutterCurrent
        | Token::Key
        | Token::Directory
        | Token::Bad
        | Token::Warn
        | Token::GitConflict
        | Token::DiffAdded
        | Token::Keyword
        | Token::Tag
        | Token::Heading
        | Token::ProseStrong
        | Token::Person => Marks::BOLD,
        Token::TabActive | Token::DiffAddedWord => Marks::BOLD | Marks::UNDERLINE,
        Token::DiffRemovedWord => Marks::DIM | Marks::STRIKE,
        Token::Emphasis => Marks::ITALIC,
        Token::Faint
        | Token::Border
        | Token::Gutter
        | Token::Guide
        | Token::Scrollbar
        | Token::Placeholder
        | Token::ProgressRest
        | Token::GitIgnored
        | Token::DiffRemoved
        | Token::Comment => Marks::DIM,
        Token::Background
        | Token::Surface
        | Token::Raised
        | Token::Header
        | Token::Footer
        | Token::Text
        | Token::Muted
        | Token::Title
        | Token::Tab
        | Token::CursorLine
        | Token::ScrollbarThumb
        | Token::Hint
        | Token::Badge
        | Token::Progress
        | Token::Good
        | Token::Info
        | Token::Working
        | Token::GitAdded
        | Token::GitModified
        | Token::GitRemoved
        | Token::GitRenamed
        | Token::GitUntracked
        | Token::DiffChanged
        | Token::String
        | Token::Function
        | Token::Type
        | Token::Constant
        | Token::Number
        | Token::Variable
        | Token::Operator
        | Token::Punctuation
        | Token::Attribute
        | Token::Assistant
        | Token::System
        | Token::Tool => Marks::NONE,
    }
}
