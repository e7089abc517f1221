//! A turn of a model: begun, told once a frame, ended.

use super::perform::found;
use crate::domain::ids::RunId;
use crate::tui::driver::Hands;
use crate::tui::panes::chat::{Found, Telling};

/// Says something to the model.
pub(super) fn say(run: Option<RunId>, text: String, model: String, hands: &Hands) {
    let _ = (run, text, model);
    hands.work(|_| Some(found(Found::Turn(Telling::Refused(String::new())))));
}

/// Cuts the answer off.
pub(super) fn interrupt(run: RunId, hands: &Hands) {
    let _ = (run, hands);
}
