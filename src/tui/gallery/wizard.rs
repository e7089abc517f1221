//! Scenes of the new-project wizard, step by step.

use std::path::PathBuf;

use super::projects::{
    IDEA, asking, at_work, document, events, failed, furnished, noon, proven, run_id,
};
use super::show::show;
use super::stage::Stage;
use crate::app::Standing;
use crate::blueprint::understand;
use crate::domain::document::Document;
use crate::domain::event::EventKind;
use crate::domain::plan::{AgentName, Mode};
use crate::tui::overlay::Msg;
use crate::tui::overlay::wizard::{Found, Reading};

fn told(stage: &mut Stage, found: Found) {
    stage.tell(Msg::Wizard(found));
}

fn asked(stage: &mut Stage) {
    furnished(stage);
    stage.press("ctrl-g n");
    stage.write(IDEA);
}

fn read(stage: &mut Stage) {
    asked(stage);
    stage.press("enter");
    let reading = Reading {
        understanding: understand(IDEA, Mode::Full).unwrap(),
        mode: Mode::Full,
        folder: PathBuf::from("/work/library"),
    };
    let reading = Ok(Box::new(reading));
    told(stage, Found::Read { serial: 1, reading });
}

fn placed(stage: &mut Stage) {
    read(stage);
    stage.press("tab");
    let found = Ok((PathBuf::from("/work/library"), Standing::Free));
    told(stage, Found::Folder { serial: 2, found });
}

fn watched(stage: &mut Stage, kinds: Vec<EventKind>) {
    placed(stage);
    stage.press("enter");
    let (run, events) = (run_id(), events(run_id(), kinds));
    told(stage, Found::Begun { run, events });
}

#[test]
fn the_idea_is_asked_for() {
    show("wizard-1", |stage| {
        furnished(stage);
        stage.press("ctrl-g n");
    });
}

#[test]
fn the_idea_is_written() {
    show("wizard-2-idea", asked);
}

#[test]
fn the_model_is_shown() {
    show("wizard-3-model", read);
}

#[test]
fn a_field_is_typed() {
    show("wizard-4-field", |stage| {
        read(stage);
        stage.press("down down down a");
        stage.write("price: mony");
        stage.press("enter");
    });
}

#[test]
fn how_and_where_is_chosen() {
    show("wizard-5-where", placed);
}

#[test]
fn the_folder_is_typed_and_holds_other_files() {
    show("wizard-6-folder", |stage| {
        placed(stage);
        stage.press("up up 2");
        let found = Ok((PathBuf::from("/work/library2"), Standing::Foreign));
        told(stage, Found::Folder { serial: 3, found });
    });
}

#[test]
fn the_run_is_watched() {
    show("wizard-7-run", |stage| watched(stage, at_work()));
}

#[test]
fn the_run_is_left() {
    show("wizard-8-leave", |stage| {
        watched(stage, at_work());
        stage.press("esc");
    });
}

#[test]
fn a_document_is_read() {
    show("wizard-8-document", |stage| {
        watched(stage, at_work());
        stage.press("enter");
        let content = serde_json::json!({
            "summary": "A library lends books to members.",
            "entities": [
                {"name": "Book", "fields": ["title: string", "author: string"]},
                {"name": "Member", "fields": ["name: string", "email: email"]},
            ],
            "assumptions": ["a loan ends after 28 days"],
        });
        told(
            stage,
            Found::Document(Box::new(Document {
                id: document(),
                run: run_id(),
                agent: AgentName::Planner,
                title: "What the library keeps".to_owned(),
                content,
                at: noon(),
            })),
        );
    });
}

#[test]
fn the_run_is_done() {
    show("wizard-9-done", |stage| watched(stage, proven()));
}

#[test]
fn the_run_failed() {
    show("wizard-9-failed", |stage| watched(stage, failed()));
}

#[test]
fn the_question_of_the_run_stands_once_and_whole() {
    show("wizard-9-asks", |stage| watched(stage, asking()));
}
