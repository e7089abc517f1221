//! Waits for what a person says, whichever process they say it in.

use crate::domain::approval::{Approval, ApprovalState};
use crate::domain::event::EventKind;
use crate::domain::ids::ApprovalId;
use crate::domain::wish::Amendment;
use crate::store::{FeedError, Store, StoreError, Subscription};

/// What a person said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Yes, perhaps to something else than was asked.
    Yes(Option<Amendment>),
    /// No, for this reason; may be empty.
    No(String),
}

/// What an approval says by now; none while it waits.
pub(super) fn said(approval: &Approval) -> Option<Said> {
    let decision = approval.decision.as_ref();
    let reason = || decision.map(|one| one.reason.clone()).unwrap_or_default();
    match approval.state {
        ApprovalState::Pending => None,
        ApprovalState::Approved => Some(Said::Yes(decision.and_then(|one| one.amendment.clone()))),
        ApprovalState::Denied => Some(Said::No(reason())),
        ApprovalState::Expired => Some(Said::No("nobody answered in time".to_owned())),
        ApprovalState::Superseded => Some(Said::No("it was asked anew".to_owned())),
    }
}

/// Waits until `id` is answered. `events` must have been subscribed to before it was raised.
///
/// # Errors
/// When the store cannot be read any more.
pub async fn wait_for(
    store: &Store,
    mut events: Subscription,
    id: ApprovalId,
) -> Result<Said, StoreError> {
    loop {
        if let Some(said) = said(&store.read(|tx| tx.approval(id))?) {
            return Ok(said);
        }
        loop {
            match events.recv().await {
                Ok(event) => {
                    let decides = matches!(
                        event.kind,
                        EventKind::ApprovalDecided { approval, .. } if approval == id
                    );
                    if decides {
                        break;
                    }
                }
                Err(FeedError::Lagged(_)) => break,
                Err(FeedError::Closed) => return Err(StoreError::Closed),
            }
        }
    }
}
