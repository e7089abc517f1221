//! The whole screen: its state, what a message changes in it, and how it is drawn.

mod act;
mod continuations;
mod ctx;
mod effect;
mod footer;
mod header;
mod input;
mod model;
mod msg;
mod notice;
mod notices;
mod request;
mod update;
mod view;

pub use ctx::{Ctx, Look};
pub use effect::Effect;
pub use model::{Appearance, Attention, Facts, Focus, Hold, Model, Screen};
pub use msg::{Input, Msg};
pub use notice::{Level, Notice};
pub use notices::{Notices, Told};
pub use request::{Place, Request};
pub use update::update;
pub use view::{caret_style, view};

#[cfg(test)]
mod tests;
