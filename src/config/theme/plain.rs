//! What tokens look like where there is no colour, or where colours fall together.

use super::face::Marks;
use super::token::Token;

/// The marks that stand in for colours.
///
/// Only what a person must be able to find has any: the focus, what is chosen or found, what asks for
/// an answer, what came and went. Decoration has none.
const MARKED: &[(Marks, &[Token])] = &[
    (Marks::REVERSE, &[Token::Selection, Token::MatchCurrent]),
    (Marks::REVERSE.and(Marks::BOLD), &[Token::BadgeAttention]),
    (
        Marks::UNDERLINE,
        &[
            Token::SelectionInactive,
            Token::Match,
            Token::Bracket,
            Token::Link,
            Token::ProseLink,
            Token::SyntaxError,
        ],
    ),
    (
        Marks::BOLD,
        &[
            Token::Strong,
            Token::Accent,
            Token::BorderFocus,
            Token::TitleFocus,
            Token::GutterCurrent,
            Token::Key,
            Token::Directory,
            Token::Bad,
            Token::Warn,
            Token::GitConflict,
            Token::DiffAdded,
            Token::Keyword,
            Token::Tag,
            Token::Heading,
            Token::ProseStrong,
            Token::Person,
        ],
    ),
    (
        Marks::BOLD.and(Marks::UNDERLINE),
        &[Token::TabActive, Token::DiffAddedWord],
    ),
    (Marks::DIM.and(Marks::STRIKE), &[Token::DiffRemovedWord]),
    (Marks::ITALIC, &[Token::Emphasis]),
    (
        Marks::DIM,
        &[
            Token::Faint,
            Token::Border,
            Token::Gutter,
            Token::Guide,
            Token::Scrollbar,
            Token::Placeholder,
            Token::ProgressRest,
            Token::GitIgnored,
            Token::DiffRemoved,
            Token::Comment,
        ],
    ),
];

/// The marks that stand in for the colours of a token.
pub(super) fn marks(token: Token) -> Marks {
    let found = MARKED.iter().find(|(_, tokens)| tokens.contains(&token));
    found.map_or(Marks::NONE, |(marks, _)| *marks)
}
