//! An agent at work on the screen, by keys alone: what it does is seen, what it wants is answered.

use std::fs;
use std::path::PathBuf;
use std::process::Child;

use super::pty::{Home, Screen, let_it_be_read};

const ENTER: &str = "\r";
pub(super) const TO_CHAT: &str = "\x074";
const TO_APPROVALS: &str = "\x075";
const ZOOM: &str = "\x07z";
const LOOK_INTO: &str = "\x1be";
const OPEN_COMMAND: &str = "\x1bo";
const RIGHT: &str = "\x1b[C";

const REMOVE: &str = r#"
replies:
  - text: I clean up.
    tools: [{name: shell, input: {command: "ls build && rm -rf build"}}]
  - text: The build is gone.
"#;

/// Writes a script beside the folder that is worked on, where no tool sees it.
pub(super) fn script(home: &Home, name: &str, replies: &str) -> PathBuf {
    let path = home.0.path().join(name);
    fs::write(&path, replies).unwrap();
    path
}

/// A screen with a model that plays `replies`.
pub(super) fn played(home: &Home, replies: &str) -> Screen {
    let script = script(home, "screen.yaml", replies);
    let mut screen = home.start(120, 40, &["--replay", script.to_str().unwrap()]);
    screen.see("scripted/replay");
    screen
}

/// Another process in which an agent plays `replies`, and waits for a person where it has to.
pub(super) fn elsewhere(home: &Home, replies: &str) -> Child {
    let script = script(home, "elsewhere.yaml", replies);
    let args = [
        "exec",
        "clean up",
        "--wait",
        "--replay",
        script.to_str().unwrap(),
    ];
    home.headless(&args).spawn().unwrap()
}

/// Says something to the model.
pub(super) fn say(screen: &mut Screen, text: &str) {
    screen.keys(text);
    screen.see(text);
    screen.keys(ENTER);
}

/// Goes to the approvals, which get the whole screen, and waits until `part` is seen there.
fn approvals(screen: &mut Screen, part: &str) {
    screen.keys(TO_APPROVALS);
    screen.keys(ZOOM);
    screen.see(part);
    let_it_be_read();
}

#[test]
fn what_another_process_asks_is_answered_here_and_it_goes_on() {
    let home = Home::new();
    home.file("build/x", "x");
    let mut screen = home.start(120, 40, &[]);
    screen.see("Describe a task");
    let child = elsewhere(&home, REMOVE);
    screen.see("1 waiting");
    approvals(&mut screen, "$ ls build && rm -rf build");
    screen.see("risk high");
    assert!(home.work().join("build/x").exists());
    screen.keys("a");
    screen.see("the agent goes on");
    let told = child.wait_with_output().unwrap();
    assert!(told.status.success());
    assert_eq!(
        String::from_utf8_lossy(&told.stdout).lines().last(),
        Some("The build is gone.")
    );
    assert!(!home.work().join("build").exists());
    screen.wait("nothing waiting", |text| !text.contains("1 waiting"));
}

#[test]
fn a_command_is_changed_and_only_the_other_one_is_run() {
    let home = Home::new();
    home.file("build/x", "x");
    home.file("build/y", "y");
    let mut screen = home.start(120, 40, &[]);
    screen.see("Describe a task");
    let child = elsewhere(&home, REMOVE);
    screen.see("1 waiting");
    approvals(&mut screen, "$ ls build");
    screen.keys("e");
    screen.see("run instead: ls build && rm -rf build");
    screen.keys("/x");
    screen.see("rm -rf build/x");
    screen.keys(ENTER);
    assert!(child.wait_with_output().unwrap().status.success());
    assert!(!home.work().join("build/x").exists() && home.work().join("build/y").exists());
    screen.see("accepted here, run instead: ls build && rm -rf build/x");
}

#[test]
fn a_rule_is_seen_saved_with_a_yes_and_lets_the_like_through() {
    let home = Home::new();
    let replies = r#"
replies:
  - text: I make pipes.
    tools: [{name: shell, input: {command: "mkfifo one"}}]
  - tools: [{name: shell, input: {command: "mkfifo two"}}]
  - text: Both are there.
"#;
    let mut screen = played(&home, replies);
    say(&mut screen, "make two pipes");
    screen.see("Alt-5: it asks you");
    approvals(&mut screen, "$ mkfifo one");
    screen.keys("r");
    screen.see("allow: mkfifo one");
    screen.see("‘mkfifo one’ would have matched 0 of 0");
    screen.keys("\x17");
    screen.see("‘mkfifo’ would have matched 0 of 0");
    screen.keys(ENTER);
    screen.keys(TO_CHAT);
    screen.see("Both are there.");
    assert!(home.work().join("one").exists() && home.work().join("two").exists());
}

