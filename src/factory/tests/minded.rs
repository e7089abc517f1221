//! Planner, database agent and reviewer ask a model, which answers well, badly, or not at all.

use std::sync::Arc;

use serde_json::{Value, json};

use super::bench::*;
use crate::blueprint::understand;
use crate::domain::approval::{ApprovalKind, ApprovalState, Face, Lack, Subject};
use crate::domain::choices::Choices;
use crate::domain::event::EventKind;
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::plan::{AgentName, Mode};
use crate::domain::run::{Run, RunState};
use crate::domain::team_event::TeamEvent;
use crate::factory::mind::{Mind, MindError};
use crate::factory::*;
use crate::store::Answer;

/// What the planner would hand in who agrees with the rules.
fn plan_by_rules() -> Value {
    let mut model = serde_json::to_value(understand(IDEA, Mode::Full).unwrap().model).unwrap();
    for key in ["version", "name", "description"] {
        model.as_object_mut().unwrap().remove(key);
    }
    json!({ "model": model, "understood": [], "assumed": [], "not_understood": [] })
}

/// A plan with an entity that the rules did not find.
fn better_plan() -> Value {
    let mut plan = plan_by_rules();
    let entities = plan["model"]["entities"].as_array_mut().unwrap();
    let access = entities[0]["access"].clone();
    entities.push(json!({
        "name": "Newsletter", "plural": "newsletters", "access": access,
        "fields": [{"name": "subject", "type": "string"}]
    }));
    plan
}

fn unreachable_model() -> MindError {
    MindError::Fault(Fault::new(
        FaultClass::Network,
        "nobody answers at localhost",
    ))
}

async fn think(bench: &Bench, mode: Mode, mind: Arc<Script>, fallback: Fallback) -> (Run, Outcome) {
    let run = bench.begin(mode);
    let mind: Arc<dyn Mind> = mind;
    let outcome = bench
        .think(&run, assignment(IDEA, mode, None), (mind, fallback))
        .await
        .unwrap();
    (run, outcome)
}

