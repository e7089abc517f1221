//! The first rung: bubblewrap gives a command namespaces, and a file system of its own.

use std::fs::File;
use std::io::{self, Seek, Write};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{MemfdFlags, memfd_create};
use rustix::io::{FdFlags, fcntl_setfd};
use rustix::process::geteuid;

use super::launch::{Launched, command, on_a_thread};
use super::placeholder::Placeholders;
use super::protect::{self, Mount};
use super::words::Words;
use super::{landlock, seccomp};
use crate::sandbox::order::Order;
use crate::sandbox::rung::{Access, Network};
use crate::sandbox::sight::{Home, homes, secrets, sockets};

/// Folders that are new for each command, with their modes.
const FRESH: [(&str, &str); 4] = [
    ("/tmp", "1777"),
    ("/var/tmp", "1777"),
    ("/dev/shm", "1777"),
    ("/run", "0755"),
];
/// Settings of the kernel that do not belong to any namespace.
const KERNEL: [&str; 6] = [
    "/proc/acpi",
    "/proc/bus",
    "/proc/fs",
    "/proc/irq",
    "/proc/sys",
    "/proc/sysrq-trigger",
];
/// Parts of `/run` without which programs or names are not found.
const OPENED: [&str; 3] = [
    "/run/current-system",
    "/run/systemd/resolve",
    "/run/resolvconf",
];

/// Starts the command of `order` in namespaces.
pub(super) fn launch(order: &Order) -> Result<Launched, String> {
    let failed = |error: io::Error| error.to_string();
    let bubblewrap = order.bubblewrap.as_ref().ok_or("it is not installed")?;
    let mut words = Words(vec![bubblewrap.into()]);
    let mut placeholders = Placeholders::default();
    namespaces(order, &mut words);

    let (status, writer) = io::pipe().map_err(failed)?;
    words.number("--json-status-fd", inherited(&writer).map_err(failed)?);
    let filters = seccomp::programs(order.rung, order.network)?;
    let filters: io::Result<Vec<OwnedFd>> = filters
        .iter()
        .map(|filter| memory(&seccomp::bytes(filter)))
        .collect();
    let filters = filters.map_err(failed)?;
    for filter in &filters {
        words.number("--add-seccomp-fd", inherited(filter).map_err(failed)?);
    }

    let notes = file_system(order, &mut words, &mut placeholders).map_err(failed)?;
    words.path("--chdir", Path::new(&order.folder));
    words.all(["--"]);
    words.0.extend(order.words.iter().cloned());
    let mut command = command(order, &words.0)?;
    // The folder is entered inside; outside, bubblewrap needs none.
    command.current_dir("/").env("TMPDIR", "/tmp");
    if order.home.as_ref() == Some(&order.workspace)
        || order.env.iter().any(|(name, _)| name == "XDG_CACHE_HOME")
    {
        command.env("XDG_CACHE_HOME", "/tmp/.cache");
    }
    let name = bubblewrap.display().to_string();
    let mut start = move || {
        let child = command.spawn();
        child.map_err(|error| format!("{name} cannot be started: {error}"))
    };
    let (child, thread) = match order.network {
        Network::Off => (start()?, None),
        Network::On => {
            let (child, thread) = on_a_thread(move || {
                landlock::close_abstract_sockets().ok();
                start()
            })?;
            (child, Some(thread))
        }
    };
    Ok(Launched {
        child,
        status: Some(status),
        placeholders,
        scratch: None,
        thread,
        notes,
    })
}

fn namespaces(order: &Order, words: &mut Words) {
    words.all([
        "--unshare-user",
        "--unshare-pid",
        "--unshare-ipc",
        "--unshare-uts",
        "--unshare-cgroup-try",
        "--disable-userns",
        "--die-with-parent",
        "--new-session",
        "--cap-drop",
        "ALL",
    ]);
    match order.network {
        Network::Off => words.all(["--unshare-net"]),
        Network::On => {}
    }
}

