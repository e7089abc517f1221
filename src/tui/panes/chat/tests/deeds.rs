//! Calls of tools in the talk: folded, looked into, between what is said.

use std::path::Path;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent};

use super::super::*;
use super::talk::{apply, chat, end, live, say, shown, tell};
use crate::domain::evidence::{Check, Outcome};
use crate::domain::ids::RunId;
use crate::domain::live::Live;
use crate::domain::tool_call::ToolState;
use crate::tools::ToolSet;
use crate::tui::keymap::Action;
use crate::tui::layout::Pane;
use crate::tui::root::{Ctx, Effect as RootEffect, Focus, Msg as RootMsg, Place, Request};

fn calling() -> Live {
    Live::Calling {
        model: "openai/gpt".parse().unwrap(),
        why: String::new(),
        attempt: 1,
    }
}

fn started(id: &str, name: &str, about: &str) -> Live {
    Live::ToolStarted {
        id: id.to_owned(),
        name: name.to_owned(),
        about: about.to_owned(),
        diff: String::new(),
        command: None,
    }
}

fn printed(id: &str, text: &str) -> Live {
    Live::ToolPrinted {
        id: id.to_owned(),
        text: text.to_owned(),
    }
}

fn ended(id: &str, state: ToolState, about: &str) -> Live {
    Live::ToolEnded {
        id: id.to_owned(),
        state,
        about: about.to_owned(),
    }
}

#[test]
fn what_joins_stands_between_what_was_done_and_what_is_done_next() {
    let mut state = chat();
    say(&mut state, "one");
    let run = RunId::random();
    tell(&mut state, Telling::Begun(run));
    live(
        &mut state,
        vec![calling(), Live::Text("I look.".to_owned())],
    );
    say(&mut state, "in src only");
    apply(&mut state, Msg::Key(KeyEvent::from(KeyCode::Up)));
    assert_eq!(state.talk.queue.len(), 1, "it is read already");
    let ran = vec![
        started("1", "shell", "ls"),
        printed("1", "a.rs\n"),
        ended("1", ToolState::Done, "ls · exit code 0"),
        Live::Joined(1),
        calling(),
        Live::Text("Only src, then.".to_owned()),
    ];
    live(&mut state, ran);
    assert!(state.talk.queue.is_empty());
    tell(&mut state, end(How::Whole));
    let seen = shown(&state);
    let at = |part: &str| {
        seen.find(part)
            .unwrap_or_else(|| panic!("no {part}\n{seen}"))
    };
    assert!(at("I look.") < at("▸ ✓ shell"), "{seen}");
    assert!(at("▸ ✓ shell") < at("in src only"), "{seen}");
    assert!(at("in src only") < at("Only src, then."), "{seen}");
}

#[test]
fn several_answers_of_a_turn_stand_together_below_one_name() {
    let mut state = chat();
    say(&mut state, "mend it");
    tell(&mut state, Telling::Begun(RunId::random()));
    for (id, text) in [("1", "First."), ("2", ""), ("3", "Last.")] {
        live(
            &mut state,
            vec![
                calling(),
                Live::Text(text.to_owned()),
                started(id, "read", ""),
                ended(id, ToolState::Done, "read a.rs 3 lines"),
            ],
        );
    }
    live(&mut state, vec![calling(), Live::Text("Done.".to_owned())]);
    tell(&mut state, end(How::Whole));
    let expected = [
        "● gpt",
        "  First.",
        "",
        "    ✓ read  a.rs 3 lines",
        "    ✓ read  a.rs 3 lines",
        "",
        "  Last.",
        "",
        "    ✓ read  a.rs 3 lines",
        "",
        "  Done.",
    ];
    let seen = shown(&state);
    let rows: Vec<&str> = seen.lines().skip(2).collect();
    assert_eq!(rows[..expected.len()], expected, "{seen}");
}

#[test]
fn a_call_is_looked_into_by_a_key_and_the_one_above_by_the_next() {
    let mut state = chat();
    say(&mut state, "run them");
    tell(&mut state, Telling::Begun(RunId::random()));
    live(
        &mut state,
        vec![
            calling(),
            started("1", "shell", "ls"),
            printed("1", "first output\n"),
            ended("1", ToolState::Done, "ls · exit code 0"),
            started("2", "shell", "pwd"),
            printed("2", "second output\n"),
        ],
    );
    assert!(!shown(&state).contains("output"));
    apply(&mut state, Msg::Act(Action::ToggleCall));
    let seen = shown(&state);
    assert!(
        seen.contains("▾ ◐ shell  pwd") && seen.contains("│ second output"),
        "{seen}"
    );
    live(&mut state, vec![printed("2", "more of it\n")]);
    assert!(shown(&state).contains("│ more of it"));
    apply(&mut state, Msg::Act(Action::ToggleCall));
    let seen = shown(&state);
    assert!(
        seen.contains("│ first output") && !seen.contains("second"),
        "{seen}"
    );
    apply(&mut state, Msg::Act(Action::ToggleCall));
    assert!(!shown(&state).contains("output"));
}

