//! Why a call is not paid for, and so not made.

use crate::domain::budget::Exceeded;
use crate::domain::model_name::ModelName;
use crate::store::StoreError;

/// Why no room was made for a call.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HoldError {
    /// It does not fit into a budget.
    #[error(transparent)]
    Exceeded(#[from] Exceeded),
    /// Nobody knows what the model costs.
    #[error(
        "the price of {0} is not known, so it is not called: set its `price` (input and output, US dollars for a million tokens) in models.yaml, 0 if it is free"
    )]
    NoPrice(ModelName),
    /// Nothing limits what may be spent.
    #[error(
        "nothing limits what may be spent: set daily_caps.enterprise or budgets.run, or give --budget"
    )]
    NoCap,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}
