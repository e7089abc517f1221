//! What is written to services, and what becomes of their answers and their habits.

use std::sync::Arc;

use serde_json::{Value, json};

use super::body::body;
use super::protocol::Stream;
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::message::{Block, Message, Role, ToolStatus, ToolUse};
use crate::domain::usage::Usage;
use crate::llm::catalogue::LimitKey;
use crate::llm::openai::play::{called, endpoint, play, unnamed};
use crate::llm::{Caching, Delta, Request, Stop, Thinking, ToolChoice, ToolSpec};

const DONE: &str = "[DONE]";

fn said(lines: &[&str]) -> (Vec<Delta>, Option<Fault>) {
    play(Stream::new(endpoint()), &unnamed(lines))
}

/// The deltas of a whole answer, without its begin.
fn whole(lines: &[&str]) -> Vec<Delta> {
    let (deltas, fault) = said(lines);
    assert_eq!(fault, None);
    assert!(matches!(deltas[0], Delta::Started { .. }), "{deltas:?}");
    deltas[1..].to_vec()
}

fn fault(lines: &[&str]) -> Fault {
    said(lines).1.unwrap()
}

fn text(words: &str) -> Delta {
    Delta::Text(words.to_owned())
}

#[test]
fn words_come_in_pieces_and_the_tokens_at_the_end() {
    let (deltas, fault) = said(&[
        r#"{"id":"c1","model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}"#,
        r#"{"id":"c1","model":"m-1","choices":[{"index":0,"delta":{"content":"Hel"}}]}"#,
        r#"{"id":"c1","model":"m-1","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":null}]}"#,
        r#"{"id":"c1","model":"m-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#,
        r#"{"id":"c1","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":4,"total_tokens":14,"prompt_tokens_details":{"cached_tokens":6},"completion_tokens_details":{"reasoning_tokens":1}}}"#,
        DONE,
    ]);
    assert_eq!(fault, None);
    let usage = Usage {
        input: 4,
        cache_read: 6,
        output: 4,
        reasoning: 1,
        ..Usage::default()
    };
    let started = Delta::Started {
        id: "c1".to_owned(),
        model: "m-1".to_owned(),
    };
    let expected = [
        started,
        text("Hel"),
        text("lo"),
        Delta::Usage(usage),
        Delta::Done(Stop::End),
    ];
    assert_eq!(deltas, expected);
}

#[test]
fn thoughts_come_under_either_name_and_once() {
    let deltas = whole(&[
        r#"{"choices":[{"delta":{"reasoning_content":"a","reasoning":"a","content":null}}]}"#,
        r#"{"choices":[{"delta":{"reasoning":"b"}}]}"#,
        r#"{"choices":[{"delta":{"content":"c"},"finish_reason":"stop"}]}"#,
        DONE,
    ]);
    let thought = |words: &str| Delta::Thinking(words.to_owned());
    let end = Delta::Done(Stop::End);
    assert_eq!(deltas, [thought("a"), thought("b"), text("c"), end]);
}

#[test]
fn parallel_calls_are_told_apart_by_their_place() {
    let deltas = whole(&[
        r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"read","arguments":""}}]}}]}"#,
        r#"{"choices":[{"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"list","arguments":"{\"x\""}}]}}]}"#,
        r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{}"}},{"index":1,"function":{"arguments":":1}"}}]}}]}"#,
        r#"{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}"#,
        DONE,
    ]);
    let input = |index, json: &str| Delta::ToolInput {
        index,
        json: json.to_owned(),
    };
    let mut expected = called(0, "a", "read", &[]);
    expected.extend(called(1, "b", "list", &["{\"x\""]));
    expected.extend([input(0, "{}"), input(1, ":1}"), Delta::Done(Stop::ToolUse)]);
    assert_eq!(deltas, expected);
}

#[test]
fn calls_that_share_a_place_are_told_apart_by_their_ids() {
    let deltas = whole(&[
        r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"read","arguments":"{}"}}]}}]}"#,
        r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"read","arguments":"{}"}}]},"finish_reason":"stop"}]}"#,
        DONE,
    ]);
    let mut expected = called(0, "a", "read", &["{}"]);
    expected.extend(called(1, "b", "read", &["{}"]));
    expected.push(Delta::Done(Stop::ToolUse));
    assert_eq!(deltas, expected);
}

