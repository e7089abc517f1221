//! A checked list of rules: the strictest that fits decides.

use std::path::Path;

use jiff::Timestamp;

use super::glob;
use super::history::commands_of;
use super::model::{Origin, RuleError};
use crate::domain::ids::RunId;
use crate::domain::rule::{Rule, Scope, Subject};
use crate::domain::verdict::Decision;
use crate::policy::syntax::Word;

/// Programs that run whatever they are given: a rule that begins and ends with one allows all.
const RUNS_ANYTHING: [&str; 47] = [
    "sh",
    "bash",
    "zsh",
    "dash",
    "ksh",
    "fish",
    "python",
    "python3",
    "perl",
    "ruby",
    "node",
    "php",
    "lua",
    "env",
    "sudo",
    "doas",
    "su",
    "xargs",
    "nice",
    "nohup",
    "timeout",
    "time",
    "stdbuf",
    "command",
    "exec",
    "eval",
    "source",
    ".",
    "builtin",
    "busybox",
    "find",
    "ssh",
    "docker",
    "podman",
    "npx",
    "bunx",
    "uvx",
    "deno",
    "bun",
    "make",
    "git",
    "watch",
    "parallel",
    "setsid",
    "script",
    "awk",
    "osascript",
];

/// Options after which such a program takes what it runs from the next word.
const TAKES_CODE: [&str; 7] = ["-c", "-e", "-ec", "-lc", "--eval", "--command", "-m"];

/// Rules whose examples were checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleSet {
    rules: Vec<Rule>,
}

impl RuleSet {
    /// No rules.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Checks rules, each by its own examples.
    ///
    /// # Errors
    /// The first rule that is not sound, or whose examples do not hold.
    pub fn load(rules: Vec<Rule>, origin: Origin) -> Result<Self, RuleError> {
        for (place, rule) in rules.iter().enumerate() {
            sound(rule, origin)?;
            if rules[..place].iter().any(|earlier| earlier.id == rule.id) {
                return Err(unsound(rule, "there are two of this name"));
            }
            examples(rule)?;
        }
        Ok(Self { rules })
    }

    /// The rules of the store, which were checked when they were saved. One that would not be saved
    /// today allows nothing any more, and still forbids.
    #[must_use]
    pub fn of_saved(rules: Vec<Rule>) -> Self {
        let counts = |rule: &Rule| {
            let tightens = rule.decision > Decision::Auto;
            tightens || (sound(rule, Origin::Person).is_ok() && examples(rule).is_ok())
        };
        Self {
            rules: rules.into_iter().filter(counts).collect(),
        }
    }

    /// True when there is no rule.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The rules without those that are for one call only.
    #[must_use]
    pub fn lasting(&self) -> Self {
        let rules = self.rules.iter();
        let lasting = rules.filter(|rule| rule.scope != Scope::Once);
        Self {
            rules: lasting.cloned().collect(),
        }
    }

    /// These rules and those.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.rules.extend(others.rules);
        self
    }

    /// The rules that hold now, in that workspace and session.
    #[must_use]
    pub fn in_force(&self, now: Timestamp, workspace: &Path, session: Option<RunId>) -> Self {
        let rules = self.rules.iter();
        let holding = rules.filter(|rule| rule.holds(now, workspace, session));
        Self {
            rules: holding.cloned().collect(),
        }
    }

    /// The rules, in order.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The strictest rule for a command of these words.
    pub(in crate::policy) fn on_command(&self, words: &[Word]) -> Option<&Rule> {
        self.strictest(|subject| on_words(subject, words))
    }

    /// True when a rule forbids a command.
    pub(in crate::policy) fn forbids_commands(&self) -> bool {
        let forbids = |rule: &Rule| {
            rule.decision == Decision::Deny && matches!(rule.subject, Subject::Command(_))
        };
        self.rules.iter().any(forbids)
    }

    /// The strictest rule for a path.
    pub(in crate::policy) fn on_path(&self, path: &str) -> Option<&Rule> {
        self.strictest(|subject| on_path(subject, path))
    }

    /// The strictest rule for a host.
    pub(in crate::policy) fn on_host(&self, host: &str) -> Option<&Rule> {
        self.strictest(|subject| on_host(subject, host))
    }

    fn strictest(&self, fits: impl Fn(&Subject) -> bool) -> Option<&Rule> {
        let fitting = self.rules.iter().filter(|rule| fits(&rule.subject));
        // Of equals the first: its name is then the same however many follow.
        fitting.reduce(|one, other| {
            if other.decision > one.decision {
                other
            } else {
                one
            }
        })
    }
}

