//! Programs that change a file in its place: what they would leave of it.

use super::argv::{Look, Loss};
use super::pipe::is_shell;
use super::sed;

const UNKNOWN: &str = "what it would leave of the file cannot be known";

/// Words that an ordinary replacement has no need of.
const MORE_THAN_REPLACES: [&str; 8] = [
    "`", "system", "exec", "unlink", "File", "IO.", "eval", "open",
];

/// What they would lose.
pub(super) fn loss(name: &str, argv: &[&str], look: &Look) -> Option<Loss> {
    match name {
        "sed" | "gsed" => sed::loss(argv, look),
        "perl" | "ruby" => language(name, argv),
        "awk" | "gawk" | "mawk" | "nawk" => awk(argv, look),
        "yq" | "jaq" | "gojq" | "dasel" | "xq" => query(argv),
        "vim" | "vi" | "nvim" | "gvim" | "vimdiff" | "view" | "ex" | "nex" => vim(name, argv, look),
        "ed" | "red" => argv
            .iter()
            .skip(1)
            .position(|word| look.is_file(word))
            .map(|at| Loss::of_files(UNKNOWN, at + 1)),
        "emacs" | "emacsclient" => argv
            .iter()
            .position(|word| {
                let word = word.trim_start_matches('-');
                argv.len() > 1
                    && matches!(word, "batch" | "eval" | "l" | "load" | "script" | "e" | "f")
            })
            .map(|at| Loss::of_files(UNKNOWN, at)),
        "mogrify" | "codemod" | "vidir" => Some(Loss::of_files(UNKNOWN, 0)),
        _ => None,
    }
}

/// How `perl` or `ruby` is told to change files.
#[derive(Default)]
pub(super) struct Flags<'a> {
    /// Where it is told to change files in their place.
    pub in_place: Option<usize>,
    prints: bool,
    code: Vec<&'a str>,
}

/// The options of `perl` or `ruby`.
pub(super) fn flags<'a>(argv: &[&'a str]) -> Flags<'a> {
    let mut flags = Flags::default();
    let mut at = 1;
    while let Some(word) = argv.get(at).copied() {
        let Some(cluster) = word.strip_prefix('-').filter(|rest| !rest.is_empty()) else {
            break;
        };
        for (place, letter) in cluster.char_indices() {
            let rest = &cluster[place + letter.len_utf8()..];
            match letter {
                'p' => flags.prints = true,
                'e' | 'E' => {
                    at += usize::from(rest.is_empty());
                    let next = argv.get(at).copied().unwrap_or_default();
                    flags.code.push(if rest.is_empty() { next } else { rest });
                    break;
                }
                'i' => {
                    flags.in_place = Some(at);
                    // What stands behind it is the end of the name of a copy.
                    break;
                }
                'I' | 'M' | 'm' | 'x' | 'F' | 'C' | 'r' | '-' => break,
                _ => {}
            }
        }
        at += 1;
    }
    flags
}

fn language(name: &str, argv: &[&str]) -> Option<Loss> {
    let flags = flags(argv);
    let at = flags.in_place?;
    let plain = |code: &&str| {
        let replaces = match name {
            "perl" => replaces_in_perl(code),
            _ => code.split(';').all(replaces_in_ruby),
        };
        replaces && !MORE_THAN_REPLACES.iter().any(|word| code.contains(word))
    };
    let ordinary = flags.prints && !flags.code.is_empty() && flags.code.iter().all(plain);
    (!ordinary).then(|| Loss::of_files(UNKNOWN, at.min(argv.len() - 1)))
}

/// True for replacements and nothing else, each with a condition perhaps.
fn replaces_in_perl(code: &str) -> bool {
    let mut rest = code.trim_start_matches([' ', ';', '\n']);
    while !rest.is_empty() {
        let behind = rest
            .strip_prefix("tr")
            .or(rest.strip_prefix('s'))
            .or(rest.strip_prefix('y'));
        let Some((pattern, flags)) = behind.and_then(sed::replacement) else {
            return false;
        };
        let after = flags.trim_start_matches(|c: char| "gimsxrcd".contains(c));
        let (condition, next) = after.split_once(';').unwrap_or((after, ""));
        let condition = condition.trim();
        let known = condition.is_empty()
            || condition.starts_with("if ")
            || condition.starts_with("unless ");
        if !known || condition.contains('(') || matches!(pattern, ".*" | ".+" | "." | "^.*$") {
            return false;
        }
        rest = next.trim_start_matches([' ', ';', '\n']);
    }
    true
}

fn replaces_in_ruby(piece: &str) -> bool {
    let piece = piece.trim();
    let starts = ["gsub(", "sub(", "gsub!(", "sub!(", "$_.gsub!(", "$_.sub!("];
    piece.is_empty() || starts.iter().any(|start| piece.starts_with(start))
}

fn awk(argv: &[&str], look: &Look) -> Option<Loss> {
    let inplace = argv
        .windows(2)
        .position(|pair| matches!(pair[0], "-i" | "--include") && pair[1].starts_with("inplace"));
    let joined = || {
        argv.iter()
            .position(|word| matches!(*word, "-iinplace" | "--include=inplace"))
    };
    if let Some(at) = inplace.or_else(joined) {
        return Some(Loss::of_files(UNKNOWN, at));
    }
    // A variable that names a file that is there, and code that prints to somewhere.
    let prints = argv
        .iter()
        .any(|word| word.contains("print") && word.contains('>'));
    let named = argv.iter().position(|word| {
        let value = word.split_once('=').map(|(_, value)| value);
        value.is_some_and(|file| look.is_file(file))
    });
    if let Some(at) = named.filter(|_| prints) {
        return Some(Loss::of_files(UNKNOWN, at));
    }
    let pipes = |word: &str| {
        word.split('|').skip(1).any(|behind| {
            let program = behind.trim_start().trim_start_matches(['"', '\\']);
            let end = program.find(|c: char| !c.is_alphanumeric());
            is_shell(&program[..end.unwrap_or(program.len())])
        })
    };
    let at = argv.iter().position(|word| pipes(word))?;
    Some(Loss::by_command("it runs code that nobody has seen", at))
}

/// A query that changes a file: it has to set something, and to take nothing away.
fn query(argv: &[&str]) -> Option<Loss> {
    if !sed::asks_in_place(argv) {
        return None;
    }
    let takes = |word: &str| {
        ["del(", "empty", "delete"]
            .iter()
            .any(|call| word.contains(call))
    };
    let sets = |word: &str| word.contains('=') && !word.starts_with('-');
    let ordinary =
        argv.iter().skip(1).any(|word| sets(word)) && !argv.iter().any(|word| takes(word));
    (!ordinary).then(|| Loss::of_files(UNKNOWN, 0))
}

fn vim(name: &str, argv: &[&str], look: &Look) -> Option<Loss> {
    let scripted = argv.iter().skip(1).position(|word| {
        let command = word
            .strip_prefix('+')
            .is_some_and(|rest| rest.contains(|c: char| !c.is_ascii_digit()));
        command
            || matches!(
                *word,
                "-c" | "--cmd" | "-s" | "-S" | "-es" | "-Es" | "-e" | "-E"
            )
    });
    let edits = || {
        let there = argv.iter().skip(1).position(|word| look.is_file(word));
        there.filter(|_| matches!(name, "ex" | "nex"))
    };
    let at = scripted.or_else(edits)?;
    Some(Loss::of_files(UNKNOWN, at + 1))
}
