//! Our own time between the end of one reply and the next request, over many turns of one session.
//!
//! `cargo bench --bench turns [-- TURNS]`: a server of a few lines on the loopback notes when each
//! request was there and when each reply was out. It measures and never fails by a time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use vibecober::app::{AfterTurn, App, SayRequest, Talk};
use vibecober::config::{Config, Flags, Key, Sources};
use vibecober::domain::message::Message;

/// The turns that are taken unless the command line names another number.
const TURNS: usize = 100;

const REPLY: &str = concat!(
    "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",",
    "\"role\":\"assistant\",\"model\":\"bench\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":100,\"output_tokens\":1}}}\n\n",
    "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n",
    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"hello\"}}\n\n",
    "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n",
    "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}}\n\n",
    "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n",
);

/// When a request was there, and when its reply was out.
type Noted = (Instant, Instant);

fn main() {
    // `cargo bench` passes --bench along.
    let turns = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let turns = turns.unwrap_or(TURNS);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (noted, seen) = mpsc::channel();
    std::thread::spawn(move || serve(&listener, &noted));
    let home = tempfile::tempdir().unwrap();
    let flags = Flags::new()
        .with(
            Key::Database,
            "--database",
            home.path().join("bench.db").display().to_string(),
        )
        .with(Key::Model, "--model", "anthropic/claude-sonnet-4-20250514")
        .with(Key::CapFree, "bench", "1000")
        .with(Key::AnthropicKey, "bench", "bench-key-0000000000000000")
        .with(Key::AnthropicUrl, "bench", &address);
    let sources = Sources::gather(home.path(), flags).unwrap();
    let config = Config::resolve(&sources).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let about = home.path().to_owned();
    runtime.block_on(async {
        let app = App::boot(config).unwrap();
        let mut talk = Talk::New(about);
        for turn in 0..turns {
            let request = SayRequest {
                talk,
                message: Some(Message::user(format!("turn {turn}"))),
                agent: "bench".to_owned(),
                model: None,
                budget: None,
                after: AfterTurn::Wait,
                work: None,
            };
            let mut said = app.say(request).await.unwrap();
            while said.live.recv().await.is_some() {}
            let end = said.outcome.await.unwrap().unwrap();
            assert!(end.error.is_none(), "{:?}", end.error);
            talk = Talk::Again(said.run.id);
        }
    });
    report(&seen.try_iter().collect::<Vec<_>>());
}

fn report(notes: &[(usize, Noted)]) {
    let mut between: Vec<Duration> = notes
        .windows(2)
        .map(|pair| pair[1].1.0.duration_since(pair[0].1.1))
        .collect();
    between.sort();
    let at = |part: usize| between[(between.len() - 1) * part / 100].as_secs_f64() * 1000.0;
    let connections = notes
        .iter()
        .map(|(connection, _)| connection)
        .max()
        .unwrap()
        + 1;
    println!(
        "{} turns, {connections} connection(s); between reply and request: median {:.2} ms, p95 {:.2} ms (target 1 ms)",
        notes.len(),
        at(50),
        at(95)
    );
}

fn serve(listener: &TcpListener, noted: &mpsc::Sender<(usize, Noted)>) {
    for (number, connection) in listener.incoming().enumerate() {
        let connection = connection.unwrap();
        connection.set_nodelay(true).unwrap();
        let noted = noted.clone();
        std::thread::spawn(move || talk(number, connection, &noted));
    }
}

fn talk(number: usize, mut connection: TcpStream, noted: &mpsc::Sender<(usize, Noted)>) {
    let mut reader = BufReader::new(connection.try_clone().unwrap());
    let head =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    let reply = format!("{head}{:x}\r\n{REPLY}\r\n0\r\n\r\n", REPLY.len());
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            let line = line.trim().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        let there = Instant::now();
        connection.write_all(reply.as_bytes()).unwrap();
        noted.send((number, (there, Instant::now()))).unwrap();
    }
}
