//! Each fault that a check must find, made on purpose in a sound model.

#![allow(
    clippy::semicolon_if_nothing_returned,
    reason = "a change of one line reads best without"
)]

mod clashes;
mod custom;
mod fields;
mod parts;
mod sound;

use sound::*;
