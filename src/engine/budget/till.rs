//! The till: makes room for calls, follows them, settles them.

use std::time::{Duration, Instant};

use super::error::HoldError;
use crate::domain::budget::{Caps, Exceeded};
use crate::domain::call::{Call, Count, Ending, Settlement};
use crate::domain::ids::{CallId, RunId};
use crate::domain::model_name::ModelName;
use crate::domain::money::Usd;
use crate::domain::owner::Owner;
use crate::domain::price::Price;
use crate::domain::terms::Terms;
use crate::domain::usage::Usage;
use crate::domain::warning::{Warning, warnings};
use crate::store::{NewCall, ReadTx, Settled, Store, StoreError, is_alive, this_process};

/// How often what was received of a call is kept.
const KEPT_EVERY: Duration = Duration::from_secs(1);

/// Pays for calls out of the budgets of a store; cheap to clone.
#[derive(Debug, Clone)]
pub struct Till {
    pub(super) store: Store,
    pub(super) owner: Owner,
}

/// A call that somebody wants to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// The run or session that it is made for.
    pub run: RunId,
    /// The task that the run works on, where its budget counts.
    pub task: Option<String>,
    /// Who makes it.
    pub agent: String,
    /// The model.
    pub model: ModelName,
    /// Where, without a key.
    pub endpoint: String,
    /// Why this model, in one line.
    pub why: String,
    /// What it costs, if that is known.
    pub price: Option<Price>,
    /// The most tokens that it reads ([`super::input`]).
    pub input: u64,
    /// The most tokens that it may write: the limit that the provider is told.
    pub output: u64,
    /// What may be spent.
    pub caps: Caps,
}

/// A call that is paid for. It is settled by [`Held::settle`], [`Held::cut`], or, when it is dropped
/// before, as cancelled, by what was received.
#[derive(Debug)]
#[must_use = "the call counts as cancelled when this is dropped"]
pub struct Held {
    store: Store,
    call: Call,
    terms: Terms,
    caps: Caps,
    counted: Usage,
    bytes: u64,
    kept_at: Instant,
}

/// What a settled call cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The call as it is in the store.
    pub call: Call,
    /// What there is to say about the budgets; each line once, over all processes.
    pub warnings: Vec<Warning>,
}

impl Till {
    /// Pays out of the budgets of that store.
    pub fn new(store: Store) -> Self {
        let owner = this_process();
        Self { store, owner }
    }

    /// Makes room for the most that a call can cost. Nothing is held when it is refused.
    ///
    /// Where calls of processes that are no more hold what is missing, they are settled first.
    ///
    /// # Errors
    /// Every case of [`HoldError`].
    pub fn hold(&self, asking: Asking) -> Result<Held, HoldError> {
        let Some(price) = asking.price else {
            return Err(HoldError::NoPrice(asking.model));
        };
        let caps = asking.caps;
        if price != Price::FREE && caps.day.is_none() && caps.run.is_none() {
            return Err(HoldError::NoCap);
        }
        let terms = Terms {
            price,
            input: asking.input,
            output: asking.output,
        };
        let new = NewCall {
            id: CallId::random(),
            run: asking.run,
            task: asking.task,
            agent: asking.agent,
            model: asking.model,
            endpoint: asking.endpoint,
            why: asking.why,
            terms,
            owner: self.owner,
        };
        let call = match self.reserve(new.clone(), caps)? {
            Err(refused) if refused.held > Usd::ZERO && self.settle_orphans()? > 0 => {
                self.reserve(new, caps)??
            }
            outcome => outcome?,
        };
        Ok(Held {
            store: self.store.clone(),
            call,
            terms,
            caps,
            counted: Usage::default(),
            bytes: 0,
            kept_at: Instant::now(),
        })
    }

    /// Settles the calls of processes that are no more; answers how many.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn settle_orphans(&self) -> Result<usize, StoreError> {
        if self.store.read(ReadTx::running_calls)?.is_empty() {
            return Ok(0);
        }
        let settled = self.store.write(|tx| tx.settle_orphans(is_alive))?;
        Ok(settled.len())
    }

    fn reserve(&self, new: NewCall, caps: Caps) -> Result<Result<Call, Exceeded>, StoreError> {
        self.store.write_soon(move |tx| tx.reserve_call(new, &caps))
    }
}

impl Held {
    /// The call, while it runs.
    pub fn call(&self) -> &Call {
        &self.call
    }

    /// Takes in what the provider counted so far.
    pub fn counted(&mut self, usage: Usage) {
        self.counted = usage;
    }

    /// Takes in that so many more bytes of the answer came; what came is kept once a second.
    ///
    /// # Errors
    /// When it is time to keep it and the store cannot be written.
    pub fn received(&mut self, bytes: usize) -> Result<(), StoreError> {
        self.bytes = self.bytes.saturating_add(bytes as u64);
        if self.kept_at.elapsed() < KEPT_EVERY {
            return Ok(());
        }
        self.keep()
    }

    /// Keeps what was received, for the case that this process dies.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn keep(&mut self) -> Result<(), StoreError> {
        self.kept_at = Instant::now();
        let (id, counted, bytes) = (self.call.id, self.counted, self.bytes);
        self.store
            .write_soon(move |tx| tx.checkpoint_call(id, counted, bytes))
    }

    /// Settles a call whose tokens the provider counted to the end.
    ///
    /// # Errors
    /// When the store cannot be written; the call is settled once the process ends then.
    pub fn settle(mut self, usage: Usage, ending: Ending) -> Result<Receipt, StoreError> {
        self.close(Settlement {
            usage,
            count: Count::Exact,
            ending,
        })
    }

    /// Settles a call that gave no whole reply, by what was received of it.
    ///
    /// # Errors
    /// As [`Held::settle`].
    pub fn cut(mut self, ending: Ending) -> Result<Receipt, StoreError> {
        let settlement = self.estimated(ending);
        self.close(settlement)
    }

    fn estimated(&self, ending: Ending) -> Settlement {
        Settlement {
            usage: self.terms.taken(ending, self.counted, self.bytes),
            count: Count::Estimated,
            ending,
        }
    }

    fn close(&mut self, settlement: Settlement) -> Result<Receipt, StoreError> {
        // Also when the store refuses: what is dropped does not try again.
        self.call.ending = settlement.ending;
        let id = self.call.id;
        let settled = self
            .store
            .write_soon(move |tx| tx.settle_call(id, settlement))?;
        Ok(match settled {
            Settled::Now(call, booked) => Receipt {
                call,
                warnings: warnings(&self.caps, &booked),
            },
            Settled::Before(call) => Receipt {
                call,
                warnings: Vec::new(),
            },
        })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if self.call.ending != Ending::Running {
            return;
        }
        let settlement = self.estimated(Ending::Cancelled);
        if let Err(error) = self.close(settlement) {
            tracing::warn!(%error, call = %self.call.id, "a cancelled call could not be settled");
        }
    }
}
