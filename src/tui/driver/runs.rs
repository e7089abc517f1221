//! The work of the view of runs.

use jiff::Timestamp;

use super::{Hands, chat};
use crate::app::{App, proof_now};
use crate::domain::ids::RunId;
use crate::store::StoreError;
use crate::tui::root::{Msg as RootMsg, Notice, Request};
use crate::tui::views::runs::{Effect, Msg, Record};
use crate::verify::test_command;

/// The most runs that are listed.
const LISTED: u32 = 5_000;

/// What is said while the store is not open.
const NOT_OPEN: &str = "The store is not open, so that no runs can be read.";

/// Performs one effect; results come back as messages.
pub fn perform(effect: Effect, hands: &Hands) {
    match effect {
        Effect::List => hands.work(|hands| {
            Some(with_app(hands, |app| {
                let runs = app.store().read(|tx| tx.runs(LISTED))?;
                Ok(Msg::Listed(runs, Timestamp::now()))
            }))
        }),
        Effect::Read(run) => {
            hands.work(move |hands| Some(with_app(hands, |app| read(app, run))));
        }
        Effect::Cancel(run) => chat::cancel(run, hands),
        Effect::Open(folder) => hands.work(move |_| {
            Some::<RootMsg>(if folder.is_dir() {
                Request::OpenWorkspace(folder).into()
            } else {
                let shown = folder.display();
                Notice::warn(format!("{shown} is not there any more")).into()
            })
        }),
        Effect::Test(folder) => hands.work(move |_| {
            let shown = folder.display();
            Some::<RootMsg>(if !folder.is_dir() {
                Notice::warn(format!("{shown} is not there any more")).into()
            } else if let Some(command) = test_command(&folder) {
                Request::Run { command, folder }.into()
            } else {
                Notice::warn(format!("no tests are found in {shown}")).into()
            })
        }),
    }
}

fn with_app(hands: &Hands, read: impl FnOnce(&App) -> Result<Msg, StoreError>) -> Msg {
    match hands.engine().app().map(read) {
        Some(Ok(msg)) => msg,
        Some(Err(error)) => Msg::Refused(error.to_string()),
        None => Msg::Refused(NOT_OPEN.to_owned()),
    }
}

fn read(app: &App, id: RunId) -> Result<Msg, StoreError> {
    let mut record = app.store().read(|tx| {
        let run = tx.run(id)?;
        Ok(Record {
            proof: run.proof,
            run,
            events: tx.events(id, 0, u32::MAX)?,
            documents: tx.documents(id)?,
            builds: tx.builds(id)?,
            evidence: tx.evidence(id)?,
        })
    })?;
    // Hashing the files takes longer than reading the rows, and needs no transaction.
    let checked = record.evidence.last().map(|one| one.tree_hash.as_str());
    record.proof = proof_now(&record.run, checked);
    Ok(Msg::Read(Box::new(record)))
}
