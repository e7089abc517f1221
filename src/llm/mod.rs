//! Who answers a person: models behind one trait, and `rules`, which works without any model and
//! never pretends to be one.

pub mod anthropic;
pub mod catalogue;
pub mod gather;
pub mod http;
pub mod mask;
pub mod models;
pub mod openai;
pub mod retry;
pub mod rules;
pub mod scripted;
pub mod sse;

mod count;
mod delta;
mod provider;
mod request;
mod route;

pub use delta::{Delta, Stop};
pub use gather::{Gather, Reply};
pub use provider::{Deltas, Provider};
pub use request::{Caching, Request, Thinking, ToolChoice, ToolSpec};
pub use route::{Route, Routing, Work};
