//! Answers that are no streams: what each means, and what its message shows and hides.

use std::time::Duration;

use vibecober::config::Secret;
use vibecober::domain::fault::FaultClass;
use vibecober::llm::Provider;
use vibecober::llm::anthropic::Anthropic;

use super::ask::{fault, http};
use super::server::Server;
use super::step::{Act, Step};

const KEY: &str = "top-secret-key-0123";

fn provider(server: &Server) -> Anthropic {
    Anthropic::new(http(), &server.base(), Some(&Secret::new(KEY.to_owned()))).unwrap()
}

/// The message of the fault that an answer becomes, without the address that it begins with.
async fn message(class: FaultClass, step: Step) -> String {
    let server = Server::play([step]);
    let provider = provider(&server);
    let fault = fault(&provider, class).await;
    server.finish();
    let rest = fault.message.strip_prefix(provider.endpoint());
    rest.unwrap().to_owned()
}

fn anthropic(kind: &str, words: &str) -> String {
    format!(r#"{{"type":"error","error":{{"type":"{kind}","message":"{words}"}}}}"#)
}

fn openai(code: &str, words: &str) -> String {
    format!(r#"{{"error":{{"message":"{words}","type":"t","param":null,"code":"{code}"}}}}"#)
}

#[tokio::test]
async fn every_refusal_has_its_class() {
    use FaultClass as Class;
    let cases = [
        (400, anthropic("invalid_request_error", "max_tokens: too big"), Class::InvalidRequest),
        (400, anthropic("invalid_request_error", "prompt is too long: 2 > 1"), Class::ContextLength),
        (400, anthropic("invalid_request_error", "Your credit balance is too low"), Class::Quota),
        (400, openai("context_length_exceeded", "too many"), Class::ContextLength),
        (400, r#"{"object":"error","message":"the maximum context length is 8","type":"BadRequestError","code":400}"#.to_owned(), Class::ContextLength),
        (401, anthropic("authentication_error", "invalid x-api-key"), Class::Auth),
        (402, openai("insufficient_credits", "pay"), Class::Quota),
        (403, anthropic("permission_error", "no"), Class::Auth),
        (404, anthropic("not_found_error", "model: x"), Class::NotFound),
        (404, r#"{"error":"model 'x' not found"}"#.to_owned(), Class::NotFound),
        (404, r#"{"status":404,"title":"Not Found","detail":"no function"}"#.to_owned(), Class::NotFound),
        (413, anthropic("request_too_large", "big"), Class::RequestTooLarge),
        (422, r#"{"detail":[{"loc":["body"],"msg":"field required"}]}"#.to_owned(), Class::InvalidRequest),
        (429, anthropic("rate_limit_error", "slow down"), Class::RateLimit),
        (429, openai("insufficient_quota", "You exceeded your current quota"), Class::Quota),
        (429, String::new(), Class::RateLimit),
        (500, anthropic("api_error", "oops"), Class::ServerError),
        (500, anthropic("overloaded_error", "Overloaded"), Class::Overloaded),
        (502, "bad gateway".to_owned(), Class::ServerError),
        (503, String::new(), Class::Overloaded),
        (529, anthropic("overloaded_error", "Overloaded"), Class::Overloaded),
        (200, openai("invalid_api_key", "no"), Class::Auth),
    ];
    for (status, body, class) in cases {
        let text = message(class, Step::status(status, &[], &body)).await;
        assert!(
            status == 200 || text.contains(&status.to_string()),
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_message_says_what_happened_and_what_to_do() {
    let step = Step::status(
        401,
        &[],
        &anthropic("authentication_error", "invalid x-api-key"),
    );
    let text = message(FaultClass::Auth, step).await;
    let expected = " answers 401: invalid x-api-key; check the key with 'vibecober auth list'";
    assert_eq!(text, expected);
}

#[tokio::test]
async fn a_key_is_never_shown_even_when_the_service_echoes_it() {
    let words = format!("wrong key {KEY} or sk-other0123456789, \\u001b[2J\\nsorry");
    let step = Step::status(401, &[], &anthropic("authentication_error", &words));
    let text = message(FaultClass::Auth, step).await;
    let shown = " answers 401: wrong key *** or sk-***, ⟨U+001B⟩[2J sorry;";
    assert!(text.starts_with(shown), "{text}");
    for body in [KEY.repeat(2_000), format!("<html><title>{KEY}</title>")] {
        let text = message(
            FaultClass::ServerError,
            Step::plain(500, "text/html", &[], &body),
        )
        .await;
        assert!(!text.contains("secret") && text.len() < 2_000, "{text}");
    }
}

#[tokio::test]
async fn a_page_or_plain_json_in_place_of_events_is_told_apart() {
    let page = "<!DOCTYPE html><html><head><title>Sign in\n to ACME</title></head></html>";
    let text = message(
        FaultClass::NotEventStream,
        Step::plain(200, "text/html; charset=utf-8", &[], page),
    )
    .await;
    let shown = "text/html instead of events: this is the page 'Sign in to ACME' of a proxy";
    assert!(text.contains(shown), "{text}");
    let step = Step::status(200, &[], r#"{"choices":[{"message":{"content":"hi"}}]}"#);
    let text = message(FaultClass::NotEventStream, step).await;
    assert!(
        text.contains("application/json instead of events"),
        "{text}"
    );
    let bare = Step::raw("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
    let text = message(FaultClass::NotEventStream, bare).await;
    assert!(text.contains("no content type"), "{text}");
}

#[tokio::test]
async fn a_redirect_is_not_followed_because_the_key_would_go_along() {
    let elsewhere = Server::play([]);
    let location = format!("location: {}/v1/messages?token=x", elsewhere.base());
    let step = Step::plain(307, "text/plain", &[&location], "");
    let text = message(FaultClass::NotFound, step).await;
    let shown = format!(
        "answers 307: it sends to {}/v1/messages; check the base",
        elsewhere.base()
    );
    assert!(text.contains(&shown), "{text}");
    elsewhere.finish();
}

#[tokio::test]
async fn an_error_without_end_is_read_to_a_bound_and_in_time() {
    let head = "HTTP/1.1 500 Oh\r\ncontent-type: text/plain\r\n\r\n";
    for act in [Act::Endless(vec![b'x'; 4_096]), Act::AwaitClose] {
        let server = Server::play([Step::raw(head).then("xx").act(act)]);
        let provider = Anthropic::new(super::ask::impatient(), &server.base(), None).unwrap();
        fault(&provider, FaultClass::ServerError).await;
        server.closed().await;
        server.finish();
    }
}

#[tokio::test]
async fn the_wish_to_wait_is_kept_with_every_refusal() {
    let date = [
        "date: Fri, 02 Jan 2026 03:04:05 GMT",
        "retry-after: Fri, 02 Jan 2026 03:06:05 GMT",
    ];
    let server = Server::play([Step::status(503, &date, "{}")]);
    let fault = fault(&provider(&server), FaultClass::Overloaded).await;
    assert_eq!(fault.retry_after, Some(Duration::from_mins(2)));
    server.finish();
}
