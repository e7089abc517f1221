//! What is known of a run, as the rows of a tab.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::message::Record;
use crate::domain::call::Ending;
use crate::domain::event::EventKind;
use crate::domain::evidence::{Check, Evidence, Outcome, Proof};
use crate::domain::money::Usd;
use crate::domain::run::{RunKind, RunRequest};
use crate::text::duration;
use crate::tui::draw::{Row, wrap};
use crate::tui::panes::chat::tokens;
use crate::tui::progress::{Progress, card, describe, document_rows};
use crate::tui::theme::Token;

/// What is shown of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Tab {
    /// Who worked and what came of it.
    #[default]
    Overview,
    /// Which model did what, why, and for how much.
    Calls,
    /// What happened, in order.
    Events,
    /// What the agents wrote.
    Documents,
    /// What the checks found, with their output.
    Checks,
    /// What was made.
    Builds,
}

impl Tab {
    /// The tabs in their order.
    pub(super) const ALL: [Self; 6] = [
        Self::Overview,
        Self::Events,
        Self::Documents,
        Self::Checks,
        Self::Builds,
        Self::Calls,
    ];

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Calls => "calls",
            Self::Events => "events",
            Self::Documents => "documents",
            Self::Checks => "checks",
            Self::Builds => "builds",
        }
    }

    /// The tab `steps` further, round the end.
    pub(super) fn step(self, steps: usize) -> Self {
        let here = Self::ALL.iter().position(|one| *one == self).unwrap_or(0);
        let next = (here + steps) % Self::ALL.len();
        Self::ALL.get(next).copied().unwrap_or_default()
    }
}

/// The rows of a tab for so many columns.
pub(super) fn rows(record: &Record, progress: &Progress, tab: Tab, columns: u16) -> Vec<Row> {
    let rows = match tab {
        Tab::Overview => overview(record, progress, columns),
        Tab::Calls => calls(record),
        Tab::Events => events(record),
        Tab::Documents => documents(record, columns),
        Tab::Checks => record
            .evidence
            .iter()
            .rev()
            .flat_map(|evidence| checks(evidence, columns))
            .collect(),
        Tab::Builds => builds(record),
    };
    if rows.is_empty() {
        return vec![Row::of(format!("No {} yet.", tab.name()), Token::Muted)];
    }
    rows
}

/// What a run is for, and what it may spend.
fn purpose(request: &RunRequest) -> String {
    let what = match request.kind {
        RunKind::Project => request.mode.to_string(),
        RunKind::Session => request.kind.to_string(),
    };
    match request.own_budget() {
        Some(budget) => format!("{what}, {} tier, budget {budget}", request.tier),
        None => format!("{what}, {} tier", request.tier),
    }
}

fn overview(record: &Record, progress: &Progress, columns: u16) -> Vec<Row> {
    let run = &record.run;
    let request = &run.request;
    let mut facts = vec![
        ("run", run.id.to_string(), Token::Text),
        ("mode", purpose(request), Token::Text),
        ("made", when(run.created_at), Token::Text),
    ];
    if let Some(target) = &request.target {
        facts.push(("folder", target.display().to_string(), Token::Link));
    }
    facts.push((
        "result",
        record.proof.to_string(),
        proof_token(record.proof),
    ));
    if record.proof == Proof::Stale {
        let why = "the files have changed since they were checked";
        facts.push(("", why.to_owned(), Token::Muted));
    }
    let mut rows: Vec<Row> = wrap(&request.idea, columns)
        .into_iter()
        .map(|line| Row::of(line, Token::Strong))
        .collect();
    rows.push(Row::new());
    rows.extend(
        facts.into_iter().map(|(name, what, token)| {
            Row::of(format!("{name:<9}"), Token::Muted).then(what, token)
        }),
    );
    rows.push(Row::new());
    rows.extend(
        card(progress, std::time::Duration::ZERO)
            .into_iter()
            .skip(1),
    );
    rows
}

/// The calls of models, oldest first, and what they cost together.
fn calls(record: &Record) -> Vec<Row> {
    let (mut rows, mut total) = (Vec::new(), Usd::ZERO);
    for event in &record.events {
        let EventKind::CallSettled {
            agent,
            model,
            why,
            usage,
            cost,
            ending,
            ..
        } = &event.kind
        else {
            continue;
        };
        total = total.plus(*cost);
        let (mark, token) = match ending {
            Ending::Whole => ("✓ ", Token::Good),
            Ending::Running => ("  ", Token::Working),
            Ending::Failed(_) | Ending::Cancelled | Ending::Crashed => ("✗ ", Token::Bad),
        };
        let took = format!(
            "{} in · {} out · {}",
            tokens(usage.read()),
            tokens(usage.output),
            cost.brief()
        );
        let row = Row::of(mark, token)
            .then(format!("{agent:<16}"), Token::Strong)
            .then(model.to_string(), Token::Text);
        rows.push(row.right(took, Token::Faint));
        let ended = match ending {
            Ending::Whole => String::new(),
            ending => format!("{}: ", ending.name().replace('_', " ")),
        };
        rows.push(Row::of(format!("  {ended}{why}"), Token::Muted));
    }
    if !rows.is_empty() {
        rows.push(Row::new());
        let all = match record.run.request.own_budget() {
            Some(budget) => format!("together {} of {budget}", total.brief()),
            None => format!("together {}", total.brief()),
        };
        rows.push(Row::of(all, Token::Strong));
    }
    rows
}

