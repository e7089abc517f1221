//! The pane by keys alone: what counts as an answer, what is said, what is seen.

use std::path::Path;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;

use super::{Effect, Msg, State, update, view};
use crate::app::Verdict;
use crate::domain::approval::{
    Approval, ApprovalKind, ApprovalState, Choice, ConflictedFile, Fate, PlannedFile, Question,
    Subject,
};
use crate::domain::event::{Event, EventKind};
use crate::domain::ids::{ApprovalId, RunId};
use crate::tui::keymap::Action;
use crate::tui::layout::Pane;
use crate::tui::root::{Ctx, Effect as RootEffect, Focus, Look, Msg as RootMsg, Request};
use crate::tui::theme::{Icons, Theme};

const MERGED: &str = "# Blog\n\n<<<<<<< ours\nmy own words\n||||||| original\nancient\n=======\na shop\n>>>>>>> theirs\nend\n";

struct Bench {
    state: State,
    now: Duration,
    focus: Focus,
}

impl Bench {
    fn new(approvals: &[Approval]) -> Self {
        let mut bench = Self {
            state: State::default(),
            now: Duration::from_secs(5),
            focus: Focus::Pane(Pane::Approvals),
        };
        bench.send(Msg::Resized(Rect::new(0, 0, 40, 16)));
        bench.load(approvals);
        bench.now += Duration::from_secs(1);
        bench
    }

    fn send(&mut self, msg: Msg) -> Vec<RootEffect> {
        let ctx = Ctx {
            now: self.now,
            workspace: Path::new("/work"),
            focus: self.focus,
        };
        update(&mut self.state, msg, &ctx)
    }

    fn act(&mut self, action: Action) -> Vec<RootEffect> {
        self.send(Msg::Act(action))
    }

    fn load(&mut self, approvals: &[Approval]) {
        self.send(Msg::Loaded(approvals.to_vec()));
    }

    /// The answer that an action sends, if it does.
    fn decided(&mut self, action: Action) -> Option<(ApprovalId, Verdict)> {
        self.act(action)
            .into_iter()
            .find_map(|effect| match effect {
                RootEffect::Approvals(Effect::Decide { approval, verdict }) => {
                    Some((approval, verdict))
                }
                _ => None,
            })
    }

