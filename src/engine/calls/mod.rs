//! The paid call: routed, held to the budgets, streamed, settled, and tried again where that helps.

mod ask;
mod attempt;
mod caller;
mod error;
mod stop;

pub use ask::{Answer, Ask};
pub use caller::{Caller, CallerSettings};
pub use error::CallError;
pub use stop::stopped;
