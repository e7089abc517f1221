//! Programs that write over a file that they are given as an operand.

use std::path::{Path, PathBuf};

use super::argv::{Look, Loss, has_short, is_dynamic, is_long};
use super::loose::is_device;
use crate::policy::scene::{Confined, Real};

const OVER: &str = "it writes over a file that is there";
const UNKNOWN: &str = "what it writes over cannot be known";

/// What they would write over.
pub(super) fn loss(name: &str, argv: &[&str], look: &Look) -> Option<Loss> {
    match name {
        "mv" | "cp" | "install" | "ln" | "gcp" | "gmv" => {
            overwrite(name, argv, look).or_else(|| moves_out(name, argv, look))
        }
        "tee" => tee(argv, look),
        "dd" => argv
            .iter()
            .position(|word| {
                word.strip_prefix("of=")
                    .is_some_and(|file| is_over(file, look))
            })
            .map(|at| Loss::of_files("dd writes over what is there", at)),
        "truncate" => operands(argv, &["-s", "-r", "--size", "--reference"])
            .into_iter()
            .find(|(_, word)| is_over(word, look))
            .map(|(at, _)| Loss::of_files("it empties a file that is there", at)),
        "fallocate" => argv
            .iter()
            .position(|word| {
                matches!(
                    *word,
                    "-p" | "-z" | "-c" | "--punch-hole" | "--zero-range" | "--collapse-range"
                )
            })
            .map(|at| Loss::of_files("it empties a part of a file", at)),
        "uniq" => nth(argv, 1, &["-f", "-s", "-w"], look),
        "xxd" => nth(argv, 1, &["-l", "-s", "-c", "-g", "-o", "-n"], look),
        "split" => parts(argv, "aa", look),
        "csplit" => look.exists("xx00").then(|| Loss::of_files(OVER, 0)),
        "rsync" => rsync(argv, look),
        "scp" | "sftp" => arrives(argv, look),
        "convert" | "magick" | "sox" | "pdftotext" | "ps2pdf" => last(argv, look),
        "ffmpeg" => argv.contains(&"-y").then(|| last(argv, look)).flatten(),
        "script" => operands(argv, &["-c", "--command", "-E", "-o", "-m"])
            .first()
            .filter(|(_, word)| look.is_file(word) && !appends(argv))
            .map(|(at, _)| Loss::of_files(OVER, *at)),
        "rename" | "prename" | "mmv" | "perl-rename" | "file-rename" => argv
            .iter()
            .all(|word| !matches!(*word, "-n" | "--no-act" | "--nono" | "--dry-run"))
            .then(|| Loss::of_files(UNKNOWN, 0)),
        _ => None,
    }
}

/// What a sandbox has outside of the workspace is gone with it when the command ends.
fn moves_out(name: &str, argv: &[&str], look: &Look) -> Option<Loss> {
    if !matches!(name, "mv" | "gmv") {
        return None;
    }
    let (at, target) = *operands(argv, &["-S", "--suffix"]).last()?;
    if target == "/dev/null" {
        return Some(Loss::of_files(
            "it moves what it is given away for good",
            at,
        ));
    }
    let outside = |place: PathBuf| match look.scene.real(Path::new("/"), &place) {
        Real::At(real) => !real.starts_with(look.scene.workspace),
        Real::Dangling(_) => true,
    };
    let is_lost = look.scene.confined == Confined::Yes && look.paths(target).any(outside);
    is_lost.then(|| {
        Loss::of_files(
            "outside of the workspace it would not outlive the command",
            at,
        )
    })
}

fn appends(argv: &[&str]) -> bool {
    argv.iter()
        .any(|word| has_short(word, 'a') || is_long(word, "--append"))
}

/// Words that are no options and no values of those.
fn operands<'a>(argv: &[&'a str], valued: &[&str]) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    let mut at = 1;
    while let Some(word) = argv.get(at).copied() {
        if valued.contains(&word) {
            at += 1;
        } else if !word.starts_with('-') || word == "-" {
            found.push((at, word));
        }
        at += 1;
    }
    found
}

/// True for a file that is there, a disk, and a name that is not known yet.
fn is_over(file: &str, look: &Look) -> bool {
    let device = file.starts_with("/dev/");
    // The braces stand for whatever is found.
    is_device(file) || is_dynamic(file) || file.contains("{}") || !device && look.exists(file)
}

fn nth(argv: &[&str], place: usize, valued: &[&str], look: &Look) -> Option<Loss> {
    let operands = operands(argv, valued);
    let (at, file) = *operands.get(place)?;
    is_over(file, look).then(|| Loss::of_files(OVER, at))
}

