//! Judges a whole command: what it is made of, and what each part says.

use std::path::PathBuf;

use super::opinion::{Lift, Opinion};
use super::place::Places;
use super::redirect;
use super::simple::Judge;
use crate::domain::verdict::{Decision, Guard, Span, Verdict};
use crate::policy::guard::{self, Look, Tongue, reads_code, scan_text};
use crate::policy::hidden::first_hidden;
use crate::policy::rule::RuleSet;
use crate::policy::scene::Scene;
use crate::policy::syntax::{self, Joint, RedirectKind, Script, Simple, Word};

/// The longest command that is read, in bytes.
const LONGEST: usize = 16 * 1024;

/// The most programs in one command.
const MOST: usize = 50;

/// Judges a command of the shell.
///
/// Everything in it has to be known: the shell's own syntax, the programs, their options and what
/// they are given. What is not known asks. Rules that hold may allow more or less; nothing that
/// destroys is ever allowed by one.
pub fn judge_command(command: &str, scene: &Scene, rules: &RuleSet) -> Verdict {
    let whole = Span::new(0, command.len());
    let unread = |opinion: Opinion| {
        let opinion = Opinion {
            lift: Lift::Never,
            ..opinion
        };
        finish(suspect(command, scene, rules, opinion), None)
    };
    if command.len() > LONGEST {
        let reason = format!("it has {} bytes, more than {LONGEST}", command.len());
        return unread(Opinion::ask("shell.too_long", reason, whole));
    }
    if let Some((span, c)) = first_hidden(command, &['\t', '\n']) {
        let reason = format!("it holds U+{:04X}, which cannot be seen", u32::from(c));
        return unread(Opinion::ask("shell.hidden_character", reason, span));
    }
    let script = match syntax::read(command) {
        Ok(script) => script,
        Err(problem) => return unread(Opinion::not_plain(problem)),
    };
    if script.commands.len() > MOST {
        let reason = format!(
            "it runs {} programs, more than {MOST}",
            script.commands.len()
        );
        return unread(Opinion::ask("shell.too_many", reason, whole));
    }
    let prefix = match script.commands.as_slice() {
        [only] if !only.words.is_empty() => {
            Some(only.words.iter().map(|word| word.text.clone()).collect())
        }
        _ => None,
    };
    let mut opinion = judge_script(&script, scene, rules);
    if opinion.guard == Guard::None && opinion.decision == Decision::Ask && wanders(&script) {
        opinion = in_other_folders(command, scene, opinion);
    }
    finish(opinion, prefix)
}

/// True when a command may go to a folder that its judge did not follow it to.
fn wanders(script: &Script) -> bool {
    let is_followed = |simple: &Simple| match simple.words.as_slice() {
        [cd, folder] => {
            let text = folder.text.as_str();
            let leaves = text.starts_with(['-', '/']) || text.contains("..");
            cd.is("cd") && !leaves && !folder.tilde && folder.glob.is_none()
        }
        _ => false,
    };
    let moves = |word: &Word| {
        let names = ["cd", "pushd", "chdir", "-C", "-D", "--directory"];
        let text = word.text.as_str();
        let mut parts = text.split(|c: char| c.is_whitespace() || ";|&()".contains(c));
        text.starts_with("-C") || text.contains("--chdir") || parts.any(|one| names.contains(&one))
    };
    let mut commands = script.commands.iter();
    commands.any(|simple| !is_followed(simple) && simple.words.iter().any(moves))
}

/// The same opinion, or what would be lost in a folder that the text may go to first.
fn in_other_folders(command: &str, scene: &Scene, opinion: Opinion) -> Opinion {
    match guard::elsewhere(command, scene) {
        Some((loss, span)) => opinion.or_stricter(Opinion::loss(loss, span)),
        None => opinion,
    }
}

fn finish(opinion: Opinion, prefix: Option<Vec<String>>) -> Verdict {
    Verdict {
        decision: opinion.decision,
        reason: opinion.reason,
        rule: opinion.rule,
        span: opinion.span,
        guard: opinion.guard,
        kind: opinion.kind,
        prefix,
    }
}

