//! The language of `find`: tests and prints only.

use super::judge::span_of;
use super::operands;
use super::opinion::Opinion;
use super::place::Places;
use crate::policy::guard::{Look, Tongue, scan_words};
use crate::policy::scene::Scene;
use crate::policy::syntax::Word;

/// Tests and actions that take nothing.
const PLAIN: [&str; 36] = [
    "-print",
    "-print0",
    "-ls",
    "-prune",
    "-quit",
    "-depth",
    "-d",
    "-mount",
    "-xdev",
    "-empty",
    "-readable",
    "-writable",
    "-executable",
    "-true",
    "-false",
    "-daystart",
    "-follow",
    "-nouser",
    "-nogroup",
    "-ignore_readdir_race",
    "-noignore_readdir_race",
    "-noleaf",
    "-not",
    "-and",
    "-or",
    "-a",
    "-o",
    "!",
    "(",
    ")",
    ",",
    "-L",
    "-P",
    "-H",
    "-warn",
    "-nowarn",
];

/// Tests that take a word.
const VALUED: [&str; 33] = [
    "-name",
    "-iname",
    "-path",
    "-ipath",
    "-wholename",
    "-iwholename",
    "-lname",
    "-ilname",
    "-regex",
    "-iregex",
    "-regextype",
    "-type",
    "-xtype",
    "-size",
    "-perm",
    "-user",
    "-group",
    "-uid",
    "-gid",
    "-links",
    "-inum",
    "-fstype",
    "-maxdepth",
    "-mindepth",
    "-amin",
    "-atime",
    "-cmin",
    "-ctime",
    "-mmin",
    "-mtime",
    "-used",
    "-printf",
    "-context",
];

/// Tests that take a file.
const FILES: [&str; 5] = ["-newer", "-anewer", "-cnewer", "-samefile", "-newermt"];

/// The opinion on a call of `find`.
pub(super) fn judge(words: &[Word], scene: &Scene, places: &Places) -> Opinion {
    let mut opinion = Opinion::fine();
    let mut at = 1;
    let mut started = false;
    while let Some(word) = words.get(at) {
        let text = word.text.as_str();
        let glob = word.glob.is_some();
        if glob && !text.starts_with("./") && !text.starts_with('/') {
            let reason = "the shell could make another test of what this finds";
            return Opinion::ask("shell.glob", reason, word.span);
        }
        let step = if PLAIN.contains(&text) {
            started |= !matches!(text, "-L" | "-P" | "-H");
            1
        } else if VALUED.contains(&text)
            || FILES.contains(&text)
            || text.starts_with("-newer") && text.len() == 8
        {
            started = true;
            let Some(value) = words.get(at + 1).filter(|value| value.glob.is_none()) else {
                return Opinion::ask("shell.operand", "a value has to follow", word.span);
            };
            if text.starts_with("-newer") && !text.ends_with('t') || FILES[1..4].contains(&text) {
                opinion = opinion.or_stricter(operands::path(value, scene, places));
            }
            2
        } else if !started && !text.starts_with(['-', '(', '!']) && !text.is_empty() {
            opinion = opinion.or_stricter(operands::path(word, scene, places));
            1
        } else {
            let reason = format!("{text} is not known in find");
            let ask = Opinion::ask("shell.unknown_option", reason, word.span);
            return hidden(words, scene, places)
                .map_or(ask.clone(), |lossy| ask.or_stricter(lossy));
        };
        at += step;
    }
    opinion
}

/// What a program would destroy that `find` runs.
fn hidden(words: &[Word], scene: &Scene, places: &Places) -> Option<Opinion> {
    let texts = super::judge::texts(&words[1..]);
    let look = Look::new(scene, places.all());
    let loss = scan_words(&texts, Tongue::Other, &look)?;
    Some(Opinion::loss(loss, span_of(words, loss.at + 1)))
}
