use std::time::Duration;

use super::bench::{Bench, on_disk, stamp};
use crate::domain::tool_call::ChangedFile;
use crate::text::{Author, becoming};
use crate::tui::keymap::Action;
use crate::tui::panes::editor::{Answer, Effect, Meeting, Met, Msg, OnDisk};

const BEFORE: &str = "a\nb\nc\nd\ne\nf\n";
const AFTER: &str = "A\nb\nc\nD1\nD2\ne\n";

fn found(text: &str, len: u64, author: Author) -> OnDisk {
    OnDisk {
        author,
        ..on_disk(text, len)
    }
}

/// Does what the driver does: both texts come together.
fn meet(bench: &mut Bench) {
    for effect in bench.effects() {
        if let Effect::Meet {
            revision,
            meeting,
            ours,
            theirs,
            ..
        } = effect
        {
            let transaction = becoming(&ours, &theirs.rope);
            bench.answer(Answer::Met(Box::new(Met {
                revision,
                meeting,
                transaction,
                conflicts: 0,
                disk: *theirs,
            })));
        }
    }
}

fn told(path: &str, diff: &str) -> ChangedFile {
    ChangedFile {
        path: path.to_owned(),
        diff: diff.to_owned(),
    }
}

fn changed_by_agent() -> Bench {
    let mut bench = Bench::with(BEFORE);
    bench.effects();
    bench.send(Msg::AgentChanged(vec![told("/w/a.rs", "")]));
    let asked = bench.effects();
    assert!(
        matches!(
            asked.first(),
            Some(Effect::Look {
                author: Author::Agent,
                ..
            })
        ),
        "{asked:?}"
    );
    let disk = found(AFTER, 9, Author::Agent);
    bench.answer(Answer::Differs(Some(Box::new(disk))));
    meet(&mut bench);
    bench
}

fn signs(bench: &Bench) -> Vec<String> {
    let rows = bench.screen();
    let inner = rows.iter().skip(1).take_while(|row| !row.contains('~'));
    inner
        .filter(|row| row.contains(['┃', '╹']))
        .map(|row| row.trim().to_owned())
        .collect()
}

fn written(bench: &mut Bench) -> Vec<String> {
    let asked = bench.effects().into_iter();
    asked
        .filter_map(|one| match one {
            Effect::Write { rope, .. } => Some(rope.to_string()),
            _ => None,
        })
        .collect()
}

#[test]
fn what_an_agent_changed_is_marked_and_gone_through_by_keys() {
    let mut bench = changed_by_agent();
    assert_eq!(bench.text(), AFTER);
    assert_eq!(signs(&bench), ["1┃A", "4┃D1", "5┃D2", "7╹"]);
    let rows = bench.screen();
    assert!(rows[0].contains("a.rs┃"), "{rows:?}");
    assert!(
        rows.iter()
            .any(|row| row.contains("agent changed 3 places"))
    );
    let mut lines = Vec::new();
    for action in [
        Action::NextPlace,
        Action::NextPlace,
        Action::NextPlace,
        Action::PreviousPlace,
        Action::PreviousPlace,
    ] {
        bench.act(&[action]);
        let sheet = bench.state.sheet().unwrap();
        lines.push(sheet.buffer.line() + 1);
    }
    assert_eq!(lines, [4, 7, 1, 7, 4]);
}

#[test]
fn one_place_is_taken_back_alone_and_written_where_nothing_else_was_unsaved() {
    let mut bench = changed_by_agent();
    bench.act(&[Action::NextPlace, Action::TakeBack]);
    let text = "A\nb\nc\nd\ne\n";
    assert_eq!(bench.text(), text);
    assert_eq!(written(&mut bench), [text]);
    let mark = bench.state.sheet().unwrap().disk.writing.clone().unwrap().0;
    let result = Ok(stamp(10));
    bench.answer(Answer::Written { mark, result });
    assert_eq!(bench.state.unsaved(), 0);
    assert_eq!(signs(&bench), ["1┃A", "6╹"]);
    // The place comes back as one step, and all that the agent did as one more.
    bench.act(&[Action::Undo]);
    assert_eq!((bench.text().as_str(), signs(&bench).len()), (AFTER, 4));
    bench.act(&[Action::Undo]);
    assert_eq!((bench.text().as_str(), signs(&bench).len()), (BEFORE, 0));
}

#[test]
fn a_place_taken_back_in_a_text_with_changes_of_its_own_is_not_written() {
    let mut bench = changed_by_agent();
    bench.act(&[Action::Last]);
    bench.write("mine");
    bench.effects();
    bench.act(&[Action::NextPlace, Action::TakeBack]);
    assert!(written(&mut bench).is_empty());
    assert_eq!(bench.text(), "a\nb\nc\nD1\nD2\ne\nmine");
}

