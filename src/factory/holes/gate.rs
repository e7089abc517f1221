//! The gate: a function that does more than compute is refused before anything of it runs.

use std::ffi::OsString;

use super::hole::Hole;
use super::workshop::Workshop;
use crate::verify::Job;

/// Reads a file of Python without running it; tells what its function may not do.
const READER: &str = include_str!("gate.py");

/// The job that reads the function of `hole`.
pub fn gate(workshop: &Workshop<'_>, hole: &Hole<'_>) -> Job {
    let args = ["-I", "-c", READER, &hole.path, &hole.rule.name];
    workshop.python("gate", args.map(OsString::from).into())
}