fn events(record: &Record) -> Vec<Row> {
    let mut before = record.run.created_at;
    let mut rows = Vec::with_capacity(record.events.len());
    for event in &record.events {
        let since = event.at.duration_since(before).as_millis();
        before = event.at;
        let since = duration(u64::try_from(since).unwrap_or(0));
        let row = describe(&event.kind).after(format!("{since:>9}  "), Token::Faint);
        rows.push(row);
    }
    rows
}

fn documents(record: &Record, columns: u16) -> Vec<Row> {
    let mut rows = Vec::new();
    for document in &record.documents {
        rows.push(
            Row::of(document.agent.name(), Token::Accent)
                .then(format!("  {}", document.title), Token::Strong)
                .right(when(document.at), Token::Faint),
        );
        let content = document_rows(&document.content, columns.saturating_sub(2));
        rows.extend(content.into_iter().map(|row| row.after("  ", Token::Faint)));
        rows.push(Row::new());
    }
    rows
}

fn checks(evidence: &Evidence, columns: u16) -> Vec<Row> {
    let hash: String = evidence.tree_hash.chars().take(12).collect();
    let mut rows = vec![
        Row::of(when(evidence.at), Token::Heading).then(format!("  tree {hash}"), Token::Muted),
    ];
    for check in &evidence.checks {
        rows.push(check_row(check));
        rows.push(Row::of(format!("    $ {}", check.command), Token::Muted));
        for line in check.output.lines() {
            output(line, columns, &mut rows);
        }
        rows.push(Row::new());
    }
    rows
}

fn check_row(check: &Check) -> Row {
    let (mark, token) = match check.outcome {
        Outcome::Passed => ("✓ ", Token::Good),
        Outcome::Failed | Outcome::TimedOut | Outcome::NotRun => ("✗ ", Token::Bad),
    };
    let ended = match check.exit_code {
        Some(0) | None => String::new(),
        Some(code) => format!("  exit code {code}"),
    };
    Row::of(mark, token)
        .then(check.name.clone(), Token::Strong)
        .then(format!("  {}{ended}", check.summary), Token::Text)
        .right(duration(check.duration_ms), Token::Faint)
}

fn output(line: &str, columns: u16, rows: &mut Vec<Row>) {
    let room = columns.saturating_sub(4);
    // Most lines are short, and looking for words in all of them would take long.
    if line.is_ascii() && line.len() <= usize::from(room) {
        rows.push(Row::of(format!("    {line}"), Token::Text));
        return;
    }
    let lines = wrap(line, room).into_iter();
    rows.extend(lines.map(|line| Row::of(format!("    {line}"), Token::Text)));
}

fn builds(record: &Record) -> Vec<Row> {
    let mut rows = Vec::new();
    for build in record.builds.iter().rev() {
        let files = build.manifest.len();
        rows.push(
            Row::of(format!("build {}", build.version), Token::Strong)
                .then(
                    format!("  {files} files in {}", build.target.display()),
                    Token::Text,
                )
                .right(when(build.at), Token::Faint),
        );
        let kept = build.archive.display();
        rows.push(Row::of(format!("  kept as {kept}"), Token::Muted));
        rows.extend(build.manifest.iter().map(|file| {
            Row::of(format!("  {}", file.path), Token::Text).right(
                format!("{} bytes · {}", file.bytes, file.agent),
                Token::Faint,
            )
        }));
        rows.push(Row::new());
    }
    rows
}

/// The colour of a proof.
pub(super) fn proof_token(proof: Proof) -> Token {
    match proof {
        Proof::Proven => Token::Good,
        Proof::Claimed | Proof::Stale => Token::Warn,
        Proof::Unproven => Token::Muted,
    }
}

fn when(at: Timestamp) -> String {
    let here = at.to_zoned(TimeZone::system());
    here.strftime("%Y-%m-%d %H:%M").to_string()
}

/// How long ago `at` was at `now`: `12 s`, `5 min`, `3 h`, `2 d`.
pub fn age(at: Timestamp, now: Timestamp) -> String {
    let seconds = now.duration_since(at).as_secs().max(0);
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min", seconds / 60),
        3_600..86_400 => format!("{} h", seconds / 3_600),
        86_400.. => format!("{} d", seconds / 86_400),
        i64::MIN..0 => String::new(),
    }
}
