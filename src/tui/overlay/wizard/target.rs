//! How much of the team works, where the project goes, whether it is checked.

use std::path::{Path, PathBuf};

use crate::app::{Standing, Verify};
use crate::domain::plan::Mode;
use crate::tui::draw::Field;

/// A row of the step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Choice {
    /// A mode.
    Mode(Mode),
    /// The folder.
    Folder,
    /// Whether it is checked.
    Checks,
    /// Begin.
    #[default]
    Start,
}

impl Choice {
    /// The rows in their order.
    pub(super) const ALL: [Self; 6] = [
        Self::Mode(Mode::Simple),
        Self::Mode(Mode::Full),
        Self::Mode(Mode::Production),
        Self::Folder,
        Self::Checks,
        Self::Start,
    ];

    /// The row `steps` further, round the end.
    pub(super) fn step(self, steps: isize) -> Self {
        let count = isize::try_from(Self::ALL.len()).unwrap_or(1);
        let here = Self::ALL.iter().position(|one| *one == self);
        let here = isize::try_from(here.unwrap_or(0)).unwrap_or(0);
        let next = usize::try_from((here + steps).rem_euclid(count)).unwrap_or(0);
        Self::ALL.get(next).copied().unwrap_or_default()
    }
}

/// Whether the idea is read again, for another mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Reread {
    /// It is not.
    #[default]
    No,
    /// It is; meanwhile the person goes on choosing.
    UnderWay,
    /// It is, and the run begins when that is done.
    ThenStart,
}

/// How and where.
#[derive(Debug, Default)]
pub(super) struct Target {
    pub(super) choice: Choice,
    pub(super) mode: Mode,
    pub(super) folder: Field,
    /// What stands there, once it is known.
    pub(super) stands: Option<Result<(PathBuf, Standing), String>>,
    pub(super) verify: Verify,
    /// The person has named the folder, so that it does not follow the title any more.
    pub(super) named: bool,
    pub(super) reread: Reread,
}

impl Target {
    /// The usual answers for a project in `folder`.
    pub(super) fn new(mode: Mode, folder: &Path) -> Self {
        Self {
            mode,
            folder: Field::with(folder.display().to_string()),
            verify: Verify::Run,
            ..Self::default()
        }
    }

    /// The project is called `name` now: an unnamed folder is called so too.
    pub(super) fn rename(&mut self, name: &str) {
        if !self.named {
            let folder = PathBuf::from(self.folder.text());
            let renamed = folder.with_file_name(name);
            self.folder = Field::with(renamed.display().to_string());
        }
    }
}
