//! The modes that a program has switched on and that change what it must be sent.

use alacritty_terminal::term::TermMode;

/// A mode that is on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Arrows are sent as `SS3` (DECCKM).
    CursorKeys,
    /// Enter sends a line feed too (LNM).
    NewLine,
    /// Pasted text is bracketed.
    Paste,
    /// The program wants to hear of the focus.
    Focus,
    /// The alternate screen is shown.
    Alternate,
    /// In the alternate screen the wheel becomes arrow keys.
    WheelKeys,
}

/// Which mouse events the program wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reporting {
    /// None: the mouse selects text.
    #[default]
    Off,
    /// Presses, releases and the wheel.
    Click,
    /// Moves with a button held, too.
    Drag,
    /// Every move.
    Motion,
}

/// How mouse events are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Wire {
    /// One byte for each number, up to column 223.
    #[default]
    Bytes,
    /// One character for each number, up to column 2015.
    Utf8,
    /// Decimal numbers.
    Sgr,
}

/// The kitty keyboard protocol, as its progressive enhancement flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kitty(u8);

impl Kitty {
    /// Escape codes are told apart from the Escape key.
    pub const DISAMBIGUATE: Self = Self(1);
    /// Repeats and releases are told.
    pub const EVENTS: Self = Self(2);
    /// The shifted key is told beside the key.
    pub const ALTERNATES: Self = Self(4);
    /// Every key is an escape code.
    pub const ALL: Self = Self(8);
    /// The text that the key makes is told.
    pub const TEXT: Self = Self(16);

    /// Whether every flag of `other` is set.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The flags with `other` added.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the program speaks the protocol at all.
    pub fn is_on(self) -> bool {
        self.0 != 0
    }
}

/// Every mode that matters for input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Modes {
    on: u8,
    /// The mouse events that are wanted.
    pub mouse: Reporting,
    /// How they are written.
    pub wire: Wire,
    /// The keyboard protocol.
    pub kitty: Kitty,
}

impl Modes {
    /// Whether `mode` is on.
    pub fn has(self, mode: Mode) -> bool {
        self.on & bit(mode) != 0
    }

    /// The modes with `mode` switched on.
    #[must_use]
    pub fn with(mut self, mode: Mode) -> Self {
        self.on |= bit(mode);
        self
    }

    /// The modes with these mouse events, written so.
    #[must_use]
    pub fn with_mouse(mut self, mouse: Reporting, wire: Wire) -> Self {
        self.mouse = mouse;
        self.wire = wire;
        self
    }

    /// The modes with this keyboard protocol.
    #[must_use]
    pub fn with_kitty(mut self, kitty: Kitty) -> Self {
        self.kitty = kitty;
        self
    }

    /// The modes that the screen keeps.
    pub(super) fn of(term: TermMode) -> Self {
        let mut modes = Self {
            mouse: reporting(term),
            wire: wire(term),
            kitty: kitty(term),
            ..Self::default()
        };
        for (flag, mode) in [
            (TermMode::APP_CURSOR, Mode::CursorKeys),
            (TermMode::LINE_FEED_NEW_LINE, Mode::NewLine),
            (TermMode::BRACKETED_PASTE, Mode::Paste),
            (TermMode::FOCUS_IN_OUT, Mode::Focus),
            (TermMode::ALT_SCREEN, Mode::Alternate),
            (TermMode::ALTERNATE_SCROLL, Mode::WheelKeys),
        ] {
            if term.contains(flag) {
                modes = modes.with(mode);
            }
        }
        modes
    }
}

fn bit(mode: Mode) -> u8 {
    match mode {
        Mode::CursorKeys => 1,
        Mode::NewLine => 1 << 1,
        Mode::Paste => 1 << 2,
        Mode::Focus => 1 << 3,
        Mode::Alternate => 1 << 4,
        Mode::WheelKeys => 1 << 5,
    }
}

fn reporting(term: TermMode) -> Reporting {
    if term.contains(TermMode::MOUSE_MOTION) {
        Reporting::Motion
    } else if term.contains(TermMode::MOUSE_DRAG) {
        Reporting::Drag
    } else if term.contains(TermMode::MOUSE_REPORT_CLICK) {
        Reporting::Click
    } else {
        Reporting::Off
    }
}

fn wire(term: TermMode) -> Wire {
    if term.contains(TermMode::SGR_MOUSE) {
        Wire::Sgr
    } else if term.contains(TermMode::UTF8_MOUSE) {
        Wire::Utf8
    } else {
        Wire::Bytes
    }
}

fn kitty(term: TermMode) -> Kitty {
    let mut kitty = Kitty::default();
    for (flag, wanted) in [
        (TermMode::DISAMBIGUATE_ESC_CODES, Kitty::DISAMBIGUATE),
        (TermMode::REPORT_EVENT_TYPES, Kitty::EVENTS),
        (TermMode::REPORT_ALTERNATE_KEYS, Kitty::ALTERNATES),
        (TermMode::REPORT_ALL_KEYS_AS_ESC, Kitty::ALL),
        (TermMode::REPORT_ASSOCIATED_TEXT, Kitty::TEXT),
    ] {
        if term.contains(flag) {
            kitty = kitty.with(wanted);
        }
    }
    kitty
}
