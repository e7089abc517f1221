//! What stands where a project should go, as far as the store and the disk know.

use std::path::Path;

use super::AppError;
use crate::factory::FactoryError;
use crate::store::Store;
use crate::workspace::{Target, inspect};

/// What stands where a project should go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing, or a folder without files.
    Free,
    /// A project that this store knows: new output is merged with what was edited there.
    Ours {
        /// The version of its last build.
        version: u32,
    },
    /// Files that no run of this store wrote.
    Foreign,
}

/// Looks at `target`, which is absolute.
///
/// # Errors
/// A file, a link, a folder that cannot be read, or a store that cannot be.
pub fn standing(store: &Store, target: &Path) -> Result<Standing, AppError> {
    match inspect(target).map_err(FactoryError::from)? {
        Target::Absent | Target::Empty => Ok(Standing::Free),
        Target::Occupied => {
            let builds = store.read(|tx| tx.builds_of(target))?;
            let newest = builds.first().map(|build| build.version);
            Ok(newest.map_or(Standing::Foreign, |version| Standing::Ours { version }))
        }
    }
}
