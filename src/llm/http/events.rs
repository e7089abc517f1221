//! The events of one answer, pulled one by one; nothing is read before it is asked for.

use std::pin::Pin;
use std::time::Duration;

use futures_util::{Stream, stream};
use reqwest::Response;
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE};
use tokio::time::timeout;

use super::client::Http;
use super::endpoint::Endpoint;
use super::refusal::{hint, is_stream, refusal};
use super::unreached::{cut, silent, unreached};
use crate::domain::fault::Fault;
use crate::llm::sse::{Event, Reader};

/// The events of one answer. It ends after the first fault. Dropping it closes the request; when it
/// was read to its end the connection is kept for the next.
pub type Events = Pin<Box<dyn Stream<Item = Result<Event, Fault>> + Send>>;

/// The slowest sending that is waited for, in bytes a second: a request with pictures is long.
const SLOWEST_SENDING: u64 = 16 << 10;

/// Sends `body`, which is JSON, to `path` of an endpoint, and reads the events of the answer.
pub fn events(http: &Http, endpoint: &Endpoint, path: &str, body: Vec<u8>) -> Events {
    let call = Box::new(Call {
        http: http.clone(),
        endpoint: endpoint.clone(),
        path: path.to_owned(),
        body,
    });
    Box::pin(stream::unfold(Stage::Unsent(call), step))
}

/// How far a call has come.
enum Stage {
    Unsent(Box<Call>),
    Open(Box<Open>),
    Over,
}

/// A request that was not sent.
struct Call {
    http: Http,
    endpoint: Endpoint,
    path: String,
    body: Vec<u8>,
}

/// An answer that is being read.
struct Open {
    response: Response,
    reader: Reader,
    endpoint: Endpoint,
    patience: Duration,
}

/// The next event, and how far the call has come with it.
async fn step(stage: Stage) -> Option<(Result<Event, Fault>, Stage)> {
    let mut open = match stage {
        Stage::Unsent(call) => match call.send().await {
            Ok(open) => Box::new(open),
            Err(fault) => return Some((Err(fault), Stage::Over)),
        },
        Stage::Open(open) => open,
        Stage::Over => return None,
    };
    match open.next().await? {
        Ok(event) => Some((Ok(event), Stage::Open(open))),
        Err(fault) => Some((Err(fault), Stage::Over)),
    }
}

impl Call {
    async fn send(self) -> Result<Open, Fault> {
        let Self {
            http,
            endpoint,
            path,
            body,
        } = self;
        let settings = http.settings();
        let patience = settings.idle_timeout;
        let sending = Duration::from_secs(body.len() as u64 / SLOWEST_SENDING);
        let client = http.client(&endpoint).await?;
        let request = client
            .post(endpoint.url(&path))
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "text/event-stream")
            // What is packed comes late and in lumps.
            .header(ACCEPT_ENCODING, "identity")
            .headers(endpoint.headers().clone())
            .body(body);
        let answer = timeout(patience + sending, request.send()).await;
        let answer = answer.map_err(|_| silent(patience + sending, &endpoint))?;
        let response = answer.map_err(|error| unreached(&error, &endpoint, settings))?;
        if !is_stream(&response) {
            return Err(refusal(response, &endpoint, settings).await);
        }
        Ok(Open {
            response,
            reader: Reader::default(),
            endpoint,
            patience,
        })
    }
}

impl Open {
    async fn next(&mut self) -> Option<Result<Event, Fault>> {
        loop {
            if let Some(read) = self.reader.next() {
                return Some(read.map_err(|error| {
                    let class = error.class();
                    let text = format!("{error}, from {}{}", self.endpoint.shown(), hint(class));
                    Fault::new(class, text)
                }));
            }
            let read = timeout(self.patience, self.response.chunk()).await;
            match read {
                Ok(Ok(Some(chunk))) => self.reader.push(chunk),
                Ok(Ok(None)) => return None,
                Ok(Err(error)) => return Some(Err(cut(&error, &self.endpoint))),
                Err(_) => return Some(Err(silent(self.patience, &self.endpoint))),
            }
        }
    }
}
