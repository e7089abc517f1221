//! The classic team: seven agents that decide by rules.

mod auth;
mod code_reviewer;
mod coder;
mod db_schema;
mod deployer;
mod planner;
mod tables;
mod team;
mod tester;
mod writing;

pub use auth::Auth;
pub use code_reviewer::CodeReviewer;
pub use coder::Coder;
pub use db_schema::DbSchema;
pub use deployer::Deployer;
pub use planner::{Planner, Requirements};
pub use tables::Schema;
pub use team::member;
pub use tester::Tester;
