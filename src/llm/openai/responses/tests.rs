//! What is written to a service, and what becomes of its answers.

use std::sync::Arc;

use serde_json::{Value, json};

use super::Thoughts;
use super::body::body;
use super::protocol::Stream;
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::message::{Block, Message, Role, Seal, ToolStatus, ToolUse};
use crate::llm::openai::play::{called, endpoint, play, unnamed};
use crate::llm::{Caching, Delta, Request, Stop, Thinking, ToolChoice, ToolSpec};

const CREATED: &str =
    r#"{"type":"response.created","response":{"id":"r1","model":"m-1","output":[]}}"#;

fn said(lines: &[&str]) -> (Vec<Delta>, Option<Fault>) {
    play(Stream::new(endpoint()), &unnamed(lines))
}

/// The deltas of a whole answer, without its begin.
fn whole(lines: &[&str]) -> Vec<Delta> {
    let lines: Vec<&str> = [CREATED].iter().chain(lines).copied().collect();
    let (deltas, fault) = said(&lines);
    assert_eq!(fault, None);
    let begin = Delta::Started {
        id: "r1".to_owned(),
        model: "m-1".to_owned(),
    };
    assert_eq!(deltas[0], begin);
    deltas[1..].to_vec()
}

fn text(words: &str) -> Delta {
    Delta::Text(words.to_owned())
}

fn thought(words: &str) -> Delta {
    Delta::Thinking(words.to_owned())
}

fn sealed(id: &str, encrypted: Option<&str>) -> Delta {
    Delta::Sealed(Seal::Reasoning {
        id: id.to_owned(),
        encrypted: encrypted.map(str::to_owned),
    })
}

#[test]
fn thoughts_words_and_calls_come_in_pieces_and_are_told_once() {
    let deltas = whole(&[
        r#"{"type":"response.output_item.added","output_index":0,"item":{"type":"reasoning","id":"rs"}}"#,
        r#"{"type":"response.reasoning_summary_part.added","output_index":0,"summary_index":0}"#,
        r#"{"type":"response.reasoning_summary_text.delta","output_index":0,"delta":"hm"}"#,
        r#"{"type":"response.output_item.done","output_index":0,"item":{"type":"reasoning","id":"rs","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"x=="}}"#,
        r#"{"type":"response.output_item.added","output_index":1,"item":{"type":"message","id":"ms","content":[]}}"#,
        r#"{"type":"response.output_text.delta","output_index":1,"delta":"Hel"}"#,
        r#"{"type":"response.output_text.delta","output_index":1,"delta":"lo"}"#,
        r#"{"type":"response.output_text.done","output_index":1,"text":"Hello"}"#,
        r#"{"type":"response.output_item.done","output_index":1,"item":{"type":"message","content":[{"type":"output_text","text":"Hello"}]}}"#,
        r#"{"type":"response.output_item.added","output_index":2,"item":{"type":"function_call","id":"fc","call_id":"a","name":"read","arguments":""}}"#,
        r#"{"type":"response.function_call_arguments.delta","output_index":2,"delta":"{\"p\""}"#,
        r#"{"type":"response.function_call_arguments.delta","output_index":2,"delta":":1}"}"#,
        r#"{"type":"response.function_call_arguments.done","output_index":2,"arguments":"{\"p\":1}"}"#,
        r#"{"type":"response.output_item.done","output_index":2,"item":{"type":"function_call","call_id":"a","name":"read","arguments":"{\"p\":1}"}}"#,
        r#"{"type":"response.completed","response":{"id":"r1","output":[{"type":"reasoning"},{"type":"message"},{"type":"function_call"}],"usage":{"input_tokens":10,"input_tokens_details":{"cached_tokens":4},"output_tokens":8,"output_tokens_details":{"reasoning_tokens":3},"total_tokens":18}}}"#,
    ]);
    let mut expected = vec![
        thought("hm"),
        sealed("rs", Some("x==")),
        text("Hel"),
        text("lo"),
    ];
    expected.extend(called(0, "a", "read", &["{\"p\"", ":1}"]));
    let (usage, rest): (Vec<_>, Vec<_>) = deltas
        .into_iter()
        .partition(|delta| matches!(delta, Delta::Usage(_)));
    expected.push(Delta::Done(Stop::ToolUse));
    assert_eq!(rest, expected);
    let Delta::Usage(usage) = usage[0] else {
        panic!("no usage")
    };
    assert_eq!((usage.input, usage.cache_read), (6, 4));
    assert_eq!((usage.output, usage.reasoning), (8, 3));
}

