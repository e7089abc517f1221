//! The real binary, as a person and as a script use it.

mod approvals;
mod bad_input;
pub mod home;
mod interrupted;
mod journey;
mod keys;
mod machine;
mod policy;
mod spending;
mod themes;
