//! An error that a service tells in the middle of a stream.

use serde_json::Value;

use crate::domain::fault::{Fault, FaultClass};
use crate::llm::http::Endpoint;

/// The fault that an error object is: `{"message", "type", "code"}` in any shape that is met.
pub(super) fn failure(endpoint: &Endpoint, error: &Value) -> Fault {
    let text = |name: &str| match error.get(name) {
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let words = error
        .as_str()
        .map(str::to_owned)
        .or_else(|| text("message"))
        .unwrap_or_default();
    let (kind, code) = (text("type"), text("code"));
    let status = code.as_deref().and_then(|code| code.parse().ok());
    let mut fault = endpoint.reported(kind.as_deref(), code.as_deref(), &words);
    if let Some(class) = status.and_then(by_status) {
        fault.class = class;
    }
    fault
}

/// What a number in place of a code means: it is the status that an answer would have had.
fn by_status(status: u16) -> Option<FaultClass> {
    match status {
        400 | 422 => Some(FaultClass::InvalidRequest),
        401 | 403 => Some(FaultClass::Auth),
        402 => Some(FaultClass::Quota),
        404 => Some(FaultClass::NotFound),
        408 => Some(FaultClass::Timeout),
        413 => Some(FaultClass::RequestTooLarge),
        429 => Some(FaultClass::RateLimit),
        503 | 529 => Some(FaultClass::Overloaded),
        500..=599 => Some(FaultClass::ServerError),
        _ => None,
    }
}
