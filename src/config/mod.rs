//! The configuration: layers from built-in defaults to flags, each value with its origin.

mod cache;
mod dotenv;
mod error;
mod gather;
mod key;
mod layers;
mod origin;
mod secret;
mod settings;
mod show;
mod sources;
pub mod theme;
mod value;
mod yaml;

#[cfg(test)]
mod tests;

pub use cache::environments;
pub use error::ConfigError;
pub use key::Key;
pub use origin::{Layer, Origin, Setting};
pub use secret::Secret;
pub use settings::{Config, DailyCaps, ModelSettings, VerifySettings};
pub use show::Shown;
pub use sources::{Flags, Places, SourceFile, Sources};
pub use value::{Color, LogLevel};
