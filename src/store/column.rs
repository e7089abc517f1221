//! How domain values become columns and come back.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use jiff::Timestamp;
use rusqlite::types::Type;
use rusqlite::{Error, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::StoreError;
use crate::domain::usage::Usage;

/// A time as text that sorts like the times themselves.
pub(super) fn time_text(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%9fZ").to_string()
}

/// Reads a time.
pub(super) fn time(row: &Row<'_>, index: usize) -> Result<Timestamp, Error> {
    parsed(row, index)
}

/// Reads a value that has a text form.
pub(super) fn parsed<T>(row: &Row<'_>, index: usize) -> Result<T, Error>
where
    T: FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    let text = row.get_ref(index)?.as_str()?;
    text.parse().map_err(|error| broken(index, error))
}

/// Reads a value kept as JSON.
pub(super) fn json<T: DeserializeOwned>(row: &Row<'_>, index: usize) -> Result<T, Error> {
    let text = row.get_ref(index)?.as_str()?;
    serde_json::from_str(text).map_err(|error| broken(index, error))
}

/// Reads a name that the domain writes as a word (a state, a mode, an outcome).
pub(super) fn word<T: DeserializeOwned>(row: &Row<'_>, index: usize) -> Result<T, Error> {
    let text = row.get_ref(index)?.as_str()?;
    serde_json::from_value(serde_json::Value::from(text)).map_err(|error| broken(index, error))
}

/// Reads a number that is never negative.
pub(super) fn count(row: &Row<'_>, index: usize) -> Result<u64, Error> {
    let number: i64 = row.get(index)?;
    u64::try_from(number).map_err(|error| broken(index, error))
}

/// Reads the tokens of a call, from five columns on.
pub(super) fn usage(row: &Row<'_>, index: usize) -> Result<Usage, Error> {
    Ok(Usage {
        input: count(row, index)?,
        cache_read: count(row, index + 1)?,
        cache_write: count(row, index + 2)?,
        output: count(row, index + 3)?,
        reasoning: count(row, index + 4)?,
    })
}

/// A value as JSON text.
pub(super) fn json_text<T: Serialize>(what: &'static str, value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Unreadable {
        what,
        detail: error.to_string(),
    })
}

/// A number as the engine keeps it; the largest it can keep stands for anything above.
pub(super) fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A path as text.
pub(super) fn path_text(path: &Path) -> Result<&str, StoreError> {
    path.to_str()
        .ok_or_else(|| StoreError::PathNotText(PathBuf::from(path)))
}

fn broken<E: std::error::Error + Send + Sync + 'static>(index: usize, error: E) -> Error {
    Error::FromSqlConversionFailure(index, Type::Text, Box::new(error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_sort_as_text_and_come_back_exactly() {
        let times: Vec<Timestamp> = ["2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000000001Z"]
            .map(|text| text.parse().unwrap())
            .into();
        let texts: Vec<_> = times.iter().map(|at| time_text(*at)).collect();
        assert!(texts[0] < texts[1], "{texts:?}");
        assert_eq!(texts[1], "2026-01-02T03:04:05.000000001Z");
        let back: Vec<Timestamp> = texts.iter().map(|text| text.parse().unwrap()).collect();
        assert_eq!(back, times);
    }
}
