//! What the work of the chat keeps between two pieces of it.

use super::colours::Colours;
use super::steer::Steering;
use crate::tui::driver::choose::InUse;

/// What the work of the chat keeps between two pieces of it.
#[derive(Debug, Default)]
pub struct ChatWork {
    pub(super) colours: Colours,
    pub(super) steering: Steering,
    /// Which model answers now.
    pub in_use: InUse,
}
