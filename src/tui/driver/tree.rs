//! The work of the tree: lists folders, changes files, watches, asks git.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::Hands;
use super::names::Looking;
use super::status::Asking;
use super::watch::Watching;
use crate::tui::panes::tree::{Effect, Msg, Task};
use crate::tui::root::Msg as RootMsg;
use crate::workspace::files::{
    Done, FileError, Jail, JailedPath, Trash, Undo, copy_into, create_file, create_folder, delete,
    move_to,
};
use crate::workspace::listing::list;

/// How long what was deleted is kept in our own trash.
const KEPT: Duration = Duration::from_hours(24 * 30);

/// What goes on between two effects of the tree.
#[derive(Debug, Default)]
pub struct TreeWork {
    /// What was asked before the first frame was drawn; none once it is.
    waiting: Waiting,
    watching: Watching,
    asking: Asking,
    looking: Looking,
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
        let Waiting::ForTheFirstFrame(effects) = waiting else {
            return;
        };
        // A tree that is not shown asks nothing, but the header shows the branch.
        if !effects.iter().any(|it| matches!(it, Effect::Follow { .. })) {
            self.watching.follow(BTreeSet::new(), hands);
        }
        if !effects.iter().any(|it| matches!(it, Effect::Status)) {
            self.asking.ask(hands);
        }
        for effect in effects {
            self.perform(effect, hands);
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
            Effect::Find(filter) => self.looking.look_for(filter, hands),
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
        Task::Delete(path) => {
            forget_old(&trash);
            delete(&jail, path, &trash)
        }
    });
    match made {
        Ok(Done { path, undo }) => Msg::Done {
            task,
            path,
            undo: Arc::new(undo),
        }
        .into(),
        Err(error) => Msg::Refused(task, error.to_string()).into(),
    }
}

fn take_back(undo: Arc<Undo>, hands: &Hands) -> RootMsg {
    let trash = trash(hands);
    let undone = jail(&hands.workspace()).and_then(|jail| undo.perform(&jail, &trash));
    match undone {
        Ok(path) => {
            let what = undo.describe();
            Msg::Undone { path, what }.into()
        }
        Err(error) => Msg::NotUndone {
            undo,
            why: error.to_string(),
        }
        .into(),
    }
}

/// What was deleted long ago and is in no desktop's trash goes for good.
fn forget_old(trash: &Trash) {
    let Some(then) = SystemTime::now().checked_sub(KEPT) else {
        return;
    };
    if let Err(error) = trash.forget_before(then) {
        tracing::warn!(%error, "the trash was not emptied");
    }
}

fn jail(workspace: &Path) -> Result<Jail, FileError> {
    Jail::new(workspace)
}

