//! Keys and messages in, state and screen out, without a terminal.

use std::path::Path;
use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

use super::{Appearance, Effect, Focus, Input, Model, Msg, Notice, Screen, update, view};
use crate::domain::plan::Mode;
use crate::tui::keymap::{Chord, Keymap, Scope};
use crate::tui::layout::Pane;
use crate::tui::overlay;
use crate::tui::panes::tree;
use crate::tui::theme::{Icons, Kind, Theme};
use crate::workspace::files::JailedPath;
use crate::workspace::listing::{Entry, EntryKind};

/// A screen of that size on `/work/shop`, laid out.
fn model(width: u16, height: u16) -> Model {
    let appearance = Appearance {
        theme: Theme::default(),
        icons: Icons::Plain,
    };
    let size = Size::new(width, height);
    let mut model = Model::new(
        Path::new("/work/shop"),
        size,
        Keymap::ours().unwrap(),
        appearance,
    );
    apply(&mut model, Msg::Input(Input::Resized(size)));
    model
}

/// Applies a message and what it sends on; answers the other effects.
fn apply(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut others = Vec::new();
    for effect in update(model, msg, Duration::from_secs(1)) {
        match effect {
            Effect::Send(msg) => others.extend(apply(model, *msg)),
            other => others.push(other),
        }
    }
    others
}

/// Presses keys, written as in a keymap.
fn press(model: &mut Model, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for key in keys.split(' ') {
        let chord: Chord = key.parse().unwrap();
        let event = KeyEvent::new(chord.code, chord.modifiers);
        effects.extend(apply(model, Msg::Input(Input::Key(event))));
    }
    effects
}

fn drawn(model: &Model) -> String {
    let size = model.areas.whole;
    let mut terminal = Terminal::new(TestBackend::new(size.width, size.height)).unwrap();
    let now = Duration::from_secs(2);
    terminal.draw(|frame| view(model, now, frame)).unwrap();
    terminal.backend().to_string()
}

#[test]
fn the_keyboard_goes_from_pane_to_pane() {
    let mut model = model(120, 40);
    assert_eq!(model.focus(), Focus::Pane(Pane::Chat));
    press(&mut model, "f6");
    assert_eq!(model.focus(), Focus::Pane(Pane::Approvals));
    press(&mut model, "f6");
    assert_eq!(model.focus(), Focus::Pane(Pane::Tree));
    press(&mut model, "ctrl-g backtab");
    assert_eq!(model.focus(), Focus::Pane(Pane::Approvals));
    press(&mut model, "alt-2");
    assert_eq!(model.focus(), Focus::Pane(Pane::Editor));
}

#[test]
fn the_terminal_is_left_by_the_leader_alone() {
    let mut model = model(120, 40);
    press(&mut model, "alt-3");
    press(&mut model, "alt-2 f6 esc ctrl-q");
    assert_eq!(model.focus(), Focus::Pane(Pane::Terminal));
    press(&mut model, "ctrl-g 2");
    assert_eq!(model.focus(), Focus::Pane(Pane::Editor));
}

#[test]
fn a_narrow_screen_shows_the_pane_with_the_keyboard() {
    let mut model = model(80, 24);
    press(&mut model, "alt-1");
    let shown: Vec<Pane> = model.areas.slots.iter().map(|slot| slot.pane).collect();
    assert_eq!(shown, [Pane::Tree]);
    assert!(drawn(&model).contains("Files  Editor  Terminal"));
}

#[test]
fn a_hidden_pane_gives_the_keyboard_away_and_comes_back_by_its_key() {
    let mut model = model(120, 40);
    press(&mut model, "alt-1");
    let effects = press(&mut model, "ctrl-g h");
    assert!(effects.iter().any(|one| matches!(one, Effect::KeepLayout)));
    assert!(model.areas.slot(Pane::Tree).is_none());
    assert_eq!(model.focus(), Focus::Pane(Pane::Editor));
    press(&mut model, "alt-1");
    assert!(model.areas.slot(Pane::Tree).is_some());
}

#[test]
fn a_zoomed_pane_fills_the_screen() {
    let mut model = model(120, 40);
    press(&mut model, "alt-2 ctrl-g z");
    assert_eq!(model.areas.slots.len(), 1);
    press(&mut model, "ctrl-g z");
    assert_eq!(model.areas.slots.len(), 5);
}

#[test]
fn what_lies_above_has_the_keyboard_until_it_is_closed() {
    let mut model = model(120, 40);
    press(&mut model, "f1");
    assert_eq!(model.focus(), Focus::Overlay);
    assert!(drawn(&model).contains("Everywhere"));
    press(&mut model, "esc");
    assert_eq!(model.focus(), Focus::Pane(Pane::Chat));
}

