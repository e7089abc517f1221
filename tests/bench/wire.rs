//! Reading streams of models: targets are 200 MB a second for events, and 0.1 s for 20,000 deltas.

use std::collections::VecDeque;
use std::sync::Arc;

use bytes::Bytes;
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use vibecober::domain::message::Message;
use vibecober::llm::anthropic::Reading;
use vibecober::llm::http::{Endpoint, Protocol};
use vibecober::llm::sse::Reader;
use vibecober::llm::{Caching, Gather, Request, Thinking, ToolChoice};

/// As large as what a connection gives at once.
const CHUNK: usize = 16 << 10;

/// The events of an answer of the Messages API with so many deltas.
fn answer(deltas: usize) -> Bytes {
    let mut body = String::from(
        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"model\":\"x\"}}\n\n\
         event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n",
    );
    let delta = "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\" some words\\n\"}}\n\n";
    body.push_str(&delta.repeat(deltas));
    body.push_str(
        "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n\
         event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":9}}\n\n\
         event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n",
    );
    Bytes::from(body)
}

fn chunks(body: &Bytes, size: usize) -> Vec<Bytes> {
    let begins = (0..body.len()).step_by(size);
    begins
        .map(|begin| body.slice(begin..body.len().min(begin + size)))
        .collect()
}

fn count_events(chunks: &[Bytes]) -> usize {
    let mut reader = Reader::default();
    let mut count = 0;
    for chunk in chunks {
        reader.push(chunk.clone());
        count += reader.by_ref().map(Result::unwrap).count();
    }
    count
}

/// Events of the usual size: one word each, in chunks as the network gives them.
#[divan::bench]
fn read_small_events(bencher: Bencher) {
    let body = answer(100_000);
    let chunks = chunks(&body, CHUNK);
    bencher
        .counter(BytesCount::new(body.len()))
        .bench_local(|| count_events(&chunks));
}

/// Events of a megabyte, over many chunks.
#[divan::bench]
fn read_large_events(bencher: Bencher) {
    let body = Bytes::from(format!("data: {}\n\n", "x".repeat(1 << 20)).repeat(32));
    let chunks = chunks(&body, CHUNK);
    bencher
        .counter(BytesCount::new(body.len()))
        .bench_local(|| count_events(&chunks));
}

/// The worst chunks there are.
#[divan::bench]
fn read_byte_by_byte(bencher: Bencher) {
    let body = answer(10_000);
    let chunks = chunks(&body, 1);
    bencher
        .counter(BytesCount::new(body.len()))
        .bench_local(|| count_events(&chunks));
}

/// From bytes to a whole reply.
#[divan::bench]
fn gather_20_000_deltas(bencher: Bencher) {
    let body = answer(20_000);
    let chunks = chunks(&body, CHUNK);
    let request = Request {
        model: "x".to_owned(),
        system: Arc::from(""),
        messages: vec![Arc::new(Message::user("hello"))],
        tools: Arc::from([]),
        choice: ToolChoice::Auto,
        limit: 100_000,
        thinking: Thinking::Off,
        caching: Caching::Off,
    };
    let endpoint = Endpoint::new("http://local").unwrap();
    bencher
        .counter(ItemsCount::new(20_000_usize))
        .bench_local(|| {
            let mut reader = Reader::default();
            let mut reading = Reading::new(&endpoint);
            let mut gather = Gather::new(&request);
            let mut deltas = VecDeque::new();
            for chunk in &chunks {
                reader.push(chunk.clone());
                for event in reader.by_ref() {
                    reading.read(&event.unwrap(), &mut deltas).unwrap();
                    for delta in deltas.drain(..) {
                        gather.add(&delta).unwrap();
                    }
                }
            }
            gather.finish().unwrap()
        });
}
