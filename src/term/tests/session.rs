use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

use rustix::process::{Pid, test_kill_process_group};

use crate::term::{Code, Exit, Key, Look, Mods, Place, Program, Session, Size, Spec, TermError};

/// Long enough for any machine; a sound test never waits so long.
const PATIENCE: Duration = Duration::from_mins(1);

struct Watched {
    session: Session,
    told: Receiver<()>,
}

impl Watched {
    fn run(line: &str) -> Self {
        Self::argv(&["/bin/sh", "-c", line])
    }

    fn argv(words: &[&str]) -> Self {
        let (tell, told) = sync_channel(1);
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        let spec = Spec {
            program: Program::Argv(words),
            ..Spec::shell(Path::new("/"), Size::new(10, 40))
        };
        let session = Session::spawn(&spec, move || {
            tell.try_send(()).ok();
        })
        .unwrap();
        Self { session, told }
    }

    /// Looks each time that something is told, until `done`.
    fn until(&self, done: impl Fn(&Look) -> bool) -> Look {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let look = self.session.look();
            if done(&look) {
                return look;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                self.told.recv_timeout(left).is_ok(),
                "nothing more is told:\n{}",
                look.view.text()
            );
        }
    }

    fn shows(&self, text: &str) -> Look {
        self.until(|look| look.view.text().contains(text))
    }
}

#[test]
fn the_exit_is_told_when_all_output_is_shown() {
    let run = Watched::run("printf 'first\\nlast'; exit 7");

    let look = run.until(|look| look.exit.is_some());

    assert_eq!(look.exit, Some(Exit::Code(7)));
    assert!(
        look.view.text().starts_with("first\nlast\n"),
        "{}",
        look.view.text()
    );
    assert!(matches!(run.session.send(b"x"), Err(TermError::Ended)));
}

#[test]
fn output_that_is_read_late_is_shown_before_the_exit_all_the_same() {
    for background in ["", "trap '' HUP; sleep 1000 & echo :$!:;"] {
        // Whoever is told first takes so long that the program has ended, and a lull with it.
        let (tell, told) = sync_channel(1);
        let slow = AtomicBool::new(true);
        let line = format!("{background} printf 'first\\n'; sleep 0.2; printf last; exit 7");
        let words = ["/bin/sh", "-c", &line].map(str::to_owned).to_vec();
        let spec = Spec {
            program: Program::Argv(words),
            ..Spec::shell(Path::new("/"), Size::new(10, 40))
        };
        let session = Session::spawn(&spec, move || {
            if slow.swap(false, Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(800));
            }
            tell.try_send(()).ok();
        })
        .unwrap();

        let look = Watched { session, told }.until(|look| look.exit.is_some());

        let text = look.view.text();
        if let Some(pid) = text.split(':').nth(1) {
            let pid = Pid::from_raw(pid.parse().unwrap()).unwrap();
            rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
        }
        assert!(text.contains("first\nlast\n"), "{text}");
    }
}

#[test]
fn a_signal_is_told_by_its_name() {
    let run = Watched::run("kill -TERM $$");

    let look = run.until(|look| look.exit.is_some());

    assert_eq!(look.exit, Some(Exit::Signal("Terminated".to_owned())));
}

#[test]
fn a_background_process_does_not_hold_up_the_end() {
    let run = Watched::run("trap '' HUP; sleep 1000 & echo pid:$!:; exit 3");

    let look = run.until(|look| look.exit.is_some());

    assert_eq!(look.exit, Some(Exit::Code(3)));
    let text = look.view.text();
    let pid = text.split(':').nth(1).unwrap().parse().unwrap();
    rustix::process::kill_process(Pid::from_raw(pid).unwrap(), rustix::process::Signal::KILL)
        .unwrap();
}

