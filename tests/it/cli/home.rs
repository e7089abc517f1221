//! An empty home to run the binary in.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A temporary home with its own state, configuration, cache and working folder.
pub struct Home {
    folder: tempfile::TempDir,
}

/// What a command answered.
pub struct Answer {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Home {
    pub fn new() -> Self {
        let home = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        std::fs::create_dir(home.work()).unwrap();
        home
    }

    /// The folder that commands run in.
    pub fn work(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    /// A path below the working folder.
    pub fn at(&self, path: &str) -> PathBuf {
        self.work().join(path)
    }

    /// The store that commands use unless they are told otherwise.
    pub fn store(&self) -> PathBuf {
        self.folder.path().join("state/vibecober/vibecober.db")
    }

    /// A path below the folder of configuration files.
    pub fn config(&self, path: &str) -> PathBuf {
        self.folder.path().join("config/vibecober").join(path)
    }

    /// The command, not yet run.
    pub fn command<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let root = self.folder.path();
        let mut command = Command::new(env!("CARGO_BIN_EXE_vibecober"));
        command
            .args(args)
            .current_dir(self.work())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("HOME", root)
            .env("XDG_STATE_HOME", root.join("state"))
            .env("XDG_CONFIG_HOME", root.join("config"))
            .env("XDG_CACHE_HOME", root.join("cache"));
        command
    }

    /// Runs a command to its end.
    pub fn run<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Answer {
        answer(self.command(args).output().unwrap())
    }

    /// Runs a command that must succeed and answers with its JSON.
    pub fn json<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Value {
        let mut command = self.command(args);
        let answer = answer(command.arg("--json").output().unwrap());
        assert_eq!(answer.code, 0, "{}", answer.err);
        serde_json::from_str(&answer.out).unwrap()
    }

    /// Every file below the working folder, hidden ones too.
    pub fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        collect(&self.work(), &self.work(), &mut found);
        found.sort();
        found
    }
}

/// What a finished command answered.
pub fn answer(output: Output) -> Answer {
    Answer {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Answer {
    /// Asserts a refusal: this exit code, one line, these words in it, no back-trace.
    pub fn refuses(&self, code: i32, words: &[&str]) {
        let lines: Vec<_> = self.err.lines().collect();
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        assert_eq!(lines.len(), 1, "not one line: {}", self.err);
        assert!(lines[0].starts_with("vibecober: "), "{}", self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        for word in words {
            assert!(self.err.contains(word), "no {word:?} in {}", self.err);
        }
    }
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.is_symlink() {
            collect(root, &path, found);
        } else {
            found.push(path.strip_prefix(root).unwrap().display().to_string());
        }
    }
}
