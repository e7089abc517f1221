//! A key stroke in the words of this room, so that it depends on no terminal library.

/// What a key is, apart from its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// A character, as the layout and Shift made it.
    Char(char),
    /// Enter.
    Enter,
    /// Tab; with Shift it is the back tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Escape.
    Escape,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Insert.
    Insert,
    /// Delete.
    Delete,
    /// A function key, counted from 1.
    F(u8),
}

/// The modifiers that are held, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Mods(u8);

impl Mods {
    /// None.
    pub const NONE: Self = Self(0);
    /// Shift.
    pub const SHIFT: Self = Self(1);
    /// Alt or Meta.
    pub const ALT: Self = Self(2);
    /// Control.
    pub const CONTROL: Self = Self(4);
    /// Super, the key with the logo.
    pub const SUPER: Self = Self(8);

    /// Whether every modifier of `other` is held.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The set with `other` added.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The set with `other` taken out.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The bits as xterm and kitty number them: Shift 1, Alt 2, Control 4, Super 8.
    pub fn bits(self) -> u8 {
        self.0
    }
}

/// What happened to the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stroke {
    /// It went down.
    #[default]
    Press,
    /// It is held.
    Repeat,
    /// It came up.
    Release,
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The key.
    pub code: Code,
    /// What is held with it.
    pub mods: Mods,
    /// Pressed, repeated or released.
    pub stroke: Stroke,
}

impl Key {
    /// `code` pressed with `mods`.
    pub fn new(code: Code, mods: Mods) -> Self {
        Self {
            code,
            mods,
            stroke: Stroke::Press,
        }
    }
}
