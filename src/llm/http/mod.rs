//! The wire: one HTTP client for all providers, and what goes wrong on the way as typed faults.

mod answer;
mod attempt;
mod client;
mod endpoint;
mod events;
mod kind;
mod proxies;
mod refusal;
mod report;
mod safe;
mod settings;
mod tls;
mod unreached;
mod wait;

pub use attempt::{Protocol, deltas, unsent};
pub use client::Http;
pub use endpoint::Endpoint;
pub use events::{Events, events};
pub use kind::class_of;
pub use proxies::Proxies;
pub use settings::Settings;
