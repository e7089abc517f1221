//! The look of a token: what it is coloured with, and how it is marked.

use std::ops::BitOr;

use super::tint::Tint;

/// The look of a token; what it leaves open is taken from what lies beneath it on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Face {
    /// The colour of the text.
    pub fg: Option<Tint>,
    /// The colour of the ground.
    pub bg: Option<Tint>,
    /// How it is marked beside the colours.
    pub marks: Marks,
}

/// Ways to mark text that need no colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks(u8);

impl Marks {
    /// Not marked.
    pub const NONE: Self = Self(0);
    /// Bold.
    pub const BOLD: Self = Self(1);
    /// Dim.
    pub const DIM: Self = Self(1 << 1);
    /// Italic.
    pub const ITALIC: Self = Self(1 << 2);
    /// Underlined.
    pub const UNDERLINE: Self = Self(1 << 3);
    /// Text and ground change places.
    pub const REVERSE: Self = Self(1 << 4);
    /// Struck out.
    pub const STRIKE: Self = Self(1 << 5);

    /// Every mark with its name in theme files.
    pub const NAMED: [(&'static str, Self); 6] = [
        ("bold", Self::BOLD),
        ("dim", Self::DIM),
        ("italic", Self::ITALIC),
        ("underline", Self::UNDERLINE),
        ("reverse", Self::REVERSE),
        ("strike", Self::STRIKE),
    ];

    /// True when every mark of `other` is set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// These marks and those.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The mark with that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        let known = Self::NAMED.iter().find(|(known, _)| *known == name);
        known.map(|(_, mark)| *mark)
    }
}

impl BitOr for Marks {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.and(other)
    }
}
