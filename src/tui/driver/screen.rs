//! Takes the terminal and gives it back, whatever happens.

use std::io::{self, Write};
use std::panic;
use std::sync::Once;

use crossterm::cursor::{SetCursorStyle, Show};
use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange,
    KeyboardEnhancementFlags, PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
};
use crossterm::style::ResetColor;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{Command, QueueableCommand};
use rustix::termios::{QueueSelector, tcflush};

/// What the mouse does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MouseUse {
    /// Clicks, drags and the wheel are ours; the terminal selects text with shift held.
    #[default]
    All,
    /// The wheel scrolls; clicks and drags select text as the terminal does.
    Scroll,
    /// All of it is the terminal's.
    Off,
}

impl MouseUse {
    /// The next way, round and round.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::All => Self::Scroll,
            Self::Scroll => Self::Off,
            Self::Off => Self::All,
        }
    }

    /// What a person is told about it.
    pub fn about(self) -> &'static str {
        match self {
            Self::All => "The mouse is ours: hold shift to select text as the terminal does",
            Self::Scroll => "The wheel scrolls; clicks and drags select text as the terminal does",
            Self::Off => "The mouse is the terminal's",
        }
    }

    /// Button, drag and SGR modes (1000, 1002, 1006), and the wheel as arrow keys (1007); see the
    /// control sequences of xterm.
    fn sequence(self) -> &'static [u8] {
        match self {
            Self::All => b"\x1b[?1007l\x1b[?1000h\x1b[?1002h\x1b[?1006h",
            Self::Scroll => b"\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?1007h",
            Self::Off => b"\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?1007l",
        }
    }
}

/// Takes the terminal: raw, with its other screen, and with all that is told of keys and mouse.
///
/// # Errors
/// When the terminal refuses; it is given back then.
pub fn enter(mouse: MouseUse) -> io::Result<()> {
    give_back_on_panic();
    enable_raw_mode()?;
    let mut out = io::stdout().lock();
    let entered = (|| {
        queue(&mut out, EnterAlternateScreen)?;
        queue(&mut out, EnableBracketedPaste)?;
        queue(&mut out, EnableFocusChange)?;
        // Terminals that do not know the protocol pass over the sequences. What an earlier entry
        // pushed is popped first, so that entering again after a stop leaves one on the stack.
        queue(&mut out, PopKeyboardEnhancementFlags)?;
        let flags = KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES;
        queue(&mut out, PushKeyboardEnhancementFlags(flags))?;
        out.write_all(mouse.sequence())?;
        out.flush()
    })();
    drop(out);
    if entered.is_err() {
        leave();
    }
    entered
}

/// Changes what the mouse does.
///
/// # Errors
/// When the terminal cannot be written.
pub fn use_mouse(mouse: MouseUse) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(mouse.sequence())?;
    out.flush()
}

/// Has the terminal draw the caret in this way.
///
/// # Errors
/// When the terminal cannot be written.
pub fn draw_caret(style: SetCursorStyle) -> io::Result<()> {
    let mut out = io::stdout().lock();
    queue(&mut out, style)?;
    out.flush()
}

/// Gives the terminal back as it was; what it refuses now nobody can mend.
pub fn leave() {
    undo();
    disable_raw_mode().ok();
}

/// Gives the terminal back while an answer of it may lie unread: nothing of that is typed at the shell.
pub fn leave_unanswered() {
    undo();
    tcflush(io::stdin(), QueueSelector::IFlush).ok();
    disable_raw_mode().ok();
}

fn undo() {
    let mut out = io::stdout().lock();
    out.write_all(MouseUse::Off.sequence()).ok();
    queue(&mut out, PopKeyboardEnhancementFlags).ok();
    queue(&mut out, DisableFocusChange).ok();
    queue(&mut out, DisableBracketedPaste).ok();
    queue(&mut out, SetCursorStyle::DefaultUserShape).ok();
    queue(&mut out, ResetColor).ok();
    queue(&mut out, LeaveAlternateScreen).ok();
    queue(&mut out, Show).ok();
    out.flush().ok();
}

fn queue(out: &mut impl Write, command: impl Command) -> io::Result<()> {
    out.queue(command).map(|_| ())
}

/// A panic gives the terminal back before it tells what happened.
fn give_back_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let tell = panic::take_hook();
        panic::set_hook(Box::new(move |what| {
            leave();
            tell(what);
        }));
    });
}