fn last(argv: &[&str], look: &Look) -> Option<Loss> {
    let at = argv.len().checked_sub(1).filter(|at| *at > 1)?;
    look.is_file(argv[at]).then(|| Loss::of_files(OVER, at))
}

/// The first of the pieces that `split` would make.
fn parts(argv: &[&str], first: &str, look: &Look) -> Option<Loss> {
    let valued = [
        "-l", "-b", "-C", "-n", "-a", "--lines", "--bytes", "--number",
    ];
    let operands = operands(argv, &valued);
    let (at, prefix) = operands.get(1).copied().unwrap_or((0, "x"));
    look.exists(&format!("{prefix}{first}"))
        .then(|| Loss::of_files(OVER, at))
}

fn overwrite(name: &str, argv: &[&str], look: &Look) -> Option<Loss> {
    let valued: &[&str] = match name {
        "install" => &["-m", "-o", "-g", "--mode", "--owner", "--group"],
        _ => &[],
    };
    let operands = operands(argv, valued);
    let (last, target) = *operands.last()?;
    if operands.iter().any(|(_, word)| *word == "/dev/null") && name.ends_with("cp") {
        return Some(Loss::of_files("it empties a file", last));
    }
    let keeps = argv
        .iter()
        .any(|word| has_short(word, 'n') || is_long(word, "--no-clobber"));
    let forced = argv
        .iter()
        .any(|word| has_short(word, 'f') || is_long(word, "--force"));
    let makes_folders = name == "install" && argv.iter().any(|word| has_short(word, 'd'));
    if name == "ln" && !forced || keeps && name != "ln" || makes_folders {
        return None;
    }
    if is_dynamic(target) {
        return Some(Loss::of_files(UNKNOWN, last));
    }
    let elsewhere = argv.iter().position(|word| {
        has_short(word, 't') && name != "ln" || is_long(word, "--target-directory")
    });
    if let Some(at) = elsewhere {
        return Some(Loss::of_files(UNKNOWN, at));
    }
    let sources = &operands[..operands.len() - 1];
    let into = look.is_dir(target) && !(name == "ln" && keeps);
    let overwrites = if sources.is_empty() {
        false
    } else if into {
        sources.iter().any(|(_, source)| {
            lands_on(source, target, look) || source.contains(['*', '?', '[', '$'])
        })
    } else {
        is_over(target, look)
    };
    overwrites.then(|| Loss::of_files(OVER, last))
}

/// True when something of that name is in the folder already.
fn lands_on(source: &str, folder: &str, look: &Look) -> bool {
    let name = source.trim_end_matches('/').rsplit(['/', ':']).next();
    let name = name.unwrap_or(source);
    look.exists(&format!("{}/{name}", folder.trim_end_matches('/')))
}

fn tee(argv: &[&str], look: &Look) -> Option<Loss> {
    if appends(argv) {
        return None;
    }
    let operands = operands(argv, &[]);
    let over = operands.iter().find(|(_, word)| is_over(word, look));
    over.map(|(at, _)| Loss::of_files("it empties a file that is there", *at))
}

const RSYNC_VALUED: [&str; 6] = ["-e", "-f", "-B", "-T", "--rsh", "--exclude"];

fn rsync(argv: &[&str], look: &Look) -> Option<Loss> {
    let harmless = argv.iter().any(|word| {
        has_short(word, 'n') || matches!(*word, "--dry-run" | "--ignore-existing" | "--list-only")
    });
    let operands = operands(argv, &RSYNC_VALUED);
    let [sources @ .., (at, target)] = operands.as_slice() else {
        return None;
    };
    if harmless || sources.is_empty() || target.contains(':') {
        return None;
    }
    let over = if look.is_dir(target) {
        sources
            .iter()
            .any(|(_, source)| source.ends_with('/') || lands_on(source, target, look))
    } else {
        is_over(target, look)
    };
    over.then(|| Loss::of_files(OVER, *at))
}

/// A file from another machine, onto one of this.
fn arrives(argv: &[&str], look: &Look) -> Option<Loss> {
    let operands = operands(argv, &["-i", "-P", "-o", "-F", "-l", "-J", "-c", "-S"]);
    let [sources @ .., (at, target)] = operands.as_slice() else {
        return None;
    };
    if sources.is_empty() || target.contains(':') {
        return None;
    }
    let over = if look.is_dir(target) {
        sources
            .iter()
            .any(|(_, source)| lands_on(source, target, look))
    } else {
        is_over(target, look)
    };
    over.then(|| Loss::of_files(OVER, *at))
}
