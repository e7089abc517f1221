//! How a stretch of a laid out text looks, without any colour.

use crate::text::TokenKind;

/// What a stretch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InkKind {
    /// Words.
    #[default]
    Text,
    /// A heading.
    Heading,
    /// Code within words.
    Code,
    /// Words that lead somewhere.
    Link,
    /// Tags of HTML, shown as they are.
    Tag,
    /// A mark before an item of a list, or the bar of a quotation.
    Mark,
    /// What stands beside the text: addresses, rules, the lines of tables, languages.
    Faint,
    /// A piece of source text.
    Source(TokenKind),
}

/// Bold, italic, struck out; any of them together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks(u8);

impl Marks {
    /// Bold.
    pub const BOLD: Self = Self(1);
    /// Italic.
    pub const ITALIC: Self = Self(2);
    /// Struck out.
    pub const STRUCK: Self = Self(4);

    /// Whether `mark` is among them.
    pub fn has(self, mark: Self) -> bool {
        self.0 & mark.0 != 0
    }

    /// These and `mark`.
    #[must_use]
    pub fn with(self, mark: Self) -> Self {
        Self(self.0 | mark.0)
    }
}

/// How a stretch looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ink {
    /// What it is.
    pub kind: InkKind,
    /// Its marks.
    pub marks: Marks,
}

impl Ink {
    /// The look of that kind, without marks.
    pub fn of(kind: InkKind) -> Self {
        Self {
            kind,
            marks: Marks::default(),
        }
    }
}

/// Printable text in one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The text.
    pub text: String,
    /// Its look.
    pub ink: Ink,
}

impl Stretch {
    /// A stretch of that kind.
    pub fn new(text: impl Into<String>, kind: InkKind) -> Self {
        Self {
            text: text.into(),
            ink: Ink::of(kind),
        }
    }
}

/// What a row lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Ground {
    /// The page.
    #[default]
    Page,
    /// A block of code.
    Code,
}

/// One row of a laid out text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// Its stretches, from the left.
    pub stretches: Vec<Stretch>,
    /// What it lies on.
    pub ground: Ground,
}

impl Line {
    /// Its text.
    pub fn text(&self) -> String {
        let texts = self.stretches.iter().map(|one| one.text.as_str());
        texts.collect()
    }
}
