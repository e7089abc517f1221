//! What lies above the screen because the person called it: pickers, help, what was spent, the wizard.

pub mod choose;
pub mod files;
mod frame;
pub mod help;
mod kind;
pub mod notices;
pub mod palette;
pub mod search;
mod stack;
pub mod themes;
pub mod usage;
mod view;
pub mod wizard;

pub use frame::{boxed, centred, wheel};
pub use kind::{Kind, Overlay};
pub use stack::{Effect, Hand, Msg, close, open, update};
pub use view::{keys, scope, view};
