//! A home with secrets, a workspace in it, a canary outside, and commands that are run there.

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use bytes::Bytes;
use tempfile::TempDir;
use tokio::sync::{mpsc, watch};
use vibecober::sandbox::{Ended, Ladder, Profile, Rung, SandboxError, Spawn, run, scrub};

/// What every secret holds; no command may ever print it.
pub const SECRET: &str = "CANARY-OF-A-SECRET";
/// What files hold that no command may change.
pub const INTACT: &str = "as it was\n";
/// The rungs that hold something back.
pub const CONFINED: [Rung; 2] = [Rung::Bubblewrap, Rung::Landlock];
const NOBODY: u32 = 65534;

/// Files of a home that hold secrets.
pub const SECRETS: [&str; 16] = [
    ".ssh/id_ed25519",
    ".aws/credentials",
    ".gnupg/private-keys-v1.d/key",
    ".config/gcloud/credentials.db",
    ".config/gh/hosts.yml",
    ".config/vibecober/config.yaml",
    ".local/state/vibecober/vibecober.db",
    ".local/share/keyrings/login.keyring",
    ".mozilla/firefox/profile/logins.json",
    ".claude/history.jsonl",
    ".cargo/credentials.toml",
    ".docker/config.json",
    ".kube/config",
    ".netrc",
    ".npmrc",
    ".bash_history",
];

/// Who a command runs as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum User {
    /// Whoever runs the tests.
    Ourselves,
    /// A user who owns nothing but the stage.
    Nobody,
}

/// Everybody that the tests can be.
pub fn users() -> Vec<User> {
    if rustix::process::geteuid().is_root() {
        vec![User::Ourselves, User::Nobody]
    } else {
        vec![User::Ourselves]
    }
}

/// Runs `attempt` as every user on every rung that holds something back.
pub fn on_every_stage(attempt: impl Fn(&Stage, Rung)) {
    for user in users() {
        let stage = Stage::new(user);
        for rung in CONFINED {
            eprintln!("as {user:?} on {rung}");
            attempt(&stage, rung);
        }
    }
}

/// A place for one user.
pub struct Stage {
    folder: TempDir,
    pub user: User,
    pub home: PathBuf,
    pub workspace: PathBuf,
    pub outside: PathBuf,
    pub ladder: Ladder,
}

impl Stage {
    pub fn new(user: User) -> Self {
        let folder = TempDir::new_in(visible()).unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let path = folder.path().canonicalize().unwrap();
        let home = path.join("home");
        let workspace = home.join("code/project");
        let outside = path.join("outside");
        for secret in SECRETS {
            write(&home.join(secret), &format!("{SECRET} {secret}\n"));
        }
        write(&home.join(".cargo/registry/index"), "shown\n");
        write(&home.join(".gitconfig"), "[user]\n\tname = Ada\n");
        write(&home.join("code/sibling/lib.rs"), INTACT);
        for name in [
            ".git/config",
            ".git/hooks/pre-commit",
            ".github/workflows/ci.yml",
        ] {
            write(&workspace.join(name), INTACT);
        }
        write(&workspace.join("src/lib.rs"), "pub fn a() {}\n");
        write(&workspace.join("notes"), "");
        write(&outside.join("file"), INTACT);
        let keeper = match user {
            User::Ourselves => PathBuf::from(env!("CARGO_BIN_EXE_vibecober")),
            User::Nobody => {
                own(&path);
                as_nobody(&path)
            }
        };
        Self {
            folder,
            user,
            home,
            workspace,
            outside,
            ladder: Ladder::probe_by(&keeper),
        }
    }

    /// The folder that everything lies in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Gives what was made in the workspace since to the user.
    pub fn own_again(&self) {
        match self.user {
            User::Ourselves => {}
            User::Nobody => own(&self.workspace),
        }
    }

