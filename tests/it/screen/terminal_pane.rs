//! The terminal pane as a person uses it: a shell comes with the first visit, keys and sizes reach
//! it, the leader leads out of every program, and its end is said.

use super::pty::{Home, Screen};

/// Keys as a terminal sends them.
const TO_TERMINAL: &str = "\x073";
const ZOOM: &str = "\x07z";
const NEW: &str = "\x07c";
const LOOK_BACK: &str = "\x07s";
const TO_EDITOR: &str = "\x072";
const ESC: &str = "\x1b";

fn at_a_prompt(home: &Home) -> Screen {
    let mut screen = home.start_with(100, 30, &[], &[("PS1", "ready% ")]);
    screen.see("Terminal");
    screen.keys(TO_TERMINAL);
    screen.see("ready%");
    screen
}

#[test]
fn a_shell_works_in_the_folder_and_knows_its_size() {
    let home = Home::new();
    home.file("here.txt", "");
    let mut screen = at_a_prompt(&home);

    screen.keys("ls | sed s/^/file:/\r");
    screen.see("file:here.txt");
    screen.keys(ZOOM);
    screen.keys("clear; stty size\r");
    screen.see("26 98");
    screen.resize(90, 25);
    // The keys may be faster than the size.
    screen.keys("clear; until stty size | grep '^21 8[8]'; do sleep 0.1; done\r");
    screen.see("21 88");
}

#[test]
fn a_full_screen_program_gets_escape_and_the_leader_leads_out_of_it() {
    let home = Home::new();
    home.file("story.txt", "once upon a time\n");
    let mut screen = at_a_prompt(&home);

    // The programs show each key that they get; only the chords of the leader are ours.
    screen.keys("shows() { dd bs=1 count=$1 2>/dev/null | od -An -c; }; stty raw -echo; ");
    screen.keys("echo go; shows 1; shows 2; stty sane\r");
    screen.see("go");
    screen.keys(ESC);
    screen.see("033");
    screen.keys(TO_EDITOR);
    screen.keys(TO_TERMINAL);
    screen.keys("\x03\x07\x07");
    screen.see("003  \\a");
}

#[test]
fn every_tab_has_a_program_whose_end_is_said_and_which_starts_again() {
    let home = Home::new();
    let mut screen = at_a_prompt(&home);

    screen.keys(NEW);
    screen.see("2/2");
    screen.see("ready%");
    screen.keys("exit 7\r");
    screen.see("ended with 7");
    screen.keys("r");
    screen.wait("a fresh shell", |text| {
        text.contains("ready%") && !text.contains("ended with 7")
    });
    screen.keys("exit\r");
    screen.see("Enter close");
    screen.keys("\r");
    screen.wait("one tab", |text| !text.contains("2/2"));
}

#[test]
fn old_output_is_looked_at_and_left() {
    let home = Home::new();
    let mut screen = at_a_prompt(&home);

    screen.keys("i=0; while [ $i -lt 300 ]; do i=$((i+1)); echo row $i; done\r");
    screen.see("row 300");
    screen.keys(LOOK_BACK);
    screen.see("lines back");
    screen.keys("/row 12$");
    screen.keys("\x7f\r");
    screen.wait("an old row with what is around it", |text| {
        text.contains("row 128") && text.contains("row 129") && text.contains("row 130")
    });
    screen.keys(ESC);
    screen.wait("the prompt", |text| {
        text.contains("row 300") && !text.contains("lines back")
    });
}

#[test]
fn leaving_asks_once_more_while_a_program_is_at_work() {
    let home = Home::new();
    let mut screen = at_a_prompt(&home);

    screen.keys("sleep 1000\r");
    screen.keys("\x07q");
    // Whether the shell has started it yet decides how often one is asked, so it is not counted.
    screen.keys("\x07q");
    screen.keys("\x07q");
    assert_eq!(screen.end(), 0);
}
