//! Carries out what a model asks of its tools: judged, allowed by a person where it has to be, done
//! in the sandbox, and its outcome kept.
//!
//! * `bench` is what a session works with, `order` the way of one call and how it ends.
//! * `rules` are those that hold here and now; `judge` asks the policy, `question` puts it to a person, `ask` and `answer` wait for what they say.
//! * `carry` leads one call through all of that; `shell` runs commands, `output` keeps what they print.

mod answer;
mod ask;
mod bench;
mod carry;
mod fetch;
mod judge;
mod order;
mod output;
mod question;
mod rules;
mod shell;

pub use answer::{Said, wait_for};
pub use bench::{Allows, Bench, Confinement};
pub use carry::carry;
pub use order::{Carried, Note, Order};
pub use question::go_on;
pub use rules::Rules;
pub use shell::{CheckRun, check};
