use std::path::PathBuf;
use std::time::Duration;

use ropey::Rope;

use super::bench::{Bench, on_disk, stamp};
use crate::text::{Hunk, Unsaved};
use crate::tui::keymap::Action;
use crate::tui::panes::editor::{Answer, Effect, Meeting, Met, Msg};
use crate::tui::panes::tree;
use crate::tui::root::{Effect as RootEffect, Msg as RootMsg};

#[test]
fn a_saved_text_is_saved_until_the_next_key() {
    let mut bench = Bench::with("a\n");
    bench.write("x");
    bench.effects();
    bench.act(&[Action::Save]);
    let asked = bench.effects();
    let Some(Effect::Write {
        mark, known, rope, ..
    }) = asked.first()
    else {
        panic!("{asked:?}");
    };
    assert_eq!(
        (known, rope.to_string().as_str()),
        (&Some(stamp(1)), "xa\n")
    );
    bench.write("y");
    bench.answer(Answer::Written {
        mark: *mark,
        result: Ok(stamp(3)),
    });
    assert_eq!(bench.state.unsaved(), 1);
    bench.act(&[Action::Undo]);
    assert_eq!(bench.state.unsaved(), 0);
    bench.act(&[Action::Save]);
    bench.answer(Answer::Written {
        mark: 0,
        result: Err("disk full".into()),
    });
    assert_eq!(bench.text(), "xa\n");
}

#[test]
fn a_change_outside_is_taken_or_asked_about() {
    let mut bench = Bench::with("a\nb\n");
    bench.send(Msg::Changed(vec![PathBuf::from("/w/a.rs")]));
    assert!(matches!(bench.effects().last(), Some(Effect::Look { .. })));
    bench.write("mine");
    bench.effects();
    bench.answer(Answer::Differs(Some(Box::new(on_disk(
        "a\nb\ntheirs\n",
        9,
    )))));
    assert!(bench.effects().is_empty());
    assert!(bench.screen()[1].contains("Changed on disk"));
    // Whoever types on has not read the question yet.
    bench.act(&[Action::Accept]);
    assert!(bench.effects().is_empty());
    bench.now += Duration::from_secs(1);
    bench.act(&[Action::Accept]);
    let asked = bench.effects();
    assert!(
        matches!(
            asked.first(),
            Some(Effect::Meet {
                meeting: Meeting::Merge,
                ..
            })
        ),
        "{asked:?}"
    );
    let revision = bench.revision();
    let transaction = crate::text::becoming(
        &Rope::from_str("minea\nb\n"),
        &Rope::from_str("minea\nb\ntheirs\n"),
    );
    let disk = on_disk("a\nb\ntheirs\n", 9);
    let met = Met {
        revision,
        meeting: Meeting::Merge,
        transaction,
        conflicts: 0,
        disk,
    };
    bench.answer(Answer::Met(Box::new(met)));
    assert_eq!(
        (bench.text().as_str(), bench.state.unsaved()),
        ("minea\nb\ntheirs\n", 1)
    );
    bench.act(&[Action::Save]);
    assert!(
        bench
            .effects()
            .iter()
            .any(|one| matches!(one, Effect::Write { known, .. } if *known == Some(stamp(9))))
    );
}

#[test]
fn an_untouched_text_follows_its_file_and_says_when_it_is_gone() {
    let mut bench = Bench::with("a\nb\n");
    bench.effects();
    bench.answer(Answer::Differs(Some(Box::new(on_disk("a\nB\n", 9)))));
    let asked = bench.effects();
    assert!(
        matches!(
            asked.first(),
            Some(Effect::Meet {
                meeting: Meeting::Reload,
                ..
            })
        ),
        "{asked:?}"
    );
    let transaction = crate::text::becoming(&Rope::from_str("a\nb\n"), &Rope::from_str("a\nB\n"));
    let revision = bench.revision();
    let disk = on_disk("a\nB\n", 9);
    let met = Met {
        revision,
        meeting: Meeting::Reload,
        transaction,
        conflicts: 0,
        disk,
    };
    bench.answer(Answer::Met(Box::new(met)));
    assert_eq!(
        (bench.text().as_str(), bench.state.unsaved()),
        ("a\nB\n", 0)
    );
    bench.answer(Answer::Differs(None));
    assert_eq!(bench.state.unsaved(), 1);
    assert!(bench.screen()[1].contains("No longer on disk"));
}

