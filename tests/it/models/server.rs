//! A server on a free loopback port that plays a script: the client, the reader and the retries that
//! tests run against it are the real ones.
//!
//! Each [`Step`] answers one request, in the order in which requests come, over as many connections
//! as the client makes. A request too many, a step left over, and a request without what its step
//! wants fail the test.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::step::{Act, Step};

/// How long the server waits for what must come: a test that hangs says so.
const PATIENCE: Duration = Duration::from_mins(1);

/// A request that came.
#[derive(Debug, Clone)]
pub struct Received {
    /// Its first line, for example `POST /v1/messages HTTP/1.1`.
    pub line: String,
    /// Its headers, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
    /// The number of the connection that it came over, from 0.
    pub connection: usize,
    /// When it was read whole.
    pub at: Instant,
}

impl Received {
    /// The value of a header; empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Its body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn holds(&self, text: &str) -> bool {
        let headers = self.headers.iter();
        let mut headers = headers.map(|(name, value)| format!("{name}: {value}"));
        self.line.contains(text)
            || headers.any(|header| header.contains(text))
            || String::from_utf8_lossy(&self.body).contains(text)
    }
}

#[derive(Default)]
struct State {
    steps: VecDeque<Step>,
    received: Vec<Received>,
    closed: Vec<Instant>,
    problems: Vec<String>,
    connections: usize,
    is_over: bool,
}

/// What is played and what came, for the threads of all connections.
#[derive(Clone, Default)]
struct Script(Arc<Mutex<State>>);

/// The server. Call [`finish`](Self::finish) at the end of the test; dropping it checks as well.
pub struct Server {
    address: SocketAddr,
    script: Script,
    accepting: Option<JoinHandle<()>>,
}

impl Script {
    fn state(&self) -> MutexGuard<'_, State> {
        // A test that failed while it looked says so by itself.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Server {
    /// Plays these steps.
    pub fn play(steps: impl IntoIterator<Item = Step>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let script = Script::default();
        script.state().steps.extend(steps);
        let of_thread = script.clone();
        let accepting = std::thread::spawn(move || accept(&listener, &of_thread));
        Self {
            address,
            script,
            accepting: Some(accepting),
        }
    }

    /// Where it is, without a slash at the end.
    pub fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    /// `HOST:PORT`.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// Waits until so many requests have come.
    pub async fn requests(&self, count: usize) {
        self.wait("a request", |state| state.received.len() >= count)
            .await;
    }

    /// Waits until the client has closed a connection that [`Act::AwaitClose`] or [`Act::Endless`]
    /// watches, and tells when it did.
    pub async fn closed(&self) -> Instant {
        self.wait("the end of a connection", |state| !state.closed.is_empty())
            .await;
        self.script.state().closed[0]
    }

    /// Lets the client of this thread work until something is there.
    async fn wait(&self, what: &str, is_there: impl Fn(&State) -> bool) {
        let until = Instant::now() + PATIENCE;
        while !is_there(&self.script.state()) {
            let problems = self.script.state().problems.join("\n");
            assert!(Instant::now() < until, "{what} did not come: {problems}");
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// Ends it, checks that the script was played as it is written, and gives the requests.
    pub fn finish(mut self) -> Vec<Received> {
        self.stop();
        let state = self.script.state();
        check(&state);
        state.received.clone()
    }

    fn stop(&mut self) {
        self.script.state().is_over = true;
        // The thread waits for a connection: it gets one, and sees that it is over.
        TcpStream::connect(self.address).ok();
        if let Some(accepting) = self.accepting.take() {
            accepting.join().ok();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.accepting.is_some() {
            self.stop();
            if !std::thread::panicking() {
                check(&self.script.state());
            }
        }
    }
}

/// Fails when the script was not played as it is written.
fn check(state: &State) {
    assert!(state.problems.is_empty(), "{}", state.problems.join("\n"));
    let left = state.steps.len();
    assert_eq!(left, 0, "steps that no request came for: {:?}", state.steps);
}

fn accept(listener: &TcpListener, script: &Script) {
    for stream in listener.incoming() {
        let Ok(stream) = stream else { continue };
        let connection = {
            let mut state = script.state();
            if state.is_over {
                return;
            }
            state.connections += 1;
            state.connections - 1
        };
        let script = script.clone();
        std::thread::spawn(move || serve(&stream, connection, &script));
    }
}

/// Answers the requests of one connection.
fn serve(stream: &TcpStream, connection: usize, script: &Script) {
    stream.set_nodelay(true).ok();
    stream.set_read_timeout(Some(PATIENCE)).ok();
    let mut reader = BufReader::new(stream);
    while let Some(request) = read(&mut reader, connection) {
        let step = take(request, script);
        let Some(step) = step else {
            let mut stream = stream;
            stream
                .write_all(b"HTTP/1.1 500 Unexpected\r\ncontent-length: 0\r\n\r\n")
                .ok();
            continue;
        };
        if !step.acts.iter().all(|act| perform(act, stream, script)) {
            stream.shutdown(Shutdown::Both).ok();
            return;
        }
    }
}

/// The step that answers a request, which is noted; none for a request too many.
fn take(request: Received, script: &Script) -> Option<Step> {
    let mut state = script.state();
    let step = state.steps.pop_front();
    let mut problems = Vec::new();
    match &step {
        Some(step) => {
            let missing = step.wanted.iter().filter(|text| !request.holds(text));
            problems.extend(missing.map(|text| format!("a request lacks '{text}': {request:?}")));
        }
        None => problems.push(format!("a request too many: {request:?}")),
    }
    state.problems.extend(problems);
    state.received.push(request);
    step
}

/// Does one thing; false when the connection is over.
fn perform(act: &Act, mut stream: &TcpStream, script: &Script) -> bool {
    match act {
        Act::Send(bytes) => {
            // A client that has gone has read what it wanted.
            stream.write_all(bytes).is_ok()
        }
        Act::Pause(time) => {
            std::thread::sleep(*time);
            true
        }
        Act::Endless(bytes) => {
            while stream.write_all(bytes).is_ok() {}
            closed(script)
        }
        Act::AwaitClose => {
            let mut byte = [0];
            match stream.read(&mut byte) {
                Ok(0) => closed(script),
                Ok(_) => note(script, "bytes came where the end was awaited"),
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {
                    note(script, "the connection was not closed")
                }
                Err(_) => closed(script),
            }
        }
        Act::Close => false,
    }
}

fn closed(script: &Script) -> bool {
    script.state().closed.push(Instant::now());
    false
}

fn note(script: &Script, problem: &str) -> bool {
    script.state().problems.push(problem.to_owned());
    false
}

/// The next request of a connection; none at its end.
fn read(reader: &mut impl BufRead, connection: usize) -> Option<Received> {
    let line = next_line(reader)?;
    let mut headers = Vec::new();
    loop {
        let header = next_line(reader)?;
        let Some((name, value)) = header.split_once(':') else {
            break;
        };
        headers.push((name.to_lowercase(), value.trim().to_owned()));
    }
    let mut request = Received {
        line,
        headers,
        body: Vec::new(),
        connection,
        at: Instant::now(),
    };
    let length = request.header("content-length").parse().unwrap_or(0);
    request.body = vec![0; length];
    reader.read_exact(&mut request.body).ok()?;
    request.at = Instant::now();
    Some(request)
}

fn next_line(reader: &mut impl BufRead) -> Option<String> {
    let mut line = String::new();
    let count = reader.read_line(&mut line).ok()?;
    (count > 0).then(|| line.trim_end().to_owned())
}