    pub fn profile(&self, rung: Rung) -> Profile {
        let mut profile = Profile::new(rung, &self.workspace);
        profile.home = Some(self.home.clone());
        profile.protected = [".git", ".github/workflows", ".envrc", ".vscode/tasks.json"]
            .map(|name| self.workspace.join(name))
            .into();
        profile
    }

    pub fn spawn(&self, command: &str) -> Spawn {
        let env = std::env::vars_os().filter(|(name, _)| name == "PATH");
        let mut env = scrub(env);
        env.push(("HOME".into(), self.home.clone().into()));
        Spawn {
            shell: format!(
                "OUT='{}'; WS='{}'; {command}",
                self.outside.display(),
                self.workspace.display()
            ),
            cwd: self.workspace.clone(),
            env,
            timeout: Duration::from_mins(1),
            keep: 1 << 20,
        }
    }

    /// Runs a command of the default profile; what it printed.
    pub fn run(&self, rung: Rung, command: &str) -> (Ended, String) {
        self.try_run(&self.profile(rung), self.spawn(command))
            .unwrap()
    }

    pub fn try_run(
        &self,
        profile: &Profile,
        spawn: Spawn,
    ) -> Result<(Ended, String), SandboxError> {
        let ended = block_on(collected(&self.ladder, profile, spawn))?;
        let output = String::from_utf8_lossy(&ended.tail).into_owned();
        eprintln!("{output}{:?}", ended.code);
        Ok((ended, output))
    }

    /// Fails where anything is not as it was that no command may change.
    pub fn is_intact(&self) {
        for name in [
            ".git/config",
            ".git/hooks/pre-commit",
            ".github/workflows/ci.yml",
        ] {
            let text = fs::read_to_string(self.workspace.join(name)).unwrap();
            assert_eq!(text, INTACT, "{name} was changed");
        }
        for name in [".envrc", ".vscode"] {
            assert!(!self.workspace.join(name).exists(), "{name} is there");
        }
        assert_eq!(
            fs::read_to_string(self.outside.join("file")).unwrap(),
            INTACT
        );
        let count = fs::read_dir(&self.outside).unwrap().count();
        assert_eq!(count, 1, "something was made outside");
        let sibling = self.home.join("code/sibling/lib.rs");
        assert_eq!(fs::read_to_string(sibling).unwrap(), INTACT);
    }
}

/// Runs with nobody to stop it, and takes all of its output.
pub async fn collected(
    ladder: &Ladder,
    profile: &Profile,
    spawn: Spawn,
) -> Result<Ended, SandboxError> {
    let (output, mut pieces) = mpsc::channel::<Bytes>(4);
    let (_stop, stopped) = watch::channel(false);
    let taken = async { while pieces.recv().await.is_some() {} };
    let (ended, ()) = tokio::join!(run(ladder, profile, spawn, output, stopped), taken);
    ended
}

pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(future)
}

/// A folder for canaries that no rung replaces by an empty one.
fn visible() -> PathBuf {
    if rustix::process::geteuid().is_root() {
        PathBuf::from("/srv")
    } else {
        PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
    }
}

/// Writes a file, and makes the folders that it lies in.
pub fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn own(path: &Path) {
    chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            own(&entry.unwrap().path());
        }
    }
}

/// A program that is our binary run by `nobody`.
fn as_nobody(folder: &Path) -> PathBuf {
    let binary = folder.join("vibecober");
    let ours = env!("CARGO_BIN_EXE_vibecober");
    if fs::hard_link(ours, &binary).is_err() {
        fs::copy(ours, &binary).unwrap();
    }
    let program = folder.join("as-nobody");
    let script = format!(
        "#!/bin/sh\nexec setpriv --reuid {NOBODY} --regid {NOBODY} --clear-groups {} \"$@\"\n",
        binary.display()
    );
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let works = Command::new("setpriv").arg("--version").output();
    assert!(works.is_ok(), "needs setpriv (util-linux)");
    program
}
