//! The shipped bindings, and those of a person above them.

use super::{Action, Chord, Found, Keymap, KeymapError, Scope};

fn keys(text: &str) -> Vec<Chord> {
    text.split(' ').map(|one| one.parse().unwrap()).collect()
}

#[test]
fn the_shipped_bindings_are_read_and_found() {
    let keymap = Keymap::ours().unwrap();
    let found = |scope, text: &str| keymap.find(scope, &keys(text));
    assert_eq!(found(Scope::Editor, "ctrl-s"), Found::Action(Action::Save));
    assert_eq!(found(Scope::Editor, "ctrl-q"), Found::Action(Action::Quit));
    assert_eq!(found(Scope::Tree, "ctrl-g"), Found::Prefix);
    assert_eq!(found(Scope::Tree, "ctrl-g z"), Found::Action(Action::Zoom));
    assert_eq!(
        found(Scope::Tree, "ctrl-g ="),
        Found::Action(Action::ResetLayout)
    );
}

#[test]
fn the_terminal_gives_everything_but_the_leader_to_its_programs() {
    let keymap = Keymap::ours().unwrap();
    for given in ["esc", "ctrl-c", "ctrl-p", "alt-1", "f1", "tab", "ctrl-z"] {
        assert_eq!(
            keymap.find(Scope::Terminal, &keys(given)),
            Found::Nothing,
            "{given}"
        );
    }
    assert_eq!(keymap.find(Scope::Terminal, &keys("ctrl-g")), Found::Prefix);
    let leave = keymap.find(Scope::Terminal, &keys("ctrl-g 2"));
    assert_eq!(leave, Found::Action(Action::FocusEditor));
}

#[test]
fn while_no_program_gets_the_keys_those_of_a_pager_and_of_everywhere_work() {
    let keymap = Keymap::ours().unwrap();
    for (given, action) in [
        ("k", Action::Up),
        ("n", Action::FindNext),
        ("ctrl-g s", Action::ScrollMode),
        ("ctrl-g z", Action::Zoom),
        ("f1", Action::Help),
    ] {
        let found = keymap.find(Scope::Scrollback, &keys(given));
        assert_eq!(found, Found::Action(action), "{given}");
    }
}

#[test]
fn the_new_project_has_keys_of_its_own_above_those_of_every_list() {
    let keymap = Keymap::ours().unwrap();
    let found = |scope, text: &str| keymap.find(scope, &keys(text));
    assert_eq!(found(Scope::Wizard, "a"), Found::Action(Action::AddField));
    assert_eq!(found(Scope::Wizard, "tab"), Found::Action(Action::Next));
    assert_eq!(found(Scope::Overlay, "a"), Found::Nothing);
    assert_eq!(found(Scope::Wizard, "ctrl-q"), Found::Nothing);
    let shown = keymap.keys_of(Scope::Wizard, Action::Cancel);
    assert_eq!(shown.as_deref(), Some("Esc"));
}

#[test]
fn a_persons_bindings_stand_above_ours() {
    let mut keymap = Keymap::ours().unwrap();
    keymap.add("editor: {ctrl-s: find, ctrl-f: none}").unwrap();
    assert_eq!(
        keymap.find(Scope::Editor, &keys("ctrl-s")),
        Found::Action(Action::Find)
    );
    assert_eq!(keymap.find(Scope::Editor, &keys("ctrl-f")), Found::Nothing);
}

#[test]
fn what_cannot_be_bound_is_named() {
    let mut keymap = Keymap::empty();
    let refused = |keymap: &mut Keymap, text: &str| keymap.add(text).unwrap_err().to_string();
    assert!(refused(&mut keymap, "editr: {a: save}").contains("editr"));
    assert!(refused(&mut keymap, "editor: {hyper-a: save}").contains("hyper-a"));
    assert!(refused(&mut keymap, "editor: {ctrl-a: svae}").contains("svae"));
    assert!(matches!(keymap.add("- a"), Err(KeymapError::Form(_))));
}

#[test]
fn chords_are_read_as_they_are_shown() {
    for (text, shown) in [
        ("ctrl-s", "Ctrl-S"),
        ("alt-1", "Alt-1"),
        ("f1", "F1"),
        ("x", "x"),
        ("shift-tab", "Shift-Tab"),
        ("alt->", "Alt->"),
        ("ctrl-pageup", "Ctrl-PgUp"),
        ("G", "G"),
    ] {
        let chord: Chord = text.parse().unwrap();
        assert_eq!(chord.to_string(), shown);
    }
}

#[test]
fn every_action_has_its_own_name() {
    let mut names: Vec<_> = Action::ALL.iter().map(|one| one.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Action::ALL.len());
}
