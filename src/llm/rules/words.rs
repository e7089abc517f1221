//! What the rules say.

// Writing to a string cannot fail: `ok` drops nothing below.
use std::fmt::Write;

use super::command::COMMANDS;
use super::reply::{Facts, Known, RunFact};
use crate::config::Key;

pub(super) const GREETING: &str = "Hello. Say what you want to build, in a sentence or two: I show what I understand of it and make it when you agree. /help lists the rest.";

pub(super) const UNCLEAR: &str = "I work by rules and understand nothing of that, so nothing was begun. Name the things an application should keep, as in \"library with books, members and loans\". To make a project of these words all the same: /generate IDEA, or Ctrl-G n. /help lists what else there is.";

pub(super) const NO_TESTS: &str = "I find no tests to run in this folder: there is no Makefile with a test target, Cargo.toml, package.json, go.mod or pytest project here.";

/// How many runs are told.
const TOLD: usize = 5;

pub(super) fn abilities() -> String {
    let mut text = "Without a model I can make a tested web backend of an idea (say it in a sentence), show plans, runs and checks, and run tests. Talking needs a model: /model shows which there are and what each lacks.\n".to_owned();
    let wide = COMMANDS.iter().map(|one| one.usage().len()).max();
    for command in COMMANDS {
        let usage = command.usage();
        let wide = wide.unwrap_or_default();
        write!(text, "\n{usage:<wide$}  {}", command.about).ok();
    }
    text
}

pub(super) fn model(facts: &Facts) -> String {
    let mut text = "These answers come from rules; no model is connected. A key is read from the environment or from config.yaml (vibecober config path says where that is):\n".to_owned();
    for (who, key) in [
        ("Anthropic", Key::AnthropicKey),
        ("OpenAI", Key::OpenaiKey),
        ("NVIDIA NIM", Key::NimKey),
    ] {
        let variable = key.variables().last().copied().unwrap_or_default();
        write!(text, "\n{who:<10}  {variable:<18}  {}", key.name()).ok();
    }
    let addresses: Vec<_> = [Key::AnthropicUrl, Key::OpenaiUrl]
        .into_iter()
        .filter_map(|key| key.variables().last().copied())
        .collect();
    write!(
        text,
        "\n\n{} point to another address, such as a local server. ",
        addresses.join(" and ")
    )
    .ok();
    if facts.keys.is_empty() {
        text.push_str("No key is set now.");
    } else {
        let keys = facts.keys.join(", ");
        write!(text, "A key is set for: {keys}.").ok();
    }
    text.push_str(" vibecober auth add PROVIDER keeps one too. /model chooses the model that answers; vibecober models list says what each costs and what it lacks.");
    text
}

pub(super) fn needs_model(facts: &Facts) -> String {
    format!(
        "Changing code by words needs a model, and none is connected. {} What works now: edit the file yourself (/open PATH), search (/search), run the tests (/test), or make a new project of an idea (/new IDEA).",
        configured(facts)
    )
}

pub(super) fn question(facts: &Facts) -> String {
    format!(
        "Answering that needs a model, and none is connected. {} I can tell about runs and checks (/status), keys (/keys) and setting up a model (/model).",
        configured(facts)
    )
}

fn configured(facts: &Facts) -> &'static str {
    if facts.keys.is_empty() {
        "/model shows which there are and what each lacks."
    } else {
        "A key is set: /model chooses the model that answers."
    }
}

pub(super) fn status(facts: &Facts) -> String {
    match &facts.known {
        Known::Opening => "The store is still being opened: ask again in a moment.".to_owned(),
        Known::Refused(reason) => format!("Runs cannot be read: {reason}"),
        Known::Open { runs, approvals } => open(runs, *approvals),
    }
}

fn open(runs: &[RunFact], approvals: usize) -> String {
    let Some(newest) = runs.first() else {
        return "There are no runs yet. Say an idea to begin one.".to_owned();
    };
    let mut text = match approvals {
        0 => "No approval waits for you.".to_owned(),
        1 => "One approval waits for you.".to_owned(),
        many => format!("{many} approvals wait for you."),
    };
    text.push_str(" The newest runs:\n");
    for run in runs.iter().take(TOLD) {
        let RunFact {
            id, state, proof, ..
        } = run;
        write!(text, "\n{id}  {state}, {proof}  {}", run.idea).ok();
    }
    if !newest.checks.is_empty() {
        write!(text, "\n\nChecks of {}:\n", newest.id).ok();
        for (name, outcome) in &newest.checks {
            write!(text, "\n{name:<14}  {outcome}").ok();
        }
    }
    text.push_str("\n\n/runs shows all of them.");
    text
}
