//! One cell of the screen: a character with its marks, colours and style.

/// A colour as the program asked for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Color {
    /// The default foreground or background of the terminal.
    #[default]
    Default,
    /// One of the 256 colours of the palette; the first 16 belong to the theme.
    Indexed(u8),
    /// A colour by its parts.
    Rgb(u8, u8, u8),
}

/// The line under a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Underline {
    /// No line.
    #[default]
    None,
    /// One line.
    Single,
    /// Two lines.
    Double,
    /// A wavy line.
    Curly,
    /// Dots.
    Dotted,
    /// Dashes.
    Dashed,
}

/// The yes-or-no attributes of a cell, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style(u8);

impl Style {
    /// Bold or bright.
    pub const BOLD: Self = Self(1);
    /// Slanted.
    pub const ITALIC: Self = Self(1 << 1);
    /// Faint.
    pub const DIM: Self = Self(1 << 2);
    /// Foreground and background exchanged.
    pub const INVERSE: Self = Self(1 << 3);
    /// Struck through.
    pub const STRIKE: Self = Self(1 << 4);
    /// Not to be shown, as in a password prompt.
    pub const HIDDEN: Self = Self(1 << 5);
    /// The left half of a wide character.
    pub const WIDE: Self = Self(1 << 6);
    /// A place taken by the wide character before it, or left free for the one after it.
    pub const SPACER: Self = Self(1 << 7);

    /// Whether every attribute of `other` is set.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The set with `other` added.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The character; a space where nothing was written.
    pub c: char,
    /// The zero-width characters that the program put on it.
    pub marks: Option<Box<str>>,
    /// The colour of the character.
    pub fg: Color,
    /// The colour behind it.
    pub bg: Color,
    /// The colour of the line under it; [`Color::Default`] is the colour of the character.
    pub line: Color,
    /// The line under it.
    pub underline: Underline,
    /// Everything else.
    pub style: Style,
}

impl Default for Cell {
    fn default() -> Self {
        Self {
            c: ' ',
            marks: None,
            fg: Color::Default,
            bg: Color::Default,
            line: Color::Default,
            underline: Underline::None,
            style: Style::default(),
        }
    }
}
