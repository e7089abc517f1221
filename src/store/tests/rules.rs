//! Saved rules: told with their events, used up once, taken back for good.

use super::fixture::Fixture;
use crate::domain::approval::{Approval, ApprovalKind, ApprovalState, Face, Question, Subject};
use crate::domain::event::EventKind;
use crate::domain::message::{Block, Message, Role, ToolUse};
use crate::domain::rule::{Rule, RuleStep, Scope, Subject as About};
use crate::domain::tool_call::ToolState;
use crate::domain::verdict::Decision;
use crate::domain::wish::CallPlace;
use crate::store::{Answer, Kind, MessageState, ReadTx, StoreError, ToolStep};

fn rule(id: &str) -> Rule {
    Rule {
        id: id.to_owned(),
        subject: About::Command(vec!["cargo".to_owned(), "fmt".to_owned()]),
        decision: Decision::Auto,
        scope: Scope::Once,
        expires: None,
        matches: vec!["cargo fmt".to_owned()],
        not_matches: vec!["cargo".to_owned()],
    }
}

fn raised(fixture: &Fixture) -> Approval {
    let run = fixture.run().id;
    let question = Question {
        kind: ApprovalKind::ShellCommand,
        title: "Run cargo fmt".to_owned(),
        why: "it is not known".to_owned(),
        subject: Subject::Conflicts {
            target: "/tmp/blog".into(),
            files: Vec::new(),
        },
        binding: String::new(),
    };
    let raise = move |tx: &crate::store::WriteTx| tx.raise_approval(run, question);
    fixture.store.write(raise).unwrap()
}

/// Answers and saves the rules, as one.
fn save(fixture: &Fixture, approval: &Approval, rules: Vec<Rule>) -> Result<(), StoreError> {
    let id = approval.id;
    fixture.store.write(move |tx| {
        let answer = Answer::plain(ApprovalState::Approved, Face::Cli, "");
        let approval = tx.decide_approval(id, answer)?;
        rules
            .iter()
            .try_for_each(|rule| tx.save_rule(&approval, rule))
    })
}

fn open(fixture: &Fixture) -> Vec<String> {
    let found = fixture.store.read(ReadTx::open_rules).unwrap();
    found.into_iter().map(|saved| saved.rule.id).collect()
}

fn steps(fixture: &Fixture) -> Vec<(String, RuleStep)> {
    let events = fixture.store.read(|tx| tx.all_events(0, 99)).unwrap();
    let steps = events.into_iter().filter_map(|event| match event.kind {
        EventKind::Rule(event) => Some((event.rule, event.step)),
        _ => None,
    });
    steps.collect()
}

#[test]
fn a_rule_is_saved_with_its_answer_or_not_at_all() {
    let fixture = Fixture::new();
    let first = raised(&fixture);
    save(&fixture, &first, vec![rule("a")]).unwrap();
    let found = fixture.store.read(|tx| tx.open_rule("a")).unwrap().unwrap();
    assert_eq!((found.rule, found.approval), (rule("a"), first.id));
    assert!(save(&fixture, &first, vec![rule("b")]).is_err(), "answered");
    let second = raised(&fixture);
    assert!(save(&fixture, &second, vec![rule("c"), rule("a")]).is_err());
    let second = fixture.store.read(|tx| tx.approval(second.id)).unwrap();
    assert_eq!(second.state, ApprovalState::Pending);
    assert_eq!(open(&fixture), ["a"]);
    assert_eq!(steps(&fixture), [("a".to_owned(), RuleStep::Saved)]);
}

#[test]
fn a_rule_is_used_up_by_one_of_two_and_several_together_or_none() {
    let fixture = Fixture::new();
    save(&fixture, &raised(&fixture), vec![rule("a"), rule("b")]).unwrap();
    let used = |ids: &[&str]| {
        let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
        fixture.store.write(move |tx| tx.use_rules(&ids)).unwrap()
    };
    assert!(used(&["a"]));
    assert!(!used(&["a"]));
    assert!(!used(&["b", "a"]));
    assert_eq!(open(&fixture), ["b"]);
    let numbers = fixture.store.read(ReadTx::open_rule_numbers).unwrap();
    assert_eq!(numbers, [2]);
    assert!(used(&["b"]));
    assert_eq!(steps(&fixture)[3], ("b".to_owned(), RuleStep::Used));
}

#[test]
fn a_rule_that_was_taken_back_is_gone_for_good() {
    let fixture = Fixture::new();
    save(&fixture, &raised(&fixture), vec![rule("a")]).unwrap();
    let revoke = || fixture.store.write(|tx| tx.revoke_rule("a"));
    assert!(revoke().unwrap().revoked_at.is_some());
    let again = revoke().unwrap_err();
    assert!(again.to_string().contains("policy list"), "{again}");
    assert!(open(&fixture).is_empty());
    let used = fixture.store.write(|tx| tx.use_rules(&["a".to_owned()]));
    assert_eq!(used, Ok(false));
}

fn call(place: u32, name: &str, input: serde_json::Value) -> Block {
    let id = place.to_string();
    Block::ToolUse(ToolUse {
        id,
        name: name.to_owned(),
        input,
    })
}

#[test]
fn what_was_asked_for_is_found_again_the_newest_first_and_what_waits_is_not() {
    let fixture = Fixture::new();
    let run = fixture.run().id;
    let message = Message {
        role: Role::Assistant,
        blocks: vec![
            call(0, "shell", serde_json::json!({"command": "ls"})),
            call(1, "shell", serde_json::json!({"command": "cargo fmt"})),
            call(2, "fetch", serde_json::json!({"url": "https://docs.rs/"})),
            call(3, "edit", serde_json::json!({"path": "a.rs"})),
            call(4, "shell", serde_json::json!({"command": "waits"})),
            call(5, "shell", serde_json::json!({"command": 7})),
        ],
    };
    let added = message.clone();
    let add = move |tx: &crate::store::WriteTx| {
        let number = tx.add_message(run, &added, MessageState::Whole, None)?;
        tx.add_tool_calls(run, number, &added)?;
        Ok(number)
    };
    let number = fixture.store.write(add).unwrap();
    for (place, state) in [
        (0, ToolState::Running),
        (1, ToolState::Refused),
        (2, ToolState::Running),
        (3, ToolState::Running),
        (4, ToolState::Waiting),
        (5, ToolState::Running),
    ] {
        let step = ToolStep {
            at: CallPlace {
                message: number,
                place,
            },
            tool: String::new(),
            state,
            approval: None,
            result: String::new(),
            about: String::new(),
            files: Vec::new(),
        };
        let note = move |tx: &crate::store::WriteTx| tx.step_tool_call(run, &step);
        fixture.store.write(note).unwrap();
    }
    let asked = |kind, limit| {
        fixture
            .store
            .read(|tx| tx.asked_before(kind, limit))
            .unwrap()
    };
    assert_eq!(asked(Kind::Commands, 9), ["cargo fmt", "ls"]);
    assert_eq!(asked(Kind::Commands, 1), ["cargo fmt"]);
    assert_eq!(asked(Kind::Addresses, 9), ["https://docs.rs/"]);
    assert_eq!(asked(Kind::Paths, 9), ["a.rs"]);
}
