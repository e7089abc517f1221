//! `exec`: a model is asked by the real binary, over the real wire.

mod answers;
mod failures;
mod scripts;
mod stage;
mod stopped;
