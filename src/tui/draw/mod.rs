//! How text and lists reach the screen: the only place where text from outside becomes cells.

mod field;
mod row;
mod rule;
mod scroll;
mod text;
mod writing;

pub use field::Field;
pub use row::Row;
pub use rule::rule;
pub use scroll::{Scroll, scrollbar};
pub use text::{cut, put, put_right, width, wrap, wrap_listed};
pub use writing::Writing;
