//! Starts a generation and tells the screen what its commands print.

use std::path::PathBuf;
use std::time::Duration;

use tokio::sync::mpsc;

use super::Hands;
use crate::app::{App, GenerateRequest, ModelWish, Verify, budget};
use crate::blueprint::{Containers, RenderOptions, Tests, Understanding, complexity};
use crate::domain::ids::RunId;
use crate::domain::plan::Mode;
use crate::factory::{FactoryError, Occupied, Source};
use crate::tui::overlay;
use crate::tui::overlay::wizard;
use crate::tui::panes::chat;
use crate::tui::root::Msg;
use crate::workspace::Preference;

/// The shortest time between two lines that the screen is told; those between are dropped.
const BETWEEN_LINES: Duration = Duration::from_millis(80);
/// A longer line is cut before it is told, in characters.
const LONGEST_LINE: usize = 400;

/// A project that a person wants.
#[derive(Debug)]
pub struct Wish {
    /// The idea in their words.
    pub idea: String,
    /// What was understood of it, as they changed it.
    pub understanding: Understanding,
    /// How much of the team works.
    pub mode: Mode,
    /// Where it goes, absolute.
    pub target: PathBuf,
    /// Whether it is checked at once.
    pub verify: Verify,
}

/// Makes the project; `refused` tells why it could not begin.
pub async fn make(hands: Hands, app: App, wish: Wish, refused: fn(String) -> Msg) {
    let request = match request(&app, wish) {
        Ok(request) => request,
        Err(reason) => return hands.say(refused(reason)).await,
    };
    let begun = match app.generate(request).await {
        Ok(begun) => begun,
        Err(error) => return hands.say(refused(error.to_string())).await,
    };
    let run = begun.run.id;
    tell_begun(&hands, app, run);
    forward(&hands, run, begun.live).await;
    // What ended the run is stored with it, unless the store itself refused.
    if let Ok(Err(FactoryError::Store(error))) = begun.outcome.await {
        hands.say(refused(error.to_string())).await;
    }
}

fn request(app: &App, wish: Wish) -> Result<GenerateRequest, String> {
    let config = app.config();
    Ok(GenerateRequest {
        complexity: complexity(&wish.idea).0,
        idea: wish.idea,
        understanding: wish.understanding,
        options: RenderOptions {
            mode: wish.mode,
            tests: Tests::Write,
            containers: Containers::Write,
        },
        target: Some(wish.target),
        preference: Preference::Ask,
        occupied: Occupied::Ask,
        verify: wish.verify,
        tier: config.tier.value,
        budget: budget(None, config).map_err(|error| error.to_string())?,
        // What was shown and could be changed is what is written.
        models: ModelWish {
            source: Source::Written,
            ..ModelWish::default()
        },
    })
}

/// Tells that the run began, with its events so far; later ones come as they are stored.
fn tell_begun(hands: &Hands, app: App, run: RunId) {
    hands.work(move |hands| {
        let read = app.store().read(|tx| tx.events(run, 0, u32::MAX));
        let events = read.unwrap_or_default();
        let begun = wizard::Found::Begun {
            run,
            events: events.clone(),
        };
        hands.tell(overlay::Msg::Wizard(begun));
        let begun = chat::Found::Begun { run, events };
        Some(Msg::Chat(chat::Msg::Found(begun)))
    });
}

/// Tells the lines that commands print, as many as a person can see.
async fn forward(hands: &Hands, run: RunId, mut output: mpsc::Receiver<String>) {
    let messages = hands.messages();
    while let Some(mut text) = output.recv().await {
        while let Ok(newer) = output.try_recv() {
            if !newer.trim().is_empty() {
                text = newer;
            }
        }
        let line: String = text.chars().take(LONGEST_LINE).collect();
        let printed = wizard::Found::Printed {
            run,
            line: line.clone(),
        };
        // A screen that is behind does without the line.
        messages.try_send(overlay::Msg::Wizard(printed).into()).ok();
        let printed = chat::Found::Printed { run, line };
        messages.try_send(Msg::Chat(chat::Msg::Found(printed))).ok();
        tokio::time::sleep(BETWEEN_LINES).await;
    }
}