#[test]
fn calls_without_place_and_id_are_given_some() {
    let deltas = whole(&[
        r#"{"id":"c 9","choices":[{"delta":{"tool_calls":[{"function":{"name":"read","arguments":{"p":1}}},{"function":{"name":"list","arguments":"{\"q\":"}}]}}]}"#,
        r#"{"choices":[{"delta":{"tool_calls":[{"function":{"arguments":"2}"}}]},"finish_reason":"tool_calls"}]}"#,
        DONE,
    ]);
    let mut expected = called(0, "call_c9_0", "read", &[r#"{"p":1}"#]);
    expected.extend(called(1, "call_c9_1", "list", &["{\"q\":", "2}"]));
    expected.push(Delta::Done(Stop::ToolUse));
    assert_eq!(deltas, expected);
}

#[test]
fn a_service_that_repeats_name_and_id_in_every_piece_makes_one_call() {
    let deltas = whole(&[
        r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"read","arguments":"{\"p\""}}]}}]}"#,
        r#"{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"read","arguments":":1}"}}]},"finish_reason":"tool_calls"}]}"#,
        DONE,
    ]);
    let mut expected = called(0, "a", "read", &["{\"p\"", ":1}"]);
    expected.push(Delta::Done(Stop::ToolUse));
    assert_eq!(deltas, expected);
}

#[test]
fn other_answers_than_the_first_and_empty_events_say_nothing() {
    let deltas = whole(&[
        r#"{"choices":null}"#,
        r#"{"choices":[{"index":1,"delta":{"content":"other"}},{"index":0,"delta":{"content":"one"}}]}"#,
        r#"{"choices":[{"index":0,"finish_reason":"length"}]}"#,
        DONE,
    ]);
    assert_eq!(deltas, [text("one"), Delta::Done(Stop::Limit)]);
}

#[test]
fn a_refusal_is_shown_and_is_no_answer() {
    let deltas = whole(&[
        r#"{"choices":[{"delta":{"refusal":"No."}}]}"#,
        r#"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#,
        DONE,
    ]);
    assert_eq!(deltas, [text("No."), Delta::Done(Stop::Filtered)]);
}

