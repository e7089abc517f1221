//! A home whose usual model is played by a scripted server.

use std::process::Command;

use serde_json::Value;

use crate::cli::home::{Answer, Home, answer};
use crate::models::server::{Received, Server};
use crate::models::step::Step;

pub const KEY: &str = "sk-ant-secret-0123456789-abcdef";

/// A home with a model behind a scripted server.
pub struct Stage {
    pub home: Home,
    pub server: Server,
}

impl Stage {
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            home: Home::new(),
            server: Server::play(steps),
        }
    }

    /// A command, not yet run.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = self.home.command(args);
        command
            .env("ANTHROPIC_API_KEY", KEY)
            .env("ANTHROPIC_BASE_URL", self.server.base())
            .env("VIBECOBER_LOG_LEVEL", "trace");
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, args: &[&str]) -> Answer {
        answer(self.command(args).output().unwrap())
    }

    /// Runs a command that makes no second try.
    pub fn once(&self, args: &[&str]) -> Answer {
        let mut command = self.command(args);
        answer(command.env("VIBECOBER_MAX_RETRIES", "0").output().unwrap())
    }

    /// What a command answers as JSON.
    pub fn json(&self, args: &[&str]) -> Value {
        let all: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        let answer = self.run(&all);
        serde_json::from_str(&answer.out).unwrap_or_else(|_| panic!("{}{}", answer.out, answer.err))
    }

    /// The calls of today, as `budget` counts them: how many, and what they cost.
    pub fn spent(&self) -> (u64, String) {
        let told = self.json(&["budget"]);
        let models = told["models"].as_array().unwrap();
        let calls = models
            .iter()
            .map(|one| one["calls"].as_u64().unwrap())
            .sum();
        (calls, told["spent"].as_str().unwrap().to_owned())
    }

    /// Ends the server; answers what it was asked. The key stands nowhere else than in requests.
    pub fn finish(self) -> Vec<Received> {
        let root = self.home.work().parent().unwrap().to_owned();
        let found = Command::new("grep")
            .args(["-rlF", KEY])
            .arg(&root)
            .output()
            .unwrap();
        assert_eq!(
            String::from_utf8_lossy(&found.stdout),
            "",
            "the key was written down"
        );
        self.server.finish()
    }
}

/// The lines of a command that answers with one object a line.
pub fn lines(answer: &Answer) -> Vec<Value> {
    let lines = answer
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    lines.collect()
}
