//! Secrets: held, compared, never shown.

use std::fmt;

/// How long a secret must be before its last four characters may be shown.
const LONG: usize = 20;

/// A value that is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Holds `text`.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself, for the one place that sends it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What may be shown: stars, and the end of a long one so that a person can tell two apart.
    pub fn masked(&self) -> String {
        let length = self.0.chars().count();
        if length < LONG {
            return "********".to_owned();
        }
        let end: String = self.0.chars().skip(length - 4).collect();
        format!("********{end}")
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_at_most_the_end_of_a_long_one() {
        let short = Secret::new("hunter2".to_owned());
        assert_eq!(short.masked(), "********");
        let long = Secret::new("sk-ant-0123456789-abcd".to_owned());
        assert_eq!(format!("{long:?}"), "********abcd");
        assert_eq!(long.reveal(), "sk-ant-0123456789-abcd");
    }
}
