//! Runs programs of the shared Python environment, with a clean environment and a time limit.

use std::env;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read, Seek};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

/// The repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The interpreter of the shared environment; made by `tests/run --python` when it is not given.
pub fn python() -> &'static Path {
    static PYTHON: OnceLock<PathBuf> = OnceLock::new();
    PYTHON.get_or_init(|| {
        if let Some(given) = env::var_os("VIBECOBER_TEST_PYTHON") {
            return given.into();
        }
        let made = Command::new(repository().join("tests/run"))
            .arg("--python")
            .stderr(Stdio::inherit())
            .output()
            .unwrap();
        assert!(made.status.success(), "tests/run --python failed");
        String::from_utf8(made.stdout).unwrap().trim().into()
    })
}

/// A program about to run.
pub struct Run {
    command: Command,
    said: File,
}

impl Run {
    /// A program of the environment, in `folder`, knowing nothing of this process.
    pub fn tool(name: &str, folder: &Path) -> Self {
        Self::new(&python().with_file_name(name), folder)
    }

    /// A script from this folder.
    pub fn script(name: &str, folder: &Path) -> Self {
        let script = repository().join("tests/it/matrix").join(name);
        Self::new(python(), folder).args([script])
    }

    /// The binary under test.
    pub fn vibecober(folder: &Path) -> Self {
        Self::new(Path::new(env!("CARGO_BIN_EXE_vibecober")), folder)
    }

    fn new(program: &Path, folder: &Path) -> Self {
        let bin = python().parent().unwrap().display();
        let said = tempfile::tempfile().unwrap();
        let mut command = Command::new(program);
        command
            .current_dir(folder)
            .env_clear()
            .env("PATH", format!("{bin}:/usr/local/bin:/usr/bin:/bin"))
            .env("HOME", env::temp_dir().join("vibecober-no-home"))
            .env("LANG", "C.UTF-8")
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .env("PYTHONUNBUFFERED", "1")
            // A client that asks all day from one address is not what the limit is for.
            .env("RATE_LIMIT_PER_MINUTE", "1000000")
            .stdin(Stdio::null())
            .stdout(said.try_clone().unwrap())
            .stderr(said.try_clone().unwrap())
            .process_group(0);
        Self { command, said }
    }

    pub fn args(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.command.args(arguments);
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Starts it.
    pub fn start(mut self) -> Running {
        let child = self
            .command
            .spawn()
            .unwrap_or_else(|error| panic!("{:?}: {error}", self.command));
        Running {
            line: format!("{:?}", self.command),
            child,
            said: self.said,
        }
    }

    /// Runs it to an end with exit code 1 and answers what it said.
    pub fn fails(self, limit: Duration) -> String {
        let mut running = self.start();
        let status = running.wait(limit);
        let said = running.said();
        let code = status.and_then(|status| status.code());
        assert_eq!(code, Some(1), "{}\n{said}", running.line);
        said
    }

    /// Runs it to the end and answers what it said; anything but exit code 0 fails the test.
    pub fn succeeds(self, limit: Duration) -> String {
        let mut running = self.start();
        let status = running.wait(limit);
        let said = running.said();
        assert!(
            status.is_some_and(|status| status.success()),
            "{}\n{}\n{said}",
            running.line,
            status.map_or_else(|| format!("no end after {limit:?}"), |s| s.to_string()),
        );
        said
    }
}

/// A program that runs; it and its children end with this value.
pub struct Running {
    line: String,
    child: Child,
    said: File,
}

impl Running {
    /// Waits for its end, or answers nothing when `limit` has passed.
    pub fn wait(&mut self, limit: Duration) -> Option<ExitStatus> {
        let deadline = Instant::now() + limit;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return Some(status);
            }
            if Instant::now() > deadline {
                return None;
            }
            sleep(Duration::from_millis(15));
        }
    }

    /// Asks it to end.
    pub fn terminate(&self) {
        self.signal(Signal::TERM);
    }

    /// Everything that it has said so far.
    pub fn said(&mut self) -> String {
        let mut bytes = Vec::new();
        self.said.rewind().unwrap();
        self.said.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn signal(&self, signal: Signal) {
        let id = i32::try_from(self.child.id()).unwrap();
        if let Some(group) = Pid::from_raw(id) {
            // A group that has ended by itself is what is wanted.
            kill_process_group(group, signal).ok();
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.signal(Signal::KILL);
        self.child.wait().ok();
    }
}
