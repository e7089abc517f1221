//! Reads which models and which earlier talks there are, and lets one of the models answer.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use super::Hands;
use crate::app::App;
use crate::domain::model_name::ModelName;
use crate::domain::price::Price;
use crate::domain::run::Run;
use crate::llm::Work;
use crate::llm::models::Listed;
use crate::store::{ReadTx, StoreError};
use crate::tui::overlay;
use crate::tui::overlay::choose::{Effect, Entry, Found, What};
use crate::tui::panes::chat::{self, Chosen, tokens};
use crate::tui::root::{Msg as RootMsg, Notice};
use crate::tui::views::runs::age;

/// How many talks are listed.
const LISTED: u32 = 300;
/// What is said while the store is not open.
const NOT_OPEN: &str = "The store is being opened: try again in a moment.";

/// Which model answers now.
#[derive(Debug, Clone, Default)]
pub struct InUse(Arc<Mutex<String>>);

impl InUse {
    fn name(&self) -> String {
        let name = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        name.clone()
    }

    fn set(&self, name: &str) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        name.clone_into(&mut now);
    }
}

/// Performs one effect; results come back as messages.
pub fn perform(effect: Effect, in_use: &InUse, hands: &Hands) {
    let Effect::List(what) = effect;
    let in_use = in_use.clone();
    hands.work(move |hands| {
        let found = match hands.engine().app() {
            None => Found::Refused(what, NOT_OPEN.to_owned()),
            Some(app) => list(what, app, &in_use, hands),
        };
        Some(RootMsg::Overlay(overlay::Msg::Choose(found)))
    });
}

/// Lets the model of that name answer from now on; says what it lacks where it cannot.
pub fn model(name: &str, in_use: &InUse, hands: &Hands) -> RootMsg {
    let Some(app) = hands.engine().app() else {
        return Notice::warn(NOT_OPEN).into();
    };
    let parsed: ModelName = match name.trim().parse() {
        Ok(parsed) => parsed,
        Err(error) => return Notice::warn(format!("{error}")).into(),
    };
    match chosen(&parsed, app) {
        Ok(chosen) => {
            in_use.set(&chosen.name);
            RootMsg::Chat(chat::Msg::Found(chat::Found::Model(chosen, None)))
        }
        Err(missing) => Notice::warn(missing).into(),
    }
}

/// The model that answers before another one is chosen, or what it lacks; and why this one, where
/// nobody chose it.
pub fn first(app: &App) -> (Result<Chosen, String>, Option<String>) {
    let route = app.caller().route(Work {
        role: "chat",
        complexity: None,
        chosen: None,
    });
    let set = route.model == app.config().models.chosen.value;
    let why = (!set && !route.model.is_rules()).then_some(route.why);
    (chosen(&route.model, app), why)
}

/// What is known of a model that is to answer, or why it cannot.
pub fn chosen(name: &ModelName, app: &App) -> Result<Chosen, String> {
    if name.is_rules() {
        return Ok(Chosen::default());
    }
    let models = app.caller().models();
    let opened = models.open(name).map_err(|fault| fault.message)?;
    let spec = opened.spec;
    if spec.price.is_none() {
        return Err(models.without_price(name));
    }
    Ok(Chosen {
        name: name.to_string(),
        context: spec.context,
    })
}

fn list(what: What, app: &App, in_use: &InUse, hands: &Hands) -> Found {
    match what {
        What::Model => {
            let now = match in_use.name() {
                name if name.is_empty() => app.config().models.chosen.value.to_string(),
                name => name,
            };
            Found::List(what, models(app, &now))
        }
        What::Talk => {
            let here = hands.workspace();
            let talks = app.store().read(|tx| {
                let runs = tx.sessions(Some(&here), LISTED)?;
                runs.iter().map(|run| talk(tx, run)).collect()
            });
            match talks {
                Ok(talks) => Found::List(what, talks),
                Err(error) => Found::Refused(what, error.to_string()),
            }
        }
    }
}

/// The rules, then the models that can be used, then those that lack something.
fn models(app: &App, now: &str) -> Vec<Entry> {
    let answers = app.caller().route(Work {
        role: "chat",
        complexity: None,
        chosen: None,
    });
    let now = match now {
        // Nobody chose one: it is whoever answers then.
        "" => &answers.model.to_string(),
        chosen => chosen,
    };
    let rules = Entry {
        key: ModelName::rules().to_string(),
        title: "rules".to_owned(),
        about: "No model and no network: projects from ideas, runs, checks.".to_owned(),
        right: "free".to_owned(),
        missing: None,
        current: now == "rules",
    };
    let all = app.caller().models().list();
    let listed = all.iter().filter(|one| one.spec.name.id != "*");
    let mut entries: Vec<Entry> = listed.map(|one| entry(one, now)).collect();
    entries.sort_by_key(|one| one.missing.is_some());
    std::iter::once(rules).chain(entries).collect()
}

fn entry(listed: &Listed, now: &str) -> Entry {
    let spec = &listed.spec;
    let name = spec.name.to_string();
    let (price, prices) = match &spec.price {
        None => (
            "no price".to_owned(),
            "nobody knows what it costs".to_owned(),
        ),
        Some(price) if *price == Price::FREE => ("free".to_owned(), "it costs nothing".to_owned()),
        Some(price) => (
            format!("{} / {}", price.input.brief(), price.output.brief()),
            format!(
                "a million tokens: {} in, {} from its cache, {} out",
                price.input.brief(),
                price.cache_read.brief(),
                price.output.brief()
            ),
        ),
    };
    let can: Vec<_> = spec.can.names().collect();
    let key = match &listed.usable {
        Ok(Some(source)) => format!(" · key from {source}"),
        Ok(None) | Err(_) => String::new(),
    };
    let about = format!(
        "reads {}, writes {} · {prices} · {}{key}",
        tokens(spec.context),
        tokens(spec.output),
        can.join(", ")
    );
    Entry {
        current: name == now,
        title: name.clone(),
        key: name,
        about,
        right: format!("{:>6}  {price}", tokens(spec.context)),
        missing: listed.usable.as_ref().err().cloned(),
    }
}

fn talk(tx: &ReadTx, run: &Run) -> Result<Entry, StoreError> {
    let messages = tx.count_messages(run.id)?;
    let spent = tx.spending_of_run(run.id)?.spent;
    let age = age(run.updated_at, Timestamp::now());
    Ok(Entry {
        key: run.id.to_string(),
        title: run.request.idea.clone(),
        about: format!(
            "{} · {} · {}",
            run.id.short(),
            run.state.name().replace('_', " "),
            spent.brief()
        ),
        right: format!("{messages} messages · {age} ago"),
        missing: None,
        current: false,
    })
}
