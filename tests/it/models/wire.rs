//! The wire itself: connections, silence, cuts, and what happens when nobody listens any more.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use vibecober::domain::fault::FaultClass;
use vibecober::llm::Provider;
use vibecober::llm::anthropic::Anthropic;
use vibecober::llm::http::{Http, Proxies, Settings};

use super::ask::{anthropic_events, attempt, fault, http, impatient, request};
use super::server::Server;
use super::step::{Act, Step};

/// More than a busy machine needs to close a connection, and much less than any patience here.
const SOON: Duration = Duration::from_secs(10);

fn provider(server: &Server) -> Anthropic {
    Anthropic::new(http(), &server.base(), None).unwrap()
}

/// The begin of a stream that says one word.
fn begun() -> Step {
    let whole = anthropic_events(&["half"]);
    let (begin, _) = whole.split_once("event: content_block_stop").unwrap();
    Step::begun().piece(begin)
}

#[tokio::test]
async fn a_reply_is_the_same_in_pieces_of_any_size() {
    let body = anthropic_events(&["żółw", " 🐢", "\r\nend"]);
    let returns = body.replace("\n\n", "\r\n\r\n");
    let steps = [1, 2, 3, 7, 64].map(|size| Step::in_pieces(&returns, size));
    let server = Server::play([Step::events(&body)].into_iter().chain(steps));
    let provider = provider(&server);
    let first = attempt(&provider, &request()).await.1.unwrap();
    for _ in 0..5 {
        assert_eq!(attempt(&provider, &request()).await.1.unwrap(), first);
    }
    server.finish();
}

#[tokio::test]
async fn a_hundred_turns_use_one_connection() {
    let body = anthropic_events(&["ok"]);
    // The end of the body comes a moment after its last event, as from most services.
    let late = |_| {
        let step = Step::begun().piece(&body);
        step.pause(Duration::from_micros(200)).ended()
    };
    let server = Server::play((0..100).map(late));
    let provider = provider(&server);
    for _ in 0..100 {
        attempt(&provider, &request()).await.1.unwrap();
    }
    let received = server.finish();
    assert!(received.iter().all(|request| request.connection == 0));
}

#[tokio::test]
async fn a_service_that_keeps_a_whole_stream_open_does_not_hold_up_the_next_turn() {
    let body = anthropic_events(&["ok"]);
    let open = || Step::begun().piece(&body).act(Act::AwaitClose);
    let server = Server::play([open(), Step::events(&body)]);
    let provider = provider(&server);
    let begun = Instant::now();
    attempt(&provider, &request()).await.1.unwrap();
    attempt(&provider, &request()).await.1.unwrap();
    assert!(begun.elapsed() < SOON);
    server.closed().await;
    server.finish();
}

#[tokio::test]
async fn dropping_a_stream_closes_its_request() {
    let steps = [
        Step::default().act(Act::AwaitClose),
        Step::begun().act(Act::AwaitClose),
        begun().act(Act::AwaitClose),
        begun().act(Act::Endless(b"9\r\n: ping..\n\r\n".to_vec())),
    ];
    for (number, step) in steps.into_iter().enumerate() {
        let server = Server::play([step]);
        let mut stream = provider(&server).stream(&request());
        let words = if number < 2 { 0 } else { 3 };
        for _ in 0..words {
            stream.next().await.unwrap().unwrap();
        }
        tokio::time::timeout(Duration::from_millis(50), stream.next())
            .await
            .ok();
        server.requests(1).await;
        drop(stream);
        let dropped = Instant::now();
        let took = server.closed().await.saturating_duration_since(dropped);
        server.finish();
        assert!(took < SOON, "{took:?}");
    }
}

#[tokio::test]
async fn nothing_is_sent_before_the_stream_is_polled() {
    let server = Server::play([]);
    drop(provider(&server).stream(&request()));
    server.finish();
}

#[tokio::test]
async fn silence_is_a_timeout_at_every_stage() {
    for step in [
        Step::default().act(Act::AwaitClose),
        Step::raw("HTTP/1.1 200 OK\r\n").act(Act::AwaitClose),
        begun().act(Act::AwaitClose),
    ] {
        let server = Server::play([step]);
        let provider = Anthropic::new(impatient(), &server.base(), None).unwrap();
        let fault = fault(&provider, FaultClass::Timeout).await;
        assert!(fault.message.contains("0.5 s"), "{}", fault.message);
        server.closed().await;
        server.finish();
    }
    // A connection that is accepted by nobody: its greeting is never answered.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("https://{}", silent.local_addr().unwrap());
    let provider = Anthropic::new(impatient(), &base, None).unwrap();
    fault(&provider, FaultClass::Timeout).await;
}

