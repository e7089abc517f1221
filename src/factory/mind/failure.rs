//! Why a model did not hand in a document that counts.

use crate::domain::fault::{Fault, FaultClass};
use crate::store::StoreError;

/// Why a model did not hand in a document that counts; the caller may go on by rules where a person
/// allows it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MindError {
    /// The model, its service or the way to it failed.
    #[error("{0}")]
    Fault(Fault),
    /// A budget has no room for the call; it was not made.
    #[error("{0}")]
    Budget(String),
    /// No model can be asked: none is chosen, or nobody knows what it costs.
    #[error("{0}")]
    Unusable(String),
    /// It answered in words in place of the document; another attempt is given this reason.
    #[error("{0}")]
    NoDocument(String),
    /// The configuration leaves it to rules at this moment.
    #[error("{0}")]
    ByRules(String),
    /// All its answers were refused.
    #[error("no answer of the model could be used: {0}")]
    Refused(String),
    /// The run was ended.
    #[error("the run was ended")]
    Ended,
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl MindError {
    /// The class by which JSON tells it.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Fault(fault) => fault.class.name(),
            Self::Budget(_) => "budget",
            Self::Unusable(_) => "unusable",
            Self::ByRules(_) => "by_rules",
            Self::NoDocument(_) | Self::Refused(_) => "refused",
            Self::Ended => "ended",
            Self::Store(_) => "store",
        }
    }

    /// What a model answered wrongly in form, so that asking again with the reason may help.
    pub fn advice(&self) -> Option<String> {
        match self {
            Self::NoDocument(reason) => Some(reason.clone()),
            Self::Fault(fault) => match fault.class {
                FaultClass::BadToolArgs | FaultClass::UnknownTool | FaultClass::MaxTokens => {
                    Some(fault.to_string())
                }
                FaultClass::Overloaded
                | FaultClass::RateLimit
                | FaultClass::Quota
                | FaultClass::ServerError
                | FaultClass::Auth
                | FaultClass::InvalidRequest
                | FaultClass::ContextLength
                | FaultClass::RequestTooLarge
                | FaultClass::NotFound
                | FaultClass::StreamTruncated
                | FaultClass::EmptyStream
                | FaultClass::NotEventStream
                | FaultClass::MalformedEvent
                | FaultClass::InvalidUtf8
                | FaultClass::ContentFilter
                | FaultClass::Network
                | FaultClass::Timeout => None,
            },
            Self::Budget(_)
            | Self::Unusable(_)
            | Self::ByRules(_)
            | Self::Refused(_)
            | Self::Ended
            | Self::Store(_) => None,
        }
    }
}
