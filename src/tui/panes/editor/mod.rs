//! The editor with its tabs: what is open, what is in sight of it, and what keys do to it.
//!
//! * `state` holds the tabs, `sheet` one open text, `window` which part of it is in sight.
//! * `update` routes, `answers` takes in what the driver found; `acts` names what an action means
//!   here, `carry` does it, `motion` moves the caret, `bar` searches and replaces, `outside` meets
//!   the disk, `agents` goes through what agents changed, `mouse` answers the mouse.
//! * `colours` and `changes` keep what workers found out about lines while the text goes on.
//! * `geometry` divides the area; `view` and `paint` draw it; `welcome` is what is there without a file.

mod acts;
mod agents;
mod answers;
mod bar;
mod carry;
mod changes;
mod colours;
mod geometry;
mod motion;
mod mouse;
mod outside;
mod paint;
mod sheet;
mod state;
mod update;
mod view;
mod view_bar;
mod view_diff;
mod welcome;
mod window;
mod work;

pub use outside::{Disk, Loaded, Met, OnDisk, Stamp};
pub use paint::token_of;
pub use sheet::Sheet;
pub use state::{Body, Habits, State, Tab, TabId};
pub use update::{Msg, update};
pub use view::{caret, keys, view};
pub use work::{Answer, Coloured, Effect, Meeting, Step};

#[cfg(test)]
mod tests;
