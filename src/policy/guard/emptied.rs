//! Builds and test runners that empty the folder, or write over the file, that an option names.

use super::argv::{Look, Loss, destroys};
use super::code;

/// Options that name a folder which is emptied first.
const EMPTIED: [&str; 2] = ["--basetemp", "--target-dir"];

/// Options that name a report which is written anew.
const REPORTS: [&str; 12] = [
    "--junitxml",
    "--junit-xml",
    "--log-file",
    "--debug",
    "--resultlog",
    "-coverprofile",
    "--coverprofile",
    "-cpuprofile",
    "-memprofile",
    "-blockprofile",
    "-trace",
    "-MF",
];

/// What they would lose.
pub(super) fn loss(name: &str, argv: &[&str], look: &Look) -> Option<Loss> {
    if name == "go"
        && let Some(loss) = run_by_go(argv, look)
    {
        return Some(loss);
    }
    let python = name.starts_with("python") || name.starts_with("pypy");
    let has = |word: &str| argv.contains(&word);
    let found = match name {
        "cargo" => has("clean").then(|| named(argv, &EMPTIED, |folder| look.is_dir(folder)))?,
        "virtualenv" => cleared(argv),
        "cmake" => has("-E").then(|| {
            let removes = |word: &str| matches!(word, "remove_directory" | "remove");
            argv.iter().position(|word| removes(word))
        })?,
        "pytest" | "py.test" | "go" | "gcc" | "cc" | "g++" | "clang" => tested(argv, look),
        _ if python && has("venv") => cleared(argv),
        _ if python && has("timeit") => {
            let in_word = |word: &str| code::in_code(word, &[], look).is_some();
            argv.iter().position(|word| in_word(word))
        }
        _ if python
            || matches!(
                name,
                "uv" | "poetry" | "pdm" | "pipenv" | "tox" | "coverage"
            ) =>
        {
            has("pytest").then(|| tested(argv, look))?
        }
        _ => None,
    };
    found.map(|at| Loss::of_files("it empties what is there", at))
}

/// What `go` runs in place of a test or a compiler.
fn run_by_go(argv: &[&str], look: &Look) -> Option<Loss> {
    argv.iter().enumerate().find_map(|(at, word)| {
        let (option, value) = word.split_once('=').unzip();
        let option = option.unwrap_or(*word);
        let runs = matches!(
            option.trim_start_matches('-'),
            "exec" | "toolexec" | "vettool"
        );
        let value = value.or(argv.get(at + 1).copied()).filter(|_| runs)?;
        let words: Vec<&str> = value.split_whitespace().collect();
        destroys(&words, look).map(|loss| Loss { at, ..loss })
    })
}

fn cleared(argv: &[&str]) -> Option<usize> {
    argv.iter().position(|word| *word == "--clear")
}

fn tested(argv: &[&str], look: &Look) -> Option<usize> {
    named(argv, &EMPTIED[..1], |folder| look.exists(folder))
        .or_else(|| named(argv, &REPORTS, |file| look.is_file(file)))
}

/// Where one of the options stands whose value is lost, also inside of another option's value.
fn named(argv: &[&str], options: &[&str], is_lost: impl Fn(&str) -> bool) -> Option<usize> {
    argv.iter().enumerate().position(|(at, word)| {
        options.iter().any(|option| {
            let Some(from) = word.find(option) else {
                return false;
            };
            match word[from + option.len()..].strip_prefix('=') {
                Some(value) => is_lost(value),
                None => word == option && argv.get(at + 1).is_some_and(|value| is_lost(value)),
            }
        })
    })
}
