//! Prices: what a model costs by kind of token, in exact decimals.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::money::Usd;
use super::usage::Usage;

/// How many tokens a price is for.
const MILLION: u64 = 1_000_000;

/// What a million tokens of each kind cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Price {
    /// Input that is read anew.
    pub input: Usd,
    /// What the model writes.
    pub output: Usd,
    /// Input that the provider's cache holds.
    pub cache_read: Usd,
    /// Input that is put into the provider's cache.
    pub cache_write: Usd,
}

impl Price {
    /// A model that costs nothing, for example one on this machine.
    pub const FREE: Self = Self {
        input: Usd::ZERO,
        output: Usd::ZERO,
        cache_read: Usd::ZERO,
        cache_write: Usd::ZERO,
    };

    /// What `usage` costs; saturates at the largest amount.
    pub fn cost(&self, usage: &Usage) -> Usd {
        let parts = [
            (self.input, usage.input),
            (self.output, usage.output),
            (self.cache_read, usage.cache_read),
            (self.cache_write, usage.cache_write),
        ];
        let sum = parts
            .into_iter()
            .fold(Decimal::ZERO, |sum, (price, tokens)| {
                let part = price.amount().saturating_mul(Decimal::from(tokens));
                sum.saturating_add(part)
            });
        Usd::try_from(sum / Decimal::from(MILLION)).unwrap_or_default()
    }

    /// The most that a token of input can cost: it may have to be put into the cache.
    pub fn dearest_input(&self) -> Usd {
        self.input.max(self.cache_write).max(self.cache_read)
    }

    /// The most that a call can cost which reads `input` tokens and writes at most `output`.
    pub fn worst(&self, input: u64, output: u64) -> Usd {
        let dearest = Self {
            input: self.dearest_input(),
            ..*self
        };
        dearest.cost(&Usage {
            input,
            output,
            ..Usage::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usd(text: &str) -> Usd {
        text.parse().unwrap()
    }

    #[test]
    fn each_kind_of_token_has_its_price_and_nothing_is_rounded() {
        let price = Price {
            input: usd("3"),
            output: usd("15"),
            cache_read: usd("0.30"),
            cache_write: usd("3.75"),
        };
        let usage = Usage {
            input: 1,
            output: 2,
            cache_read: 10,
            cache_write: 4,
            reasoning: 1,
        };
        assert_eq!(price.cost(&usage), usd("0.000051"));
        assert_eq!(price.worst(1_000_000, 1_000_000), usd("18.75"));
        assert_eq!(Price::FREE.worst(u64::MAX, u64::MAX), Usd::ZERO);
    }
}
