//! Programs that run what they read: code from a pipe is code that nobody has seen.

use super::argv::program_name;

/// Programs that run text.
const INTERPRETERS: [&str; 32] = [
    "sh",
    "bash",
    "zsh",
    "dash",
    "ksh",
    "mksh",
    "ash",
    "fish",
    "csh",
    "tcsh",
    "rbash",
    "pwsh",
    "powershell",
    "nu",
    "elvish",
    "python",
    "pypy",
    "perl",
    "ruby",
    "node",
    "nodejs",
    "deno",
    "bun",
    "php",
    "lua",
    "luajit",
    "tclsh",
    "rscript",
    "r",
    "osascript",
    "ipython",
    "julia",
];

/// Programs that run text of the shell.
const SHELLS: [&str; 12] = [
    "sh", "bash", "zsh", "dash", "ksh", "mksh", "ash", "fish", "csh", "tcsh", "eval", "source",
];

/// Programs that stand before another.
const BEFORE: [&str; 20] = [
    "sudo", "doas", "env", "nohup", "nice", "timeout", "time", "stdbuf", "command", "exec",
    "xargs", "setsid", "busybox", "toybox", "unbuffer", "su", "chroot", "nsenter", "builtin",
    "ionice",
];

/// True for a program that runs text that it is given.
pub(in crate::policy) fn interprets(name: &str) -> bool {
    let plain = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    INTERPRETERS.contains(&name)
        || INTERPRETERS.contains(&plain)
        || matches!(name, "eval" | "source" | ".")
}

/// True for a program that runs text of the shell.
pub(in crate::policy) fn is_shell(name: &str) -> bool {
    SHELLS.contains(&name) || name == "."
}

/// True when a program given those words runs what comes on its standard input.
pub(in crate::policy) fn reads_code(argv: &[&str]) -> bool {
    let Some(first) = argv.first() else {
        return false;
    };
    let name = program_name(first);
    if BEFORE.contains(&name.as_str()) {
        return (1..argv.len()).any(|from| reads_code(&argv[from..]));
    }
    if matches!(name.as_str(), "source" | ".") {
        return argv.get(1).is_some_and(|file| is_stdin(file));
    }
    if !interprets(&name) {
        return matches!(name.as_str(), "at" | "batch" | "parallel" | "crontab");
    }
    let mut rest = argv[1..].iter();
    while let Some(word) = rest.next() {
        match *word {
            "run" if matches!(name.as_str(), "deno" | "bun") => {}
            "-s" | "-" => return true,
            word if is_stdin(word) => return true,
            "-c" | "-e" | "-m" | "--eval" | "-p" | "--print" | "-E" | "--version" | "--help" => {
                return false;
            }
            "-o" | "-O" | "-r" | "--require" | "--rcfile" | "--init-file" | "-W" | "-X" => {
                rest.next();
            }
            word if word.starts_with('-') || word.starts_with('+') => {
                let cluster = word.trim_start_matches('-');
                let shell = is_shell(&name) && !word.starts_with("--");
                if shell && cluster.contains('s') {
                    return true;
                }
                if shell && cluster.contains('c') {
                    return false;
                }
            }
            _ => return false,
        }
    }
    true
}

fn is_stdin(word: &str) -> bool {
    matches!(word, "/dev/stdin" | "/dev/fd/0" | "/proc/self/fd/0")
}
