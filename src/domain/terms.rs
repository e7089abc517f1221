//! Terms: what a call may read and write at most, and at which price.

use serde::{Deserialize, Serialize};

use super::money::Usd;
use super::price::Price;
use super::usage::Usage;

/// How many bytes of an answer make a token at least, where nobody counted them.
const BYTES_PER_TOKEN: u64 = 3;

/// What a call is made under; they say what it costs, also when the process that made it is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// What the model costs.
    pub price: Price,
    /// The tokens that it reads, by estimate and not below the truth.
    pub input: u64,
    /// The most tokens that it may write.
    pub output: u64,
}

impl Terms {
    /// The most that the call can cost.
    pub fn worst(&self) -> Usd {
        self.price.worst(self.input, self.output)
    }

    /// What a call took that was cut off, by what was received of it.
    ///
    /// What the provider counted so far stands. Input that it did not count is what was estimated:
    /// the request is sent right after the reservation. Output counts by the bytes that came, up to
    /// the limit that the provider was told.
    pub fn received(&self, counted: Usage, bytes: u64) -> Usage {
        let by_bytes = bytes.div_ceil(BYTES_PER_TOKEN).min(self.output);
        let input = if counted.read() == 0 {
            self.input
        } else {
            counted.input
        };
        Usage {
            input,
            output: counted.output.max(by_bytes),
            ..counted
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Terms {
        let price = Price {
            input: "3".parse().unwrap(),
            output: "15".parse().unwrap(),
            ..Price::FREE
        };
        Terms {
            price,
            input: 1_000,
            output: 100,
        }
    }

    #[test]
    fn a_call_of_which_nothing_came_back_has_still_read_its_input() {
        let took = terms().received(Usage::default(), 0);
        assert_eq!((took.input, took.output), (1_000, 0));
        assert_eq!(terms().price.cost(&took), "0.003".parse().unwrap());
    }

    #[test]
    fn what_the_provider_counted_stands_and_bytes_count_up_to_the_limit() {
        let counted = Usage {
            cache_read: 900,
            output: 1,
            ..Usage::default()
        };
        let took = terms().received(counted, 10);
        assert_eq!((took.input, took.cache_read, took.output), (0, 900, 4));
        assert_eq!(terms().received(counted, 9_999).output, 100);
        let more = Usage {
            output: 140,
            ..counted
        };
        assert_eq!(terms().received(more, 9_999).output, 140);
    }
}
