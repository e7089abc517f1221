//! Reads what test runners print: how many tests passed, which failed, why, and where.
//!
//! * `model` is what comes of it, `read` finds the runner and takes colour out first.
//! * `pytest`, `unittest`, `cargo`, `jest`, `mocha`, `go` and `tap` know one runner each (`jest` also
//!   Vitest, `cargo` also nextest); `compiler` knows errors before any test has run.

mod cargo;
mod compiler;
mod go;
mod jest;
mod mocha;
mod model;
mod pytest;
mod read;
mod tap;
mod unittest;

pub use model::{Counts, Failure, Place, Report, Runner};
pub use read::read;

#[cfg(test)]
mod tests;
