//! Outputs: what was last generated into a folder, against which edits are told from new output.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::column;
use super::error::StoreError;
use super::transaction::{ReadTx, WriteTx};
use crate::domain::ids::RunId;

/// The last output that was generated into a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The folder.
    pub target: PathBuf,
    /// The run that generated it.
    pub run: RunId,
    /// When it was stored.
    pub at: Timestamp,
    /// SHA-256 of each file's content, by its path in the folder with forward slashes.
    pub files: BTreeMap<String, String>,
}

impl ReadTx {
    /// The last output for a folder, without contents; none when nothing was generated there.
    ///
    /// # Errors
    /// [`StoreError::PathNotText`], or when the store cannot be read.
    pub fn output(&self, target: &Path) -> Result<Option<Output>, StoreError> {
        let name = column::path_text(target)?;
        let mut head = self
            .connection
            .prepare_cached("SELECT run, at FROM outputs WHERE target = ?1")?;
        let head = head
            .query_row([name], |row| {
                Ok((column::parsed(row, 0)?, column::time(row, 1)?))
            })
            .optional()?;
        let Some((run, at)) = head else {
            return Ok(None);
        };
        let mut files = self
            .connection
            .prepare_cached("SELECT path, sha256 FROM output_files WHERE target = ?1")?;
        let files = files
            .query_map([name], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let target = target.to_path_buf();
        Ok(Some(Output {
            target,
            run,
            at,
            files,
        }))
    }

    /// The files of a folder's last output with their contents; empty when nothing was generated
    /// there.
    ///
    /// # Errors
    /// [`StoreError::PathNotText`], or when the store cannot be read.
    pub fn output_files(&self, target: &Path) -> Result<BTreeMap<String, Vec<u8>>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT path, bytes FROM output_files JOIN contents USING (sha256) WHERE target = ?1",
        )?;
        let rows = statement.query_map([column::path_text(target)?], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The bytes that have this SHA-256, as some output's file had them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when no stored output has such a file.
    pub fn content(&self, sha256: &str) -> Result<Vec<u8>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT bytes FROM contents WHERE sha256 = ?1")?;
        let found = statement.query_row([sha256], |row| row.get(0)).optional()?;
        found.ok_or_else(|| StoreError::NotFound {
            what: "content",
            id: sha256.to_owned(),
        })
    }
}

impl WriteTx {
    /// Puts a new output in the place of a folder's last one; contents that no output has any more
    /// are forgotten.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such run, [`StoreError::PathNotText`].
    pub fn replace_output(
        &self,
        target: &Path,
        run: RunId,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), StoreError> {
        self.require_run(run)?;
        let target = column::path_text(target)?;
        let before = self.contents_of(target)?;
        self.connection
            .prepare_cached("DELETE FROM outputs WHERE target = ?1")?
            .execute([target])?;
        self.connection
            .prepare_cached("INSERT INTO outputs (target, run, at) VALUES (?1, ?2, ?3)")?
            .execute(params![
                target,
                run.to_string(),
                column::time_text(self.now())
            ])?;
        for (path, bytes) in files {
            self.insert_file(target, path, bytes)?;
        }
        self.forget(&before)
    }

    fn insert_file(&self, target: &str, path: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let sha256 = hex::encode(Sha256::digest(bytes));
        self.connection
            .prepare_cached("INSERT OR IGNORE INTO contents (sha256, bytes) VALUES (?1, ?2)")?
            .execute(params![sha256, bytes])?;
        self.connection
            .prepare_cached("INSERT INTO output_files (target, path, sha256) VALUES (?1, ?2, ?3)")?
            .execute(params![target, path, sha256])?;
        Ok(())
    }

    fn contents_of(&self, target: &str) -> Result<Vec<String>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT sha256 FROM output_files WHERE target = ?1")?;
        let rows = statement.query_map([target], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn forget(&self, candidates: &[String]) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(
            "DELETE FROM contents WHERE sha256 = ?1
             AND NOT EXISTS (SELECT 1 FROM output_files WHERE output_files.sha256 = ?1)",
        )?;
        for sha256 in candidates {
            statement.execute([sha256])?;
        }
        Ok(())
    }
}
