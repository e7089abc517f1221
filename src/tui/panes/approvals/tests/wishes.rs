//! What agents want: shown with what decided marked, taken in part, changed, put off.

use std::collections::BTreeMap;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent};
use jiff::Timestamp;
use ratatui::layout::Rect;

use super::super::Msg;
use super::fixture::{Bench, approval, is_notice, settled};
use crate::app::{Allowance, Verdict};
use crate::domain::approval::{Approval, ApprovalState, Subject};
use crate::domain::verdict::Guard;
use crate::domain::wish::{
    AgentWish, Amendment, Asker, CallPlace, FileFate, Finding, Place, Wish, WishedFile,
};
use crate::tui::keymap::Action;
use crate::tui::root::{Effect as RootEffect, Msg as RootMsg, Request};

pub(super) fn wanted(wish: Wish, part: Option<(usize, usize)>, guard: Guard) -> Approval {
    let title = match &wish {
        Wish::Command { command, .. } => format!("Run {command}"),
        Wish::Changes { .. } | Wish::Read { .. } | Wish::Address { .. } | Wish::GoOn { .. } => {
            "Change it".to_owned()
        }
    };
    let subject = Subject::Agent(Box::new(AgentWish {
        asker: Asker {
            agent: "exec".to_owned(),
            ancestors: vec!["lead".to_owned()],
            session: "clean up".to_owned(),
            task: None,
            call: CallPlace {
                message: 2,
                place: 0,
            },
        },
        workspace: "/work/shop".into(),
        wish,
        reason: "it is old".to_owned(),
        finding: Finding {
            rule: "shell.recursive_delete".to_owned(),
            part,
            guard,
            prefix: None,
        },
        sandbox: "bubblewrap, workspace-write, network off".to_owned(),
    }));
    approval(subject, &title)
}

fn command(text: &str, part: Option<(usize, usize)>) -> Approval {
    let wish = Wish::Command {
        command: text.to_owned(),
        folder: "/work/shop".into(),
        place: Place::Usual,
    };
    wanted(wish, part, Guard::Destructive)
}

fn three_places() -> Approval {
    let places =
        [1, 30, 60].map(|line| format!("@@ -{line} +{line} @@\n-old {line}\n+new {line}\n"));
    let file = WishedFile {
        path: "ci.yml".to_owned(),
        change: FileFate::Edited,
        diff: places.concat(),
        hunks: 3,
        hidden: 0,
    };
    let other = WishedFile {
        path: "b.yml".to_owned(),
        change: FileFate::New,
        diff: "@@ -0,0 +1 @@\n+x\n".to_owned(),
        hunks: 1,
        hidden: 0,
    };
    let files = vec![file, other];
    wanted(Wish::Changes { files }, None, Guard::Protected)
}

fn bench(asked: &Approval) -> Bench {
    let mut bench = Bench::new(std::slice::from_ref(asked));
    bench.send(Msg::Resized(Rect::new(0, 0, 110, 40)));
    bench
}

fn allowed(
    asked: &Approval,
    amendment: Option<Amendment>,
) -> (crate::domain::ids::ApprovalId, Verdict) {
    (
        asked.id,
        Verdict::Allow(Allowance {
            amendment,
            ..Allowance::default()
        }),
    )
}

#[test]
fn the_part_that_decided_is_marked_where_it_stands_even_across_lines() {
    let text = format!("echo {} && rm -rf build", "x".repeat(70));
    let from = text.find("rm -rf").unwrap();
    let asked = command(&text, Some((from, from + 6)));
    let mut bench = bench(&asked);
    for width in [30, 45, 110] {
        bench.send(Msg::Resized(Rect::new(0, 0, width, 40)));
        let marked: String = bench
            .state
            .lines
            .iter()
            .filter_map(|line| line.text.get(line.mark.clone()?.0))
            .collect();
        assert_eq!(marked, "rm -rf", "{width}");
    }
    let screen = bench.screen();
    for words in [
        "risk high",
        "lead → exec · clean up",
        "“it is old”",
        "network off",
    ] {
        assert!(screen.contains(words), "no {words:?} in\n{screen}");
    }
}

