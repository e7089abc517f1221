//! What the events of the Messages API become.

use std::collections::VecDeque;

use bytes::Bytes;

use super::reading::Reading;
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::message::Seal;
use crate::domain::usage::Usage;
use crate::llm::http::{Endpoint, Protocol};
use crate::llm::sse::Reader;
use crate::llm::{Delta, Stop};

/// The deltas of a body in which every line is the data of one event, and the fault that ends it.
fn read(lines: &[&str]) -> (Vec<Delta>, Option<Fault>) {
    let mut reading = Reading::new(&Endpoint::new("http://local").unwrap());
    let mut reader = Reader::default();
    let body = lines.join("\n\ndata: ");
    reader.push(Bytes::from(format!("data: {body}\n\n")));
    let mut deltas = VecDeque::new();
    for event in reader {
        if let Err(fault) = reading.read(&event.unwrap(), &mut deltas) {
            return (deltas.into(), Some(fault));
        }
    }
    (deltas.into(), None)
}

fn text(text: &str) -> Delta {
    Delta::Text(text.to_owned())
}

const THOUGHT: [&str; 5] = [
    r#"{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}"#,
    r#"{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}"#,
    r#"{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"sig=="}}"#,
    r#"{"type":"content_block_stop","index":0}"#,
    r#"{"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"xyz"}}"#,
];

#[test]
fn a_reply_with_words_is_read_with_its_usage() {
    let (deltas, fault) = read(&[
        r#"{"type":"message_start","message":{"id":"msg_1","model":"m","usage":{"input_tokens":10,"cache_creation_input_tokens":3,"cache_read_input_tokens":20,"output_tokens":1}}}"#,
        r#"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"#,
        r#"{"type": "ping"}"#,
        r#"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a\nb"}}"#,
        r#"{"type":"content_block_delta","index":0,"delta":{"type":"citations_delta","citation":{}}}"#,
        r#"{"type":"content_block_stop","index":0}"#,
        r#"{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":7}}"#,
        r#"{"type":"message_stop"}"#,
    ]);
    let usage = |output| {
        Delta::Usage(Usage {
            input: 10,
            cache_read: 20,
            cache_write: 3,
            output,
            reasoning: 0,
        })
    };
    let started = Delta::Started {
        id: "msg_1".to_owned(),
        model: "m".to_owned(),
    };
    assert_eq!(fault, None);
    let expected = [
        started,
        usage(1),
        text("a\nb"),
        usage(7),
        Delta::Done(Stop::End),
    ];
    assert_eq!(deltas, expected);
}

#[test]
fn thoughts_keep_what_the_service_wants_back() {
    let (deltas, fault) = read(&THOUGHT);
    assert_eq!(fault, None);
    let signature = "sig==".to_owned();
    let data = "xyz".to_owned();
    let expected = [
        Delta::Thinking("hm".to_owned()),
        Delta::Sealed(Seal::Signature { signature }),
        Delta::Sealed(Seal::Redacted { data }),
    ];
    assert_eq!(deltas, expected);
}

#[test]
fn tools_are_numbered_among_themselves_and_may_have_no_arguments() {
    let (deltas, fault) = read(&[
        r#"{"type":"content_block_start","index":0,"content_block":{"type":"text","text":"let me see"}}"#,
        r#"{"type":"content_block_stop","index":0}"#,
        r#"{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t1","name":"list","input":{}}}"#,
        r#"{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":""}}"#,
        r#"{"type":"content_block_stop","index":1}"#,
        r#"{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"t2","name":"read","input":{}}}"#,
        r#"{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"a\":"}}"#,
        r#"{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"1}"}}"#,
        r#"{"type":"content_block_stop","index":2}"#,
        r#"{"type":"message_delta","delta":{"stop_reason":"tool_use"}}"#,
        r#"{"type":"message_stop"}"#,
    ]);
    let started = |index, id: &str, name: &str| Delta::ToolStarted {
        index,
        id: id.to_owned(),
        name: name.to_owned(),
    };
    let input = |index, json: &str| Delta::ToolInput {
        index,
        json: json.to_owned(),
    };
    assert_eq!(fault, None);
    let expected = [
        text("let me see"),
        started(0, "t1", "list"),
        input(0, "{}"),
        started(1, "t2", "read"),
        input(1, "{\"a\":"),
        input(1, "1}"),
        Delta::Done(Stop::ToolUse),
    ];
    assert_eq!(deltas, expected);
}

#[test]
fn every_reason_to_stop_has_a_meaning() {
    for (reason, expected) in [
        ("end_turn", Stop::End),
        ("stop_sequence", Stop::End),
        ("pause_turn", Stop::End),
        ("max_tokens", Stop::Limit),
        ("model_context_window_exceeded", Stop::Limit),
        ("refusal", Stop::Filtered),
    ] {
        let reason = format!(r#"{{"type":"message_delta","delta":{{"stop_reason":"{reason}"}}}}"#);
        let (deltas, _) = read(&[&reason, r#"{"type":"message_stop"}"#]);
        assert_eq!(deltas, [Delta::Done(expected)]);
    }
}

#[test]
fn an_error_inside_a_stream_is_the_fault_that_it_names() {
    for (kind, class) in [
        ("overloaded_error", FaultClass::Overloaded),
        ("rate_limit_error", FaultClass::RateLimit),
        ("api_error", FaultClass::ServerError),
        ("authentication_error", FaultClass::Auth),
        ("something_new", FaultClass::ServerError),
    ] {
        let line =
            format!(r#"{{"type":"error","error":{{"type":"{kind}","message":"Oh\u001b"}}}}"#);
        let fault = read(&[&line]).1.unwrap();
        assert_eq!(fault.class, class, "{kind}");
        let words = "http://local reports: Oh⟨U+001B⟩";
        assert!(fault.message.starts_with(words), "{}", fault.message);
    }
}

#[test]
fn what_cannot_be_understood_is_a_fault_and_what_is_not_known_is_passed_over() {
    for line in [
        "{",
        "[]",
        r#"{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}"#,
        r#"{"type":"content_block_delta","index":0,"delta":7}"#,
        r#"{"type":"content_block_start","index":0}"#,
        r#"{"type":"message_start"}"#,
        r#"{"type":"message_stop"}"#,
    ] {
        let fault = read(&[line]).1.unwrap();
        assert_eq!(fault.class, FaultClass::MalformedEvent, "{line}");
    }
    let (deltas, fault) = read(&[r#"{"type":"news","message":"no object","index":"x"}"#]);
    assert_eq!((deltas.len(), fault), (0, None));
}
