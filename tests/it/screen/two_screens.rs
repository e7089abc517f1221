//! Two screens on one workspace at once: both work, neither loses what the other has.

use std::fs;
use std::path::{Path, PathBuf};

use rustix::process::{Signal, kill_process};

use super::pty::{Home, Screen, let_it_be_read};

/// Keys as a terminal sends them.
const SAVE: &str = "\x13";
const MERGE: &str = "\x1b\r";
const QUIT: &str = "\x11";
const TO_CHAT: &str = "\x074";

const BEFORE: &str = "one\ntwo\nthree\nfour\nfive\n";

fn at(home: &Home, path: &Path) -> Screen {
    let mut screen = home.start(100, 30, &[path.to_str().unwrap()]);
    screen.see("1 one");
    screen
}

/// The kept texts that hold `part`.
fn kept(home: &Home, part: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(home.0.path().join("state/vibecober/unsaved")) else {
        return Vec::new();
    };
    let paths = entries.flatten().map(|entry| entry.path());
    paths
        .filter(|path| fs::read_to_string(path).is_ok_and(|text| text.contains(part)))
        .collect()
}

#[test]
fn the_second_who_saves_is_told() {
    let home = Home::new();
    let path = home.file("shared.txt", BEFORE);
    let (mut first, mut second) = (at(&home, &path), at(&home, &path));
    first.keys("first ");
    first.see("first one");
    second.keys("\x1b[B\x1b[B\x1b[B\x1b[Bsecond ");
    second.see("second five");
    first.keys(SAVE);
    first.see("saved");
    second.keys(SAVE);
    second.see("Changed on disk");
    let on_disk = "first one\ntwo\nthree\nfour\nfive\n";
    assert_eq!(fs::read_to_string(&path).unwrap(), on_disk);
    let_it_be_read();
    second.keys(MERGE);
    second.wait("both changes", |text| {
        text.contains("first one") && text.contains("second five")
    });
    second.keys(SAVE);
    first.wait("the text of the second", |text| {
        text.contains("second five")
    });
    for screen in [&mut first, &mut second] {
        screen.keys(TO_CHAT);
        screen.keys("/help\r");
        screen.see("/quit");
        screen.keys(QUIT);
        assert_eq!(screen.end(), 0);
    }
}

#[test]
fn a_talk_goes_on_in_both() {
    let home = Home::new();
    let script = "replies: [{text: The first answer.}, {text: The second answer.}]\n";
    let script = home.file("script.yaml", script);
    let play = || {
        let mut screen = home.start(100, 30, &["--replay", script.to_str().unwrap()]);
        screen.see("scripted/replay");
        screen
    };
    let (mut first, mut second) = (play(), play());
    first.keys("hello from here\r");
    first.see("The first answer.");
    second.keys("\x07b");
    second.see("hello from here");
    second.keys("\r");
    second.see("The first answer.");
    // Each plays the script for itself.
    second.keys("and from there\r");
    first.see("and from there");
    first.wait("what the other was answered", |text| {
        text.matches("The first answer.").count() == 2
    });
    first.keys("now here again\r");
    first.see("The second answer.");
    second.see("now here again");
    second.see("The second answer.");
}

#[test]
fn each_keeps_its_own_unsaved_text() {
    let home = Home::new();
    let path = home.file("shared.txt", BEFORE);
    let (mut first, mut second) = (at(&home, &path), at(&home, &path));
    first.keys("precious ");
    first.wait("the first's text", |_| {
        !kept(&home, "precious one").is_empty()
    });
    second.keys("dear ");
    second.wait("the second's text", |_| !kept(&home, "dear one").is_empty());
    assert_eq!(kept(&home, "precious one").len(), 1);

    // Whoever comes now is offered nothing: both live.
    let third = at(&home, &path);
    assert!(!third.text().contains("brought back"), "{}", third.text());
    drop(third);

    // A save of one takes nothing from the other.
    second.keys(SAVE);
    second.wait("the end of the second's text", |_| {
        kept(&home, "dear one").is_empty()
    });
    assert_eq!(kept(&home, "precious one").len(), 1);

    kill_process(first.pid(), Signal::KILL).unwrap();
    first.end();
    let mut again = home.start(100, 30, &[path.to_str().unwrap()]);
    again.see("precious one");
    again.see("Changed on disk");
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "dear one\ntwo\nthree\nfour\nfive\n"
    );
}
