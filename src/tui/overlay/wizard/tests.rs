use std::path::{Path, PathBuf};
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent};
use jiff::Timestamp;
use ratatui::layout::Rect;

use super::state::Step;
use super::tree::Node;
use super::*;
use crate::app::Standing;
use crate::blueprint::understand;
use crate::domain::event::{Event, EventKind};
use crate::domain::ids::RunId;
use crate::domain::plan::Mode;
use crate::domain::run::RunState;
use crate::tui::keymap::Action;
use crate::tui::overlay::{self, Hand};
use crate::tui::root::{Ctx, Effect as RootEffect, Focus, Msg as RootMsg, Request};

const CTX: fn() -> Ctx<'static> = || Ctx {
    now: Duration::ZERO,
    workspace: Path::new("/w"),
    focus: Focus::Overlay,
};

const IDEA: &str = "library with books and members";

fn press(state: &mut State, action: Action) -> Vec<RootEffect> {
    update(state, Hand::Act(action), &CTX())
}

fn write(state: &mut State, text: &str) {
    for c in text.chars() {
        update(state, Hand::Key(KeyEvent::from(KeyCode::Char(c))), &CTX());
    }
}

fn tell(state: &mut State, told: Found) -> Vec<RootEffect> {
    found(state, told, &CTX())
}

fn work(effects: Vec<RootEffect>) -> Vec<Effect> {
    let own = effects.into_iter().filter_map(|effect| match effect {
        RootEffect::Overlay(overlay::Effect::Wizard(effect)) => Some(effect),
        _ => None,
    });
    own.collect()
}

fn requests(effects: Vec<RootEffect>) -> Vec<Request> {
    let own = effects.into_iter().filter_map(|effect| match effect {
        RootEffect::Send(msg) => match *msg {
            RootMsg::Request(request) => Some(request),
            _ => None,
        },
        _ => None,
    });
    own.collect()
}

/// A wizard whose idea was read.
fn at_model() -> State {
    let (mut state, effects) = State::open(Some(IDEA.to_owned()), &CTX());
    state.resize(Rect::new(0, 0, 100, 30));
    let asked = Effect::Read {
        serial: 1,
        idea: IDEA.to_owned(),
        mode: None,
    };
    assert_eq!(work(effects), [asked]);
    let reading = Reading {
        understanding: understand(IDEA, Mode::Full).unwrap(),
        mode: Mode::Full,
        folder: PathBuf::from("/out/library"),
    };
    let reading = Ok(Box::new(reading));
    tell(&mut state, Found::Read { serial: 1, reading });
    assert_eq!(state.step, Step::Model);
    state.deaf_until = None;
    state
}

fn at_target() -> State {
    let mut state = at_model();
    let effects = work(press(&mut state, Action::Accept));
    assert!(matches!(effects.as_slice(), [Effect::Look { .. }]));
    let found = Ok((PathBuf::from("/out/library"), Standing::Free));
    tell(&mut state, Found::Folder { serial: 2, found });
    state
}

/// A wizard that watches a run.
fn at_run() -> (State, RunId) {
    let mut state = at_target();
    let effects = work(press(&mut state, Action::Accept));
    assert!(matches!(effects.as_slice(), [Effect::Start { .. }]));
    let run = RunId::random();
    let events = vec![event(
        run,
        1,
        EventKind::RunCreated {
            idea: IDEA.to_owned(),
            mode: Mode::Full,
        },
    )];
    tell(&mut state, Found::Begun { run, events });
    assert_eq!(state.step, Step::Watch);
    (state, run)
}

fn event(run: RunId, seq: u64, kind: EventKind) -> Event {
    Event {
        seq,
        at: Timestamp::UNIX_EPOCH,
        run,
        kind,
    }
}

#[test]
fn enter_takes_an_idea_all_the_way_to_an_open_project() {
    let (mut state, run) = at_run();
    let target = PathBuf::from("/out/library");
    for (seq, kind) in [
        (
            2,
            EventKind::FilesWritten {
                target: target.clone(),
                files: 40,
                changed: 40,
            },
        ),
        (
            3,
            EventKind::StateChanged {
                from: RunState::Qa,
                to: RunState::Completed,
                reason: String::new(),
            },
        ),
    ] {
        tell(&mut state, Found::Event(Box::new(event(run, seq, kind))));
    }
    let asked = requests(press(&mut state, Action::Accept));
    assert_eq!(asked.first(), Some(&Request::CloseOverlay));
    assert_eq!(asked.get(1), Some(&Request::OpenWorkspace(target.clone())));
    let effects = press(&mut state, Action::RunTests);
    assert_eq!(work(effects), [Effect::Test(target)]);
}

