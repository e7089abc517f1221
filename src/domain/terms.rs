//! Terms: what a call may read and write at most, and at which price.

use serde::{Deserialize, Serialize};

use super::call::Ending;
use super::fault::FaultClass;
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

    /// What a call took that did not give a whole reply, by what was received of it.
    ///
    /// A call that was refused before anything came took nothing: no provider bills that. One that
    /// ended in any other way has read its input at least.
    pub fn taken(&self, ending: Ending, counted: Usage, bytes: u64) -> Usage {
        let nothing_came = counted == Usage::default() && bytes == 0;
        if nothing_came && refuses(ending) {
            return Usage::default();
        }
        self.received(counted, bytes)
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

/// True for endings that mean, when nothing came, that the model did not begin to work.
fn refuses(ending: Ending) -> bool {
    match ending {
        Ending::Failed(class) => match class {
            FaultClass::Overloaded
            | FaultClass::RateLimit
            | FaultClass::Quota
            | FaultClass::ServerError
            | FaultClass::Auth
            | FaultClass::InvalidRequest
            | FaultClass::ContextLength
            | FaultClass::RequestTooLarge
            | FaultClass::NotFound
            | FaultClass::NotEventStream
            | FaultClass::Network => true,
            FaultClass::StreamTruncated
            | FaultClass::EmptyStream
            | FaultClass::MalformedEvent
            | FaultClass::InvalidUtf8
            | FaultClass::BadToolArgs
            | FaultClass::MaxTokens
            | FaultClass::ContentFilter
            | FaultClass::UnknownTool
            | FaultClass::Timeout => false,
        },
        Ending::Running | Ending::Whole | Ending::Cancelled | Ending::Crashed => false,
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

    #[test]
    fn a_refused_call_took_nothing_and_one_that_was_cut_off_its_input() {
        let took = |ending, bytes| terms().taken(ending, Usage::default(), bytes).input;
        let refused = Ending::Failed(FaultClass::Auth);
        assert_eq!((took(refused, 0), took(refused, 1)), (0, 1_000));
        let cut_off = Ending::Failed(FaultClass::StreamTruncated);
        assert_eq!(took(cut_off, 0), 1_000);
        assert_eq!(took(Ending::Cancelled, 0), 1_000);
    }
}
