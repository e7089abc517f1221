//! The body of an answer that is no stream: read to a bound, and searched for what it says.

use bytes::BytesMut;
use reqwest::Response;
use serde_json::Value;
use tokio::time::{Instant, timeout_at};

use super::kind::Said;
use super::settings::Settings;

/// The most that is read of it.
const LONGEST: usize = 64 << 10;

/// What an answer says, found in its body.
#[derive(Debug, Default)]
pub(super) struct Answer {
    kind: Option<String>,
    code: Option<String>,
    words: String,
    /// True when it is a page for people.
    pub(super) is_page: bool,
    /// True when it says in a known form that something failed.
    pub(super) is_error: bool,
}

impl Answer {
    /// Reads the body of a response as far as it comes in time and fits.
    pub(super) async fn read(response: &mut Response, settings: &Settings) -> Self {
        let mut body = BytesMut::new();
        let until = Instant::now() + settings.idle_timeout.min(settings.connect_timeout);
        while body.len() < LONGEST {
            // What cannot be read is left out: the status says enough.
            let Ok(Ok(Some(chunk))) = timeout_at(until, response.chunk()).await else {
                break;
            };
            let free = LONGEST - body.len();
            body.extend_from_slice(&chunk[..chunk.len().min(free)]);
        }
        Self::parse(&body)
    }

    /// What a body says.
    pub(super) fn parse(body: &[u8]) -> Self {
        if let Ok(value) = serde_json::from_slice::<Value>(body) {
            return Self::of_json(&value);
        }
        let text = String::from_utf8_lossy(body);
        let begin: String = text.trim_start().chars().take(200).collect();
        let begin = begin.to_lowercase();
        let is_page = begin.starts_with("<!doctype") || begin.contains("<html");
        Self {
            words: if is_page {
                title(&text)
            } else {
                text.into_owned()
            },
            is_page,
            ..Self::default()
        }
    }

    /// What a JSON body says: `error` may be an object or a text; some services have neither, but
    /// `message` or `detail`; some put it all into a list.
    fn of_json(value: &Value) -> Self {
        let value = value.get(0).unwrap_or(value);
        let error = value.get("error").filter(|error| !error.is_null());
        let of = error.unwrap_or(value);
        let text = |name: &str| match of.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        };
        let nested = ["message", "detail", "title"]
            .iter()
            .find_map(|name| text(name));
        let listed = || of.get("detail").map(ToString::to_string);
        let words = of
            .as_str()
            .map(ToOwned::to_owned)
            .or(nested)
            .or_else(listed);
        Self {
            kind: text("type"),
            code: text("code").or_else(|| text("status")),
            is_error: error.is_some() || (words.is_some() && value.get("choices").is_none()),
            words: words.unwrap_or_default(),
            is_page: false,
        }
    }

    /// What it says, for the choice of a kind.
    pub(super) fn said(&self) -> Said<'_> {
        Said {
            kind: self.kind.as_deref(),
            code: self.code.as_deref(),
            words: &self.words,
        }
    }

    /// Its words, or the best name that it has for what happened.
    pub(super) fn words(&self) -> &str {
        match self.words.trim() {
            "" => self
                .code
                .as_deref()
                .or(self.kind.as_deref())
                .unwrap_or_default(),
            words => words,
        }
    }
}

/// The title of a page; empty when it has none.
fn title(page: &str) -> String {
    let inner = || {
        let begin = page.to_ascii_lowercase().find("<title")?;
        let (_, after) = page[begin..].split_once('>')?;
        after.split('<').next()
    };
    inner().unwrap_or_default().trim().to_owned()
}
