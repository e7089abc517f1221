//! Plain data and pure rules: everything else in the house speaks in these types.

pub mod app_model;
pub mod plan;
