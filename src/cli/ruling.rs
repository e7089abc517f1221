//! Rules on the command line: what one would say before it is saved, and what was saved.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::answers::{RuleArgs, RuleScope};
use super::exit::Failure;
use super::report::line;
use super::run::when;
use super::style::{FAINT, GOOD, STRONG, WARN, paint};
use crate::app::{Weighed, weigh};
use crate::domain::approval::Approval;
use crate::domain::rule::{Rule, Scope};
use crate::domain::verdict::Decision;
use crate::policy::Draft;
use crate::store::Store;
use crate::text::printable;

/// How much of what a rule would have matched is shown.
const SHOWN: usize = 10;

/// Weighs the rule that the flags name; none where they name none.
///
/// # Errors
/// Why there cannot be such a rule.
pub fn weighed(
    store: &Store,
    approval: &Approval,
    args: &RuleArgs,
    decision: Decision,
) -> Result<Option<Weighed>, Failure> {
    let Some(text) = &args.rule else {
        return Ok(None);
    };
    let Some(wish) = approval.question.subject.wish() else {
        return Err(Failure::usage(
            "--rule is for what an agent asks: this is a question of a run",
        ));
    };
    let now = Timestamp::now();
    let draft = Draft {
        text: Some(text.clone()).filter(|text| !text.is_empty()),
        decision,
        scope: match args.scope {
            RuleScope::Once => Scope::Once,
            RuleScope::Session => Scope::Session(approval.run),
            RuleScope::Workspace => Scope::Workspace(wish.workspace.clone()),
            RuleScope::Always => Scope::Always,
        },
        expires: ends(&args.expires, now)?,
    };
    Ok(Some(weigh(store, approval, &draft, now)?))
}

/// When a rule ends, from `30m`, `12h`, `7d`, `2w`, a date, or `never`.
fn ends(text: &str, now: Timestamp) -> Result<Option<Timestamp>, Failure> {
    let wrong = || {
        Failure::usage(format!(
            "'{}' is no time to come: write --expires 30m, 12h, 7d, 2w, 2027-01-31 or never",
            printable(text)
        ))
    };
    if text == "never" {
        return Ok(None);
    }
    if let Ok(day) = text.parse::<Date>() {
        let begins = day.to_zoned(TimeZone::system()).map_err(|_| wrong())?;
        return Ok(Some(begins.timestamp()));
    }
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Ok(Some(moment));
    }
    let unit = text.chars().last().ok_or_else(wrong)?;
    let minutes: i64 = match unit {
        'm' => 1,
        'h' => 60,
        'd' => 24 * 60,
        'w' => 7 * 24 * 60,
        _ => return Err(wrong()),
    };
    let count: u32 = text.trim_end_matches(unit).parse().map_err(|_| wrong())?;
    let length = SignedDuration::from_mins(minutes * i64::from(count));
    now.checked_add(length).map(Some).map_err(|_| wrong())
}

/// Shows a rule and what follows from it.
///
/// # Errors
/// When standard output cannot be written.
pub fn show(found: &Weighed) -> Result<(), Failure> {
    let Weighed {
        rule,
        matched,
        of,
        alike,
    } = found;
    let id = paint(STRONG, printable(&rule.id));
    line(&format!("{}  {id}  {}", paint(STRONG, "rule"), said(rule)))?;
    for (what, examples) in [("fits", &rule.matches), ("does not fit", &rule.not_matches)] {
        for example in examples {
            let what = paint(FAINT, format!("{what:<12}"));
            line(&format!("  {what}  {}", printable(example)))?;
        }
    }
    let count = matched.len();
    line(&format!(
        "  would have matched {count} of {of} asked for so far"
    ))?;
    for one in matched.iter().take(SHOWN) {
        line(&format!("    {}", printable(one)))?;
    }
    if count > SHOWN {
        let more = format!("    and {} more", count - SHOWN);
        line(&paint(FAINT, more))?;
    }
    if !alike.is_empty() {
        let ids: Vec<String> = alike.iter().map(|one| one.id.short()).collect();
        let count = alike.len();
        let ids = ids.join(", ");
        line(&format!(
            "  {count} more waiting that it lets through (--alike): {ids}"
        ))?;
    }
    if rule.decision == Decision::Auto {
        let bound = "  it never lets through what destroys, what is protected, or what is outside of the sandbox";
        line(&paint(FAINT, bound))?;
    }
    Ok(())
}

/// What a rule decides, about what, where and how long, in one line.
fn said(rule: &Rule) -> String {
    let decides = match rule.decision {
        Decision::Auto => paint(GOOD, "allows"),
        Decision::Ask => paint(WARN, "asks about"),
        Decision::Deny => paint(WARN, "forbids"),
    };
    let about = rule.subject.to_string();
    let (about, scope) = (printable(&about), rule.scope.to_string());
    let ends = rule
        .expires
        .map_or_else(|| "no end".to_owned(), |end| format!("until {}", when(end)));
    format!("{decides} {about} · {} · {ends}", printable(&scope))
}

/// The same as JSON.
pub fn as_json(found: &Weighed) -> Value {
    let alike: Vec<String> = found.alike.iter().map(|one| one.id.to_string()).collect();
    json!({
        "rule": found.rule,
        "matched": found.matched,
        "looked_through": found.of,
        "alike": alike,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_to_come_is_read_in_every_form() {
        let now: Timestamp = "2026-01-02T03:04:05Z".parse().unwrap();
        let ends = |text| ends(text, now).map_err(|error| error.message);
        let at = |text: &str| Ok(Some(text.parse().unwrap()));
        assert_eq!(ends("never"), Ok(None));
        assert_eq!(ends("30m"), at("2026-01-02T03:34:05Z"));
        assert_eq!(ends("7d"), at("2026-01-09T03:04:05Z"));
        assert_eq!(ends("2w"), at("2026-01-16T03:04:05Z"));
        assert_eq!(ends("2027-01-31T00:00:00Z"), at("2027-01-31T00:00:00Z"));
        assert!(ends("2027-01-31").is_ok());
        for wrong in ["", "d", "7", "-1d", "7x", "soon", "99999999999w"] {
            let said = ends(wrong).unwrap_err();
            assert!(said.contains("write --expires"), "{said}");
        }
    }
}
