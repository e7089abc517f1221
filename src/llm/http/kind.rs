//! Which kind of fault a service means: by its status, and by the words that it uses.

use crate::domain::fault::FaultClass;

/// What a service says about an error, in the words of any protocol; absent where it says nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Said<'a> {
    /// `error.type`.
    pub(super) kind: Option<&'a str>,
    /// `error.code`.
    pub(super) code: Option<&'a str>,
    /// Its words.
    pub(super) words: &'a str,
}

/// The kind of fault that an error inside a stream is: `kind` and `code` are the names that the
/// protocol gives it, `words` what it says to people.
pub fn class_of(kind: Option<&str>, code: Option<&str>, words: &str) -> FaultClass {
    let said = Said { kind, code, words };
    said.class().unwrap_or(FaultClass::ServerError)
}

/// The kind of fault that an answer with this status is.
pub(super) fn class(status: u16, said: &Said<'_>) -> FaultClass {
    let named = said.class();
    // Words decide only where one status means several things: who may not in means `auth`,
    // whatever else the answer says.
    match (status, named) {
        (401 | 403 | 407, Some(FaultClass::Quota)) | (402, _) => FaultClass::Quota,
        (401 | 403 | 407, _) => FaultClass::Auth,
        (429, Some(class @ (FaultClass::Quota | FaultClass::ContextLength))) => class,
        (429, _) => FaultClass::RateLimit,
        (404 | 405 | 410 | 300..=399, _) => FaultClass::NotFound,
        (413, Some(FaultClass::ContextLength)) => FaultClass::ContextLength,
        (413, _) => FaultClass::RequestTooLarge,
        (408, _) => FaultClass::Timeout,
        (503 | 529, _) => FaultClass::Overloaded,
        (500..=599, Some(class @ (FaultClass::Overloaded | FaultClass::ContextLength))) => class,
        (409 | 425 | 500..=599, _) => FaultClass::ServerError,
        (400..=499, Some(FaultClass::ServerError) | None) => FaultClass::InvalidRequest,
        (_, named) => named.unwrap_or(FaultClass::ServerError),
    }
}

impl Said<'_> {
    /// The kind of fault that it names; none when it names none that is known.
    pub(super) fn class(&self) -> Option<FaultClass> {
        let named = self
            .code
            .and_then(by_name)
            .or_else(|| self.kind.and_then(by_name));
        match named {
            None | Some(FaultClass::InvalidRequest | FaultClass::ServerError) => {
                by_words(self.words).or(named)
            }
            Some(FaultClass::RateLimit) => {
                let worded = by_words(self.words);
                worded.filter(|class| *class == FaultClass::Quota).or(named)
            }
            named => named,
        }
    }
}

/// By the name that a protocol has for it.
fn by_name(name: &str) -> Option<FaultClass> {
    Some(match name.to_ascii_lowercase().as_str() {
        "overloaded_error"
        | "overloaded"
        | "engine_overloaded"
        | "slow_down"
        | "service_unavailable"
        | "unavailable_error" => FaultClass::Overloaded,
        "rate_limit_error"
        | "rate_limit_exceeded"
        | "rate_limit"
        | "too_many_requests"
        | "requests"
        | "tokens" => FaultClass::RateLimit,
        "insufficient_quota"
        | "billing_error"
        | "billing_hard_limit_reached"
        | "billing_not_active"
        | "insufficient_credits" => FaultClass::Quota,
        "authentication_error"
        | "permission_error"
        | "invalid_api_key"
        | "unauthorized"
        | "forbidden" => FaultClass::Auth,
        "not_found_error" | "model_not_found" | "notfounderror" | "not_found" => {
            FaultClass::NotFound
        }
        "request_too_large" | "payload_too_large" => FaultClass::RequestTooLarge,
        "context_length_exceeded" | "exceed_context_size_error" | "string_above_max_length" => {
            FaultClass::ContextLength
        }
        "content_filter" | "content_policy_violation" => FaultClass::ContentFilter,
        "invalid_request_error" | "badrequesterror" | "invalid_prompt" => {
            FaultClass::InvalidRequest
        }
        "api_error"
        | "server_error"
        | "internal_server_error"
        | "internalservererror"
        | "internal_error" => FaultClass::ServerError,
        "timeout_error" | "timeout" => FaultClass::Timeout,
        _ => return None,
    })
}

/// By its words, where the name says no more than that the request was refused.
fn by_words(words: &str) -> Option<FaultClass> {
    const QUOTA: [&str; 6] = [
        "credit balance",
        "current quota",
        "insufficient credit",
        "insufficient balance",
        "api usage limits",
        "billing",
    ];
    const CONTEXT: [&str; 8] = [
        "prompt is too long",
        "context length",
        "context window",
        "context limit",
        "context size",
        "maximum input length",
        "input is too long",
        "input length",
    ];
    let words = words.to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| words.contains(phrase));
    if says(&QUOTA) {
        return Some(FaultClass::Quota);
    }
    if says(&CONTEXT) {
        return Some(FaultClass::ContextLength);
    }
    says(&["overloaded"]).then_some(FaultClass::Overloaded)
}
