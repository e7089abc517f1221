//! Where a service is, and where its paths begin.

use crate::config::Secret;
use crate::domain::fault::Fault;
use crate::llm::Deltas;
use crate::llm::http::{Endpoint, Http, Protocol, deltas, events, unsent};

/// A service and the version of its paths.
#[derive(Debug, Clone)]
pub struct Place {
    endpoint: Endpoint,
    has_version: bool,
}

impl Place {
    /// The service at `base`, which may name the version of its paths (`/v1`) or leave it out.
    ///
    /// # Errors
    /// When `base` is no address, or the key none.
    pub fn new(base: &str, key: Option<&Secret>) -> Result<Self, Fault> {
        let endpoint = Endpoint::new(base)?;
        let endpoint = match key {
            Some(key) => endpoint.with_key("authorization", "Bearer ", key)?,
            None => endpoint,
        };
        let path = base.split(['?', '#']).next().unwrap_or_default();
        Ok(Self {
            endpoint,
            has_version: path.split('/').any(is_version),
        })
    }

    /// The same, whose messages show none of these secrets.
    #[must_use]
    pub fn guarding<'a>(self, secrets: impl IntoIterator<Item = &'a Secret>) -> Self {
        let endpoint = self.endpoint.guarding(secrets);
        Self { endpoint, ..self }
    }

    /// The deltas of an answer to `body`, sent to `path` there, as the protocol understands them.
    pub(super) fn answer<P: Protocol>(
        &self,
        http: &Http,
        path: &str,
        body: Result<Vec<u8>, serde_json::Error>,
        protocol: impl FnOnce(Endpoint) -> P,
    ) -> Deltas {
        let endpoint = self.endpoint.clone();
        let shown = self.endpoint.shown();
        match body {
            Ok(body) => {
                let events = events(http, &self.endpoint, &self.path(path), body);
                deltas(events, protocol(endpoint), shown)
            }
            Err(error) => unsent(&error),
        }
    }

    /// The service.
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// The path of `name` there.
    fn path(&self, name: &str) -> String {
        let version = if self.has_version { "" } else { "v1/" };
        format!("{version}{name}")
    }
}

/// True for `v1`, `v1beta` and the like.
fn is_version(segment: &str) -> bool {
    let digits = segment.strip_prefix('v');
    digits.is_some_and(|rest| rest.starts_with(|one: char| one.is_ascii_digit()) && rest.len() < 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_may_name_the_version_or_leave_it_out() {
        for (base, path) in [
            ("https://api.openai.com", "v1/responses"),
            ("https://api.openai.com/v1", "responses"),
            ("https://api.openai.com/v1/", "responses"),
            ("https://openrouter.ai/api", "v1/responses"),
            ("https://host/v1beta/openai", "responses"),
            ("https://vllm.local/", "v1/responses"),
        ] {
            let place = Place::new(base, None).unwrap();
            assert_eq!(place.path("responses"), path, "{base}");
        }
    }
}
