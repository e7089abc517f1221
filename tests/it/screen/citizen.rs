//! A good citizen of the terminal: it comes, goes, stops and goes on without leaving a trace.

use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use alacritty_terminal::term::TermMode;
use rustix::process::{Signal, kill_process};

use super::pty::{Home, Screen};

/// Keys as a terminal sends them.
const QUIT: &str = "\x11";
const F1: &str = "\x1bOP";
const ESC: &str = "\x1b";

fn ready(screen: &mut Screen) {
    screen.see("Describe a task");
}

#[test]
fn it_opens_and_leaves_the_terminal_as_it_was() {
    let home = Home::new();
    let mut screen = home.start(120, 40, &[]);
    ready(&mut screen);
    assert!(
        screen
            .modes()
            .contains(TermMode::ALT_SCREEN | TermMode::BRACKETED_PASTE)
    );
    screen.keys(QUIT);
    assert_eq!(screen.end(), 0);
    let left = screen.wait("an empty screen", |text| !text.contains("Describe"));
    assert_eq!(left.trim(), "");
    let modes = screen.modes();
    assert!(modes.contains(TermMode::SHOW_CURSOR));
    assert!(!modes.intersects(
        TermMode::ALT_SCREEN
            | TermMode::BRACKETED_PASTE
            | TermMode::MOUSE_MODE
            | TermMode::FOCUS_IN_OUT
    ));
}

#[test]
fn signals_give_the_terminal_back() {
    for (signal, code) in [(Signal::TERM, 130), (Signal::HUP, 130), (Signal::INT, 130)] {
        let home = Home::new();
        let mut screen = home.start(120, 40, &[]);
        ready(&mut screen);
        kill_process(screen.pid(), signal).unwrap();
        assert_eq!(screen.end(), code, "{signal:?}");
        screen.wait("an empty screen", |text| text.trim().is_empty());
        assert!(!screen.modes().contains(TermMode::ALT_SCREEN), "{signal:?}");
    }
}

#[test]
fn a_stopped_screen_comes_back_whole() {
    let home = Home::new();
    let mut screen = home.start(120, 40, &[]);
    ready(&mut screen);
    kill_process(screen.pid(), Signal::TSTP).unwrap();
    screen.wait("an empty screen", |text| text.trim().is_empty());
    while !screen.proc("stat").contains(" T ") {
        thread::sleep(Duration::from_millis(5));
    }
    kill_process(screen.pid(), Signal::CONT).unwrap();
    ready(&mut screen);
    screen.keys(F1);
    screen.see("Everywhere");
}

#[test]
fn every_size_is_drawn_whole() {
    let home = Home::new();
    let mut screen = home.start(120, 40, &[]);
    ready(&mut screen);
    let sizes = [
        (60, 16),
        (400, 120),
        (80, 24),
        (1, 1),
        (3, 2),
        (100, 30),
        (99, 9),
        (20, 6),
    ];
    for (width, height) in sizes {
        screen.resize(width, height);
        if width >= 20 && height >= 6 {
            screen.wait(&format!("a frame of {width}×{height}"), |text| {
                let lines: Vec<_> = text.lines().collect();
                let last = lines.iter().rposition(|line| line.contains('╯'));
                last == Some(usize::from(height) - 2)
                    && lines[1].starts_with('╭')
                    && lines[1].chars().count() == usize::from(width)
            });
        }
    }
    screen.resize(120, 40);
    ready(&mut screen);
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let home = Home::new();
    let mut screen = home.start(120, 40, &[]);
    ready(&mut screen);
    // It settles: two looks a second apart find the same, sooner or later.
    let settled = (0..60).any(|_| {
        let before = screen.raw().len();
        thread::sleep(Duration::from_secs(1));
        screen.raw().len() == before
    });
    assert!(settled, "it writes without end");
    screen.keys(F1);
    screen.see("Everywhere");
    screen.keys(ESC);
    ready(&mut screen);
}

#[test]
fn without_a_terminal_it_says_so_in_one_line() {
    let home = Home::new();
    let output = Command::new(env!("CARGO_BIN_EXE_vibecober"))
        .current_dir(home.work())
        .env("HOME", home.0.path())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said.contains("not a terminal") && said.lines().count() == 1,
        "{said}"
    );
    assert!(output.stdout.is_empty());

    let mut dumb = home.start_with(80, 24, &[], &[("TERM", "dumb")]);
    dumb.see("cannot move its cursor");
    assert_eq!(dumb.end(), 2);
}

/// True once `holds` does, if that is before `within` is over.
fn comes(within: Duration, holds: impl Fn() -> bool) -> bool {
    let began = Instant::now();
    while !holds() {
        if began.elapsed() > within {
            return false;
        }
        thread::sleep(Duration::from_millis(5));
    }
    true
}

#[test]
fn the_theme_fits_the_ground_that_the_terminal_tells() {
    // The lines of the header in the two themes that are there for who chose none.
    let (dark, light) = ([0x09, 0x0f, 0x15], [0xec, 0xe7, 0xdc]);
    // An answer counts for a time only, which a busy machine may let pass: then it begins anew.
    let fits = (0..9).any(|_| {
        let home = Home::new();
        let mut screen = home.start_with(120, 40, &[], &[("COLORTERM", "truecolor")]);
        ready(&mut screen);
        assert_eq!(screen.ground(), Some(dark));
        let question = b"\x1b]11;?\x1b\\";
        let asked = || {
            screen
                .raw()
                .windows(question.len())
                .any(|part| part == question)
        };
        assert!(comes(screen.patience, asked), "it does not ask");
        screen.keys("\x1b]11;rgb:ffff/ffff/ffff\x1b\\");
        comes(Duration::from_secs(5), || screen.ground() == Some(light))
    });
    assert!(fits);
}
