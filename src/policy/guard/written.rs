//! Files that an option names to be written.

use std::path::Path;

use super::argv::{Look, Loss, has_short, is_long, is_wrapper};
use super::loose::is_device;

const OVER: &str = "it writes over a file that is there";

/// Options by which most programs name what they write.
const OUTPUTS: [&str; 12] = [
    "-o",
    "-out",
    "-outfile",
    "-output",
    "--out",
    "--outfile",
    "--outFile",
    "--out-file",
    "--output",
    "--output-file",
    "--output-document",
    "--log-file",
];

/// Programs to which these mean something else.
const MEAN_OTHERWISE: [&str; 30] = [
    "grep", "egrep", "fgrep", "rg", "ag", "ack", "ls", "dir", "ps", "ssh", "scp", "sftp", "mount",
    "set", "pytest", "py.test", "test", "[", "echo", "printf", "find", "sh", "bash", "zsh", "dash",
    "ksh", "column", "shopt", "unzip", "install",
];

/// Ends of names of what is made anew from other files.
const MADE: [&str; 15] = [
    "o", "so", "a", "exe", "out", "wasm", "d", "dll", "dylib", "obj", "class", "jar", "pyc",
    "rlib", "rmeta",
];

/// Folders in which only such files lie.
const MADE_IN: [&str; 9] = [
    "target",
    "build",
    "dist",
    "out",
    "node_modules",
    "coverage",
    "obj",
    "_build",
    "__pycache__",
];

/// What they would write over.
pub(super) fn loss(name: &str, argv: &[&str], look: &Look) -> Option<Loss> {
    let own = match name {
        "curl" => curl(argv, look),
        "wget" | "wget2" => values(argv, &['O', 'o'], &[], "", look),
        "sort" => values(argv, &['o'], &["--output"], "", look),
        "tar" | "bsdtar" | "gtar" => tar(argv, look),
        "unzip" | "unrar" => option(argv, &['o'], &["--overwrite"]),
        "7z" | "7za" | "7zz" => (argv.contains(&"x") || argv.contains(&"e"))
            .then(|| argv.iter().position(|word| matches!(*word, "-y" | "-aoa")))
            .flatten(),
        "gzip" | "gunzip" | "xz" | "unxz" | "bzip2" | "bunzip2" | "zstd" | "unzstd" | "lz4"
        | "pigz" => {
            let shows = option(argv, &['c', 't', 'l'], &["--stdout", "--test", "--list"]);
            option(argv, &['f'], &["--force"]).filter(|_| shows.is_none())
        }
        "cpio" => option(argv, &['u'], &["--unconditional"]),
        "qpdf" => option(argv, &[], &["--replace-input"]),
        "gpg" | "gpg2" => argv.iter().position(|word| word.starts_with("--delete-")),
        "git" => git(argv, look),
        _ => None,
    };
    own.or_else(|| outputs(name, argv, look))
        .map(|at| Loss::of_files(OVER, at))
}

fn option(argv: &[&str], letters: &[char], long: &[&str]) -> Option<usize> {
    argv.iter().enumerate().skip(1).find_map(|(at, word)| {
        let short = letters.iter().any(|letter| has_short(word, *letter));
        (short || long.iter().any(|one| is_long(word, one) && word.len() > 4)).then_some(at)
    })
}

/// A file that one of these options names; the letter may end a cluster.
fn values(
    argv: &[&str],
    letters: &[char],
    long: &[&str],
    name: &str,
    look: &Look,
) -> Option<usize> {
    argv.iter().enumerate().skip(1).find_map(|(at, word)| {
        let next = || argv.get(at + 1).copied().unwrap_or_default();
        let value = match word.strip_prefix("--") {
            Some(_) => long
                .iter()
                .any(|one| is_long(word, one) && word.len() > 4)
                .then(|| word.split_once('=').map_or_else(next, |(_, value)| value)),
            None => word.strip_prefix('-').and_then(|cluster| {
                let place = cluster.find(letters)?;
                let rest = &cluster[place + 1..];
                let plain = cluster[..place].chars().all(|c| c.is_ascii_alphabetic());
                plain.then(|| if rest.is_empty() { next() } else { rest })
            }),
        };
        value.filter(|file| is_over(name, file, look)).map(|_| at)
    })
}

