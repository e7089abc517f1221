//! `policy`: what would be said to a command or a path, and the person's own rules.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::exit::{Exit, Failure};
use super::keeping::{PolicyCommand, PolicyTestArgs};
use super::report::{self, Voice, line};
use super::run::when;
use super::style::{BAD, FAINT, GOOD, STRONG, WARN, paint, table};
use crate::config;
use crate::domain::rule::{Rule, SavedRule};
use crate::domain::verdict::{Decision, Guard, Verdict};
use crate::policy::{
    Change, Confined, Disk, Origin, RuleSet, Scene, judge_command, judge_path, parse_rules,
    without_rule,
};
use crate::store::{ReadTx, Store};
use crate::text::printable;

/// Where a workspace keeps rules of its own.
const WORKSPACE_RULES: &str = ".vibecober/policy.yaml";

/// Carries out a `policy` command.
///
/// As JSON: `test` answers `{"verdict", "reason", "rule", "span", "guard", "kind", "prefix"}`, with
/// `--stdin` one such object a line with the id that was given; `list` `{"rules"}`, each with its
/// `origin` (`own`, `workspace`, or `answer` with `made_at` and `approval`), `revoke` `{"revoked"}`.
///
/// Rules that were saved with answers stand in the store at `database`.
///
/// # Errors
/// A file of rules that cannot be used, or a request that cannot be read.
pub fn policy(command: &PolicyCommand, database: &Path, voice: Voice) -> Result<Exit, Failure> {
    match command {
        PolicyCommand::Test(args) => test(args, database, voice),
        PolicyCommand::List => list(database, voice),
        PolicyCommand::Revoke { rule } => revoke(rule, database, voice),
    }
}

/// Where something would be done.
struct Ground {
    workspace: PathBuf,
    home: Option<PathBuf>,
    confined: Confined,
    rules: RuleSet,
}

/// What is asked about: a command or a path.
#[derive(Deserialize)]
struct Request {
    #[serde(default)]
    id: Value,
    command: Option<String>,
    path: Option<PathBuf>,
    cwd: Option<PathBuf>,
}

impl Ground {
    fn here(confined: Confined, database: &Path) -> Result<Self, Failure> {
        let current = std::env::current_dir().map_err(Failure::usage)?;
        let workspace = current.canonicalize().map_err(Failure::usage)?;
        let (own, of_workspace) = rules_of(&workspace)?;
        let saved = saved_rules(database)?.into_iter().map(|saved| saved.rule);
        let rules = own
            .and(of_workspace)
            .and(RuleSet::of_saved(saved.collect()));
        let rules = rules.in_force(Timestamp::now(), &workspace, None);
        Ok(Self {
            home: std::env::home_dir(),
            workspace,
            confined,
            rules,
        })
    }

    fn judge(&self, request: &Request) -> Result<Verdict, Failure> {
        let cwd = match &request.cwd {
            Some(cwd) => self.workspace.join(cwd),
            None => self.workspace.clone(),
        };
        let scene = Scene {
            workspace: &self.workspace,
            home: self.home.as_deref(),
            cwd: &cwd,
            confined: self.confined,
            facts: &Disk,
        };
        match (&request.command, &request.path) {
            (Some(command), None) => Ok(judge_command(command, &scene, &self.rules)),
            (None, Some(path)) => Ok(judge_path(path, Change::Write, &scene, &self.rules)),
            (Some(_), Some(_)) | (None, None) => Err(Failure::usage(
                "name one thing to judge: a command, or a path",
            )),
        }
    }
}

fn test(args: &PolicyTestArgs, database: &Path, voice: Voice) -> Result<Exit, Failure> {
    let confined = if args.unconfined {
        Confined::No
    } else {
        Confined::Yes
    };
    let ground = Ground::here(confined, database)?;
    if args.judged.stdin {
        return answer_lines(&ground);
    }
    let request = Request {
        id: Value::Null,
        command: args.judged.command.clone(),
        path: args.judged.path.clone(),
        cwd: None,
    };
    let verdict = ground.judge(&request)?;
    if voice.is_human() {
        let path = request.path.map(|path| path.display().to_string());
        show(&path.or(request.command).unwrap_or_default(), &verdict)?;
    } else {
        report::json(&as_json(&verdict))?;
    }
    Ok(Exit::Done)
}

/// Answers every line of standard input, in order.
fn answer_lines(ground: &Ground) -> Result<Exit, Failure> {
    for (number, text) in std::io::stdin().lock().split(b'\n').enumerate() {
        let text = text.map_err(Failure::failed)?;
        if text.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let wrong = |problem: String| Failure::usage(format!("line {}: {problem}", number + 1));
        let request: Request =
            serde_json::from_slice(&text).map_err(|error| wrong(error.to_string()))?;
        let verdict = ground
            .judge(&request)
            .map_err(|error| wrong(error.message))?;
        let mut answer = as_json(&verdict);
        if let Some(answer) = answer.as_object_mut() {
            answer.insert("id".to_owned(), request.id);
        }
        line(&answer.to_string())?;
    }
    Ok(Exit::Done)
}

fn as_json(verdict: &Verdict) -> Value {
    json!({
        "verdict": verdict.decision,
        "reason": verdict.reason,
        "rule": verdict.rule,
        "span": verdict.span.map(|span| [span.from, span.to]),
        "guard": verdict.guard,
        "kind": verdict.kind,
        "prefix": verdict.prefix,
    })
}

