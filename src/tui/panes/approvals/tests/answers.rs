//! By keys alone: what counts as an answer, and to what.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent};

use super::super::Msg;
use super::fixture::{Bench, accepted, conflict, is_notice, occupied, settled};
use crate::app::Verdict;
use crate::domain::approval::{ApprovalState, Choice, Fate};
use crate::domain::choices::Choices;
use crate::tui::keymap::Action;
use crate::tui::layout::Pane;
use crate::tui::root::Focus;
use ratatui::layout::Rect;

#[test]
fn the_keys_say_whose_content_counts_where_contents_meet() {
    let (meets, joins) = (conflict(), occupied(&[("a.py", Fate::New)]));
    for (asked, action, choice) in [
        (&meets, Action::Approve, Some(Choice::KeepEdits)),
        (&meets, Action::ApproveOther, Some(Choice::TakeNew)),
        (&joins, Action::Approve, None),
    ] {
        let mut bench = Bench::new(std::slice::from_ref(asked));
        assert_eq!(bench.decided(action), Some((asked.id, accepted(choice))));
    }
    let mut bench = Bench::new(&[joins]);
    assert_eq!(bench.decided(Action::ApproveOther), None);
}

#[test]
fn each_file_can_go_its_own_way_and_is_seen_before() {
    let asked = occupied(&[("a.py", Fate::Differs), ("b.py", Fate::Differs)]);
    let mut bench = Bench::new(std::slice::from_ref(&asked));
    bench.send(Msg::Resized(Rect::new(0, 0, 100, 20)));
    assert!(bench.screen().contains("▎theirs"), "{}", bench.screen());
    bench.act(Action::Next);
    bench.act(Action::ChooseNew);
    assert!(
        bench.screen().contains("b.py · the new output"),
        "{}",
        bench.screen()
    );
    assert!(
        bench.act(Action::ChooseBoth).iter().all(is_notice),
        "no lines to mark"
    );
    bench.load(std::slice::from_ref(&asked));
    let files = [("b.py".to_owned(), Choice::TakeNew)];
    let choices = Choices {
        choice: Some(Choice::KeepEdits),
        files: files.into(),
    };
    let verdict = Verdict::Accept { choices };
    assert_eq!(bench.decided(Action::Approve), Some((asked.id, verdict)));

    let asked = conflict();
    let mut bench = Bench::new(std::slice::from_ref(&asked));
    bench.act(Action::ChooseMine);
    bench.act(Action::ChooseMine);
    bench.act(Action::ChooseBoth);
    let files = [("README.md".to_owned(), Choice::Both)];
    let choices = Choices {
        choice: None,
        files: files.into(),
    };
    let verdict = Verdict::Accept { choices };
    assert_eq!(bench.decided(Action::Approve), Some((asked.id, verdict)));
}

#[test]
fn an_answer_counts_only_in_focus_and_after_a_moment() {
    let asked = conflict();
    let mut bench = Bench::new(&[]);
    bench.load(std::slice::from_ref(&asked));
    bench.now += Duration::from_millis(399);
    assert_eq!(bench.decided(Action::Approve), None);
    assert!(bench.act(Action::Deny).iter().any(is_notice));
    assert!(!bench.state.typing());
    assert!(bench.act(Action::ChooseNew).iter().any(is_notice));
    assert!(!bench.screen().contains("README.md · "));
    bench.now += Duration::from_millis(1);
    bench.focus = Focus::Pane(Pane::Editor);
    assert_eq!(bench.decided(Action::Approve), None);
    bench.focus = Focus::Pane(Pane::Approvals);
    bench.send(Msg::Focused(true));
    assert_eq!(
        bench.decided(Action::Approve),
        None,
        "the key was in the air"
    );
    bench.now += Duration::from_millis(400);
    assert!(bench.decided(Action::Approve).is_some());
}

#[test]
fn what_was_answered_is_not_chosen_otherwise() {
    let asked = conflict();
    let mut bench = Bench::new(std::slice::from_ref(&asked));
    assert!(bench.decided(Action::Approve).is_some());
    let before = bench.screen();
    assert!(bench.act(Action::ChooseNew).iter().any(is_notice));
    assert_eq!(bench.screen(), before);
}

#[test]
fn what_comes_meanwhile_takes_nobodys_place_under_the_hands() {
    let (first, second) = (conflict(), conflict());
    let mut bench = Bench::new(std::slice::from_ref(&second));
    bench.load(&[first.clone(), second.clone()]);
    let answer = bench.decided(Action::Approve);
    assert_eq!(answer.map(|(id, _)| id), Some(second.id));

    // Gone without a key: the next key is not for what moved into its place.
    let mut bench = Bench::new(&[first.clone(), second.clone()]);
    bench.load(&[second.clone(), settled(&first, ApprovalState::Expired)]);
    bench.act(Action::First);
    assert_eq!(
        bench.decided(Action::Approve),
        Some((second.id, accepted(Some(Choice::KeepEdits))))
    );
}

#[test]
fn an_answered_row_stays_until_the_store_settles_it_and_is_answered_once() {
    let asked = conflict();
    let mut bench = Bench::new(std::slice::from_ref(&asked));
    assert!(bench.decided(Action::Approve).is_some());
    assert_eq!(bench.decided(Action::Approve), None);
    assert_eq!(bench.state.title(), "1 waiting");
    assert!(bench.screen().contains("◐"), "{}", bench.screen());
    bench.load(&[settled(&asked, ApprovalState::Approved)]);
    assert_eq!(bench.state.title(), "");
    assert!(bench.screen().contains("accepted"));

    let mut bench = Bench::new(std::slice::from_ref(&asked));
    bench.act(Action::Approve);
    let refused = Msg::Refused {
        approval: Some(asked.id),
        why: "the store is full".to_owned(),
    };
    assert!(bench.send(refused).iter().any(is_notice));
    assert!(
        bench.decided(Action::Approve).is_some(),
        "it can be tried again"
    );
}

#[test]
fn a_no_asks_for_the_reason_in_the_pane() {
    let asked = conflict();
    let mut bench = Bench::new(std::slice::from_ref(&asked));
    bench.act(Action::Deny);
    assert!(bench.state.typing());
    for letter in "da ".chars() {
        bench.send(Msg::Key(KeyEvent::from(KeyCode::Char(letter))));
    }
    bench.send(Msg::Paste("not\nnow".to_owned()));
    assert!(bench.screen().contains("deny, because: da not now"));
    let caret = super::super::caret(&bench.state, bench.state.area).unwrap();
    assert_eq!((caret.x, caret.y), (26, 15));
    bench.act(Action::Cancel);
    assert!(!bench.state.typing());

    bench.act(Action::Deny);
    bench.send(Msg::Key(KeyEvent::from(KeyCode::Char('x'))));
    let reason = "x".to_owned();
    let denied = Some((asked.id, Verdict::Deny { reason, rule: None }));
    assert_eq!(bench.decided(Action::Accept), denied);
    assert!(!bench.state.typing());
}

#[test]
fn a_reason_is_not_given_to_what_somebody_else_answered() {
    let (first, second) = (conflict(), conflict());
    let mut bench = Bench::new(&[first.clone(), second.clone()]);
    bench.act(Action::Deny);
    bench.load(&[second, settled(&first, ApprovalState::Approved)]);
    assert!(!bench.state.typing());
    assert_eq!(bench.decided(Action::Accept), None);
}