#[test]
fn a_change_leads_to_its_first_line_and_a_command_to_a_terminal() {
    let mut state = chat();
    say(&mut state, "mend it");
    tell(&mut state, Telling::Begun(RunId::random()));
    let changed = |id: &str, diff: &str| Live::ToolStarted {
        id: id.to_owned(),
        name: "edit".to_owned(),
        about: "a.rs".to_owned(),
        diff: diff.to_owned(),
        command: None,
    };
    let diff = "--- a/a.rs\n+++ b/a.rs\n@@ -3,2 +3,2 @@\n x\n-old\n+new\n";
    live(&mut state, vec![calling(), changed("1", diff)]);
    assert_eq!(opened(&mut state), None, "nothing is changed yet");
    let done = ended("1", ToolState::Done, "changed a.rs +1 -1");
    let refused = ended("2", ToolState::Refused, "denied");
    let other = diff.replace("a.rs", "b.rs");
    live(&mut state, vec![done, changed("2", &other), refused]);
    assert_eq!(opened(&mut state), Some(Place::line("/w/a.rs", 4)));
}

/// The place that the key opens which goes to a change.
fn opened(state: &mut State) -> Option<Place> {
    let ctx = Ctx {
        now: Duration::ZERO,
        workspace: Path::new("/w"),
        focus: Focus::Pane(Pane::Chat),
    };
    let asked = update(state, Msg::Act(Action::OpenFile), &ctx);
    asked.into_iter().find_map(|effect| match effect {
        RootEffect::Send(msg) => match *msg {
            RootMsg::Request(Request::Open(place)) => Some(place),
            _ => None,
        },
        _ => None,
    })
}

#[test]
fn a_check_that_failed_stands_folded_among_the_calls_while_the_turn_goes_on() {
    let mut state = chat();
    say(&mut state, "mend it");
    tell(&mut state, Telling::Begun(RunId::random()));
    let checked = |outcome, attempt: u32, summary: &str| Live::Checked {
        check: Box::new(Check {
            name: "check".to_owned(),
            command: "pytest -q".to_owned(),
            outcome,
            exit_code: None,
            duration_ms: 5,
            summary: summary.to_owned(),
            output: "E assert 1 == 2\n1 failed\n".to_owned(),
        }),
        attempt,
        attempts: 3,
    };
    let check = || Live::Checking("pytest -q".to_owned());
    live(
        &mut state,
        vec![calling(), Live::Text("Done.".to_owned()), check()],
    );
    assert!(
        shown(&state).contains("◐ check  pytest -q"),
        "{}",
        shown(&state)
    );
    live(
        &mut state,
        vec![checked(Outcome::Failed, 1, "1 failed"), calling()],
    );
    let seen = shown(&state);
    assert!(seen.contains("▸ ✗ check  pytest -q"), "{seen}");
    assert!(seen.contains("attempt 1 of 3 · 1 failed"), "{seen}");
    assert!(!seen.contains("E assert"), "{seen}");
    apply(&mut state, Msg::Act(Action::ToggleCall));
    assert!(shown(&state).contains("│ E assert 1 == 2"));
    live(
        &mut state,
        vec![
            Live::Text("Now.".to_owned()),
            check(),
            checked(Outcome::Passed, 2, "3 passed"),
        ],
    );
    let seen = shown(&state);
    assert!(seen.contains("✓ check  pytest -q"), "{seen}");
    assert!(
        seen.contains("3 passed") && !seen.contains("attempt 2"),
        "{seen}"
    );
}

#[test]
fn a_second_try_takes_the_place_of_the_first() {
    let mut state = chat();
    say(&mut state, "one");
    tell(&mut state, Telling::Begun(RunId::random()));
    let called = Live::ToolCalled {
        id: "1".to_owned(),
        name: "shell".to_owned(),
    };
    live(
        &mut state,
        vec![calling(), Live::Text("Half".to_owned()), called],
    );
    live(&mut state, vec![calling(), Live::Text("Whole.".to_owned())]);
    tell(&mut state, end(How::Whole));
    let seen = shown(&state);
    assert!(!seen.contains("Half") && !seen.contains("shell"), "{seen}");
    assert!(seen.contains("Whole."), "{seen}");
}

#[test]
fn plan_mode_leaves_the_tools_away_that_change_something() {
    let mut state = chat();
    apply(&mut state, Msg::Act(Action::PlanMode));
    assert!(state.title().contains("plan mode"));
    let asked = say(&mut state, "how would you do it?");
    assert!(
        matches!(
            &asked[..],
            [Effect::Say(Saying {
                tools: ToolSet::Plan,
                ..
            })]
        ),
        "{asked:?}"
    );
}