#[test]
fn the_model_is_edited_in_the_field_grammar_and_a_fault_holds_it_back() {
    let mut state = at_model();
    let has = |state: &State, field: &str| {
        let sheet = state.sheet.as_ref().unwrap();
        let book = sheet.model().entity("Book").unwrap();
        book.field(field).is_some()
    };
    let book = Node::Entity("Book".to_owned());
    let sheet = state.sheet.as_mut().unwrap();
    let place = sheet.nodes.iter().position(|node| *node == book).unwrap();
    sheet.scroll.cursor = place;
    press(&mut state, Action::AddField);
    assert!(state.typing());
    write(&mut state, "price: mony");
    press(&mut state, Action::Accept);
    let typing = state.sheet.as_ref().unwrap().typing.as_ref().unwrap();
    assert!(
        typing
            .fault
            .as_ref()
            .unwrap()
            .contains("did you mean money")
    );
    update(
        &mut state,
        Hand::Key(KeyEvent::from(KeyCode::Backspace)),
        &CTX(),
    );
    write(&mut state, "ey >= 0");
    press(&mut state, Action::Accept);
    assert!(has(&state, "price"));
    // The next field can be written at once, or none.
    assert!(state.sheet.as_ref().unwrap().typing.is_some());
    press(&mut state, Action::Cancel);
    assert!(state.sheet.as_ref().unwrap().typing.is_none());
    assert_eq!(state.step, Step::Model);
}

#[test]
fn a_model_that_cannot_be_rendered_goes_no_further_until_it_is_mended() {
    let mut state = at_model();
    let sheet = state.sheet.as_mut().unwrap();
    let before = sheet.model().clone();
    let field = Node::Field {
        entity: "Book".to_owned(),
        field: before.entity("Book").unwrap().fields[0].name.clone(),
    };
    sheet.type_into(field);
    let typing = sheet.typing.as_mut().unwrap();
    typing.field = crate::tui::draw::Field::with("id: int");
    sheet.take_typed();
    assert!(!sheet.faults.is_empty());
    press(&mut state, Action::Next);
    assert_eq!(state.step, Step::Model);
    press(&mut state, Action::Undo);
    assert_eq!(*state.sheet.as_ref().unwrap().model(), before);
    press(&mut state, Action::Next);
    assert_eq!(state.step, Step::Target);
    press(&mut state, Action::Cancel);
    press(&mut state, Action::Cancel);
    assert_eq!(state.step, Step::Idea);
    press(&mut state, Action::Accept);
    assert_eq!(state.step, Step::Model);
}

#[test]
fn another_mode_reads_an_unedited_idea_again_and_a_typed_folder_is_looked_at() {
    let mut state = at_target();
    for _ in 0..5 {
        press(&mut state, Action::Up);
    }
    let effects = work(press(&mut state, Action::Accept));
    let again = Effect::Read {
        serial: 3,
        idea: IDEA.to_owned(),
        mode: Some(Mode::Simple),
    };
    assert_eq!(effects, [again]);
    let reading = Err("no".to_owned());
    tell(&mut state, Found::Read { serial: 2, reading });
    assert_eq!(state.step, Step::Target);
    tell(
        &mut state,
        Found::Refused("the store is not open".to_owned()),
    );
    assert!(state.fault.is_some() && !state.waiting);
    for _ in 0..3 {
        press(&mut state, Action::Down);
    }
    write(&mut state, "2");
    assert_eq!(state.target.folder.text(), "/out/library2");
}

/// The mode below is chosen, and the person goes back to the model and begins to add an entity.
fn adds_while_it_is_read_again() -> (State, Found) {
    let mut state = at_target();
    press(&mut state, Action::Down);
    press(&mut state, Action::Accept);
    let reading = Ok(Box::new(Reading {
        understanding: understand(IDEA, Mode::Simple).unwrap(),
        mode: Mode::Simple,
        folder: PathBuf::from("/out/library"),
    }));
    press(&mut state, Action::Cancel);
    assert_eq!(state.step, Step::Model);
    press(&mut state, Action::AddEntity);
    write(&mut state, "magazine");
    (state, Found::Read { serial: 3, reading })
}

