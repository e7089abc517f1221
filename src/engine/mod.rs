//! What drives models: calls that are paid for before they are made, and sessions made of turns.
//!
//! * `budget` makes room for a call before it is made, and settles it afterwards.
//! * `gate` lets calls through to endpoints that are well.
//! * `calls` routes, streams and tries again.
//! * `turn` decides what follows in a turn, purely.
//! * `session` takes a talk from turn to turn.

pub mod budget;
pub mod calls;
pub mod gate;
pub mod session;
pub mod turn;
