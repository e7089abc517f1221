//! What an agent changes, seen in the editor, the tree and the chat, and what it may do here.

use std::fs;
use std::path::PathBuf;

use super::agent::{TO_CHAT, elsewhere, played, say, script};
use super::pty::Home;

const OPEN_FILE: &str = "\x1bv";
const TO_EDITOR: &str = "\x072";
const NEXT_PLACE: &str = "\x1bj";
const TAKE_BACK: &str = "\x1bu";
const KEEP_PLACE: &str = "\x1ba";

/// Twelve lines, and a call that changes the second and the tenth.
fn two_changes(home: &Home) -> (PathBuf, String, String) {
    let lines = (1..=12).fold(String::new(), |all, number| {
        all + &format!("line {number}\n")
    });
    let path = home.file("notes.txt", &lines);
    let edit = |line: u32| format!("{{old: \"line {line}\\n\", new: \"LINE {line}\\n\"}}");
    let edits = [2, 10].map(edit).join(", ");
    let replies = format!(
        "replies:\n  - tools: [{{name: read, input: {{path: notes.txt}}}}]\n  - tools: [{{name: patch, input: {{changes: [{{path: notes.txt, edits: [{edits}]}}]}}}}]\n  - text: Both are changed.\n"
    );
    (path, lines, replies)
}

#[test]
fn places_that_an_agent_changed_are_gone_through_taken_back_and_kept_by_keys() {
    let home = Home::new();
    let (path, lines, replies) = two_changes(&home);
    let script = script(&home, "screen.yaml", &replies);
    let args = [path.to_str().unwrap(), "--replay", script.to_str().unwrap()];
    let mut screen = home.start(120, 40, &args);
    screen.see("10 line 10");
    screen.keys(TO_CHAT);
    screen.see("scripted/replay");
    say(&mut screen, "shout twice");
    screen.see("10┃LINE 10");
    screen.see("agent changed 2 places");
    screen.see("Both are changed.");
    screen.keys(TO_EDITOR);
    screen.see("take it back");
    screen.keys(NEXT_PLACE);
    screen.see("2:1 ");
    screen.keys(NEXT_PLACE);
    screen.see("10:1 ");
    screen.keys(TAKE_BACK);
    screen.see("notes.txt saved");
    screen.see("agent changed 1 place");
    screen.see("10 line 10");
    let kept = lines.replace("line 2\n", "LINE 2\n");
    assert_eq!(fs::read_to_string(&path).unwrap(), kept);
    screen.keys(NEXT_PLACE);
    screen.see("2:1 ");
    screen.keys(KEEP_PLACE);
    screen.wait("no mark", |text| {
        !text.contains('┃') && !text.contains("agent changed")
    });
    assert_eq!(fs::read_to_string(&path).unwrap(), kept);
    // What was taken back comes back, then all that the agent did goes at once.
    screen.keys("\x1a");
    screen.see("LINE 10");
    screen.keys("\x1a");
    screen.wait("the text before", |text| !text.contains("LINE"));
}

#[test]
fn what_an_agent_of_another_process_changes_is_marked_here() {
    let home = Home::new();
    let (path, _, replies) = two_changes(&home);
    let mut screen = home.start(120, 40, &[path.to_str().unwrap()]);
    screen.see("10 line 10");
    let child = elsewhere(&home, &replies);
    screen.see("10┃LINE 10");
    screen.see("agent changed 2 places");
    assert!(child.wait_with_output().unwrap().status.success());
}

#[test]
fn a_change_is_opened_from_the_chat_where_it_begins() {
    let home = Home::new();
    let (path, lines, replies) = two_changes(&home);
    let mut screen = played(&home, &replies);
    say(&mut screen, "shout twice");
    screen.see("Both are changed.");
    // Nobody has opened the file: the tree says that an agent was there.
    screen.see("notes.txt");
    screen.wait("a sign in the tree", |text| {
        text.lines()
            .any(|line| line.contains("notes.txt") && line.contains('┃'))
    });
    screen.keys(OPEN_FILE);
    screen.see("2:1 ");
    screen.see("2┃LINE 2");
    screen.see("agent changed 2 places");
    screen.keys(TAKE_BACK);
    screen.see("notes.txt saved");
    screen.see("agent changed 1 place");
    let one = lines.replace("line 10\n", "LINE 10\n");
    assert_eq!(fs::read_to_string(&path).unwrap(), one);
    screen.keys(NEXT_PLACE);
    screen.see("10:1 ");
    screen.keys(KEEP_PLACE);
    screen.wait("no sign any more", |text| !text.contains('┃'));
}

#[test]
fn a_talk_in_a_home_folder_says_that_it_has_no_tools() {
    let home = Home::new();
    let replies = "replies:\n  - text: I can only talk.\n";
    let script = script(&home, "screen.yaml", replies);
    let folder = home.0.path().to_str().unwrap();
    let args = [folder, "--replay", script.to_str().unwrap()];
    let mut screen = home.start(120, 40, &args);
    screen.see("scripted/replay");
    say(&mut screen, "mend it");
    screen.see("I can only talk.");
    screen.see("The model has no tools here");
    screen.see("/cd FOLDER");
}

#[test]
fn the_header_says_what_confines_commands_on_this_machine() {
    let home = Home::new();
    let mut screen = home.start(140, 40, &[]);
    screen.wait("the rung", |text| {
        let rungs = ["bubblewrap", "landlock", "none"];
        let named = rungs.map(|rung| format!("sandbox workspace: {rung}"));
        named.iter().any(|rung| text.contains(rung))
    });
    let mut off = home.start(140, 40, &["--sandbox", "off"]);
    off.see("no sandbox");
}

#[test]
fn what_changed_before_a_call_that_waits_is_marked_at_once() {
    let home = Home::new();
    let path = home.file("notes.txt", "one\ntwo\n");
    let replies = r#"
replies:
  - tools: [{name: read, input: {path: notes.txt}}]
  - tools:
      - {name: edit, input: {path: notes.txt, old: "two", new: "TWO"}}
      - {name: shell, input: {command: "rm -rf build"}}
"#;
    let script = script(&home, "screen.yaml", replies);
    fs::create_dir(home.work().join("build")).unwrap();
    let args = [path.to_str().unwrap(), "--replay", script.to_str().unwrap()];
    let mut screen = home.start(120, 40, &args);
    screen.see("2 two");
    screen.keys(TO_CHAT);
    screen.see("scripted/replay");
    say(&mut screen, "shout and clean up");
    screen.see("1 waiting");
    screen.see("2┃TWO");
}
