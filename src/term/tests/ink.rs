use alacritty_terminal::event::VoidListener;
use alacritty_terminal::grid::Dimensions;
use alacritty_terminal::index::Line;
use alacritty_terminal::term::{Config, Term};
use alacritty_terminal::vte::ansi::Processor;
use proptest::prelude::*;

use crate::term::ink::Ink;

/// A screen so small that every run meets an edge.
struct Small;

impl Dimensions for Small {
    fn total_lines(&self) -> usize {
        4
    }

    fn screen_lines(&self) -> usize {
        4
    }

    fn columns(&self) -> usize {
        9
    }
}

fn screen() -> Term<VoidListener> {
    Term::new(Config::default(), &Small, VoidListener)
}

/// Text and everything that changes what text does.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[ -~]{1,24}",
        1 => "[世界é👩e\u{301}\u{200d}]{1,4}",
        4 => prop::sample::select(vec![
            "\r\n", "\r", "\n", "\t", "\x08", "\x1b[4h", "\x1b[4l", "\x1b(0", "\x1b(B", "\x0e",
            "\x0f", "\x1b)0", "\x1b[?7l", "\x1b[?7h", "\x1b[2;3H", "\x1b[4;9H", "\x1b[1;31m",
            "\x1b[0m", "\x1b[4:3;58;5;9m", "\x1b]8;id=1;x\x1b\\", "\x1b]8;;\x1b\\", "\x1b[K",
            "\x1b[2J", "\x1b[3P", "\x1b[2@", "\x1b7", "\x1b8", "\x1b[2;3r", "\x1bM", "\x1b[?1049h",
            "\x1b[?1049l", "\x1bc", "\x1b[5b",
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_run_put_at_once_is_the_run_put_one_by_one(
        pieces in prop::collection::vec(piece(), 1..40),
        chunk in 1_usize..40,
    ) {
        let output = pieces.concat();
        let (mut plain, mut inked) = (screen(), screen());
        let (mut one, mut other): (Processor, Processor) = Default::default();
        for bytes in output.as_bytes().chunks(chunk) {
            one.advance(&mut plain, bytes);
            other.advance(&mut Ink::new(&mut inked), bytes);
        }
        prop_assert_eq!(plain.history_size(), inked.history_size());
        for line in (plain.topmost_line().0..=plain.bottommost_line().0).map(Line) {
            prop_assert!(plain.grid()[line] == inked.grid()[line], "{line} of {output:?}");
        }
        prop_assert_eq!(plain.grid().cursor.point, inked.grid().cursor.point);
        prop_assert_eq!(plain.grid().cursor.input_needs_wrap, inked.grid().cursor.input_needs_wrap);
    }
}
