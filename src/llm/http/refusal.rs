//! An answer that is no stream of events, as a fault that says what to do.

use jiff::Timestamp;
use reqwest::Response;
use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, LOCATION};

use super::answer::Answer;
use super::endpoint::Endpoint;
use super::kind;
use super::safe::safe;
use super::settings::Settings;
use super::wait::retry_after;
use crate::domain::fault::{Fault, FaultClass};

/// True for an answer that is a stream of events, as it is.
pub(super) fn is_stream(response: &Response) -> bool {
    let media = media_type(response.headers());
    response.status().as_u16() == 200
        && media.eq_ignore_ascii_case("text/event-stream")
        && packing(response.headers()).is_none()
}

/// How an answer is packed, although nobody asked for that.
fn packing(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_ENCODING)?.as_bytes();
    let name = String::from_utf8_lossy(value).trim().to_owned();
    let is_plain = name.is_empty() || name.eq_ignore_ascii_case("identity");
    (!is_plain).then_some(name)
}

/// The fault that any other answer is.
pub(super) async fn refusal(
    mut response: Response,
    endpoint: &Endpoint,
    settings: &Settings,
) -> Fault {
    let status = response.status().as_u16();
    let packed = packing(response.headers());
    if let (true, Some(packed)) = (response.status().is_success(), packed.as_deref()) {
        return unreadable(packed, endpoint);
    }
    let answer = match packed {
        // Its status has to say it all.
        Some(_) => Answer::default(),
        None => Answer::read(&mut response, settings).await,
    };
    let headers = response.headers();
    if response.status().is_success() {
        return no_stream(headers, &answer, endpoint);
    }
    let class = kind::class(status, &answer.said());
    let mut words = safe(answer.words(), endpoint.secrets());
    if let Some(to) = headers
        .get(LOCATION)
        .filter(|_| (300..400).contains(&status))
    {
        let to = String::from_utf8_lossy(to.as_bytes());
        let to = to.split(['?', '#']).next().unwrap_or_default().to_owned();
        words = format!("it sends to {}", safe(&to, endpoint.secrets()));
    }
    let words = if words.is_empty() {
        String::new()
    } else {
        format!(": {words}")
    };
    let hint = advice(class, status, &answer);
    Fault {
        class,
        message: format!("{} answers {status}{words}{hint}", endpoint.shown()),
        retry_after: retry_after(headers, Timestamp::now()),
    }
}

/// The fault of an answer that cannot be read because it is packed.
fn unreadable(packed: &str, endpoint: &Endpoint) -> Fault {
    let packed = safe(packed, endpoint.secrets());
    let text = format!(
        "{} answers packed as '{packed}', although plain events were asked for: a proxy on the way does that; set the base URL to an address without it",
        endpoint.shown()
    );
    Fault::new(FaultClass::NotEventStream, text)
}

/// The fault of an answer that says that all is well, but brings no events.
fn no_stream(headers: &HeaderMap, answer: &Answer, endpoint: &Endpoint) -> Fault {
    let shown = endpoint.shown();
    let words = safe(answer.words(), endpoint.secrets());
    if answer.is_error && !answer.is_page {
        let said = answer.said();
        let class = said.class().unwrap_or(FaultClass::ServerError);
        return Fault {
            class,
            message: format!("{shown} answers with an error: {words}{}", hint(class)),
            retry_after: retry_after(headers, Timestamp::now()),
        };
    }
    let media = match media_type(headers) {
        "" => "no content type".to_owned(),
        media => safe(media, endpoint.secrets()),
    };
    let page = match (answer.is_page, words.is_empty()) {
        (false, _) => "the base URL may be that of another service".to_owned(),
        (true, true) => "this is the page of a proxy or a wrong base URL".to_owned(),
        (true, false) => format!("this is the page '{words}' of a proxy or a wrong base URL"),
    };
    let text = format!("{shown} answers with {media} instead of events: {page}");
    Fault::new(FaultClass::NotEventStream, text)
}

/// The media type of an answer, without its parameters.
fn media_type(headers: &HeaderMap) -> &str {
    let value = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    value
        .and_then(|value| value.split(';').next())
        .unwrap_or_default()
        .trim()
}

/// What to do about a status of HTTP, where its class says too little.
fn advice(class: FaultClass, status: u16, answer: &Answer) -> &'static str {
    let is_elsewhere = answer.is_page || (300..400).contains(&status);
    match (class, status) {
        (FaultClass::Auth, 407) => "; the proxy wants a name and a password",
        (FaultClass::NotFound, _) if is_elsewhere => "; check the base URL",
        (class, _) => hint(class),
    }
}

/// What to do about a fault.
pub(super) fn hint(class: FaultClass) -> &'static str {
    match class {
        FaultClass::Auth => "; check the key with 'vibecober auth list'",
        FaultClass::NotFound => "; check the model's name and the base URL",
        FaultClass::Quota => "; the account needs credit, or choose another model",
        FaultClass::ContextLength => "; the conversation is too long for this model",
        FaultClass::RequestTooLarge => "; send less at once",
        FaultClass::RateLimit | FaultClass::Overloaded | FaultClass::ServerError => {
            "; try again later, or choose another model"
        }
        FaultClass::MalformedEvent | FaultClass::InvalidUtf8 => {
            "; asking again would not help: check the base URL, or choose another model"
        }
        FaultClass::InvalidRequest
        | FaultClass::StreamTruncated
        | FaultClass::EmptyStream
        | FaultClass::NotEventStream
        | FaultClass::BadToolArgs
        | FaultClass::MaxTokens
        | FaultClass::ContentFilter
        | FaultClass::UnknownTool
        | FaultClass::Network
        | FaultClass::Timeout => "",
    }
}
