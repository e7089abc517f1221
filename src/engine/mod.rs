//! The engine: what stands between the agents and the models.
//!
//! * `budget` makes room for a call before it is made, and settles it afterwards.

pub mod budget;
