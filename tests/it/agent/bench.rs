//! A workspace with an agent that plays a script.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::cli::home::{Answer, Home, answer};

/// A workspace, and an agent that plays scripts in it.
pub struct Bench {
    pub home: Home,
}

impl Bench {
    /// A workspace with these files.
    pub fn new(files: &[(&str, &str)]) -> Self {
        let bench = Self { home: Home::new() };
        for (path, text) in files {
            let path = bench.at(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        bench
    }

    /// A place in the workspace.
    pub fn at(&self, path: &str) -> PathBuf {
        self.home.work().join(path)
    }

    /// The text of a file in the workspace.
    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap()
    }

    /// Where a script lies: beside the workspace, so that no tool sees it.
    fn script(&self, replies: &str) -> PathBuf {
        let place = self.home.work().parent().unwrap().join("script.yaml");
        fs::write(&place, replies).unwrap();
        place
    }

    /// `exec` with an agent that plays `replies`.
    pub fn exec(&self, replies: &str, args: &[&str]) -> Command {
        let script = self.script(replies);
        let script = script.to_str().unwrap().to_owned();
        let all: Vec<&str> = ["exec"]
            .into_iter()
            .chain(args.iter().copied())
            .chain(["--replay", &script])
            .collect();
        self.home.command(&all)
    }

    /// The same, to its end.
    pub fn run(&self, replies: &str, args: &[&str]) -> Answer {
        answer(self.exec(replies, args).output().unwrap())
    }

    /// The same, and what it told as JSON.
    pub fn told(&self, replies: &str, args: &[&str]) -> (Answer, Vec<Value>) {
        let all: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        let answer = self.run(replies, &all);
        let lines = answer.out.lines();
        let lines = lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        (answer, lines)
    }

    /// What a command answers as JSON.
    pub fn json(&self, args: &[&str]) -> Value {
        let all: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        let answer = self.home.run(&all);
        serde_json::from_str(&answer.out).unwrap_or_else(|_| panic!("{}{}", answer.out, answer.err))
    }

    /// The approvals that wait.
    pub fn waiting(&self) -> Vec<Value> {
        let told = self.json(&["approve", "list"]);
        told["approvals"].as_array().unwrap().clone()
    }

    /// Waits until an approval waits; answers its id.
    pub fn asked(&self) -> String {
        until("an approval", || {
            let waiting = self.waiting();
            waiting
                .first()
                .map(|one| one["id"].as_str().unwrap().to_owned())
        })
    }

    /// The last session.
    pub fn session(&self) -> Value {
        self.json(&["run", "list"])["runs"][0].clone()
    }
}

/// Starts a command and does not wait for it.
pub fn start(mut command: Command) -> Child {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Waits for something; a minute is more than any machine needs.
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "no {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
