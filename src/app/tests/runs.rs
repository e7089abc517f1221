//! What booting puts right, and who can end a run.

use std::path::Path;

use crate::app::recovery::settle;
use crate::app::{App, AppError};
use crate::config::{Config, Flags, Key, Sources};
use crate::domain::ids::RunId;
use crate::domain::money::Usd;
use crate::domain::plan::Mode;
use crate::domain::run::{Run, RunKind, RunRequest, RunState, Tier};
use crate::store::Store;

pub(super) fn config(home: &Path) -> Config {
    let database = home.join("test.db").display().to_string();
    let flags = Flags::new().with(Key::Database, "--database", database);
    Config::resolve(&Sources::gather(home, flags).unwrap()).unwrap()
}

fn begin(store: &Store, owner: Option<u32>, states: &'static [RunState]) -> Run {
    let request = RunRequest {
        kind: RunKind::Project,
        idea: "todo app".to_owned(),
        mode: Mode::Full,
        tier: Tier::Free,
        budget: Usd::ZERO,
        target: None,
    };
    let run = store.write(move |tx| {
        let mut run = tx.create_run(RunId::random(), request, owner)?;
        for state in states {
            run = tx.change_state(run.id, run.state, *state, "")?;
        }
        Ok(run)
    });
    run.unwrap()
}

/// The id of a process that has ended.
pub(super) fn dead() -> u32 {
    let mut child = std::process::Command::new("true").spawn().unwrap();
    let id = child.id();
    child.wait().unwrap();
    id
}

#[tokio::test]
async fn runs_of_dead_processes_are_marked_and_others_left_alone() {
    use RunState::{AwaitingHuman, Executing, Planning, Qa};
    let home = tempfile::tempdir().unwrap();
    let store = Store::open(&home.path().join("test.db")).unwrap();
    let dead = Some(dead());
    let orphan = begin(&store, dead, &[Planning, Executing, Qa]);
    let idle = begin(&store, dead, &[]);
    let waiting = begin(&store, dead, &[Planning, AwaitingHuman]);
    let alive = begin(&store, Some(std::process::id()), &[Planning]);

    let app = App::boot(config(home.path())).unwrap();
    let state = |run: &Run| app.store().read(|tx| tx.run(run.id)).unwrap();
    assert_eq!(state(&orphan).state, RunState::Failed);
    assert!(state(&orphan).reason.contains("process"));
    assert_eq!(state(&idle).state, RunState::Failed);
    assert_eq!(state(&waiting).state, AwaitingHuman);
    assert_eq!(state(&alive).state, Planning);
}

#[test]
fn a_run_that_somebody_took_up_meanwhile_is_left_alone() {
    let home = tempfile::tempdir().unwrap();
    let store = Store::open(&home.path().join("test.db")).unwrap();
    let judged = begin(&store, Some(dead()), &[RunState::Planning]);
    let (id, alive) = (judged.id, std::process::id());
    store
        .write(move |tx| tx.set_owner(id, Some(alive)))
        .unwrap();
    settle(&store, &judged).unwrap();
    let now = store.read(|tx| tx.run(id)).unwrap();
    assert_eq!((now.state, now.owner), (RunState::Planning, Some(alive)));
    settle(&store, &now).unwrap();
    let now = store.read(|tx| tx.run(id)).unwrap();
    assert_eq!(now.state, RunState::Failed);
}

#[tokio::test]
async fn a_run_is_cancelled_once() {
    let home = tempfile::tempdir().unwrap();
    let app = App::boot(config(home.path())).unwrap();
    let run = begin(app.store(), Some(std::process::id()), &[RunState::Planning]);
    let cancelled = app.cancel(run.id).await.unwrap();
    assert_eq!(cancelled.state, RunState::Cancelled);
    let again = app.cancel(run.id).await;
    assert!(matches!(
        again,
        Err(AppError::Ended {
            state: RunState::Cancelled,
            ..
        })
    ));
    assert!(matches!(
        app.cancel(RunId::random()).await,
        Err(AppError::Store(_))
    ));
}
