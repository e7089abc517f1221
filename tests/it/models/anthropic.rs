//! The Messages API over the wire: what is sent, and what becomes of the answer.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use vibecober::config::Secret;
use vibecober::domain::fault::FaultClass;
use vibecober::domain::message::{Block, Message, Role, Seal, ToolStatus};
use vibecober::llm::anthropic::Anthropic;
use vibecober::llm::{Provider, Stop};

use super::ask::{anthropic_events, attempt, fault, http, request};
use super::server::Server;
use super::step::Step;

fn key() -> Secret {
    Secret::new("sk-ant-0123456789-abcd".to_owned())
}

fn provider(server: &Server) -> Anthropic {
    Anthropic::new(http(), &server.base(), Some(&key())).unwrap()
}

const USES_TOOLS: &str = r#"data: {"type":"message_start","message":{"id":"m","model":"x","usage":{"input_tokens":1}}}

data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"I must read"}}

data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqQB=="}}

data: {"type":"content_block_stop","index":0}

data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"NAME","input":{}}}

data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"path\":"}}

data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"INPUT"}}

data: {"type":"content_block_stop","index":1}

data: {"type":"message_delta","delta":{"stop_reason":"REASON"},"usage":{"output_tokens":30}}

data: {"type":"message_stop"}

"#;

#[tokio::test]
async fn an_answer_is_streamed_and_the_request_says_who_asks() {
    let server = Server::play([Step::events(&anthropic_events(&["Hel", "lo 🐢"]))]);
    let (_, reply) = attempt(&provider(&server), &request()).await;
    let reply = reply.unwrap();
    assert_eq!(
        (reply.message.text().as_str(), reply.stop),
        ("Hello 🐢", Stop::End)
    );
    assert_eq!((reply.usage.input, reply.usage.output), (9, 5));
    let sent = server.finish().remove(0);
    assert_eq!(sent.line, "POST /v1/messages HTTP/1.1");
    assert_eq!(sent.header("x-api-key"), key().reveal());
    assert_eq!(sent.header("anthropic-version"), "2023-06-01");
    assert_eq!(sent.header("content-type"), "application/json");
    assert_eq!(sent.header("accept"), "text/event-stream");
    let body = sent.json();
    assert_eq!(
        (&body["model"], &body["stream"]),
        (&json!("some-model"), &json!(true))
    );
}

#[tokio::test]
async fn a_base_may_name_the_version_and_a_path() {
    for (end, line) in [
        ("/v1", "POST /v1/messages HTTP/1.1"),
        ("/v1/", "POST /v1/messages HTTP/1.1"),
        ("/team/", "POST /team/v1/messages HTTP/1.1"),
        ("/v1?tenant=a", "POST /v1/messages?tenant=a HTTP/1.1"),
    ] {
        let server = Server::play([Step::events(&anthropic_events(&["ok"])).wants(line)]);
        let base = format!("{}{end}", server.base());
        let provider = Anthropic::new(http(), &base, None).unwrap();
        attempt(&provider, &request()).await.1.unwrap();
        assert_eq!(server.finish()[0].header("x-api-key"), "");
    }
}

#[tokio::test]
async fn a_tool_is_asked_for_and_its_answer_goes_back_with_the_thought() {
    let events = |name: &str, input: &str, reason: &str| {
        let filled = USES_TOOLS.replace("NAME", name).replace("INPUT", input);
        Step::events(&filled.replace("REASON", reason))
    };
    let whole = r#"\"a.rs\"}"#;
    let server = Server::play([
        events("read", whole, "tool_use"),
        Step::events(&anthropic_events(&["done"])),
        events("format_disk", whole, "tool_use"),
        events("read", r#"\"a.r"#, "tool_use"),
        events("read", whole, "max_tokens"),
        events("read", whole, "refusal"),
    ]);
    let provider = provider(&server);
    let mut request = request();
    let reply = attempt(&provider, &request).await.1.unwrap();
    let call = reply.calls().next().unwrap();
    assert_eq!(
        (&call.input, reply.stop),
        (&json!({"path": "a.rs"}), Stop::ToolUse)
    );
    let answer = Block::ToolResult {
        id: call.id.clone(),
        content: "fn main() {}".to_owned(),
        status: ToolStatus::Done,
    };
    request.messages.push(Arc::new(reply.message.clone()));
    request.messages.push(Arc::new(Message {
        role: Role::User,
        blocks: vec![answer],
    }));
    attempt(&provider, &request).await.1.unwrap();
    for class in [
        FaultClass::UnknownTool,
        FaultClass::BadToolArgs,
        FaultClass::MaxTokens,
        FaultClass::ContentFilter,
    ] {
        let (gather, reply) = attempt(&provider, &request).await;
        assert_eq!(reply.unwrap_err().class, class);
        let signature = "EqQB==".to_owned();
        let thought = Block::Thinking {
            text: "I must read".to_owned(),
            seal: Some(Seal::Signature { signature }),
        };
        assert_eq!(gather.partial().blocks, [thought]);
        assert_eq!(gather.usage().output, 30);
    }
    let sent = server.finish().remove(1).json();
    let thought = json!({"type": "thinking", "thinking": "I must read", "signature": "EqQB=="});
    assert_eq!(sent["messages"][1]["content"][0], thought);
    assert_eq!(
        sent["messages"][2]["content"][0]["tool_use_id"],
        json!("toolu_1")
    );
}

#[tokio::test]
async fn an_error_inside_a_stream_keeps_what_came_before_it() {
    let whole = anthropic_events(&["half ", "of it"]);
    let (begin, _) = whole.split_once("event: content_block_stop").unwrap();
    let error =
        r#"data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#;
    let server = Server::play([Step::events(&format!("{begin}event: error\n{error}\n\n"))]);
    let (gather, reply) = attempt(&provider(&server), &request()).await;
    assert_eq!(reply.unwrap_err().class, FaultClass::Overloaded);
    assert_eq!(gather.partial().text(), "half of it");
    server.finish();
}

#[tokio::test]
async fn the_wish_to_wait_is_read_and_the_next_try_works() {
    let error = r#"{"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}"#;
    let server = Server::play([
        Step::status(429, &["retry-after: 9", "retry-after-ms: 40"], error),
        Step::events(&anthropic_events(&["ok"])),
    ]);
    let provider = provider(&server);
    let fault = fault(&provider, FaultClass::RateLimit).await;
    assert_eq!(fault.retry_after, Some(Duration::from_millis(40)));
    assert_eq!(
        attempt(&provider, &request())
            .await
            .1
            .unwrap()
            .message
            .text(),
        "ok"
    );
    server.finish();
}

#[test]
fn what_cannot_be_reached_at_all_is_said_before_anything_is_sent() {
    for base in ["", "api.anthropic.com", "ftp://a", "https://", "/v1"] {
        let fault = Anthropic::new(http(), base, None).unwrap_err();
        assert_eq!(fault.class, FaultClass::InvalidRequest, "{base}");
    }
    let broken = Secret::new("sk-ant\n0123456789".to_owned());
    let fault = Anthropic::new(http(), "http://a", Some(&broken)).unwrap_err();
    assert_eq!(fault.class, FaultClass::Auth);
    assert!(!fault.message.contains("0123456789"), "{}", fault.message);
    let hidden = Anthropic::new(http(), "http://ada:pass@a/v1?key=k#f", None).unwrap();
    assert_eq!(hidden.endpoint(), "http://a/v1");
}