#[test]
fn a_service_that_counts_items_otherwise_at_the_end_tells_none_twice() {
    let deltas = whole(&[
        r#"{"type":"response.output_item.added","output_index":1,"item":{"type":"function_call","call_id":"a","name":"read","arguments":""}}"#,
        r#"{"type":"response.function_call_arguments.delta","output_index":1,"delta":"{}"}"#,
        r#"{"type":"response.output_item.added","output_index":2,"item":{"type":"function_call","call_id":"b","name":"list","arguments":""}}"#,
        r#"{"type":"response.completed","response":{"output":[{"type":"function_call","call_id":"a","arguments":"{}"},{"type":"function_call","call_id":"b","arguments":"[]"},{"type":"message","content":[{"text":"x"}]}]}}"#,
    ]);
    let mut expected = called(0, "a", "read", &["{}"]);
    expected.extend(called(1, "b", "list", &["[]"]));
    expected.push(Delta::Done(Stop::ToolUse));
    assert_eq!(deltas, expected);
}

#[test]
fn what_comes_only_at_the_end_is_told_then() {
    let deltas = whole(&[r#"{"type":"response.completed","response":{"output":[
            {"type":"reasoning","id":"rs","summary":[{"text":"one"},{"text":"two"}]},
            {"type":"message","content":[{"type":"output_text","text":"Hello"}]},
            {"type":"function_call","call_id":"a","name":"read","arguments":"{}"},
            {"type":"function_call","call_id":"b","name":"list","arguments":"{}"}]}}"#
        .replace('\n', " ")
        .as_str()]);
    let mut expected = vec![thought("one\n\ntwo"), sealed("rs", None), text("Hello")];
    expected.extend(called(0, "a", "read", &["{}"]));
    expected.extend(called(1, "b", "list", &["{}"]));
    expected.push(Delta::Done(Stop::ToolUse));
    assert_eq!(deltas, expected);
}

#[test]
fn an_answer_that_was_cut_off_says_why() {
    let cut = |reason: &str| {
        let end = format!(
            r#"{{"type":"response.incomplete","response":{{"incomplete_details":{{"reason":"{reason}"}}}}}}"#
        );
        let piece = r#"{"type":"response.output_text.delta","output_index":0,"delta":"a"}"#;
        said(&[CREATED, piece, &end])
    };
    let limit = cut("max_output_tokens").0;
    assert_eq!(limit[1..], [text("a"), Delta::Done(Stop::Limit)]);
    assert_eq!(
        cut("content_filter").0.pop(),
        Some(Delta::Done(Stop::Filtered))
    );
    assert_eq!(cut("moon").1.unwrap().class, FaultClass::ServerError);
    let refused = whole(&[
        r#"{"type":"response.refusal.delta","output_index":0,"delta":"No."}"#,
        r#"{"type":"response.completed","response":{"output":[]}}"#,
    ]);
    assert_eq!(refused, [text("No."), Delta::Done(Stop::Filtered)]);
}

