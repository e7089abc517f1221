//! Holds what a program is given beside options against what it may be given.

use std::path::Path;

use super::opinion::Opinion;
use super::options::Given;
use super::place::{Places, path_of};
use super::sed;
use crate::domain::verdict::Span;
use crate::policy::guard::Loss;
use crate::policy::path::{Change, may_change, may_read, names_secret};
use crate::policy::programs::{Effect, Form, Operands};
use crate::policy::scene::{Real, Scene};
use crate::policy::syntax::Word;

/// Targets that take away or publish, as they are usually called.
const OUTWARD: [&str; 22] = [
    "clean",
    "distclean",
    "clobber",
    "mrproper",
    "purge",
    "destroy",
    "nuke",
    "wipe",
    "reset",
    "install",
    "uninstall",
    "deploy",
    "publish",
    "release",
    "push",
    "upload",
    "drop",
    "teardown",
    "undeploy",
    "prune",
    "delete",
    "remove",
];

/// The strictest opinion on what a program is given.
pub(super) fn judge(given: &Given, form: &Form, scene: &Scene, places: &Places) -> Opinion {
    // What runs must be of the workspace: elsewhere lies what nobody has seen.
    let runs = form.effect == Effect::RunsWorkspace;
    let one = |word: &Word| {
        let opinion = path(word, scene, places);
        if runs && leaves(word, scene, places) {
            let outside =
                Opinion::ask_whole("shell.outside", "this is outside the workspace", word.span);
            return opinion.or_stricter(outside);
        }
        opinion
    };
    let all = |words: &[Word]| {
        let opinions = words.iter().map(one);
        opinions.fold(Opinion::fine(), Opinion::or_stricter)
    };
    let named = all(&given.paths);
    let words = given.operands.as_slice();
    let too_many = |from: usize| {
        words
            .get(from)
            .map(|word| Opinion::ask("shell.operand", "there is more than expected", word.span))
    };
    let own = match form.operands {
        Operands::None | Operands::Version => too_many(0).unwrap_or(Opinion::fine()),
        Operands::Anything => Opinion::fine(),
        Operands::Words | Operands::WordsAndRest => plain_words(words),
        Operands::Targets | Operands::TargetsAndRest => targets(words),
        Operands::Paths => all(words),
        Operands::OnePath => too_many(1).unwrap_or_else(|| all(words)),
        Operands::PatternThenPaths => all(skip_pattern(given)),
        Operands::SedThenPaths => sed_scripts(given).or_stricter(all(skip_pattern(given))),
        Operands::Made => made(words, scene, places),
        Operands::CopiedTo => copied(words, scene, places),
        Operands::Script => script(words, scene, places),
        Operands::Format => format(words),
    };
    let secret = given.values.iter().find(|word| names_secret(&word.text));
    let values = secret.map_or(Opinion::fine(), |word| {
        Opinion::ask_whole("read.secret", "secrets may be kept there", word.span)
    });
    named.or_stricter(own).or_stricter(values)
}

fn skip_pattern(given: &Given) -> &[Word] {
    let skip = usize::from(given.patterns.is_empty()).min(given.operands.len());
    &given.operands[skip..]
}

/// True when a path leads out of the workspace from any folder that is possible.
fn leaves(word: &Word, scene: &Scene, places: &Places) -> bool {
    let Some(path) = path_of(word, scene) else {
        return true;
    };
    places
        .all()
        .iter()
        .any(|from| match scene.real(from, &path) {
            Real::At(real) | Real::Dangling(real) => !real.starts_with(scene.workspace),
        })
}

/// The opinion on a path that would be read.
pub(super) fn path(word: &Word, scene: &Scene, places: &Places) -> Opinion {
    if word.text == "-" {
        return Opinion::fine();
    }
    let Some(path) = path_of(word, scene) else {
        return Opinion::ask("read.outside", "there is no home folder", word.span);
    };
    let is_pattern = word.glob.is_some();
    let from = places.all().iter();
    let mut found = from.filter_map(|from| may_read(&path, from, is_pattern, scene));
    found
        .next()
        .map_or(Opinion::fine(), |found| Opinion::of_path(found, word))
}

