//! Faults: why a call of a model did not give a whole reply.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The kinds of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultClass {
    /// The service has too much to do.
    Overloaded,
    /// The caller asked too often.
    RateLimit,
    /// The account has no credit left.
    Quota,
    /// The service failed.
    ServerError,
    /// The key is missing, wrong, or may not do this.
    Auth,
    /// The service does not accept the request.
    InvalidRequest,
    /// The conversation is longer than the model can read.
    ContextLength,
    /// The request is larger than the service takes.
    RequestTooLarge,
    /// There is no such model or address.
    NotFound,
    /// The stream ended before the reply was whole.
    StreamTruncated,
    /// The stream ended without a reply.
    EmptyStream,
    /// The answer is no stream of events, for example a page of a proxy.
    NotEventStream,
    /// An event cannot be read.
    MalformedEvent,
    /// An event is not valid UTF-8.
    InvalidUtf8,
    /// The arguments for a tool are cut off or no JSON object.
    BadToolArgs,
    /// The model reached its output limit.
    MaxTokens,
    /// The provider held the answer back.
    ContentFilter,
    /// The model asked for a tool that it was not offered.
    UnknownTool,
    /// The service cannot be reached.
    Network,
    /// Nothing came for too long.
    Timeout,
}

/// Why a call did not give a whole reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{class}: {message}")]
pub struct Fault {
    /// The kind.
    pub class: FaultClass,
    /// What happened, where, and what to do, in one line without secrets.
    pub message: String,
    /// How long the service asks to wait before the next try.
    pub retry_after: Option<Duration>,
}

impl Fault {
    /// A fault without a wish of the service.
    pub fn new(class: FaultClass, message: impl Into<String>) -> Self {
        Self {
            class,
            message: message.into(),
            retry_after: None,
        }
    }
}

impl FaultClass {
    /// Every kind.
    pub const ALL: [Self; 20] = [
        Self::Overloaded,
        Self::RateLimit,
        Self::Quota,
        Self::ServerError,
        Self::Auth,
        Self::InvalidRequest,
        Self::ContextLength,
        Self::RequestTooLarge,
        Self::NotFound,
        Self::StreamTruncated,
        Self::EmptyStream,
        Self::NotEventStream,
        Self::MalformedEvent,
        Self::InvalidUtf8,
        Self::BadToolArgs,
        Self::MaxTokens,
        Self::ContentFilter,
        Self::UnknownTool,
        Self::Network,
        Self::Timeout,
    ];

    /// True when it can pass: the same call may work a moment later.
    ///
    /// What a service says against its protocol, a page in place of events, and an answer that came
    /// whole and cannot be used stay what they are: asking again would only be paid again.
    pub fn can_pass(self) -> bool {
        match self {
            Self::Overloaded
            | Self::RateLimit
            | Self::ServerError
            | Self::StreamTruncated
            | Self::EmptyStream
            | Self::Network
            | Self::Timeout => true,
            Self::Quota
            | Self::Auth
            | Self::InvalidRequest
            | Self::ContextLength
            | Self::RequestTooLarge
            | Self::NotFound
            | Self::NotEventStream
            | Self::MalformedEvent
            | Self::InvalidUtf8
            | Self::BadToolArgs
            | Self::MaxTokens
            | Self::ContentFilter
            | Self::UnknownTool => false,
        }
    }

    /// True when the model asked for a tool in a form that cannot be carried out: told so, it may do
    /// better.
    pub fn is_slip(self) -> bool {
        match self {
            Self::BadToolArgs | Self::UnknownTool => true,
            Self::Overloaded
            | Self::RateLimit
            | Self::Quota
            | Self::ServerError
            | Self::Auth
            | Self::InvalidRequest
            | Self::ContextLength
            | Self::RequestTooLarge
            | Self::NotFound
            | Self::StreamTruncated
            | Self::EmptyStream
            | Self::NotEventStream
            | Self::MalformedEvent
            | Self::InvalidUtf8
            | Self::MaxTokens
            | Self::ContentFilter
            | Self::Network
            | Self::Timeout => false,
        }
    }

    /// True when it says that the endpoint is not well, which counts for its circuit breaker.
    pub fn is_outage(self) -> bool {
        match self {
            Self::Overloaded
            | Self::ServerError
            | Self::StreamTruncated
            | Self::EmptyStream
            | Self::NotEventStream
            | Self::MalformedEvent
            | Self::InvalidUtf8
            | Self::Network
            | Self::Timeout => true,
            Self::RateLimit
            | Self::Quota
            | Self::Auth
            | Self::InvalidRequest
            | Self::ContextLength
            | Self::RequestTooLarge
            | Self::NotFound
            | Self::BadToolArgs
            | Self::MaxTokens
            | Self::ContentFilter
            | Self::UnknownTool => false,
        }
    }

    /// The name used in the store, in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Overloaded => "overloaded",
            Self::RateLimit => "rate_limit",
            Self::Quota => "quota",
            Self::ServerError => "server_error",
            Self::Auth => "auth",
            Self::InvalidRequest => "invalid_request",
            Self::ContextLength => "context_length",
            Self::RequestTooLarge => "request_too_large",
            Self::NotFound => "not_found",
            Self::StreamTruncated => "stream_truncated",
            Self::EmptyStream => "empty_stream",
            Self::NotEventStream => "not_event_stream",
            Self::MalformedEvent => "malformed_event",
            Self::InvalidUtf8 => "invalid_utf8",
            Self::BadToolArgs => "bad_tool_args",
            Self::MaxTokens => "max_tokens",
            Self::ContentFilter => "content_filter",
            Self::UnknownTool => "unknown_tool",
            Self::Network => "network",
            Self::Timeout => "timeout",
        }
    }
}

impl fmt::Display for FaultClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_a_protocol_or_came_whole_cannot_pass() {
        let lasting = [
            FaultClass::NotEventStream,
            FaultClass::MalformedEvent,
            FaultClass::InvalidUtf8,
            FaultClass::BadToolArgs,
            FaultClass::UnknownTool,
            FaultClass::MaxTokens,
        ];
        for class in lasting {
            assert!(!class.can_pass(), "{class}");
        }
        for class in [FaultClass::ServerError, FaultClass::StreamTruncated] {
            assert!(class.can_pass(), "{class}");
        }
    }
}
