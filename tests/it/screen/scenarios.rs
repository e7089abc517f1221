//! Whole ways through the real binary by keys alone: edit and save, change outside, a shell.

use std::fs;
use std::thread;
use std::time::Duration;

use super::pty::{Home, Screen};

/// Keys as a terminal sends them.
const SAVE: &str = "\x13";
const UNDO: &str = "\x1a";
const QUIT: &str = "\x11";
const LEADER: &str = "\x07";

fn opened(home: &Home, name: &str, text: &str) -> Screen {
    let path = home.file(name, text);
    let mut screen = home.start(120, 40, &[path.to_str().unwrap()]);
    screen.see(text.lines().next().unwrap());
    screen
}

#[test]
fn a_file_is_opened_edited_undone_and_saved() {
    let home = Home::new();
    let mut screen = opened(&home, "notes.txt", "first line\nsecond line\n");
    screen.keys("new words ");
    screen.see("new words first line");
    screen.keys(UNDO);
    screen.keys(UNDO);
    screen.see("  1 first line");
    screen.keys("kept ");
    screen.see("kept first line");
    screen.keys(SAVE);
    let path = home.work().join("notes.txt");
    screen.wait("the saved file", |_| {
        fs::read_to_string(&path).unwrap() == "kept first line\nsecond line\n"
    });
    screen.keys(QUIT);
    assert_eq!(screen.end(), 0);
}

#[test]
fn unsaved_text_outlives_a_kill() {
    let home = Home::new();
    let mut screen = opened(&home, "draft.txt", "only line\n");
    screen.keys("precious ");
    screen.see("precious only line");
    let kept = home.0.path().join("state/vibecober");
    screen.wait("the kept text", |_| holds(&kept, "precious only line"));
    thread::sleep(Duration::from_millis(200));
    rustix::process::kill_process(screen.pid(), rustix::process::Signal::KILL).unwrap();
    screen.end();
    let path = home.work().join("draft.txt");
    assert_eq!(fs::read_to_string(&path).unwrap(), "only line\n");
    let mut again = home.start(120, 40, &[path.to_str().unwrap()]);
    again.wait("the offer", |text| text.to_lowercase().contains("unsaved"));
}

/// True when a file somewhere below `folder` holds `part`.
fn holds(folder: &std::path::Path, part: &str) -> bool {
    let Ok(entries) = fs::read_dir(folder) else {
        return false;
    };
    entries.flatten().any(|entry| {
        let path = entry.path();
        path.is_dir() && holds(&path, part)
            || fs::read_to_string(&path).is_ok_and(|text| text.contains(part))
    })
}

#[test]
fn a_clean_file_follows_the_disk() {
    let home = Home::new();
    let screen = opened(&home, "shared.txt", "as it was\n");
    // The watch begins after the first frame; the file is changed until the change is seen.
    for round in 0.. {
        fs::write(home.work().join("shared.txt"), format!("changed {round}\n")).unwrap();
        thread::sleep(Duration::from_millis(300));
        if screen.text().contains("changed ") {
            break;
        }
        assert!(round < 200, "{}", screen.text());
    }
}

#[test]
fn the_terminal_pane_is_a_real_terminal() {
    let home = Home::new();
    let mut screen = home.start(120, 40, &[]);
    screen.see("Describe a task");
    screen.keys(&format!("{LEADER}3"));
    screen.see("Ctrl-G 2");
    screen.keys("\r");
    thread::sleep(Duration::from_millis(200));
    screen.keys("printf 'a%sz\\n' 1-2-3; tty | tr / _\r");
    screen.see("a1-2-3z");
    screen.see("_dev_pts_");
    screen.keys(&format!("{LEADER}4"));
    screen.see("Enter send");
}

#[test]
fn everything_can_be_resized_zoomed_and_hidden() {
    let home = Home::new();
    let mut screen = home.start(120, 40, &[]);
    screen.see("Describe a task");
    screen.keys(&format!("{LEADER}1{LEADER}z"));
    screen.wait("the tree alone", |text| {
        text.contains("Files") && !text.contains("Chat ")
    });
    screen.keys(&format!("{LEADER}z{LEADER}h"));
    screen.wait("no tree", |text| {
        text.contains("Chat ") && !text.contains("─ Files")
    });
    screen.keys(QUIT);
    assert_eq!(screen.end(), 0);
    // The next start has the same layout.
    let mut again = home.start(120, 40, &[]);
    again.see("Describe a task");
    assert!(!again.text().contains("─ Files"));
}
