//! What agents have asked for so far: commands, paths and addresses, for whoever weighs a new rule.

use super::error::StoreError;
use super::transaction::ReadTx;

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Commands, as a shell reads them.
    Commands,
    /// Paths of files to be changed, as they were named.
    Paths,
    /// Paths of files and folders to be looked into, as they were named.
    Looks,
    /// Addresses of the web.
    Addresses,
}

/// A look through the calls of tools, the newest first.
macro_rules! newest {
    ($what:literal, $where:literal) => {
        concat!(
            "SELECT ",
            $what,
            " FROM tool_calls WHERE coalesce(started_at, ended_at) IS NOT NULL AND ",
            $where,
            " ORDER BY coalesce(started_at, ended_at) DESC LIMIT ?1"
        )
    };
}

impl ReadTx {
    /// What agents have asked for, in all sessions, the newest first, at most `limit`. What still
    /// waits is not among it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn asked_before(&self, kind: Kind, limit: u32) -> Result<Vec<String>, StoreError> {
        let query = match kind {
            Kind::Commands => newest!(
                "json_extract(call, '$.input.command')",
                "json_extract(call, '$.name') = 'shell'
                 AND json_type(call, '$.input.command') = 'text'"
            ),
            Kind::Paths => newest!(
                "json_extract(call, '$.input.path')",
                "json_extract(call, '$.name') IN ('write', 'edit')
                 AND json_type(call, '$.input.path') = 'text'"
            ),
            Kind::Looks => newest!(
                "json_extract(call, '$.input.path')",
                "json_extract(call, '$.name') IN ('read', 'search', 'glob')
                 AND json_type(call, '$.input.path') = 'text'"
            ),
            Kind::Addresses => newest!(
                "json_extract(call, '$.input.url')",
                "json_extract(call, '$.name') = 'fetch'
                 AND json_type(call, '$.input.url') = 'text'"
            ),
        };
        let mut statement = self.connection.prepare_cached(query)?;
        let rows = statement.query_map([limit], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
