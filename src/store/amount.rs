//! How amounts of money become columns: whole numbers of 10⁻¹² dollars.
//!
//! They are exact, they are compared and summed as the integers they are, and the smallest price of
//! a token is thousands of them. What is finer is rounded up, so that nothing is ever booked below
//! its price; what is too large for a column (nine million dollars) is an error.

use rusqlite::{Error, Row};
use rust_decimal::Decimal;

use super::error::StoreError;
use crate::domain::money::Usd;

/// The digits after the point.
const DIGITS: u32 = 12;

/// An amount as the engine keeps it.
pub(super) fn pico(amount: Usd) -> Result<i64, StoreError> {
    let (mantissa, scale) = (amount.amount().mantissa(), amount.amount().scale());
    let whole = if let Some(more) = DIGITS.checked_sub(scale) {
        mantissa.checked_mul(10_i128.pow(more))
    } else {
        let cut = 10_i128.pow(scale - DIGITS);
        Some(mantissa / cut + i128::from(mantissa % cut > 0))
    };
    whole
        .and_then(|whole| i64::try_from(whole).ok())
        .ok_or(StoreError::TooMuch(amount))
}

/// The amount that a column holds.
pub(super) fn usd(pico: i64) -> Usd {
    let amount = Decimal::new(pico, DIGITS).normalize();
    // The tables refuse amounts below zero.
    Usd::try_from(amount).unwrap_or_default()
}

/// Reads an amount.
pub(super) fn read(row: &Row<'_>, index: usize) -> Result<Usd, Error> {
    Ok(usd(row.get(index)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<i64, StoreError> {
        pico(text.parse().unwrap())
    }

    #[test]
    fn amounts_come_back_exactly_and_what_is_finer_is_rounded_up() {
        for text in ["0", "0.000000000001", "1.25", "9223372.036854775807"] {
            let kept = of(text).unwrap();
            assert_eq!(usd(kept), text.parse().unwrap(), "{text}");
        }
        assert_eq!(of("0.0000000000001"), Ok(1));
        assert_eq!(of("0.0000000000020000000000000001"), Ok(3));
        assert_eq!(of("0.0000000000020000000000000000"), Ok(2));
    }

    #[test]
    fn what_is_too_large_is_an_error() {
        for text in ["9223372.036854775808", "79228162514264337593543950335"] {
            assert_eq!(of(text), Err(StoreError::TooMuch(text.parse().unwrap())));
        }
    }
}
