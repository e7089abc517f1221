//! Reads what was spent.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::Hands;
use crate::app::App;
use crate::store::{By, ReadTx, Share, StoreError};
use crate::tui::overlay;
use crate::tui::overlay::usage::{Book, Effect, Found};
use crate::tui::root::Msg as RootMsg;

/// How many runs are told by how they began.
const TITLED: usize = 100;

/// Performs one effect; results come back as messages.
pub fn perform(effect: Effect, hands: &Hands) {
    match effect {
        Effect::Read => hands.work(|hands| {
            let found = match hands.engine().app().map(read) {
                Some(Ok(book)) => Found::Book(Box::new(book)),
                Some(Err(error)) => Found::Refused(error.to_string()),
                None => {
                    Found::Refused("The store is not open, so that nothing can be read.".to_owned())
                }
            };
            Some(RootMsg::Overlay(overlay::Msg::Usage(found)))
        }),
    }
}

fn read(app: &App) -> Result<Book, StoreError> {
    let now = Timestamp::now();
    let config = app.config();
    app.store().read(|tx| {
        let today = tx.spending_today(now)?;
        let by = |by| tx.spending_by(by, today.day);
        let shares = [by(By::Model)?, by(By::Agent)?, by(By::Run)?];
        Ok(Book {
            now,
            caps: config.caps(),
            tier: config.tier.value.to_string(),
            titles: titles(tx, &shares[2]),
            endpoints: tx.breakers()?,
            day: today.day,
            tally: today.tally,
            shares,
        })
    })
}

/// How runs began; one that is gone has no title.
fn titles(tx: &ReadTx, runs: &[Share]) -> BTreeMap<String, String> {
    let runs = runs.iter().take(TITLED).filter_map(|share| {
        let run = tx.run(share.name.parse().ok()?).ok()?;
        Some((share.name.clone(), run.request.idea))
    });
    runs.collect()
}
