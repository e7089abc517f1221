//! Judges a path: to write it, to delete it, or to read it.

use std::path::{Path, PathBuf};

use super::fold::folded;
use super::protected::protected;
use super::secret::{could_find_secret, is_secret};
use crate::domain::approval::ApprovalKind;
use crate::domain::verdict::{Decision, Guard, Span, Verdict};
use crate::policy::hidden::first_hidden;
use crate::policy::rule::RuleSet;
use crate::policy::scene::{Real, Scene};

/// What would be done to a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Its file would be made or changed.
    Write,
    /// It would be removed.
    Delete,
}

/// Why a path asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::policy) struct Finding {
    /// The stable name of the rule.
    pub rule: &'static str,
    /// Why, in one line.
    pub reason: String,
    /// What stands above modes and rules.
    pub guard: Guard,
}

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

/// Judges what would be done to `path`, which starts from the scene's folder when it is relative.
pub fn judge_path(path: &Path, change: Change, scene: &Scene, rules: &RuleSet) -> Verdict {
    let kind = match change {
        Change::Write => ApprovalKind::FileWrite,
        Change::Delete => ApprovalKind::FileDelete,
    };
    let found = may_change(path, scene.cwd, change, scene);
    let real = match scene.real(scene.cwd, path) {
        Real::At(real) | Real::Dangling(real) => real,
    };
    let below = real.strip_prefix(scene.workspace).unwrap_or(&real);
    let own = rules.on_path(&below.to_string_lossy());
    let (decision, reason, rule, guard) = match (found, own) {
        (None, None) => (
            Decision::Auto,
            "inside the workspace".to_owned(),
            "path.workspace".to_owned(),
            Guard::None,
        ),
        (Some(found), Some(rule))
            if found.guard.always_waits() && rule.decision < Decision::Deny =>
        {
            (
                Decision::Ask,
                found.reason,
                found.rule.to_owned(),
                found.guard,
            )
        }
        (Some(found), None) => (
            Decision::Ask,
            found.reason,
            found.rule.to_owned(),
            found.guard,
        ),
        (found, Some(rule)) => {
            let guard = found.map_or(Guard::None, |found| found.guard);
            (rule.decision, rule.because(), rule.name(), guard)
        }
    };
    let length = path.as_os_str().len();
    Verdict {
        decision,
        reason,
        rule,
        span: (decision > Decision::Auto).then(|| Span::new(0, length)),
        guard,
        kind,
        prefix: None,
    }
}

/// Why a change of `path`, seen from `from`, has to be asked for; none where it need not.
pub(in crate::policy) fn may_change(
    path: &Path,
    from: &Path,
    change: Change,
    scene: &Scene,
) -> Option<Finding> {
    let Some(text) = path.to_str() else {
        let reason = "the name is no valid text";
        return Some(Finding::new("path.hidden_character", reason, Guard::None));
    };
    if text.is_empty() {
        return Some(Finding::new("path.empty", "there is no path", Guard::None));
    }
    let real = match scene.real(from, path) {
        Real::At(real) => real,
        Real::Dangling(link) => {
            let reason = format!("{} is a link that leads nowhere", link.display());
            return Some(Finding::new("path.link", reason, Guard::Protected));
        }
    };
    // Both count: what the path is called, and where its links lead.
    let inside = real.strip_prefix(scene.workspace).ok();
    let leads = folded(inside.unwrap_or(&real));
    let named = named(path, from, scene);
    if let Some(why) = protected(&named).or_else(|| protected(&leads)) {
        let reason = format!("this is protected: {why}");
        return Some(Finding::new("path.protected", reason, Guard::Protected));
    }
    if let Some((_, c)) = first_hidden(text, &[]) {
        let reason = format!(
            "the name holds U+{:04X}, which cannot be seen",
            u32::from(c)
        );
        return Some(Finding::new("path.hidden_character", reason, Guard::None));
    }
    let Some(inside) = inside else {
        let reason = format!("{} is outside the workspace", real.display());
        return Some(Finding::new("path.outside", reason, Guard::None));
    };
    if inside.as_os_str().is_empty() {
        return Some(Finding::new(
            "path.root",
            "this is the workspace itself",
            Guard::Destructive,
        ));
    }
    if is_secret(&leads) || is_secret(&named) {
        return Some(Finding::new(
            "path.secret",
            "this file may hold secrets",
            Guard::None,
        ));
    }
    in_workspace(&real, change, scene)
}

/// Why a change in the workspace, of a file of no special name, has to be asked for.
fn in_workspace(real: &Path, change: Change, scene: &Scene) -> Option<Finding> {
    let is_dir = scene.facts.is_dir(real);
    match change {
        Change::Delete if is_dir => {
            let reason = "a whole folder would be removed";
            Some(Finding::new("path.folder", reason, Guard::Destructive))
        }
        Change::Delete => Some(Finding::new(
            "path.delete",
            "a file would be removed",
            Guard::None,
        )),
        Change::Write if !is_dir && scene.facts.hard_links(real) > 1 => {
            let reason = "the file has another name, which may lie outside";
            Some(Finding::new("path.hard_link", reason, Guard::Protected))
        }
        Change::Write => None,
    }
}

/// The names of a path as it is written, those of the workspace left out.
fn named(path: &Path, from: &Path, scene: &Scene) -> Vec<String> {
    let mut names = folded(&from.join(path));
    let own_place = folded(scene.workspace);
    if names.starts_with(&own_place) {
        names.drain(..own_place.len());
    }
    names
}

impl Finding {
    fn new(rule: &'static str, reason: impl Into<String>, guard: Guard) -> Self {
        Self {
            rule,
            reason: reason.into(),
            guard,
        }
    }
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
