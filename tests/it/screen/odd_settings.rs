//! Settings with errors: told with line and key, and the program works as if they were not there.

use std::fs;

use super::pty::{Home, Screen};

/// Keys as a terminal sends them.
const QUIT: &str = "\x11";
const NEXT_NOTICE: &str = "\x07d";
const TO_TREE: &str = "\x071";

fn setting(home: &Home, name: &str, text: &str) {
    let path = home.0.path().join("config/vibecober").join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

const KEYMAP: &str = "tree:\n  ctrl-n: new-file\n  ctrl-b: brew-coffee\n";
const THEME: &str = "kind: dim\n";

fn wide(home: &Home) -> Screen {
    let mut screen = home.start(200, 40, &[]);
    screen.see("Describe a task");
    screen
}

#[test]
fn a_keymap_with_an_error_is_told_and_its_good_lines_count() {
    let home = Home::new();
    setting(&home, "keymap.yaml", KEYMAP);
    let mut screen = wide(&home);
    let text = screen.see("brew-coffee");
    assert!(text.contains("keymap.yaml:3"), "{text}");
    screen.keys(TO_TREE);
    screen.keys("\x0e");
    screen.see("name, or name/ for a folder");
    screen.keys("\x1b");
    screen.wait("no name", |text| !text.contains("name, or name/"));
    screen.keys(QUIT);
    assert_eq!(screen.end(), 0);
}

#[test]
fn a_keymap_that_is_none_leaves_the_keys_as_they_are() {
    let home = Home::new();
    setting(&home, "keymap.yaml", "tree:\n\t- [\n");
    let mut screen = wide(&home);
    screen.see("keymap.yaml:2");
    screen.keys("\x1bOP");
    screen.see("Everywhere");
    screen.keys("\x1b");
    screen.wait("no keys", |text| !text.contains("Everywhere"));
    screen.keys(QUIT);
    assert_eq!(screen.end(), 0);
}

#[test]
fn a_theme_with_an_error_is_told_and_another_is_used() {
    let home = Home::new();
    setting(&home, "config.yaml", "ui:\n  theme: broken\n");
    setting(&home, "themes/broken.yaml", THEME);
    let mut screen = wide(&home);
    let text = screen.see("broken.yaml:1");
    assert!(text.contains("kind"), "{text}");
    screen.keys(QUIT);
    assert_eq!(screen.end(), 0);
}

#[test]
fn several_errors_at_once_are_all_seen() {
    let home = Home::new();
    setting(&home, "config.yaml", "ui:\n  theme: broken\n");
    setting(&home, "themes/broken.yaml", THEME);
    setting(
        &home,
        "keymap.yaml",
        "tree:\n  ctrl-b: brew-coffee\n  ctrl-x: drink-it\n",
    );
    let mut screen = wide(&home);
    // One after the other in the last line; each stays until it is put away.
    screen.see("broken.yaml:1");
    screen.keys(NEXT_NOTICE);
    screen.see("keymap.yaml:3");
    screen.keys(NEXT_NOTICE);
    screen.see("keymap.yaml:2");
    screen.keys(NEXT_NOTICE);
    screen.wait("no notice", |text| !text.contains("keymap.yaml"));
    screen.keys(QUIT);
    assert_eq!(screen.end(), 0);
}
