//! Redirections: away, or from a file that may be read.

use super::operands;
use super::opinion::{Lift, Opinion};
use super::place::{Places, path_of};
use crate::domain::approval::ApprovalKind;
use crate::policy::guard::{Loss, is_device};
use crate::policy::path::{Change, may_change};
use crate::policy::scene::Scene;
use crate::policy::syntax::{Redirect, RedirectKind, Simple};

/// Where output may always go.
const AWAY: [&str; 5] = [
    "/dev/null",
    "/dev/stdout",
    "/dev/stderr",
    "/dev/fd/1",
    "/dev/fd/2",
];

/// The strictest opinion on the redirections of a command.
pub(super) fn judge(simple: &Simple, scene: &Scene, places: &Places) -> Opinion {
    let opinions = simple
        .redirects
        .iter()
        .map(|redirect| one(redirect, scene, places));
    opinions.fold(Opinion::fine(), Opinion::or_stricter)
}

fn one(redirect: &Redirect, scene: &Scene, places: &Places) -> Opinion {
    let target = &redirect.target;
    if target.glob.is_some() {
        return never(
            "shell.redirection",
            "where this leads cannot be known",
            redirect,
        );
    }
    if redirect.kind == RedirectKind::Read {
        return operands::path(target, scene, places);
    }
    if AWAY.contains(&target.text.as_str()) {
        return Opinion::fine();
    }
    let Some(path) = path_of(target, scene) else {
        return never("shell.redirection", "there is no home folder", redirect);
    };
    let there = places
        .all()
        .iter()
        .any(|from| scene.facts.exists(&from.join(&path)));
    let empties = match redirect.kind {
        RedirectKind::Write => there || is_device(&target.text),
        RedirectKind::Clobber => true,
        RedirectKind::Append => is_device(&target.text),
        RedirectKind::Read => false,
    };
    if empties {
        let loss = Loss {
            kind: ApprovalKind::FileWrite,
            ..Loss::of_files("it empties a file that is there", 0)
        };
        return Opinion::loss(loss, target.span);
    }
    let found = places
        .all()
        .iter()
        .find_map(|from| may_change(&path, from, Change::Write, scene));
    let opinion = found.map_or_else(
        || never("shell.redirection", "it writes a file", redirect),
        |found| Opinion {
            lift: Lift::Never,
            ..Opinion::of_path(found, target)
        },
    );
    Opinion {
        kind: ApprovalKind::FileWrite,
        ..opinion
    }
}

fn never(rule: &str, reason: &str, redirect: &Redirect) -> Opinion {
    Opinion {
        lift: Lift::Never,
        ..Opinion::ask(rule, reason, redirect.target.span)
    }
}
