//! What is typed in the tree: a name, in the line where the file will be, or a filter.

use crate::tui::draw::Field;
use crate::workspace::files::JailedPath;

/// Who gets the letters.
#[derive(Debug, Default)]
pub enum Typing {
    /// Nobody: letters are commands.
    #[default]
    Nothing,
    /// The filter at the foot of the pane.
    Filter,
    /// A name.
    Name(Ask),
    /// Nobody; the name that was typed last comes back if this change is refused.
    Sent(Ask, Task),
}

/// A name that is asked for.
#[derive(Debug)]
pub struct Ask {
    /// What the name is for.
    pub what: What,
    /// What is typed.
    pub field: Field,
}

/// What a name is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A new file in this folder; a slash at the end makes it a folder.
    File(JailedPath),
    /// A new folder in this folder.
    Folder(JailedPath),
    /// Another name for this entry.
    Rename(JailedPath),
}

/// A change of files that the driver makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Create an empty file.
    CreateFile(JailedPath),
    /// Create an empty folder.
    CreateFolder(JailedPath),
    /// Move or rename.
    Move {
        /// What.
        from: JailedPath,
        /// Where it lies then.
        to: JailedPath,
    },
    /// Copy.
    Copy {
        /// What.
        from: JailedPath,
        /// The folder that it is copied into.
        folder: JailedPath,
    },
    /// Move to the trash.
    Delete(JailedPath),
}

impl Ask {
    /// The change that the typed name asks for; nothing when the name stays as it is.
    ///
    /// # Errors
    /// What is wrong with the name.
    pub fn task(&self) -> Result<Option<Task>, String> {
        let typed = self.field.text();
        let said = |error: crate::workspace::files::FileError| error.to_string();
        match &self.what {
            What::File(folder) if typed.ends_with('/') => {
                let path = folder.join(typed).map_err(said)?;
                Ok(Some(Task::CreateFolder(path)))
            }
            What::File(folder) => {
                let path = folder.join(typed).map_err(said)?;
                Ok(Some(Task::CreateFile(path)))
            }
            What::Folder(folder) => {
                let path = folder.join(typed).map_err(said)?;
                Ok(Some(Task::CreateFolder(path)))
            }
            What::Rename(from) => {
                let folder = from.parent().unwrap_or_default();
                let to = folder.join(typed).map_err(said)?;
                Ok((to != *from).then(|| Task::Move {
                    from: from.clone(),
                    to,
                }))
            }
        }
    }
}