#[test]
fn what_was_changed_while_the_idea_is_read_again_stays() {
    let entities = |state: &State| state.sheet.as_ref().unwrap().model().entities.len();
    let (mut state, again) = adds_while_it_is_read_again();
    let before = entities(&state);
    tell(&mut state, again);
    press(&mut state, Action::Accept);
    assert_eq!(entities(&state), before + 1, "it was being typed");

    let (mut state, again) = adds_while_it_is_read_again();
    press(&mut state, Action::Accept);
    // On the way back to the target the folder is looked at: the reading is still the last one.
    press(&mut state, Action::Next);
    assert_eq!(state.step, Step::Target);
    state.target.choice = super::target::Choice::Start;
    assert!(press(&mut state, Action::Accept).is_empty());
    let effects = work(tell(&mut state, again));
    let [Effect::Start { understanding, .. }] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(understanding.model.entities.len(), before + 1);
}

#[test]
fn keys_count_while_the_idea_is_read_again_and_the_run_begins_after_that() {
    let mut state = at_target();
    press(&mut state, Action::Down);
    press(&mut state, Action::Accept);
    press(&mut state, Action::Up);
    assert!(press(&mut state, Action::Accept).is_empty());
    assert!(state.waiting);
    let understanding = understand(IDEA, Mode::Simple).unwrap();
    let reading = Reading {
        understanding: understanding.clone(),
        mode: Mode::Simple,
        folder: PathBuf::from("/out/library"),
    };
    let reading = Ok(Box::new(reading));
    let effects = work(tell(&mut state, Found::Read { serial: 3, reading }));
    let [
        Effect::Start {
            understanding: taken,
            mode,
            ..
        },
    ] = effects.as_slice()
    else {
        panic!("{effects:?}");
    };
    assert_eq!((&**taken, *mode), (&understanding, Mode::Simple));
}

#[test]
fn leaving_a_run_asks_whether_it_is_to_end() {
    let (mut state, run) = at_run();
    assert!(press(&mut state, Action::Cancel).is_empty());
    press(&mut state, Action::Cancel);
    press(&mut state, Action::Cancel);
    let effects = press(&mut state, Action::CancelRun);
    assert_eq!(work(effects), [Effect::Cancel(run)]);
    press(&mut state, Action::Cancel);
    let effects = press(&mut state, Action::LeaveRunning);
    assert_eq!(requests(effects), [Request::CloseOverlay]);
}

#[test]
fn a_run_of_the_chat_is_none_of_the_wizards() {
    let mut state = at_model();
    let begun = Found::Begun {
        run: RunId::random(),
        events: Vec::new(),
    };
    tell(&mut state, begun);
    assert_eq!(state.step, Step::Model);
}

#[test]
fn what_is_typed_on_while_the_chat_brings_it_does_nothing() {
    let at = |millis| Ctx {
        now: Duration::from_millis(millis),
        ..CTX()
    };
    let (mut state, _) = State::open(Some(IDEA.to_owned()), &at(1_000));
    state.resize(Rect::new(0, 0, 100, 30));
    let typed = |state: &mut State, millis| {
        update(
            state,
            Hand::Key(KeyEvent::from(KeyCode::Char('x'))),
            &at(millis),
        );
        update(state, Hand::Act(Action::Cancel), &at(millis))
    };
    assert!(typed(&mut state, 1_399).is_empty());
    assert_eq!(state.writing.text(), IDEA);

    let reading = Reading {
        understanding: understand(IDEA, Mode::Full).unwrap(),
        mode: Mode::Full,
        folder: PathBuf::from("/out/library"),
    };
    let reading = Ok(Box::new(reading));
    found(&mut state, Found::Read { serial: 1, reading }, &at(1_300));
    update(&mut state, Hand::Act(Action::Next), &at(1_699));
    assert_eq!(state.step, Step::Model, "the model has only just appeared");
    update(&mut state, Hand::Act(Action::Next), &at(1_700));
    assert_eq!(state.step, Step::Target);
}
