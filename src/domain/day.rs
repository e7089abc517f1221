//! Days: which day money is spent on, also when the clock jumps.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

/// How far a clock may be set back while its day stays the one that money was last spent on, in days.
const SET_BACK: i32 = 2;

/// What the newest day with bookings means for a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearing {
    /// The clock is at it or past it: the day is the clock's.
    Past,
    /// The clock was set back a little: the day stays the newest one.
    SetBack,
    /// The newest day is far ahead: the clock was wrong then or is wrong now, and nobody can say
    /// which. The day is the clock's, and what was spent on later days counts for it as well.
    Ahead,
}

/// The day that a moment falls on, in UTC.
pub fn of(at: Timestamp) -> Date {
    at.to_zoned(TimeZone::UTC).date()
}

/// How a clock stands to the newest day that has bookings.
pub fn bearing(clock: Date, newest: Option<Date>) -> Bearing {
    let Some(newest) = newest.filter(|newest| *newest > clock) else {
        return Bearing::Past;
    };
    let ahead = clock.until(newest).map_or(i32::MAX, |span| span.get_days());
    if ahead <= SET_BACK {
        Bearing::SetBack
    } else {
        Bearing::Ahead
    }
}

/// How long it takes from `now` until the day after `day` begins.
pub fn until_next(day: Date, now: Timestamp) -> SignedDuration {
    let next = day.checked_add(1.day()).unwrap_or(day);
    next.to_zoned(TimeZone::UTC)
        .map_or(SignedDuration::ZERO, |next| {
            next.timestamp().duration_since(now)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn the_day_is_the_clocks_unless_money_was_spent_on_a_later_one() {
        let today = date("2026-11-28");
        for (newest, expected) in [
            (None, Bearing::Past),
            (Some("2026-11-27"), Bearing::Past),
            (Some("2026-11-28"), Bearing::Past),
            (Some("2026-11-29"), Bearing::SetBack),
            (Some("2026-11-30"), Bearing::SetBack),
            (Some("2026-12-01"), Bearing::Ahead),
            (Some("2099-01-01"), Bearing::Ahead),
        ] {
            assert_eq!(bearing(today, newest.map(date)), expected, "{newest:?}");
        }
    }

    #[test]
    fn a_day_ends_at_midnight_in_utc() {
        let now: Timestamp = "2026-11-28T23:59:30Z".parse().unwrap();
        assert_eq!(of(now), date("2026-11-28"));
        assert_eq!(until_next(of(now), now), SignedDuration::from_secs(30));
        let tomorrow = until_next(date("2026-11-29"), now);
        assert_eq!(tomorrow, SignedDuration::from_secs(86_430));
    }
}