/// The desktop's trash, or the one beside the store.
fn trash(hands: &Hands) -> Trash {
    Trash::DesktopOr(hands.state().join("trash"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;

    use tokio::sync::mpsc::{Receiver, channel};

    use super::*;
    use crate::config::{Config, Flags, Places, SourceFile, Sources};
    use crate::tui::driver::Engine;

    struct Desk {
        _folder: tempfile::TempDir,
        work: TreeWork,
        hands: Hands,
        inbox: Receiver<RootMsg>,
    }

    /// A workspace with `a.txt`, and the work of its tree before the first frame.
    fn desk() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let workspace = folder.path().canonicalize().unwrap().join("space");
        fs::create_dir(&workspace).unwrap();
        fs::write(workspace.join("a.txt"), "a").unwrap();
        let (messages, inbox) = channel(64);
        let config = settings(&workspace, folder.path());
        let hands = Hands::new(messages, Engine::default(), &workspace, &config);
        Desk {
            _folder: folder,
            work: TreeWork::default(),
            hands,
            inbox,
        }
    }

    /// Settings from nowhere but the test: the store would lie in `state`.
    fn settings(workspace: &Path, state: &Path) -> Config {
        let file = || SourceFile {
            path: state.join("config.yaml"),
            text: Ok(None),
        };
        let sources = Sources {
            places: Places {
                workspace: workspace.to_owned(),
                current: workspace.to_owned(),
                home: Some(state.to_owned()),
                state: Some(state.to_owned()),
            },
            user: file(),
            workspace: file(),
            dot_env: file(),
            environment: BTreeMap::new(),
            flags: Flags::new(),
        };
        Config::resolve(&sources).unwrap()
    }

    fn path(path: &str) -> JailedPath {
        JailedPath::below(Path::new(path)).unwrap()
    }

    /// The next message that `take` wants; others are passed over.
    async fn next<T>(desk: &mut Desk, take: impl Fn(RootMsg) -> Option<T>) -> T {
        loop {
            let msg = desk.inbox.recv().await.unwrap();
            if let Some(taken) = take(msg) {
                return taken;
            }
        }
    }

    async fn names(desk: &mut Desk) -> Vec<String> {
        next(desk, |msg| match msg {
            RootMsg::Tree(Msg::Listed { outcome, .. }) => Some(outcome.unwrap()),
            _ => None,
        })
        .await
        .into_iter()
        .map(|entry| entry.name.into_string().unwrap())
        .collect()
    }

    #[tokio::test]
    async fn nothing_is_read_before_the_first_frame() {
        let mut desk = desk();

        desk.work.perform(Effect::List(vec![path("")]), &desk.hands);
        fs::write(desk.hands.workspace().join("b.txt"), "").unwrap();
        fs::create_dir(desk.hands.workspace().join(".git")).unwrap();
        desk.work.awake(&desk.hands);

        assert_eq!(names(&mut desk).await, ["a.txt", "b.txt"]);
    }

    #[tokio::test]
    async fn a_change_comes_back_with_its_way_back_and_a_refusal_with_its_reason() {
        let mut desk = desk();
        desk.work.awake(&desk.hands);

        let task = Task::Move {
            from: path("a.txt"),
            to: path("sub/b.txt"),
        };
        desk.work.perform(Effect::Do(task.clone()), &desk.hands);
        let undo = next(&mut desk, |msg| match msg {
            RootMsg::Tree(Msg::Done { undo, .. }) => Some(undo),
            _ => None,
        })
        .await;
        desk.work.perform(Effect::Do(task), &desk.hands);
        let refused = next(&mut desk, |msg| match msg {
            RootMsg::Tree(Msg::Refused(_, why)) => Some(why),
            _ => None,
        })
        .await;
        desk.work.perform(Effect::Undo(undo), &desk.hands);
        let back = next(&mut desk, |msg| match msg {
            RootMsg::Tree(Msg::Undone { path, .. }) => Some(path),
            _ => None,
        })
        .await;

        assert_eq!(refused, "a.txt is no longer there");
        assert_eq!(back, path("a.txt"));
        assert!(desk.hands.workspace().join("a.txt").exists());
    }

    #[tokio::test]
    async fn what_others_change_in_an_open_folder_is_told() {
        let mut desk = desk();
        desk.work.awake(&desk.hands);
        let follow = Effect::Follow {
            open: vec![path("")],
            also: Vec::new(),
        };
        desk.work.perform(follow, &desk.hands);
        let file = desk.hands.workspace().join("new.txt");

        // The watch begins in its own time: write until it is heard.
        loop {
            fs::write(&file, "").unwrap();
            fs::remove_file(&file).unwrap();
            let heard = tokio::time::timeout(Duration::from_millis(300), desk.inbox.recv()).await;
            if let Ok(Some(RootMsg::FilesChanged(paths))) = heard {
                assert_eq!(paths, [file]);
                return;
            }
        }
    }

    #[tokio::test]
    async fn git_is_asked_at_the_start_also_where_only_an_open_file_is_followed() {
        let mut desk = desk();
        let follow = Effect::Follow {
            open: Vec::new(),
            also: vec![desk.hands.workspace()],
        };
        desk.work.perform(follow, &desk.hands);
        desk.work.awake(&desk.hands);

        let asked = next(&mut desk, |msg| {
            matches!(msg, RootMsg::Tree(Msg::Marked(_))).then_some(())
        });
        let asked = tokio::time::timeout(Duration::from_mins(1), asked).await;
        assert!(asked.is_ok(), "nobody asked git");
    }

    #[tokio::test]
    async fn many_questions_to_git_are_answered_and_a_later_one_as_well() {
        let mut desk = desk();
        desk.work.awake(&desk.hands);
        let marked = |msg| matches!(msg, RootMsg::Tree(Msg::Marked(_))).then_some(());

        for _ in 0..2 {
            for _ in 0..50 {
                desk.work.perform(Effect::Status, &desk.hands);
            }
            next(&mut desk, marked).await;
        }
    }
}
