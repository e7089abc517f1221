//! Everything on terminals of every size, and on what is no terminal.

use super::pty::{Home, Screen};

/// Keys as a terminal sends them.
const QUIT: &str = "\x11";
const ESC: &str = "\x1b";
const F1: &str = "\x1bOP";
const F2: &str = "\x1bOQ";
const F3: &str = "\x1bOR";
const F4: &str = "\x1bOS";
const ZOOM: &str = "\x07z";
const HIDE: &str = "\x07h";
const RESET: &str = "\x07=";
const NEW_PROJECT: &str = "\x07n";

/// The sizes that the screen is made for.
const SIZES: [(u16, u16); 5] = [(60, 16), (80, 24), (120, 40), (200, 60), (400, 120)];

/// Whether the body between header and footer has straight borders left and right.
fn is_whole(text: &str, width: u16, height: u16) -> bool {
    let lines: Vec<&str> = text.split('\n').collect();
    let (width, height) = (usize::from(width), usize::from(height));
    let body = &lines[1..height - 1];
    lines.len() == height
        && !lines[0].trim().is_empty()
        && !lines[height - 1].trim().is_empty()
        && body.iter().all(|line| {
            line.starts_with(['╭', '│', '╰', '├'])
                && line.ends_with(['╮', '│', '╯', '┤'])
                && line.chars().count() == width
        })
}

#[track_caller]
fn shows(screen: &mut Screen, (width, height): (u16, u16), part: &str) {
    screen.wait(&format!("'{part}', whole at {width}×{height}"), |text| {
        text.contains(part) && is_whole(text, width, height)
    });
}

#[test]
fn every_pane_and_view_is_whole_at_every_size() {
    let home = Home::new();
    let path = home.file("notes.txt", "some text\n");
    let mut screen = home.start(120, 40, &[path.to_str().unwrap()]);
    screen.see("some text");
    for size in SIZES {
        screen.resize(size.0, size.1);
        shows(&mut screen, size, "some text");
        for (key, name) in [
            ("\x071", "Files"),
            ("\x073", "Terminal"),
            ("\x074", "Chat"),
            ("\x075", "Approvals"),
            ("\x072", "some text"),
        ] {
            screen.keys(key);
            shows(&mut screen, size, name);
            screen.keys(ZOOM);
            shows(&mut screen, size, name);
            screen.keys(ZOOM);
            shows(&mut screen, size, name);
        }
        screen.keys("\x071");
        screen.keys(HIDE);
        screen.wait("no tree", |text| {
            !text.contains("─ Files") && is_whole(text, size.0, size.1)
        });
        screen.keys(RESET);
        screen.keys(F4);
        screen.see("There are no runs yet");
        screen.keys(F3);
        screen.keys("\x072");
        shows(&mut screen, size, "some text");
        for (key, part) in [(F1, "╭ Keys"), (F2, "Commands"), (NEW_PROJECT, "1 idea")] {
            screen.keys(key);
            // It lies over the panes, so that borders meet where nothing joins them.
            screen.see(part);
            screen.keys(ESC);
            screen.wait("the end of it", |text| !text.contains(part));
            shows(&mut screen, size, "some text");
        }
    }
    screen.keys(QUIT);
    assert_eq!(screen.end(), 0);
}

#[test]
fn a_terminal_of_one_cell_takes_keys_and_loses_nothing() {
    let home = Home::new();
    let path = home.file("notes.txt", "some text\n");
    let mut screen = home.start(1, 1, &[path.to_str().unwrap()]);
    screen.resize(100, 30);
    screen.see("some text");
    screen.resize(1, 1);
    screen.keys("typed ");
    // No pause tells one key from the next here, so none of them begins with an escape that
    // another could be taken for.
    for keys in [ZOOM, ZOOM, HIDE, "\x073", "\x074", "\x071", F4, F3, "\x072"] {
        screen.keys(keys);
    }
    screen.resize(120, 40);
    screen.see("typed some text");
    screen.keys("\x13");
    screen.see("saved");
    screen.resize(1, 1);
    screen.keys(QUIT);
    assert_eq!(screen.end(), 0);
    assert_eq!(std::fs::read_to_string(path).unwrap(), "typed some text\n");
}

#[test]
fn closed_input_and_output_that_goes_elsewhere_are_told() {
    let home = Home::new();
    for (script, told) in [
        ("\"$0\" <&-", "standard input is not a terminal"),
        ("\"$0\" </dev/null", "standard input is not a terminal"),
        ("\"$0\" >/dev/null", "standard output is not a terminal"),
        ("\"$0\" | cat", "standard output is not a terminal"),
        ("TERM= \"$0\"", "cannot move its cursor"),
    ] {
        let script = format!("{script}; echo code $?; read x");
        let mut screen = home.start_script(200, 24, &script);
        let text = screen.see("code ");
        assert!(text.contains(told), "{script}: {text}");
        assert!(!text.contains("panicked"), "{text}");
    }
}