    fn screen(&self) -> String {
        let area = self.state.area;
        let mut terminal = Terminal::new(TestBackend::new(area.width, area.height)).unwrap();
        let look = Look {
            theme: &Theme::default(),
            icons: Icons::Plain,
            focused: true,
            now: self.now,
        };
        terminal
            .draw(|frame| view(&self.state, area, &look, frame))
            .unwrap();
        let buffer = terminal.backend().buffer();
        let rows = buffer.content.chunks(usize::from(area.width));
        let rows = rows.map(|row| {
            let text: String = row.iter().map(ratatui::buffer::Cell::symbol).collect();
            text.trim_end().to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    }
}

fn approval(subject: Subject, title: &str) -> Approval {
    Approval {
        id: ApprovalId::random(),
        run: RunId::random(),
        question: Question {
            kind: ApprovalKind::FileWrite,
            title: title.to_owned(),
            why: "edits are never overwritten unasked".to_owned(),
            subject,
            binding: String::new(),
        },
        state: ApprovalState::Pending,
        raised_at: "2026-01-02T03:04:05Z".parse().unwrap(),
        decision: None,
    }
}

fn conflict() -> Approval {
    let subject = Subject::Conflicts {
        target: "/work/blog".into(),
        files: vec![ConflictedFile {
            path: "README.md".to_owned(),
            text: MERGED.to_owned(),
        }],
    };
    approval(subject, "edits and new output meet in README.md")
}

fn occupied(fates: &[(&str, Fate)]) -> Approval {
    let files = fates.iter().map(|(path, fate)| PlannedFile {
        path: (*path).to_owned(),
        fate: *fate,
    });
    let subject = Subject::OccupiedTarget {
        target: "/work/shop".into(),
        files: files.collect(),
    };
    approval(subject, "write 2 files into shop")
}

fn settled(approval: &Approval, state: ApprovalState) -> Approval {
    Approval {
        state,
        ..approval.clone()
    }
}

fn accepted(choice: Option<Choice>) -> Verdict {
    Verdict::Accept { choice }
}

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
fn an_answer_counts_only_in_focus_and_after_a_moment() {
    let asked = conflict();
    let mut bench = Bench::new(&[]);
    bench.load(std::slice::from_ref(&asked));
    bench.now += Duration::from_millis(399);
    assert_eq!(bench.decided(Action::Approve), None);
    assert!(bench.act(Action::Deny).iter().any(is_notice));
    assert!(!bench.state.typing());
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
    let caret = super::caret(&bench.state, bench.state.area).unwrap();
    assert_eq!((caret.x, caret.y), (26, 15));
    bench.act(Action::Cancel);
    assert!(!bench.state.typing());

    bench.act(Action::Deny);
    bench.send(Msg::Key(KeyEvent::from(KeyCode::Char('x'))));
    let reason = "x".to_owned();
    let denied = Some((asked.id, Verdict::Deny { reason }));
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

#[test]
fn the_contested_file_opens_in_the_editor() {
    let asked = occupied(&[
        ("new.py", Fate::New),
        ("README.md", Fate::Differs),
        ("same.py", Fate::Same),
    ]);
    for (asked, path) in [
        (conflict(), "/work/blog/README.md"),
        (asked, "/work/shop/README.md"),
    ] {
        let mut bench = Bench::new(&[asked]);
        let opened = bench.act(Action::OpenFile).into_iter().any(|effect| {
            matches!(effect, RootEffect::Send(msg)
                if matches!(&*msg, RootMsg::Request(Request::Open(place))
                    if place.path == Path::new(path)))
        });
        assert!(opened, "{path}");
    }
    let mut bench = Bench::new(&[occupied(&[("new.py", Fate::New)])]);
    assert!(bench.act(Action::OpenFile).iter().all(is_notice));
}

#[test]
fn what_exactly_is_asked_is_shown_in_every_size() {
    let mut bench = Bench::new(&[
        conflict(),
        occupied(&[("new.py", Fate::New), ("README.md", Fate::Differs)]),
    ]);
    let screen = bench.screen();
    for words in ["edits meet", "your lines", "▎my own words", "▎a shop"] {
        assert!(screen.contains(words), "no {words:?} in\n{screen}");
    }
    assert!(
        !screen.contains("ancient") && !screen.contains("<<<"),
        "{screen}"
    );
    bench.act(Action::Down);
    let screen = bench.screen();
    for words in ["~ README.md", "+ new.py", "another content"] {
        assert!(screen.contains(words), "no {words:?} in\n{screen}");
    }
    bench.act(Action::Accept);
    assert!(!bench.screen().contains('●'), "the detail has the pane");
    bench.act(Action::Cancel);
    for (width, height) in [
        (0, 0),
        (1, 1),
        (2, 3),
        (12, 2),
        (58, 12),
        (120, 30),
        (398, 116),
    ] {
        bench.send(Msg::Resized(Rect::new(0, 0, width, height)));
        if width > 0 {
            bench.screen();
        }
    }
    bench.send(Msg::Resized(Rect::new(0, 0, 100, 14)));
    bench.act(Action::Up);
    insta::assert_snapshot!("wide", bench.screen());
}

#[test]
fn an_empty_pane_says_what_will_come() {
    let bench = Bench::new(&[]);
    let screen = bench.screen();
    assert!(screen.contains("Nothing waits for an answer."), "{screen}");
    let words: Vec<&str> = screen.split_whitespace().collect();
    assert!(words.join(" ").contains("until you say yes"), "{screen}");
}

#[test]
fn nothing_from_a_file_moves_the_cursor() {
    let subject = Subject::Conflicts {
        target: "/work/b\u{1b}[2Jlog".into(),
        files: vec![ConflictedFile {
            path: "a\u{202e}.md".to_owned(),
            text: "<<<<<<< x\n\u{7}bell\t\n=======\n>>>>>>> y".to_owned(),
        }],
    };
    let bench = Bench::new(&[approval(subject, "t\u{1b}itle")]);
    let hidden = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
    assert!(!bench.screen().contains(hidden), "{:?}", bench.screen());
}

#[test]
fn what_comes_is_read_and_rings_for_whoever_looks_elsewhere() {
    let mut bench = Bench::new(&[]);
    let asked = conflict();
    let event = Event {
        seq: 1,
        at: asked.raised_at,
        run: asked.run,
        kind: EventKind::ApprovalRaised {
            approval: asked.id,
            kind: ApprovalKind::FileWrite,
            title: "look".to_owned(),
        },
    };
    let effects = bench.send(Msg::Event(Box::new(event)));
    let loads = |effect: &RootEffect| matches!(effect, RootEffect::Approvals(Effect::Load));
    assert!(effects.iter().any(loads));
    let rings =
        |effect: &RootEffect| matches!(effect, RootEffect::Attention(text) if text == "look");
    assert!(effects.iter().any(rings));
}

fn is_notice(effect: &RootEffect) -> bool {
    matches!(effect, RootEffect::Send(msg) if matches!(&**msg, RootMsg::Notice(_)))
}