#[tokio::test]
async fn a_stream_that_is_cut_is_truncated_and_one_without_a_reply_is_empty() {
    let whole = anthropic_events(&["half"]);
    let half = &whole[..whole.len() / 2];
    let length = |body: &str| {
        let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";
        Step::raw(format!(
            "{head}content-length: {}\r\n\r\n{body}",
            body.len()
        ))
    };
    let close = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";
    let truncated = [
        Step::begun().piece(half).ended(),
        Step::begun().piece(half).act(Act::Close),
        Step::begun().then("ff\r\n").then(half).act(Act::Close),
        Step::begun()
            .piece(half)
            .then("no length\r\n")
            .act(Act::Close),
        length(half),
        Step::raw(close).then(half).act(Act::Close),
    ];
    let empty = [
        Step::begun().ended(),
        length(": ping\n\n"),
        Step::raw(close).act(Act::Close),
    ];
    let whole = [
        length(&whole),
        Step::raw(close).then(&whole).act(Act::Close),
    ];
    let counts = (truncated.len(), empty.len(), whole.len());
    let server = Server::play(truncated.into_iter().chain(empty).chain(whole));
    let provider = provider(&server);
    for _ in 0..counts.0 {
        fault(&provider, FaultClass::StreamTruncated).await;
    }
    for _ in 0..counts.1 {
        fault(&provider, FaultClass::EmptyStream).await;
    }
    for _ in 0..counts.2 {
        attempt(&provider, &request()).await.1.unwrap();
    }
    server.finish();
}

#[tokio::test]
async fn what_is_no_event_ends_the_stream() {
    let endless = Act::Endless(
        b"400\r\n"
            .iter()
            .chain(&[b'x'; 1_024])
            .chain(b"\r\n")
            .copied()
            .collect(),
    );
    let server = Server::play([
        Step::begun().piece("data: ").act(endless),
        Step::begun().piece(b"data: \"\xC3\x28\"\n\n").ended(),
        Step::events("data: {\"type\": \"message_start\"\n\n"),
    ]);
    let provider = provider(&server);
    fault(&provider, FaultClass::MalformedEvent).await;
    server.closed().await;
    fault(&provider, FaultClass::InvalidUtf8).await;
    fault(&provider, FaultClass::MalformedEvent).await;
    server.finish();
}

#[tokio::test]
async fn nobody_there_is_said_with_what_to_check() {
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let provider = Anthropic::new(http(), &format!("http://{free}"), None).unwrap();
    let refused = fault(&provider, FaultClass::Network).await;
    assert!(
        refused.message.contains("Connection refused"),
        "{}",
        refused.message
    );
    let provider = Anthropic::new(http(), "http://no-such-host.invalid", None).unwrap();
    fault(&provider, FaultClass::Network).await;
    let server = Server::play([]);
    let secure = server.base().replace("http:", "https:");
    let provider = Anthropic::new(http(), &secure, None).unwrap();
    fault(&provider, FaultClass::Network).await;
    server.finish();
}

#[tokio::test]
async fn the_proxy_of_the_variables_is_used_but_not_for_this_machine() {
    let proxy = Server::play([
        Step::events(&anthropic_events(&["by proxy"])),
        Step::plain(407, "text/plain", &[], "who are you?"),
    ]);
    let server = Server::play([Step::events(&anthropic_events(&["direct"]))]);
    let address = proxy.address();
    let proxies = Proxies::from_variables(|name| match name {
        "HTTP_PROXY" => Some("http://wrong.invalid".to_owned()),
        "http_proxy" => Some(format!("http://ada:pw@{address}")),
        "ALL_PROXY" => Some(address.clone()),
        "NO_PROXY" => Some("kept.invalid".to_owned()),
        _ => None,
    });
    let http = Http::new(Settings {
        proxies,
        ..Settings::default()
    });
    let provider = |base: &str| Anthropic::new(http.clone(), base, None).unwrap();
    let said = attempt(&provider("http://models.invalid"), &request())
        .await
        .1
        .unwrap();
    assert_eq!(said.message.text(), "by proxy");
    let refused = fault(&provider("https://models.invalid"), FaultClass::Network).await;
    assert!(refused.message.contains("ALL_PROXY"), "{}", refused.message);
    fault(&provider("http://kept.invalid"), FaultClass::Network).await;
    let said = attempt(&provider(&server.base()), &request())
        .await
        .1
        .unwrap();
    assert_eq!(said.message.text(), "direct");
    server.finish();
    let received = proxy.finish();
    assert_eq!(
        received[0].line,
        "POST http://models.invalid/v1/messages HTTP/1.1"
    );
    assert_eq!(received[0].header("proxy-authorization"), "Basic YWRhOnB3");
    assert_eq!(received[1].line, "CONNECT models.invalid:443 HTTP/1.1");
}

#[tokio::test]
async fn a_proxy_without_an_address_is_named_by_its_variable() {
    let proxies = Proxies::from_variables(|name| (name == "HTTPS_PROXY").then(|| "::".to_owned()));
    let http = Http::new(Settings {
        proxies,
        ..Settings::default()
    });
    let provider = Anthropic::new(http, "http://models.invalid", None).unwrap();
    let fault = attempt(&provider, &request()).await.1.unwrap_err();
    assert_eq!(fault.class, FaultClass::InvalidRequest);
    assert!(
        fault.message.starts_with("HTTPS_PROXY is not"),
        "{}",
        fault.message
    );
}
