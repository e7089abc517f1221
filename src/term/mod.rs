//! A real terminal: a program in a pseudo-terminal, the screen that it draws, and what it is sent.
//!
//! [`Session`] runs a shell or a command line; its own threads read, write and wait, so that no
//! call here blocks on the program. [`Screen`] is what the program has drawn, with its scrollback,
//! search and selection; [`View`] is an immutable picture of its visible rows in types of our own.
//! [`encode`] turns keys, mouse events and pasted text into the bytes that programs expect.

mod cell;
pub mod encode;
mod error;
mod ink;
mod key;
mod listener;
mod modes;
mod mouse;
mod palette;
mod picture;
mod screen;
mod session;
#[cfg(test)]
mod tests;
mod view;

pub use cell::{Cell, Color, Style, Underline};
pub use error::TermError;
pub use key::{Code, Key, Mods, Stroke};
pub use modes::{Kitty, Mode, Modes, Reporting, Wire};
pub use mouse::{Button, Mouse, MouseKind};
pub use palette::Palette;
pub use screen::{Granularity, Screen, Scroll, Toward};
pub use session::{Exit, Focus, Look, Program, Session, Spec};
pub use view::{Caret, CaretShape, Place, Row, Size, Span, View};
