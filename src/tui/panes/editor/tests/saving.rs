use std::time::Duration;

use super::bench::{Bench, stamp};
use crate::tui::keymap::Action;
use crate::tui::panes::editor::{Answer, Effect, Stamp};
use crate::tui::root::Effect as RootEffect;

/// The texts that the pane wants to have written, each with what it believes is on disk.
fn writes(bench: &mut Bench) -> Vec<(String, u64, Option<Stamp>)> {
    let effects = bench.effects().into_iter();
    let written = effects.filter_map(|effect| match effect {
        Effect::Write {
            rope, mark, known, ..
        } => Some((rope.to_string(), mark, known)),
        _ => None,
    });
    written.collect()
}

fn written(bench: &mut Bench, mark: u64, result: Result<Stamp, String>) {
    bench.answer(Answer::Written { mark, result });
}

#[test]
fn a_second_save_waits_for_the_first_and_knows_what_it_wrote() {
    let mut bench = Bench::with("x\n");
    bench.write("a");
    bench.act(&[Action::Save]);
    let first = writes(&mut bench);
    let [(text, mark, known)] = &first[..] else {
        panic!("{first:?}");
    };
    assert_eq!((text.as_str(), *known), ("ax\n", Some(stamp(1))));
    bench.write("b");
    bench.act(&[Action::Save]);
    assert_eq!(writes(&mut bench), []);
    assert_eq!((bench.state.unsaved(), bench.state.saving()), (0, true));

    written(&mut bench, *mark, Ok(stamp(3)));
    let second = writes(&mut bench);
    let [(text, mark, known)] = &second[..] else {
        panic!("{second:?}");
    };
    assert_eq!((text.as_str(), *known), ("abx\n", Some(stamp(3))));
    written(&mut bench, *mark, Ok(stamp(4)));
    assert_eq!((bench.state.unsaved(), bench.state.saving()), (0, false));
    assert!(!bench.state.sheet().unwrap().buffer.is_modified());
}

#[test]
fn a_save_that_fails_leaves_everything_unsaved() {
    let mut bench = Bench::with("x\n");
    bench.write("a");
    bench.act(&[Action::Save]);
    let mark = writes(&mut bench)[0].1;
    bench.write("b");
    bench.act(&[Action::Save]);
    written(&mut bench, mark, Err("the disk is full".to_owned()));
    assert_eq!(writes(&mut bench), []);
    assert_eq!((bench.state.unsaved(), bench.state.saving()), (1, false));
}

#[test]
fn a_text_that_was_too_large_to_be_kept_stays_so_when_it_is_cut() {
    let mut bench = Bench::with(&"x".repeat(crate::text::RECOVERABLE + 1));
    bench.act(&[Action::SelectAll, Action::Cut]);
    bench.asked.clear();
    bench.now += Duration::from_secs(5);
    bench.send(crate::tui::panes::editor::Msg::Tick);
    let keeps = |effect: &RootEffect| matches!(effect, RootEffect::Editor(Effect::Keep { .. }));
    assert!(!bench.asked.iter().any(keeps));
    assert_eq!((bench.state.unsaved(), bench.state.unguarded()), (1, 1));
}

#[test]
fn colours_move_with_what_is_removed_before_them() {
    use crate::text::{Span, TokenKind};
    use crate::tui::panes::editor::Coloured;

    let mut bench = Bench::with("let a = \"one\"; // two\n");
    let span = |start, end, kind| Span { start, end, kind };
    let revision = bench.revision();
    bench.answer(Answer::Colours(Coloured {
        revision,
        first: 0,
        lines: Some(vec![vec![
            span(0, 3, TokenKind::Keyword),
            span(8, 13, TokenKind::String),
            span(15, 21, TokenKind::Comment),
        ]]),
    }));
    bench.act(&[Action::First]);
    bench.act(&[Action::Right; 6]);
    bench.act(&[Action::SelectRight; 5]);
    bench.act(&[Action::DeleteBack]);
    assert_eq!(bench.text(), "let a e\"; // two\n");
    assert_eq!(
        bench.state.sheet().unwrap().colours.of(0),
        [
            span(0, 3, TokenKind::Keyword),
            span(6, 8, TokenKind::String),
            span(10, 16, TokenKind::Comment),
        ]
    );
}
