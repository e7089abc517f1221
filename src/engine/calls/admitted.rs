//! Leave to call an endpoint, asked for once: whoever has it tries again by the rules of retries, while
//! the breaker that these tries have opened keeps everybody else away.

use jiff::Timestamp;

use crate::domain::breaker::{Admission, Outcome};
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::model_name::ProviderName;
use crate::store::{Store, StoreError, this_process};

/// Leave to call an endpoint.
#[derive(Debug)]
pub(super) struct Admitted {
    provider: ProviderName,
    endpoint: String,
    admission: Admission,
}

impl Admitted {
    /// Asks for it; the inner error says that the endpoint rests.
    pub(super) fn ask(
        store: &Store,
        provider: &ProviderName,
        endpoint: &str,
    ) -> Result<Result<Self, Fault>, StoreError> {
        let now = Timestamp::now();
        let admission = store.admit(provider, endpoint, now, this_process())?;
        if let Admission::Refused { until } = admission {
            let seconds = until.duration_since(now).as_secs().max(1);
            let text = format!(
                "{provider} at {endpoint} failed several times in a row and is left alone for {seconds} s more (see vibecober breakers)"
            );
            return Ok(Err(Fault::new(FaultClass::Overloaded, text)));
        }
        Ok(Ok(Self {
            provider: provider.clone(),
            endpoint: endpoint.to_owned(),
            admission,
        }))
    }

    /// True when it is leave to call that endpoint.
    pub(super) fn is_for(&self, provider: &ProviderName, endpoint: &str) -> bool {
        self.provider == *provider && self.endpoint == endpoint
    }

    /// True for the one try that finds out whether the endpoint is well again.
    pub(super) fn is_probe(&self) -> bool {
        matches!(self.admission, Admission::Probe(_))
    }

    /// Tells the breaker what a try told about the endpoint.
    pub(super) fn record(&self, store: &Store, outcome: Outcome) -> Result<(), StoreError> {
        let now = Timestamp::now();
        store.record(&self.provider, &self.endpoint, now, self.admission, outcome)
    }
}
