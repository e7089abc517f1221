//! A provider that plays replies from a file, and a recorder that writes such files from any other.
//!
//! A script is YAML, made to be written by hand:
//!
//! ```yaml
//! about: A greeting, then a file that is read.
//! replies:
//!   - text: Hello! What shall I do?
//!     pace: 20ms                      # word by word
//!   - expect: {said: README}          # what the person's last words must hold; answered: a tool's
//!     thinking: They want the file.
//!     text: I read it.
//!     tools:
//!       - {name: read, input: {path: README.md}}
//!     usage: {input: 120, output: 14}
//!   - fault: {class: overloaded, message: too busy, retry_after: 1s}
//!   - stream:                         # piece by piece, as a recording has it
//!       - {started: {id: msg_1, model: some-model}}
//!       - {after: 12ms, text: "Do"}
//!       - {text: "ne."}
//!       - {done: end_turn}
//! ```
//!
//! One reply answers one request, in order. `form` is the form of a file, `script` what it says,
//! `play` answers with it; `record` collects under a `lock`, `scrub` takes secrets out, `write` makes the text.

mod form;
mod lock;
mod pause;
mod play;
mod record;
mod script;
mod scrub;
mod write;

#[cfg(test)]
mod tests;

pub use play::{LeftOver, Scripted};
pub use record::Recorder;
pub use script::Script;
pub use scrub::Scrub;