#[test]
fn the_program_knows_its_terminal_folder_and_size() {
    let run =
        Watched::run("echo $TERM $COLORTERM; pwd; stty size; test -t 0 && echo tty; echo [$TMUX]");

    let text = run.until(|look| look.exit.is_some()).view.text();

    assert!(
        text.starts_with("xterm-256color truecolor\n/\n10 40\ntty\n[]\n"),
        "{text}"
    );
}

#[test]
fn keys_reach_the_program_and_a_new_size_does() {
    let run = Watched::run(
        "trap 'stty size' WINCH; read line; echo got:$line; while :; do sleep 0.05; done",
    );
    for c in "hi".chars() {
        run.session
            .key(&Key::new(Code::Char(c), Mods::NONE))
            .unwrap();
    }
    run.session.key(&Key::new(Code::Enter, Mods::NONE)).unwrap();
    run.shows("got:hi");

    run.session.resize(Size::new(7, 33));

    let look = run.shows("7 33");
    assert_eq!(look.view.size, Size::new(7, 33));
    run.session
        .key(&Key::new(Code::Char('c'), Mods::CONTROL))
        .unwrap();
    assert!(run.until(|look| look.exit.is_some()).exit.is_some());
}

#[test]
fn answers_reach_a_program_that_asks() {
    let run = Watched::run(
        "stty raw -echo; printf '\\033[6n'; dd bs=1 count=6 2>/dev/null | od -An -c; stty sane",
    );

    run.shows("033   [   1   ;   1   R");
}

#[test]
fn a_program_that_reads_nothing_stops_nobody() {
    let run = Watched::run("stty raw -echo; echo ready; exec sleep 1000");
    run.shows("ready");
    let started = Instant::now();

    let refused = (0..64).find_map(|_| run.session.send(&vec![b'x'; 1 << 20]).err());

    assert!(matches!(refused, Some(TermError::Backlog)));
    assert!(started.elapsed() < PATIENCE);
}

#[test]
fn nothing_is_told_while_nothing_happens_and_once_until_somebody_looks() {
    let run = Watched::run("echo ready; read x; for i in 1 2 3 4 5; do echo $i; done; read y");
    // The line may come in two pieces; nothing follows once the cursor is below it.
    let below = Place { row: 1, column: 0 };
    run.until(|look| look.view.caret.is_some_and(|caret| caret.place == below));
    while run.told.try_recv().is_ok() {}
    run.session.look();
    assert!(run.told.try_recv().is_err());

    run.session.send(b"\n").unwrap();

    run.shows("5\n");
}

#[test]
fn a_dropped_session_ends_its_processes_even_those_that_do_not_listen() {
    for line in [
        "echo up; sleep 1000",
        "trap '' HUP TERM; echo up; while :; do sleep 0.1; done",
    ] {
        let run = Watched::run(line);
        run.shows("up");
        let group = Pid::from_raw(run.session.group().unwrap()).unwrap();

        drop(run);

        let deadline = Instant::now() + PATIENCE;
        while test_kill_process_group(group).is_ok() {
            assert!(Instant::now() < deadline, "the group lives on: {line}");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let spec = Spec {
        program: Program::Argv(vec!["/no/such/program".to_owned()]),
        ..Spec::shell(Path::new("/"), Size::new(10, 40))
    };

    let refused = Session::spawn(&spec, || {}).err().unwrap().to_string();

    assert!(
        refused.starts_with("could not start /no/such/program"),
        "{refused}"
    );
}

#[test]
fn a_key_is_answered_in_a_flood() {
    let run = Watched::argv(&[
        "/bin/sh",
        "-c",
        "trap 'echo; echo STOPPED; exit 5' INT; while :; do echo flood; done",
    ]);
    run.shows("flood");

    run.session
        .key(&Key::new(Code::Char('c'), Mods::CONTROL))
        .unwrap();

    let look = run.until(|look| look.exit.is_some());
    assert_eq!(look.exit, Some(Exit::Code(5)));
    assert!(look.view.text().contains("STOPPED"));
}
