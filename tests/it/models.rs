//! Models over the real wire: the real client against a scripted local server.

mod anthropic;
pub mod ask;
mod chat;
mod independent;
mod refusals;
mod responses;
pub mod server;
pub mod step;
mod wire;
