//! A file that others change, remove or replace while it has unsaved changes on the screen.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use super::pty::{Home, Screen, let_it_be_read};

/// Keys as a terminal sends them.
const SAVE: &str = "\x13";
const UNDO: &str = "\x1a";
const MERGE: &str = "\x1b\r";
const RELOAD: &str = "\x1b[15~";
const NOTICES: &str = "\x07!";
const KEEP: &str = "\x1b";

const BEFORE: &str = "one\ntwo\nthree\nfour\nfive\n";
const CHANGED: &str = "Changed on disk";

/// A file with `mine` typed before its first line, not saved.
fn typed(home: &Home) -> (Screen, PathBuf) {
    let path = home.file("shared.txt", BEFORE);
    let mut screen = home.start(100, 30, &[path.to_str().unwrap()]);
    screen.see("1 one");
    screen.keys("mine ");
    screen.see("mine one");
    (screen, path)
}

/// Changes the disk until the screen shows `part`: the watch begins some time after the start.
#[track_caller]
fn until_seen(screen: &mut Screen, part: &str, mut change: impl FnMut()) {
    for _ in 0..200 {
        change();
        for _ in 0..10 {
            if screen.text().contains(part) {
                return;
            }
            thread::sleep(Duration::from_millis(30));
        }
    }
    panic!("no '{part}':\n{}", screen.text());
}

/// The same file with its last line changed by somebody else.
fn changed_outside(home: &Home) -> (Screen, PathBuf) {
    let (mut screen, path) = typed(home);
    until_seen(&mut screen, CHANGED, || {
        fs::write(&path, BEFORE.replace("five", "theirs")).unwrap();
    });
    let_it_be_read();
    (screen, path)
}

fn saved(screen: &mut Screen, path: &std::path::Path, text: &str) {
    screen.keys(SAVE);
    screen.wait("the saved file", |_| {
        fs::read_to_string(path).is_ok_and(|found| found == text)
    });
}

/// Opens the list of all that was told, until it has `part`.
#[track_caller]
fn until_listed(screen: &mut Screen, part: &str) {
    for _ in 0..200 {
        screen.keys(NOTICES);
        let listed = screen.see("Told so far").contains(part);
        screen.keys(KEEP);
        screen.wait("no list", |text| !text.contains("Told so far"));
        if listed {
            return;
        }
    }
    panic!("'{part}' is not told");
}

#[test]
fn both_changes_are_merged() {
    let home = Home::new();
    let (mut screen, path) = changed_outside(&home);
    screen.keys(MERGE);
    screen.wait("both changes", |text| {
        text.contains("mine one") && text.contains("5 theirs") && !text.contains(CHANGED)
    });
    saved(&mut screen, &path, "mine one\ntwo\nthree\nfour\ntheirs\n");
}

#[test]
fn changes_of_one_line_are_both_shown() {
    let home = Home::new();
    let (mut screen, path) = typed(&home);
    until_seen(&mut screen, CHANGED, || {
        fs::write(&path, BEFORE.replace("one", "theirs")).unwrap();
    });
    let_it_be_read();
    screen.keys(MERGE);
    screen.wait("a marked conflict", |text| {
        text.contains("<<<<<<<") && text.contains("mine one") && text.contains("theirs")
    });
}

#[test]
fn the_file_is_taken_and_what_was_typed_can_be_had_back() {
    let home = Home::new();
    let (mut screen, path) = changed_outside(&home);
    screen.keys(RELOAD);
    screen.wait("the file's text", |text| {
        text.contains("5 theirs") && !text.contains("mine") && !text.contains(CHANGED)
    });
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        BEFORE.replace("five", "theirs")
    );
    screen.keys(UNDO);
    screen.wait("what was typed", |text| {
        text.contains("mine one") && text.contains("5 five")
    });
}

#[test]
fn what_was_typed_is_kept_and_written_over_the_file_when_that_is_asked_for() {
    let home = Home::new();
    let (mut screen, path) = changed_outside(&home);
    // Unasked it is not: the disk has what nobody has agreed to lose.
    screen.keys(SAVE);
    screen.see("not saved");
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        BEFORE.replace("five", "theirs")
    );
    screen.see(CHANGED);
    let_it_be_read();
    screen.keys(KEEP);
    screen.wait("no question", |text| !text.contains(CHANGED));
    saved(&mut screen, &path, "mine one\ntwo\nthree\nfour\nfive\n");
}

#[test]
fn a_removed_or_renamed_file_is_written_again() {
    let home = Home::new();
    let (mut screen, path) = typed(&home);
    let elsewhere = path.with_extension("old");
    until_seen(&mut screen, "No longer on disk", || {
        if path.exists() {
            fs::rename(&path, &elsewhere).unwrap();
        } else {
            // What the watch has missed is made once more.
            fs::rename(&elsewhere, &path).unwrap();
            thread::sleep(Duration::from_millis(50));
            fs::rename(&path, &elsewhere).unwrap();
        }
    });
    screen.see("mine one");
    saved(&mut screen, &path, "mine one\ntwo\nthree\nfour\nfive\n");
    assert_eq!(fs::read_to_string(&elsewhere).unwrap(), BEFORE);
    until_seen(&mut screen, "No longer on disk", || {
        fs::remove_file(&path).ok();
    });
    saved(&mut screen, &path, "mine one\ntwo\nthree\nfour\nfive\n");
}

/// Replaces the file by `make`, sees `told`, sees that saving is refused, puts the file back, and
/// saves what was typed.
#[track_caller]
fn replaced_by(told: &str, make: impl Fn(&std::path::Path), remove: impl Fn(&std::path::Path)) {
    let home = Home::new();
    let (mut screen, path) = typed(&home);
    until_seen(&mut screen, told, || {
        // Away and there again, until the watch has seen it.
        if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file() || found.len() > 100) {
            remove(&path);
        } else {
            fs::remove_file(&path).ok();
        }
        make(&path);
    });
    screen.see("mine one");
    screen.keys(SAVE);
    screen.see("not saved");
    screen.keys("still ");
    screen.see("mine still one");
    remove(&path);
    let_it_be_read();
    saved(
        &mut screen,
        &path,
        "mine still one\ntwo\nthree\nfour\nfive\n",
    );
}

#[test]
fn a_file_that_became_a_folder_is_not_lost_on_the_screen() {
    replaced_by(
        "a folder",
        |path| fs::create_dir(path).unwrap(),
        |path| fs::remove_dir(path).unwrap(),
    );
}

#[test]
fn a_file_that_became_unreadable_is_not_lost_on_the_screen() {
    // A link to itself: nobody can read that, not even root.
    replaced_by(
        "symbolic links",
        |path| symlink(path, path).unwrap(),
        |path| fs::remove_file(path).unwrap(),
    );
}

#[test]
fn a_file_that_grew_to_gigabytes_is_not_read() {
    let home = Home::new();
    let (mut screen, path) = typed(&home);
    let mut size = 3 << 30;
    until_seen(&mut screen, "too many to edit", || {
        size += 1;
        fs::OpenOptions::new()
            .write(true)
            .open(&path)
            .unwrap()
            .set_len(size)
            .unwrap();
    });
    screen.keys(SAVE);
    // What stands in the last line is the newest of several; all of them are in the list.
    until_listed(&mut screen, "not saved");
    screen.see("mine one");
    assert!(screen.memory() < 300 << 20, "{}", screen.memory());
}
