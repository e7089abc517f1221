//! Which replies count, and what stays of those that do not.

use std::sync::Arc;

use serde_json::json;

use super::{Gather, LONGEST_REPLY, Reply};
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::message::{Block, Message, Seal, ToolUse};
use crate::domain::usage::Usage;
use crate::llm::{Caching, Delta, Request, Stop, Thinking, ToolChoice, ToolSpec};

fn request() -> Request {
    let tool = |name: &str| ToolSpec {
        name: name.to_owned(),
        description: String::new(),
        schema: json!({"type": "object"}),
    };
    Request {
        model: "m".to_owned(),
        system: Arc::from(""),
        messages: vec![Arc::new(Message::user("hello"))],
        tools: Arc::from([tool("read"), tool("write")]),
        choice: ToolChoice::Auto,
        limit: 100,
        thinking: Thinking::Off,
        caching: Caching::Off,
    }
}

fn gather(deltas: &[Delta]) -> (Gather, Result<Reply, Fault>) {
    let mut gather = Gather::new(&request());
    for delta in deltas {
        gather.add(delta).unwrap();
    }
    let reply = gather.finish();
    (gather, reply)
}

fn class(deltas: &[Delta]) -> FaultClass {
    gather(deltas).1.unwrap_err().class
}

fn text(text: &str) -> Delta {
    Delta::Text(text.to_owned())
}

fn started(index: usize, id: &str, name: &str) -> Delta {
    Delta::ToolStarted {
        index,
        id: id.to_owned(),
        name: name.to_owned(),
    }
}

fn input(index: usize, json: &str) -> Delta {
    Delta::ToolInput {
        index,
        json: json.to_owned(),
    }
}

#[test]
fn words_thoughts_and_calls_keep_their_order() {
    let seal = Seal::Signature {
        signature: "s".to_owned(),
    };
    let usage = Usage {
        output: 9,
        ..Usage::default()
    };
    let (_, reply) = gather(&[
        Delta::Started {
            id: "r1".to_owned(),
            model: "m-2".to_owned(),
        },
        Delta::Thinking("hm".to_owned()),
        Delta::Thinking("m".to_owned()),
        Delta::Sealed(seal.clone()),
        text("a"),
        text("b"),
        started(0, "c0", "read"),
        started(1, "c1", "write"),
        input(1, "{\"x\""),
        input(0, "{}"),
        input(1, ":1}"),
        Delta::Usage(Usage::default()),
        Delta::Usage(usage),
        Delta::Done(Stop::ToolUse),
    ]);
    let reply = reply.unwrap();
    let call = |id: &str, name: &str, input| {
        Block::ToolUse(ToolUse {
            id: id.to_owned(),
            name: name.to_owned(),
            input,
        })
    };
    let expected = [
        Block::Thinking {
            text: "hmm".to_owned(),
            seal: Some(seal),
        },
        Block::Text {
            text: "ab".to_owned(),
        },
        call("c0", "read", json!({})),
        call("c1", "write", json!({"x": 1})),
    ];
    assert_eq!(reply.message.blocks, expected);
    assert_eq!((reply.id.as_str(), reply.model.as_str()), ("r1", "m-2"));
    assert_eq!((reply.stop, reply.usage), (Stop::ToolUse, usage));
    assert_eq!(reply.calls().count(), 2);
}

#[test]
fn a_reply_without_an_end_is_none_but_its_words_stay() {
    let (gather, reply) = gather(&[text("half"), started(0, "c", "read"), input(0, "{}")]);
    assert_eq!(reply.unwrap_err().class, FaultClass::StreamTruncated);
    let half = Block::Text {
        text: "half".to_owned(),
    };
    assert_eq!(gather.partial().blocks, [half]);
    assert_eq!(class(&[]), FaultClass::EmptyStream);
}

#[test]
fn a_reply_that_was_cut_off_or_held_back_is_none() {
    let (gather, reply) = gather(&[text("half"), Delta::Done(Stop::Limit)]);
    assert_eq!(reply.unwrap_err().class, FaultClass::MaxTokens);
    assert_eq!(gather.partial().text(), "half");
    assert_eq!(
        class(&[Delta::Done(Stop::Filtered)]),
        FaultClass::ContentFilter
    );
}

#[test]
fn arguments_that_are_no_whole_object_run_no_tool() {
    for json in ["", "{", "{\"a\":", "[]", "null", "{} {}", "{a:1}"] {
        let deltas = [
            started(0, "c", "read"),
            input(0, json),
            Delta::Done(Stop::ToolUse),
        ];
        assert_eq!(class(&deltas), FaultClass::BadToolArgs, "{json}");
    }
}

#[test]
fn a_tool_that_was_not_offered_is_not_run() {
    let name = "rm\u{1b}[2J";
    let deltas = [
        started(0, "c", name),
        input(0, "{}"),
        Delta::Done(Stop::ToolUse),
    ];
    let fault = gather(&deltas).1.unwrap_err();
    assert_eq!(fault.class, FaultClass::UnknownTool);
    assert!(!fault.message.contains('\u{1b}'), "{}", fault.message);
}

#[test]
fn calls_that_cannot_be_told_apart_are_refused() {
    let twice = [
        started(0, "c", "read"),
        input(0, "{}"),
        started(1, "c", "read"),
        input(1, "{}"),
        Delta::Done(Stop::ToolUse),
    ];
    assert_eq!(class(&twice), FaultClass::MalformedEvent);
    assert_eq!(
        class(&[text("x"), Delta::Done(Stop::ToolUse)]),
        FaultClass::MalformedEvent
    );
    let mut gather = Gather::new(&request());
    assert!(gather.add(&input(3, "{}")).is_err());
    gather.add(&started(0, "a", "read")).unwrap();
    assert!(gather.add(&started(0, "b", "read")).is_err());
}

#[test]
fn a_service_may_stop_at_the_end_although_it_asks_for_tools() {
    let deltas = [
        started(0, "c", "read"),
        input(0, "{}"),
        Delta::Done(Stop::End),
    ];
    assert_eq!(gather(&deltas).1.unwrap().stop, Stop::ToolUse);
}

#[test]
fn a_reply_may_not_grow_without_end() {
    let mut gather = Gather::new(&request());
    let piece = text(&"x".repeat(1 << 20));
    for _ in 0..LONGEST_REPLY >> 20 {
        gather.add(&piece).unwrap();
    }
    assert_eq!(
        gather.add(&text("x")).unwrap_err().class,
        FaultClass::MaxTokens
    );
    assert_eq!(gather.size(), LONGEST_REPLY);
}