#[test]
fn the_end_without_a_reason_is_no_whole_answer() {
    let cut = fault(&[r#"{"choices":[{"delta":{"content":"a"}}]}"#, DONE]);
    assert_eq!(cut.class, FaultClass::StreamTruncated);
    let (deltas, none) = said(&[r#"{"choices":[{"delta":{},"finish_reason":"stop"}]}"#]);
    assert!(none.is_none() && !deltas.contains(&Delta::Done(Stop::End)));
}

#[test]
fn errors_in_the_stream_have_their_class_whatever_form_they_have() {
    for (line, class, said) in [
        (
            r#"{"error":{"message":"slow down","type":"rate_limit_error","code":null}}"#,
            FaultClass::RateLimit,
            "slow down",
        ),
        (
            r#"{"error":{"code":502,"message":"upstream is down"},"choices":[{"delta":{"content":""},"finish_reason":"error"}]}"#,
            FaultClass::ServerError,
            "upstream is down",
        ),
        (
            r#"{"error":"the context length is exceeded"}"#,
            FaultClass::ContextLength,
            "context",
        ),
        (
            r#"{"object":"error","message":"bad thing","type":"BadRequestError","code":400}"#,
            FaultClass::InvalidRequest,
            "bad thing",
        ),
        (
            r#"{"choices":[{"finish_reason":"error"}]}"#,
            FaultClass::ServerError,
            "broke off",
        ),
        (
            r#"{"choices":[{"finish_reason":"moon"}]}"#,
            FaultClass::MalformedEvent,
            "'moon'",
        ),
        (
            r#"{"choices":[{"delta":{"content":7}}]}"#,
            FaultClass::MalformedEvent,
            "cannot be read",
        ),
        (
            r#"{"choices":"#,
            FaultClass::MalformedEvent,
            "cannot be read",
        ),
    ] {
        let fault = fault(&[line, DONE]);
        assert_eq!(fault.class, class, "{line}");
        assert!(fault.message.contains(said), "{}", fault.message);
        assert!(
            fault.message.contains("http://127.0.0.1:9"),
            "{}",
            fault.message
        );
    }
}

#[test]
fn counts_of_tokens_are_read_in_all_their_forms() {
    let usage = |line: &str| {
        let line = format!(r#"{{"choices":[],"usage":{line}}}"#);
        match said(&[&line]).0.pop() {
            Some(Delta::Usage(usage)) => usage,
            other => panic!("{other:?}"),
        }
    };
    let deepseek =
        usage(r#"{"prompt_tokens":9,"prompt_cache_hit_tokens":4,"completion_tokens":1}"#);
    assert_eq!(
        (deepseek.input, deepseek.cache_read, deepseek.output),
        (5, 4, 1)
    );
    let apart = usage(
        r#"{"prompt_tokens":9,"completion_tokens":1,"total_tokens":17,"completion_tokens_details":{"reasoning_tokens":7}}"#,
    );
    assert_eq!((apart.output, apart.reasoning), (8, 7));
    let kept = usage(
        r#"{"prompt_tokens":9,"prompt_tokens_details":{"cached_tokens":null,"cache_write_tokens":2}}"#,
    );
    assert_eq!((kept.input, kept.cache_write), (7, 2));
    assert_eq!(usage("{}"), Usage::default());
}

fn request(messages: Vec<Message>) -> Request {
    Request {
        model: "m".to_owned(),
        system: Arc::from("be brief"),
        messages: messages.into_iter().map(Arc::new).collect(),
        tools: Arc::from([]),
        choice: ToolChoice::Auto,
        limit: 100,
        thinking: Thinking::Off,
        caching: Caching::Marked,
    }
}

fn written(request: &Request, key: LimitKey) -> Value {
    serde_json::from_slice(&body(request, key).unwrap()).unwrap()
}

#[test]
fn a_request_asks_for_a_stream_and_its_tokens() {
    let mut asked = request(vec![Message::user("hi")]);
    let plain = written(&asked, LimitKey::MaxTokens);
    assert_eq!(
        plain,
        json!({
            "model": "m",
            "messages": [{"role": "system", "content": "be brief"}, {"role": "user", "content": "hi"}],
            "stream": true,
            "stream_options": {"include_usage": true},
            "max_tokens": 100,
        })
    );
    asked.tools = Arc::from([ToolSpec {
        name: "read".to_owned(),
        description: "reads".to_owned(),
        schema: json!({"type": "object"}),
    }]);
    asked.choice = ToolChoice::Only("read".to_owned());
    asked.thinking = Thinking::Budget(8_000);
    let full = written(&asked, LimitKey::MaxCompletionTokens);
    assert_eq!(full["max_completion_tokens"], 100);
    assert_eq!(full["max_tokens"], Value::Null);
    assert_eq!(full["reasoning_effort"], "medium");
    let choice = json!({"type": "function", "function": {"name": "read"}});
    assert_eq!(full["tool_choice"], choice);
    assert_eq!(full["tools"][0]["function"]["parameters"]["type"], "object");
}

#[test]
fn a_conversation_with_tools_and_pictures_is_written_as_the_protocol_wants_it() {
    let call = Block::ToolUse(ToolUse {
        id: "a".to_owned(),
        name: "read".to_owned(),
        input: json!({"p": 1}),
    });
    let thought = Block::Thinking {
        text: "hm".to_owned(),
        seal: None,
    };
    let result = Block::ToolResult {
        id: "a".to_owned(),
        content: "text of it".to_owned(),
        status: ToolStatus::Done,
    };
    let picture = Block::Image {
        media_type: "image/png".to_owned(),
        data: "AAAA".to_owned(),
    };
    let words = Block::Text {
        text: "see".to_owned(),
    };
    let asked = request(vec![
        Message::user("hi"),
        Message {
            role: Role::Assistant,
            blocks: vec![thought, call],
        },
        Message {
            role: Role::User,
            blocks: vec![result, words, picture],
        },
    ]);
    let messages = written(&asked, LimitKey::MaxTokens)["messages"].take();
    let expected = json!([
        {"role": "system", "content": "be brief"},
        {"role": "user", "content": "hi"},
        {"role": "assistant", "content": null, "tool_calls": [
            {"id": "a", "type": "function", "function": {"name": "read", "arguments": "{\"p\":1}"}}
        ]},
        {"role": "tool", "tool_call_id": "a", "content": "text of it"},
        {"role": "user", "content": [
            {"type": "text", "text": "see"},
            {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}}
        ]},
    ]);
    assert_eq!(messages, expected);
}
