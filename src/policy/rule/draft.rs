//! The rule that is saved with an answer: made from what was asked, and checked against it.

use std::path::Path;

use jiff::Timestamp;

use super::history::would_match;
use super::model::{Origin, RuleError};
use super::set::RuleSet;
use crate::domain::ids::ApprovalId;
use crate::domain::rule::{Rule, Scope, Subject};
use crate::domain::verdict::{Decision, Guard, Verdict};
use crate::domain::wish::{AgentWish, FileFate, Wish};
use crate::policy::fetch::{host_of, judge_fetch};
use crate::policy::path::{Change, judge_path, judge_read};
use crate::policy::scene::{Confined, Facts, Scene};
use crate::policy::shell::judge_command;
use crate::policy::syntax;

/// The longest name that is made of a rule's text, in characters.
const LONGEST_NAME: usize = 24;

/// What a person wants a rule to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The words that a command begins with, a pattern of paths, or a host; none for what is asked,
    /// word by word.
    pub text: Option<String>,
    /// What it decides.
    pub decision: Decision,
    /// Where and how often it holds.
    pub scope: Scope,
    /// When it ends to hold; never where there is none.
    pub expires: Option<Timestamp>,
}

/// The rule of a draft that is saved with the answer to `answered`, in which `asked` is asked.
///
/// Its examples are made of what is asked, so that they hold whenever it is read again.
///
/// # Errors
/// In one line, why there cannot be such a rule.
pub fn draft_rule(
    answered: ApprovalId,
    asked: &AgentWish,
    draft: &Draft,
    now: Timestamp,
) -> Result<Rule, RuleError> {
    if draft.expires.is_some_and(|end| end <= now) {
        return Err(unfit(
            "the rule would have ended already: name a time to come",
        ));
    }
    if draft.decision == Decision::Auto {
        lets_through(asked)?;
    } else if draft.scope == Scope::Once {
        return Err(unfit("only a rule that allows can be for once"));
    }
    let text = draft.text.as_deref().map(str::trim);
    let (subject, matches) = match &asked.wish {
        Wish::Command { command, .. } => (words(text, asked)?, vec![command.clone()]),
        Wish::Changes { files } => {
            let paths: Vec<String> = files.iter().map(|file| file.path.clone()).collect();
            (pattern(text, &paths)?, paths)
        }
        Wish::Read { path } => {
            let paths = vec![path.clone()];
            (pattern(text, &paths)?, paths)
        }
        Wish::Address { url } => {
            let host = host_of(url).ok_or_else(|| unfit("that address has no plain host"))?;
            let own = text.unwrap_or(&host).to_owned();
            (Subject::Host(own), vec![host])
        }
        Wish::GoOn { .. } => {
            return Err(unfit(
                "a limit was reached: there is nothing that a rule could name",
            ));
        }
    };
    let mut rule = Rule {
        id: name(&subject, answered),
        subject,
        decision: draft.decision,
        scope: draft.scope.clone(),
        expires: draft.expires,
        matches,
        not_matches: Vec::new(),
    };
    let fitting: Vec<String> = would_match(&rule, &rule.matches)
        .into_iter()
        .map(str::to_owned)
        .collect();
    // To forbid a part is to forbid the whole; to allow it, all of it has to be allowed.
    let fits = match rule.decision {
        Decision::Auto => fitting.len() == rule.matches.len(),
        Decision::Ask | Decision::Deny => !fitting.is_empty(),
    };
    if !fits {
        let subject = &rule.subject;
        return Err(unfit(format!("'{subject}' does not fit what is asked")));
    }
    rule.matches = fitting;
    rule.not_matches = others(&rule)?;
    RuleSet::load(vec![rule.clone()], Origin::Person)?;
    Ok(rule)
}

/// Refuses what no rule lets through.
fn lets_through(asked: &AgentWish) -> Result<(), RuleError> {
    match asked.finding.guard {
        Guard::Destructive => Err(unfit(
            "rules cannot let this through: it destroys what cannot be brought back",
        )),
        Guard::Protected => Err(unfit(
            "rules cannot let this through: it touches what other programs trust",
        )),
        Guard::None => match asked.finding.rule.strip_prefix("rule:") {
            // Of rules the strictest wins: another one changes nothing.
            Some(own) => Err(unfit(format!(
                "your rule '{own}' wants to be asked, and the stricter rule counts: take that one out"
            ))),
            None => Ok(()),
        },
    }
}

