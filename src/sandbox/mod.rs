//! Runs commands where they can do no harm: the ladder of sandboxes, its launcher, its limits.
//!
//! A command runs under a *keeper*: our own binary, started with a hidden word ([`answer`]). The
//! keeper leads a new session, sets limits, applies the rung of the profile, runs the command and
//! ends only when no process of it is left; when the pipe from us closes, it ends all of them.
//! The rungs, from the top:
//!
//! * bubblewrap and seccomp: own namespaces, `/` read-only, a private home, `/tmp` and `/run`.
//! * Landlock and seccomp: the real file system, of which only listed trees can be reached.
//! * none: only the session, the limits, and an end that reaches every process.
//!
//! In reading order: `rung` and `limits` are the words, `profile` says what a command may do,
//! `ladder` finds out which rungs hold here, `run` is our side of a command, `keeper` the other and
//! `standby` one that is started beforehand. `order` is what they tell each other, `sight` which
//! parts of the file system are shown, `environment` which variables; `hint` reads in the output
//! that the sandbox refused something.

mod environment;
mod error;
mod hint;
mod keeper;
mod ladder;
mod limits;
mod order;
mod profile;
mod run;
mod rung;
mod sight;
mod standby;
mod tail;

pub use environment::scrub;
pub use error::SandboxError;
pub use keeper::answer;
pub use ladder::{Ladder, Missing};
pub use limits::Limits;
pub use profile::Profile;
pub use run::{Ended, Spawn, run};
pub use rung::{Access, Network, Rung};

#[cfg(test)]
mod tests;
