//! The configuration: layers from built-in defaults to flags, each value with its origin.

mod agent;
mod cache;
mod credentials;
pub mod document;
mod dotenv;
mod edit;
mod error;
mod gather;
mod key;
mod keymap;
mod layers;
mod model;
mod origin;
mod routes;
mod screen;
mod secret;
mod settings;
mod show;
mod sources;
pub mod theme;
mod value;
mod yaml;

#[cfg(test)]
mod tests;

pub use agent::{AgentSettings, ApproveMode, NetworkMode, SandboxMode};
pub use cache::{environments, policy_file};
pub use credentials::Credentials;
pub use edit::{keep, keep_in, replace_file};
pub use error::ConfigError;
pub use gather::read_file;
pub use key::Key;
pub use keymap::{Binding, KeymapTable};
pub use origin::{Layer, Origin, Setting};
pub use routes::{ROLES, RouteKey, Routes};
pub use screen::{Background, Bell, EditorSettings, Icons, Mouse, ScreenSettings, Wrap};
pub use secret::Secret;
pub use settings::{Budgets, Config, DailyCaps, ModelSettings, ScriptSettings, VerifySettings};
pub use show::Shown;
pub use sources::{Flags, Places, SourceFile, Sources};
pub use value::{Color, LogLevel};
