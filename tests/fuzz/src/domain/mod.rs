//! Faults, where the room that is tried looks for them.

#[path = "../../../../src/domain/fault.rs"]
pub mod fault;