/// What the options of most programs name. Before another program only its own options count.
fn outputs(name: &str, argv: &[&str], look: &Look) -> Option<usize> {
    if MEAN_OTHERWISE.contains(&name)
        || name == "time" && option(argv, &['a'], &["--append"]).is_some()
    {
        return None;
    }
    let wraps = is_wrapper(name);
    let mut at = 1;
    while let Some(word) = argv.get(at).copied() {
        if wraps && !word.starts_with('-') {
            return None;
        }
        let (option, value) = match word.split_once('=') {
            Some((option, value)) => (option, Some(value)),
            None => (word, None),
        };
        let named = if OUTPUTS.contains(&option) {
            value.or(argv.get(at + 1).copied())
        } else {
            word.strip_prefix("-o").filter(|rest| !rest.is_empty())
        };
        // In git only an archive is named so.
        let archives = || name != "git" || !word.starts_with("-o") || argv.contains(&"archive");
        if named.is_some_and(|file| is_over(name, file, look)) && archives() {
            return Some(at);
        }
        at += if OUTPUTS.contains(&word) { 2 } else { 1 };
    }
    None
}

/// True for a file that is there and is not made anew anyway, and for a disk.
fn is_over(name: &str, file: &str, look: &Look) -> bool {
    let there = || !file.starts_with("/dev/") && look.is_file(file) && !is_made(name, file, look);
    is_device(file) || !file.is_empty() && there()
}

/// True for what a build makes anew each time.
fn is_made(name: &str, file: &str, look: &Look) -> bool {
    let compiles = [
        "cc", "gcc", "g++", "c++", "clang", "clang++", "rustc", "go", "ld", "tcc", "zig", "ghc",
        "swiftc",
    ]
    .contains(&name)
        || name.ends_with("-gcc")
        || name.ends_with("-g++");
    look.paths(file).all(|path| {
        let Some(real) = look.scene.facts.resolve(&path) else {
            return false;
        };
        let Ok(below) = real.strip_prefix(look.scene.workspace) else {
            return false;
        };
        let end = below.extension().and_then(|end| end.to_str());
        let folder = below.parent().unwrap_or(Path::new(""));
        let made_in = folder
            .iter()
            .any(|part| MADE_IN.iter().any(|one| part == *one));
        let program = compiles
            && end.is_none()
            && below
                .file_name()
                .and_then(|name| name.to_str())
                .is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()));
        made_in || program || end.is_some_and(|end| MADE.contains(&end))
    })
}

fn curl(argv: &[&str], look: &Look) -> Option<usize> {
    let long = [
        "--output",
        "--dump-header",
        "--cookie-jar",
        "--trace",
        "--trace-ascii",
        "--stderr",
        "--etag-save",
        "--libcurl",
    ];
    if let Some(at) = values(argv, &['o', 'D', 'c'], &long, "", look) {
        return Some(at);
    }
    let remote = option(argv, &['O'], &["--remote-name", "--remote-name-all"])?;
    let over = argv.iter().skip(1).any(|word| {
        let path = word.split(['?', '#']).next().unwrap_or(word);
        let name = path.rsplit('/').next().unwrap_or_default();
        word.contains('/') && is_over("", name, look)
    });
    over.then_some(remote)
}

/// An archive that is made where one is, and files that are written over without a question.
fn tar(argv: &[&str], look: &Look) -> Option<usize> {
    let replaces = [
        "--overwrite",
        "--recursive-unlink",
        "--unlink-first",
        "--overwrite-dir",
    ];
    if let Some(at) = argv.iter().position(|word| replaces.contains(word)) {
        return Some(at);
    }
    let first = *argv.get(1)?;
    let old = !first.starts_with('-');
    let makes = old && first.contains('c')
        || argv
            .iter()
            .skip(1)
            .any(|word| has_short(word, 'c') || is_long(word, "--create") && word.len() > 3);
    if !makes {
        return None;
    }
    let named = argv.iter().enumerate().skip(1).find_map(|(at, word)| {
        let in_cluster = has_short(word, 'f') || at == 1 && old && word.contains('f');
        if let Some(file) = word.strip_prefix("--file=") {
            return Some((at, file));
        }
        (in_cluster || *word == "--file")
            .then(|| (at, argv.get(at + 1).copied().unwrap_or_default()))
    });
    named
        .filter(|(_, file)| is_over("", file, look))
        .map(|(at, _)| at)
}

/// An archive or a bundle that is made where a file is; a file moved onto another.
fn git(argv: &[&str], look: &Look) -> Option<usize> {
    let at = argv
        .iter()
        .position(|word| matches!(*word, "bundle" | "mv"))?;
    let rest = &argv[at + 1..];
    if argv[at] == "bundle" {
        let file = rest.get(1).filter(|_| rest.first() == Some(&"create"))?;
        return is_over("", file, look).then_some(at);
    }
    let forced = option(argv, &['f'], &["--force"])?;
    let target = argv.last()?;
    look.exists(target).then_some(forced)
}
