//! Documents: what the agents of a run wrote.

use rusqlite::{OptionalExtension, Row, params};

use super::column;
use super::error::StoreError;
use super::prefix;
use super::transaction::{ReadTx, WriteTx};
use crate::domain::document::Document;
use crate::domain::ids::{DocumentId, RunId};

/// The columns that [`document`] reads, in its order.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, run, agent, title, content, at FROM documents ",
            $rest
        )
    };
}

impl ReadTx {
    /// The documents of a run in the order in which they were written.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn documents(&self, run: RunId) -> Result<Vec<Document>, StoreError> {
        let query = select!("WHERE run = ?1 ORDER BY number");
        let mut statement = self.connection.prepare_cached(query)?;
        let rows = statement.query_map([run.to_string()], document)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The document with that id.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none.
    pub fn document(&self, id: DocumentId) -> Result<Document, StoreError> {
        let mut statement = self.connection.prepare_cached(select!("WHERE id = ?1"))?;
        let found = statement.query_row([id.to_string()], document).optional()?;
        found.ok_or_else(|| StoreError::NotFound {
            what: "document",
            id: id.to_string(),
        })
    }

    /// The document whose id begins with `prefix`; hyphens and case do not matter.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is none, [`StoreError::Ambiguous`] when there are several.
    pub fn find_document(&self, prefix: &str) -> Result<Document, StoreError> {
        let query = "SELECT id FROM documents WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT 11";
        self.document(prefix::only(&self.connection, "document", query, prefix)?)
    }
}

impl WriteTx {
    /// Stores a document; the caller appends the event that fits (`AgentCompleted`).
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when its run is not in the store.
    pub fn insert_document(&self, document: &Document) -> Result<(), StoreError> {
        self.require_run(document.run)?;
        self.connection
            .prepare_cached(
                "INSERT INTO documents (id, run, agent, title, content, at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                document.id.to_string(),
                document.run.to_string(),
                document.agent.name(),
                document.title,
                column::json_text("document", &document.content)?,
                column::time_text(document.at)
            ])?;
        Ok(())
    }
}

fn document(row: &Row<'_>) -> Result<Document, rusqlite::Error> {
    Ok(Document {
        id: column::parsed(row, 0)?,
        run: column::parsed(row, 1)?,
        agent: column::word(row, 2)?,
        title: row.get(3)?,
        content: column::json(row, 4)?,
        at: column::time(row, 5)?,
    })
}
