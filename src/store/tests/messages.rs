//! What was said in sessions.

use super::fixture::{Fixture, request};
use crate::domain::ids::RunId;
use crate::domain::message::{Block, Message, Role};
use crate::domain::run::{RunKind, RunRequest};
use crate::store::{MessageState, Store};

fn session(store: &Store, about: &str) -> RunId {
    let id = RunId::random();
    let request = RunRequest {
        kind: RunKind::Session,
        target: Some(about.into()),
        ..request()
    };
    store
        .write(move |tx| tx.create_run(id, request, None))
        .unwrap();
    id
}

fn say(store: &Store, run: RunId, text: &str) -> u64 {
    let message = Message::user(text);
    store
        .write(move |tx| tx.add_message(run, &message, MessageState::Whole, None))
        .unwrap()
}

#[test]
fn messages_are_numbered_and_read_by_the_page() {
    let fixture = Fixture::new();
    let store = &fixture.store;
    let run = session(store, "/w");
    for number in 1..=7 {
        assert_eq!(say(store, run, &format!("word {number}")), number);
    }
    let numbers = |before, limit| {
        let page = store.read(|tx| tx.messages(run, before, limit)).unwrap();
        page.iter().map(|one| one.number).collect::<Vec<_>>()
    };
    assert_eq!(numbers(None, 3), [5, 6, 7]);
    assert_eq!(numbers(Some(5), 3), [2, 3, 4]);
    assert_eq!(numbers(Some(2), 3), [1]);
    assert_eq!(numbers(Some(1), 3), [] as [u64; 0]);
    let after = store.read(|tx| tx.messages_from(run, 6, 9)).unwrap();
    assert_eq!(after.len(), 2);
    assert_eq!(after[1].message.text(), "word 7");
}

#[test]
fn a_cut_answer_and_its_thoughts_come_back_as_they_were() {
    let fixture = Fixture::new();
    let store = &fixture.store;
    let run = session(store, "/w");
    let message = Message {
        role: Role::Assistant,
        blocks: vec![
            Block::Thinking {
                text: "hm".to_owned(),
                seal: None,
            },
            Block::Text {
                text: "half an ans".to_owned(),
            },
        ],
    };
    let kept = message.clone();
    store
        .write(move |tx| tx.add_message(run, &kept, MessageState::Cut, None))
        .unwrap();
    let found = store.read(|tx| tx.messages(run, None, 9)).unwrap();
    assert_eq!(*found[0].message, message);
    assert_eq!(found[0].state, MessageState::Cut);
}

#[test]
fn sessions_are_found_by_their_folder_and_copied_whole() {
    let fixture = Fixture::new();
    let store = &fixture.store;
    let (here, there) = (session(store, "/here"), session(store, "/there"));
    say(store, here, "one");
    say(store, here, "two");
    let about = |folder: Option<&str>| {
        let folder = folder.map(std::path::Path::new);
        let found = store.read(|tx| tx.sessions(folder, 9)).unwrap();
        found.iter().map(|run| run.id).collect::<Vec<_>>()
    };
    assert_eq!(about(Some("/here")), [here]);
    assert_eq!(about(None).len(), 2);
    store
        .write(move |tx| tx.copy_messages(here, there))
        .unwrap();
    assert_eq!(store.read(|tx| tx.count_messages(there)).unwrap(), 2);
}
