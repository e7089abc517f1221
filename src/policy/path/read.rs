//! Judges a path that would be read.

use std::path::{Path, PathBuf};

use super::fold::folded;
use super::judge::{Finding, named};
use super::secret::{could_find_secret, is_secret};
use crate::domain::approval::ApprovalKind;
use crate::domain::verdict::{Decision, Guard, Span, Verdict};
use crate::policy::rule::RuleSet;
use crate::policy::scene::{Real, Scene};

/// Folders outside the workspace that anybody may read; what is secret in them is not meant.
const READABLE: [&str; 12] = [
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
    "/opt",
    "/etc",
    "/tmp",
    "/sys",
    "/nix/store",
];

/// Files outside the workspace that anybody may read.
const READABLE_FILES: [&str; 11] = [
    "/dev/null",
    "/dev/stdin",
    "/dev/zero",
    "/dev/tty",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/version",
    "/proc/loadavg",
    "/proc/uptime",
    "/proc/filesystems",
    "/proc/mounts",
];

/// Folders below the home folder that hold what tools have fetched.
const READABLE_AT_HOME: [&str; 6] = [
    ".cargo/registry/src",
    ".cargo/git/checkouts",
    ".rustup/toolchains",
    "go/pkg/mod",
    ".npm/_npx",
    ".cache/pip",
];

/// Folders in which only secrets of the machine lie.
const CLOSED: [&str; 5] = [
    "/etc/ssl/private",
    "/etc/sudoers.d",
    "/etc/ssh",
    "/etc/shadow",
    "/sys/firmware",
];

/// Judges what would be read at `path`, which starts from the scene's folder when it is relative.
///
/// What may be read is what a command may read: links are followed first. A person's rule on the
/// path may allow it or forbid it where it would ask; elsewhere rules on paths are about changes.
pub fn judge_read(path: &Path, scene: &Scene, rules: &RuleSet) -> Verdict {
    let verdict = |decision, reason, rule| Verdict {
        decision,
        reason,
        rule,
        span: (decision > Decision::Auto).then(|| Span::new(0, path.as_os_str().len())),
        guard: Guard::None,
        kind: ApprovalKind::FileRead,
        prefix: None,
    };
    let Some(found) = may_read(path, scene.cwd, false, scene) else {
        let reason = "inside the workspace".to_owned();
        return verdict(Decision::Auto, reason, "read.workspace".to_owned());
    };
    let real = match scene.real(scene.cwd, path) {
        Real::At(real) | Real::Dangling(real) => real,
    };
    let below = real.strip_prefix(scene.workspace).unwrap_or(&real);
    match rules.on_path(&below.to_string_lossy()) {
        Some(rule) => verdict(rule.decision, rule.because(), rule.name()),
        None => verdict(Decision::Ask, found.reason, found.rule.to_owned()),
    }
}

/// True when the names of `path` lead to a place of credentials.
pub fn keeps_secrets(path: &Path) -> bool {
    is_secret(&folded(path))
}

/// Why reading `path`, seen from `from`, has to be asked for; none where it need not.
pub(in crate::policy) fn may_read(
    path: &Path,
    from: &Path,
    is_pattern: bool,
    scene: &Scene,
) -> Option<Finding> {
    let ask = |rule, reason: String| Some(Finding::new(rule, reason, Guard::None));
    let within = named(path, from, scene);
    let real = match scene.real(from, path) {
        Real::At(real) => real,
        Real::Dangling(link) => link,
    };
    let inside = real.strip_prefix(scene.workspace).ok();
    let leads = folded(inside.unwrap_or(&real));
    let by_pattern = is_pattern && within.iter().any(|name| could_find_secret(name));
    // In git a path may stand behind a revision and a colon.
    let behind = path.to_str().and_then(|text| text.rsplit_once(':'));
    let behind = behind.is_some_and(|(_, path)| is_secret(&folded(Path::new(path))));
    let processes = from.join(path).starts_with("/proc") || real.starts_with("/proc");
    if processes && !READABLE_FILES.iter().any(|file| path == Path::new(file)) {
        return ask("read.secret", "processes keep secrets there".to_owned());
    }
    if behind || is_secret(&within) || is_secret(&leads) || by_pattern {
        return ask("read.secret", "secrets may be kept there".to_owned());
    }
    if inside.is_some() {
        // A pattern names what cannot be followed yet: no links may be before it.
        return None;
    }
    // A pattern must not find what is closed among what is open.
    let mixed = ["/etc", "/tmp", "/sys"];
    let mut searchable = READABLE.iter().filter(|folder| !mixed.contains(folder));
    if is_pattern && !searchable.any(|folder| real.starts_with(folder)) {
        return ask(
            "read.outside",
            "the pattern leaves the workspace".to_owned(),
        );
    }
    if is_open(&real, scene) {
        return None;
    }
    ask(
        "read.outside",
        format!("{} is outside the workspace", real.display()),
    )
}

/// True when a word names a place of credentials, or is a pattern that could find one.
pub(in crate::policy) fn names_secret(text: &str) -> bool {
    let names = folded(Path::new(text.trim_start_matches('!')));
    is_secret(&names) || names.iter().any(|name| could_find_secret(name))
}

/// True when anybody may read it although it is outside the workspace.
fn is_open(real: &Path, scene: &Scene) -> bool {
    let at_home = |home: &Path| {
        let mut folders = READABLE_AT_HOME.iter();
        folders.any(|folder| real.starts_with(home.join(folder)))
    };
    let closed = CLOSED.iter().any(|folder| real.starts_with(folder))
        || scene.home.is_some_and(|home| real.starts_with(home));
    let open = READABLE.iter().any(|folder| real.starts_with(folder))
        || READABLE_FILES
            .iter()
            .map(PathBuf::from)
            .any(|file| real == file);
    scene.home.is_some_and(at_home) || open && !closed
}
