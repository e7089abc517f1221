//! A pseudo-terminal with the real binary in it, and the screen that a person would see.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use alacritty_terminal::event::{Event, EventListener};
use alacritty_terminal::grid::Dimensions;
use alacritty_terminal::index::{Column, Line};
use alacritty_terminal::term::{Config, Term, TermMode};
use alacritty_terminal::vte::ansi::{Color, Processor};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long something may take on the slowest machine before a test gives up.
const PATIENCE: Duration = Duration::from_mins(1);

/// How long a question above a text takes no answer, with something to spare.
const UNREAD: Duration = Duration::from_millis(600);

/// Answers nothing that the program asks the terminal; a test that wants an answer types it.
#[derive(Clone)]
struct Deaf;

impl EventListener for Deaf {
    fn send_event(&self, _: Event) {}
}

#[derive(Clone, Copy)]
struct Room(u16, u16);

impl Dimensions for Room {
    fn total_lines(&self) -> usize {
        self.screen_lines()
    }
    fn screen_lines(&self) -> usize {
        usize::from(self.1)
    }
    fn columns(&self) -> usize {
        usize::from(self.0)
    }
}

/// The binary under test.
const BINARY: &str = env!("CARGO_BIN_EXE_vibecober");

/// What has been written to the terminal, and what it shows of that.
struct Shown {
    term: Term<Deaf>,
    parser: Processor,
    raw: Vec<u8>,
    ended: bool,
}

/// The binary at a terminal.
pub struct Screen {
    shown: Arc<Mutex<Shown>>,
    master: Box<dyn MasterPty + Send>,
    input: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    /// How long something may take before a test gives up.
    pub patience: Duration,
}

/// A place for everything that the binary keeps.
pub struct Home(pub tempfile::TempDir);

