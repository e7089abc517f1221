//! Breakers: the health of endpoints, shared by all processes that use the store.

use jiff::Timestamp;
use rusqlite::OptionalExtension;
use serde::Serialize;

use super::column;
use super::error::StoreError;
use super::handle::Store;
use super::transaction::{ReadTx, WriteTx};
use crate::domain::breaker::{Admission, Breaker, Outcome};
use crate::domain::model_name::ProviderName;
use crate::domain::owner::Owner;

/// Where calls go, and how it is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Endpoint {
    /// Who offers the models.
    pub provider: String,
    /// The address, without a key.
    pub endpoint: String,
    /// How it is.
    #[serde(flatten)]
    pub breaker: Breaker,
}

impl Store {
    /// Decides whether a call may be made. A healthy endpoint costs a look and no write.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn admit(
        &self,
        provider: &ProviderName,
        endpoint: &str,
        now: Timestamp,
        owner: Owner,
    ) -> Result<Admission, StoreError> {
        let decide = move |breaker: Breaker| breaker.admit(now, owner, super::is_alive);
        let known = self.read(|tx| tx.breaker(provider, endpoint))?;
        let (admission, changed) = decide(known);
        if changed == known {
            return Ok(admission);
        }
        // Another may have been faster: what counts is decided again where nobody else writes.
        let (provider, endpoint) = (provider.clone(), endpoint.to_owned());
        self.write_soon(move |tx| {
            let known = tx.breaker(&provider, &endpoint)?;
            let (admission, changed) = decide(known);
            tx.keep_breaker(&provider, &endpoint, known, changed)?;
            Ok(admission)
        })
    }

    /// Takes in what an admitted call told about its endpoint. A success on a healthy one costs a
    /// look and no write.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn record(
        &self,
        provider: &ProviderName,
        endpoint: &str,
        now: Timestamp,
        admission: Admission,
        outcome: Outcome,
    ) -> Result<(), StoreError> {
        let change = move |breaker: Breaker| breaker.record(now, admission, outcome);
        let known = self.read(|tx| tx.breaker(provider, endpoint))?;
        if change(known) == known {
            return Ok(());
        }
        let (provider, endpoint) = (provider.clone(), endpoint.to_owned());
        self.write_soon(move |tx| {
            let known = tx.breaker(&provider, &endpoint)?;
            tx.keep_breaker(&provider, &endpoint, known, change(known))
        })
    }
}

impl ReadTx {
    /// How an endpoint is; well, when nothing is known of it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn breaker(&self, provider: &ProviderName, endpoint: &str) -> Result<Breaker, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT body FROM breakers WHERE provider = ?1 AND endpoint = ?2")?;
        let found = statement
            .query_row((provider.as_str(), endpoint), |row| column::json(row, 0))
            .optional()?;
        Ok(found.unwrap_or_default())
    }

    /// Every endpoint that has failed at some time, by provider and address.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn breakers(&self) -> Result<Vec<Endpoint>, StoreError> {
        let query = "SELECT provider, endpoint, body FROM breakers ORDER BY provider, endpoint";
        let mut statement = self.connection.prepare_cached(query)?;
        let rows = statement.query_map([], |row| {
            Ok(Endpoint {
                provider: row.get(0)?,
                endpoint: row.get(1)?,
                breaker: column::json(row, 2)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl WriteTx {
    /// Takes all endpoints of a provider for well; answers how many were known.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn reset_breakers(&self, provider: &str) -> Result<usize, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("DELETE FROM breakers WHERE provider = ?1")?;
        Ok(statement.execute([provider])?)
    }

    fn keep_breaker(
        &self,
        provider: &ProviderName,
        endpoint: &str,
        known: Breaker,
        changed: Breaker,
    ) -> Result<(), StoreError> {
        if changed == known {
            return Ok(());
        }
        self.connection
            .prepare_cached(
                "INSERT INTO breakers (provider, endpoint, body) VALUES (?1, ?2, ?3)
                 ON CONFLICT DO UPDATE SET body = excluded.body",
            )?
            .execute((
                provider.as_str(),
                endpoint,
                column::json_text("breaker", &changed)?,
            ))?;
        Ok(())
    }
}
