//! `budget`: what today has spent, by run, agent and model, and what is left.

use comfy_table::CellAlignment;
use jiff::Timestamp;
use serde_json::json;

use super::exit::{Exit, Failure};
use super::report::{self, Voice, line};
use super::style::{BAD, FAINT, GOOD, STRONG, WARN, paint, table};
use crate::app::App;
use crate::domain::budget::Tally;
use crate::domain::day;
use crate::domain::money::Usd;
use crate::store::{By, Share, Today};
use crate::text::printable;

/// How many runs, agents or models are shown; the rest is summed up.
const SHOWN: usize = 15;

/// How long the bar of the day's cap is, in characters.
const BAR: u64 = 30;

/// Shows what today has spent. Calls of processes that are no more were settled when the
/// application started.
///
/// As JSON: `{"day", "resets_at", "tier", "cap", "spent", "held", "left", "caps", "runs", "agents",
/// "models"}`; `cap` and `left` are null for a tier without a cap.
///
/// # Errors
/// A store that cannot be read.
pub fn budget(app: &App, voice: Voice) -> Result<Exit, Failure> {
    let now = Timestamp::now();
    let (today, shares) = app.store().read(|tx| {
        let today = tx.spending_today(now)?;
        let by = |by| tx.spending_by(by, today.day);
        let shares = [by(By::Run)?, by(By::Agent)?, by(By::Model)?];
        Ok((today, shares))
    })?;
    if voice.is_human() {
        show(app, &today, &shares, now)?;
        return Ok(Exit::Done);
    }
    let caps = app.config().caps();
    let resets = now
        .checked_add(day::until_next(today.day, now))
        .unwrap_or(now);
    let [runs, agents, models] = shares;
    report::json(&json!({
        "day": today.day,
        "resets_at": resets,
        "tier": app.config().tier.value,
        "cap": caps.day,
        "spent": today.tally.spent,
        "held": today.tally.held,
        "left": caps.day.map(|cap| cap.less(today.tally.used())),
        "caps": caps,
        "runs": runs,
        "agents": agents,
        "models": models,
    }))?;
    Ok(Exit::Done)
}

fn show(app: &App, today: &Today, shares: &[Vec<Share>; 3], now: Timestamp) -> Result<(), Failure> {
    let (caps, tier) = (app.config().caps(), app.config().tier.value);
    let tally = today.tally;
    let (spent, held) = (tally.spent.exact(), tally.held.exact());
    let Some(cap) = caps.day else {
        line(&format!(
            "{}  {spent} spent, {held} held, no cap for the day ({tier} tier)",
            paint(STRONG, "today")
        ))?;
        return tables(shares);
    };
    let left = cap.less(tally.used());
    line(&format!(
        "{}  {} {spent} of {} spent, {held} held, {} left",
        paint(STRONG, "today"),
        bar(tally, cap),
        cap.exact(),
        left.exact()
    ))?;
    let minutes = day::until_next(today.day, now).as_mins();
    line(&format!(
        "       {}",
        paint(
            FAINT,
            format!(
                "{tier} tier, {} in UTC, a new day in {} h {:02} min",
                today.day,
                minutes / 60,
                minutes % 60
            )
        )
    ))?;
    for (what, cap) in [("call", caps.call), ("run", caps.run)] {
        if let Some(cap) = cap {
            let said = format!("a {what} may cost {} (budgets.{what})", cap.brief());
            line(&format!("       {}", paint(FAINT, said)))?;
        }
    }
    let clock = day::of(now);
    if clock < today.day {
        let said = format!(
            "the clock shows {clock}, but money was spent on {} already",
            today.day
        );
        line(&format!("       {}", paint(WARN, said)))?;
    }
    tables(shares)
}

/// What is spent as a filled bar, what is held behind it.
fn bar(tally: Tally, cap: Usd) -> String {
    let part = |amount: Usd| {
        let wide = amount.amount().saturating_mul(BAR.into());
        let cells = wide.checked_div(cap.amount()).map(|part| part.ceil());
        let cells = cells.and_then(|cells| u64::try_from(cells).ok());
        usize::try_from(cells.unwrap_or(BAR).min(BAR)).unwrap_or(0)
    };
    let (spent, used) = (part(tally.spent), part(tally.used()));
    let whole = usize::try_from(BAR).unwrap_or(0);
    let style = match spent * 100 / whole.max(1) {
        0..80 => GOOD,
        80..100 => WARN,
        _ => BAD,
    };
    format!(
        "{}{}{}",
        paint(style, "━".repeat(spent)),
        paint(FAINT, "━".repeat(used - spent)),
        paint(FAINT, "┄".repeat(whole - used))
    )
}

fn tables(shares: &[Vec<Share>; 3]) -> Result<(), Failure> {
    let [runs, agents, models] = shares;
    if runs.is_empty() {
        return line("no model was called today");
    }
    for (what, shares) in [("run", runs), ("agent", agents), ("model", models)] {
        line("")?;
        let mut rows = table([what, "calls", "spent", "held", "tokens in", "tokens out"]);
        for column in rows.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        for share in shares.iter().take(SHOWN) {
            rows.add_row(row(what, share));
        }
        line(&rows.to_string())?;
        if let Some(more) = shares.len().checked_sub(SHOWN).filter(|more| *more > 0) {
            let said = format!("and {more} more: vibecober budget --json has all");
            line(&paint(FAINT, said))?;
        }
    }
    Ok(())
}

fn row(what: &str, share: &Share) -> [String; 6] {
    let name: String = match what {
        // A run's id is recognised by its beginning.
        "run" => share.name.chars().take(8).collect(),
        _ => printable(&share.name).into_owned(),
    };
    let held = if share.tally.held == Usd::ZERO {
        paint(FAINT, "–")
    } else {
        paint(WARN, share.tally.held.exact())
    };
    [
        paint(STRONG, name),
        share.calls.to_string(),
        share.tally.spent.exact(),
        held,
        share.usage.read().to_string(),
        share.usage.output.to_string(),
    ]
}
