//! Reads a count of tokens: a whole number, however a service writes it, and nothing else.

use std::fmt;

use serde::Deserializer;
use serde::de::{Error, Unexpected, Visitor};

/// The most tokens that are believed: far more than any model reads, and exact as a float.
const MOST: u64 = 1 << 53;

/// Reads a count; none where it is missing or `null`. For `deserialize_with`, beside `default`.
///
/// # Errors
/// A number that counts nothing: below zero, with a fraction, or beyond all measure; so nobody pays
/// by it.
pub fn count<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u64>, D::Error> {
    from.deserialize_any(Count)
}

/// Reads a number of any form.
struct Count;

impl Visitor<'_> for Count {
    type Value = Option<u64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a count of tokens")
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        if number > MOST {
            return Err(E::invalid_value(Unexpected::Unsigned(number), &self));
        }
        Ok(Some(number))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        let whole = u64::try_from(number);
        whole
            .map(Some)
            .map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "it was checked to be a whole number that a float holds exactly"
    )]
    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        if number.fract() == 0.0 && (0.0..=MOST as f64).contains(&number) {
            return Ok(Some(number as u64));
        }
        Err(E::invalid_value(Unexpected::Float(number), &self))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::count;

    #[derive(Deserialize)]
    struct Told {
        #[serde(default, deserialize_with = "count")]
        tokens: Option<u64>,
    }

    #[test]
    fn a_count_is_a_whole_number_however_it_is_written() {
        let read = |json: &str| serde_json::from_str::<Told>(json).map(|told| told.tokens);
        for (json, tokens) in [
            (r#"{"tokens":12}"#, Some(12)),
            (r#"{"tokens":12.0}"#, Some(12)),
            (r#"{"tokens":1.2e1}"#, Some(12)),
            (r#"{"tokens":null}"#, None),
            ("{}", None),
        ] {
            assert_eq!(read(json).unwrap(), tokens, "{json}");
        }
        for number in [
            "-1",
            "-12.0",
            "1.5",
            "1e300",
            "18446744073709551615",
            "\"12\"",
            "true",
        ] {
            let json = format!(r#"{{"tokens":{number}}}"#);
            assert!(read(&json).is_err(), "{json}");
        }
    }
}
