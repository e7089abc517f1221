use std::path::PathBuf;
use std::time::Duration;

use crossterm::event::{KeyCode, MouseButton, MouseEventKind};

use super::fixture::{AREA, Bench, deeds, look, work};
use crate::term::{Exit, Focus, Look, Program, Size};
use crate::tui::keymap::Action;
use crate::tui::panes::terminal::{Deed, Effect, Msg};
use crate::tui::root::Effect as RootEffect;

#[test]
fn no_shell_starts_before_the_person_comes() {
    let mut bench = Bench::new();
    assert!(bench.state.tabs.is_empty());

    let started = work(bench.send(Msg::Focused(true)));

    let [
        Effect::Start {
            program,
            folder,
            size,
            ..
        },
    ] = &started[..]
    else {
        panic!("{started:?}");
    };
    assert_eq!(
        (program, folder),
        (&Program::Shell, &PathBuf::from("/work"))
    );
    assert_eq!(*size, Size::new(8, 40));
    assert_eq!(
        deeds(bench.send(Msg::Focused(false))),
        [Deed::Focus(Focus::Lost)],
        "coming back starts no other"
    );
    assert_eq!(
        deeds(bench.send(Msg::Focused(true))),
        [Deed::Focus(Focus::Gained)]
    );
}

#[test]
fn a_command_gets_a_tab_of_its_own_and_the_bar_a_line() {
    let mut bench = Bench::with_shell("$ ");

    let effects = work(bench.send(Msg::Run {
        command: "cargo test".to_owned(),
        folder: PathBuf::from("/work/shop"),
    }));

    assert!(
        matches!(&effects[0], Effect::Start { program: Program::Line(line), folder, size, .. }
            if line == "cargo test" && folder.ends_with("shop") && *size == Size::new(7, 40))
    );
    assert_eq!(effects.len(), 3, "both are resized: {effects:?}");
    assert_eq!(bench.state.title(), "2/2 cargo test");
    assert_eq!(
        bench.state.running(),
        1,
        "a shell at its prompt is not at work"
    );
}

#[test]
fn a_closed_tab_gives_its_place_to_the_next() {
    let mut bench = Bench::with_shell("one");
    bench.act(Action::NewTerminal);
    bench.act(Action::NewTerminal);
    let ids: Vec<_> = bench.state.tabs.iter().map(|tab| tab.id).collect();
    bench.act(Action::NextTab);
    assert_eq!(bench.front(), ids[0], "round the end");
    bench.act(Action::PreviousTab);
    bench.act(Action::PreviousTab);
    assert_eq!(bench.front(), ids[1]);

    let effects = work(bench.act(Action::CloseTab));

    assert_eq!(effects[0], Effect::Close(ids[1]));
    assert_eq!(bench.front(), ids[2]);
    bench.act(Action::CloseTab);
    bench.act(Action::CloseTab);
    assert!(bench.state.tabs.is_empty());
    assert!(bench.act(Action::CloseTab).is_empty());
    assert_eq!(
        work(bench.act(Action::Accept)).len(),
        1,
        "enter starts a shell"
    );
}

#[test]
fn a_tab_whose_program_is_at_work_is_closed_only_when_asked_twice() {
    let mut bench = Bench::with_shell("$ ");
    bench.send(Msg::Run {
        command: "vim notes".to_owned(),
        folder: PathBuf::from("/work"),
    });
    let vim = bench.front();

    let asked = bench.act(Action::CloseTab);
    assert!(
        format!("{asked:?}").contains("vim notes is at work: close it all the same?"),
        "{asked:?}"
    );
    assert_eq!(bench.state.tabs.len(), 2);

    bench.press(KeyCode::Char('j'));
    bench.act(Action::CloseTab);
    assert_eq!(bench.state.tabs.len(), 2, "a key in between says no");
    bench.mouse(MouseEventKind::Down(MouseButton::Left), AREA.x + 2, AREA.y);
    bench.act(Action::NextTab);
    bench.act(Action::CloseTab);
    assert_eq!(bench.state.tabs.len(), 2, "so does another tab");

    let closed = work(bench.act(Action::CloseTab));
    assert_eq!(closed[0], Effect::Close(vim));
    assert_eq!(bench.state.tabs.len(), 1);
    bench.act(Action::CloseTab);
    assert!(
        bench.state.tabs.is_empty(),
        "an idle shell is closed at once"
    );
}

#[test]
fn a_job_of_the_shell_is_asked_about_too_by_the_mouse_as_well() {
    let mut bench = Bench::with_shell("$ ");
    bench.act(Action::NewTerminal);
    let id = bench.state.tabs[0].id;
    let busy = Look {
        busy: true,
        ..look(Size::new(7, 40), "top")
    };
    bench.send(Msg::Looked(id, Box::new(busy)));
    let middle = MouseEventKind::Down(MouseButton::Middle);
    bench.mouse(middle, AREA.x + 2, AREA.y);
    assert_eq!(bench.state.tabs.len(), 2);
    bench.mouse(middle, AREA.x + 2, AREA.y);
    assert_eq!(bench.state.tabs.len(), 1);
}

#[test]
fn a_tab_is_chosen_by_the_mouse_and_closed_by_its_middle_button() {
    let mut bench = Bench::with_shell("one");
    bench.act(Action::NewTerminal);
    let first = bench.state.tabs[0].id;

    bench.mouse(MouseEventKind::Down(MouseButton::Left), AREA.x + 2, AREA.y);
    assert_eq!(bench.front(), first);
    bench.mouse(
        MouseEventKind::Down(MouseButton::Middle),
        AREA.x + 2,
        AREA.y,
    );
    assert_eq!(bench.state.tabs.len(), 1);
    assert_ne!(bench.front(), first);
}

