//! Notices what others change in the folders that are open on the screen, and only there.

mod folders;
mod quiet;

pub use folders::{Coverage, Watch, WatchError};
pub use quiet::Changes;

#[cfg(test)]
mod tests;
