//! The work of the tree: lists folders, changes files, watches, asks git.

use std::path::Path;
use std::sync::Arc;

use super::Hands;
use super::status::Asking;
use super::watch::Watching;
use crate::tui::panes::tree::{Effect, Msg, Task};
use crate::tui::root::{Msg as RootMsg, Notice};
use crate::workspace::files::{
    Done, FileError, Jail, JailedPath, Trash, Undo, copy_into, create_file, create_folder, delete,
    move_to,
};
use crate::workspace::listing::list;

/// What goes on between two effects of the tree.
#[derive(Debug, Default)]
pub struct TreeWork {
    /// What was asked before the first frame was drawn; none once it is.
    waiting: Waiting,
    watching: Watching,
    asking: Asking,
}

#[derive(Debug)]
enum Waiting {
    ForTheFirstFrame(Vec<Effect>),
    ForNothing,
}

impl Default for Waiting {
    fn default() -> Self {
        Self::ForTheFirstFrame(Vec::new())
    }
}

impl TreeWork {
    /// The first frame is drawn: what was asked until now begins.
    pub fn awake(&mut self, hands: &Hands) {
        let waiting = std::mem::replace(&mut self.waiting, Waiting::ForNothing);
        if let Waiting::ForTheFirstFrame(effects) = waiting {
            for effect in effects {
                self.perform(effect, hands);
            }
        }
    }

    /// Performs one effect; results come back as messages.
    pub fn perform(&mut self, effect: Effect, hands: &Hands) {
        if let Waiting::ForTheFirstFrame(effects) = &mut self.waiting {
            effects.push(effect);
            return;
        }
        match effect {
            Effect::List(folders) => hands.work(move |hands| {
                list_all(folders, hands);
                None::<RootMsg>
            }),
            Effect::Follow { open, also } => {
                let workspace = hands.workspace();
                let open = open.iter().map(|folder| workspace.join(folder.as_path()));
                self.watching.follow(open.chain(also).collect(), hands);
            }
            Effect::Status => self.asking.ask(hands),
            Effect::Do(task) => hands.work(move |hands| Some(make(task, hands))),
            Effect::Undo(undo) => hands.work(move |hands| Some(take_back(undo, hands))),
        }
    }
}

fn list_all(folders: Vec<JailedPath>, hands: &Hands) {
    let workspace = hands.workspace();
    for folder in folders {
        let mut outcome = list(&workspace.join(folder.as_path()));
        if let Ok(entries) = &mut outcome {
            // Nobody edits in there, and git's own noise is no change of the project.
            entries.retain(|entry| entry.name != ".git");
        }
        hands.tell(Msg::Listed { folder, outcome });
    }
}

fn make(task: Task, hands: &Hands) -> RootMsg {
    let trash = trash(hands);
    let made = jail(&hands.workspace()).and_then(|jail| match &task {
        Task::CreateFile(path) => create_file(&jail, path),
        Task::CreateFolder(path) => create_folder(&jail, path),
        Task::Move { from, to } => move_to(&jail, from, to),
        Task::Copy { from, folder } => copy_into(&jail, from, folder),
        Task::Delete(path) => delete(&jail, path, &trash),
    });
    match made {
        Ok(Done { path, undo }) => Msg::Done {
            task,
            path,
            undo: Arc::new(undo),
        }
        .into(),
        Err(error) => Notice::bad(error.to_string()).into(),
    }
}

fn take_back(undo: Arc<Undo>, hands: &Hands) -> RootMsg {
    let trash = trash(hands);
    let undone = jail(&hands.workspace()).and_then(|jail| undo.perform(&jail, &trash));
    match undone {
        Ok(path) => Msg::Undone(path).into(),
        Err(error) => Msg::NotUndone {
            undo,
            why: error.to_string(),
        }
        .into(),
    }
}

fn jail(workspace: &Path) -> Result<Jail, FileError> {
    Jail::new(workspace)
}

/// The desktop's trash, or the one beside the store.
fn trash(hands: &Hands) -> Trash {
    Trash::DesktopOr(hands.state().join("trash"))
}
