//! What the store keeps, tells and refuses.

mod admin;
mod approvals;
mod breakers;
mod builds;
mod calls;
mod documents;
mod evidence;
mod feed;
mod fixture;
mod handle;
mod messages;
mod outputs;
mod rules;
mod runs;
mod writer;
