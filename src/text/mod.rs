//! Text on its way to a screen.

mod printable;

pub use printable::printable;