/// The verdict, and the text with the part that decided marked below it.
fn show(text: &str, verdict: &Verdict) -> Result<(), Failure> {
    let style = match verdict.decision {
        Decision::Auto => GOOD,
        Decision::Ask => WARN,
        Decision::Deny => BAD,
    };
    let decision = paint(style, verdict.decision);
    line(&format!("{decision}  {}", printable(&verdict.reason)))?;
    if let Some(span) = verdict.span {
        let part = |from, to| printable(text.get(from..to).unwrap_or_default());
        let (from, to) = (span.from.min(text.len()), span.to.min(text.len()));
        line(&format!(
            "  {}{}{}",
            part(0, from),
            paint(style.bold().underline(), part(from, to)),
            part(to, text.len())
        ))?;
    }
    let waits = match verdict.guard {
        Guard::None => "",
        Guard::Protected => " · no rule can allow it",
        Guard::Destructive => " · waits for a person in every mode",
    };
    let rule = printable(&verdict.rule);
    line(&paint(FAINT, format!("  {rule}{waits}")))
}

/// The person's rules and those of the workspace, checked.
fn rules_of(workspace: &Path) -> Result<(RuleSet, RuleSet), Failure> {
    let own = match config::policy_file() {
        Some(path) => read_rules(&path, Origin::Person)?,
        None => RuleSet::empty(),
    };
    let of_workspace = workspace.join(WORKSPACE_RULES);
    Ok((own, read_rules(&of_workspace, Origin::Workspace)?))
}

/// The rules that were saved with answers; a store that is not there is not made for them.
fn saved_rules(database: &Path) -> Result<Vec<SavedRule>, Failure> {
    if !database.exists() {
        return Ok(Vec::new());
    }
    Ok(Store::open(database)?.read(ReadTx::open_rules)?)
}

fn read_rules(path: &Path, origin: Origin) -> Result<RuleSet, Failure> {
    let Some(text) = config::read_file(path.to_owned()).map_err(Failure::usage)? else {
        return Ok(RuleSet::empty());
    };
    let place = path.display().to_string();
    let rules = parse_rules(&place, &text).map_err(Failure::usage)?;
    RuleSet::load(rules, origin).map_err(|error| Failure::usage(error.within(&place)))
}

fn list(database: &Path, voice: Voice) -> Result<Exit, Failure> {
    let current = std::env::current_dir().map_err(Failure::usage)?;
    let (own, of_workspace) = rules_of(&current)?;
    let saved = saved_rules(database)?;
    if !voice.is_human() {
        let of = |rules: &RuleSet, origin| {
            let rules = rules.rules().iter();
            rules
                .map(|rule| with_origin(json!(rule), origin))
                .collect::<Vec<_>>()
        };
        let mut rules = of(&own, "own");
        rules.extend(of(&of_workspace, "workspace"));
        rules.extend(
            saved
                .iter()
                .map(|saved| with_origin(json!(saved), "answer")),
        );
        report::json(&json!({ "rules": rules }))?;
        return Ok(Exit::Done);
    }
    if own.is_empty() && of_workspace.is_empty() && saved.is_empty() {
        line("no rules: what is not known to be harmless asks")?;
        return Ok(Exit::Done);
    }
    let mut rows = table(["rule", "decides", "about", "scope", "expires", "from"]);
    for rule in own.rules() {
        rows.add_row(row(rule, "your policy.yaml".to_owned()));
    }
    for rule in of_workspace.rules() {
        rows.add_row(row(rule, "this workspace".to_owned()));
    }
    for saved in &saved {
        let from = format!("answer {}, {}", saved.approval.short(), when(saved.made_at));
        rows.add_row(row(&saved.rule, from));
    }
    line(&rows.to_string())?;
    Ok(Exit::Done)
}

fn with_origin(mut rule: Value, origin: &str) -> Value {
    if let Some(rule) = rule.as_object_mut() {
        rule.insert("origin".to_owned(), json!(origin));
    }
    rule
}

fn row(rule: &Rule, from: String) -> [String; 6] {
    let now = Timestamp::now();
    let expires = match rule.expires {
        None => "never".to_owned(),
        Some(end) if end <= now => paint(FAINT, format!("ended {}", when(end))),
        Some(end) => when(end),
    };
    [
        paint(STRONG, printable(&rule.id)),
        rule.decision.to_string(),
        printable(&rule.subject.to_string()).into_owned(),
        printable(&rule.scope.to_string()).into_owned(),
        expires,
        from,
    ]
}

/// Takes a rule back: one that was saved with an answer, or one of the person's own file.
fn revoke(id: &str, database: &Path, voice: Voice) -> Result<Exit, Failure> {
    let saved = saved_rules(database)?;
    if saved.iter().any(|saved| saved.rule.id == id) {
        let id = id.to_owned();
        Store::open(database)?.write(move |tx| tx.revoke_rule(&id))?;
    } else {
        cut_out(id)?;
    }
    if !voice.is_human() {
        report::json(&json!({ "revoked": id }))?;
        return Ok(Exit::Done);
    }
    line(&format!("rule '{}' is revoked", printable(id)))?;
    Ok(Exit::Done)
}

/// Takes a rule out of the person's own file.
fn cut_out(id: &str) -> Result<(), Failure> {
    let shown = printable(id);
    let unknown = || {
        Failure::usage(format!(
            "you have no rule '{shown}': see vibecober policy list"
        ))
    };
    let path = config::policy_file().ok_or_else(unknown)?;
    let place = path.display().to_string();
    let text = config::read_file(path.clone()).map_err(Failure::usage)?;
    let text = text.ok_or_else(unknown)?;
    let rules = parse_rules(&place, &text).map_err(Failure::usage)?;
    if !rules.iter().any(|rule| rule.id == id) {
        return Err(unknown());
    }
    let kept = without_rule(&text, id).ok_or_else(|| {
        Failure::usage(format!(
            "{place}: rule '{shown}' cannot be cut out: take it out by hand"
        ))
    })?;
    config::replace_file(&path, &kept).map_err(Failure::failed)
}