#[test]
fn the_key_of_the_help_stays_in_the_narrowest_last_line() {
    let last = |model: &Model| drawn(model).lines().last().unwrap().to_owned();
    for width in [40, 60, 80] {
        let mut model = model(width, 24);
        for (keys, help) in [
            ("alt-2", "F1 keys"),
            ("alt-5", "F1 keys"),
            ("alt-3", "Ctrl-G ? help"),
        ] {
            press(&mut model, keys);
            assert!(
                last(&model).contains(help),
                "{width} {keys}: {}",
                last(&model)
            );
        }
    }
}

#[test]
fn a_notice_covers_no_keys_of_what_lies_above() {
    let mut model = model(80, 24);
    press(&mut model, "ctrl-g n");
    apply(&mut model, Msg::Notice(Notice::bad("one is wrong")));
    apply(&mut model, Msg::Notice(Notice::bad("so is another")));
    let shown = drawn(&model);
    let last = shown.lines().last().unwrap();
    for words in ["Enter read it", "Esc close", "2 told"] {
        assert!(last.contains(words), "{words}: {last}");
    }
}

#[test]
fn letters_are_keys_of_the_new_project_only_where_no_text_is_typed() {
    let mut model = model(120, 40);
    press(&mut model, "ctrl-g n a e x");
    assert_eq!(model.scope(), Scope::Overlay);
    assert!(drawn(&model).contains("▌ aex"));
    let understanding = crate::blueprint::understand("books", Mode::Simple).unwrap();
    let reading = overlay::wizard::Reading {
        understanding,
        mode: Mode::Simple,
        folder: "/work/books".into(),
    };
    press(&mut model, "enter");
    let read = overlay::wizard::Found::Read {
        serial: 1,
        reading: Ok(Box::new(reading)),
    };
    apply(&mut model, Msg::Overlay(overlay::Msg::Wizard(read)));
    assert_eq!(model.scope(), Scope::Wizard);
    press(&mut model, "f1");
    assert!(drawn(&model).contains("Add an entity"));
    press(&mut model, "esc e");
    assert_eq!(model.scope(), Scope::Overlay);
}

#[test]
fn a_shell_gets_every_letter_until_the_person_looks_back() {
    let mut model = model(120, 40);
    press(&mut model, "alt-3");
    assert_eq!(model.scope(), Scope::Terminal);
    let sent = press(&mut model, "k");
    assert!(matches!(sent[..], [Effect::Terminal(_)]));
    press(&mut model, "ctrl-g x");
    assert_eq!(model.scope(), Scope::Scrollback);
    let started = press(&mut model, "enter");
    assert!(matches!(started[..], [Effect::Terminal(_)]));
    assert_eq!(model.scope(), Scope::Terminal);
}

#[test]
fn the_palette_does_what_it_finds() {
    let mut model = model(120, 40);
    press(&mut model, "f2 f i l l space t h e");
    assert!(drawn(&model).contains("Fill the screen with this pane"));
    press(&mut model, "enter");
    assert_eq!(model.layout.zoomed, Some(Pane::Chat));
    assert!(model.overlays.is_empty());
}

#[test]
fn half_a_chord_shows_how_it_goes_on() {
    let mut model = model(120, 40);
    let ways = ["palette", "zoom", "hide pane"];
    let before = drawn(&model);
    press(&mut model, "ctrl-g");
    let shown = drawn(&model);
    for way in ways {
        assert!(shown.contains(way), "{way}:\n{shown}");
        assert!(!before.contains(way), "{way}:\n{before}");
    }
    press(&mut model, "F");
    assert!(model.attention.chord.is_empty());
}

#[test]
fn good_news_goes_away_by_itself() {
    let mut model = model(120, 40);
    let effects = apply(&mut model, Notice::good("it\u{1b}[2J is saved").into());
    let [Effect::WakeAt(until)] = effects[..] else {
        panic!("{effects:?}");
    };
    assert!(drawn(&model).contains("it⟨U+001B⟩[2J is saved"));
    update(&mut model, Msg::Tick, until);
    assert!(!drawn(&model).contains("is saved"));
}

#[test]
fn bad_news_stays_until_each_was_seen() {
    let mut model = model(120, 40);
    for text in ["the theme is broken", "the keymap is broken"] {
        assert!(apply(&mut model, Notice::warn(text).into()).is_empty());
    }
    update(&mut model, Msg::Tick, Duration::from_mins(10));
    let shown = drawn(&model);
    assert!(shown.contains("the keymap is broken"), "{shown}");
    assert!(shown.contains("F8 1 of 2"), "{shown}");
    press(&mut model, "f8");
    assert!(drawn(&model).contains("the theme is broken"));
    press(&mut model, "ctrl-g d");
    assert_eq!(model.attention.notices.unread(), 0);
    assert!(!drawn(&model).contains("is broken"));
}

#[test]
fn everything_that_was_told_can_be_read_in_full() {
    let mut model = model(80, 24);
    let long = format!(
        "this cannot be read: {}the end",
        "many words and ".repeat(12)
    );
    apply(&mut model, Notice::bad(long).into());
    apply(&mut model, Notice::info("a small thing").into());
    press(&mut model, "ctrl-g !");
    let shown = drawn(&model);
    for part in ["a small thing", "this cannot be read", "the end", "0 s ago"] {
        assert!(shown.contains(part), "{part}:\n{shown}");
    }
    press(&mut model, "esc");
    assert_eq!(model.focus(), Focus::Pane(Pane::Chat));
    assert!(!drawn(&model).contains("this cannot be read"));
}

