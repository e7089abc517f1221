//! How long a service asks to wait.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

/// The longest wish that is believed: a day. A longer one is a mistake, and is cut to it.
const LONGEST: Duration = Duration::from_hours(24);

/// How long an answer asks to wait; `now` counts where the answer does not tell its own time.
pub(super) fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = |name: &str| Some(headers.get(name)?.to_str().ok()?.trim());
    let milliseconds = text("retry-after-ms").and_then(|text| seconds(text, 1_000.0));
    let plain = || seconds(text(RETRY_AFTER.as_str())?, 1.0);
    let date = || {
        let until = timestamp(text(RETRY_AFTER.as_str())?)?;
        // The clock of the service told both times, so a wrong clock here does not matter.
        let from = text(DATE.as_str()).and_then(timestamp).unwrap_or(now);
        Some(Duration::try_from(until.duration_since(from)).unwrap_or_default())
    };
    let wish = milliseconds.or_else(plain).or_else(date);
    wish.map(|wish| wish.min(LONGEST))
}

fn seconds(text: &str, parts: f64) -> Option<Duration> {
    let number: f64 = text.parse().ok()?;
    let wish = Duration::try_from_secs_f64(number / parts);
    (number >= 0.0).then(|| wish.unwrap_or(LONGEST))
}

fn timestamp(text: &str) -> Option<Timestamp> {
    rfc2822::parse(text).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderName, HeaderValue};

    use super::*;

    fn wish(headers: &[(&'static str, &'static str)]) -> Option<Duration> {
        let pairs = headers.iter().map(|(name, value)| {
            (
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )
        });
        let now = "2026-01-02T03:04:00Z".parse().unwrap();
        retry_after(&pairs.collect(), now)
    }

    #[test]
    fn seconds_milliseconds_and_dates_are_read() {
        let ms = |number| Some(Duration::from_millis(number));
        assert_eq!(wish(&[("retry-after", "7")]), ms(7_000));
        assert_eq!(wish(&[("retry-after", "0.5")]), ms(500));
        assert_eq!(
            wish(&[("retry-after-ms", "250"), ("retry-after", "7")]),
            ms(250)
        );
        let date = ("retry-after", "Fri, 02 Jan 2026 03:04:09 GMT");
        assert_eq!(wish(&[date]), ms(9_000));
        assert_eq!(
            wish(&[date, ("date", "Fri, 02 Jan 2026 03:04:05 GMT")]),
            ms(4_000)
        );
        assert_eq!(
            wish(&[("retry-after", "Thu, 01 Jan 2026 03:04:09 GMT")]),
            ms(0)
        );
    }

    #[test]
    fn what_is_no_time_is_no_wish() {
        for text in ["", "soon", "-1", "NaN"] {
            assert_eq!(wish(&[("retry-after", text)]), None, "{text}");
        }
        assert_eq!(wish(&[("retry-after", "1e300")]), Some(LONGEST));
    }
}
