//! Approvals: questions that only a person may answer, and the table of their states.

use std::fmt;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::choices::Choices;
use super::ids::{ApprovalId, RunId};
use super::plan::AgentName;
use super::wish::{AgentWish, Amendment};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalKind {
    /// To write files that may hold a person's work.
    FileWrite,
    /// To delete files.
    FileDelete,
    /// To read a file that may hold secrets.
    FileRead,
    /// To run a command.
    ShellCommand,
    /// To reach another machine.
    NetworkOperation,
    /// To change a database.
    DatabaseModification,
    /// To go on beyond the number of iterations.
    IterationLimit,
    /// To spend more.
    Budget,
    /// To accept a document.
    Document,
}

/// Where an approval stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApprovalState {
    /// Nobody has answered.
    Pending,
    /// A person said yes.
    Approved,
    /// A person said no.
    Denied,
    /// What it was asked for has ended.
    Expired,
    /// What it was asked for has changed, so that it was asked anew.
    Superseded,
}

/// A change of state that the table does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an approval that is {from} cannot become {to}")]
pub struct IllegalDecision {
    /// Where it stands.
    pub from: ApprovalState,
    /// Where it was meant to go.
    pub to: ApprovalState,
}

/// Whose content counts where a person's files and new output meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// The person's.
    KeepEdits,
    /// The new output's.
    TakeNew,
    /// Both, one after the other between conflict markers, for the person to settle later.
    Both,
}

/// Through what an answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Face {
    /// The command line.
    Cli,
    /// The terminal IDE.
    Ide,
    /// The server.
    Server,
    /// Nobody answered: the product itself closed it.
    Vibecober,
}

/// What would become of a file in a folder that holds other files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It is not there yet.
    New,
    /// It is there with the same content.
    Same,
    /// It is there with another content, which the new output would replace.
    Differs,
}

/// A file of the new output, and what would become of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedFile {
    /// Path in the folder, with forward slashes.
    pub path: String,
    /// What would become of it.
    pub fate: Fate,
    /// Where it differs: what would be changed, as a unified diff; its beginning when it is long.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub diff: String,
}

/// Which files are there with another content, in a few words; none where nothing is in the way.
pub fn in_the_way(files: &[PlannedFile]) -> Option<String> {
    let differing = files.iter().filter(|file| file.fate == Fate::Differs);
    let names: Vec<&str> = differing.map(|file| file.path.as_str()).collect();
    Some(match names.as_slice() {
        [] => return None,
        [one] => format!("{one} is there with other content"),
        [one, two] => format!("{one} and {two} are there with other content"),
        [one, two, rest @ ..] => {
            let more = rest.len();
            format!("{one}, {two} and {more} more are there with other content")
        }
    })
}

/// A file in which a person and the new output changed the same lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictedFile {
    /// Path in the folder, with forward slashes.
    pub path: String,
    /// The merged text with conflict markers; a sentence where the file is no text.
    pub text: String,
}

/// What exactly a question is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "type")]
pub enum Subject {
    /// A project is to be written into a folder that holds files of others.
    OccupiedTarget {
        /// The folder.
        target: PathBuf,
        /// Every file of the project.
        files: Vec<PlannedFile>,
    },
    /// New output and a person's edits meet in the same lines.
    Conflicts {
        /// The folder.
        target: PathBuf,
        /// The files in which they meet.
        files: Vec<ConflictedFile>,
    },
    /// A model failed, and the run can go on by rules.
    ByRules {
        /// The folder of the project; none for a preview.
        target: Option<PathBuf>,
        /// Whose work the model could not do.
        agent: AgentName,
        /// What it lacks.
        lack: Lack,
        /// How it failed, in one line.
        failure: String,
    },
    /// An agent wants to do something that the policy does not let it do by itself.
    Agent(Box<AgentWish>),
}

/// What a run lacks that cannot go on with a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// A model that can be reached and whose answers can be used.
    Model,
    /// Money.
    Budget,
}

/// A question before it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What is asked for.
    pub kind: ApprovalKind,
    /// The question, in one line.
    pub title: String,
    /// The rule by which it has to be asked, in one line.
    pub why: String,
    /// What it is about.
    pub subject: Subject,
    /// SHA-256 over exactly what would be done and what is there now; another hash is another
    /// question.
    pub binding: String,
}

/// How an approval was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Through what the answer came.
    pub by: Face,
    /// The process that took it down.
    pub process: u32,
    /// When.
    pub at: Timestamp,
    /// Why, in the person's words; may be empty.
    pub reason: String,
    /// Whose content counts, where that was asked.
    #[serde(flatten)]
    pub choices: Choices,
    /// What the person changed in it before they said yes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amendment: Option<Amendment>,
}

