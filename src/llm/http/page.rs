//! Reads one page of the web: once, without a key, without following where it leads.

use std::time::Duration;

use futures_util::StreamExt;

use super::client::Http;
use super::endpoint::Endpoint;
use crate::domain::fault::{Fault, FaultClass};

/// The most that is read of a page, in bytes.
const MOST: usize = 1 << 20;

/// The longest time that a page may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The status of the answer.
    pub status: u16,
    /// What it says of its content; may be empty.
    pub kind: String,
    /// Where it leads instead; none for a page of its own.
    pub leads_to: Option<String>,
    /// The content, its beginning where it is long.
    pub body: Vec<u8>,
    /// True when there is more.
    pub is_cut: bool,
}

/// Reads the page at `url`.
///
/// # Errors
/// When it cannot be reached, or does not come in time.
pub async fn page(http: &Http, url: &str) -> Result<Page, Fault> {
    let late = || {
        let seconds = PATIENCE.as_secs();
        Fault::new(
            FaultClass::Timeout,
            format!("{url} did not come within {seconds} s"),
        )
    };
    tokio::time::timeout(PATIENCE, read(http, url))
        .await
        .map_err(|_| late())?
}

async fn read(http: &Http, url: &str) -> Result<Page, Fault> {
    let endpoint = Endpoint::new(url)?;
    let unreached = |error: reqwest::Error| {
        let error = error.without_url();
        Fault::new(
            FaultClass::Network,
            format!("{url} cannot be read: {error}"),
        )
    };
    let client = http.client(&endpoint).await?;
    let answer = client.get(url).send().await.map_err(unreached)?;
    let header = |name: &str| {
        let value = answer.headers().get(name)?;
        Some(value.to_str().ok()?.to_owned())
    };
    let mut page = Page {
        status: answer.status().as_u16(),
        kind: header("content-type").unwrap_or_default(),
        leads_to: header("location").filter(|_| answer.status().is_redirection()),
        body: Vec::new(),
        is_cut: false,
    };
    let mut pieces = answer.bytes_stream();
    while let Some(piece) = pieces.next().await {
        page.body.extend_from_slice(&piece.map_err(unreached)?);
        if page.body.len() > MOST {
            page.body.truncate(MOST);
            page.is_cut = true;
            break;
        }
    }
    Ok(page)
}