#[test]
fn one_place_of_three_is_taken() {
    let home = Home::new();
    let lines = (1..=60).fold(String::new(), |all, number| {
        all + &format!("line {number}\n")
    });
    let path = home.file(".github/workflows/ci.yml", &lines);
    let edit = |line: u32| format!("{{old: \"line {line}\\n\", new: \"LINE {line}\\n\"}}");
    let edits = [10, 30, 50].map(edit).join(", ");
    let replies = format!(
        "replies:\n  - tools: [{{name: read, input: {{path: .github/workflows/ci.yml}}}}]\n  - tools: [{{name: patch, input: {{changes: [{{path: .github/workflows/ci.yml, edits: [{edits}]}}]}}}}]\n  - expect: {{answered: \"took 1 of 3 parts\"}}\n    text: Then only that one.\n"
    );
    let mut screen = played(&home, &replies);
    say(&mut screen, "change three lines");
    screen.see("Alt-5: it asks you");
    approvals(&mut screen, "edited · 3 places");
    screen.keys("m");
    screen.wait("one that is left", |text| {
        text.matches("✗ left").count() == 1
    });
    screen.keys(RIGHT);
    screen.keys("m");
    screen.wait("two that are left", |text| {
        text.matches("✗ left").count() == 2
    });
    screen.keys("a");
    screen.keys(TO_CHAT);
    screen.see("Then only that one.");
    screen.keys(ZOOM);
    let told = screen.see("in part: 1 of 3 places");
    assert!(!told.contains("+3 -3"), "{told}");
    // Only what was taken is shown as done, also when the talk is read again.
    for key in ["", "\x11\x11"] {
        if !key.is_empty() {
            screen.keys(key);
            assert_eq!(screen.end(), 0);
            screen = played(&home, &replies);
            screen.keys("\x07b");
            screen.see("Earlier talks");
            screen.keys(ENTER);
            screen.see("Then only that one.");
        }
        screen.keys(LOOK_INTO);
        let told = screen.see("+LINE 30");
        assert!(
            !told.contains("+LINE 10") && !told.contains("+LINE 50"),
            "{told}"
        );
    }
    let changed = fs::read_to_string(&path).unwrap();
    assert_eq!(changed, lines.replace("line 30\n", "LINE 30\n"));
}

#[test]
fn a_no_with_its_reason_makes_the_model_change_course() {
    let home = Home::new();
    home.file("build/x", "x");
    let replies = r#"
replies:
  - text: I clean up.
    tools: [{name: shell, input: {command: "rm -rf build"}}]
  - expect: {answered: "the build takes an hour"}
    text: Then I leave the build alone.
"#;
    let mut screen = played(&home, replies);
    say(&mut screen, "clean up");
    screen.see("Alt-5: it asks you");
    approvals(&mut screen, "$ rm -rf build");
    screen.keys("d");
    screen.see("deny, because:");
    screen.keys("the build takes an hour");
    screen.see("takes an hour");
    screen.keys(ENTER);
    screen.see("denied");
    // Who asked is a key away.
    screen.keys("c");
    screen.see("Then I leave the build alone.");
    screen.see("⊘ shell");
    assert!(home.work().join("build/x").exists());
}

#[test]
fn what_is_put_off_waits_behind_the_others() {
    let home = Home::new();
    home.file("build/x", "x");
    let mut screen = home.start(120, 40, &[]);
    screen.see("Describe a task");
    let mut first = elsewhere(&home, REMOVE);
    screen.see("1 waiting");
    let other = REMOVE.replace("rm -rf build", "rm -rf other");
    let mut second = elsewhere(&home, &other);
    screen.see("2 waiting");
    approvals(&mut screen, "rm -rf");
    let before = |text: &str| text.find("rm -rf build") < text.find("rm -rf other");
    let was = before(&screen.text());
    screen.keys("\x1b[H");
    screen.keys("l");
    screen.wait("the other one first", |text| before(text) != was);
    for child in [&mut first, &mut second] {
        child.kill().unwrap();
        child.wait().unwrap();
    }
}

