//! Rules that are saved with an answer: weighed before, and held against what they are to let through.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::AppError;
use crate::domain::approval::{Approval, ApprovalState};
use crate::domain::ids::ApprovalId;
use crate::domain::rule::{Rule, Scope};
use crate::domain::verdict::Decision;
use crate::domain::wish::{AgentWish, Wish};
use crate::policy::{
    Disk, Draft, Origin, RuleError, RuleSet, draft_rule, host_of, judge_wish, would_match,
};
use crate::store::{Kind, Store};

/// How far back is looked for what a rule would have matched.
const HISTORY: u32 = 5_000;

/// A rule before it is saved, and what follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// The rule.
    pub rule: Rule,
    /// What it would have matched of what agents have asked for, the newest first.
    pub matched: Vec<String>,
    /// How much was looked through.
    pub of: usize,
    /// What else waits that it lets through.
    pub alike: Vec<Approval>,
}

/// Weighs the rule that `draft` would save with the answer to `answered`.
///
/// # Errors
/// Why there cannot be such a rule, in one line; or the store cannot be read.
pub fn weigh(
    store: &Store,
    answered: &Approval,
    draft: &Draft,
    now: Timestamp,
) -> Result<Weighed, AppError> {
    let Some(asked) = answered.question.subject.wish() else {
        let no_agent = "rules are for what an agent asks: this is a question of a run";
        return Err(refused(no_agent.to_owned()));
    };
    let rule = draft_rule(answered.id, asked, draft, now).map_err(AppError::RuleRefused)?;
    check(&rule, asked)?;
    let kind = match &asked.wish {
        Wish::Command { .. } | Wish::GoOn { .. } => Kind::Commands,
        Wish::Changes { .. } => Kind::Paths,
        Wish::Read { .. } => Kind::Looks,
        Wish::Address { .. } => Kind::Addresses,
    };
    let (history, pending) = store.read(|tx| {
        let history = tx.asked_before(kind, HISTORY)?;
        Ok((history, tx.pending_approvals()?))
    })?;
    let history: Vec<String> = match kind {
        Kind::Commands => history,
        Kind::Paths | Kind::Looks => {
            let below = |path: String| {
                let inside = std::path::Path::new(&path).strip_prefix(&asked.workspace);
                inside.map_or(path.clone(), |path| path.to_string_lossy().into_owned())
            };
            history.into_iter().map(below).collect()
        }
        Kind::Addresses => history.iter().filter_map(|url| host_of(url)).collect(),
    };
    // The same is asked for again and again: each is read once.
    let once: BTreeSet<&String> = history.iter().collect();
    let once: Vec<String> = once.into_iter().cloned().collect();
    let hits: BTreeSet<&str> = would_match(&rule, &once).into_iter().collect();
    let matched = history.iter().filter(|one| hits.contains(one.as_str()));
    let matched = matched.cloned().collect();
    let alike = pending.into_iter();
    let alike = alike.filter(|other| other.id != answered.id && is_alike(&rule, other, now));
    Ok(Weighed {
        matched,
        of: history.len(),
        alike: alike.collect(),
        rule,
    })
}

/// Refuses a rule that would be saved in vain, or that says more than can be said.
pub(super) fn check(rule: &Rule, asked: &AgentWish) -> Result<(), AppError> {
    let rules = RuleSet::load(vec![rule.clone()], Origin::Person).map_err(AppError::RuleRefused)?;
    let verdict = judge_wish(asked, std::env::home_dir().as_deref(), &Disk, &rules);
    let Some(verdict) = verdict else {
        return Err(refused(
            "there is nothing that a rule could name".to_owned(),
        ));
    };
    let always = asked.finding.guard.always_waits() || verdict.guard.always_waits();
    match rule.decision {
        Decision::Auto if always => Err(refused(format!(
            "rules cannot let this through: {}",
            verdict.reason
        ))),
        Decision::Auto if verdict.decision != Decision::Auto => Err(refused(format!(
            "'{}' would not let this through: {}",
            rule.subject, verdict.reason
        ))),
        Decision::Auto | Decision::Ask | Decision::Deny => Ok(()),
    }
}

/// Those of `others` that wait and that the rule lets through.
pub(super) fn alike_of(
    store: &Store,
    rule: &Rule,
    others: &[ApprovalId],
    now: Timestamp,
) -> Result<Vec<ApprovalId>, AppError> {
    let mut alike = Vec::with_capacity(others.len());
    for id in others {
        let other = store.read(|tx| tx.approval(*id))?;
        if is_alike(rule, &other, now) {
            alike.push(*id);
        }
    }
    Ok(alike)
}

/// True where an approval waits that would not have been asked for under the rule.
fn is_alike(rule: &Rule, other: &Approval, now: Timestamp) -> bool {
    let Some(asked) = other.question.subject.wish() else {
        return false;
    };
    let holds = rule.holds(now, &asked.workspace, Some(other.run));
    let lasts = rule.scope != Scope::Once && rule.decision == Decision::Auto;
    // What a rule of a file asks for stays asked: the stricter rule counts.
    let is_ruled = asked.finding.rule.starts_with("rule:");
    other.state == ApprovalState::Pending
        && holds
        && lasts
        && !is_ruled
        && check(rule, asked).is_ok()
}

fn refused(problem: String) -> AppError {
    AppError::RuleRefused(RuleError::Unfit(problem))
}
