//! Anthropic's Messages API.

mod body;
mod conversation;
mod event;
mod provider;
mod reading;
mod thinking;

#[cfg(test)]
mod reading_tests;
#[cfg(test)]
mod writing_tests;

pub use provider::Anthropic;
pub use reading::Reading;
