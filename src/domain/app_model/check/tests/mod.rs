//! Each fault that a check must find, made on purpose in a sound model.

mod clashes;
mod fields;
mod parts;
mod sound;

use sound::*;
