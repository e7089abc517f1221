//! How text and lists reach the screen: the only place where text from outside becomes cells.

mod field;
mod scroll;
mod text;

pub use field::Field;
pub use scroll::{Scroll, scrollbar};
pub use text::{cut, put, put_right, width, wrap};
