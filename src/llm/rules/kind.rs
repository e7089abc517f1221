//! Tells ideas from questions, and both from work on code, which needs a model.

use crate::blueprint::understand;
use crate::domain::app_model::{Entity, Origin};
use crate::domain::plan::Mode;

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Hello, thank you.
    Greeting,
    /// What can you do?
    Abilities,
    /// Which keys are there?
    Keys,
    /// How is a model set up?
    Model,
    /// What runs, what was checked, what waits?
    Status,
    /// Run the tests.
    Test,
    /// Something to build.
    Idea,
    /// Work on code or a question about it.
    NeedsModel,
    /// A question about something else.
    Question,
    /// Nothing that rules can make anything of.
    Unclear,
}

const GREETINGS: &[&str] = &[
    "hi", "hello", "hey", "thanks", "thank", "moin", "hallo", "ok", "okay", "great", "cool",
];
const ASKING: &[&str] = &[
    "what", "how", "why", "when", "where", "who", "which", "can", "could", "does", "do", "is",
    "are", "did", "will", "should", "explain", "tell", "show", "list",
];
const BUILDING: &[&str] = &[
    "build",
    "create",
    "make",
    "generate",
    "develop",
    "design",
    "scaffold",
    "want",
    "need",
    "app",
    "application",
    "platform",
    "system",
    "service",
    "website",
    "site",
    "tool",
    "tracker",
    "shop",
    "store",
    "marketplace",
    "dashboard",
    "api",
    "crm",
    "backend",
    "manager",
    "portal",
    "blog",
];
const CHANGING: &[&str] = &[
    "fix",
    "refactor",
    "rename",
    "change",
    "update",
    "remove",
    "delete",
    "debug",
    "review",
    "optimise",
    "optimize",
    "improve",
    "rewrite",
    "implement",
    "add",
    "move",
    "extract",
    "convert",
    "upgrade",
    "document",
    "summarise",
    "summarize",
    "translate",
    "edit",
    "replace",
    "clean",
];

/// What `line` is about.
pub(super) fn kind(line: &str) -> Kind {
    let words = words(line);
    let first = words.first().map(String::as_str).unwrap_or_default();
    let has = |any: &[&str]| words.iter().any(|word| any.contains(&word.as_str()));
    let short = words.len() <= 8;
    let asks = line.trim_end().ends_with('?') || ASKING.contains(&first);
    if words.len() <= 3 && GREETINGS.contains(&first) {
        return Kind::Greeting;
    }
    if short && (first == "help" || (asks && has(&["you", "vibecober"]) && has(&["do", "help"]))) {
        return Kind::Abilities;
    }
    if asks || words.len() <= 3 {
        if has(&["key", "keys", "apikey"]) && has(&["api", "model", "anthropic", "openai", "set"]) {
            return Kind::Model;
        }
        if has(&["key", "keys", "shortcut", "shortcuts", "keybindings"]) {
            return Kind::Keys;
        }
        let providers = &[
            "model", "models", "claude", "gpt", "llm", "provider", "ollama",
        ];
        if has(providers) && !has(BUILDING) {
            return Kind::Model;
        }
        let told = &[
            "run",
            "runs",
            "status",
            "approvals",
            "approval",
            "waiting",
            "proven",
        ];
        if has(told) && !has(&["tests"]) {
            return Kind::Status;
        }
    }
    if short && has(&["test", "tests"]) && matches!(first, "run" | "test" | "tests" | "please") {
        return Kind::Test;
    }
    if asks && has(&["check", "checks", "tests", "passed", "failed"]) && short {
        return Kind::Status;
    }
    if CHANGING.contains(&first) {
        return Kind::NeedsModel;
    }
    if asks {
        let wish = has(&["build", "create", "make", "generate"]) && has(BUILDING);
        return match (wish, is_buildable(line)) {
            (true, true) => Kind::Idea,
            (true | false, _) if has(CODE) => Kind::NeedsModel,
            (true | false, _) => Kind::Question,
        };
    }
    if is_buildable(line) && (has(BUILDING) || words.len() >= 2 && is_known(line)) {
        return Kind::Idea;
    }
    Kind::Unclear
}

const CODE: &[&str] = &[
    "code",
    "file",
    "files",
    "function",
    "class",
    "bug",
    "error",
    "module",
    "repository",
    "repo",
    "project",
    "line",
    "test",
    "tests",
    "compile",
    "method",
];

/// True where the reader of ideas finds something to store that the words name.
fn is_buildable(line: &str) -> bool {
    understand(line, Mode::Simple).is_ok_and(|read| !read.understood.is_empty())
}

/// True where the reader knows more of the words than to guess that they name things.
fn is_known(line: &str) -> bool {
    let Ok(read) = understand(line, Mode::Simple) else {
        return false;
    };
    let entities = &read.model.entities;
    let guess = |entity: &&Entity| entity.origin == Origin::Guessed;
    let guesses = entities.iter().filter(guess).count();
    guesses < entities.len()
        || !read.named_capabilities.is_empty()
        || guesses < read.understood.len()
}

fn words(line: &str) -> Vec<String> {
    line.split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
