//! Text on its way to a screen.

mod duration;
mod printable;

pub use duration::duration;
pub use printable::printable;
