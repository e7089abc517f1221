//! A store that cannot be used: said on the screen, and everything that needs none goes on.

use std::fs;

use rusqlite::Connection;

use super::pty::{Home, Screen};

/// Keys as a terminal sends them.
const SAVE: &str = "\x13";
const QUIT: &str = "\x11";
const TO_CHAT: &str = "\x074";
const TO_RUNS: &str = "\x07r";
const TO_EDITOR: &str = "\x072";

fn store(home: &Home) -> std::path::PathBuf {
    home.0.path().join("state/vibecober/vibecober.db")
}

/// A store as an earlier screen has left it.
fn made(home: &Home) {
    let mut screen = home.start(100, 30, &[]);
    screen.see("Describe a task");
    screen.wait("the store", |_| store(home).exists());
    screen.keys("/runs\r");
    screen.see("There are no runs yet");
    screen.keys(QUIT);
    assert_eq!(screen.end(), 0);
}

/// Edits and saves a file on `screen`, and leaves.
fn edits_and_saves(home: &Home, mut screen: Screen) {
    screen.keys(TO_EDITOR);
    screen.keys("typed ");
    screen.see("typed text");
    screen.keys(SAVE);
    screen.see("saved");
    let path = home.work().join("notes.txt");
    assert_eq!(fs::read_to_string(path).unwrap(), "typed text\n");
    screen.keys(QUIT);
    assert_eq!(screen.end(), 0);
}

/// What holds the store for itself until it is dropped.
fn locked(home: &Home) -> Connection {
    let other = Connection::open(store(home)).unwrap();
    other
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;")
        .unwrap();
    other
}

#[test]
fn a_locked_store_is_told_and_files_are_edited_all_the_same() {
    let home = Home::new();
    made(&home);
    let path = home.file("notes.txt", "text\n");
    let other = locked(&home);
    let mut screen = home.start(120, 30, &[path.to_str().unwrap()]);
    screen.see("1 text");
    screen.see("Without the store no run");
    screen.see("held by another");
    edits_and_saves(&home, screen);
    drop(other);
}

#[test]
fn a_store_that_is_locked_later_refuses_a_run_and_takes_it_when_it_is_free() {
    let home = Home::new();
    made(&home);
    let path = home.file("notes.txt", "text\n");
    let mut screen = home.start(120, 30, &[path.to_str().unwrap()]);
    screen.see("1 text");
    screen.keys(TO_CHAT);
    screen.keys(TO_RUNS);
    screen.see("There are no runs yet");
    screen.keys(TO_CHAT);
    screen.see("Enter send");
    let other = Connection::open(store(&home)).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    screen.keys("/generate a todo list\r");
    screen.wait("a refusal", |text| text.contains("held by another"));
    drop(other);
    edits_and_saves(&home, screen);
}

#[test]
fn a_store_that_is_none_is_told_and_left_as_it_is() {
    let home = Home::new();
    made(&home);
    let garbage = "this is no database\n".repeat(1000);
    for beside in ["-wal", "-shm"] {
        let path = store(&home).with_extension(format!("db{beside}"));
        fs::remove_file(path).ok();
    }
    fs::write(store(&home), &garbage).unwrap();
    let path = home.file("notes.txt", "text\n");
    let mut screen = home.start(120, 30, &[path.to_str().unwrap()]);
    screen.see("1 text");
    screen.see("Without the store no run");
    edits_and_saves(&home, screen);
    assert_eq!(fs::read_to_string(store(&home)).unwrap(), garbage);
}

#[test]
fn without_a_place_for_the_store_files_are_edited_all_the_same() {
    let home = Home::new();
    // A file where the folder would be: nobody can make that, not even root.
    fs::write(home.0.path().join("state"), "").unwrap();
    let path = home.file("notes.txt", "text\n");
    let mut screen = home.start(120, 30, &[path.to_str().unwrap()]);
    screen.see("1 text");
    screen.see("Without the store no run");
    edits_and_saves(&home, screen);
}

/// A screen for which no file may be larger than `bytes`: to it, the disk is full then. The signal
/// that the system sends with that would end whoever does not expect it.
fn with_room(home: &Home, bytes: u64) -> Screen {
    home.file("notes.txt", "text\n");
    let script = format!("ulimit -f {}; exec \"$0\" notes.txt", bytes.div_ceil(512));
    let mut screen = home.start_script(120, 30, &script);
    screen.see("1 text");
    screen
}

#[test]
fn a_disk_too_full_for_the_store_is_told_and_nothing_is_lost() {
    let home = Home::new();
    made(&home);
    let mut screen = with_room(&home, 4 * 1024);
    screen.wait("what is wrong", tells_of_the_disk);
    edits_and_saves(&home, screen);
}

#[test]
fn a_disk_that_is_full_in_a_run_is_told_and_nothing_is_lost() {
    let home = Home::new();
    made(&home);
    let size = |path| fs::metadata(path).map_or(0, |found| found.len());
    let log = store(&home).with_extension("db-wal");
    let mut screen = with_room(&home, size(store(&home)).max(size(log)) + 16 * 1024);
    screen.keys(TO_RUNS);
    screen.see("There are no runs yet");
    screen.keys(TO_CHAT);
    screen.keys("/generate a todo list\r");
    screen.wait("what is wrong", tells_of_the_disk);
    edits_and_saves(&home, screen);
}

fn tells_of_the_disk(text: &str) -> bool {
    // However narrow the column, one of the words stands whole.
    ["disk I/O", "(disk", "is full", "too large"]
        .iter()
        .any(|part| text.contains(part))
}