/// True when the words begin with the rule's; what the shell would expand equals nothing.
pub(super) fn on_words(subject: &Subject, words: &[Word]) -> bool {
    let Subject::Command(prefix) = subject else {
        return false;
    };
    prefix.len() <= words.len() && prefix.iter().zip(words).all(|(own, word)| word.is(own))
}

pub(super) fn on_path(subject: &Subject, path: &str) -> bool {
    let Subject::Path(pattern) = subject else {
        return false;
    };
    glob::matches(pattern, path)
}

pub(super) fn on_host(subject: &Subject, host: &str) -> bool {
    let Subject::Host(own) = subject else {
        return false;
    };
    let (own, host) = (own.to_ascii_lowercase(), host.to_ascii_lowercase());
    match own.strip_prefix("*.") {
        Some(parent) => host
            .strip_suffix(parent)
            .is_some_and(|below| below.ends_with('.')),
        None => own == host,
    }
}

fn unsound(rule: &Rule, problem: &str) -> RuleError {
    RuleError::Unsound {
        rule: rule.id.clone(),
        problem: problem.to_owned(),
    }
}

/// Refuses a rule that says nothing, or more than its maker can have meant.
fn sound(rule: &Rule, origin: Origin) -> Result<(), RuleError> {
    let named = rule
        .id
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if rule.id.is_empty() || !named {
        return Err(unsound(
            rule,
            "a name has letters, digits, '-', '_' and '.' only",
        ));
    }
    let allows = rule.decision == Decision::Auto;
    if allows && origin == Origin::Workspace {
        let problem = "the rules of a workspace can only tighten: use 'ask' or 'deny'";
        return Err(unsound(rule, problem));
    }
    let empty = match &rule.subject {
        Subject::Command(words) => words.first().is_none_or(String::is_empty),
        Subject::Path(text) | Subject::Host(text) => text.is_empty(),
    };
    if empty {
        return Err(unsound(rule, "it names nothing"));
    }
    if allows && allows_all(&rule.subject) {
        return Err(unsound(
            rule,
            "it would allow everything: name more of the command",
        ));
    }
    if let Subject::Path(pattern) = &rule.subject
        && pattern.matches("**").count() > 4
    {
        return Err(unsound(rule, "it has more than four '**'"));
    }
    if rule.matches.is_empty() || rule.not_matches.is_empty() {
        let problem = "it needs examples: 'matches' and 'not_matches', at least one each";
        return Err(unsound(rule, problem));
    }
    Ok(())
}

fn allows_all(subject: &Subject) -> bool {
    match subject {
        Subject::Command(words) => words.iter().all(|word| {
            let name = word.rsplit('/').next().unwrap_or(word);
            let plain = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
            RUNS_ANYTHING.contains(&name)
                || RUNS_ANYTHING.contains(&plain)
                || TAKES_CODE.contains(&name)
        }),
        Subject::Path(pattern) => matches!(pattern.as_str(), "**" | "/**" | "**/*" | "/**/*"),
        Subject::Host(host) => matches!(host.as_str(), "*" | "*."),
    }
}

fn examples(rule: &Rule) -> Result<(), RuleError> {
    let hit = |example: &String| match &rule.subject {
        Subject::Command(_) => commands_of(example)
            .iter()
            .any(|words| on_words(&rule.subject, words)),
        Subject::Path(_) => on_path(&rule.subject, example),
        Subject::Host(_) => on_host(&rule.subject, example),
    };
    let rule_id = || rule.id.clone();
    if let Some(example) = rule.matches.iter().find(|example| !hit(example)) {
        return Err(RuleError::Misses {
            rule: rule_id(),
            example: example.clone(),
        });
    }
    if let Some(example) = rule.not_matches.iter().find(|example| hit(example)) {
        return Err(RuleError::Catches {
            rule: rule_id(),
            example: example.clone(),
        });
    }
    Ok(())
}