/// A question that was put to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// Its name.
    pub id: ApprovalId,
    /// The run that waits for it.
    pub run: RunId,
    /// The question.
    #[serde(flatten)]
    pub question: Question,
    /// Where it stands.
    pub state: ApprovalState,
    /// When it was asked.
    pub raised_at: Timestamp,
    /// How it was closed; none while it is pending.
    pub decision: Option<Decision>,
}

impl ApprovalKind {
    /// The name used in the store, in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::FileWrite => "file_write",
            Self::FileDelete => "file_delete",
            Self::FileRead => "file_read",
            Self::ShellCommand => "shell_command",
            Self::NetworkOperation => "network_operation",
            Self::DatabaseModification => "database_modification",
            Self::IterationLimit => "iteration_limit",
            Self::Budget => "budget",
            Self::Document => "document",
        }
    }
}

impl ApprovalState {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Pending,
        Self::Approved,
        Self::Denied,
        Self::Expired,
        Self::Superseded,
    ];

    /// The states that may follow this one. What was approved is looked at again when it is done:
    /// changed by then, it is superseded and nothing is done.
    pub fn targets(self) -> &'static [Self] {
        match self {
            Self::Pending => &[
                Self::Approved,
                Self::Denied,
                Self::Expired,
                Self::Superseded,
            ],
            Self::Approved => &[Self::Superseded],
            Self::Denied | Self::Expired | Self::Superseded => &[],
        }
    }

    /// `to`, when the table allows the change.
    ///
    /// # Errors
    /// [`IllegalDecision`] names both states.
    pub fn transition(self, to: Self) -> Result<Self, IllegalDecision> {
        if self.targets().contains(&to) {
            return Ok(to);
        }
        Err(IllegalDecision { from: self, to })
    }

    /// The name used in the store, in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Denied => "denied",
            Self::Expired => "expired",
            Self::Superseded => "superseded",
        }
    }
}

impl Subject {
    /// The folder that it is about; none where nothing is written.
    pub fn target(&self) -> Option<&Path> {
        match self {
            Self::OccupiedTarget { target, .. } | Self::Conflicts { target, .. } => Some(target),
            Self::ByRules { target, .. } => target.as_deref(),
            Self::Agent(asked) => Some(&asked.workspace),
        }
    }

    /// The files of which a person's content and the new output both claim the place.
    pub fn contested(&self) -> Vec<&str> {
        match self {
            Self::OccupiedTarget { files, .. } => files
                .iter()
                .filter(|file| file.fate == Fate::Differs)
                .map(|file| file.path.as_str())
                .collect(),
            Self::Conflicts { files, .. } => files.iter().map(|file| file.path.as_str()).collect(),
            Self::ByRules { .. } | Self::Agent(_) => Vec::new(),
        }
    }

    /// What an agent wants; none where a run of the team asks.
    pub fn wish(&self) -> Option<&AgentWish> {
        match self {
            Self::Agent(asked) => Some(asked),
            Self::OccupiedTarget { .. } | Self::Conflicts { .. } | Self::ByRules { .. } => None,
        }
    }

    /// True when a yes must say whose content counts.
    pub fn needs_choice(&self) -> bool {
        !self.contested().is_empty()
    }
}

impl Choice {
    /// The name used in the store, in JSON and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::KeepEdits => "keep_edits",
            Self::TakeNew => "take_new",
            Self::Both => "both",
        }
    }
}

impl fmt::Display for ApprovalKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Display for ApprovalState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_pending_approval_can_be_answered_and_nothing_is_answered_twice() {
        use ApprovalState::{Approved, Denied, Pending, Superseded};
        for state in ApprovalState::ALL {
            for answer in [Approved, Denied] {
                assert_eq!(state.transition(answer).is_ok(), state == Pending);
            }
            assert!(state.transition(Pending).is_err());
        }
        assert!(Approved.transition(Superseded).is_ok());
        let refusal = Denied.transition(Approved).unwrap_err();
        assert_eq!(
            refusal.to_string(),
            "an approval that is denied cannot become approved"
        );
    }

    #[test]
    fn a_choice_is_needed_where_contents_meet() {
        let file = |path: &str, fate| PlannedFile {
            path: path.to_owned(),
            fate,
            diff: String::new(),
        };
        let of = |files| Subject::OccupiedTarget {
            target: "/p".into(),
            files,
        };
        assert!(!of(vec![file("a", Fate::New), file("b", Fate::Same)]).needs_choice());
        let meets = of(vec![file("a", Fate::New), file("c", Fate::Differs)]);
        assert_eq!(meets.contested(), ["c"]);
        assert!(meets.needs_choice());
    }
}
