//! Strict typing of generated projects, with what mypy learns about libraries kept between them.

use std::collections::hash_map::DefaultHasher;
use std::fs::{self, File};
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::command::{Run, python};
use super::project::Project;

const LIMIT: Duration = Duration::from_mins(5);

/// `mypy --strict backend tests` finds nothing.
///
/// Reading FastAPI, SQLAlchemy and Pydantic takes far longer than reading the project, so the
/// first project leaves its cache as a seed and the others start from a copy of it. The lock
/// makes the others wait: they would only do the same work again.
pub fn check(project: &Project) {
    let seed = seed_for(project);
    let lock = File::create(seed.with_extension("lock")).unwrap();
    lock.lock().unwrap();
    let cache = project.scratch("mypy");
    if seed.exists() {
        lock.unlock().unwrap();
        copy(&seed, &cache);
        return strict(project, &cache);
    }
    strict(project, &cache);
    let unfinished = seed.with_extension("unfinished");
    fs::remove_dir_all(&unfinished).ok();
    copy(&cache, &unfinished);
    fs::rename(&unfinished, &seed).unwrap();
}

fn strict(project: &Project, cache: &Path) {
    Run::tool("mypy", &project.root())
        .args(["--strict", "--cache-dir"])
        .args([cache])
        .args(["backend", "tests"])
        .succeeds(LIMIT);
}

/// Where the seed for projects with this configuration and environment lies.
fn seed_for(project: &Project) -> PathBuf {
    let manifest = fs::read_to_string(project.root().join("pyproject.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let mut hasher = DefaultHasher::new();
    (manifest["tool"]["mypy"].to_string(), python()).hash(&mut hasher);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mypy");
    fs::create_dir_all(&folder).unwrap();
    folder.join(format!("{:016x}", hasher.finish()))
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
