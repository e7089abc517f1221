//! The sandbox with real commands, on every rung, as every user that can be had here.
//!
//! As root, each attempt is made as root and as `nobody`; otherwise as whoever runs the tests. A
//! tool that is missing fails its test: `tests/run` installs it.

mod bad_input;
mod bounds;
mod ends;
mod escapes;
mod kept_back;
mod kernel;
mod secrets;
mod stage;
mod use_of_it;
