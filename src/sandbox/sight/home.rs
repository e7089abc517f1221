//! What of a home is shown: everything in plain sight, and of the dot-files what is on a list.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Dot-files and folders without secrets, most of them toolchains. What is not here stays hidden.
const SHOWN: [&str; 58] = [
    ".asdf",
    ".bun",
    ".cabal/bin",
    ".cabal/packages",
    ".cabal/store",
    ".cache/ms-playwright",
    ".cache/puppeteer",
    ".cache/Cypress",
    ".cargo",
    ".conda/envs",
    ".conda/pkgs",
    ".config/git/attributes",
    ".config/git/config",
    ".config/git/ignore",
    ".deno",
    ".dotnet",
    ".editorconfig",
    ".elan",
    ".gem/ruby",
    ".ghcup",
    ".gitattributes",
    ".gitconfig",
    ".gitignore",
    ".gitignore_global",
    ".goenv",
    ".gradle/wrapper",
    ".ivy2/cache",
    ".jenv",
    ".julia",
    ".juliaup",
    ".local/bin",
    ".local/lib",
    ".local/opt",
    ".local/pipx",
    ".local/share/fnm",
    ".local/share/mise",
    ".local/share/pipx",
    ".local/share/pnpm",
    ".local/share/uv",
    ".local/share/virtualenvs",
    ".m2/repository",
    ".mix/archives",
    ".mix/elixir",
    ".nix-profile",
    ".nodenv",
    ".nuget/packages",
    ".nvm",
    ".opam",
    ".pub-cache/hosted",
    ".pyenv",
    ".rbenv",
    ".rustup",
    ".rvm",
    ".sbt/boot",
    ".sdkman",
    ".stack",
    ".swiftpm",
    ".volta",
];

/// Secrets in what is shown.
const KEPT_BACK: [&str; 5] = [
    ".cargo/credentials",
    ".cargo/credentials.toml",
    ".gradle/gradle.properties",
    ".local/share/uv/credentials",
    "snap",
];

/// A home, and what of it is shown.
#[derive(Debug)]
pub(in super::super) struct Home {
    /// Where it is.
    pub path: PathBuf,
    /// The paths in it that exist and are shown; none where it is somebody else's.
    pub shown: Vec<PathBuf>,
    /// Paths below those that are not.
    pub kept_back: Vec<PathBuf>,
    /// Everything else at its top, for the case that it is the workspace itself.
    pub dotted: Vec<PathBuf>,
}

impl Home {
    fn read(path: PathBuf) -> Self {
        let mut shown = Vec::new();
        let mut dotted = Vec::new();
        let mut names: Vec<_> = fs::read_dir(&path)
            .into_iter()
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.file_name()))
            .collect();
        names.sort();
        for name in names {
            let inner = path.join(&name);
            if !name.as_bytes().starts_with(b".") {
                shown.push(inner);
            } else if name != ".git" {
                dotted.push(inner);
            }
        }
        let listed = SHOWN.iter().map(|name| path.join(name));
        shown.extend(listed.filter(|path| path.symlink_metadata().is_ok()));
        let kept_back = KEPT_BACK.iter().map(|name| path.join(name));
        let kept_back = kept_back.filter(|path| path.symlink_metadata().is_ok());
        Self {
            kept_back: kept_back.collect(),
            path,
            shown,
            dotted,
        }
    }

    fn of_somebody_else(path: PathBuf) -> Self {
        Self {
            path,
            shown: Vec::new(),
            kept_back: Vec::new(),
            dotted: Vec::new(),
        }
    }
}

/// Our home, and those of others as far as we could read them.
///
/// A home that the workspace lies in is shown like ours: a person may work as another user.
pub(in super::super) fn homes(ours: Option<&Path>, workspace: &Path) -> Vec<Home> {
    let mut homes: Vec<Home> = ours
        .map(|path| Home::read(path.to_owned()))
        .into_iter()
        .collect();
    for path in home_folders() {
        if ours.is_some_and(|ours| ours.starts_with(&path) || path.starts_with(ours)) {
            continue;
        }
        if workspace.starts_with(&path) {
            homes.push(Home::read(path));
        } else if fs::read_dir(&path).is_ok() {
            homes.push(Home::of_somebody_else(path));
        }
    }
    homes
}

/// The folders that are homes on this machine, by where they lie.
fn home_folders() -> Vec<PathBuf> {
    let mut folders = vec![PathBuf::from("/root")];
    let entries = fs::read_dir("/home").into_iter().flatten().flatten();
    folders.extend(entries.map(|entry| entry.path()));
    folders.retain(|path| {
        path.symlink_metadata()
            .is_ok_and(|metadata| metadata.is_dir())
    });
    folders
}

/// Folders of the system that no project is.
const SYSTEM: [&str; 14] = [
    "/bin", "/boot", "/dev", "/etc", "/lib", "/lib64", "/proc", "/run", "/sbin", "/sys", "/tmp",
    "/usr", "/var", "/var/tmp",
];

/// What a folder holds beside a project, where it holds more.
pub(in super::super) fn too_wide(workspace: &Path, home: Option<&Path>) -> Option<&'static str> {
    if workspace == Path::new("/") {
        return Some("the whole machine");
    }
    if workspace == Path::new("/home")
        || home.is_some_and(|home| home != workspace && home.starts_with(workspace))
    {
        return Some("whole homes");
    }
    SYSTEM
        .iter()
        .any(|path| workspace == Path::new(path))
        .then_some("a part of the system")
}
