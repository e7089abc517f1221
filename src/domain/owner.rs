//! Owners: which process works on something, told apart from later ones with the same number.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A process. Its number alone is given again after its end, in a container to the very next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Owner {
    /// Its number.
    pub process: u32,
    /// When it began, in the system's own count; none where the system does not tell.
    pub born: Option<u64>,
}

/// Why a text names no process.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' names no process: it is written NUMBER or NUMBER@BORN")]
pub struct OwnerError(String);

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.born {
            Some(born) => write!(f, "{}@{born}", self.process),
            None => write!(f, "{}", self.process),
        }
    }
}

impl FromStr for Owner {
    type Err = OwnerError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || OwnerError(text.to_owned());
        let (process, born) = match text.split_once('@') {
            Some((process, born)) => (process, Some(born.parse().map_err(|_| wrong())?)),
            None => (text, None),
        };
        let process = process.parse().map_err(|_| wrong())?;
        Ok(Self { process, born })
    }
}

impl TryFrom<String> for Owner {
    type Error = OwnerError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Owner> for String {
    fn from(owner: Owner) -> Self {
        owner.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_as_text_and_read_back() {
        for text in ["7", "7@123456789"] {
            assert_eq!(text.parse::<Owner>().unwrap().to_string(), text);
        }
        for text in ["", "@", "7@", "x", "-1@2"] {
            assert!(text.parse::<Owner>().is_err(), "{text}");
        }
    }
}