/// The words that a command begins with.
fn words(text: Option<&str>, asked: &AgentWish) -> Result<Subject, RuleError> {
    let Some(text) = text else {
        let words = asked.finding.prefix.clone();
        let words = words.filter(|words| !words.is_empty());
        return words.map(Subject::Command).ok_or_else(|| {
            unfit("the command has several parts, or one that is not plain: name the words that it begins with")
        });
    };
    let plain = || {
        unfit(format!(
            "'{text}' is not the plain beginning of one command"
        ))
    };
    let script = syntax::read(text).map_err(|_| plain())?;
    let [only] = script.commands.as_slice() else {
        return Err(plain());
    };
    let is_plain = only.assignments.is_empty()
        && only.redirects.is_empty()
        && !only.words.is_empty()
        && only.words.iter().all(|word| word.is(&word.text));
    if !is_plain {
        return Err(plain());
    }
    let words = only.words.iter().map(|word| word.text.clone());
    Ok(Subject::Command(words.collect()))
}

/// The pattern of paths.
fn pattern(text: Option<&str>, paths: &[String]) -> Result<Subject, RuleError> {
    match (text, paths) {
        (Some(text), _) => Ok(Subject::Path(text.to_owned())),
        (None, [only]) if !only.contains(['*', '?']) => Ok(Subject::Path(only.clone())),
        (None, _) => Err(unfit("name the paths, as in 'docs/**'")),
    }
}

/// Examples that the rule must not match, near to what it says.
fn others(rule: &Rule) -> Result<Vec<String>, RuleError> {
    let candidates = match &rule.subject {
        Subject::Command(words) => {
            let program = words.first().map(String::as_str).unwrap_or_default();
            vec![
                quoted(program),
                format!("{} something-else", quoted(program)),
                format!("{} something-else", quoted(&format!("not-{program}"))),
            ]
        }
        Subject::Path(_) => vec![
            "something/else".to_owned(),
            "something-else.txt".to_owned(),
            "/something/else".to_owned(),
        ],
        Subject::Host(_) => vec!["something-else.example".to_owned()],
    };
    let other = candidates
        .iter()
        .find(|one| would_match(rule, std::slice::from_ref(one)).is_empty());
    let other = other.ok_or_else(|| unfit("the rule would fit everything: name more"))?;
    Ok(vec![other.clone()])
}

/// Words as a shell reads them back.
pub fn spelled(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    words.join(" ")
}

/// A word as a shell reads it back.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_./:=@%+,-".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// A name that says what the rule is about and that no other rule has.
fn name(subject: &Subject, answered: ApprovalId) -> String {
    let mut name = String::new();
    for c in subject.to_string().chars() {
        match c {
            c if c.is_ascii_alphanumeric() || c == '.' => name.push(c),
            _ if name.is_empty() || name.ends_with('-') => {}
            _ => name.push('-'),
        }
        if name.len() >= LONGEST_NAME {
            break;
        }
    }
    let name = name.trim_matches(['-', '.']);
    let one = answered.short();
    match name {
        "" => one,
        name => format!("{name}-{one}"),
    }
}

/// What the policy says to what is asked where `rules` hold, as if it were asked now.
pub fn judge_wish(
    asked: &AgentWish,
    home: Option<&Path>,
    facts: &dyn Facts,
    rules: &RuleSet,
) -> Option<Verdict> {
    let scene = |cwd| Scene {
        workspace: &asked.workspace,
        home,
        cwd,
        confined: if asked.sandbox.starts_with("none") {
            Confined::No
        } else {
            Confined::Yes
        },
        facts,
    };
    match &asked.wish {
        Wish::Command {
            command, folder, ..
        } => Some(judge_command(command, &scene(folder), rules)),
        Wish::Address { url } => Some(judge_fetch(url, rules)),
        Wish::Read { path } => {
            let scene = scene(&asked.workspace);
            Some(judge_read(Path::new(path), &scene, rules))
        }
        Wish::Changes { files } => {
            let scene = scene(&asked.workspace);
            let verdicts = files.iter().map(|file| {
                let change = match file.change {
                    FileFate::New | FileFate::Edited => Change::Write,
                    FileFate::Deleted => Change::Delete,
                };
                judge_path(Path::new(&file.path), change, &scene, rules)
            });
            verdicts.max_by_key(|verdict| (verdict.decision, verdict.guard))
        }
        Wish::GoOn { .. } => None,
    }
}

fn unfit(problem: impl Into<String>) -> RuleError {
    RuleError::Unfit(problem.into())
}
