//! The file tree: lazy, virtual, live, with names typed where the files will be.
//!
//! * `rows` are the entries of open folders, flat; `shown` says which of them are seen.
//! * `state` is what the pane holds, `update` what a message and `act` what an action changes.
//! * `agents` are the files that agents changed; `effect` is what the driver does.
//! * `filter` is what is looked for in the whole workspace.
//! * `ask` is what is typed; `view` draws the pane, `row` one line of it, with its `icons`.

mod act;
mod agents;
mod ask;
mod effect;
mod filter;
mod icons;
mod row;
mod rows;
mod shown;
mod state;
mod update;
mod view;

pub use agents::Told;
pub use ask::Task;
pub use effect::Effect;
pub use filter::Found;
pub use icons::of_name;
pub use shown::find;
pub use state::State;
pub use update::{Msg, update};
pub use view::{caret, keys, view};

#[cfg(test)]
mod tests;
