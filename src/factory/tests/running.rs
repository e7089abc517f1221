//! Agents that work, fail and give up.

use std::fs;

use super::bench::*;
use crate::domain::event::EventKind;
use crate::domain::plan::{AgentName, Mode};
use crate::domain::run::RunState;
use crate::factory::agent::{Agent, AgentError, Board, Output};
use crate::factory::*;
use crate::workspace::Preference;

/// An agent whose output is not valid until it is told so `patience` times.
struct Stubborn {
    inner: Box<dyn Agent>,
    learns: bool,
}

impl Agent for Stubborn {
    fn name(&self) -> AgentName {
        self.inner.name()
    }

    fn work(&self, board: &Board, advice: Option<&str>) -> Result<Output, AgentError> {
        let mut output = self.inner.work(board, advice)?;
        if !(self.learns && advice.is_some_and(|advice| advice.contains("surprise"))) {
            output.document["surprise"] = true.into();
        }
        Ok(output)
    }

    fn accept(&self, output: &Output, board: &mut Board) -> Result<String, AgentError> {
        self.inner.accept(output, board)
    }
}

fn stubborn(name: AgentName, who: AgentName, learns: bool) -> Box<dyn Agent> {
    let inner = classic::member(name);
    if name == who {
        return Box::new(Stubborn { inner, learns });
    }
    inner
}

/// A coder that leaves a door open.
struct Careless;

impl Agent for Careless {
    fn name(&self) -> AgentName {
        AgentName::Coder
    }

    fn work(&self, board: &Board, advice: Option<&str>) -> Result<Output, AgentError> {
        let mut output = classic::member(AgentName::Coder).work(board, advice)?;
        let main = output
            .files
            .iter_mut()
            .find(|file| file.path.ends_with("app/main.py"));
        main.unwrap().content.push_str("\nRESULT = eval(\"1\")\n");
        Ok(output)
    }

    fn accept(&self, output: &Output, board: &mut Board) -> Result<String, AgentError> {
        classic::member(AgentName::Coder).accept(output, board)
    }
}

#[tokio::test]
async fn a_preview_asks_the_whole_team_and_writes_nothing() {
    let bench = Bench::new();
    let (run, outcome) = bench.preview(Mode::Production, classic::member).await;
    let outcome = outcome.unwrap();
    assert_eq!(run.state, RunState::Completed);
    assert!(outcome.review.unwrap().accepts());
    let id = run.id;
    let documents = bench.store.read(|tx| tx.documents(id)).unwrap();
    let authors: Vec<_> = documents.iter().map(|document| document.agent).collect();
    assert_eq!(authors, outcome.plan.execution_order);
    assert_eq!(authors.len(), 7);
    assert!(!bench.target.exists());
}

#[tokio::test(start_paused = true)]
async fn an_invalid_output_is_tried_again_with_the_reason() {
    let bench = Bench::new();
    let team = |name| stubborn(name, AgentName::DbSchema, true);
    let (run, outcome) = bench.preview(Mode::Full, team).await;
    outcome.unwrap();
    assert_eq!(run.state, RunState::Completed);
    let retried: Vec<_> = bench
        .events(&run)
        .into_iter()
        .filter_map(|kind| match kind {
            EventKind::AgentRetried {
                agent,
                attempt,
                reason,
                wait_ms,
            } => Some((agent, attempt, reason, wait_ms)),
            _ => None,
        })
        .collect();
    assert_eq!(retried.len(), 1);
    assert_eq!(
        (retried[0].0, retried[0].1, retried[0].3),
        (AgentName::DbSchema, 1, 750)
    );
    assert!(retried[0].2.contains("surprise"), "{}", retried[0].2);
}

