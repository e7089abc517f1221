//! The work of the approvals: reads them, and takes answers to the application.

use jiff::{SignedDuration, Timestamp};

use super::Hands;
use crate::app::{App, Verdict, Weighed, weigh};
use crate::domain::approval::{Approval, ApprovalState, Face};
use crate::domain::ids::ApprovalId;
use crate::domain::rule::Scope;
use crate::domain::run::RunState;
use crate::domain::verdict::Decision;
use crate::factory::Outcome;
use crate::policy::Draft;
use crate::store::Store;
use crate::text::printable;
use crate::tui::panes::approvals::{Effect, Msg, Reach, Wanted};
use crate::tui::root::Notice;

/// How many approvals are shown, with those that were answered.
const SHOWN: u32 = 60;

/// What is said while the store is not open.
const NOT_OPEN: &str = "the store is not open, so that nothing can be answered";

/// Performs one effect; results come back as messages.
pub fn perform(effect: Effect, hands: &Hands) {
    match effect {
        Effect::Load => hands.work(load),
        Effect::Weigh(wanted) => hands.work(|hands| weighed(wanted, hands)),
        Effect::Decide { approval, verdict } => decide(hands, approval, verdict),
    }
}

fn load(hands: &Hands) -> Option<Msg> {
    let store = hands.engine().app()?.store();
    hands.tell(Msg::Now(Timestamp::now()));
    Some(match store.read(|tx| tx.approvals(SHOWN)) {
        Ok(approvals) => Msg::Loaded(approvals),
        Err(error) => Msg::Refused {
            approval: None,
            why: error.to_string(),
        },
    })
}

/// Finds out what would follow from a rule as it is wanted now.
fn weighed(wanted: Wanted, hands: &Hands) -> Option<Msg> {
    let store = hands.engine().app()?.store();
    let found = draft(store, &wanted);
    Some(Msg::Weighed { wanted, found })
}

fn draft(store: &Store, wanted: &Wanted) -> Result<Box<Weighed>, String> {
    let asked = store.read(|tx| tx.approval(wanted.approval));
    let asked = asked.map_err(|error| error.to_string())?;
    let workspace = asked
        .question
        .subject
        .wish()
        .map(|asked| asked.workspace.clone());
    let now = Timestamp::now();
    let ends = wanted.lasts.hours().map(SignedDuration::from_hours);
    let draft = Draft {
        text: Some(wanted.text.clone()),
        decision: Decision::Auto,
        scope: match wanted.reach {
            Reach::Session => Scope::Session(asked.run),
            Reach::Workspace => Scope::Workspace(workspace.unwrap_or_default()),
            Reach::Always => Scope::Always,
        },
        expires: ends.and_then(|length| now.checked_add(length).ok()),
    };
    let found = weigh(store, &asked, &draft, now);
    found.map(Box::new).map_err(|error| error.to_string())
}

fn decide(hands: &Hands, approval: ApprovalId, verdict: Verdict) {
    let (app, hands) = (hands.engine().app().cloned(), hands.clone());
    hands.clone().task(async move {
        let Some(app) = app else {
            let why = NOT_OPEN.to_owned();
            hands.say(refused(approval, why)).await;
            return;
        };
        match answer(&app, approval, verdict).await {
            Ok(notice) => hands.say(notice).await,
            Err(why) => hands.say(refused(approval, why)).await,
        }
    });
}

/// Takes the answer down, and says what came of it once its run has ended or waits again.
async fn answer(app: &App, id: ApprovalId, verdict: Verdict) -> Result<Notice, String> {
    let ruled = ruled(&verdict);
    let decided = app.decide(id, verdict, Face::Ide).await;
    let decided = decided.map_err(|error| error.to_string())?;
    let name = name(&decided.approval);
    if decided.approval.question.subject.wish().is_some() {
        return Ok(goes_on(app, &decided.approval, &ruled));
    }
    let Some(begun) = decided.continued else {
        return Ok(Notice::info(format!("{name}: denied, nothing was changed")));
    };
    Ok(match begun.outcome.await {
        Ok(Ok(outcome)) => became(&name, &outcome),
        Ok(Err(error)) => Notice::bad(format!("{name}: {error}")),
        Err(_) => Notice::bad(format!("{name}: its run ended without an outcome")),
    })
}

/// What is said of the rule that is saved with an answer; empty without one.
fn ruled(verdict: &Verdict) -> String {
    let Verdict::Allow(allowance) = verdict else {
        return String::new();
    };
    let Some(rule) = &allowance.rule else {
        return String::new();
    };
    match allowance.alike.len() {
        0 => format!(" with rule {}", rule.id),
        more => format!(" with rule {}, and {more} alike", rule.id),
    }
}

/// What an agent does with an answer: it goes on where it works, or when its talk is taken up.
fn goes_on(app: &App, approval: &Approval, ruled: &str) -> Notice {
    let title = printable(&approval.question.title).into_owned();
    let said = match approval.state {
        ApprovalState::Approved => match approval.amendment() {
            Some(changed) => format!("accepted, {}", printable(&changed.words())),
            None => "accepted".to_owned(),
        },
        ApprovalState::Denied
        | ApprovalState::Pending
        | ApprovalState::Expired
        | ApprovalState::Superseded => "denied".to_owned(),
    };
    let works = app.store().read(|tx| tx.run(approval.run));
    if works.is_ok_and(|run| run.owner.is_some()) {
        return Notice::good(format!("{title}: {said}{ruled}; the agent goes on"));
    }
    let session = approval.run.short();
    Notice::info(format!(
        "{title}: {said}{ruled}; nobody works on it now: vibecober exec --resume {session} goes on"
    ))
}

fn became(name: &str, outcome: &Outcome) -> Notice {
    let reason = &outcome.run.reason;
    match outcome.run.state {
        RunState::Completed | RunState::PartialSuccess => {
            let files = outcome.files.len();
            let changed = outcome.delivered.as_ref().map_or(0, |one| one.changed);
            Notice::good(format!(
                "{name}: written, {changed} of {files} files changed"
            ))
        }
        RunState::AwaitingHuman | RunState::WaitingForApproval => Notice::warn(format!(
            "{name}: not written, its files changed since the question; it is asked anew"
        )),
        RunState::Idle
        | RunState::Planning
        | RunState::Executing
        | RunState::Reviewing
        | RunState::Qa
        | RunState::Failed
        | RunState::Cancelled
        | RunState::Timeout => Notice::bad(format!("{name}: {}: {reason}", outcome.run.state)),
    }
}

fn name(approval: &Approval) -> String {
    let Some(target) = approval.question.subject.target() else {
        return "preview".to_owned();
    };
    let name = target.file_name().unwrap_or(target.as_os_str());
    printable(&name.to_string_lossy()).into_owned()
}

fn refused(approval: ApprovalId, why: String) -> Msg {
    let approval = Some(approval);
    Msg::Refused { approval, why }
}