impl Home {
    pub fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir(home.work()).unwrap();
        home
    }

    /// The folder that is worked on.
    pub fn work(&self) -> std::path::PathBuf {
        self.0.path().join("work")
    }

    /// Writes a file below the working folder.
    pub fn file(&self, name: &str, text: impl AsRef<[u8]>) -> std::path::PathBuf {
        let path = self.work().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Starts the binary with `args` on a terminal of `width` × `height`.
    pub fn start(&self, width: u16, height: u16, args: &[&str]) -> Screen {
        self.start_with(width, height, args, &[])
    }

    /// The same, with more variables in its environment.
    pub fn start_with(
        &self,
        width: u16,
        height: u16,
        args: &[&str],
        more: &[(&str, &str)],
    ) -> Screen {
        let mut command = CommandBuilder::new(BINARY);
        command.args(args);
        self.start_command(command, width, height, more)
    }

    /// Runs `script` in a shell on a terminal; `$0` is the binary.
    pub fn start_script(&self, width: u16, height: u16, script: &str) -> Screen {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", script, BINARY]);
        self.start_command(command, width, height, &[])
    }

    /// The binary without a terminal, in the same home; its standard output can be read.
    pub fn headless(&self, args: &[&str]) -> Command {
        let mut command = Command::new(BINARY);
        command.args(args).current_dir(self.work()).env_clear();
        command.envs(self.variables());
        command.stdin(Stdio::null()).stdout(Stdio::piped());
        command
    }

    /// What the binary sees of the environment.
    fn variables(&self) -> [(&'static str, OsString); 8] {
        let root = self.0.path();
        [
            ("PATH", std::env::var_os("PATH").unwrap()),
            ("HOME", root.into()),
            ("XDG_STATE_HOME", root.join("state").into()),
            ("XDG_CONFIG_HOME", root.join("config").into()),
            ("XDG_CACHE_HOME", root.join("cache").into()),
            ("TERM", "xterm-256color".into()),
            ("LANG", "C.UTF-8".into()),
            ("SHELL", "/bin/sh".into()),
        ]
    }

    fn start_command(
        &self,
        mut command: CommandBuilder,
        width: u16,
        height: u16,
        more: &[(&str, &str)],
    ) -> Screen {
        command.cwd(self.work());
        command.env_clear();
        for (name, value) in self.variables() {
            command.env(name, value);
        }
        for (name, value) in more {
            command.env(name, value);
        }
        Screen::start(command, width, height)
    }
}

impl Screen {
    fn start(command: CommandBuilder, width: u16, height: u16) -> Self {
        let pair = native_pty_system().openpty(size(width, height)).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let shown = Arc::new(Mutex::new(Shown {
            term: Term::new(Config::default(), &Room(width, height), Deaf),
            parser: Processor::new(),
            raw: Vec::new(),
            ended: false,
        }));
        let (mut output, feed) = (pair.master.try_clone_reader().unwrap(), Arc::clone(&shown));
        thread::spawn(move || {
            let mut bytes = vec![0; 1 << 16];
            loop {
                let count = output.read(&mut bytes).unwrap_or(0);
                let shown = &mut *feed.lock().unwrap();
                if count == 0 {
                    shown.ended = true;
                    return;
                }
                shown.raw.extend_from_slice(&bytes[..count]);
                shown.parser.advance(&mut shown.term, &bytes[..count]);
            }
        });
        Self {
            shown,
            input: pair.master.take_writer().unwrap(),
            master: pair.master,
            child,
            patience: PATIENCE,
        }
    }

    /// Types `keys` as they are.
    pub fn keys(&mut self, keys: &str) {
        self.input.write_all(keys.as_bytes()).unwrap();
        self.input.flush().unwrap();
    }

    /// What the terminal shows, line by line.
    pub fn text(&self) -> String {
        let shown = self.shown.lock().unwrap();
        let grid = shown.term.grid();
        let lines = (0..grid.screen_lines()).map(|line| {
            let row = &grid[Line(i32::try_from(line).unwrap())];
            let cells = (0..grid.columns()).map(|column| row[Column(column)].c);
            cells.collect::<String>().trim_end().to_owned()
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Everything that was written to the terminal so far.
    pub fn raw(&self) -> Vec<u8> {
        self.shown.lock().unwrap().raw.clone()
    }

    /// The exact colour of the ground in the left upper corner; none where it is another kind of colour.
    pub fn ground(&self) -> Option<[u8; 3]> {
        match self.shown.lock().unwrap().term.grid()[Line(0)][Column(0)].bg {
            Color::Spec(colour) => Some([colour.r, colour.g, colour.b]),
            Color::Named(_) | Color::Indexed(_) => None,
        }
    }

    /// The modes of the terminal.
    pub fn modes(&self) -> TermMode {
        *self.shown.lock().unwrap().term.mode()
    }

    /// Waits until `holds` is true of what the terminal shows.
    #[track_caller]
    pub fn wait(&mut self, what: &str, holds: impl Fn(&str) -> bool) -> String {
        let began = Instant::now();
        loop {
            let text = self.text();
            if holds(&text) {
                return text;
            }
            let ended = self.shown.lock().unwrap().ended;
            assert!(!ended, "it ended before {what}:\n{text}");
            assert!(began.elapsed() < self.patience, "no {what}:\n{text}");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until the terminal shows `part`.
    #[track_caller]
    pub fn see(&mut self, part: &str) -> String {
        self.wait(&format!("'{part}'"), |text| text.contains(part))
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.shown.lock().unwrap().term.resize(Room(width, height));
        self.master.resize(size(width, height)).unwrap();
    }

    /// The process.
    pub fn pid(&self) -> rustix::process::Pid {
        let id = self.child.process_id().unwrap();
        rustix::process::Pid::from_raw(i32::try_from(id).unwrap()).unwrap()
    }

    /// Waits until the process has ended; answers its exit code.
    #[track_caller]
    pub fn end(&mut self) -> u32 {
        let began = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.exit_code();
            }
            assert!(
                began.elapsed() < PATIENCE,
                "it does not end:\n{}",
                self.text()
            );
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// The folder of the process' open files and figures.
    pub fn proc(&self, name: &str) -> String {
        let pid = self.child.process_id().unwrap();
        std::fs::read_to_string(Path::new("/proc").join(pid.to_string()).join(name)).unwrap()
    }
}

impl Screen {
    /// The most memory that the process ever had, in bytes.
    pub fn memory(&self) -> u64 {
        let status = self.proc("status");
        let line = status.lines().find(|line| line.starts_with("VmHWM:"));
        let kilobytes = line
            .and_then(|line| line.split_whitespace().nth(1))
            .unwrap();
        kilobytes.parse::<u64>().unwrap() << 10
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Lets a question stand until it takes an answer.
pub fn let_it_be_read() {
    thread::sleep(UNREAD);
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}
