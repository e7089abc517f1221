//! What lies above the screen because the person called it: pickers, help, the wizard.

pub mod files;
mod frame;
pub mod help;
mod kind;
pub mod notices;
pub mod palette;
pub mod search;
mod stack;
pub mod themes;
mod view;
pub mod wizard;

pub use frame::{boxed, centred, wheel};
pub use kind::{Kind, Overlay};
pub use stack::{Effect, Hand, Msg, close, open, update};
pub use view::{keys, scope, view};
