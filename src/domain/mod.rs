//! Plain data and pure rules: everything else in the house speaks in these types.

pub mod app_model;
pub mod approval;
pub mod breaker;
pub mod budget;
pub mod build;
pub mod call;
pub mod choices;
pub mod day;
pub mod document;
pub mod event;
pub mod evidence;
pub mod fault;
pub mod ids;
pub mod live;
pub mod message;
pub mod model_name;
pub mod money;
pub mod owner;
pub mod plan;
pub mod price;
pub mod review;
pub mod run;
pub mod team_event;
pub mod terms;
pub mod usage;
pub mod warning;
