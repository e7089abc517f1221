//! What is seen of an approval, in every size.

use std::path::{Path, PathBuf};

use ratatui::layout::Rect;

use super::super::{Effect, Msg};
use super::fixture::{Bench, approval, conflict, is_notice, occupied};
use crate::domain::approval::{ApprovalKind, ConflictedFile, Fate, Subject};
use crate::domain::event::{Event, EventKind};
use crate::tui::keymap::Action;
use crate::tui::root::{Effect as RootEffect, Msg as RootMsg, Request};

/// The file that is opened by the key for it.
fn opened(bench: &mut Bench) -> Option<PathBuf> {
    let effects = bench.act(Action::OpenFile).into_iter();
    let mut paths = effects.filter_map(|effect| match effect {
        RootEffect::Send(msg) => match *msg {
            RootMsg::Request(Request::Open(place)) => Some(place.path),
            _ => None,
        },
        _ => None,
    });
    paths.next()
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
        assert_eq!(opened(&mut bench).as_deref(), Some(Path::new(path)));
    }
    // Everything is in sight at once, and the one that was chosen is not the first.
    let mut bench = Bench::new(&[occupied(&[
        ("a.py", Fate::Differs),
        ("b.py", Fate::Differs),
    ])]);
    bench.send(Msg::Resized(Rect::new(0, 0, 100, 40)));
    bench.act(Action::Next);
    assert_eq!(
        opened(&mut bench).as_deref(),
        Some(Path::new("/work/shop/b.py"))
    );
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
    assert!(
        screen.contains("shop: README.md is there"),
        "the first line in sight names the file\n{screen}"
    );
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