fn team_events(bench: &Bench, run: &Run) -> Vec<TeamEvent> {
    let events = bench.events(run).into_iter();
    events
        .filter_map(|kind| match kind {
            EventKind::Team(did) => Some(did),
            _ => None,
        })
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_refused_answer_is_asked_for_again_with_the_reason_and_the_answer() {
    let mut odd = better_plan();
    odd["surprise"] = json!(true);
    let mut clash = better_plan();
    clash["model"]["entities"][0]["fields"][0]["name"] = json!("metadata");
    let script = Script::default()
        .reply("planner", Ok(odd))
        .reply("planner", Ok(clash))
        .reply("planner", Ok(better_plan()));
    let (bench, script) = (Bench::new(), Arc::new(script));
    let (run, outcome) = think(&bench, Mode::Simple, script.clone(), Fallback::Ask).await;
    assert_eq!(outcome.run.state, RunState::Completed);
    let paths: Vec<_> = outcome
        .files
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    assert!(paths.contains(&"backend/app/models/newsletter.py"));
    let asked = script.asked();
    assert_eq!(asked.len(), 3);
    assert!(asked[0].text.contains(IDEA) && asked[0].text.contains("starting point"));
    assert!(asked[1].text.contains("surprise"), "{}", asked[1].text);
    assert!(asked[2].text.contains("metadata") && asked[2].text.contains("reserved"));
    assert_eq!(outcome.done.makers[0].by, "scripted/test");
    let waits: Vec<_> = bench
        .events(&run)
        .into_iter()
        .filter_map(|kind| match kind {
            EventKind::AgentRetried { wait_ms, .. } => Some(wait_ms),
            _ => None,
        })
        .collect();
    assert_eq!(waits, [750, 1500]);
}

#[tokio::test]
async fn what_is_not_the_models_to_decide_is_not_in_its_schema() {
    let script = Arc::new(Script::default().reply("planner", Ok(plan_by_rules())));
    let (_, outcome) = think(&Bench::new(), Mode::Simple, script.clone(), Fallback::Ask).await;
    let schema = &script.asked()[0].schema;
    assert!(
        schema
            .pointer("/$defs/AppModel/properties/entities")
            .is_some()
    );
    assert!(schema.pointer("/$defs/AppModel/properties/name").is_none());
    let model = outcome
        .files
        .iter()
        .find(|file| file.path == "vibecober.yaml");
    assert!(model.unwrap().content.contains(IDEA));
}

#[tokio::test(start_paused = true)]
async fn a_model_that_fails_has_the_run_wait_and_a_yes_goes_on_by_rules() {
    let bench = Bench::new();
    let script = Script::default().reply("planner", Err(unreachable_model()));
    let run = bench.begin(Mode::Full);
    let task = assignment(IDEA, Mode::Full, Some(bench.delivery()));
    let mind: Arc<dyn Mind> = Arc::new(script);
    let outcome = bench
        .think(&run, task, (mind, Fallback::Ask))
        .await
        .unwrap();
    assert_eq!(outcome.run.state, RunState::AwaitingHuman);
    assert!(!bench.target.exists());
    let asked = outcome.approval.unwrap();
    assert_eq!(asked.question.kind, ApprovalKind::Document);
    assert!(matches!(
        &asked.question.subject,
        Subject::ByRules { lack: Lack::Model, agent: AgentName::Planner, failure, .. }
            if failure.contains("nobody answers")
    ));

    let (id, approval) = (run.id, asked.id);
    let continuation: Continuation = bench.store.read(|tx| tx.continuation(id)).unwrap().unwrap();
    assert_eq!(continuation.state(), RunState::Planning);
    let answer = Answer {
        state: ApprovalState::Approved,
        by: Face::Cli,
        reason: String::new(),
        choices: Choices::default(),
        amendment: None,
    };
    let (run, asked) = bench
        .store
        .write(move |tx| {
            let asked = tx.decide_approval(approval, answer)?;
            let waits = RunState::AwaitingHuman;
            Ok((tx.change_state(id, waits, RunState::Planning, "")?, asked))
        })
        .unwrap();
    let resumption = Resumption {
        approval: asked,
        continuation,
        delivery: Some(bench.delivery()),
        verification: None,
    };
    let outcome = bench.go_on(&run, resumption).await.unwrap();
    assert_eq!(outcome.run.state, RunState::Completed);
    assert!(bench.target.join("vibecober.yaml").exists());
    let planner = &outcome.done.makers[0];
    assert_eq!(
        (planner.agent, planner.by.as_str()),
        (AgentName::Planner, "rules")
    );
    assert!(planner.why.contains("nobody answers"), "{}", planner.why);
}

#[tokio::test(start_paused = true)]
async fn a_person_may_allow_the_rules_beforehand_and_the_run_says_so() {
    let bench = Bench::new();
    let script = Script::default().reply("planner", Err(unreachable_model()));
    let (run, outcome) = think(&bench, Mode::Full, Arc::new(script), Fallback::Rules).await;
    assert_eq!(outcome.run.state, RunState::Completed);
    let did = team_events(&bench, &run);
    assert!(matches!(did[0], TeamEvent::ModelFailed { .. }));
    assert!(matches!(did[1], TeamEvent::WentByRules { .. }));
    assert!(outcome.done.makers[0].why.contains("nobody answers"));
}

#[tokio::test(start_paused = true)]
async fn three_refused_answers_are_a_failure_of_the_model() {
    let bench = Bench::new();
    let script = (0..3).fold(Script::default(), |script, _| {
        script.reply("planner", Ok(json!({ "model": 1 })))
    });
    let (run, outcome) = think(&bench, Mode::Simple, Arc::new(script), Fallback::Ask).await;
    assert_eq!(outcome.run.state, RunState::AwaitingHuman);
    let did = team_events(&bench, &run);
    assert!(
        matches!(&did[0], TeamEvent::ModelFailed { reason, .. } if reason.contains("no answer"))
    );
}

#[tokio::test]
async fn a_budget_without_room_is_asked_about_as_such() {
    let bench = Bench::new();
    let full = MindError::Budget("the run's budget of $1.00 has no room".to_owned());
    let script = Script::default().reply("planner", Err(full));
    let (_, outcome) = think(&bench, Mode::Simple, Arc::new(script), Fallback::Ask).await;
    let question = outcome.approval.unwrap().question;
    assert_eq!(question.kind, ApprovalKind::Budget);
    assert!(matches!(
        question.subject,
        Subject::ByRules {
            lack: Lack::Budget,
            target: None,
            ..
        }
    ));
}

#[tokio::test(start_paused = true)]
async fn the_database_agent_decides_constraints_of_the_typed_model() {
    let bench = Bench::new();
    let run = bench.begin(Mode::Full);
    let by_rules = bench
        .work(&run, assignment(IDEA, Mode::Full, None), classic::member)
        .await
        .unwrap();
    let id = run.id;
    let documents = bench.store.read(|tx| tx.documents(id)).unwrap();
    let mut schema = documents
        .into_iter()
        .find(|one| one.agent == AgentName::DbSchema)
        .unwrap()
        .content;
    schema["tables"][0]["columns"][0]["unique"] = json!(true);
    let mut wrong = schema.clone();
    wrong["tables"][0]["columns"][0]["name"] = json!("ghost");
    let script = Script::default()
        .reply("planner", Ok(plan_by_rules()))
        .reply("db_schema", Ok(wrong))
        .reply("db_schema", Ok(schema));
    let (_, outcome) = think(&bench, Mode::Full, Arc::new(script), Fallback::Ask).await;
    let model = |outcome: &Outcome| {
        let file = outcome
            .files
            .iter()
            .find(|file| file.path == "vibecober.yaml");
        crate::blueprint::from_yaml(&file.unwrap().content, "m").unwrap()
    };
    assert!(!model(&by_rules).entities[0].fields[0].unique);
    assert!(model(&outcome).entities[0].fields[0].unique);
}

#[tokio::test]
async fn a_finding_that_cites_nothing_is_dropped_and_counted_and_none_raises_the_score() {
    let finding = |file: &str, line: u32| {
        json!({
            "severity": "major", "area": "security", "file": file, "line": line,
            "problem": "anybody can read it"
        })
    };
    let script = Script::default()
        .reply("planner", Ok(plan_by_rules()))
        .reply("db_schema", Err(unreachable_model()));
    let bench = Bench::new();
    // The database agent's model is out of reach; the reviewer is asked in a run of its own.
    let (_, outcome) = think(&bench, Mode::Production, Arc::new(script), Fallback::Rules).await;
    let by_rules = outcome.review.unwrap();

    let findings = json!({ "findings": [
        finding("backend/app/main.py", 1),
        finding("backend/app/main.py", 100_000),
        finding("backend/app/ghost.py", 1),
        finding("backend/app/main.py", 0),
    ]});
    let run = bench.begin(Mode::Production);
    let mut task = assignment(IDEA, Mode::Production, None);
    task.minded.source = Source::Written;
    let script = Script::default().reply("code_reviewer", Ok(findings));
    let mind: Arc<dyn Mind> = Arc::new(script);
    let outcome = bench
        .think(&run, task, (mind, Fallback::Ask))
        .await
        .unwrap();
    let review = outcome.review.unwrap();
    assert_eq!((review.remarks.len(), review.dropped), (1, 3));
    assert_eq!(review.security, by_rules.security - 5);
    assert_eq!(review.total(), by_rules.total() - 5);
    let planner = &outcome.done.makers[0];
    assert_eq!(planner.by, "rules");
    assert!(planner.why.contains("a person wrote it"));
}
