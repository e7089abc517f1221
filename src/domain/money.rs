//! Amounts of money: decimal, never floating point.

use std::fmt;
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// An amount in US dollars, zero or more.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(try_from = "Decimal", into = "Decimal")]
pub struct Usd(Decimal);

/// Why a text or number is no amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// The text is not a decimal number.
    #[error("'{0}' is not an amount: write dollars as a decimal number, for example 2.50")]
    NotANumber(String),
    /// The amount is below zero.
    #[error("{0} is below zero: give an amount of 0 or more")]
    Negative(Decimal),
}

impl Usd {
    /// No money.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// The amount as a decimal number of dollars.
    pub fn amount(self) -> Decimal {
        self.0
    }

    /// Both together; saturates at the largest amount.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// What is left of it after `other`; nothing when that is more.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self((self.0 - other.0).max(Decimal::ZERO))
    }

    /// With all its digits, four at least: calls of models cost fractions of a cent.
    pub fn exact(self) -> String {
        let normal = self.0.normalize();
        let shown = if normal.scale() < 4 {
            format!("{normal:.4}")
        } else {
            normal.to_string()
        };
        format!("${shown}")
    }
}

impl Usd {
    /// For sentences: in cents where that says all, else up to the next hundredth of a cent, and with
    /// all its digits where even that would hide half of it.
    pub fn brief(self) -> String {
        let up = |places| {
            let mode = RoundingStrategy::AwayFromZero;
            self.0.round_dp_with_strategy(places, mode)
        };
        if self.0 == up(2) {
            return self.to_string();
        }
        if self.0 < Decimal::new(2, 4) {
            return self.exact();
        }
        format!("${:.4}", up(4))
    }
}

impl TryFrom<Decimal> for Usd {
    type Error = AmountError;

    fn try_from(amount: Decimal) -> Result<Self, Self::Error> {
        if amount.is_sign_negative() && !amount.is_zero() {
            return Err(AmountError::Negative(amount));
        }
        Ok(Self(amount))
    }
}

impl From<Usd> for Decimal {
    fn from(amount: Usd) -> Self {
        amount.0
    }
}

impl FromStr for Usd {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.trim().trim_start_matches('$');
        let amount = Decimal::from_str_exact(digits)
            .map_err(|_| AmountError::NotANumber(text.to_owned()))?;
        Self::try_from(amount)
    }
}

impl fmt::Display for Usd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "${:.2}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_dollars_with_and_without_the_sign() {
        assert_eq!("$2.50".parse::<Usd>().unwrap().to_string(), "$2.50");
        assert_eq!("0.10".parse::<Usd>().unwrap().amount(), Decimal::new(10, 2));
    }

    #[test]
    fn refuses_what_is_no_amount() {
        for text in ["", "a", "NaN", "1e400", "-1", "$-0.01"] {
            assert!(text.parse::<Usd>().is_err(), "{text}");
        }
    }

    #[test]
    fn sentences_name_an_amount_briefly_and_never_less_than_it_is() {
        for (amount, said) in [
            ("1", "$1.00"),
            ("0.870", "$0.87"),
            ("0.018723", "$0.0188"),
            ("0.000051", "$0.000051"),
            ("0", "$0.00"),
        ] {
            assert_eq!(amount.parse::<Usd>().unwrap().brief(), said);
        }
    }

    #[test]
    fn is_written_as_text_and_read_back() {
        let json = serde_json::to_string(&"1.00".parse::<Usd>().unwrap()).unwrap();
        assert_eq!(json, "\"1.00\"");
        assert!(serde_json::from_str::<Usd>("\"-3\"").is_err());
    }
}
