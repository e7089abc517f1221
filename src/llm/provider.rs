//! The one trait behind which every provider stands.

use std::pin::Pin;

use futures_util::Stream;

use super::delta::Delta;
use super::request::Request;
use crate::domain::fault::Fault;

/// The pieces of one reply. Nothing is sent before it is polled; dropping it ends the request.
pub type Deltas = Pin<Box<dyn Stream<Item = Result<Delta, Fault>> + Send>>;

/// Somebody who answers requests.
pub trait Provider: Send + Sync + std::fmt::Debug {
    /// Where it is, without a key: the address of the service, or the name of a file.
    fn endpoint(&self) -> &str;

    /// Makes one attempt at an answer; no retry, no cost, no memory of it.
    ///
    /// The stream ends after [`Delta::Done`] or after the first fault.
    fn stream(&self, request: &Request) -> Deltas;
}
