//! Builds: the kept versions of generated projects, with manifest and zip file.

use std::path::{Path, PathBuf};

use rusqlite::{OptionalExtension, Params, Row, params};

use super::archives::{self, Pending, StagedArchive};
use super::column;
use super::error::StoreError;
use super::prefix;
use super::transaction::{ReadTx, WriteTx};
use crate::domain::build::{Build, ManifestEntry};
use crate::domain::event::EventKind;
use crate::domain::ids::{BuildId, RunId};

/// The columns that [`build`] reads, in its order.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, run, target, version, manifest, at FROM builds ",
            $rest
        )
    };
}

impl ReadTx {
    /// The builds that a run made, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn builds(&self, run: RunId) -> Result<Vec<Build>, StoreError> {
        let query = select!("WHERE run = ?1 ORDER BY at, version");
        self.build_list(query, [run.to_string()])
    }

    /// The kept builds of a folder, newest first.
    ///
    /// # Errors
    /// [`StoreError::PathNotText`], or when the store cannot be read.
    pub fn builds_of(&self, target: &Path) -> Result<Vec<Build>, StoreError> {
        let query = select!("WHERE target = ?1 ORDER BY version DESC");
        self.build_list(query, [column::path_text(target)?])
    }

    /// The build with that id.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn build(&self, id: BuildId) -> Result<Build, StoreError> {
        let found = self.build_list(select!("WHERE id = ?1"), [id.to_string()])?;
        found.into_iter().next().ok_or_else(|| not_found(id))
    }

    /// The build whose id begins with `prefix`; hyphens and case do not matter.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none, [`StoreError::Ambiguous`] when there are several.
    pub fn find_build(&self, prefix: &str) -> Result<Build, StoreError> {
        let query = "SELECT id FROM builds WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT 11";
        self.build(prefix::only(&self.connection, "build", query, prefix)?)
    }

    /// The zip file of a build, checked against the hash that was stored with it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or [`StoreError::Beside`] when the file is gone or was changed.
    pub fn archive(&self, id: BuildId) -> Result<Vec<u8>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT sha256 FROM builds WHERE id = ?1")?;
        let sha256: Option<String> = statement
            .query_row([id.to_string()], |row| row.get(0))
            .optional()?;
        let sha256 = sha256.ok_or_else(|| not_found(id))?;
        archives::read(&archives::path(&self.folder, id), &sha256)
    }

    fn build_list(&self, query: &str, parameters: impl Params) -> Result<Vec<Build>, StoreError> {
        let mut statement = self.connection.prepare_cached(query)?;
        let rows = statement.query_map(parameters, |row| build(row, &self.folder))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl WriteTx {
    /// Stores the next version of what a run generated into a folder, with its
    /// [`EventKind::BuildStored`]. The zip file was staged before ([`super::Store::stage_archive`]).
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such run, [`StoreError::PathNotText`].
    pub fn insert_build(
        &self,
        run: RunId,
        target: &Path,
        manifest: &[ManifestEntry],
        mut archive: StagedArchive,
    ) -> Result<Build, StoreError> {
        self.require_run(run)?;
        let folder = column::path_text(target)?;
        let version = self.next_version(folder)?;
        let id = archive.build();
        let build = Build {
            id,
            run,
            version,
            target: target.to_path_buf(),
            manifest: manifest.to_vec(),
            archive: archives::path(&self.folder, id),
            at: self.now(),
        };
        self.connection
            .prepare_cached(
                "INSERT INTO builds (id, run, target, version, manifest, sha256, at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                id.to_string(),
                run.to_string(),
                folder,
                version,
                column::json_text("manifest", &manifest)?,
                archive.sha256(),
                column::time_text(build.at)
            ])?;
        self.settle_later(archive.take());
        self.append(run, EventKind::BuildStored { build: id, version })?;
        Ok(build)
    }

    /// Forgets all but the newest `keep` builds of a folder (at least one stays) and answers those
    /// that it forgot; their zip files go once the change is committed.
    ///
    /// # Errors
    /// [`StoreError::PathNotText`], or when the store cannot be written.
    pub fn prune_builds(&self, target: &Path, keep: u32) -> Result<Vec<Build>, StoreError> {
        let kept = usize::try_from(keep.max(1)).unwrap_or(usize::MAX);
        let surplus: Vec<_> = self.builds_of(target)?.into_iter().skip(kept).collect();
        for build in &surplus {
            self.connection
                .prepare_cached("DELETE FROM builds WHERE id = ?1")?
                .execute([build.id.to_string()])?;
            self.settle_later(Some(Pending::Doomed(build.archive.clone())));
        }
        Ok(surplus)
    }

    fn next_version(&self, target: &str) -> Result<u32, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT coalesce(max(version), 0) + 1 FROM builds WHERE target = ?1")?;
        Ok(statement.query_row([target], |row| row.get(0))?)
    }
}

fn build(row: &Row<'_>, folder: &Path) -> Result<Build, rusqlite::Error> {
    let id = column::parsed(row, 0)?;
    let target: String = row.get(2)?;
    Ok(Build {
        id,
        run: column::parsed(row, 1)?,
        target: PathBuf::from(target),
        version: row.get(3)?,
        manifest: column::json(row, 4)?,
        archive: archives::path(folder, id),
        at: column::time(row, 5)?,
    })
}

fn not_found(id: BuildId) -> StoreError {
    StoreError::NotFound {
        what: "build",
        id: id.to_string(),
    }
}
