//! Looks for destruction in text that could not be understood: better one question too many.

use super::argv::{Look, Loss, destroys, is_dynamic, program_name};
use super::cut::{Piece, Quotes, segments};
use super::data::{is_client, loses_rows};
use super::pipe::{interprets, is_shell, reads_code};
use super::{code, subscript, trusted};
use crate::domain::verdict::Span;

/// Calls of programming languages, without case, that remove trees or drop data.
const CALLS: [&str; 24] = [
    "unlink glob",
    "unlink <",
    "rmtree",
    "rmsync",
    "rmdirsync",
    "remove_dir_all",
    "removedirs",
    "rimraf",
    "fs.rm(",
    "fs.rmdir(",
    "fspromises.rm",
    "fileutils.rm",
    "remove_entry",
    "rm_rf",
    "rm_r ",
    "removeall(",
    "deltree",
    "remove-item",
    "dropdatabase",
    "drop_all(",
    "flushall",
    ":(){",
    "delete_tree",
    "remove_tree",
];

/// How many values of one word are looked at.
const VALUES: usize = 4;

/// In what a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) enum Tongue {
    /// The shell's: the first word of a command is a program.
    Shell,
    /// Any other, in which the shell's may be hidden.
    Other,
}

/// What a text of the shell might destroy, and which part of it.
pub(in crate::policy) fn scan_text(
    text: &str,
    tongue: Tongue,
    look: &Look,
) -> Option<(Loss, Span)> {
    let whole = Span::new(0, text.len());
    if tongue == Tongue::Shell && subscript::in_text(text) {
        let why = "the shell would run what stands in a subscript";
        return Some((Loss::by_command(why, 0), whole));
    }
    let mut other_code = false;
    for quotes in [Quotes::Join, Quotes::Split] {
        let mut in_test = false;
        for (place, segment) in segments(text, quotes).iter().enumerate() {
            // What stands between `[[` and `]]` is no program.
            let tongue = if in_test { Tongue::Other } else { tongue };
            let is = |mark: &str| segment.iter().any(|piece| piece.text == mark);
            in_test = (in_test || begins_test(segment)) && !is("]]");
            if let Some(found) = in_segment(segment, quotes, place > 0, tongue, look) {
                return Some(found);
            }
            other_code |= segment.iter().any(|piece| {
                let name = program_name(&piece.text);
                interprets(&name) && !is_shell(&name)
            });
        }
    }
    let in_code = || code::in_code(text, &[], look).filter(|_| other_code);
    let written = || calls(text).or_else(in_code);
    redirects(text, look).or_else(|| written().map(|loss| (loss, whole)))
}

/// True when the first word that is no keyword begins a test.
fn begins_test(segment: &[Piece]) -> bool {
    let mut words = segment.iter().map(|piece| piece.text.as_str());
    let first = words.find(|word| !matches!(*word, "if" | "elif" | "while" | "until" | "!"));
    first == Some("[[")
}

/// What the arguments of a program that is not understood might destroy.
///
/// An argument may be a program of its own, with those after it as its arguments, or a script.
pub(in crate::policy) fn scan_words(argv: &[&str], tongue: Tongue, look: &Look) -> Option<Loss> {
    let mut tongue = tongue;
    for (at, word) in argv.iter().enumerate() {
        if let Some(loss) = destroys(&argv[at..], look) {
            return Some(Loss {
                at: at + loss.at,
                ..loss
            });
        }
        if is_shell(&program_name(word)) {
            tongue = Tongue::Shell;
        }
        // `--option=kind=value` holds two.
        let values = || word.match_indices('=').map(|(at, _)| &word[at + 1..]);
        let behind = word.strip_prefix('-').and_then(|option| option.get(1..));
        let is_script =
            |text: &&str| text.contains(|c: char| c.is_whitespace() || "(;|&>!$`".contains(c));
        let texts = [Some(*word), behind].into_iter().flatten();
        // `gcc -wrapper rm,-rf,src`.
        let listed = word.contains(",-").then(|| word.replace(',', " "));
        let texts = texts.chain(listed.as_deref());
        let mut scripts = texts.chain(values().take(VALUES)).filter(is_script);
        if let Some((loss, _)) = scripts.find_map(|text| scan_text(text, tongue, look)) {
            return Some(Loss { at, ..loss });
        }
        for value in values().take(VALUES) {
            let mut words = vec![value];
            words.extend(&argv[at + 1..]);
            if let Some(loss) = destroys(&words, look) {
                return Some(Loss { at, ..loss });
            }
        }
    }
    None
}

fn calls(text: &str) -> Option<Loss> {
    let lower = text.to_ascii_lowercase();
    let squeezed: String = lower.split_whitespace().collect::<Vec<_>>().join(" ");
    if CALLS.iter().any(|call| squeezed.contains(call))
        || squeezed.replace(' ', "").contains(":(){")
    {
        return Some(Loss::of_files(
            "what is written here looks like deleting a tree",
            0,
        ));
    }
    let names = || lower.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '-');
    let talks = names().any(|name| is_client(name) || name == "execute" || name == "query");
    let loses = talks && loses_rows(text);
    loses.then(|| Loss::of_data("what is written here looks like losing data", 0))
}

