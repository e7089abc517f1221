//! What the tests of models share: a request, a whole attempt at its answer, a usual answer.

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use vibecober::domain::fault::{Fault, FaultClass};
use vibecober::domain::message::Message;
use vibecober::llm::http::{Http, Settings};
use vibecober::llm::{Caching, Gather, Provider, Reply, Request, Thinking, ToolChoice, ToolSpec};

/// A client without a proxy that waits as long as usual.
pub fn http() -> Http {
    Http::new(Settings::default())
}

/// A client that gives up soon.
pub fn impatient() -> Http {
    Http::new(Settings {
        connect_timeout: Duration::from_millis(500),
        idle_timeout: Duration::from_millis(500),
        ..Settings::default()
    })
}

/// A request of one message, with one tool, `read`.
pub fn request() -> Request {
    Request {
        model: "some-model".to_owned(),
        system: Arc::from("be brief"),
        messages: vec![Arc::new(Message::user("hello"))],
        tools: Arc::from([ToolSpec {
            name: "read".to_owned(),
            description: "Reads a file.".to_owned(),
            schema: serde_json::json!({"type": "object"}),
        }]),
        choice: ToolChoice::Auto,
        limit: 1_000,
        thinking: Thinking::Off,
        caching: Caching::Off,
    }
}

/// Makes one attempt, to the end of its stream: what came, and what it is worth.
pub async fn attempt(provider: &dyn Provider, request: &Request) -> (Gather, Result<Reply, Fault>) {
    let mut gather = Gather::new(request);
    let mut stream = provider.stream(request);
    while let Some(delta) = stream.next().await {
        let added = delta.and_then(|delta| gather.add(&delta));
        if let Err(fault) = added {
            assert!(
                stream.next().await.is_none(),
                "the stream went on after a fault"
            );
            return (gather, Err(fault));
        }
    }
    let reply = gather.finish();
    (gather, reply)
}

/// The fault that an attempt ends with; its message is one line that names the service.
pub async fn fault(provider: &dyn Provider, class: FaultClass) -> Fault {
    let (_, reply) = attempt(provider, &request()).await;
    let fault = reply.unwrap_err();
    assert_eq!(fault.class, class, "{}", fault.message);
    assert!(!fault.message.contains('\n'), "{}", fault.message);
    assert!(
        fault.message.contains(provider.endpoint()),
        "{}",
        fault.message
    );
    fault
}

/// The events of an answer of the Messages API that says these pieces.
pub fn anthropic_events(pieces: &[&str]) -> String {
    let mut body = String::new();
    let mut event = |data: serde_json::Value| {
        let name = data["type"].as_str().unwrap();
        write!(body, "event: {name}\ndata: {data}\n\n").unwrap();
    };
    let usage = serde_json::json!({"input_tokens": 9, "output_tokens": 1});
    let message = serde_json::json!({"id": "msg_1", "model": "some-model", "usage": usage});
    event(serde_json::json!({"type": "message_start", "message": message}));
    let block = serde_json::json!({"type": "text", "text": ""});
    event(serde_json::json!({"type": "content_block_start", "index": 0, "content_block": block}));
    for text in pieces {
        let delta = serde_json::json!({"type": "text_delta", "text": text});
        event(serde_json::json!({"type": "content_block_delta", "index": 0, "delta": delta}));
    }
    event(serde_json::json!({"type": "content_block_stop", "index": 0}));
    let delta = serde_json::json!({"stop_reason": "end_turn"});
    let usage = serde_json::json!({"output_tokens": 5});
    event(serde_json::json!({"type": "message_delta", "delta": delta, "usage": usage}));
    event(serde_json::json!({"type": "message_stop"}));
    body
}
