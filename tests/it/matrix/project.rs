//! A generated project in a folder of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::TempDir;
use vibecober::domain::app_model::AppModel;

use super::command::{Run, python};

/// How much of the team works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Simple,
    Full,
    Production,
}

impl Mode {
    pub const ALL: [Self; 3] = [Self::Simple, Self::Full, Self::Production];

    fn flag(self) -> &'static str {
        match self {
            Self::Simple => "--simple",
            Self::Full => "--full",
            Self::Production => "--production",
        }
    }
}

/// A project that the binary wrote.
pub struct Project {
    folder: TempDir,
    model: AppModel,
}

impl Project {
    /// Runs `vibecober generate IDEA --MODE --build`.
    pub fn generate(idea: &str, mode: Mode) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("project");
        let report = Run::vibecober(folder.path())
            .args([
                "generate",
                idea,
                mode.flag(),
                "--build",
                "--json",
                "--output",
            ])
            .args([&root])
            .env("DATABASE_URL", state_url(folder.path()))
            .succeeds(Duration::from_mins(1));
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        let state = &report["run"]["state"];
        assert_eq!(state, "completed", "{idea} {mode:?}: {report:#}");
        let model = fs::read_to_string(root.join("vibecober.yaml")).unwrap();
        let model: AppModel = serde_yaml::from_str(&model).unwrap();
        assert!(!model.entities.is_empty(), "nothing to build");
        Self { folder, model }
    }

    /// Its top folder.
    pub fn root(&self) -> PathBuf {
        self.folder.path().join("project")
    }

    /// A path outside the project that ends with it.
    pub fn scratch(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What it says it is.
    pub fn model(&self) -> &AppModel {
        &self.model
    }

    /// Every file with its bytes.
    pub fn tree(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        read_below(&self.root(), Path::new(""), &mut files);
        assert!(files.len() > 20, "hardly a project: {:?}", files.keys());
        files
    }

    /// The shared environment holds exactly the versions that the project pins.
    pub fn pins_are_installed(&self) {
        let place = python().parent().unwrap().parent().unwrap();
        let installed = fs::read_to_string(place.join("pins.txt")).unwrap();
        let installed: BTreeSet<&str> = installed.lines().collect();
        for (path, bytes) in self.tree() {
            if path.parent() == Some(Path::new(""))
                && path.to_string_lossy().contains("requirements")
            {
                let text = String::from_utf8(bytes).unwrap();
                let pins = text.lines().map(str::trim).filter(|line| {
                    !line.is_empty() && !line.starts_with('#') && !line.starts_with("-r")
                });
                for pin in pins {
                    assert!(
                        installed.contains(pin),
                        "{}: `{pin}` is not a pin of the tests' environment",
                        path.display()
                    );
                }
            }
        }
    }
}

fn state_url(folder: &Path) -> String {
    format!("sqlite:///{}", folder.join("state.db").display())
}

fn read_below(root: &Path, inner: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(root.join(inner)).unwrap() {
        let entry = entry.unwrap();
        let path = inner.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            read_below(root, &path, files);
        } else {
            files.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}