fn in_segment(
    segment: &[Piece],
    quotes: Quotes,
    follows: bool,
    tongue: Tongue,
    look: &Look,
) -> Option<(Loss, Span)> {
    let words: Vec<&str> = segment.iter().map(|piece| piece.text.as_str()).collect();
    let at = |loss: Loss| {
        let piece = segment.get(loss.at).or(segment.last());
        (loss, piece.map_or(Span::new(0, 0), |piece| piece.span))
    };
    if let Some(loss) = (0..words.len()).find_map(|from| {
        destroys(&words[from..], look).map(|loss| Loss {
            at: from + loss.at,
            ..loss
        })
    }) {
        return Some(at(loss));
    }
    if quotes == Quotes::Split || tongue == Tongue::Other {
        return None;
    }
    if let Some(loss) = set(&words, tongue, look) {
        return Some(at(loss));
    }
    let program = words.iter().position(|word| {
        let keyword = matches!(
            *word,
            "then" | "do" | "else" | "if" | "while" | "until" | "!" | "time"
        );
        !keyword && !is_set(word)
    })?;
    let first = words[program];
    if is_dynamic(first) || first.contains(['{', '*', '?', '[']) && first.len() > 1 && first != "[["
    {
        return Some(at(Loss::by_command(
            "which program would run cannot be known",
            program,
        )));
    }
    let name = program_name(first);
    let code = &words[program + 1..];
    let takes = |word: &str| is_dynamic(word) || word.starts_with("<(");
    let hidden = code.iter().position(|word| takes(word));
    if let Some(more) = hidden.filter(|_| {
        is_shell(&name)
            || interprets(&name) && code.iter().any(|word| word.starts_with("<("))
            || interprets(&name) && code.first().is_some_and(|word| word.starts_with('-'))
    }) {
        return Some(at(Loss::by_command(
            "which code would run cannot be known",
            program + 1 + more,
        )));
    }
    (follows && reads_code(&words[program..])).then(|| {
        at(Loss::by_command(
            "it runs code that nobody has seen",
            program,
        ))
    })
}

/// What a variable is set to, which another program may run.
fn set(words: &[&str], tongue: Tongue, look: &Look) -> Option<Loss> {
    words.iter().enumerate().find_map(|(at, word)| {
        let (_, value) = word.split_once('=').filter(|_| is_set(word))?;
        let is_script = value.contains(char::is_whitespace);
        let (loss, _) = is_script
            .then(|| scan_text(value, tongue, look))
            .flatten()?;
        Some(Loss { at, ..loss })
    })
}

fn is_set(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty()
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "_[]+".contains(c))
    })
}

/// An arrow to a file that is there, to a device, or to a name that is not known yet.
fn redirects(text: &str, look: &Look) -> Option<(Loss, Span)> {
    let bytes = text.as_bytes();
    for (at, _) in text.match_indices('>') {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let after = text.get(at + 1..).unwrap_or_default();
        if matches!(before, Some(b'>' | b'-' | b'=' | b'<')) || after.starts_with(['(', '=']) {
            continue;
        }
        let appends = after.starts_with('>');
        let after = after.strip_prefix('>').unwrap_or(after);
        let clobbers = after.starts_with('|');
        let target = after.trim_start_matches(['|', '&', ' ', '\t']);
        let placeholder = target.starts_with("{}") || target.starts_with('%');
        let end = target.find(|c: char| c.is_whitespace() || ";|&<>(){}".contains(c));
        let target = end.map_or(target, |end| &target[..end]);
        let plain: String = target.chars().filter(|c| !"'\"\\".contains(*c)).collect();
        let harmless = plain.starts_with("/dev/") && !is_device(&plain);
        if trusted::is_trusted(&plain, look) {
            let why = "this is protected: other programs trust what is written there";
            return Some((Loss::of_trust(why, 0), Span::new(at, at + 1)));
        }
        if appends && !is_device(&plain) {
            continue;
        }
        if clobbers
            || placeholder
            || is_device(&plain)
            || !harmless && (is_dynamic(&plain) || look.exists(&plain))
        {
            let loss = Loss::of_files("it empties a file that is there", 0);
            return Some((loss, Span::new(at, at + 1)));
        }
    }
    None
}

/// True for a disk.
pub(in crate::policy) fn is_device(path: &str) -> bool {
    let disks = [
        "sd", "nvme", "vd", "hd", "xvd", "mmcblk", "disk", "mapper/", "dm-", "md", "loop", "mem",
        "kmem", "port",
    ];
    path.strip_prefix("/dev/")
        .is_some_and(|name| disks.iter().any(|disk| name.starts_with(disk)))
}