#[test]
fn a_name_of_the_person_stands_above_the_title_of_the_program() {
    let mut bench = Bench::with_shell("\x1b]2;from the program\x07");
    assert_eq!(bench.state.title(), "from the program");

    bench.act(Action::Rename);
    bench.send(Msg::Paste(" and me".to_owned()));
    bench.press(KeyCode::Enter);
    assert_eq!(bench.state.title(), "from the program and me");

    bench.act(Action::Rename);
    for _ in 0..40 {
        bench.press(KeyCode::Backspace);
    }
    bench.press(KeyCode::Enter);
    assert_eq!(bench.state.title(), "from the program");
}

#[test]
fn an_ended_program_is_closed_or_started_again() {
    let mut bench = Bench::with_shell("");
    bench.send(Msg::Run {
        command: "make".to_owned(),
        folder: PathBuf::from("/work"),
    });
    bench.ends(Exit::Code(2), "failed");
    let gone = bench.front();
    assert_eq!(bench.state.title(), "2/2 make · ended with 2");
    assert_eq!(bench.state.running(), 0);
    assert!(bench.press(KeyCode::Char('x')).is_empty());

    let again = work(bench.act(Action::RunAgain));

    assert_eq!(again[0], Effect::Close(gone));
    assert!(
        matches!(&again[1], Effect::Start { program: Program::Line(line), tab, .. }
        if line == "make" && *tab == bench.front())
    );
    assert_eq!(bench.state.front, 1, "in the same place");
    bench.ends(Exit::Code(0), "");
    bench.act(Action::Accept);
    assert_eq!(bench.state.tabs.len(), 1);
}

#[test]
fn a_program_that_cannot_be_started_says_why() {
    let mut bench = Bench::with_shell("");
    let id = bench.front();

    bench.send(Msg::Failed(id, "could not start it".to_owned()));

    assert_eq!(bench.state.title(), "shell · could not start it");
    assert!(bench.press(KeyCode::Char('x')).is_empty());
    bench.act(Action::Accept);
    assert!(bench.state.tabs.is_empty());
}

#[test]
fn what_is_in_front_is_looked_at_every_frame_and_what_is_behind_now_and_then() {
    let mut bench = Bench::with_shell("");
    let behind = bench.front();
    bench.act(Action::NewTerminal);
    let front = bench.front();

    let pace = |bench: &mut Bench, id| match &deeds(bench.send(Msg::Told(id)))[..] {
        [Deed::Look(pace)] => *pace,
        other => panic!("{other:?}"),
    };

    assert_eq!(pace(&mut bench, front), Duration::from_millis(16));
    assert!(pace(&mut bench, behind) > Duration::from_millis(100));
    bench.act(Action::CloseTab);
    assert!(
        bench.send(Msg::Told(front)).is_empty(),
        "a tab that is gone"
    );
}

#[test]
fn a_bell_and_an_end_behind_call_the_person() {
    let mut bench = Bench::with_shell("");
    let behind = bench.front();
    bench.act(Action::NewTerminal);

    let rung = Look {
        bell: true,
        copy: Some("from it".to_owned()),
        ..look(Size::new(7, 40), "x")
    };
    let effects = bench.send(Msg::Looked(behind, Box::new(rung)));

    assert!(matches!(&effects[0], RootEffect::Attention(text) if text.contains("rings")));
    assert!(matches!(&effects[1], RootEffect::Copy(text) if text == "from it"));
    let ended = Look {
        exit: Some(Exit::Signal("Killed".to_owned())),
        ..look(Size::new(7, 40), "x")
    };
    let effects = bench.send(Msg::Looked(behind, Box::new(ended)));
    assert!(matches!(&effects[0], RootEffect::Attention(text) if text.contains("Killed")));
}

#[test]
fn an_unfinished_update_is_looked_at_again_in_time() {
    let mut bench = Bench::with_shell("");
    let id = bench.front();
    let unfinished = Look {
        again: Some(Duration::from_millis(150)),
        ..look(Size::new(8, 40), "x")
    };

    let effects = bench.send(Msg::Looked(id, Box::new(unfinished)));

    assert!(matches!(effects[..], [RootEffect::WakeAt(at)] if at == Duration::from_millis(150)));
    assert!(bench.send(Msg::Tick).is_empty(), "it is not time");
    bench.now = Duration::from_millis(150);
    assert_eq!(deeds(bench.send(Msg::Tick)).len(), 1);
    assert!(bench.send(Msg::Tick).is_empty());
}

#[test]
fn every_program_hears_of_a_new_size_and_of_an_old_one_nothing() {
    let mut bench = Bench::with_shell("");
    let mut wide = AREA;
    wide.width = 60;

    assert_eq!(
        deeds(bench.send(Msg::Resized(wide))),
        [Deed::Resize(Size::new(8, 60))]
    );
    assert!(bench.send(Msg::Resized(wide)).is_empty());
    wide.x += 3;
    assert!(
        bench.send(Msg::Resized(wide)).is_empty(),
        "moved is not resized"
    );
    wide.width = 0;
    assert!(bench.send(Msg::Resized(wide)).is_empty(), "hidden");
    assert_eq!(bench.state.size(), Size::new(8, 60));
}
