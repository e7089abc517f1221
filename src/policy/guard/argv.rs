//! What the words of one program would destroy.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use super::{
    code, data, edits, emptied, files, git, machine, migrations, onto, outward, services, trusted,
    vcs, written,
};
use crate::domain::approval::ApprovalKind;
use crate::domain::verdict::Guard;
use crate::policy::scene::Scene;

/// What would be lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::policy) struct Loss {
    /// Why it waits, in a few words.
    pub why: &'static str,
    /// What it would be asked as.
    pub kind: ApprovalKind,
    /// What stands above modes and rules for it.
    pub guard: Guard,
    /// Which of the words decides.
    pub at: usize,
}

/// What the guard may look at.
pub(in crate::policy) struct Look<'a> {
    /// The scene.
    pub scene: &'a Scene<'a>,
    /// The folders in which the command may find itself.
    pub(super) places: &'a [PathBuf],
    /// How many words may still be looked at: what needs more was made to be hard to read.
    patience: Cell<usize>,
}

/// How many words are looked at before a text counts as made to be hard to read.
const PATIENCE: usize = 400_000;

/// Words before which another program stands: what follows them is judged in their place.
const BEFORE_OTHERS: [&str; 62] = [
    "sudo",
    "doas",
    "su",
    "runuser",
    "pkexec",
    "run0",
    "env",
    "nohup",
    "nice",
    "ionice",
    "chrt",
    "taskset",
    "timeout",
    "time",
    "stdbuf",
    "command",
    "builtin",
    "exec",
    "xargs",
    "gxargs",
    "setsid",
    "setpriv",
    "capsh",
    "chroot",
    "unshare",
    "nsenter",
    "bwrap",
    "firejail",
    "strace",
    "ltrace",
    "gdb",
    "valgrind",
    "watch",
    "busybox",
    "toybox",
    "coreutils",
    "parallel",
    "flock",
    "script",
    "expect",
    "unbuffer",
    "entr",
    "caffeinate",
    "systemd-run",
    "faketime",
    "fakeroot",
    "dbus-run-session",
    "xvfb-run",
    "direnv",
    "mise",
    "then",
    "do",
    "else",
    "elif",
    "if",
    "while",
    "until",
    "!",
    "{",
    "(",
    "coproc",
    "trap",
];

impl<'a> Look<'a> {
    /// A look at the scene from those folders.
    pub fn new(scene: &'a Scene<'a>, places: &'a [PathBuf]) -> Self {
        Self {
            scene,
            places,
            patience: Cell::new(PATIENCE),
        }
    }

    fn is_out_of_patience(&self, words: usize) -> bool {
        let left = self.patience.get();
        self.patience.set(left.saturating_sub(words));
        left == 0
    }

    /// True when something of that name is there.
    pub fn exists(&self, name: &str) -> bool {
        !name.is_empty() && self.paths(name).any(|path| self.scene.facts.exists(&path))
    }

    /// True when a file of that name is there, and no folder.
    pub fn is_file(&self, name: &str) -> bool {
        self.exists(name) && !self.is_dir(name)
    }

    /// True when it is a folder.
    pub fn is_dir(&self, name: &str) -> bool {
        self.paths(name).any(|path| self.scene.facts.is_dir(&path))
    }

    /// What the name may stand for.
    pub(super) fn paths<'b>(&'b self, name: &'b str) -> impl Iterator<Item = PathBuf> + 'b {
        let home = self.scene.home.zip(name.strip_prefix("~/"));
        let places = self.places.iter();
        places.map(move |place| match home {
            Some((home, rest)) => home.join(rest),
            None => place.join(name),
        })
    }
}

impl Loss {
    /// A loss of files by the word at that place.
    pub(in crate::policy) fn of_files(why: &'static str, at: usize) -> Self {
        Self {
            why,
            kind: ApprovalKind::FileDelete,
            guard: Guard::Destructive,
            at,
        }
    }

    /// Any other loss.
    pub(in crate::policy) fn by_command(why: &'static str, at: usize) -> Self {
        Self {
            why,
            kind: ApprovalKind::ShellCommand,
            guard: Guard::Destructive,
            at,
        }
    }

