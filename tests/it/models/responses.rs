//! The Responses API over the wire: what is sent, what becomes of the answer, and that thoughts go
//! back as they came.

use std::sync::Arc;

use serde_json::{Value, json};
use vibecober::domain::fault::FaultClass;
use vibecober::domain::message::{Block, Message, Role, ToolStatus};
use vibecober::llm::Stop;
use vibecober::llm::openai::Place;
use vibecober::llm::openai::responses::{Responses, Thoughts};

use super::ask::{attempt, http, request};
use super::server::Server;
use super::step::Step;

fn at(server: &Server) -> Responses {
    let place = Place::new(&server.base(), None).unwrap();
    Responses::new(http(), place, Thoughts::Kept)
}

fn events(events: &[Value]) -> String {
    let event = |data: &Value| {
        let name = data["type"].as_str().unwrap();
        format!("event: {name}\ndata: {data}\n\n")
    };
    events.iter().map(event).collect()
}

fn created() -> Value {
    json!({"type": "response.created", "response": {"id": "resp_1", "model": "some-model"}})
}

fn completed() -> Value {
    let usage = json!({"input_tokens": 9, "output_tokens": 5, "total_tokens": 14});
    json!({"type": "response.completed", "response": {"id": "resp_1", "usage": usage}})
}

fn text(words: &str) -> Value {
    json!({"type": "response.output_text.delta", "output_index": 0, "delta": words})
}

#[tokio::test]
async fn a_thought_goes_back_sealed_with_the_result_of_the_tool() {
    let reasoning = json!({"type": "reasoning", "id": "rs_1", "summary": [{"type": "summary_text", "text": "I must read"}], "encrypted_content": "gAAA=="});
    let call = json!({"type": "function_call", "id": "fc_1", "call_id": "call_1", "name": "read", "arguments": "{\"path\":\"a\"}"});
    let item = |index: u64, item: &Value| json!({"type": "response.output_item.done", "output_index": index, "item": item});
    let asks = events(&[created(), item(0, &reasoning), item(1, &call), completed()]);
    let answers = events(&[created(), text("done"), completed()]);
    let server = Server::play([Step::events(&asks), Step::events(&answers)]);
    let provider = at(&server);

    let mut asked = request();
    let (_, reply) = attempt(&provider, &asked).await;
    let reply = reply.unwrap();
    assert_eq!((reply.stop, reply.usage.input), (Stop::ToolUse, 9));
    let result = Block::ToolResult {
        id: "call_1".to_owned(),
        content: "the file".to_owned(),
        status: ToolStatus::Done,
    };
    asked.messages.push(Arc::new(reply.message));
    asked.messages.push(Arc::new(Message {
        role: Role::User,
        blocks: vec![result],
    }));
    let (_, reply) = attempt(&provider, &asked).await;
    assert_eq!(reply.unwrap().message.text(), "done");

    let requests = server.finish();
    assert_eq!(requests[0].line, "POST /v1/responses HTTP/1.1");
    assert_eq!(requests[0].header("authorization"), "");
    assert_eq!(requests[0].json()["store"], false);
    let input = requests[1].json()["input"].take();
    let expected = json!([
        {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "hello"}]},
        reasoning,
        {"type": "function_call", "call_id": "call_1", "name": "read", "arguments": "{\"path\":\"a\"}"},
        {"type": "function_call_output", "call_id": "call_1", "output": "the file"},
    ]);
    assert_eq!(input, expected);
}

#[tokio::test]
async fn any_size_of_piece_gives_the_same_answer() {
    let body = events(&[created(), text("żółć "), text("🐢"), completed()]);
    let sizes = [1, 3, 64];
    let server = Server::play(sizes.map(|size| Step::in_pieces(&body, size)));
    let provider = at(&server);
    for size in sizes {
        let (_, reply) = attempt(&provider, &request()).await;
        assert_eq!(reply.unwrap().message.text(), "żółć 🐢", "{size}");
    }
    server.finish();
}

#[tokio::test]
async fn an_answer_without_its_end_keeps_its_words_and_runs_no_tool() {
    let call = json!({"type": "function_call", "call_id": "c", "name": "read", "arguments": ""});
    let begun = json!({"type": "response.output_item.added", "output_index": 1, "item": call});
    let piece =
        json!({"type": "response.function_call_arguments.delta", "output_index": 1, "delta": "{}"});
    let cut = events(&[created(), text("I will "), begun, piece]);
    let failed = json!({"type": "response.failed", "response": {"error": {"code": "server_error", "message": "oh"}}});
    let failed = events(&[created(), text("I will "), failed]);
    let server = Server::play([Step::events(&cut), Step::events(&failed)]);
    let provider = at(&server);
    for class in [FaultClass::StreamTruncated, FaultClass::ServerError] {
        let (gather, reply) = attempt(&provider, &request()).await;
        assert_eq!(reply.unwrap_err().class, class);
        assert_eq!(gather.partial().text(), "I will ");
    }
    server.finish();
}
