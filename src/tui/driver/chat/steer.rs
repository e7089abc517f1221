//! Brings what a person says to the turn that goes on, in its order.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc;

use crate::domain::ids::RunId;
use crate::domain::message::Message;

/// The way to the turn that goes on.
#[derive(Debug, Clone, Default)]
pub(super) struct Steering(Arc<Mutex<Option<Way>>>);

/// A turn of a talk, and how what is said comes to it.
type Way = (RunId, mpsc::Sender<Message>);

impl Steering {
    /// A turn of that talk has begun.
    pub(super) fn begin(&self, run: RunId, way: mpsc::Sender<Message>) {
        self.set(Some((run, way)));
    }

    /// The turn has ended.
    pub(super) fn end(&self) {
        self.set(None);
    }

    /// Brings `text` to the turn of that talk. Where it has ended, or takes no more, nothing is lost:
    /// what did not join is said after it.
    pub(super) fn say(&self, run: RunId, text: String) {
        let mut way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = match way.as_ref() {
            Some((of, way)) if *of == run => way.try_send(Message::user(text)).is_ok(),
            Some(_) | None => false,
        };
        if !taken {
            // What comes later must not come before this.
            *way = None;
        }
    }

    fn set(&self, way: Option<Way>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = way;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_comes_in_its_order_and_nothing_after_what_was_not_taken() {
        let steering = Steering::default();
        let (run, other) = (RunId::random(), RunId::random());
        let (way, mut heard) = mpsc::channel(1);
        steering.begin(run, way);
        steering.say(run, "one".to_owned());
        steering.say(run, "two: there is no room".to_owned());
        assert_eq!(heard.try_recv().map(|one| one.text()), Ok("one".to_owned()));
        steering.say(run, "three".to_owned());
        assert!(heard.try_recv().is_err());
        let (way, mut heard) = mpsc::channel(1);
        steering.begin(run, way);
        steering.say(other, "not for this one".to_owned());
        assert!(heard.try_recv().is_err());
    }
}
