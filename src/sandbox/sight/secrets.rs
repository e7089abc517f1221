//! Secrets that lie outside of homes, and the sockets of daemons.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};

/// Keys, logins and the state of daemons, as far as we could read them.
const PLACES: [&str; 26] = [
    "/etc/shadow",
    "/etc/shadow-",
    "/etc/gshadow",
    "/etc/gshadow-",
    "/etc/sudoers",
    "/etc/sudoers.d",
    "/etc/krb5.keytab",
    "/etc/ssl/private",
    "/etc/pki/tls/private",
    "/etc/letsencrypt",
    "/etc/wireguard",
    "/etc/openvpn",
    "/etc/NetworkManager/system-connections",
    "/etc/docker/key.json",
    "/etc/kubernetes",
    "/etc/rancher",
    "/etc/credstore",
    "/etc/credstore.encrypted",
    "/var/lib/docker",
    "/var/lib/containerd",
    "/var/lib/kubelet",
    "/var/lib/systemd/credential.secret",
    "/var/lib/NetworkManager",
    "/var/spool/cron",
    "/var/mail",
    "/var/spool/mail",
];

/// The secrets of this machine that we could read, so that a command of ours could.
///
/// A place that is reached by a link is named as it lies.
pub(in super::super) fn secrets() -> Vec<PathBuf> {
    let places = PLACES.iter().map(PathBuf::from);
    let mut found: Vec<PathBuf> = places
        .chain(host_keys())
        .filter_map(|path| readable(&path))
        .collect();
    found.sort();
    found.dedup();
    found
}

fn host_keys() -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir("/etc/ssh").into_iter().flatten().flatten();
    let is_key = |name: &[u8]| name.starts_with(b"ssh_host_") && name.ends_with(b"_key");
    entries
        .filter(move |entry| is_key(entry.file_name().as_bytes()))
        .map(|entry| entry.path())
}

fn readable(path: &Path) -> Option<PathBuf> {
    access(path, Access::READ_OK).ok()?;
    path.canonicalize().ok()
}

/// The sockets in the file system that a daemon listens on, outside of the places in `fresh`.
///
/// A read-only file system does not keep anybody from speaking to a daemon.
pub(in super::super) fn sockets(fresh: &[&Path]) -> Vec<PathBuf> {
    let Ok(table) = fs::read("/proc/net/unix") else {
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = table
        .split(|byte| *byte == b'\n')
        .filter_map(|line| {
            let at = line.iter().position(|byte| *byte == b'/')?;
            let path = Path::new(std::ffi::OsStr::from_bytes(line.get(at..)?));
            let is_fresh = fresh.iter().any(|place| path.starts_with(place));
            (!is_fresh && access(path, Access::WRITE_OK).is_ok()).then(|| path.to_owned())
        })
        .collect();
    found.sort();
    found.dedup();
    found
}
