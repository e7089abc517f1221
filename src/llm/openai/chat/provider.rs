//! A service that speaks Chat Completions.

use super::body::body;
use super::protocol::Stream;
use crate::llm::catalogue::LimitKey;
use crate::llm::http::Http;
use crate::llm::openai::place::Place;
use crate::llm::{Deltas, Provider, Request};

/// A service that speaks Chat Completions.
#[derive(Debug, Clone)]
pub struct Chat {
    http: Http,
    place: Place,
    limit_key: LimitKey,
}

impl Chat {
    /// The service at that place, which calls the output limit so.
    pub fn new(http: Http, place: Place, limit_key: LimitKey) -> Self {
        Self {
            http,
            place,
            limit_key,
        }
    }
}

impl Provider for Chat {
    fn endpoint(&self) -> &str {
        self.place.endpoint().shown()
    }

    fn stream(&self, request: &Request) -> Deltas {
        let body = body(request, self.limit_key);
        self.place
            .answer(&self.http, "chat/completions", body, Stream::new)
    }
}
