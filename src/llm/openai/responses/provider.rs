//! A service that speaks the Responses API.

use std::future::ready;

use futures_util::stream;

use super::body::body;
use super::protocol::Stream;
use crate::domain::fault::{Fault, FaultClass};
use crate::llm::http::{self, Http};
use crate::llm::openai::place::Place;
use crate::llm::{Deltas, Provider, Request};

/// What becomes of a model's thoughts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thoughts {
    /// It has none, and must not be asked for them.
    None,
    /// They are sent back to it, in the form that only the service can read.
    Kept,
}

/// A service that speaks the Responses API.
#[derive(Debug, Clone)]
pub struct Responses {
    http: Http,
    place: Place,
    thoughts: Thoughts,
}

impl Responses {
    /// The service at that place, for models that think or do not.
    pub fn new(http: Http, place: Place, thoughts: Thoughts) -> Self {
        Self {
            http,
            place,
            thoughts,
        }
    }
}

impl Provider for Responses {
    fn endpoint(&self) -> &str {
        self.place.endpoint().shown()
    }

    fn stream(&self, request: &Request) -> Deltas {
        let body = match body(request, self.thoughts) {
            Ok(body) => body,
            Err(error) => {
                let text = format!("the request cannot be written as JSON: {error}");
                let fault = Fault::new(FaultClass::InvalidRequest, text);
                return Box::pin(stream::once(ready(Err(fault))));
            }
        };
        let endpoint = self.place.endpoint();
        let path = self.place.path("responses");
        let events = http::events(&self.http, endpoint, &path, body);
        http::deltas(events, Stream::new(endpoint.clone()), endpoint.shown())
    }
}
