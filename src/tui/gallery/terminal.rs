//! Scenes of the terminal pane.

use std::time::Instant;

use super::projects::furnished;
use super::show::show;
use super::stage::Stage;
use crate::term::{Exit, Look, Palette, Screen, Scroll};
use crate::tui::panes::terminal::Msg;

const OUTPUT: &str = "\x1b[1;32mada@shop\x1b[0m:\x1b[1;34m~/shop\x1b[0m$ cargo test\r\n\
   \x1b[1;32m   Compiling\x1b[0m shop v0.1.0\r\n\
   \x1b[1;32m    Finished\x1b[0m test profile in 1.42s\r\n\
   \r\nrunning 3 tests\r\n\
   test cart::an_article_is_added_once ... \x1b[32mok\x1b[0m\r\n\
   test cart::a_voucher_lowers_the_sum ... \x1b[31mFAILED\x1b[0m\r\n\
   test prices::are_in_cents ... \x1b[32mok\x1b[0m\r\n\
   \r\n\x1b[7m reversed \x1b[0m \x1b[4munderlined\x1b[0m \x1b[38;5;208morange\x1b[0m \x1b[38;2;120;200;255mtrue colour\x1b[0m \x1b[48;5;52m ground \x1b[0m\r\n\
   \x1b[1;32mada@shop\x1b[0m:\x1b[1;34m~/shop\x1b[0m$ ";

/// The tab in front shows what `output` draws, scrolled so far back.
fn draws(stage: &mut Stage, output: &str, back: i32, exit: Option<Exit>) {
    let terminal = &stage.model.panes.terminal;
    let mut screen = Screen::new(terminal.size(), Palette::default());
    screen.feed(output.as_bytes());
    screen.scroll(Scroll::Lines(back));
    let look = Look {
        view: screen.view(Instant::now()),
        bell: false,
        copy: None,
        exit,
        busy: false,
        again: None,
    };
    let tab = terminal.tab().unwrap().id;
    stage.tell(Msg::Looked(tab, Box::new(look)));
}

/// A shell in which tests ran.
fn shell(stage: &mut Stage) {
    furnished(stage);
    stage.press("alt-3");
    draws(stage, OUTPUT, 0, None);
}

#[test]
fn a_shell_with_colours() {
    show("terminal", shell);
}

#[test]
fn two_tabs_and_one_that_ended() {
    show("terminal-ended", |stage| {
        shell(stage);
        stage.press("ctrl-g c");
        draws(
            stage,
            "make: *** No rule to make target 'all'.  Stop.\r\n",
            0,
            Some(Exit::Code(2)),
        );
    });
}

#[test]
fn looking_back() {
    show("terminal-back", |stage| {
        shell(stage);
        let lines: Vec<_> = (1..200).map(|line| format!("line {line}\r\n")).collect();
        stage.press("ctrl-g s");
        draws(stage, &lines.concat(), 40, None);
    });
}

#[test]
fn a_search_in_what_scrolled_by() {
    show("terminal-search", |stage| {
        shell(stage);
        stage.press("ctrl-g s /");
        stage.write("FAIL");
    });
}