/// Shows the file system as a command may see it; later mounts lie on earlier ones.
fn file_system(
    order: &Order,
    words: &mut Words,
    placeholders: &mut Placeholders,
) -> io::Result<Vec<String>> {
    let workspace = Path::new(&order.workspace);
    let homes = homes(order.home.as_deref().map(Path::new), workspace);
    words.all(["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]);
    // Root needs no capability to change the kernel there.
    for path in KERNEL.map(Path::new) {
        if geteuid().is_root() && path.exists() {
            words.bind("--ro-bind", path);
        }
    }
    for (path, mode) in FRESH {
        if !Path::new(path).is_symlink() {
            words.fresh(mode, order.limits.scratch, Path::new(path));
        }
    }
    for path in OPENED.map(Path::new) {
        if path.exists() {
            words.bind("--ro-bind", path);
        }
    }
    for home in homes.iter().filter(|home| home.path != workspace) {
        show_home(home, order, words);
    }
    let hidden = hidden(order);
    let is_inside = |path: &&PathBuf| path.starts_with(workspace);
    for path in hidden.iter().filter(|path| !is_inside(path)) {
        if is_visible(path, &homes, workspace) {
            let mode = if workspace.starts_with(path) {
                "0711"
            } else {
                "0000"
            };
            words.hide(path, mode);
        }
    }
    let mut notes = Vec::new();
    match order.access {
        Access::ReadOnly => words.bind("--ro-bind", workspace),
        Access::WorkspaceWrite => {
            words.bind("--bind", workspace);
            let protected: Vec<PathBuf> = order.kept.paths.iter().map(PathBuf::from).collect();
            let (mounts, said) = protect::mounts(workspace, &protected, placeholders)?;
            for mount in &mounts {
                match mount {
                    Mount::Pinned(path) => words.bind("--bind", path),
                    Mount::Fixed(path) => words.bind("--ro-bind", path),
                }
            }
            notes = said;
        }
    }
    for home in homes.iter().filter(|home| home.path == workspace) {
        hide_in_home(home, order, words);
    }
    for path in hidden.iter().filter(is_inside) {
        words.hide(path, "0000");
    }
    Ok(notes)
}

/// A home of the command's own, with what is shown of the real one.
fn show_home(home: &Home, order: &Order, words: &mut Words) {
    words.fresh("0700", order.limits.scratch, &home.path);
    for path in &home.shown {
        match path.read_link() {
            Ok(target) => {
                words.path("--symlink", &target);
                words.0.push(path.into());
            }
            Err(_) => words.bind("--ro-bind", path),
        }
    }
    for path in &home.kept_back {
        words.hide(path, "0000");
    }
}

/// The home is the workspace: it can be written, but for its dot-files.
fn hide_in_home(home: &Home, order: &Order, words: &mut Words) {
    let is_protected = |path: &Path| order.kept.paths.iter().any(|one| Path::new(one) == path);
    for path in &home.dotted {
        if is_protected(path) || path.is_symlink() {
            continue;
        }
        if home.shown.contains(path) {
            words.bind("--ro-bind", path);
            continue;
        }
        words.hide(path, "0700");
        for inner in home.shown.iter().filter(|inner| inner.starts_with(path)) {
            words.bind("--ro-bind", inner);
        }
    }
    for path in &home.kept_back {
        words.hide(path, "0000");
    }
}

/// What cannot be read, as far as it exists.
fn hidden(order: &Order) -> Vec<PathBuf> {
    let fresh = FRESH.map(|(path, _)| Path::new(path));
    let named = order.hidden.iter().map(PathBuf::from);
    let mut hidden: Vec<PathBuf> = named
        .filter_map(|path| path.canonicalize().ok())
        .chain(secrets())
        .chain(sockets(&fresh))
        .collect();
    hidden.sort();
    hidden.dedup();
    hidden
}

/// Whether a path outside the workspace would be seen if nothing lay on it.
fn is_visible(path: &Path, homes: &[Home], workspace: &Path) -> bool {
    if FRESH.iter().any(|(fresh, _)| path.starts_with(fresh)) {
        return false;
    }
    match homes.iter().find(|home| path.starts_with(&home.path)) {
        Some(home) if home.path != workspace => {
            home.shown.iter().any(|shown| path.starts_with(shown))
        }
        Some(_) | None => true,
    }
}

/// A file in memory that holds `bytes`, at its beginning.
fn memory(bytes: &[u8]) -> io::Result<OwnedFd> {
    let mut file = File::from(memfd_create(c"filter", MemfdFlags::CLOEXEC)?);
    file.write_all(bytes)?;
    file.rewind()?;
    Ok(file.into())
}

/// The same, left open in what is started next. Nothing else is started in this process.
fn inherited<F: AsFd + AsRawFd>(fd: &F) -> io::Result<&F> {
    fcntl_setfd(fd, FdFlags::empty())?;
    Ok(fd)
}