/// What is said of a text that could not be read: it asks, and waits where it may destroy.
fn suspect(command: &str, scene: &Scene, rules: &RuleSet, opinion: Opinion) -> Opinion {
    let places = [scene.cwd.to_owned()];
    let look = Look::new(scene, &places);
    let lossy =
        scan_text(command, Tongue::Shell, &look).map(|(loss, span)| Opinion::loss(loss, span));
    let opinion = match lossy {
        Some(lossy) => opinion.or_stricter(lossy),
        None => in_other_folders(command, scene, opinion),
    };
    if !rules.forbids_commands() {
        return opinion;
    }
    // What a rule forbids stays forbidden in a text that cannot be read.
    let words: Vec<&str> = command
        .split(|c: char| c.is_whitespace() || ";|&()`'\"".contains(c))
        .collect();
    let forbidden = (0..words.len()).find_map(|from| {
        let rest = words[from..]
            .iter()
            .filter(|word| !word.is_empty())
            .take(16);
        let rest: Vec<Word> = rest.map(|word| loose_word(word, command.len())).collect();
        rules
            .on_command(&rest)
            .filter(|rule| rule.decision == Decision::Deny)
            .cloned()
    });
    match forbidden {
        Some(rule) => Opinion {
            decision: Decision::Deny,
            rule: rule.name(),
            reason: rule.because(),
            ..opinion
        },
        None => opinion,
    }
}

fn loose_word(text: &str, length: usize) -> Word {
    let text = text.replace('\\', "");
    Word {
        text,
        span: Span::new(0, length),
        glob: None,
        tilde: false,
        bare: true,
    }
}

fn judge_script(script: &Script, scene: &Scene, rules: &RuleSet) -> Opinion {
    let mut places = Places::at(scene.cwd);
    let mut opinion = Opinion::fine();
    for (at, simple) in script.commands.iter().enumerate() {
        places.before(simple.joint);
        let in_pipe = simple.joint == Joint::Piped
            || script
                .commands
                .get(at + 1)
                .is_some_and(|next| next.joint == Joint::Piped);
        let feeds = feeding(script, at);
        let mut judge = Judge {
            scene,
            rules,
            places: &mut places,
            in_pipe,
            feeds: &feeds,
        };
        opinion = opinion.or_stricter(judge.simple(simple));
        opinion = opinion.or_stricter(redirect::judge(simple, scene, &places));
        if simple.joint == Joint::Piped && reads_code(&texts(&simple.words)) {
            let lossy = guard::Loss::by_command("it runs code that nobody has seen", 0);
            opinion = opinion.or_stricter(Opinion::loss(lossy, simple.span()));
        }
    }
    opinion
        .or_stricter(statements(script))
        .or_stricter(unseen_statements(script, scene, places.all()))
}

/// The commands whose output a command reads, the nearest last.
fn feeding(script: &Script, at: usize) -> Vec<&Simple> {
    let before = script.commands[..=at].iter().rev();
    let piped = before
        .take_while(|simple| simple.joint == Joint::Piped)
        .count();
    script.commands[at - piped.min(at)..at].iter().collect()
}

/// Statements for a database may come through a pipe, so all words count where one is asked.
fn statements(script: &Script) -> Opinion {
    let words = || script.commands.iter().flat_map(|simple| &simple.words);
    let is_client = |word: &Word| guard::takes_statements(&guard::program_name(&word.text));
    if !words().any(is_client) {
        return Opinion::fine();
    }
    let loses = words().find(|word| guard::loses_rows(&word.text));
    loses.map_or(Opinion::fine(), |word| {
        let lossy = guard::Loss::of_data("data in a database would be lost", 0);
        Opinion::loss(lossy, word.span)
    })
}

/// Statements for a database that come from a file or another program: nobody has seen them.
fn unseen_statements(script: &Script, scene: &Scene, places: &[PathBuf]) -> Opinion {
    let look = Look::new(scene, places);
    let found = script.commands.iter().enumerate().find(|(at, simple)| {
        let reads_file = simple.redirects.iter().any(|redirect| {
            redirect.kind == RedirectKind::Read && redirect.target.text != "/dev/null"
        });
        let fed = feeding(script, *at);
        let seen = fed.iter().any(|source| {
            let first = source.words.first().map(|word| word.text.as_str());
            matches!(first, Some("echo" | "printf"))
        });
        let piped = !fed.is_empty() && !seen;
        (reads_file || piped) && guard::reads_statements(&texts(&simple.words), &look)
    });
    found.map_or(Opinion::fine(), |(_, simple)| {
        let lossy = guard::Loss::of_data("it takes statements that nobody has seen", 0);
        Opinion::loss(lossy, simple.span())
    })
}

/// The words as a program gets them.
pub(super) fn texts(words: &[Word]) -> Vec<&str> {
    words.iter().map(|word| word.text.as_str()).collect()
}

/// Where the word at that place stands.
pub(super) fn span_of(words: &[Word], at: usize) -> Span {
    let word = words.get(at).or(words.last());
    word.map_or(Span::new(0, 0), |word| word.span)
}
