//! An idea becomes a project on the screen, by keys alone: understood, made, proven, opened, and
//! its tests run in the terminal pane.

use std::fs;
use std::time::Duration;

use super::pty::Home;
use crate::matrix::command::python;

/// Keys as a terminal sends them.
const NEW_PROJECT: &str = "\x07n";
const TO_CHAT: &str = "\x074";
const TO_TERMINAL: &str = "\x073";
const NEW_TERMINAL: &str = "\x07c";
const UP: &str = "\x1b[A";
const ENTER: &str = "\r";

/// Making an environment, checks and tests: minutes where the network and the machine are slow.
const LONG: Duration = Duration::from_mins(15);

#[test]
fn an_idea_becomes_an_open_project_whose_tests_pass_in_the_terminal() {
    let home = Home::new();
    let mut screen = home.start_with(
        120,
        40,
        &[],
        &[
            ("VIBECOBER_PYTHON", python().to_str().unwrap()),
            ("PS1", "ready% "),
        ],
    );
    screen.see("Describe a task");
    screen.keys(NEW_PROJECT);
    screen.see("1 idea");
    screen.keys("a todo list");
    screen.see("a todo list");
    screen.keys(ENTER);
    // What was understood, as a model that can be changed.
    screen.see("Go on with this model");
    let model = screen.see("Task");
    assert!(model.contains("title: string"), "{model}");
    screen.keys(ENTER);
    screen.see("Make the project");
    screen.see("free");
    let target = home.work().join("todo-list");
    assert!(
        !target.exists(),
        "nothing is written before it is asked for"
    );
    // Up from the last line past the checks and the folder to the modes: simple is the first.
    screen.keys(&UP.repeat(5));
    screen.keys(" ");
    // What is typed while the idea is read again for that mode is not lost.
    screen.keys("\x1b[B\x1b[B\x1b[B\x1b[B\x1b[B");
    screen.keys(ENTER);

    screen.see("✓ coder");
    screen.patience = LONG;
    screen.wait("the end of the run", |text| text.contains("shows the run"));
    let proven = screen.text();
    for check in ["✓ style", "✓ types", "✓ migrate", "✓ tests"] {
        assert!(proven.contains(check), "no {check}:\n{proven}");
    }
    assert!(target.join("README.md").is_file());

    screen.keys(ENTER);
    screen.see("README.md");
    screen.wait("the project in the header", |text| {
        text.lines()
            .next()
            .is_some_and(|line| line.contains("todo-list"))
    });
    screen.see("requirements.txt");
    screen.keys(TO_CHAT);
    screen.see("Enter send");
    screen.keys("/test");
    screen.keys(ENTER);
    let ended = screen.see("make test · ended");
    // The terminal says it itself, beside what the checks have said in the chat.
    assert!(ended.contains("ended well"), "{ended}");
    assert!(ended.matches(" passed in ").count() >= 2, "{ended}");
    screen.keys(TO_TERMINAL);
    screen.keys(NEW_TERMINAL);
    screen.see("ready%");
    screen.keys("echo in $(basename \"$PWD\")\r");
    screen.see("in todo-list");
    assert!(fs::read_dir(target.join("tests")).unwrap().count() > 0);
}