#[test]
fn unsaved_text_is_kept_after_a_pause_and_brought_back() {
    let mut bench = Bench::with("a\n");
    bench.write("x");
    assert!(
        bench
            .asked
            .iter()
            .any(|one| matches!(one, RootEffect::WakeAt(_)))
    );
    bench.effects();
    bench.now += Duration::from_millis(500);
    bench.send(Msg::Tick);
    assert!(
        !bench
            .effects()
            .iter()
            .any(|one| matches!(one, Effect::Keep { .. }))
    );
    bench.now += Duration::from_millis(600);
    bench.send(Msg::Tick);
    assert!(
        bench
            .effects()
            .iter()
            .any(|one| matches!(one, Effect::Keep { rope, .. } if *rope == "xa\n"))
    );
    let unsaved = Unsaved {
        path: "/w/b.rs".into(),
        charset: "UTF-8".into(),
        base: "b\n".into(),
        text: "typed\n".into(),
    };
    bench.open("/w/b.rs", "b\n", Some(unsaved));
    assert_eq!(
        (bench.text().as_str(), bench.state.unsaved()),
        ("typed\n", 2)
    );
    assert!(bench.screen()[1].contains("brought back"));
    bench.act(&[Action::Undo]);
    assert_eq!(bench.text(), "b\n");
}

#[test]
fn text_brought_back_to_a_file_that_went_on_is_merged_only_when_asked() {
    let mut bench = Bench::empty();
    let unsaved = Unsaved {
        path: "/w/b.rs".into(),
        charset: "UTF-8".into(),
        base: "b\nc\n".into(),
        text: "mine\nb\nc\n".into(),
    };
    bench.open("/w/b.rs", "b\nc\ntheirs\n", Some(unsaved));
    assert_eq!(bench.text(), "mine\nb\nc\n");
    bench.effects();
    bench.act(&[Action::Save]);
    let asked = bench.effects();
    assert!(
        matches!(asked.first(), Some(Effect::Write { known: None, .. })),
        "{asked:?}"
    );
    bench.now += Duration::from_secs(1);
    bench.act(&[Action::Accept]);
    let asked = bench.effects();
    let merging = |effect: &Effect| {
        matches!(effect, Effect::Meet { base, theirs, meeting: Meeting::Merge, .. }
            if *base == "b\nc\n" && theirs.rope == "b\nc\ntheirs\n")
    };
    assert!(asked.iter().any(merging), "{asked:?}");
}

#[test]
fn a_closed_tab_gives_its_place_to_the_next() {
    let mut bench = Bench::with("a\n");
    bench.open("/w/b.rs", "b\n", None);
    bench.open("/w/c.rs", "c\n", None);
    let told = |one: &RootEffect| {
        matches!(one, RootEffect::Send(msg)
            if matches!(&**msg, RootMsg::Tree(tree::Msg::AlsoWatch(folders)) if folders.len() == 1))
    };
    assert_eq!(bench.asked.iter().filter(|one| told(one)).count(), 3);
    bench.act(&[Action::PreviousTab]);
    assert_eq!(bench.text(), "b\n");
    bench.act(&[Action::CloseTab]);
    assert_eq!(bench.text(), "c\n");
    bench.write("x");
    bench.act(&[Action::CloseTab]);
    assert_eq!(bench.state.tabs.len(), 2);
    bench.effects();
    bench.act(&[Action::CloseTab]);
    assert_eq!(bench.text(), "a\n");
    assert!(
        bench
            .effects()
            .iter()
            .any(|one| matches!(one, Effect::Keep { .. }))
    );
}

#[test]
fn changes_since_the_last_commit_are_marked_and_shown() {
    let mut bench = Bench::with("a\nnew\nc\n");
    bench.answer(Answer::Base(Some(Rope::from_str("a\nold\nc\n"))));
    assert!(matches!(
        bench.effects().last(),
        Some(Effect::Compare { .. })
    ));
    let revision = bench.revision();
    let hunks = vec![Hunk {
        before: 1..2,
        after: 1..2,
    }];
    bench.answer(Answer::Hunks { revision, hunks });
    assert!(bench.screen()[2].starts_with('▎'), "{:#?}", bench.screen());
    bench.act(&[Action::ToggleDiff]);
    let screen = bench.screen();
    assert!(
        screen.iter().any(|row| row.contains("- old")),
        "{screen:#?}"
    );
    assert!(
        screen.iter().any(|row| row.contains("+ new")),
        "{screen:#?}"
    );
    bench.write("x");
    bench.act(&[Action::Cancel]);
    assert_eq!(bench.text(), "a\nnew\nc\n");
}
