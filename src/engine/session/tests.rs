//! What of a session is sent again.

use crate::domain::ids::RunId;
use crate::domain::message::{Block, Message, Role, ToolStatus};
use crate::domain::money::Usd;
use crate::domain::plan::Mode;
use crate::domain::run::{RunKind, RunRequest, Tier};
use crate::engine::session::History;
use crate::store::{MessageState, Store};

struct Talk {
    store: Store,
    run: RunId,
    _folder: tempfile::TempDir,
}

impl Talk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("store.db")).unwrap();
        let run = RunId::random();
        let request = RunRequest {
            kind: RunKind::Session,
            idea: "talk".to_owned(),
            mode: Mode::Simple,
            tier: Tier::Free,
            budget: Usd::ZERO,
            target: None,
        };
        store
            .write(move |tx| tx.create_run(run, request, None))
            .unwrap();
        Self {
            store,
            run,
            _folder: folder,
        }
    }

    fn add(&self, role: Role, blocks: Vec<Block>, state: MessageState) {
        let (run, message) = (self.run, Message { role, blocks });
        self.store
            .write(move |tx| tx.add_message(run, &message, state, None))
            .unwrap();
    }

    fn say(&self, role: Role, words: &str) {
        self.add(role, vec![text(words)], MessageState::Whole);
    }

    fn sent(&self, room: u64) -> (Vec<String>, u64) {
        let history = History::read(&self.store, self.run, room).unwrap();
        let words = history.messages.iter().map(|one| one.text()).collect();
        (words, history.left_out)
    }
}

fn text(words: &str) -> Block {
    Block::Text {
        text: words.to_owned(),
    }
}

#[test]
fn the_newest_that_fit_are_sent_and_they_begin_with_the_person() {
    let talk = Talk::new();
    for number in 0..200 {
        talk.say(Role::User, &format!("ask{number:03}"));
        talk.say(Role::Assistant, &format!("say{number:03}"));
    }
    talk.say(Role::User, "now");
    assert_eq!(talk.sent(u64::MAX).0.len(), 401);
    assert_eq!(talk.sent(u64::MAX).1, 0);
    let (words, left_out) = talk.sent(3 + 6 * 4);
    assert_eq!(words, ["ask198", "say198", "ask199", "say199", "now"]);
    assert_eq!(left_out, 396);
    let (words, left_out) = talk.sent(3 + 6 * 3);
    assert_eq!(words, ["ask199", "say199", "now"]);
    assert_eq!(left_out, 398);
    // What the person just said is sent, however long it is.
    assert_eq!(talk.sent(0).0, ["now"]);
}

#[test]
fn of_a_cut_answer_only_the_words_are_sent_and_of_an_empty_one_nothing() {
    let talk = Talk::new();
    talk.say(Role::User, "ask");
    let thought = Block::Thinking {
        text: "hm".to_owned(),
        seal: None,
    };
    talk.add(
        Role::Assistant,
        vec![thought.clone(), text("half")],
        MessageState::Cut,
    );
    talk.say(Role::User, "again");
    talk.add(Role::Assistant, vec![thought], MessageState::Cut);
    talk.say(Role::User, "once more");
    let history = History::read(&talk.store, talk.run, u64::MAX).unwrap();
    let words: Vec<_> = history.messages.iter().map(|one| one.text()).collect();
    assert_eq!(words, ["ask", "half", "again", "once more"]);
    assert_eq!(history.messages[1].blocks, [text("half")]);
}

#[test]
fn what_was_said_again_because_nobody_answered_is_sent_once() {
    let talk = Talk::new();
    for words in ["ask", "ask", "ask"] {
        talk.say(Role::User, words);
    }
    talk.say(Role::Assistant, "ask");
    talk.say(Role::User, "ask");
    assert_eq!(talk.sent(u64::MAX).0, ["ask", "ask", "ask"]);
}

#[test]
fn an_answer_of_a_tool_is_not_what_a_talk_begins_with() {
    let talk = Talk::new();
    talk.say(Role::User, "0123456789");
    let result = Block::ToolResult {
        id: "1".to_owned(),
        content: "x".to_owned(),
        status: ToolStatus::Done,
    };
    talk.add(Role::User, vec![result], MessageState::Whole);
    talk.say(Role::Assistant, "y");
    talk.say(Role::User, "z");
    assert_eq!(talk.sent(3), (vec!["z".to_owned()], 3));
}
