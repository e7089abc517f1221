//! What a command may do, as one value with a digest.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::SandboxError;
use super::limits::Limits;
use super::rung::{Access, Network, Rung};
use super::sight;

/// How commands are confined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The rung of the ladder.
    pub rung: Rung,
    /// What may be changed.
    pub access: Access,
    /// The folder that the command works on.
    pub workspace: PathBuf,
    /// The home of the person; what is in it is shown by a list.
    pub home: Option<PathBuf>,
    /// Absolute paths that stay as they are, also when they do not exist.
    pub protected: Vec<PathBuf>,
    /// Names that a command cannot make at the top of the workspace, in lower case; a folder and one
    /// in it are joined by `/`, and `*` stands before the end of any name. What is there, in whatever
    /// case, stays as it is; what a command makes is renamed when it has ended.
    pub kept_back: Vec<String>,
    /// Absolute paths that cannot be read, on top of the keys and credentials that never can.
    pub hidden: Vec<PathBuf>,
    /// Whether there is a network.
    pub network: Network,
    /// How much may be used.
    pub limits: Limits,
}

impl Profile {
    /// The default on `rung`: the workspace can be written but for its `.git`, no network.
    pub fn new(rung: Rung, workspace: impl Into<PathBuf>) -> Self {
        let workspace = workspace.into();
        Self {
            rung,
            access: Access::WorkspaceWrite,
            protected: vec![workspace.join(".git")],
            workspace,
            home: std::env::home_dir().filter(|home| home.is_absolute()),
            kept_back: Vec::new(),
            hidden: Vec::new(),
            network: Network::Off,
            limits: Limits::default(),
        }
    }

    /// The SHA-256 of everything in it, in hexadecimal: what an approval is bound to.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        let mut add = |bytes: &[u8]| {
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        };
        for word in [
            self.rung.to_string(),
            self.access.to_string(),
            self.network.to_string(),
        ] {
            add(word.as_bytes());
        }
        add(self.workspace.as_os_str().as_bytes());
        add(self.home.as_deref().map_or(&[], bytes));
        for list in [&self.protected, &self.hidden] {
            add(&(list.len() as u64).to_le_bytes());
            for path in list {
                add(bytes(path));
            }
        }
        add(&(self.kept_back.len() as u64).to_le_bytes());
        for name in &self.kept_back {
            add(name.as_bytes());
        }
        let Limits {
            processes,
            memory,
            file,
            cpu_seconds,
            scratch,
        } = self.limits;
        for limit in [processes, memory, file, cpu_seconds, scratch] {
            let (is_set, value) = limit.map_or((0, 0), |value| (1, value));
            add(&[is_set]);
            add(&value.to_le_bytes());
        }
        hex::encode(hash.finalize())
    }

    /// The same with every path as the file system has it, once it is known to be usable.
    pub(super) fn resolved(&self) -> Result<Self, SandboxError> {
        let unusable = |source| SandboxError::Workspace {
            path: self.workspace.clone(),
            source,
        };
        let workspace = self.workspace.canonicalize().map_err(unusable)?;
        if !workspace.is_dir() {
            return Err(SandboxError::NotAFolder(self.workspace.clone()));
        }
        std::fs::read_dir(&workspace).map_err(unusable)?;
        let home = self
            .home
            .as_ref()
            .and_then(|home| home.canonicalize().ok())
            .filter(|home| home != Path::new("/"));
        if self.rung.confines()
            && let Some(holds) = sight::too_wide(&workspace, home.as_deref())
        {
            return Err(SandboxError::TooWide {
                path: workspace,
                holds,
            });
        }
        let moved = |path: &PathBuf| match path.strip_prefix(&self.workspace) {
            Ok(inner) if inner.as_os_str().is_empty() => workspace.clone(),
            Ok(inner) => workspace.join(inner),
            Err(_) => path.clone(),
        };
        Ok(Self {
            protected: self.protected.iter().map(moved).collect(),
            hidden: self.hidden.iter().map(moved).collect(),
            workspace,
            home,
            ..self.clone()
        })
    }
}

fn bytes(path: &Path) -> &[u8] {
    OsStr::as_bytes(path.as_os_str())
}
