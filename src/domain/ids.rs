//! Identifiers: random, unique over all machines, and short to type by prefix.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Declares one identifier type, so that an id of one thing is never taken for another's.
macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
        )]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new random identifier (UUID version 4).
            pub fn random() -> Self {
                Self(Uuid::new_v4())
            }

            /// The first eight characters: enough for a person to tell two apart.
            pub fn short(&self) -> String {
                self.0.simple().to_string().chars().take(8).collect()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

identifier! {
    /// Names a run.
    RunId
}
identifier! {
    /// Names a document that an agent wrote.
    DocumentId
}
identifier! {
    /// Names an approval.
    ApprovalId
}
identifier! {
    /// Names a build: one stored version of a generated project.
    BuildId
}
identifier! {
    /// Names a call of a model.
    CallId
}
