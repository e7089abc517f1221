//! Pauses as a person writes them: `250ms`, `1.5s`, `2m`.

use std::time::Duration;

use serde::{Deserialize, Deserializer};

/// The longest pause, in milliseconds: an hour.
const LONGEST: u64 = 3_600_000;

/// A pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Pause(pub Duration);

impl Pause {
    fn parse(text: &str) -> Option<Self> {
        let end = text.find(|one: char| one.is_ascii_alphabetic())?;
        let (number, unit) = text.split_at(end);
        let (whole, part) = number.trim().split_once('.').unwrap_or((number.trim(), ""));
        let scale: u64 = match unit {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            _ => return None,
        };
        let digits = |text: &str| text.chars().all(|one| one.is_ascii_digit());
        if whole.is_empty() || !digits(part) || !digits(whole) || part.len() > 6 {
            return None;
        }
        let parts: u64 = format!("{part:0<6}").parse().ok()?;
        let micros = whole
            .parse::<u64>()
            .ok()?
            .checked_mul(scale * 1_000)?
            .checked_add(parts * scale / 1_000)?;
        (micros <= LONGEST * 1_000).then(|| Self(Duration::from_micros(micros)))
    }
}

impl<'de> Deserialize<'de> for Pause {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| {
            let problem = format!("'{text}' is no pause: write 250ms, 1.5s or 2m, an hour at most");
            serde::de::Error::custom(problem)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_are_read_as_they_are_written() {
        let read = |text: &str| Pause::parse(text).map(|pause| pause.0.as_micros());
        for (text, micros) in [
            ("250ms", 250_000),
            ("0.5ms", 500),
            ("1.5s", 1_500_000),
            ("2m", 120_000_000),
            ("0s", 0),
        ] {
            assert_eq!(read(text), Some(micros), "{text}");
        }
        for text in [
            "",
            "5",
            "ms",
            "1h",
            "-1s",
            "1.x s",
            "61m",
            "99999999999999999999m",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