fn plain_words(words: &[Word]) -> Opinion {
    let odd = words.iter().find(|word| word.glob.is_some());
    odd.map_or(Opinion::fine(), |word| {
        Opinion::ask(
            "shell.glob",
            "what the shell finds for this cannot be known",
            word.span,
        )
    })
}

/// True for the name of a target that drops or resets a database.
fn loses_data(target: &str) -> bool {
    let has = |names: &[&str]| {
        let mut parts = target.split(|c: char| !c.is_ascii_alphanumeric());
        parts.any(|part| names.contains(&part))
    };
    has(&["db", "database", "schema", "migrate"])
        && has(&[
            "reset", "drop", "wipe", "purge", "destroy", "fresh", "truncate", "nuke",
        ])
}

fn targets(words: &[Word]) -> Opinion {
    for word in words {
        let lower = word.text.to_ascii_lowercase();
        let mut parts = lower.split(|c: char| !c.is_ascii_alphanumeric());
        if loses_data(&lower) {
            let why = "a target of this name drops or resets data";
            return Opinion::loss(Loss::of_data(why, 0), word.span);
        }
        if parts.any(|part| OUTWARD.contains(&part)) {
            let reason = "a target of this name removes or publishes something";
            return Opinion::ask("shell.target", reason, word.span);
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || "_-.:/@+,".contains(c);
        if word.glob.is_some()
            || !word.text.chars().all(plain)
            || word.text.starts_with(['/', '@'])
            || word.text.contains("..")
        {
            return Opinion::ask("shell.target", "this is no plain target", word.span);
        }
    }
    Opinion::fine()
}

fn sed_scripts(given: &Given) -> Opinion {
    let first = given.operands.first().filter(|_| given.patterns.is_empty());
    let scripts = given.patterns.iter().chain(first);
    for script in scripts {
        if script.glob.is_some() || !sed::only_prints(&script.text) {
            let reason = "this script of sed may write files or run programs";
            return Opinion::ask("shell.sed", reason, script.span);
        }
    }
    Opinion::fine()
}

fn made(words: &[Word], scene: &Scene, places: &Places) -> Opinion {
    let opinions = words.iter().map(|word| change(word, scene, places));
    opinions.fold(Opinion::fine(), Opinion::or_stricter)
}

fn change(word: &Word, scene: &Scene, places: &Places) -> Opinion {
    let (Some(path), None) = (path_of(word, scene), word.glob) else {
        return Opinion::ask("shell.glob", "what this names cannot be known", word.span);
    };
    let mut found = places
        .all()
        .iter()
        .filter_map(|from| may_change(&path, from, Change::Write, scene));
    found
        .next()
        .map_or(Opinion::fine(), |found| Opinion::of_path(found, word))
}

fn copied(words: &[Word], scene: &Scene, places: &Places) -> Opinion {
    let [sources @ .., target] = words else {
        return Opinion::fine();
    };
    let mut opinion = change(target, scene, places);
    for source in sources {
        opinion = opinion.or_stricter(path(source, scene, places));
        // In a folder the copy has the name of what is copied.
        let name = Path::new(&source.text).file_name();
        let name = name
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let inside = Word {
            text: format!("{}/{name}", target.text),
            glob: source.glob.or(target.glob),
            ..target.clone()
        };
        opinion = opinion.or_stricter(change(&inside, scene, places));
    }
    opinion
}

fn script(words: &[Word], scene: &Scene, places: &Places) -> Opinion {
    let Some(script) = words.first() else {
        let nowhere = Span::new(0, 0);
        return Opinion::ask("shell.script", "it runs what it reads", nowhere);
    };
    if script.text == "-" {
        return Opinion::ask("shell.script", "it runs what it reads", script.span);
    }
    if leaves(script, scene, places) || script.glob.is_some() {
        return Opinion::ask(
            "shell.script",
            "this program is not of the workspace",
            script.span,
        );
    }
    path(script, scene, places)
}

fn format(words: &[Word]) -> Opinion {
    let odd = words
        .iter()
        .find(|word| !word.text.starts_with('+') || word.glob.is_some());
    odd.map_or(Opinion::fine(), |word| {
        Opinion::ask("shell.operand", "only a format may stand here", word.span)
    })
}