#[test]
fn failures_have_their_class_whatever_form_they_have() {
    for (line, class) in [
        (
            r#"{"type":"response.failed","response":{"error":{"code":"rate_limit_exceeded","message":"slow"}}}"#,
            FaultClass::RateLimit,
        ),
        (
            r#"{"type":"error","code":"server_error","message":"oh"}"#,
            FaultClass::ServerError,
        ),
        (
            r#"{"type":"error","error":{"type":"insufficient_quota","message":"pay"}}"#,
            FaultClass::Quota,
        ),
        (r#"{"error":{"message":"?"}}"#, FaultClass::ServerError),
        (
            r#"{"type":"response.output_text.delta","delta":7}"#,
            FaultClass::MalformedEvent,
        ),
        ("nonsense", FaultClass::MalformedEvent),
    ] {
        assert_eq!(said(&[CREATED, line]).1.unwrap().class, class, "{line}");
    }
}

#[test]
fn events_of_other_kinds_and_a_needless_end_mark_say_nothing() {
    let deltas = whole(&[
        r#"{"type":"response.web_search_call.searching","delta":{"any":"thing"}}"#,
        r#"{"type":"response.completed","response":{"output":null,"usage":null}}"#,
        "[DONE]",
    ]);
    assert_eq!(deltas, [Delta::Done(Stop::End)]);
}

fn picture() -> Block {
    Block::Image {
        media_type: "image/png".to_owned(),
        data: "AAAA".to_owned(),
    }
}

fn conversation() -> Request {
    let seal = Seal::Reasoning {
        id: "rs".to_owned(),
        encrypted: Some("x==".to_owned()),
    };
    let thought = |text: &str, seal| Block::Thinking {
        text: text.to_owned(),
        seal,
    };
    let foreign = Seal::Signature {
        signature: "s".to_owned(),
    };
    let words = |text: &str| Block::Text {
        text: text.to_owned(),
    };
    let call = Block::ToolUse(ToolUse {
        id: "a".to_owned(),
        name: "read".to_owned(),
        input: json!({"p": 1}),
    });
    let result = Block::ToolResult {
        id: "a".to_owned(),
        content: "text of it".to_owned(),
        status: ToolStatus::Done,
    };
    let blocks = vec![
        thought("hm", Some(seal)),
        thought("not mine", Some(foreign)),
        words("so"),
        call,
    ];
    let messages = [
        Message::user("hi"),
        Message {
            role: Role::Assistant,
            blocks,
        },
        Message {
            role: Role::User,
            blocks: vec![result, words("see"), picture()],
        },
    ];
    Request {
        model: "m".to_owned(),
        system: Arc::from("be brief"),
        messages: messages.into_iter().map(Arc::new).collect(),
        tools: Arc::from([ToolSpec {
            name: "read".to_owned(),
            description: "reads".to_owned(),
            schema: json!({"type": "object"}),
        }]),
        choice: ToolChoice::Only("read".to_owned()),
        limit: 100,
        thinking: Thinking::Budget(20_000),
        caching: Caching::Marked,
    }
}

#[test]
fn a_request_sends_the_whole_conversation_and_keeps_nothing_there() {
    let body = body(&conversation(), Thoughts::Kept).unwrap();
    let written: Value = serde_json::from_slice(&body).unwrap();
    let expected = json!({
        "model": "m",
        "instructions": "be brief",
        "input": [
            {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "hi"}]},
            {"type": "reasoning", "id": "rs", "summary": [{"type": "summary_text", "text": "hm"}], "encrypted_content": "x=="},
            {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": "so"}]},
            {"type": "function_call", "call_id": "a", "name": "read", "arguments": "{\"p\":1}"},
            {"type": "function_call_output", "call_id": "a", "output": "text of it"},
            {"type": "message", "role": "user", "content": [
                {"type": "input_text", "text": "see"},
                {"type": "input_image", "image_url": "data:image/png;base64,AAAA"}
            ]},
        ],
        "stream": true,
        "store": false,
        "max_output_tokens": 100,
        "include": ["reasoning.encrypted_content"],
        "reasoning": {"effort": "high", "summary": "auto"},
        "tools": [{"type": "function", "name": "read", "description": "reads", "parameters": {"type": "object"}, "strict": false}],
        "tool_choice": {"type": "function", "name": "read"},
    });
    assert_eq!(written, expected);
}

#[test]
fn a_model_that_does_not_think_is_not_asked_for_thoughts() {
    let body = body(&conversation(), Thoughts::None).unwrap();
    let written: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(written.get("include"), None);
    assert_eq!(written.get("reasoning"), None);
    let kinds = written["input"].as_array().unwrap().iter();
    assert!(kinds.clone().all(|item| item["type"] != "reasoning"));
}
