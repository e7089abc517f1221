//! Plain data and pure rules: everything else in the house speaks in these types.

pub mod app_model;
pub mod approval;
pub mod build;
pub mod choices;
pub mod document;
pub mod event;
pub mod evidence;
pub mod ids;
pub mod money;
pub mod plan;
pub mod review;
pub mod run;
