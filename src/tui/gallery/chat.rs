//! Scenes of the chat, the first of which is what a newcomer sees.

use super::projects::{at_work, events, facts, furnished, proven, run_id};
use super::show::{show, show_at};
use super::stage::Stage;
use crate::llm::rules::{Facts, Known, answer};
use crate::tui::panes::chat::{Found, Msg};
use crate::tui::root::{Input, Msg as RootMsg};
use ratatui::layout::Size;

/// Sends a line and lets the rules answer it.
fn say(stage: &mut Stage, line: &str) {
    stage.write(line);
    stage.press("enter");
    let facts = Facts {
        known: Known::Opening,
        keys: Vec::new(),
        tests: Some("cargo test".to_owned()),
    };
    stage.tell(Msg::Found(Found::Reply(answer(line, &facts))));
}

#[test]
fn the_first_start() {
    show("first-start", |_| {});
}

#[test]
fn the_first_start_on_a_repository() {
    show("start", furnished);
    show_at("start", Size::new(60, 16), furnished);
    show_at("start", Size::new(120, 40), furnished);
}

#[test]
fn help_in_the_chat() {
    show("chat-help", |stage| {
        furnished(stage);
        say(stage, "/help");
    });
}

#[test]
fn a_talk_with_a_run() {
    show("chat-run", |stage| {
        furnished(stage);
        say(stage, "hello");
        say(stage, "what can you do without a key?");
        let run = run_id();
        let events = events(run, at_work());
        stage.tell(Msg::Found(Found::Begun { run, events }));
        facts(stage, 1, 0);
    });
}

#[test]
fn a_talk_with_a_result() {
    show("chat-done", |stage| {
        furnished(stage);
        let run = run_id();
        let events = events(run, proven());
        stage.tell(Msg::Found(Found::Begun { run, events }));
        stage.tell(Msg::Found(Found::Refused(
            "The folder /work/x cannot be written: no space is left on the device".to_owned(),
        )));
    });
}

#[test]
fn commands_are_completed() {
    show("chat-commands", |stage| {
        furnished(stage);
        stage.write("/");
    });
}

#[test]
fn a_long_paste() {
    show("chat-paste", |stage| {
        furnished(stage);
        stage.write("look at this: ");
        let lines: Vec<_> = (1..80)
            .map(|line| format!("line {line} of the log\n"))
            .collect();
        stage.tell(RootMsg::Input(Input::Paste(lines.concat())));
    });
}

#[test]
fn a_text_of_several_lines() {
    show("chat-lines", |stage| {
        furnished(stage);
        stage.write("a shop with articles, customers and orders, where an order has lines");
        stage.press("alt-enter");
        stage.write("prices are money");
    });
}
