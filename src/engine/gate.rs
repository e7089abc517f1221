//! The gate before an endpoint: who may call it, and that every call that was let through says how
//! it went there.

use jiff::Timestamp;

use crate::domain::breaker::{Admission, Outcome};
use crate::domain::fault::FaultClass;
use crate::domain::model_name::ProviderName;
use crate::domain::owner::Owner;
use crate::store::{Store, StoreError, this_process};

/// Lets calls through to endpoints that are well; cheap to clone.
#[derive(Debug, Clone)]
pub struct Gate {
    store: Store,
    owner: Owner,
}

/// What the gate answers.
#[derive(Debug)]
pub enum Entry {
    /// The call may be made.
    Open(Pass),
    /// It may not.
    Shut {
        /// When to ask again.
        until: Timestamp,
        /// How the last call of the endpoint failed.
        last: Option<FaultClass>,
    },
}

/// The right to call an endpoint, and to try again by the rules of retries while the breaker that
/// these tries have opened keeps others away. Who drops it without a word has given the call up:
/// where it was to try an endpoint, another may try it at once.
#[derive(Debug)]
#[must_use = "the call counts as given up when this is dropped"]
pub struct Pass {
    store: Store,
    provider: ProviderName,
    endpoint: String,
    admission: Admission,
    has_told: bool,
}

impl Gate {
    /// The gate of that store's breakers.
    pub fn new(store: Store) -> Self {
        let owner = this_process();
        Self { store, owner }
    }

    /// Asks whether a call may be made now.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn enter(&self, provider: &ProviderName, endpoint: &str) -> Result<Entry, StoreError> {
        let now = Timestamp::now();
        let admission = self.store.admit(provider, endpoint, now, self.owner)?;
        if let Admission::Refused { until } = admission {
            let breaker = self.store.read(|tx| tx.breaker(provider, endpoint))?;
            let last = breaker.last;
            return Ok(Entry::Shut { until, last });
        }
        Ok(Entry::Open(Pass {
            store: self.store.clone(),
            provider: provider.clone(),
            endpoint: endpoint.to_owned(),
            admission,
            has_told: false,
        }))
    }
}

impl Pass {
    /// True when it is for that endpoint.
    pub fn is_for(&self, provider: &ProviderName, endpoint: &str) -> bool {
        self.provider == *provider && self.endpoint == endpoint
    }

    /// True for the one try that finds out whether the endpoint is well again.
    pub fn is_probe(&self) -> bool {
        matches!(self.admission, Admission::Probe(_))
    }

    /// Tells how a try went at the endpoint.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn tell(&mut self, outcome: Outcome) -> Result<(), StoreError> {
        self.record(outcome)
    }

    fn record(&mut self, outcome: Outcome) -> Result<(), StoreError> {
        self.has_told = true;
        let (provider, endpoint) = (&self.provider, &self.endpoint);
        self.store.record(
            provider,
            endpoint,
            Timestamp::now(),
            self.admission,
            outcome,
        )
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        if !self.has_told
            && let Err(error) = self.record(Outcome::Abandoned)
        {
            tracing::warn!(%error, endpoint = %self.endpoint, "a call that was given up could not be noted");
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn a_try_that_is_given_up_leaves_the_next_to_another() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("store.db")).unwrap();
        let nim = ProviderName::new("nim").unwrap();
        let long_ago = Timestamp::now() - SignedDuration::from_mins(5);
        for _ in 0..3 {
            let down = Outcome::Failure(FaultClass::Network);
            store
                .record(&nim, "here", long_ago, Admission::Allowed, down)
                .unwrap();
        }
        let gate = Gate::new(store);
        let enter = || gate.enter(&nim, "here").unwrap();
        let Entry::Open(probe) = enter() else {
            panic!("the pause is over");
        };
        let Entry::Shut { last, .. } = enter() else {
            panic!("somebody tries it");
        };
        assert_eq!(last, Some(FaultClass::Network));
        drop(probe);
        let Entry::Open(mut probe) = enter() else {
            panic!("nobody tries it");
        };
        probe.tell(Outcome::Success).unwrap();
        // Now it is well, for everybody.
        let (one, other) = (enter(), enter());
        assert!(matches!((&one, &other), (Entry::Open(_), Entry::Open(_))));
    }
}
