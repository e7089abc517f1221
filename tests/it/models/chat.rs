//! Chat Completions over the wire: what is sent, and what becomes of the answer.

use serde_json::json;
use std::fmt::Write as _;
use vibecober::config::Secret;
use vibecober::domain::fault::FaultClass;
use vibecober::llm::catalogue::LimitKey;
use vibecober::llm::openai::Place;
use vibecober::llm::openai::chat::Chat;
use vibecober::llm::{Provider, Stop};

use super::ask::{attempt, fault, http, impatient, request};
use super::server::Server;
use super::step::Step;

fn at(base: &str) -> Chat {
    let key = Secret::new("sk-0123456789-abcd".to_owned());
    let place = Place::new(base, Some(&key)).unwrap();
    Chat::new(http(), place, LimitKey::MaxTokens)
}

/// An answer that says these pieces, and then `end`.
fn events(pieces: &[&str], end: &str) -> String {
    let chunk = |choice| json!({"id": "c1", "model": "some-model", "choices": [choice]});
    let mut body = ": keep-alive\n\n".to_owned();
    for text in pieces {
        let chunk = chunk(json!({"index": 0, "delta": {"content": text}}));
        write!(body, "data: {chunk}\n\n").unwrap();
    }
    let stop = chunk(json!({"index": 0, "delta": {}, "finish_reason": "stop"}));
    let usage = json!({"prompt_tokens": 9, "completion_tokens": 5, "total_tokens": 14});
    let usage = json!({"id": "c1", "choices": [], "usage": usage});
    write!(body, "data: {stop}\n\ndata: {usage}\n\n{end}").unwrap();
    body
}

const DONE: &str = "data: [DONE]\n\n";

#[tokio::test]
async fn an_answer_is_streamed_and_the_request_carries_the_key() {
    let server = Server::play([Step::events(&events(&["Hel", "lo 🐢"], DONE))]);
    let (_, reply) = attempt(&at(&server.base()), &request()).await;
    let reply = reply.unwrap();
    assert_eq!(
        (reply.message.text().as_str(), reply.stop),
        ("Hello 🐢", Stop::End)
    );
    assert_eq!((reply.usage.input, reply.usage.output), (9, 5));
    let sent = server.finish().remove(0);
    assert_eq!(sent.line, "POST /v1/chat/completions HTTP/1.1");
    assert_eq!(sent.header("authorization"), "Bearer sk-0123456789-abcd");
    assert_eq!(sent.json()["stream_options"]["include_usage"], true);
}

#[tokio::test]
async fn any_size_of_piece_gives_the_same_answer() {
    let body = events(&["żółć ", "🐢"], DONE);
    let sizes = [1, 2, 3, 7, 64, 4_096];
    let server = Server::play(sizes.map(|size| Step::in_pieces(&body, size)));
    let provider = at(&server.base());
    for size in sizes {
        let (_, reply) = attempt(&provider, &request()).await;
        assert_eq!(reply.unwrap().message.text(), "żółć 🐢", "{size}");
    }
    let requests = server.finish();
    let reused = requests.iter().all(|request| request.connection == 0);
    assert!(reused, "the connection was not kept");
}

#[tokio::test]
async fn a_version_in_the_base_is_not_doubled() {
    let server = Server::play([Step::events(&events(&["a"], DONE))]);
    attempt(&at(&format!("{}/v1/", server.base())), &request())
        .await
        .1
        .unwrap();
    assert_eq!(
        server.finish()[0].line,
        "POST /v1/chat/completions HTTP/1.1"
    );
}

#[tokio::test]
async fn an_answer_without_its_last_mark_is_cut_off_and_its_words_stay() {
    let server = Server::play([Step::events(&events(&["Hel", "lo"], ""))]);
    let (gather, reply) = attempt(&at(&server.base()), &request()).await;
    assert_eq!(reply.unwrap_err().class, FaultClass::StreamTruncated);
    assert_eq!(gather.partial().text(), "Hello");
    assert_eq!(gather.usage().output, 5);
    server.finish();
}

#[tokio::test]
async fn refusals_have_their_class() {
    let server = Server::play([
        Step::status(
            401,
            &[],
            r#"{"error":{"message":"Incorrect API key: sk-0123456789-abcd"}}"#,
        ),
        Step::status(
            429,
            &[],
            r#"{"error":{"code":"insufficient_quota","message":"pay"}}"#,
        ),
        Step::status(
            400,
            &[],
            r#"{"error":{"code":"context_length_exceeded","message":"too long"}}"#,
        ),
        Step::status(
            404,
            &[],
            r#"{"error":{"code":"model_not_found","message":"no such model"}}"#,
        ),
        Step::plain(200, "text/html", &[], "<html><title>Sign in</title></html>"),
    ]);
    let provider = at(&server.base());
    for class in [
        FaultClass::Auth,
        FaultClass::Quota,
        FaultClass::ContextLength,
        FaultClass::NotFound,
        FaultClass::NotEventStream,
    ] {
        let fault = fault(&provider, class).await;
        assert!(!fault.message.contains("0123456789"), "{}", fault.message);
    }
    server.finish();
}

#[tokio::test]
async fn nobody_there_is_a_fault_of_the_network() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let place = Place::new(&base, None).unwrap();
    let provider = Chat::new(impatient(), place, LimitKey::MaxTokens);
    let fault = fault(&provider, FaultClass::Network).await;
    assert!(fault.message.contains(provider.endpoint()));
}
