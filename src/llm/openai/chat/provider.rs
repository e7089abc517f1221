//! A service that speaks Chat Completions.

use std::future::ready;

use futures_util::stream;

use super::body::body;
use super::protocol::Stream;
use crate::domain::fault::{Fault, FaultClass};
use crate::llm::catalogue::LimitKey;
use crate::llm::http::{self, Http};
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
        let body = match body(request, self.limit_key) {
            Ok(body) => body,
            Err(error) => {
                let text = format!("the request cannot be written as JSON: {error}");
                let fault = Fault::new(FaultClass::InvalidRequest, text);
                return Box::pin(stream::once(ready(Err(fault))));
            }
        };
        let endpoint = self.place.endpoint();
        let path = self.place.path("chat/completions");
        let events = http::events(&self.http, endpoint, &path, body);
        http::deltas(events, Stream::new(endpoint.clone()), endpoint.shown())
    }
}
