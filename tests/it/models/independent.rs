//! The real client against two implementations of the protocols that others wrote: fakellm, and
//! litellm's proxy in front of it, which translates. `./tests/run` starts both.

use std::sync::Arc;

use serde_json::json;
use vibecober::config::Secret;
use vibecober::domain::message::{Block, Message, Role, ToolStatus};
use vibecober::llm::anthropic::Anthropic;
use vibecober::llm::catalogue::LimitKey;
use vibecober::llm::openai::Place;
use vibecober::llm::openai::chat::Chat;
use vibecober::llm::openai::responses::{Responses, Thoughts};
use vibecober::llm::{Provider, Reply, Request, Stop};

use super::ask::{attempt, http, request};

const GREETING: &str = "Hello from fakellm: żółć 🐢";

/// Where a server is, and the key that it takes: litellm answers nobody without it.
struct Server {
    base: String,
    key: Secret,
}

fn server(variable: &str) -> Server {
    let base = std::env::var(variable).unwrap_or_else(|_| {
        panic!("{variable} is not set: run ./tests/run, or keep './tests/run --servers' running and set what it prints")
    });
    // The key that ./tests/run gives to the proxy; the other server takes any.
    let key = Secret::new("sk-tests-of-vibecober".to_owned());
    Server { base, key }
}

fn fakellm() -> Server {
    server("VIBECOBER_TEST_FAKELLM")
}

fn litellm() -> Server {
    server("VIBECOBER_TEST_LITELLM")
}

impl Server {
    fn place(&self) -> Place {
        Place::new(&self.base, Some(&self.key)).unwrap()
    }

    fn chat(&self) -> Chat {
        Chat::new(http(), self.place(), LimitKey::MaxTokens)
    }

    fn responses(&self) -> Responses {
        Responses::new(http(), self.place(), Thoughts::None)
    }

    fn messages(&self) -> Anthropic {
        Anthropic::new(http(), &self.base, Some(&self.key)).unwrap()
    }
}

async fn say(provider: &dyn Provider, request: &Request) -> Reply {
    let (_, reply) = attempt(provider, request).await;
    reply.unwrap_or_else(|fault| panic!("{fault}"))
}

/// A greeting, two calls of a tool at once, and what is said about their results.
async fn converse(provider: &dyn Provider) -> Reply {
    let hello = say(provider, &request()).await;
    assert_eq!(
        (hello.message.text().as_str(), hello.stop),
        (GREETING, Stop::End)
    );

    let mut asked = request();
    // The server remembers conversations by how they begin: this one is like no other.
    let begin = format!("read it, {}", uuid::Uuid::new_v4());
    asked.messages = vec![Arc::new(Message::user(begin))];
    let calls = say(provider, &asked).await;
    assert_eq!(calls.stop, Stop::ToolUse);
    let inputs: Vec<_> = calls.calls().map(|call| call.input.clone()).collect();
    let first = json!({"path": "README.md", "deep": {"list": [1, 2.5, null]}});
    assert_eq!(inputs, [first, json!({"path": "żółć 🐢.md"})]);
    assert!(calls.calls().all(|call| call.name == "read"));

    let results = calls.calls().map(|call| Block::ToolResult {
        id: call.id.clone(),
        content: "the file".to_owned(),
        status: ToolStatus::Done,
    });
    let results = Message {
        role: Role::User,
        blocks: results.collect(),
    };
    asked.messages.push(Arc::new(calls.message.clone()));
    asked.messages.push(Arc::new(results));
    let last = say(provider, &asked).await;
    assert_eq!(last.message.text(), "It says: the file.");
    assert_eq!(last.stop, Stop::End);
    hello
}

#[tokio::test]
async fn chat_completions_of_fakellm_are_understood() {
    converse(&fakellm().chat()).await;
}

#[tokio::test]
async fn messages_of_fakellm_are_understood() {
    let hello = converse(&fakellm().messages()).await;
    assert!(hello.usage.input > 0 && hello.usage.output > 0);
}

#[tokio::test]
async fn chat_completions_of_litellm_are_understood_and_its_tokens_are_counted() {
    let hello = converse(&litellm().chat()).await;
    assert!(
        hello.usage.input > 0 && hello.usage.output > 0,
        "{:?}",
        hello.usage
    );
}

#[tokio::test]
async fn responses_of_litellm_are_understood_and_its_tokens_are_counted() {
    let hello = converse(&litellm().responses()).await;
    assert!(hello.usage.output > 0, "{:?}", hello.usage);
}

#[tokio::test]
async fn messages_of_litellm_are_understood_and_its_tokens_are_counted() {
    let hello = converse(&litellm().messages()).await;
    assert!(hello.usage.output > 0, "{:?}", hello.usage);
}

#[tokio::test]
async fn a_model_that_litellm_does_not_have_is_no_outage() {
    for provider in [
        Box::new(litellm().chat()) as Box<dyn Provider>,
        Box::new(litellm().responses()),
        Box::new(litellm().messages()),
    ] {
        let mut asked = request();
        asked.model = "no-such-model".to_owned();
        let (_, reply) = attempt(&*provider, &asked).await;
        let fault = reply.unwrap_err();
        assert!(
            !fault.class.can_pass() && !fault.class.is_outage(),
            "{fault}"
        );
    }
}
