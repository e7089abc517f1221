//! The chat with the agent: a transcript, and the composer below it.
//!
//! `composer` holds what is written, with `history`, `recall` and `completion`; `item`, `answer` and
//! `transcript` hold what was said, `past` what of it lies in memory; `drawn` draws it. `talk` is the
//! talk with a model, `stream` a turn of it and `live` what goes on in that; `deed` is a call of a tool,
//! `body` what it did, `asked` what its arguments say, `tools` what a person does with calls;
//! `colouring` and `copying` are about its code. `update` routes, `send` and `replies` carry out what a line asks for.

mod answer;
mod asked;
mod body;
mod colouring;
mod completion;
mod composer;
mod copying;
mod deed;
mod drawn;
mod effect;
mod history;
mod item;
mod leads;
mod live;
mod past;
mod recall;
mod replies;
mod send;
mod state;
mod stream;
mod talk;
mod tools;
mod transcript;
mod update;
mod view;

pub use deed::Deed;
pub use effect::{Effect, Found, Msg, Opened, Saying};
pub use leads::Ordered;
pub use past::{Done, PAGE, Told, Words};
pub use state::State;
pub use stream::{Ended, How, Telling, footer, label};
pub use talk::{Chosen, tokens};
pub use update::update;
pub use view::{caret, keys, view};

#[cfg(test)]
mod tests;
