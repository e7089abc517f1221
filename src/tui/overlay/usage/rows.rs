//! The day's money as rows.

use jiff::Timestamp;

use super::state::Book;
use crate::domain::breaker::Circuit;
use crate::domain::budget::Tally;
use crate::domain::day;
use crate::domain::money::Usd;
use crate::store::{Endpoint, Share};
use crate::tui::draw::{Row, cut, width};
use crate::tui::panes::chat::tokens;
use crate::tui::theme::Token;

/// The columns of the bar of the day.
const BAR: u16 = 40;
/// The columns of the figures beside a name.
const FIGURES: u16 = 44;

/// All of it for that many columns.
pub(super) fn rows(book: &Book, columns: u16) -> Vec<Row> {
    let mut rows = today(book, columns);
    let [models, agents, runs] = &book.shares;
    if models.is_empty() {
        rows.push(Row::new());
        rows.push(Row::of("No model was called today.", Token::Muted));
    }
    for (what, shares) in [("model", models), ("agent", agents), ("run", runs)] {
        if shares.is_empty() {
            continue;
        }
        rows.push(Row::new());
        rows.push(heads(what, columns));
        rows.extend(shares.iter().map(|share| row(what, share, book, columns)));
    }
    if !book.endpoints.is_empty() {
        rows.push(Row::new());
        rows.push(Row::of("endpoints", Token::Heading));
        rows.extend(book.endpoints.iter().map(|one| endpoint(one, book.now)));
    }
    rows
}

fn today(book: &Book, columns: u16) -> Vec<Row> {
    let tally = book.tally;
    let minutes = day::until_next(book.day, book.now).as_mins().max(0);
    let resets = format!(
        "{} tier · {} in UTC · a new day in {} h {:02} min",
        book.tier,
        book.day,
        minutes / 60,
        minutes % 60
    );
    let mut rows = Vec::new();
    match book.caps.day {
        Some(cap) => {
            let left = cap.less(tally.used());
            let head = Row::of("today  ", Token::Heading)
                .then(tally.spent.brief(), Token::Strong)
                .then(format!(" of {} spent", cap.brief()), Token::Text);
            rows.push(held(head, tally).then(format!(" · {} left", left.brief()), Token::Text));
            rows.push(bar(tally, cap, BAR.min(columns)));
        }
        None => {
            let head = Row::of("today  ", Token::Heading)
                .then(tally.spent.brief(), Token::Strong)
                .then(" spent, no cap for the day", Token::Text);
            rows.push(held(head, tally));
        }
    }
    rows.push(Row::of(resets, Token::Muted));
    for (what, cap) in [("call", book.caps.call), ("run", book.caps.run)] {
        if let Some(cap) = cap {
            let text = format!("a {what} may cost {}", cap.brief());
            rows.push(Row::of(text, Token::Muted));
        }
    }
    rows
}

fn held(row: Row, tally: Tally) -> Row {
    if tally.held == Usd::ZERO {
        return row;
    }
    row.then(
        format!(" · {} held by calls at work", tally.held.brief()),
        Token::Warn,
    )
}

/// What is spent of the cap, then what is held, then what is left.
fn bar(tally: Tally, cap: Usd, columns: u16) -> Row {
    let part = |amount: Usd| {
        let wide = amount.amount().saturating_mul(columns.into());
        let cells = wide.checked_div(cap.amount()).map(|part| part.ceil());
        let cells = cells.and_then(|cells| u16::try_from(cells).ok());
        usize::from(cells.unwrap_or(columns).min(columns))
    };
    let (spent, used) = (part(tally.spent), part(tally.used()));
    let whole = usize::from(columns);
    let token = match spent * 100 / whole.max(1) {
        0..80 => Token::Good,
        80..100 => Token::Warn,
        _ => Token::Bad,
    };
    Row::of("━".repeat(spent), token)
        .then("━".repeat(used - spent), Token::Warn)
        .then("┄".repeat(whole - used), Token::ProgressRest)
}

fn heads(what: &str, columns: u16) -> Row {
    let name = format!("{what:<wide$}", wide = names(columns));
    Row::of(name, Token::Heading).then(figures("calls", "spent", "held", "in", "out"), Token::Muted)
}

fn row(what: &str, share: &Share, book: &Book, columns: u16) -> Row {
    let name = match what {
        // How it began says more than its id.
        "run" => {
            let id: String = share.name.chars().take(8).collect();
            let title = book.titles.get(&share.name).map_or("", String::as_str);
            format!("{id}  {title}")
        }
        _ => share.name.clone(),
    };
    let wide = names(columns);
    let name = cut(&name, u16::try_from(wide.saturating_sub(1)).unwrap_or(8)).into_owned();
    let blanks = " ".repeat(wide.saturating_sub(usize::from(width(&name))));
    let held = if share.tally.held == Usd::ZERO {
        "–".to_owned()
    } else {
        share.tally.held.brief()
    };
    let figures = figures(
        &share.calls.to_string(),
        &share.tally.spent.brief(),
        &held,
        &tokens(share.usage.read()),
        &tokens(share.usage.output),
    );
    Row::of(format!("{name}{blanks}"), Token::Text).then(figures, Token::Text)
}

fn names(columns: u16) -> usize {
    usize::from(columns.saturating_sub(FIGURES).clamp(10, 60))
}

fn figures(calls: &str, spent: &str, held: &str, read: &str, wrote: &str) -> String {
    format!("{calls:>6} {spent:>10} {held:>10} {read:>7} {wrote:>7}")
}

fn endpoint(endpoint: &Endpoint, now: Timestamp) -> Row {
    let breaker = &endpoint.breaker;
    let last = breaker.last.map(|class| class.name().replace('_', " "));
    let why = last.map(|last| format!(" ({last}, {} in a row)", breaker.failures));
    let why = why.unwrap_or_default();
    let (mark, token, text) = match breaker.circuit {
        Circuit::Closed if breaker.failures == 0 => ("● ", Token::Good, "well".to_owned()),
        Circuit::Closed => ("● ", Token::Warn, format!("in use{why}")),
        Circuit::Open { until, .. } => {
            let left = until.duration_since(now).as_secs().max(0);
            (
                "○ ",
                Token::Bad,
                format!("left alone for {left} s more{why}"),
            )
        }
        Circuit::HalfOpen(_) => ("◐ ", Token::Warn, format!("being tried{why}")),
    };
    Row::of(mark, token)
        .then(
            format!("{}  {}  ", endpoint.provider, endpoint.endpoint),
            Token::Text,
        )
        .then(text, token)
}