#[test]
fn edits_of_an_agent_are_seen_in_the_editor_and_its_command_in_a_terminal() {
    let home = Home::new();
    let path = home.file("notes.txt", "one\ntwo\nthree\n");
    let replies = r#"
replies:
  - text: I read it.
    tools: [{name: read, input: {path: notes.txt}}]
  - tools: [{name: edit, input: {path: notes.txt, old: "two\n", new: "TWO IS NEW\n"}}]
  - text: I look at it once more.
    tools: [{name: shell, input: {command: "cat notes.txt | wc -l"}}]
  - text: All is done.
"#;
    let script = script(&home, "screen.yaml", replies);
    let path = path.to_str().unwrap();
    let mut screen = home.start(120, 40, &[path, "--replay", script.to_str().unwrap()]);
    screen.see("2 two");
    screen.keys(TO_CHAT);
    screen.see("scripted/replay");
    say(&mut screen, "change the second line");
    screen.see("2┃TWO IS NEW");
    screen.see("All is done.");
    let told = screen.see("✓ shell");
    assert!(told.contains("✓ read") && told.contains("✓ edit"), "{told}");
    // The lowest call is opened first, then the one above it.
    screen.keys(ZOOM);
    screen.keys(LOOK_INTO);
    screen.see("│ 3");
    screen.keys(LOOK_INTO);
    let told = screen.see("+TWO IS NEW");
    assert!(told.contains("-two"), "{told}");
    screen.keys(ZOOM);
    screen.keys(OPEN_COMMAND);
    screen.wait("the command at a prompt, not run", |text| {
        text.contains("cat notes.txt | wc -l") && text.contains("Terminal")
    });
}

#[test]
fn what_is_said_meanwhile_joins_at_the_next_step_and_the_talk_reads_the_same_again() {
    let home = Home::new();
    let replies = r#"
replies:
  - text: I wait a little.
    tools: [{name: shell, input: {command: "sleep 2; echo slept"}}]
  - expect: {said: "and then say hello"}
    text: Hello to you.
"#;
    let mut screen = played(&home, replies);
    say(&mut screen, "wait");
    screen.see("◐ shell");
    say(&mut screen, "and then say hello");
    screen.see("joins at the next step");
    screen.see("Hello to you.");
    screen.wait("no queue", |text| !text.contains("joins at"));
    screen.keys("\x11\x11");
    assert_eq!(screen.end(), 0);

    let mut again = played(&home, replies);
    again.keys("\x07b");
    again.see("Earlier talks");
    again.keys(ENTER);
    let told = again.see("Hello to you.");
    let at = |part: &str| {
        told.find(part)
            .unwrap_or_else(|| panic!("no {part}\n{told}"))
    };
    assert!(at("I wait a little.") < at("✓ shell"), "{told}");
    assert!(at("✓ shell") < at("and then say hello"), "{told}");
    assert!(at("and then say hello") < at("Hello to you."), "{told}");
    assert!(!told.contains("    │ slept"), "it is folded\n{told}");
    again.keys(LOOK_INTO);
    again.see("    │ slept");
}

#[test]
fn a_model_that_only_plans_has_no_tools_that_change_something() {
    let home = Home::new();
    let replies = r#"
replies:
  - text: I look first.
    tools: [{name: list, input: {}}]
  - expect: {answered: "notes.txt"}
    text: And now I write.
    tools: [{name: write, input: {path: new.txt, content: "x\n"}}]
  - text: I only plan.
"#;
    home.file("notes.txt", "one\n");
    let mut screen = played(&home, replies);
    say(&mut screen, "/plan");
    screen.see("plan mode · ");
    say(&mut screen, "make a file");
    screen.see("✓ list");
    screen.see("'write', which it");
    screen.see("I only plan.");
    assert!(!home.work().join("new.txt").exists());
}

#[test]
fn from_a_talk_that_asks_the_keyboard_goes_to_its_own_question() {
    let home = Home::new();
    home.file("build/x", "x");
    let replies = r#"
replies:
  - tools: [{name: shell, input: {command: "mkfifo one && echo $(date)"}}]
  - text: Then not.
"#;
    let mut screen = played(&home, replies);
    let mut other = elsewhere(&home, REMOVE);
    screen.see("1 waiting");
    say(&mut screen, "make a pipe");
    screen.see("2 waiting");
    screen.see("Alt-5: it asks you");
    approvals(&mut screen, "$ mkfifo one");
    // No rule can begin with what is no plain command: that is said before anything is typed.
    screen.keys("r");
    screen.see("Type the words that such a command begins with");
    screen.keys("\x1b");
    let_it_be_read();
    screen.keys("d");
    screen.see("deny, because:");
    screen.keys(ENTER);
    screen.keys(TO_CHAT);
    screen.see("Then not.");
    assert!(home.work().join("build/x").exists());
    other.kill().unwrap();
    other.wait().unwrap();
}
