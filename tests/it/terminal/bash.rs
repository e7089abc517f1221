//! A real bash in a session: folders, jobs, sizes, pasted text, exit codes.

use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

use vibecober::term::{
    Code, Exit, Focus, Key, Look, Mode, Mods, Program, Session, Size, Spec, Toward,
};

/// Long enough for any machine; a sound test never waits so long.
const PATIENCE: Duration = Duration::from_mins(1);

struct Bash {
    session: Session,
    told: Receiver<()>,
}

impl Bash {
    fn start(folder: &Path) -> Self {
        let (tell, told) = sync_channel(1);
        let words = ["bash", "--norc", "--noprofile", "-i"];
        let spec = Spec {
            program: Program::Argv(words.map(str::to_owned).to_vec()),
            environment: [
                ("PS1", "% "),
                ("HISTFILE", "/dev/null"),
                ("INPUTRC", "/dev/null"),
            ]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .to_vec(),
            ..Spec::shell(folder, Size::new(12, 60))
        };
        let session = Session::spawn(&spec, move || {
            tell.try_send(()).ok();
        })
        .unwrap();
        let bash = Self { session, told };
        bash.until("a prompt", |look| look.view.text().contains('%'));
        bash
    }

    fn until(&self, what: &str, done: impl Fn(&Look) -> bool) -> Look {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let look = self.session.look();
            if done(&look) {
                return look;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                self.told.recv_timeout(left).is_ok(),
                "no {what} in\n{}",
                look.view.text()
            );
        }
    }

    /// Types a line and waits until `answer` stands on a line of its own.
    fn answers(&self, line: &str, answer: &str) -> Look {
        self.types(line);
        self.until(answer, |look| {
            look.view.text().lines().any(|line| line == answer)
        })
    }

    fn types(&self, line: &str) {
        for c in line.chars() {
            self.press(Code::Char(c), Mods::NONE);
        }
        self.press(Code::Enter, Mods::NONE);
    }

    /// Waits until `sleep` has the terminal, has begun and is not stopped: before that a signal
    /// from the keyboard may meet the shell that it is made of.
    fn waits_for_sleep(&self) {
        let shell = self.session.group().unwrap();
        let deadline = Instant::now() + PATIENCE;
        loop {
            let front: i32 = stat(shell).unwrap()[5].parse().unwrap();
            let runs = |fields: Vec<String>| fields[0] == "S";
            let name = std::fs::read_to_string(format!("/proc/{front}/comm"));
            if name.is_ok_and(|name| name.trim() == "sleep") && stat(front).is_some_and(runs) {
                return;
            }
            assert!(Instant::now() < deadline, "no job in the foreground");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    fn press(&self, code: Code, mods: Mods) {
        self.session.key(&Key::new(code, mods)).unwrap();
    }
}

/// What the system tells of a process, from its state on.
fn stat(pid: i32) -> Option<Vec<String>> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let after_name = text.rsplit(')').next()?;
    Some(after_name.split_whitespace().map(str::to_owned).collect())
}

#[test]
fn the_folder_is_the_one_asked_for_and_can_be_left() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    let bash = Bash::start(folder.path());

    bash.answers("[ -d inner ] && echo he''re", "here");
    bash.answers("cd inner && echo in''side ${PWD##*/}", "inside inner");
}

#[test]
fn jobs_are_stopped_listed_and_brought_back() {
    let bash = Bash::start(Path::new("/"));

    bash.types("sleep 1000");
    bash.waits_for_sleep();
    bash.press(Code::Char('z'), Mods::CONTROL);
    bash.until("a stopped job", |look| look.view.text().contains("Stopped"));
    bash.answers("jobs | wc -l", "1");
    bash.types("fg");
    bash.waits_for_sleep();
    bash.press(Code::Char('c'), Mods::CONTROL);
    bash.answers("echo st''atus $?", "status 130");
}

#[test]
fn the_shell_sees_every_new_size() {
    let bash = Bash::start(Path::new("/"));

    bash.answers("stty size", "12 60");
    bash.session.resize(Size::new(20, 44));
    bash.answers("stty size", "20 44");
}

#[test]
fn pasted_lines_wait_for_enter() {
    let bash = Bash::start(Path::new("/"));
    bash.until("bracketed paste", |look| look.view.modes.has(Mode::Paste));

    bash.session
        .paste("echo o''ne\necho t''wo\x1b[201~\n")
        .unwrap();
    bash.until("the pasted text", |look| {
        look.view.text().contains("t''wo[201~")
    });
    assert!(
        !bash.session.look().view.text().contains("\none"),
        "it must not run"
    );

    bash.press(Code::Enter, Mods::NONE);
    bash.until("both lines", |look| {
        let text = look.view.text();
        text.contains("\none\n") && text.contains("\ntwo[201~\n")
    });
}

#[test]
fn the_exit_code_is_kept() {
    let bash = Bash::start(Path::new("/"));

    bash.types("exit 42");

    let look = bash.until("an end", |look| look.exit.is_some());
    assert_eq!(look.exit, Some(Exit::Code(42)));
    assert!(
        look.view.text().contains("exit 42"),
        "its last screen stays"
    );
}

#[test]
fn old_output_is_found_selected_and_left_by_typing() {
    let bash = Bash::start(Path::new("/"));
    bash.answers("seq 1 500", "500");

    bash.session.search("SEQ 1 [0-9]+|seq 1 [0-9]+").unwrap();
    assert!(bash.session.find(Toward::Older));

    assert_eq!(bash.session.selected_text().as_deref(), Some("seq 1 500"));
    assert!(bash.session.look().view.scrolled > 400);
    bash.press(Code::Char('x'), Mods::NONE);
    assert_eq!(bash.session.look().view.scrolled, 0);
}

#[test]
fn the_focus_is_told_to_programs_that_ask() {
    let bash = Bash::start(Path::new("/"));
    bash.session.focus(Focus::Gained).unwrap();

    bash.types("printf '\\033[?1004h'; read -rsn3 keys; echo \"${keys#?}\" | sed 's/.*/<&>/'");
    bash.until("focus reports", |look| look.view.modes.has(Mode::Focus));
    bash.session.focus(Focus::Lost).unwrap();

    bash.until("the report", |look| look.view.text().contains("<[O>"));
}
