//! What models did in a run, by agent and model: how many calls, why, and for how much.

use super::exit::Failure;
use super::report::line;
use super::style::{FAINT, HEAD, paint};
use crate::domain::call::Call;
use crate::domain::money::Usd;
use crate::domain::usage::Usage;
use crate::text::printable;

/// The calls of one agent to one model.
struct Share<'a> {
    agent: &'a str,
    model: String,
    why: &'a str,
    calls: usize,
    usage: Usage,
    cost: Usd,
}

/// Shows what models did; nothing where none was called.
///
/// # Errors
/// When standard output cannot be written.
pub fn show(calls: &[Call]) -> Result<(), Failure> {
    if calls.is_empty() {
        return Ok(());
    }
    let all = calls
        .iter()
        .fold(Usd::ZERO, |sum, call| sum.plus(call.bill.cost));
    line(&format!(
        "{}  {} · {}",
        paint(HEAD, "models"),
        counted(calls.len()),
        all.exact()
    ))?;
    for share in shares(calls) {
        let Share {
            agent, calls, why, ..
        } = share;
        let took = format!(
            "{}, {} tokens in, {} out",
            counted(calls),
            share.usage.read(),
            share.usage.output
        );
        line(&format!(
            "  {:<14}{}  {}  {took}  {}",
            printable(agent),
            printable(&share.model),
            share.cost.exact(),
            paint(FAINT, printable(why))
        ))?;
    }
    Ok(())
}

fn counted(calls: usize) -> String {
    match calls {
        1 => "1 call".to_owned(),
        many => format!("{many} calls"),
    }
}

/// Sums by agent and model, the first that was called first.
fn shares(calls: &[Call]) -> Vec<Share<'_>> {
    let mut shares: Vec<Share<'_>> = Vec::new();
    for call in calls.iter().rev() {
        let model = call.model.to_string();
        let same = |one: &&mut Share<'_>| one.agent == call.agent && one.model == model;
        if let Some(share) = shares.iter_mut().find(same) {
            share.calls += 1;
            share.usage += call.bill.usage;
            share.cost = share.cost.plus(call.bill.cost);
            continue;
        }
        shares.push(Share {
            agent: &call.agent,
            model,
            why: &call.why,
            calls: 1,
            usage: call.bill.usage,
            cost: call.bill.cost,
        });
    }
    shares
}
