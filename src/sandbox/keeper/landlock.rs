//! The second rung: Landlock allows listed trees of the real file system, and nothing else.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};

use landlock::{
    ABI, Access as _, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, PathBeneath, Ruleset,
    RulesetAttr, RulesetCreated, RulesetCreatedAttr, RulesetStatus, Scope,
};
use rustix::fs::{FileType, Mode, OFlags, fstat, open};
use rustix::thread::{
    CapabilitySet, CapabilitySets, clear_ambient_capability_set,
    remove_capability_from_bounding_set, set_capabilities, set_no_new_privs,
};

use super::seccomp;
use crate::sandbox::order::Order;
use crate::sandbox::rung::{Access, Network};
use crate::sandbox::sight::{granted, homes, secrets};

/// The oldest Landlock that is enough: before it, any file could be cut to nothing.
const OLDEST: ABI = ABI::V3;
/// The newest whose rights are known here.
const NEWEST: ABI = ABI::V7;

/// Places of the system that are closed: other people's files, sockets and devices lie there.
const CLOSED: [&str; 5] = ["/tmp", "/var/tmp", "/run", "/dev", "/lost+found"];
/// Devices that hold nothing of anybody.
const DEVICES: [&str; 5] = [
    "/dev/null",
    "/dev/zero",
    "/dev/full",
    "/dev/random",
    "/dev/urandom",
];
/// Parts of `/run` without which programs or names are not found.
const OPENED: [&str; 3] = [
    "/run/current-system",
    "/run/systemd/resolve",
    "/run/resolvconf",
];

/// Confines the calling thread, and with it every process that it starts, for good.
pub(super) fn confine(order: &Order, scratch: &Path) -> Result<(), String> {
    let failed = |error: &dyn std::fmt::Display| error.to_string();
    // The filters first: they must be built while everything can still be read.
    let filters = seccomp::programs(order.rung, order.network)?;
    let rules = rules(order, scratch).map_err(|error| failed(&error))?;
    drop_capabilities().map_err(|error| failed(&error))?;
    let status = rules.restrict_self().map_err(|error| failed(&error))?;
    if status.ruleset == RulesetStatus::NotEnforced {
        return Err("the kernel does not have Landlock, or it is not switched on".to_owned());
    }
    for filter in &filters {
        seccompiler::apply_filter(filter).map_err(|error| failed(&error))?;
    }
    Ok(())
}

/// A process of root without any capability is one of a user that owns what root owns.
fn drop_capabilities() -> rustix::io::Result<()> {
    set_no_new_privs(true)?;
    for bit in 0..u64::BITS {
        if remove_capability_from_bounding_set(CapabilitySet::from_bits_retain(1 << bit)).is_err() {
            // Not ours to drop, or there are no more.
            break;
        }
    }
    clear_ambient_capability_set()?;
    let none = CapabilitySet::empty();
    set_capabilities(
        None,
        CapabilitySets {
            effective: none,
            permitted: none,
            inheritable: none,
        },
    )
}

fn rules(order: &Order, scratch: &Path) -> Result<RulesetCreated, Box<dyn std::error::Error>> {
    let mut rules = Ruleset::default()
        .set_compatibility(CompatLevel::HardRequirement)
        .handle_access(AccessFs::from_all(OLDEST))?
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(NEWEST))?
        .scope(Scope::from_all(NEWEST))?;
    if order.network == Network::Off {
        rules = rules.handle_access(AccessNet::from_all(NEWEST))?;
    }
    let mut rules = rules.create()?;
    for tree in readable(order) {
        allow(&mut rules, &tree, AccessFs::from_read(NEWEST))?;
    }
    let all = AccessFs::from_all(NEWEST);
    // No device is made anywhere, whoever we are.
    let all = all & !(AccessFs::MakeChar | AccessFs::MakeBlock);
    allow(&mut rules, scratch, all)?;
    if order.access == Access::WorkspaceWrite {
        for tree in writable(order) {
            allow(&mut rules, &tree, all)?;
        }
    }
    for device in DEVICES {
        let access = AccessFs::ReadFile | AccessFs::WriteFile | AccessFs::Truncate;
        allow(&mut rules, Path::new(device), access)?;
    }
    Ok(rules)
}

/// Keeps the calling thread, and what it starts, from sockets that have a name but no file.
///
/// A network namespace does the same, but not for commands that may use our network. Kernels that
/// do not know it yet leave such commands as they are.
pub(super) fn close_abstract_sockets() -> Result<(), landlock::RulesetError> {
    Ruleset::default()
        .scope(Scope::AbstractUnixSocket)?
        .create()?
        .restrict_self()?;
    Ok(())
}

/// The trees that can be written: the workspace without what is protected, hidden or, where it is
/// a home, a dot-file.
fn writable(order: &Order) -> Vec<PathBuf> {
    let workspace = Path::new(&order.workspace);
    let mut holes = paths(order.kept.paths.iter().chain(&order.hidden));
    for home in homes(order.home.as_deref().map(Path::new), workspace) {
        holes.extend(home.kept_back);
        if home.path == workspace {
            holes.extend(home.dotted);
        }
    }
    granted(workspace, &holes)
}

/// The trees that can be read: the system without its secrets, what is shown of homes, and the
/// workspace.
fn readable(order: &Order) -> Vec<PathBuf> {
    let workspace = Path::new(&order.workspace);
    let home = order.home.as_deref().map(Path::new);
    let homes = homes(home, workspace);
    let mut hidden = secrets();
    hidden.extend(paths(order.hidden.iter()));
    hidden.extend(homes.iter().flat_map(|home| home.kept_back.clone()));
    let mut closed = hidden.clone();
    closed.extend(CLOSED.map(PathBuf::from));
    closed.extend(homes.iter().map(|home| home.path.clone()));
    closed.push(workspace.to_owned());

    let mut trees = granted(Path::new("/"), &closed);
    for home in &homes {
        trees.extend(home.shown.iter().flat_map(|path| granted(path, &hidden)));
        if workspace == home.path {
            hidden.extend(home.dotted.iter().cloned());
        }
    }
    trees.extend(granted(workspace, &hidden));
    trees.extend(OPENED.map(PathBuf::from));
    trees
}

fn paths<'a>(of: impl Iterator<Item = &'a std::ffi::OsString>) -> Vec<PathBuf> {
    of.map(PathBuf::from).collect()
}

/// Allows `access` below `tree`, unless it is a link or gone by now.
fn allow(
    rules: &mut RulesetCreated,
    tree: &Path,
    access: BitFlags<AccessFs>,
) -> Result<(), Box<dyn std::error::Error>> {
    let Ok(place) = place(tree) else {
        return Ok(());
    };
    let access = match FileType::from_raw_mode(fstat(&place)?.st_mode) {
        FileType::Directory => access,
        FileType::Symlink => return Ok(()),
        _ => access & AccessFs::from_file(NEWEST),
    };
    rules.add_rule(PathBeneath::new(place.as_fd(), access))?;
    Ok(())
}

fn place(path: &Path) -> io::Result<OwnedFd> {
    let flags = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    Ok(open(path, flags, Mode::empty())?)
}
