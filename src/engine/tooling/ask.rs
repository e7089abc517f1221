//! Puts the question of a call to a person, and waits for the answer where somebody can give one.

use super::answer::{Said, said, wait_for};
use super::order::{Carried, Note, Order};
use crate::domain::approval::{ApprovalState, Face, Question};
use crate::domain::ids::ApprovalId;
use crate::domain::live::Live;
use crate::domain::tool_call::ToolState;
use crate::engine::turn::Patience;
use crate::store::{Answer, StoreError, Subscription, ToolStep};

/// Puts the question to a person, and waits for the answer where somebody can give one.
pub(super) async fn ask(
    order: &Order,
    question: Question,
) -> Result<Result<(ApprovalId, Said), Carried>, StoreError> {
    let (id, events) = raise(order, question).await?;
    let early = said(&order.store.read(|tx| tx.approval(id))?);
    let place = order.at.place;
    let answer = match (early, order.bench.patience) {
        (Some(answer), _) => answer,
        (None, Patience::Leaves) => return Ok(Err(Carried::Left(id))),
        (None, Patience::Waits) => {
            order.notes.send((place, Note::Waits(id))).await.ok();
            let mut stop = order.stop.clone();
            tokio::select! {
                answer = wait_for(&order.store, events, id) => answer?,
                () = crate::engine::calls::stopped(&mut stop) => {
                    withdraw(order, id)?;
                    let text = "not done: the person interrupted before it was allowed";
                    return Ok(Err(Carried::refused(text, "interrupted")));
                }
            }
        }
    };
    order.notes.send((place, Note::Goes)).await.ok();
    Ok(Ok((id, answer)))
}

/// The approval that is asked for: the one that was asked before, where it still fits exactly.
async fn raise(
    order: &Order,
    question: Question,
) -> Result<(ApprovalId, Subscription), StoreError> {
    // Before it is raised: an answer that comes at once is heard.
    let events = order.store.subscribe()?;
    let mut question = question;
    if order.state == ToolState::Running {
        question.title = format!("Again? {}", question.title);
        question.why = format!(
            "it was begun, and vibecober ended while it ran: it may have done its work already. {}",
            question.why
        );
    }
    let (run, at, tool) = (order.run, order.at, order.call.name.clone());
    // What was begun and never ended is asked anew: a yes counts once.
    let before = order.approval.filter(|_| order.state != ToolState::Running);
    // Whoever takes the session up has read nothing: what was read is kept with the question.
    let seen = serde_json::to_string(&order.bench.toolbox.seen()).unwrap_or_default();
    let id = order.store.write(move |tx| {
        if let Some(before) = before {
            let asked = tx.approval(before)?;
            if asked.question.binding == question.binding {
                return Ok(before);
            }
            if asked.state.transition(ApprovalState::Superseded).is_ok() {
                let answer = Answer::plain(
                    ApprovalState::Superseded,
                    Face::Vibecober,
                    "what would be done has changed since",
                );
                tx.decide_approval(before, answer)?;
            }
        }
        let title = question.title.clone();
        let id = tx.raise_approval(run, question)?.id;
        let step = ToolStep {
            at,
            tool,
            state: ToolState::Waiting,
            approval: Some(id),
            result: seen,
            about: title,
            files: Vec::new(),
        };
        tx.step_tool_call(run, &step)?;
        Ok(id)
    })?;
    let asked = order.store.read(|tx| tx.approval(id))?;
    if asked.state == ApprovalState::Pending {
        order.live.send(Live::Asked(Box::new(asked))).await.ok();
    }
    Ok((id, events))
}

/// Takes a question back that nobody needs an answer to any more.
fn withdraw(order: &Order, id: ApprovalId) -> Result<(), StoreError> {
    order.store.write(move |tx| {
        let asked = tx.approval(id)?;
        if asked.state == ApprovalState::Pending {
            let answer = Answer::plain(ApprovalState::Expired, Face::Vibecober, "interrupted");
            tx.decide_approval(id, answer)?;
        }
        Ok(())
    })
}
