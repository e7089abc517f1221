//! The store: one SQLite file that holds runs, events and all that belongs to them.

mod column;
mod connection;
mod copies;
mod damage;
mod error;
mod events;
mod feed;
#[cfg(test)]
mod fixture;
mod handle;
mod location;
mod migrate;
mod patience;
mod prefix;
mod readers;
mod runs;
mod schema;
mod transaction;
mod writer;

pub use error::StoreError;
pub use feed::{FeedError, Subscription};
pub use handle::{Store, StoreOptions};
pub use migrate::Migrated;
pub use schema::Applied;
pub use transaction::{ReadTx, WriteTx};