#[test]
fn some_places_are_left_and_the_others_accepted() {
    let asked = three_places();
    let mut bench = bench(&asked);
    let screen = bench.screen();
    assert_eq!(screen.matches("✓ taken").count(), 4, "{screen}");
    // The first place is left, which goes on to the second; that is left, too, and taken again.
    bench.act(Action::ChooseMine);
    bench.act(Action::ChooseMine);
    bench.act(Action::Previous);
    bench.act(Action::ChooseNew);
    bench.act(Action::Last);
    bench.act(Action::Next);
    bench.act(Action::ChooseMine);
    assert_eq!(
        bench.screen().matches("✗ left").count(),
        2,
        "{}",
        bench.screen()
    );
    let hunks = BTreeMap::from([("ci.yml".to_owned(), vec![1, 2])]);
    let answer = bench.decided(Action::Approve);
    assert_eq!(answer, Some(allowed(&asked, Some(Amendment::Hunks(hunks)))));
}

#[test]
fn all_places_are_accepted_without_a_word_and_none_of_them_is_no_yes() {
    let asked = three_places();
    let mut bench = bench(&asked);
    for _ in 0..4 {
        bench.act(Action::ChooseMine);
    }
    assert!(bench.act(Action::Approve).iter().all(is_notice));
    for _ in 0..4 {
        bench.act(Action::Previous);
    }
    for _ in 0..4 {
        bench.act(Action::ChooseNew);
    }
    assert_eq!(bench.decided(Action::Approve), Some(allowed(&asked, None)));
}

#[test]
fn a_command_is_changed_and_then_accepted() {
    let asked = command("rm -rf build", Some((0, 6)));
    let mut bench = bench(&asked);
    bench.act(Action::EditCommand);
    assert!(bench.state.typing());
    assert!(bench.screen().contains("run instead: rm -rf build"));
    for letter in "/old".chars() {
        bench.send(Msg::Key(KeyEvent::from(KeyCode::Char(letter))));
    }
    let other = Amendment::Command("rm -rf build/old".to_owned());
    assert_eq!(
        bench.decided(Action::Accept),
        Some(allowed(&asked, Some(other)))
    );

    let mut same = self::bench(&asked);
    same.act(Action::EditCommand);
    assert_eq!(same.decided(Action::Accept), Some(allowed(&asked, None)));

    let changes = three_places();
    let mut bench = self::bench(&changes);
    assert!(bench.act(Action::EditCommand).iter().all(is_notice));
}

#[test]
fn what_is_put_off_goes_behind_the_others_and_stays_there() {
    let (first, second) = (command("rm -rf a", None), command("rm -rf b", None));
    let mut bench = Bench::new(&[first.clone(), second.clone()]);
    bench.act(Action::Defer);
    bench.load(&[first.clone(), second.clone()]);
    bench.act(Action::First);
    bench.now += Duration::from_secs(1);
    assert_eq!(bench.decided(Action::Approve), Some(allowed(&second, None)));
    bench.load(&[first.clone(), settled(&second, ApprovalState::Approved)]);
    bench.now += Duration::from_secs(1);
    bench.act(Action::First);
    assert_eq!(bench.decided(Action::Approve), Some(allowed(&first, None)));
}

#[test]
fn a_key_shows_the_talk_that_asks() {
    let asked = command("rm -rf build", None);
    let mut bench = bench(&asked);
    let effects = bench.act(Action::ShowAsker);
    let [RootEffect::Send(msg)] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert!(matches!(&**msg, RootMsg::Request(Request::Talk(run)) if *run == asked.run));
}

#[test]
fn the_list_says_how_risky_it_is_and_how_long_it_waits() {
    let asked = command("rm -rf build", None);
    let mut bench = bench(&asked);
    let read: Timestamp = "2026-01-02T03:09:05Z".parse().unwrap();
    bench.send(Msg::Now(read));
    let woken = bench.send(Msg::Loaded(vec![asked.clone()]));
    assert!(matches!(woken[..], [RootEffect::WakeAt(_)]), "{woken:?}");
    assert!(
        bench.screen().contains("high · 5 min"),
        "{}",
        bench.screen()
    );
    bench.now += Duration::from_mins(2);
    assert!(matches!(bench.send(Msg::Tick)[..], [RootEffect::WakeAt(_)]));
    assert!(
        bench.screen().contains("high · 7 min"),
        "{}",
        bench.screen()
    );
    bench.load(&[settled(&asked, ApprovalState::Approved)]);
    bench.now += Duration::from_mins(2);
    assert!(
        bench.send(Msg::Tick).is_empty(),
        "nothing waits: nobody is woken"
    );
}
