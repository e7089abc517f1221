//! Reads an address of the web for a model.

use crate::llm::http::{Http, Page, Settings, page};
use crate::tools::{FetchUrl, Outcome};

/// The most of a page that a model reads, in characters.
const MOST: usize = 60_000;

/// Reads the address; where it leads elsewhere, that is told and asked for anew.
pub(super) async fn fetch(what: &FetchUrl) -> Outcome {
    let http = Http::new(Settings::from_env());
    match page(&http, &what.url).await {
        Ok(page) => told(what, &page),
        Err(fault) => Outcome::failed(&fault.message, format!("fetch {}", fault.class)),
    }
}

fn told(what: &FetchUrl, page: &Page) -> Outcome {
    let summary = format!("fetch {} · {}", what.url, page.status);
    if let Some(place) = &page.leads_to {
        let text = format!("{} leads to {place}: fetch that", what.url);
        return Outcome::failed(text, summary);
    }
    let text = String::from_utf8_lossy(&page.body);
    let is_text = !page.body.contains(&0);
    let body = match (is_text, text.char_indices().nth(MOST)) {
        (false, _) => "[not text]".to_owned(),
        (true, Some((at, _))) => format!("{}\n[… cut]", &text[..at]),
        (true, None) if page.is_cut => format!("{text}\n[… cut]"),
        (true, None) => text.into_owned(),
    };
    let text = format!("status {} · {}\n{body}", page.status, page.kind);
    if (200..300).contains(&page.status) {
        Outcome::done(text, summary)
    } else {
        Outcome {
            status: crate::domain::message::ToolStatus::Failed,
            ..Outcome::done(text, summary)
        }
    }
}
