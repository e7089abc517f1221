//! Answers a line.

use super::command::{Argument, COMMANDS, Command, matching};
use super::kind::{Kind, kind};
use super::reply::{Facts, Known, Reply};
use super::words;

/// What the rules make of `line`; the same line and facts always give the same reply.
pub fn answer(line: &str, facts: &Facts) -> Reply {
    let line = line.trim();
    if let Some(typed) = line.strip_prefix('/') {
        return carry_out(typed, facts);
    }
    match kind(line) {
        Kind::Greeting => Reply::Say(words::GREETING.to_owned()),
        Kind::Abilities => Reply::Say(words::abilities()),
        Kind::Keys => Reply::Keys,
        Kind::Model => Reply::Say(words::model(facts)),
        Kind::Status => Reply::Say(words::status(facts)),
        Kind::Test => test(facts),
        Kind::Idea => Reply::NewProject(Some(line.to_owned())),
        Kind::NeedsModel => Reply::Say(words::needs_model(facts)),
        Kind::Question => Reply::Say(words::question(facts)),
        Kind::Unclear => Reply::Say(words::UNCLEAR.to_owned()),
    }
}

fn carry_out(typed: &str, facts: &Facts) -> Reply {
    let (name, rest) = typed.split_once(char::is_whitespace).unwrap_or((typed, ""));
    let name = name.to_lowercase();
    let rest = rest.trim();
    let Some(command) = COMMANDS.iter().find(|one| one.name == name) else {
        return Reply::Say(unknown(&name));
    };
    if let (Argument::Needed(what), true) = (command.argument, rest.is_empty()) {
        let usage = command.usage();
        return Reply::Say(format!("{usage}: {what} is missing. It {}.", verb(command)));
    }
    let maybe = (!rest.is_empty()).then(|| rest.to_owned());
    match command.name {
        "new" => Reply::NewProject(maybe),
        "generate" => Reply::Generate(rest.to_owned()),
        "plan" => Reply::Plan(maybe),
        "runs" => Reply::Runs,
        "run" => Reply::Run(maybe),
        "cancel" => Reply::Cancel(maybe),
        "status" => Reply::Say(words::status(facts)),
        "test" => test(facts),
        "open" => Reply::Open(rest.to_owned()),
        "cd" => Reply::Workspace(maybe),
        "files" => Reply::Files,
        "search" => Reply::Search,
        "theme" => Reply::Theme(maybe),
        "model" => Reply::Model(maybe),
        "resume" => Reply::Resume(maybe),
        "usage" => Reply::Usage,
        "keys" => Reply::Keys,
        "editor" => Reply::Editor,
        "clear" => Reply::Clear,
        "quit" => Reply::Quit,
        _ => Reply::Say(words::abilities()),
    }
}

fn verb(command: &Command) -> String {
    format!("is for: {}", command.about)
}

fn test(facts: &Facts) -> Reply {
    match &facts.tests {
        Some(command) => Reply::Test(command.clone()),
        None => Reply::Say(words::NO_TESTS.to_owned()),
    }
}

fn unknown(name: &str) -> String {
    let near = matching(&format!("/{name}")).first().copied().or_else(|| {
        let distance = |one: &&Command| strsim::damerau_levenshtein(one.name, name);
        let near = COMMANDS.iter().min_by_key(distance);
        near.filter(|one| distance(one) <= 2)
    });
    match near {
        Some(near) => format!("There is no /{name}. Did you mean {}?", near.usage()),
        None => format!("There is no /{name}. /help lists what there is."),
    }
}

impl Facts {
    /// True while it can be said which runs there are.
    pub fn is_open(&self) -> bool {
        matches!(self.known, Known::Open { .. })
    }
}
