//! Wishes: what an agent wants to do and a person has to allow first.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::verdict::{Guard, Span};

/// What an agent wants to do, with everything that a person needs to judge it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentWish {
    /// Who asks.
    pub asker: Asker,
    /// The folder that the agent works in.
    pub workspace: PathBuf,
    /// What it wants.
    pub wish: Wish,
    /// Why, in the model's words; may be empty.
    pub reason: String,
    /// What the policy found.
    pub finding: Finding,
    /// Where it would be done: the level of the sandbox, in words.
    pub sandbox: String,
}

/// The agent that asks, and what it works on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asker {
    /// Its name: `exec`, `chat`, or that of a team's member.
    pub agent: String,
    /// Who set it to work, the first of them first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ancestors: Vec<String>,
    /// What the session is about, in the person's words.
    pub session: String,
    /// The task that it works on, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<String>,
    /// The message of the session in which it asks, and the place among what that asks for.
    pub call: CallPlace,
}

/// Where a call of a tool stands in its session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CallPlace {
    /// The number of the message that asks for it.
    pub message: u64,
    /// Its place among the calls of that message, from 0.
    pub place: u32,
}

/// What an agent wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum Wish {
    /// To run a command.
    Command {
        /// The command, as a shell reads it.
        command: String,
        /// The folder to run it in.
        folder: PathBuf,
        /// Whether the sandbox would hold it.
        #[serde(default)]
        place: Place,
    },
    /// To change files.
    Changes {
        /// Each file.
        files: Vec<WishedFile>,
    },
    /// To read a file or folder in which secrets may be kept.
    Read {
        /// Its path in the workspace, with forward slashes.
        path: String,
    },
    /// To read an address of the network.
    Address {
        /// The address.
        url: String,
    },
    /// To go on although it seems to get nowhere, or has reached a limit.
    GoOn {
        /// What was noticed, in one line.
        noticed: String,
    },
}

/// Where a command runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the sandbox of the session, where it has one.
    #[default]
    Usual,
    /// Outside of it, this once.
    Outside,
}

/// A file that an agent wants to change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WishedFile {
    /// Its path in the workspace, with forward slashes.
    pub path: String,
    /// What becomes of it.
    pub change: FileFate,
    /// What would change, as a unified diff; its beginning where it is long.
    pub diff: String,
    /// In how many places.
    pub hunks: usize,
    /// How many lines of the diff are not kept here, because it is too long.
    #[serde(default)]
    pub hidden: usize,
}

/// What becomes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileFate {
    /// It is made.
    New,
    /// Its content changes.
    Edited,
    /// It goes.
    Deleted,
}

/// What the policy found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The name of its rule.
    pub rule: String,
    /// The part of the command or path that decided, in bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<(usize, usize)>,
    /// Whether it waits for a person in every mode.
    pub guard: Guard,
    /// The words of a single plain command: what a saved rule could begin with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<Vec<String>>,
}

/// How much can go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// The sandbox holds it, or it can be undone.
    Low,
    /// It reaches outside of the workspace, or touches what other programs trust.
    Medium,
    /// What it destroys cannot be brought back.
    High,
}

/// What a person changed in a wish before they allowed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Amendment {
    /// This command instead.
    Command(String),
    /// Only these places of each file, counted from 0; a file that is not named is left alone.
    Hunks(BTreeMap<String, Vec<usize>>),
}

impl AgentWish {
    /// True where a command would run outside of the sandbox.
    pub fn is_outside(&self) -> bool {
        match &self.wish {
            Wish::Command { place, .. } => *place == Place::Outside,
            Wish::Changes { .. } | Wish::Read { .. } | Wish::Address { .. } | Wish::GoOn { .. } => {
                false
            }
        }
    }

    /// How many lines of what would change were not shown: all that are not kept, or, where only some
    /// places are taken, those of files of which a place is taken that is not whole to be seen.
    pub fn hidden(&self, amendment: Option<&Amendment>) -> usize {
        let Wish::Changes { files } = &self.wish else {
            return 0;
        };
        let taken = |file: &&WishedFile| match amendment {
            Some(Amendment::Hunks(hunks)) => hunks
                .get(&file.path)
                .is_some_and(|places| places.iter().any(|place| *place + 1 >= file.seen())),
            Some(Amendment::Command(_)) | None => true,
        };
        files.iter().filter(taken).map(|file| file.hidden).sum()
    }

    /// How much can go wrong.
    pub fn risk(&self) -> Risk {
        match (self.finding.guard, &self.wish) {
            (Guard::Destructive, _)
            | (
                _,
                Wish::Command {
                    place: Place::Outside,
                    ..
                },
            ) => Risk::High,
            (Guard::Protected, _) | (Guard::None, Wish::Address { .. } | Wish::Read { .. }) => {
                Risk::Medium
            }
            (Guard::None, Wish::Command { .. }) if self.sandbox.starts_with("none") => Risk::Medium,
            (Guard::None, Wish::Command { .. } | Wish::Changes { .. } | Wish::GoOn { .. }) => {
                Risk::Low
            }
        }
    }

    /// The part of the command that decided, as a range that lies within it.
    pub fn offending(&self) -> Option<Span> {
        let Wish::Command { command, .. } = &self.wish else {
            return None;
        };
        let (from, to) = self.finding.part?;
        let holds = from < to && command.is_char_boundary(from) && command.is_char_boundary(to);
        holds.then(|| Span::new(from, to))
    }
}

impl WishedFile {
    /// How many of its places can be seen, the last of them perhaps in part.
    fn seen(&self) -> usize {
        let heads = self.diff.lines().filter(|line| line.starts_with("@@"));
        heads.count()
    }
}

impl Risk {
    /// The name used in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl FileFate {
    /// The name used in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Edited => "edited",
            Self::Deleted => "deleted",
        }
    }
}
