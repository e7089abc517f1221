//! A home with a model behind a scripted server, and with an environment that needs no network.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::cli::home::{Answer, Home, answer};
use crate::models::server::Server;
use crate::models::step::Step;

/// What stands for Python until there is an environment: it knows its version and nothing else.
const PYTHON: &str = "#!/bin/sh\n[ \"$1\" = --version ] && echo Python 3.12.0\n";

/// A home with a model.
pub struct Stage {
    pub home: Home,
    pub server: Server,
}

impl Stage {
    /// A home whose model `local/m` answers with these steps.
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        let stage = Self {
            home: Home::new(),
            server: Server::play(steps),
        };
        let models = stage.home.config("models.yaml");
        fs::create_dir_all(models.parent().unwrap()).unwrap();
        let base = stage.server.base();
        let text = format!(
            "providers:\n  local:\n    about: a script\n    api: chat\n    base_url: {base}/v1\n    \
             key: optional\n    models:\n      m:\n        context: 100000\n        output: 20000\n        \
             price: {{input: \"1\", output: \"2\"}}\n        can: [tools, forced_tools]\n"
        );
        fs::write(models, text).unwrap();
        program(&stage.python(), PYTHON);
        stage
    }

    fn python(&self) -> PathBuf {
        self.home.work().parent().unwrap().join("python")
    }

    /// Runs a command to its end; nobody can be asked.
    pub fn run(&self, args: &[&str]) -> Answer {
        let mut command = self.home.command(args);
        command.env("VIBECOBER_PYTHON", self.python());
        answer(command.output().unwrap())
    }

    /// Runs a command that ends with `code`, and answers with its JSON.
    pub fn json(&self, code: i32, args: &[&str]) -> Value {
        let args: Vec<&str> = args.iter().copied().chain(["--json"]).collect();
        let answer = self.run(&args);
        assert_eq!(answer.code, code, "{}\n{}", answer.out, answer.err);
        serde_json::from_str(&answer.out).unwrap()
    }

    /// Writes a model file below the working folder.
    pub fn write(&self, name: &str, model: &str) {
        fs::write(self.home.at(name), model).unwrap();
    }

    /// Puts `program` in the place of the environment's Python, for projects like that of `file`.
    pub fn seed(&self, file: &str, text: &str) {
        // A first look fails, and leaves the name of the environment behind.
        let args = [
            "generate", "--from", file, "--simple", "--build", "--verify",
        ];
        let seen = self.run(&[&args[..], &["--output", "seed", "--model", "rules"]].concat());
        assert_ne!(seen.code, 0, "{}", seen.out);
        let cache = self.home.work().parent().unwrap().join("cache");
        let lock = find_lock(&cache).expect("no environment was begun");
        let place = lock.with_extension("");
        fs::create_dir_all(place.join("bin")).unwrap();
        fs::write(place.join("vibecober-complete"), "").unwrap();
        program(&place.join("bin/python"), text);
        fs::remove_dir_all(self.home.at("seed")).unwrap();
    }
}

/// A stream of Chat Completions that hands in `document` by the tool `name`.
pub fn hands_in(name: &str, document: &Value) -> Step {
    let call = json!({ "index": 0, "id": "call_1", "type": "function",
        "function": { "name": name, "arguments": document.to_string() } });
    let chunk = |delta: Value, finish: Value| {
        json!({ "id": "c", "object": "chat.completion.chunk", "model": "m",
            "choices": [{ "index": 0, "delta": delta, "finish_reason": finish }] })
    };
    let usage = json!({ "id": "c", "object": "chat.completion.chunk", "model": "m", "choices": [],
        "usage": { "prompt_tokens": 1000, "completion_tokens": 500, "total_tokens": 1500 } });
    let events = [
        chunk(
            json!({ "role": "assistant", "tool_calls": [call] }),
            Value::Null,
        ),
        chunk(json!({}), json!("tool_calls")),
        usage,
    ];
    let mut body = String::new();
    for one in &events {
        write!(body, "data: {one}\n\n").unwrap();
    }
    Step::events(&format!("{body}data: [DONE]\n\n"))
}

/// A key that the service does not take.
pub fn refuses() -> Step {
    Step::status(401, &[], "{\"error\": {\"message\": \"the key is wrong\"}}")
}

fn program(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn find_lock(folder: &Path) -> Option<PathBuf> {
    fs::read_dir(folder).ok()?.flatten().find_map(|entry| {
        let path = entry.path();
        if path.extension().is_some_and(|end| end == "lock") {
            return Some(path);
        }
        path.is_dir().then(|| find_lock(&path)).flatten()
    })
}
