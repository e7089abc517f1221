//! A workshop: a copy of a project outside the person's folders, in which it is changed and checked.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use jiff::Timestamp;
use tempfile::TempDir;

use crate::blueprint::RenderedFile;
use crate::domain::evidence::{Check, Evidence};
use crate::factory::Verification;
use crate::verify::{Environment, Job, Live, prepare, project_checks, run};
use crate::workspace::{WorkspaceError, tree_hash};

/// The check that runs the project's tests.
const TESTS: &str = "tests";

/// A copy of a project, with the environment that it is checked in. It goes with the value.
pub struct Workshop<'a> {
    project: TempDir,
    scratch: TempDir,
    environment: Environment,
    prepared: Check,
    bench: &'a Verification,
    live: &'a Live,
}

/// A workshop, or the check that says why there is none.
pub type Opened<'a> = Result<Workshop<'a>, Box<Check>>;

impl<'a> Workshop<'a> {
    /// Writes `files` into a new folder and prepares their environment.
    pub async fn open(
        files: &[RenderedFile],
        bench: &'a Verification,
        live: &'a Live,
    ) -> Result<Opened<'a>, WorkspaceError> {
        let project = folder("vibecober-workshop-")?;
        let scratch = folder("vibecober-scratch-")?;
        for file in files {
            put(project.path(), &file.path, &file.content)?;
        }
        let prepared = prepare(project.path(), &bench.environment, live).await;
        Ok(prepared.map(|(environment, prepared)| Self {
            project,
            scratch,
            environment,
            prepared,
            bench,
            live,
        }))
    }

    /// The folder of the copy.
    pub fn root(&self) -> &Path {
        self.project.path()
    }

    /// Puts content into a file of the copy.
    pub fn write(&self, path: &str, content: &str) -> Result<(), WorkspaceError> {
        put(self.root(), path, content)
    }

    /// Runs a job; dropping the future ends all its processes.
    pub async fn run(&self, job: &Job) -> Check {
        run(job, self.live).await
    }

    /// What these checks say of the copy as it is.
    pub fn evidence(&self, checks: Vec<Check>) -> Result<Evidence, WorkspaceError> {
        Ok(Evidence {
            at: Timestamp::now(),
            tree_hash: tree_hash(self.root())?,
            checks: std::iter::once(self.prepared.clone())
                .chain(checks)
                .collect(),
        })
    }

    /// A job that runs the environment's Python in the folder of the copy.
    pub fn python(&self, name: &str, args: Vec<OsString>) -> Job {
        Job {
            name: name.to_owned(),
            program: self.environment.python.clone(),
            args,
            folder: self.root().to_owned(),
            env: Vec::new(),
            limit: self.bench.limit,
        }
    }

    /// The checks of the project, as they are run wherever it is written; tests whose functions are not
    /// written yet are left out.
    pub fn checks(&self, left_out: &[String]) -> Vec<Job> {
        let scratch = self.scratch.path();
        let limit = self.bench.limit;
        let mut jobs = project_checks(self.root(), &self.environment, scratch, limit);
        for job in jobs.iter_mut().filter(|job| job.name == TESTS) {
            let ignored = left_out.iter().map(|test| format!("--ignore={test}"));
            job.args.extend(ignored.map(OsString::from));
        }
        jobs
    }

    /// The job that runs one file of tests alone, as the check of all of them would.
    pub fn test(&self, path: &str) -> Option<Job> {
        let mut job = self.checks(&[]).into_iter().find(|job| job.name == TESTS)?;
        path.clone_into(&mut job.name);
        job.args.push(OsString::from(path));
        Some(job)
    }
}

fn folder(prefix: &str) -> Result<TempDir, WorkspaceError> {
    let made = tempfile::Builder::new().prefix(prefix).tempdir();
    made.map_err(|error| WorkspaceError::write(&std::env::temp_dir(), error))
}

fn put(root: &Path, path: &str, content: &str) -> Result<(), WorkspaceError> {
    let place = root.join(path);
    let write = || {
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&place, content)
    };
    write().map_err(|error| WorkspaceError::write(&place, error))
}
