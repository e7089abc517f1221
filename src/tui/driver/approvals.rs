//! The work of the approvals: reads them, and takes answers to the application.

use jiff::Timestamp;

use super::Hands;
use crate::app::{App, Verdict};
use crate::domain::approval::{Approval, ApprovalState, Face};
use crate::domain::ids::ApprovalId;
use crate::domain::run::RunState;
use crate::factory::Outcome;
use crate::text::printable;
use crate::tui::panes::approvals::{Effect, Msg};
use crate::tui::root::Notice;

/// How many approvals are shown, with those that were answered.
const SHOWN: u32 = 60;

/// What is said while the store is not open.
const NOT_OPEN: &str = "the store is not open, so that nothing can be answered";

/// Performs one effect; results come back as messages.
pub fn perform(effect: Effect, hands: &Hands) {
    match effect {
        Effect::Load => hands.work(load),
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
    let decided = app.decide(id, verdict, Face::Ide).await;
    let decided = decided.map_err(|error| error.to_string())?;
    let name = name(&decided.approval);
    if decided.approval.question.subject.wish().is_some() {
        return Ok(goes_on(app, &decided.approval));
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

/// What an agent does with an answer: it goes on where it works, or when its talk is taken up.
fn goes_on(app: &App, approval: &Approval) -> Notice {
    let title = printable(&approval.question.title).into_owned();
    let said = match approval.state {
        ApprovalState::Approved => "accepted",
        ApprovalState::Denied
        | ApprovalState::Pending
        | ApprovalState::Expired
        | ApprovalState::Superseded => "denied",
    };
    let works = app.store().read(|tx| tx.run(approval.run));
    if works.is_ok_and(|run| run.owner.is_some()) {
        return Notice::good(format!("{title}: {said}, the agent goes on"));
    }
    let session = approval.run.short();
    Notice::info(format!(
        "{title}: {said}; nobody works on it now: vibecober exec --resume {session} goes on"
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
