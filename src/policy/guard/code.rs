//! Code of programming languages that stands in a command: what it looks like to remove or empty.

use super::argv::{Look, Loss};
use super::pipe::{interprets, is_shell};

/// Calls that remove or empty what they are given, as they look without spaces and case.
const REMOVES: [&str; 24] = [
    "os.remove(",
    "os.unlink(",
    ".unlink(",
    "os.truncate(",
    "os.rmdir(",
    ".rmdir(",
    "rmdirsync(",
    "unlinksync(",
    "truncatesync(",
    "fs.unlink",
    "fs.truncate",
    "file.delete(",
    "file.unlink(",
    "dir.delete(",
    "dir.rmdir(",
    "deno.remove",
    "unlink(",
    "unlink\"",
    "unlink'",
    "unlink$",
    "unlink@",
    "ftruncate",
    "o_trunc",
    "promises.rm",
];

/// Calls that write; they lose something where the code names a file that is there.
const WRITES: [&str; 28] = [
    ",'w",
    ",\"w",
    "mode='w",
    "mode=\"w",
    ",'>",
    ",\">",
    ",'+<",
    ".open('w",
    ".open(\"w",
    "write_text(",
    "write_bytes(",
    "writefile",
    "file.write(",
    "io.write(",
    "file_put_contents(",
    "createwritestream(",
    "rename(",
    "renamesync(",
    "os.replace(",
    ".replace('",
    "shutil.copy",
    "shutil.move",
    "copyfile",
    "os.rename(",
    "fs.cp",
    "truncate(",
    "spit(",
    "outputstream",
];

/// Calls that run text, and those that make text of what nobody can read.
const RUNS: [&str; 6] = [
    "eval(",
    "eval ",
    "exec(",
    "evalpack",
    "compile(",
    "function(",
];
const HIDES: [&str; 9] = [
    "decode",
    "base64",
    "pack(",
    "pack\"",
    "fromcharcode",
    "fromhex",
    "unhexlify",
    "chr(",
    "decompress",
];

/// What the code would lose that a program is given to run.
pub(super) fn loss(name: &str, argv: &[&str], look: &Look) -> Option<Loss> {
    if name == "make" || name == "gmake" || name == "just" {
        return unseen(argv);
    }
    if !interprets(name) || is_shell(name) {
        return None;
    }
    let at = code_at(name, argv)?;
    let (first, given) = argv[at..].split_first()?;
    let written = attached(first);
    in_code(written, given, look).map(|loss| Loss { at, ..loss })
}

/// A file of rules that comes from its own input.
fn unseen(argv: &[&str]) -> Option<Loss> {
    let stdin = |word: &str| matches!(word, "-" | "/dev/stdin" | "/dev/fd/0");
    let at = argv.iter().enumerate().skip(1).position(|(at, word)| {
        let next = argv.get(at + 1).copied().unwrap_or_default();
        matches!(*word, "-f" | "--file" | "--makefile") && stdin(next)
            || word.strip_prefix("-f").is_some_and(stdin)
            || word.split_once('=').is_some_and(|(_, file)| stdin(file))
    })?;
    Some(Loss::by_command(
        "it runs code that nobody has seen",
        at + 1,
    ))
}

/// Where the code stands; none where a file is run.
fn code_at(name: &str, argv: &[&str]) -> Option<usize> {
    let mut at = 1;
    while let Some(word) = argv.get(at).copied() {
        if matches!(name, "deno" | "bun") && word == "eval" || word.starts_with("--eval=") {
            return Some((at + usize::from(word == "eval")).min(argv.len() - 1));
        }
        // These take a word that is no code.
        let valued = match name {
            "node" | "nodejs" | "bun" => matches!(word, "-r" | "--require" | "--import"),
            _ => matches!(word, "-W" | "-X" | "-I"),
        };
        if valued {
            at += 2;
            continue;
        }
        let cluster = word.strip_prefix('-')?;
        let long = matches!(word, "--eval" | "--print" | "--execute");
        let letters = ['c', 'e', 'E', 'r', 'p'];
        let short = !cluster.starts_with('-')
            && cluster.ends_with(letters)
            && cluster.chars().all(|c| c.is_ascii_alphanumeric());
        let only_prints = cluster.ends_with('p') && matches!(name, "perl" | "ruby");
        if long || short && !only_prints {
            return (at + 1 < argv.len()).then_some(at + 1);
        }
        if cluster.starts_with(letters)
            && cluster.len() > 1
            && cluster.contains(['(', ' ', '\'', '"'])
        {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The code itself, without the option that it is written behind.
fn attached(word: &str) -> &str {
    match word.strip_prefix("--eval=") {
        Some(code) => code,
        None if word.starts_with('-') && word.len() > 2 => word.get(2..).unwrap_or(word),
        None => word,
    }
}

/// What code would lose, given those words.
pub(super) fn in_code(code: &str, given: &[&str], look: &Look) -> Option<Loss> {
    let plain = code.to_ascii_lowercase().replace('\\', "");
    let squeezed: String = plain.chars().filter(|c| !c.is_whitespace()).collect();
    let has = |calls: &[&str]| calls.iter().any(|call| squeezed.contains(call));
    let imports = squeezed.contains("fromosimport") || squeezed.contains("fromshutilimport");
    let by_name = imports
        && ["remove", "unlink", "rmdir", "rmtree", "truncate"]
            .iter()
            .any(|name| squeezed.contains(name));
    if by_name || has(&REMOVES) {
        return Some(Loss::of_files(
            "what is written here looks like removing files",
            0,
        ));
    }
    if (has(&RUNS) || plain.contains("eval ")) && has(&HIDES) {
        return Some(Loss::by_command("which code would run cannot be known", 0));
    }
    let named = || {
        code.split(['\'', '"', '`', '\\'])
            .filter(|text| text.len() < 256)
    };
    let there = || {
        named()
            .chain(given.iter().copied())
            .any(|name| look.is_file(name.trim_start_matches('>')))
    };
    (has(&WRITES) && there()).then(|| Loss::of_files("it writes over a file that is there", 0))
}
