//! A screen that is left, or lost, while an agent waits for a person.

use rustix::process::{Signal, kill_process};

use super::agent::{played, say};
use super::pty::Home;

const REMOVE: &str = r#"
replies:
  - tools: [{name: shell, input: {command: "rm -rf build"}}]
  - text: It is gone.
"#;

#[test]
fn a_screen_whose_terminal_is_gone_does_not_wait_for_a_person_that_cannot_see_it() {
    let home = Home::new();
    home.file("build/x", "x");
    let mut screen = played(&home, REMOVE);
    say(&mut screen, "clean up");
    screen.see("Alt-5: it asks you");
    kill_process(screen.pid(), Signal::HUP).unwrap();
    assert_eq!(screen.end(), 130);
    still_asked(&home);
}

#[test]
fn leaving_the_screen_takes_no_question_back() {
    let home = Home::new();
    home.file("build/x", "x");
    let mut screen = played(&home, REMOVE);
    say(&mut screen, "clean up");
    screen.see("Alt-5: it asks you");
    screen.keys("\x11\x11");
    assert_eq!(screen.end(), 0);
    still_asked(&home);
}

/// The question stays, and is answered from anywhere.
fn still_asked(home: &Home) {
    let listed = home.headless(&["approve", "list"]).output().unwrap();
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(
        listed.contains("pending") && listed.contains("rm -rf build"),
        "{listed}"
    );
    assert!(home.work().join("build/x").exists());
}