#[test]
fn a_long_path_leaves_room_for_what_is_wrong_with_it() {
    let mut model = model(80, 24);
    model.attention.notices.know_home(Some("/home/ada".into()));
    let file = "/home/ada/projects/customers/large/shop/backend/app/routes/orders.py";
    apply(
        &mut model,
        Notice::bad(format!("{file}: the disk is full")).into(),
    );
    let shown = drawn(&model);
    assert!(
        shown.contains("~/…/routes/orders.py: the disk is full"),
        "{shown}"
    );
}

#[test]
fn the_theme_fits_the_ground_that_the_terminal_tells() {
    let mut model = model(120, 40);
    let told = |kind| Msg::Input(Input::Ground(kind));
    assert!(apply(&mut model, told(Kind::Dark)).is_empty());
    let effects = apply(&mut model, told(Kind::Light));
    assert!(
        matches!(&effects[..], [Effect::FitTheme(name)] if name == "terminal-light"),
        "{effects:?}"
    );
    // Whoever is about to choose one is not disturbed.
    let themes = super::Request::Overlay(overlay::Kind::Themes);
    apply(&mut model, themes.into());
    assert!(apply(&mut model, told(Kind::Light)).is_empty());
}

#[test]
fn leaving_with_nothing_to_lose_leaves() {
    let mut model = model(120, 40);
    let effects = press(&mut model, "ctrl-q");
    assert!(matches!(effects[..], [Effect::Quit]));
}

#[test]
fn leaving_during_a_save_waits_for_it_and_stays_when_it_failed() {
    use crate::text::Buffer;
    use crate::tui::panes::editor::{Answer, Effect as Work, Loaded, Msg as EditorMsg, Stamp};

    for result in [Ok(Stamp::default()), Err("the disk is full".to_owned())] {
        let saved = result.is_ok();
        let mut model = model(120, 40);
        let place = super::Place::file("/work/shop/a.txt");
        apply(&mut model, super::Request::Open(place).into());
        let loaded = Answer::Read(Ok(Box::new(Loaded {
            content: Buffer::from_bytes(b"text\n"),
            stamp: Some(Stamp::default()),
            read_only: false,
            unsaved: None,
        })));
        let tab = model.panes.editor.counted;
        apply(&mut model, EditorMsg::Answer(tab, loaded).into());
        press(&mut model, "x");
        let effects = press(&mut model, "ctrl-s");
        let write = effects.into_iter().find_map(|effect| match effect {
            Effect::Editor(Work::Write { tab, mark, .. }) => Some((tab, mark)),
            _ => None,
        });
        let (tab, mark) = write.unwrap();
        let left = press(&mut model, "ctrl-q");
        assert!(!left.iter().any(|effect| matches!(effect, Effect::Quit)));
        let answer = EditorMsg::Answer(tab, Answer::Written { mark, result });
        let effects = apply(&mut model, answer.into());
        let quits = effects.iter().any(|effect| matches!(effect, Effect::Quit));
        assert_eq!(quits, saved);
    }
}

#[test]
fn the_views_are_one_key_apart() {
    let mut model = model(120, 40);
    press(&mut model, "f4");
    assert_eq!((model.screen, model.focus()), (Screen::Runs, Focus::Runs));
    press(&mut model, "f3");
    assert_eq!(model.screen, Screen::Ide);
}

#[test]
fn a_terminal_without_room_gets_one_line() {
    for (width, height) in [(1, 1), (19, 30), (80, 5)] {
        let shown = drawn(&model(width, height));
        assert!(!shown.contains('╭'), "{shown}");
    }
}

#[test]
fn the_file_of_the_editor_is_watched_and_shown_in_the_tree() {
    let mut model = model(120, 40);

    let place = super::Place::file("/work/shop/src/main.rs");
    let effects = apply(&mut model, super::Request::Open(place).into());
    let watched = effects.iter().any(|effect| {
        matches!(effect, Effect::Tree(tree::Effect::Follow { also, .. })
            if *also == [Path::new("/work/shop/src")])
    });
    assert!(watched, "{effects:?}");

    let folder = |folder: &str| JailedPath::below(Path::new(folder)).unwrap();
    let listed = |at: &str, name: &str, kind| {
        let name = name.into();
        let outcome = Ok(vec![Entry { name, kind }]);
        let folder = folder(at);
        Msg::Tree(tree::Msg::Listed { folder, outcome })
    };
    press(&mut model, "ctrl-g w");
    apply(&mut model, listed("", "src", EntryKind::Folder));
    apply(&mut model, listed("src", "main.rs", EntryKind::File));
    press(&mut model, "enter");
    assert!(drawn(&model).contains("main.rs"));
    assert_eq!(model.focus(), Focus::Pane(Pane::Editor));
}
