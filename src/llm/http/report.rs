//! What an endpoint says inside a stream, as faults that name it.

use super::endpoint::Endpoint;
use super::kind::class_of;
use super::refusal::hint;
use crate::domain::fault::{Fault, FaultClass};

impl Endpoint {
    /// The fault that the service reports inside a stream: `kind` and `code` are the names that its
    /// protocol gives it, `words` what it says to people.
    pub fn reported(&self, kind: Option<&str>, code: Option<&str>, words: &str) -> Fault {
        let class = class_of(kind, code, words);
        let named = code.or(kind).unwrap_or("an error");
        let words = if words.trim().is_empty() {
            named
        } else {
            words
        };
        let words = self.safe(words);
        let text = format!("{} reports: {words}{}", self.shown(), hint(class));
        Fault::new(class, text)
    }

    /// The fault of an event that cannot be understood.
    pub fn malformed(&self, why: &str) -> Fault {
        let why = self.safe(why);
        let class = FaultClass::MalformedEvent;
        let hint = hint(class);
        let text = format!("an event from {} cannot be read: {why}{hint}", self.shown());
        Fault::new(class, text)
    }
}
