//! Where everything is: how the screen is divided, and the rectangles of one size.

mod areas;
mod divide;
mod pane;

pub use areas::{Areas, Divider, Slot};
pub use divide::{Layout, Nudge};
pub use pane::Pane;

#[cfg(test)]
mod tests;