#[test]
fn what_is_kept_loses_its_mark_and_nothing_else() {
    let mut bench = changed_by_agent();
    bench.act(&[Action::KeepPlace]);
    assert_eq!(signs(&bench), ["4┃D1", "5┃D2", "7╹"]);
    bench.act(&[Action::KeepPlaces]);
    assert!(signs(&bench).is_empty());
    assert_eq!(bench.text(), AFTER);
    assert!(written(&mut bench).is_empty());
}

#[test]
fn a_change_that_was_taken_in_before_the_agent_told_is_marked_then() {
    let mut bench = Bench::with(BEFORE);
    bench.effects();
    let disk = found(AFTER, 9, Author::Unknown);
    bench.answer(Answer::Differs(Some(Box::new(disk))));
    meet(&mut bench);
    assert!(signs(&bench).is_empty());
    bench.answer(Answer::Same);
    assert_eq!(signs(&bench).len(), 4);
    // What somebody else changed long before stays theirs.
    let disk = found("a\n", 10, Author::Unknown);
    bench.answer(Answer::Differs(Some(Box::new(disk))));
    meet(&mut bench);
    let before = signs(&bench);
    bench.now += Duration::from_mins(1);
    bench.answer(Answer::Same);
    assert_eq!(signs(&bench), before);
}

#[test]
fn two_looks_at_one_change_ask_nothing() {
    let mut bench = Bench::with(BEFORE);
    bench.effects();
    for author in [Author::Unknown, Author::Agent] {
        let disk = found(AFTER, 9, author);
        bench.answer(Answer::Differs(Some(Box::new(disk))));
    }
    meet(&mut bench);
    assert_eq!((bench.text().as_str(), bench.state.unsaved()), (AFTER, 0));
    assert_eq!(signs(&bench).len(), 4);
    assert!(!bench.screen()[1].contains("Changed on disk"));
}

#[test]
fn what_the_person_types_meanwhile_is_merged_and_the_agents_part_is_marked() {
    let mut bench = Bench::with(BEFORE);
    bench.act(&[Action::Last]);
    bench.write("mine");
    bench.effects();
    let disk = found("A\nb\nc\nd\ne\nf\n", 9, Author::Agent);
    bench.answer(Answer::Differs(Some(Box::new(disk))));
    // The watcher sees the same change.
    let disk = found("A\nb\nc\nd\ne\nf\n", 9, Author::Unknown);
    bench.answer(Answer::Differs(Some(Box::new(disk))));
    assert!(bench.screen()[1].contains("Changed on disk"));
    bench.now += Duration::from_secs(1);
    bench.act(&[Action::Accept]);
    let asked = bench.effects();
    let Some(Effect::Meet {
        revision,
        meeting: Meeting::Merge,
        ours,
        theirs,
        ..
    }) = asked.into_iter().next()
    else {
        panic!("no merge");
    };
    let merged = ropey::Rope::from_str("A\nb\nc\nd\ne\nf\nmine");
    bench.answer(Answer::Met(Box::new(Met {
        revision,
        meeting: Meeting::Merge,
        transaction: becoming(&ours, &merged),
        conflicts: 0,
        disk: *theirs,
    })));
    assert_eq!(bench.text(), merged.to_string());
    assert_eq!(signs(&bench), ["1┃A"]);
    assert_eq!(bench.state.unsaved(), 1);
}

#[test]
fn a_file_that_is_opened_again_shows_what_was_not_looked_at() {
    let mut bench = changed_by_agent();
    bench.act(&[Action::CloseTab]);
    bench.open("/w/a.rs", AFTER, None);
    assert_eq!(signs(&bench).len(), 4);
    bench.act(&[Action::KeepPlaces, Action::CloseTab]);
    bench.open("/w/a.rs", AFTER, None);
    assert!(signs(&bench).is_empty());
}

#[test]
fn what_was_changed_while_a_file_was_not_open_is_told_to_who_reads_it() {
    let mut bench = Bench::empty();
    for diff in ["one", "", "two", "three"] {
        let files = vec![told("/w/a.rs", diff), told("/w/b.rs", diff)];
        bench.send(Msg::AgentChanged(files));
    }
    bench.open("/w/a.rs", AFTER, None);
    let asked = bench.effects();
    let Some(Effect::Read { diffs, .. }) = asked.first() else {
        panic!("{asked:?}");
    };
    assert_eq!(diffs, &["two", "three"], "nobody knows what came before");
    bench.act(&[Action::CloseTab]);
    bench.open("/w/a.rs", AFTER, None);
    let asked = bench.effects();
    let again = asked.iter().find_map(|one| match one {
        Effect::Read { diffs, .. } => Some(diffs.len()),
        _ => None,
    });
    assert_eq!(again, Some(0));
}