    /// A loss of data.
    pub(in crate::policy) fn of_data(why: &'static str, at: usize) -> Self {
        Self {
            why,
            kind: ApprovalKind::DatabaseModification,
            guard: Guard::Destructive,
            at,
        }
    }

    /// A change of what other programs trust.
    pub(super) fn of_trust(why: &'static str, at: usize) -> Self {
        Self {
            why,
            kind: ApprovalKind::FileWrite,
            guard: Guard::Protected,
            at,
        }
    }

    fn moved(self, by: usize) -> Self {
        Self {
            at: self.at + by,
            ..self
        }
    }
}

/// The name of a program, without its folder and as it would be found without case.
pub(in crate::policy) fn program_name(word: &str) -> String {
    if word == "." {
        return word.to_owned();
    }
    let name = Path::new(word).file_name();
    let name = name.map_or_else(String::new, |name| {
        name.to_string_lossy().to_ascii_lowercase()
    });
    name.strip_suffix(".exe").map(str::to_owned).unwrap_or(name)
}

/// What a program given those words would destroy.
///
/// Assignments before it and programs that run others are looked through.
pub(in crate::policy) fn destroys(argv: &[&str], look: &Look) -> Option<Loss> {
    let start = argv.iter().position(|word| !is_assignment(word))?;
    let mut many = false;
    for from in start..argv.len() {
        let inner = &argv[from..];
        let name = program_name(inner[0]);
        if let Some(loss) = own(&name, inner, look) {
            return Some(loss.moved(from));
        }
        let empties = || name == "tee" && !inner.iter().any(|word| has_short(word, 'a'));
        if many && (files::removes(&name) || empties()) {
            return Some(Loss::of_files("it would delete whatever it is given", from));
        }
        if from == start && !BEFORE_OTHERS.contains(&name.as_str()) {
            return None;
        }
        many |= matches!(
            name.as_str(),
            "xargs" | "gxargs" | "parallel" | "entr" | "watch"
        );
    }
    None
}

/// What this very program would destroy.
fn own(name: &str, argv: &[&str], look: &Look) -> Option<Loss> {
    if look.is_out_of_patience(argv.len()) {
        return Some(Loss::by_command("this is too tangled to be read", 0));
    }
    files::loss(name, argv, look)
        .or_else(|| onto::loss(name, argv, look))
        .or_else(|| edits::loss(name, argv, look))
        .or_else(|| git::loss(name, argv, look))
        .or_else(|| vcs::loss(name, argv))
        .or_else(|| machine::loss(name, argv))
        .or_else(|| data::loss(name, argv, look))
        .or_else(|| migrations::loss(name, argv))
        .or_else(|| services::loss(name, argv))
        .or_else(|| outward::loss(name, argv))
        .or_else(|| code::loss(name, argv, look))
        .or_else(|| written::loss(name, argv, look))
        .or_else(|| emptied::loss(name, argv, look))
        .or_else(|| trusted::loss(name, argv, look))
}

fn is_assignment(word: &str) -> bool {
    let Some((name, _)) = word.split_once('=') else {
        return false;
    };
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// True for a program before which another stands.
pub(super) fn is_wrapper(name: &str) -> bool {
    BEFORE_OTHERS.contains(&name)
}

/// True when `word` is the long option or an abbreviation of it, with or without a value.
pub(super) fn is_long(word: &str, option: &str) -> bool {
    let name = word.split('=').next().unwrap_or(word);
    name.len() > 2 && name.starts_with("--") && option.starts_with(name)
}

/// True when `word` is a cluster of short options with that letter in it.
pub(super) fn has_short(word: &str, letter: char) -> bool {
    word.strip_prefix('-')
        .is_some_and(|cluster| !cluster.starts_with('-') && cluster.contains(letter))
}

/// True when what a word stands for is only known when it runs.
pub(super) fn is_dynamic(word: &str) -> bool {
    word.contains(['$', '`'])
}
