//! The work of the search: one search at a time, in threads of its own.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::Hands;
use crate::tui::overlay::Msg as OverlayMsg;
use crate::tui::overlay::search::{Effect, Found};
use crate::workspace::find::{Query, Search};

/// The search that goes on, if there is one.
#[derive(Debug, Clone, Default)]
pub struct SearchWork(Arc<Mutex<Current>>);

#[derive(Debug, Default)]
struct Current {
    /// The number of the search that is wanted; none when none is.
    wanted: Option<u64>,
    search: Option<Search>,
}

impl SearchWork {
    /// Performs one effect; results come back as messages.
    pub fn perform(&self, effect: Effect, hands: &Hands) {
        let mut current = self.current();
        // Dropped, the search before tells nothing more.
        current.search = None;
        match effect {
            Effect::Stop => current.wanted = None,
            Effect::Start { number, query } => {
                current.wanted = Some(number);
                let work = self.clone();
                // A long pattern takes its time to be understood.
                hands.work(move |hands| work.start(number, &query, hands));
            }
        }
    }

    fn start(&self, number: u64, query: &Query, hands: &Hands) -> Option<OverlayMsg> {
        let teller = hands.clone();
        let started = Search::start(&hands.workspace(), query, move |told| {
            let told = Ok(told);
            teller.tell(OverlayMsg::Search(Found { number, told }));
        });
        match started {
            Ok(search) => {
                let mut current = self.current();
                if current.wanted == Some(number) {
                    current.search = Some(search);
                }
                None
            }
            Err(error) => {
                let told = Err(error.to_string());
                Some(OverlayMsg::Search(Found { number, told }))
            }
        }
    }

    fn current(&self) -> MutexGuard<'_, Current> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
