//! The work of the wizard above the screen.

use std::path::{Path, PathBuf};

use super::generation::{Wish, make};
use super::{Hands, chat};
use crate::app::{Standing, standing};
use crate::blueprint::understand;
use crate::domain::plan::Mode;
use crate::tui::overlay;
use crate::tui::overlay::wizard::{Effect, Found, Reading};
use crate::tui::root::{Msg, Request};
use crate::verify::test_command;
use crate::workspace::{Target, inspect, resolve};

/// What is said while runs cannot be started.
const NOT_OPEN: &str =
    "The store is not open, so that no run can begin: what you chose stays here.";

/// Performs one effect; results come back as messages.
pub fn perform(effect: Effect, hands: &Hands) {
    match effect {
        Effect::Read { serial, idea, mode } => hands.work(move |hands| {
            let reading = read(&idea, mode, hands).map(Box::new);
            Some(found(Found::Read { serial, reading }))
        }),
        Effect::Look { serial, folder } => hands.work(move |hands| {
            let found = look(&folder, hands);
            Some(overlay::Msg::Wizard(Found::Folder { serial, found }))
        }),
        Effect::Start {
            idea,
            understanding,
            mode,
            folder,
            verify,
        } => hands.work(move |hands| {
            let Some(app) = hands.engine().app().cloned() else {
                return Some(refused(NOT_OPEN.to_owned()));
            };
            let target = match place(&folder, hands) {
                Ok(target) => target,
                Err(reason) => return Some(refused(reason)),
            };
            let wish = Wish {
                idea,
                understanding: *understanding,
                mode,
                target,
                verify,
            };
            hands.task(make(hands.clone(), app, wish, refused));
            None
        }),
        Effect::Cancel(run) => chat::cancel(run, hands),
        Effect::Document(id) => hands.work(move |hands| {
            let app = hands.engine().app()?;
            Some(match app.store().read(|tx| tx.document(id)) {
                Ok(document) => found(Found::Document(Box::new(document))),
                Err(error) => refused(error.to_string()),
            })
        }),
        Effect::Test(folder) => hands.work(move |_| {
            let command = test_command(&folder)?;
            Some(Request::Run { command, folder })
        }),
    }
}

fn found(found: Found) -> Msg {
    overlay::Msg::Wizard(found).into()
}

fn refused(reason: String) -> Msg {
    found(Found::Refused(reason))
}

fn read(idea: &str, mode: Option<Mode>, hands: &Hands) -> Result<Reading, String> {
    let config = hands.engine().app().map(crate::app::App::config);
    let usual = config.map(|config| config.mode.value).unwrap_or_default();
    let mode = mode.unwrap_or(usual);
    let understanding = understand(idea, mode).map_err(|error| error.to_string())?;
    let output = config.map_or_else(|| hands.workspace(), |config| config.output.value.clone());
    let folder = output.join(&understanding.model.name);
    Ok(Reading {
        understanding,
        mode,
        folder: resolve(&folder).unwrap_or(folder),
    })
}

fn look(folder: &str, hands: &Hands) -> Result<(PathBuf, Standing), String> {
    let target = place(folder, hands)?;
    let stands = match hands.engine().app() {
        Some(app) => standing(app.store(), &target).map_err(|error| error.to_string())?,
        None => match inspect(&target).map_err(|error| error.to_string())? {
            Target::Absent | Target::Empty => Standing::Free,
            Target::Occupied => Standing::Foreign,
        },
    };
    Ok((target, stands))
}

/// The folder that was typed, in full.
fn place(typed: &str, hands: &Hands) -> Result<PathBuf, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err("name a folder".to_owned());
    }
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let path = match (typed.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => home.join(rest),
        (Some(_) | None, _) => hands.workspace().join(Path::new(typed)),
    };
    resolve(&path).map_err(|error| error.to_string())
}
