//! The provider: sends a request to the Messages API, and understands the answer.

use super::body;
use super::reading::Reading;
use crate::config::Secret;
use crate::domain::fault::Fault;
use crate::llm::http::{Endpoint, Http, deltas, events, unsent};
use crate::llm::{Deltas, Provider, Request};

/// The version of the protocol.
const VERSION: &str = "2023-06-01";

/// A service that speaks the Messages API.
#[derive(Debug, Clone)]
pub struct Anthropic {
    http: Http,
    endpoint: Endpoint,
    path: &'static str,
}

impl Anthropic {
    /// The service at `base`, for example `https://api.anthropic.com`; a version at its end is fine.
    ///
    /// # Errors
    /// When `base` is no address, or the key cannot be sent.
    pub fn new(http: Http, base: &str, key: Option<&Secret>) -> Result<Self, Fault> {
        let endpoint = Endpoint::new(base)?.with_header("anthropic-version", VERSION)?;
        let endpoint = match key {
            Some(key) => endpoint.with_key("x-api-key", "", key)?,
            None => endpoint,
        };
        let path = match endpoint.last_segment() {
            "v1" => "messages",
            _ => "v1/messages",
        };
        Ok(Self {
            http,
            endpoint,
            path,
        })
    }

    /// The same, whose messages show none of these secrets.
    #[must_use]
    pub fn guarding<'a>(self, secrets: impl IntoIterator<Item = &'a Secret>) -> Self {
        let endpoint = self.endpoint.guarding(secrets);
        Self { endpoint, ..self }
    }
}

impl Provider for Anthropic {
    fn endpoint(&self) -> &str {
        self.endpoint.shown()
    }

    fn stream(&self, request: &Request) -> Deltas {
        match body::write(request) {
            Ok(body) => {
                let events = events(&self.http, &self.endpoint, self.path, body);
                deltas(events, Reading::new(&self.endpoint), self.endpoint.shown())
            }
            Err(error) => unsent(&error),
        }
    }
}