#[tokio::test(start_paused = true)]
async fn without_a_needed_agent_the_run_fails_and_says_why() {
    let bench = Bench::new();
    let team = |name| stubborn(name, AgentName::Coder, false);
    let (run, outcome) = bench.preview(Mode::Full, team).await;
    assert!(matches!(
        outcome,
        Err(FactoryError::Agent {
            agent: AgentName::Coder,
            ..
        })
    ));
    assert_eq!(run.state, RunState::Failed);
    assert!(run.reason.contains("coder gave up"), "{}", run.reason);
    let attempts = bench.events(&run).into_iter().filter(|kind| {
        matches!(
            kind,
            EventKind::AgentStarted {
                agent: AgentName::Coder,
                ..
            }
        )
    });
    assert_eq!(attempts.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn without_an_optional_agent_the_run_is_a_partial_success() {
    for who in [AgentName::Tester, AgentName::Deployer] {
        let bench = Bench::new();
        let team: fn(AgentName) -> Box<dyn Agent> = match who {
            AgentName::Tester => |name| stubborn(name, AgentName::Tester, false),
            _ => |name| stubborn(name, AgentName::Deployer, false),
        };
        let (run, outcome) = bench.preview(Mode::Production, team).await;
        let outcome = outcome.unwrap();
        assert_eq!(run.state, RunState::PartialSuccess, "{who}");
        assert!(outcome.files.iter().all(|file| file.agent != who));
    }
}

#[tokio::test]
async fn a_name_that_reads_like_a_note_is_no_unfinished_work() {
    let bench = Bench::new();
    let run = bench.begin(Mode::Production);
    let todo = assignment("todo app", Mode::Production, None);
    let outcome = bench.work(&run, todo, classic::member).await.unwrap();
    assert_eq!(outcome.review.unwrap().remarks, []);
}

#[tokio::test]
async fn a_critical_finding_holds_the_run_back() {
    let bench = Bench::new();
    let team = |name| match name {
        AgentName::Coder => Box::new(Careless) as Box<dyn Agent>,
        other => classic::member(other),
    };
    let (run, outcome) = bench.preview(Mode::Production, team).await;
    assert_eq!(run.state, RunState::AwaitingHuman);
    let review = outcome.unwrap().review.unwrap();
    let finding = &review.remarks[0];
    assert_eq!(finding.file, "backend/app/main.py");
    assert!(finding.line > 1 && !review.accepts());
}

#[tokio::test]
async fn a_run_that_is_ended_from_outside_goes_no_further() {
    let bench = Bench::new();
    let run = bench.begin(Mode::Full);
    let id = run.id;
    let cancel = move |tx: &crate::store::WriteTx| {
        tx.change_state(id, RunState::Idle, RunState::Cancelled, "")
    };
    bench.store.write(cancel).unwrap();
    let ended = bench
        .work(&run, assignment(IDEA, Mode::Full, None), classic::member)
        .await;
    assert!(matches!(
        ended,
        Err(FactoryError::Ended(RunState::Cancelled))
    ));
    assert_eq!(
        bench.store.read(|tx| tx.run(id)).unwrap().state,
        RunState::Cancelled
    );
}

#[tokio::test]
async fn a_second_build_keeps_edits_and_counts_versions() {
    let bench = Bench::new();
    let first = bench.build(IDEA, Preference::Ask).await.unwrap();
    let readme = bench.target.join("README.md");
    let edited = format!("My own words.\n\n{}", fs::read_to_string(&readme).unwrap());
    fs::write(&readme, &edited).unwrap();
    fs::write(bench.target.join("notes.txt"), "mine").unwrap();

    let second = bench
        .build("blog with comments and tags", Preference::Ask)
        .await
        .unwrap();
    assert_eq!(version(&first), 1);
    assert_eq!(version(&second), 2);
    assert!(
        fs::read_to_string(&readme)
            .unwrap()
            .starts_with("My own words.\n")
    );
    assert_eq!(
        fs::read_to_string(bench.target.join("notes.txt")).unwrap(),
        "mine"
    );
    assert_eq!(second.delivered.unwrap().edited, ["README.md"]);
    for file in second.files.iter().filter(|file| file.path != "README.md") {
        let written = fs::read_to_string(bench.target.join(&file.path)).unwrap();
        assert_eq!(written, file.content, "{}", file.path);
    }
    let again = bench
        .build("blog with comments and tags", Preference::Ask)
        .await
        .unwrap();
    assert_eq!(again.delivered.unwrap().changed, 0);
}

#[tokio::test]
async fn a_conflict_writes_nothing_and_waits_for_the_person() {
    let bench = Bench::new();
    bench.build(IDEA, Preference::Ask).await.unwrap();
    let model = bench.target.join("vibecober.yaml");
    let text = fs::read_to_string(&model).unwrap();
    let mine = text.replace(IDEA, "my own words");
    assert_ne!(text, mine);
    fs::write(&model, &mine).unwrap();
    let before = contents(&bench.target);

    let other = "shop with products and orders";
    let outcome = bench.build(other, Preference::Ask).await.unwrap();
    assert_eq!(outcome.run.state, RunState::AwaitingHuman);
    let delivered = outcome.delivered.unwrap();
    assert_eq!(delivered.conflicts[0].path, "vibecober.yaml");
    assert!(delivered.conflicts[0].text.contains("my own words"));
    assert_eq!(contents(&bench.target), before);

    let kept = bench.build(other, Preference::Edits).await.unwrap();
    assert_eq!(kept.run.state, RunState::Completed);
    assert!(fs::read_to_string(&model).unwrap().contains("my own words"));
}

#[tokio::test]
async fn a_folder_with_other_files_is_refused_untouched() {
    let bench = Bench::new();
    fs::create_dir(&bench.target).unwrap();
    fs::write(bench.target.join("thesis.txt"), "years of work").unwrap();
    let refused = bench.build(IDEA, Preference::Ask).await.unwrap_err();
    assert!(matches!(refused, FactoryError::Foreign(_)));
    assert_eq!(contents(&bench.target), ["thesis.txt"]);
}
