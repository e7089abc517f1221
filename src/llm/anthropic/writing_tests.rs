//! What a request becomes in the Messages API.

use std::sync::Arc;

use serde_json::{Value, json};

use super::body::write;
use crate::domain::message::{Block, Message, Role, Seal, ToolStatus, ToolUse};
use crate::llm::{Caching, Request, Thinking, ToolChoice, ToolSpec};

fn request(messages: Vec<Message>) -> Request {
    Request {
        model: "claude-sonnet-4-20250514".to_owned(),
        system: Arc::from("be brief"),
        messages: messages.into_iter().map(Arc::new).collect(),
        tools: Arc::from([]),
        choice: ToolChoice::Auto,
        limit: 8_000,
        thinking: Thinking::Off,
        caching: Caching::Off,
    }
}

fn body(request: &Request) -> Value {
    serde_json::from_slice(&write(request).unwrap()).unwrap()
}

fn message(role: Role, blocks: Vec<Block>) -> Message {
    Message { role, blocks }
}

fn text(text: &str) -> Block {
    Block::Text {
        text: text.to_owned(),
    }
}

fn thought(seal: Option<Seal>) -> Block {
    let text = "hm".to_owned();
    Block::Thinking { text, seal }
}

fn call(id: &str) -> Block {
    Block::ToolUse(ToolUse {
        id: id.to_owned(),
        name: "read".to_owned(),
        input: json!({"path": "a"}),
    })
}

fn answer(id: &str, content: &str, status: ToolStatus) -> Block {
    Block::ToolResult {
        id: id.to_owned(),
        content: content.to_owned(),
        status,
    }
}

fn read() -> ToolSpec {
    ToolSpec {
        name: "read".to_owned(),
        description: "reads".to_owned(),
        schema: json!({"type": "object"}),
    }
}

#[test]
fn a_plain_request_holds_what_is_needed_and_no_more() {
    let expected = json!({
        "model": "claude-sonnet-4-20250514",
        "max_tokens": 8_000,
        "stream": true,
        "system": [{"type": "text", "text": "be brief"}],
        "messages": [{"role": "user", "content": [{"type": "text", "text": "hello"}]}],
    });
    assert_eq!(body(&request(vec![Message::user("hello")])), expected);
    let mut bare = request(vec![Message::user("hello")]);
    bare.system = Arc::from(" ");
    assert_eq!(body(&bare)["system"], Value::Null);
}

#[test]
fn thoughts_go_back_with_their_own_seal_and_those_of_others_stay_here() {
    let signature = "s".to_owned();
    let data = "d".to_owned();
    let reasoning = Seal::Reasoning {
        id: "r".to_owned(),
        encrypted: None,
    };
    let blocks = vec![
        thought(Some(Seal::Signature { signature })),
        thought(Some(Seal::Redacted { data })),
        thought(Some(reasoning)),
        thought(None),
        text("so"),
    ];
    let body = body(&request(vec![
        Message::user("q"),
        message(Role::Assistant, blocks),
    ]));
    let expected = json!([
        {"type": "thinking", "thinking": "hm", "signature": "s"},
        {"type": "redacted_thinking", "data": "d"},
        {"type": "text", "text": "so"},
    ]);
    assert_eq!(body["messages"][1]["content"], expected);
}

#[test]
fn answers_of_tools_come_first_in_one_turn() {
    let body = body(&request(vec![
        Message::user("q"),
        message(Role::Assistant, vec![text("  "), call("a:1"), call("b")]),
        message(Role::User, vec![answer("a:1", "", ToolStatus::Failed)]),
        message(
            Role::User,
            vec![text("and"), answer("b", "", ToolStatus::Done)],
        ),
    ]));
    let input = json!({"path": "a"});
    let expected = json!([
        {"role": "user", "content": [{"type": "text", "text": "q"}]},
        {"role": "assistant", "content": [
            {"type": "tool_use", "id": "a_1", "name": "read", "input": input},
            {"type": "tool_use", "id": "b", "name": "read", "input": input},
        ]},
        {"role": "user", "content": [
            {"type": "tool_result", "tool_use_id": "a_1", "content": "failed", "is_error": true},
            {"type": "tool_result", "tool_use_id": "b"},
            {"type": "text", "text": "and"},
        ]},
    ]);
    assert_eq!(body["messages"], expected);
}

#[test]
fn a_picture_is_sent_as_it_is() {
    let picture = Block::Image {
        media_type: "image/png".to_owned(),
        data: "AAAA".to_owned(),
    };
    let body = body(&request(vec![message(Role::User, vec![picture])]));
    let source = json!({"type": "base64", "media_type": "image/png", "data": "AAAA"});
    let expected = json!([{"type": "image", "source": source}]);
    assert_eq!(body["messages"][0]["content"], expected);
}

#[test]
fn a_tool_may_be_forced_and_then_the_model_does_not_think() {
    let mut request = request(vec![Message::user("q")]);
    request.tools = Arc::from([read()]);
    request.choice = ToolChoice::Only("read".to_owned());
    request.thinking = Thinking::Budget(2_000);
    let body = body(&request);
    let schema = json!({"type": "object"});
    let tool = json!({"name": "read", "description": "reads", "input_schema": schema});
    assert_eq!(body["tools"], json!([tool]));
    let choice = json!({"type": "tool", "name": "read", "disable_parallel_tool_use": true});
    assert_eq!(body["tool_choice"], choice);
    assert_eq!(body["thinking"], Value::Null);
}

#[test]
fn how_a_model_is_asked_to_think_depends_on_its_version() {
    let mut request = request(vec![Message::user("q")]);
    let mut thinking = |model: &str, budget, limit| {
        request.model = model.to_owned();
        request.thinking = Thinking::Budget(budget);
        request.limit = limit;
        let body = body(&request);
        (body["thinking"].clone(), body["output_config"].clone())
    };
    let enabled = |tokens| {
        (
            json!({"type": "enabled", "budget_tokens": tokens}),
            Value::Null,
        )
    };
    assert_eq!(
        thinking("claude-sonnet-4-20250514", 2_000, 8_000),
        enabled(2_000)
    );
    assert_eq!(
        thinking("claude-sonnet-4-20250514", 10, 8_000),
        enabled(1_024)
    );
    let none = (Value::Null, Value::Null);
    assert_eq!(thinking("claude-sonnet-4-20250514", 8_000, 8_000), none);
    let adaptive = json!({"type": "adaptive", "display": "summarized"});
    let medium = json!({"effort": "medium"});
    assert_eq!(
        thinking("claude-opus-4-7", 8_000, 8_000),
        (adaptive, medium)
    );
}

#[test]
fn four_ends_are_marked_for_the_cache_at_most() {
    let turn = |number: usize| {
        let role = if number.is_multiple_of(2) {
            Role::User
        } else {
            Role::Assistant
        };
        message(role, vec![text("a"), text("b")])
    };
    let mut request = request((0..7).map(turn).collect());
    request.tools = Arc::from([read(), read()]);
    request.caching = Caching::Marked;
    let body = body(&request);
    let mark = json!({"type": "ephemeral"});
    for place in [
        "/tools/1",
        "/system/0",
        "/messages/4/content/1",
        "/messages/6/content/1",
    ] {
        assert_eq!(
            body.pointer(place).unwrap()["cache_control"],
            mark,
            "{place}"
        );
    }
    assert_eq!(body.to_string().matches("cache_control").count(), 4);
}
