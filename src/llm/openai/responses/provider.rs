//! A service that speaks the Responses API.

use super::body::body;
use super::protocol::Stream;
use crate::llm::http::Http;
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
        let body = body(request, self.thoughts);
        self.place
            .answer(&self.http, "responses", body, Stream::new)
    }
}
