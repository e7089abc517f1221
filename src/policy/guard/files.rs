//! Programs that remove or empty files and devices.

use super::argv::{Look, Loss, destroys, has_short, is_dynamic, is_long, program_name};
use super::loose::{Tongue, scan_words};

/// Programs that do nothing else than to destroy, or to make a device anew.
const ALWAYS: [&str; 36] = [
    "diskutil",
    "shred",
    "srm",
    "wipe",
    "wipefs",
    "blkdiscard",
    "mkswap",
    "fdisk",
    "sfdisk",
    "cfdisk",
    "gdisk",
    "sgdisk",
    "parted",
    "hdparm",
    "lvremove",
    "vgremove",
    "pvremove",
    "mdadm",
    "cryptsetup",
    "deltree",
    "rimraf",
    "del-cli",
    "trash-empty",
    "userdel",
    "groupdel",
    "deluser",
    "shutdown",
    "reboot",
    "halt",
    "poweroff",
    "killall5",
    "sponge",
    "nvme",
    "badblocks",
    "mke2fs",
    "testdisk",
];

/// Long options that begin a deletion, of programs that copy trees.
const DELETES_WHILE_COPYING: [&str; 9] = [
    "--delete",
    "--delete-before",
    "--delete-during",
    "--delete-delay",
    "--delete-after",
    "--delete-excluded",
    "--del",
    "--remove-source-files",
    "--remove-files",
];

/// True for a program that removes the files that it is given.
pub(super) fn removes(name: &str) -> bool {
    matches!(
        name,
        "rm" | "unlink" | "shred" | "srm" | "truncate" | "rmdir" | "wipe" | "grm"
    )
}

/// What they would destroy.
pub(super) fn loss(name: &str, argv: &[&str], look: &Look) -> Option<Loss> {
    match name {
        "rm" | "grm" => rm(argv),
        "chmod" | "chown" | "chgrp" | "setfacl" | "chattr" | "chcon" => recursive(argv),
        "find" | "gfind" | "bfs" => find(argv, look),
        "fd" | "fdfind" => runs_on_each(argv, &["-x", "-X", "--exec", "--exec-batch"], look),
        "rsync" | "rclone" | "tar" | "bsdtar" | "zip" | "7z" => copying(name, argv),
        _ if ALWAYS.contains(&name) || name.starts_with("mkfs") || name.starts_with("newfs") => {
            Some(Loss::by_command("it destroys what it is given", 0))
        }
        _ => None,
    }
}

fn rm(argv: &[&str]) -> Option<Loss> {
    let mut options = true;
    for (at, word) in argv.iter().enumerate().skip(1) {
        if *word == "--" {
            options = false;
        }
        let recursive =
            has_short(word, 'r') || has_short(word, 'R') || is_long(word, "--recursive");
        if options && (recursive || *word == "--no-preserve-root") {
            return Some(Loss::of_files(
                "it deletes folders with all that is in them",
                at,
            ));
        }
        if is_dynamic(word) || word.contains(['*', '?', '[', '{']) {
            return Some(Loss::of_files("how much it deletes cannot be known", at));
        }
        if matches!(word.trim_end_matches('/'), "" | "." | ".." | "~") {
            return Some(Loss::of_files("it deletes a whole folder", at));
        }
    }
    None
}

fn recursive(argv: &[&str]) -> Option<Loss> {
    let at = argv.iter().skip(1).position(|word| {
        has_short(word, 'R') || is_long(word, "--recursive") || is_dynamic(word)
    })?;
    Some(Loss::by_command(
        "it changes the rights of everything below a folder",
        at + 1,
    ))
}

fn find(argv: &[&str], look: &Look) -> Option<Loss> {
    if let Some(at) = argv.iter().position(|word| *word == "-delete") {
        return Some(Loss::of_files("it deletes whatever it finds", at));
    }
    let writes = |word: &str| word.starts_with("-fprint") || word == "-fls";
    let written = argv.iter().position(|word| writes(word)).filter(|at| {
        argv.get(at + 1)
            .is_some_and(|target| is_dynamic(target) || look.exists(target))
    });
    if let Some(at) = written {
        return Some(Loss::of_files("it empties a file that is there", at + 1));
    }
    runs_on_each(argv, &["-exec", "-execdir", "-ok", "-okdir"], look)
}

/// What a program would destroy that is run on every file found.
fn runs_on_each(argv: &[&str], options: &[&str], look: &Look) -> Option<Loss> {
    for (at, _) in argv.iter().enumerate().filter(|(_, word)| {
        let name = word.split('=').next().unwrap_or(word);
        options.contains(&name)
    }) {
        let inner = argv.get(at + 1..).filter(|inner| !inner.is_empty())?;
        let end = inner.iter().position(|word| matches!(*word, ";" | "+"));
        let inner = &inner[..end.unwrap_or(inner.len())];
        let deletes = |word: &str| removes(&program_name(word));
        if let Some(more) = inner.iter().position(|word| deletes(word)) {
            return Some(Loss::of_files(
                "it deletes whatever is found",
                at + 1 + more,
            ));
        }
        if let Some(loss) = destroys(inner, look) {
            return Some(Loss {
                at: at + 1 + loss.at,
                ..loss
            });
        }
        let texts = inner
            .iter()
            .filter(|word| word.contains(char::is_whitespace));
        let hidden = texts
            .clone()
            .any(|text| text.split(|c: char| !c.is_alphanumeric()).any(removes));
        if hidden || scan_words(inner, Tongue::Other, look).is_some() {
            return Some(Loss::of_files("it deletes whatever is found", at + 1));
        }
    }
    None
}

fn copying(name: &str, argv: &[&str]) -> Option<Loss> {
    let deletes = |word: &str| {
        DELETES_WHILE_COPYING
            .iter()
            .any(|option| is_long(word, option) && word.len() > 4)
            || name == "rclone"
                && matches!(
                    word,
                    "sync" | "purge" | "delete" | "deletefile" | "move" | "cleanup"
                )
            || name == "zip" && (has_short(word, 'm') || has_short(word, 'd'))
            || name == "7z" && word == "d"
    };
    let at = argv.iter().skip(1).position(|word| deletes(word))?;
    Some(Loss::of_files("it deletes files while it copies", at + 1))
}
