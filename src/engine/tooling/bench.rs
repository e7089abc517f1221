//! What a session works with: its tools, the policy, the sandbox.

use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use super::rules::Rules;
use crate::domain::wish::Place;
use crate::engine::turn::Patience;
use crate::llm::ToolSpec;
use crate::policy::{Confined, Disk, Scene};
use crate::sandbox::{Ladder, Profile, Rung};
use crate::tools::{RunCommand, Tool, Toolbox};

/// Who answers what the policy asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allows {
    /// A person.
    Person,
    /// Everything is allowed but for what the destruction guard holds.
    AllButDestruction,
}

/// What a session works with.
#[derive(Debug)]
pub struct Bench {
    /// The tools, and what was read with them.
    pub toolbox: Toolbox,
    /// The tools as the model is told of them.
    pub specs: Arc<[ToolSpec]>,
    /// The workspace, without links in its path.
    pub workspace: PathBuf,
    /// What people have allowed and forbidden.
    pub rules: Rules,
    /// How commands are confined.
    pub confinement: Confinement,
    /// Who answers what the policy asks.
    pub allows: Allows,
    /// Whether somebody may answer while a turn lasts.
    pub patience: Patience,
    /// Where the output of commands is kept that is too long for a model.
    pub artifacts: PathBuf,
}

/// How commands are confined: found out once, when the first one asks.
pub struct Confinement {
    mode: &'static str,
    find: Box<dyn Fn() -> (Ladder, Profile) + Send + Sync>,
    found: OnceLock<(Ladder, Profile)>,
}

impl Confinement {
    /// Confined as the person chose by the word `mode`; `find` tries what the machine has.
    pub fn new(
        mode: &'static str,
        find: impl Fn() -> (Ladder, Profile) + Send + Sync + 'static,
    ) -> Self {
        Self {
            mode,
            find: Box::new(find),
            found: OnceLock::new(),
        }
    }

    /// What was chosen: `workspace`, `read-only` or `off`.
    pub fn mode(&self) -> &'static str {
        self.mode
    }

    /// The rungs that there are, and what a command may do. The first call takes as long as it takes
    /// to start a command on each of them.
    pub fn get(&self) -> (&Ladder, &Profile) {
        let (ladder, profile) = self.found.get_or_init(|| (self.find)());
        (ladder, profile)
    }

    /// Starts what the next command needs, where a command was run before.
    pub fn warm(&self) {
        if let Some((ladder, _)) = self.found.get() {
            ladder.warm();
        }
    }

    /// Lets go of what [`Confinement::warm`] started; what comes back waits until it is gone.
    pub fn cool(&self) -> impl Future<Output = ()> + Send + use<> {
        let leaving = self.found.get().map(|(ladder, _)| ladder.cool());
        async move {
            if let Some(leaving) = leaving {
                leaving.await;
            }
        }
    }
}

impl fmt::Debug for Confinement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = self.found.get().map(|(_, profile)| profile);
        f.debug_struct("Confinement")
            .field("mode", &self.mode)
            .field("found", &found)
            .finish_non_exhaustive()
    }
}

impl Bench {
    /// Where a command would run from `cwd`.
    pub(super) fn scene<'a>(&'a self, cwd: &'a std::path::Path) -> Scene<'a> {
        Scene {
            workspace: &self.workspace,
            home: self.confinement.get().1.home.as_deref(),
            cwd,
            confined: if self.confinement.get().1.rung.confines() {
                Confined::Yes
            } else {
                Confined::No
            },
            facts: &Disk,
        }
    }

    /// True where a command is asked to run outside of a sandbox that there is.
    pub(super) fn is_outside(&self, run: &RunCommand) -> bool {
        run.place == Place::Outside && self.confinement.get().1.rung.confines()
    }

    /// How a command is confined: as all are, or not at all where it runs outside.
    pub(super) fn profile(&self, run: &RunCommand) -> Cow<'_, Profile> {
        let (_, profile) = self.confinement.get();
        if self.is_outside(run) {
            return Cow::Owned(Profile {
                rung: Rung::None,
                ..profile.clone()
            });
        }
        Cow::Borrowed(profile)
    }

    /// True when there are tools that change something.
    pub fn can_change(&self) -> bool {
        let changes = |name: &str| Tool::named(name).is_some_and(Tool::mutates);
        self.specs.iter().any(|spec| changes(&spec.name))
    }

    /// The level of the sandbox, in words.
    pub fn sandbox(&self) -> String {
        let (_, profile) = self.confinement.get();
        if profile.rung.confines() {
            return format!(
                "{}, {}, network {}",
                profile.rung, profile.access, profile.network
            );
        }
        "none: nothing holds a command back".to_owned()
    }
}
