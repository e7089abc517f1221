//! Programs that run another: what they run is judged in their place.

use crate::policy::syntax::{Assignment, Word};

/// What a program runs.
pub(super) enum Wrapped {
    /// Nothing: it is no such program.
    No,
    /// The words from here on, with these variables set.
    Runs {
        from: usize,
        assignments: Vec<Assignment>,
    },
    /// It only tells where programs are.
    Tells,
    /// It cannot be told.
    Unclear { at: usize, reason: &'static str },
}

/// Options of such a program: those that take nothing, and those that take a word.
struct Table {
    plain: &'static [&'static str],
    valued: &'static [&'static str],
    /// How many words stand before the program.
    before: usize,
}

const TIMEOUT: Table = Table {
    plain: &["--foreground", "--preserve-status", "-v", "--verbose"],
    valued: &["-k", "--kill-after", "-s", "--signal"],
    before: 1,
};
const TIME: Table = Table {
    plain: &["-p"],
    valued: &[],
    before: 0,
};
const NICE: Table = Table {
    plain: &[],
    valued: &["-n", "--adjustment"],
    before: 0,
};
const NOHUP: Table = Table {
    plain: &[],
    valued: &[],
    before: 0,
};
const STDBUF: Table = Table {
    plain: &[],
    valued: &["-i", "-o", "-e", "--input", "--output", "--error"],
    before: 0,
};
const XARGS: Table = Table {
    plain: &[
        "-0",
        "--null",
        "-r",
        "--no-run-if-empty",
        "-t",
        "--verbose",
        "-x",
    ],
    valued: &[
        "-n",
        "--max-args",
        "-P",
        "--max-procs",
        "-L",
        "-d",
        "--delimiter",
        "-s",
    ],
    before: 0,
};

/// What a program given those words runs.
pub(super) fn unwrap(words: &[Word]) -> Wrapped {
    let Some(first) = words.first() else {
        return Wrapped::No;
    };
    let name = first.text.rsplit('/').next().unwrap_or_default();
    let table = match name {
        "timeout" => TIMEOUT,
        "time" => TIME,
        "nice" => NICE,
        "nohup" => NOHUP,
        "stdbuf" => STDBUF,
        "xargs" => XARGS,
        "env" => return environment(words),
        "command" => return command(words),
        _ => return Wrapped::No,
    };
    let mut at = 1;
    while let Some(word) = words.get(at).filter(|word| word.text.starts_with('-')) {
        if word.glob.is_some() {
            return Wrapped::Unclear {
                at,
                reason: "the shell could make another option of this",
            };
        }
        let text = word.text.as_str();
        if text == "--" {
            at += 1;
            break;
        }
        let short = text.get(..2).unwrap_or(text);
        let long = text.split('=').next().unwrap_or(text);
        if table.plain.contains(&text) {
            at += 1;
        } else if table.valued.contains(&text) {
            at += 2;
        } else if !text.starts_with("--") && table.valued.contains(&short)
            || text.contains('=') && text.starts_with("--") && table.valued.contains(&long)
        {
            at += 1;
        } else {
            return Wrapped::Unclear {
                at,
                reason: "this option is not known",
            };
        }
    }
    let from = at + table.before;
    let before = words.get(at..from.min(words.len())).unwrap_or_default();
    if let Some(odd) = before.iter().position(|word| !is_duration(&word.text)) {
        return Wrapped::Unclear {
            at: at + odd,
            reason: "this is no time",
        };
    }
    runs(words, from, Vec::new())
}

fn runs(words: &[Word], from: usize, assignments: Vec<Assignment>) -> Wrapped {
    if from >= words.len() {
        return Wrapped::Unclear {
            at: words.len() - 1,
            reason: "what it would run is not there",
        };
    }
    Wrapped::Runs { from, assignments }
}

fn is_duration(text: &str) -> bool {
    let number = text.trim_end_matches(['s', 'm', 'h', 'd']);
    text.len() - number.len() <= 1
        && !number.is_empty()
        && number.chars().all(|c| c.is_ascii_digit() || c == '.')
}

fn environment(words: &[Word]) -> Wrapped {
    let mut assignments = Vec::new();
    let mut at = 1;
    let mut options = true;
    while let Some(word) = words.get(at) {
        let text = word.text.as_str();
        if word.glob.is_some() {
            return Wrapped::Unclear {
                at,
                reason: "the shell could make another option of this",
            };
        }
        match text {
            "-i" | "-" | "--ignore-environment" if options => at += 1,
            "-u" | "--unset" if options => at += 2,
            "--" if options => {
                options = false;
                at += 1;
            }
            _ if options && text.starts_with('-') => {
                return Wrapped::Unclear {
                    at,
                    reason: "this option is not known",
                };
            }
            _ => {
                let Some((name, value)) = text.split_once('=') else {
                    return Wrapped::Runs {
                        from: at,
                        assignments,
                    };
                };
                assignments.push(Assignment {
                    name: name.to_owned(),
                    value: value.to_owned(),
                    span: word.span,
                });
                at += 1;
            }
        }
    }
    Wrapped::Unclear {
        at: 0,
        reason: "it shows the environment, where secrets may be kept",
    }
}

fn command(words: &[Word]) -> Wrapped {
    match words.get(1).map(|word| word.text.as_str()) {
        Some("-v" | "-V") => {
            let named = words[2..]
                .iter()
                .all(|word| word.glob.is_none() && !word.text.starts_with('-'));
            if named {
                return Wrapped::Tells;
            }
            Wrapped::Unclear {
                at: 1,
                reason: "this option is not known",
            }
        }
        Some("--") => runs(words, 2, Vec::new()),
        Some(text) if text.starts_with('-') => Wrapped::Unclear {
            at: 1,
            reason: "this option is not known",
        },
        _ => runs(words, 1, Vec::new()),
    }
}

/// The command itself, and what it runs in turn.
pub(in crate::policy) fn inner_commands(words: &[Word]) -> Vec<Vec<Word>> {
    let mut found = vec![words.to_vec()];
    let mut rest = words;
    while let Wrapped::Runs { from, .. } = unwrap(rest) {
        rest = &rest[from..];
        found.push(rest.to_vec());
    }
    found
}
