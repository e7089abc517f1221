//! The store: one `SQLite` file that holds runs, events and all that belongs to them.

mod admin;
mod amount;
mod approvals;
mod archives;
mod breakers;
mod builds;
mod calls;
mod column;
mod connection;
mod continuations;
mod copies;
mod damage;
mod documents;
mod error;
mod events;
mod evidence;
mod feed;
mod handle;
mod location;
mod messages;
mod migrate;
mod outputs;
mod owner;
mod pace;
mod patience;
mod prefix;
mod readers;
mod runs;
mod schema;
mod settling;
mod spending;
mod tool_calls;
mod transaction;
mod watch;
mod writer;

#[cfg(test)]
mod tests;

pub use admin::{Status, migrate, rollback, status};
pub use approvals::Answer;
pub use archives::StagedArchive;
pub use breakers::Endpoint;
pub use calls::{CallFilter, NewCall};
pub use error::StoreError;
pub use feed::{FeedError, Subscription};
pub use handle::{Store, StoreOptions};
pub use messages::{MessageState, StoredMessage};
pub use migrate::Migrated;
pub use outputs::Output;
pub use owner::{is_alive, this_process};
pub use schema::Applied;
pub use settling::Settled;
pub use spending::{By, Share, Today};
pub use tool_calls::ToolStep;
pub use transaction::{ReadTx, WriteTx};
