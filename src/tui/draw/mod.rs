//! How text and lists reach the screen: the only place where text from outside becomes cells.

mod field;
mod path;
mod row;
mod rule;
mod scroll;
mod text;
mod writing;

pub use field::Field;
pub use path::path_shortened;
pub use row::Row;
pub use rule::rule;
pub use scroll::{Scroll, scrollbar};
pub use text::{cut, fill, outline, put, put_right, width, wrap, wrap_listed};
pub use writing::Writing;
