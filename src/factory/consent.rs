//! What must be asked before files are written, and whether an answer still fits what is there.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::makers::{Done, Held};
use super::mind::MindError;
use crate::blueprint::{RenderOptions, RenderedFile, Understanding};
use crate::domain::app_model::AppModel;
use crate::domain::approval::{
    Approval, ApprovalKind, Choice, ConflictedFile, Fate, Lack, PlannedFile, Question, Subject,
    in_the_way,
};
use crate::domain::choices::Choices;
use crate::domain::ids::ApprovalId;
use crate::domain::plan::{AgentName, Plan};
use crate::domain::review::Review;
use crate::domain::run::RunState;
use crate::workspace::{Conflict, FileTree, Preference, difference, sha256};

/// The most lines of a difference that a question holds, for each file.
const LONGEST_DIFF: usize = 200;

/// What a run that waits for an answer needs to go on, in whichever process that happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Continuation {
    /// The team lead's plan.
    pub plan: Plan,
    /// The project's files, exactly as they would be written.
    pub files: Vec<RenderedFile>,
    /// The reviewer's score, where one took part.
    pub review: Option<Review>,
    /// What the team has done.
    #[serde(flatten)]
    pub done: Done,
    /// True when the project is checked once it is written.
    pub verify: bool,
    /// What those of the team need who have not worked yet; none when all have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unfinished: Option<Box<Unfinished>>,
}

/// What those of the team need who have not worked yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unfinished {
    /// What was understood of the idea, or the model that a person wrote.
    pub understanding: Understanding,
    /// How the project is rendered.
    pub options: RenderOptions,
    /// The typed model, once it is decided.
    pub model: Option<AppModel>,
    /// The documents of those who have worked.
    pub documents: BTreeMap<AgentName, Value>,
}

impl Continuation {
    /// The state in which a run goes on with it.
    pub fn state(&self) -> RunState {
        let planned = |left: &Unfinished| left.documents.contains_key(&AgentName::Planner);
        match self.unfinished.as_deref() {
            Some(left) if !planned(left) => RunState::Planning,
            Some(_) | None => RunState::Executing,
        }
    }
}

/// A person's yes to exactly one change of exactly what was there when it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// The approval that gives it.
    pub approval: ApprovalId,
    /// What was asked.
    pub question: Question,
    choices: Choices,
}

/// What a write would do, and to what.
pub struct Change<'a> {
    /// The folder.
    pub target: &'a Path,
    /// The last output there; none when there was none.
    pub base: Option<&'a FileTree>,
    /// The new output.
    pub new: &'a FileTree,
    /// Those of both that are on disk, as they are.
    pub disk: &'a FileTree,
}

impl Consent {
    /// The consent that an approval gives once a person has said yes.
    pub fn of(approval: &Approval) -> Self {
        Self {
            approval: approval.id,
            question: approval.question.clone(),
            choices: approval
                .decision
                .as_ref()
                .map(|one| one.choices.clone())
                .unwrap_or_default(),
        }
    }

    /// True when it was given for this change and nothing else.
    pub fn covers(&self, binding: &str) -> bool {
        self.question.binding == binding
    }

    /// Whose content counts by it in the file at `path`.
    pub fn preference(&self, path: &str) -> Preference {
        match self.choices.of(path) {
            None => Preference::Ask,
            Some(Choice::KeepEdits) => Preference::Edits,
            Some(Choice::TakeNew) => Preference::Output,
            Some(Choice::Both) => Preference::Marked,
        }
    }
}

impl Change<'_> {
    /// SHA-256 over the folder and, file by file, what was written last, what would be written
    /// and what is there.
    pub fn binding(&self) -> String {
        let mut text = self.target.as_os_str().as_bytes().to_vec();
        let none = FileTree::new();
        let base = self.base.unwrap_or(&none);
        let paths: BTreeSet<&String> = base.keys().chain(self.new.keys()).collect();
        for path in paths {
            text.push(0);
            text.extend(path.as_bytes());
            for side in [base, self.new, self.disk] {
                text.push(0);
                let hash = side.get(path).map(|content| sha256(content));
                text.extend(hash.unwrap_or_default().as_bytes());
            }
        }
        sha256(&text)
    }

    /// Asks whether the project may be written into a folder that holds files of others.
    pub fn may_join(&self) -> Question {
        let fate = |path: &String, content: &Vec<u8>| match self.disk.get(path) {
            None => Fate::New,
            Some(there) if there == content => Fate::Same,
            Some(_) => Fate::Differs,
        };
        let files: Vec<PlannedFile> = self
            .new
            .iter()
            .map(|(path, content)| {
                let fate = fate(path, content);
                let diff = match (fate, self.disk.get(path)) {
                    (Fate::Differs, Some(there)) => difference(there, content, LONGEST_DIFF),
                    (Fate::New | Fate::Same | Fate::Differs, _) => String::new(),
                };
                PlannedFile {
                    path: path.clone(),
                    fate,
                    diff,
                }
            })
            .collect();
        let into = format!("write {} files into {}", files.len(), self.target.display());
        let title = match in_the_way(&files) {
            Some(met) => format!("{met}: {into}?"),
            None => format!("{into}, which holds other files: none of them is in the way"),
        };
        Question {
            kind: ApprovalKind::FileWrite,
            title,
            why: "vibecober did not write what is in the folder".to_owned(),
            subject: Subject::OccupiedTarget {
                target: self.target.to_owned(),
                files,
            },
            binding: self.binding(),
        }
    }

    /// Asks whose lines count where new output and edits meet.
    pub fn whose_lines(&self, conflicts: &[Conflict]) -> Question {
        let files: Vec<ConflictedFile> = conflicts
            .iter()
            .map(|conflict| ConflictedFile {
                path: conflict.path.clone(),
                text: conflict.text.clone(),
            })
            .collect();
        let what = match files.as_slice() {
            [one] => format!("edits and new output meet in {}", one.path),
            many => format!("edits and new output meet in {} files", many.len()),
        };
        Question {
            kind: ApprovalKind::FileWrite,
            title: format!("{what} of {}", self.target.display()),
            why: "edits are never overwritten unasked".to_owned(),
            subject: Subject::Conflicts {
                target: self.target.to_owned(),
                files,
            },
            binding: self.binding(),
        }
    }
}

/// Asks whether a run may go on by rules whose model failed.
pub fn by_rules(held: &Held, target: Option<&Path>) -> Question {
    let failure = held.error.to_string();
    let (lack, kind) = match held.error {
        MindError::Budget(_) => (Lack::Budget, ApprovalKind::Budget),
        MindError::Fault(_)
        | MindError::Unusable(_)
        | MindError::ByRules(_)
        | MindError::NoDocument(_)
        | MindError::Refused(_)
        | MindError::Ended
        | MindError::Store(_) => (Lack::Model, ApprovalKind::Document),
    };
    let agent = held.agent;
    Question {
        kind,
        title: format!("the model failed for {agent}: go on by rules, without it?"),
        why: "rules never take the place of a model unasked".to_owned(),
        binding: sha256(format!("by rules\0{agent}\0{failure}").as_bytes()),
        subject: Subject::ByRules {
            target: target.map(Path::to_owned),
            agent,
            lack,
            failure,
        },
    }
}
