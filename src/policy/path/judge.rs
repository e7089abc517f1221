//! Judges a path: to write it or to delete it.

use std::path::Path;

use super::fold::folded;
use super::protected::protected;
use super::secret::is_secret;
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
pub(super) fn named(path: &Path, from: &Path, scene: &Scene) -> Vec<String> {
    let mut names = folded(&from.join(path));
    let own_place = folded(scene.workspace);
    if names.starts_with(&own_place) {
        names.drain(..own_place.len());
    }
    names
}

impl Finding {
    pub(super) fn new(rule: &'static str, reason: impl Into<String>, guard: Guard) -> Self {
        Self {
            rule,
            reason: reason.into(),
            guard,
        }
    }
}
