//! Server-sent events: bytes in any chunks become whole lines, and lines become events.

mod error;
mod event;
mod reader;

#[cfg(test)]
mod model;
#[cfg(test)]
mod tests;

pub use error::SseError;
pub use event::Event;
pub use reader::{LONGEST_EVENT, Reader};
