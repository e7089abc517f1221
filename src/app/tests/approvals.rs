//! A run that asks: what an answer writes, what it never touches, and when it counts for nothing.

use std::fs;
use std::path::PathBuf;

use super::runs::{config, dead};
use crate::app::{App, AppError, GenerateRequest, ModelWish, Verdict, Verify};
use crate::blueprint::{RenderOptions, complexity, understand};
use crate::domain::approval::{Approval, ApprovalState, Choice, Face, Fate, Subject};
use crate::domain::choices::Choices;
use crate::domain::money::Usd;
use crate::domain::plan::Mode;
use crate::domain::run::{RunState, Tier};
use crate::factory::{Continuation, FactoryError, Occupied, Outcome};
use crate::store::{Answer, ReadTx, StoreError};
use crate::workspace::{Preference, Staging};

const IDEA: &str = "blog with comments";
const OTHER: &str = "shop with products and orders";

struct Bench {
    app: App,
    target: PathBuf,
    home: tempfile::TempDir,
}

impl Bench {
    fn new() -> Self {
        let home = tempfile::tempdir().unwrap();
        Self {
            app: App::boot(config(home.path())).unwrap(),
            target: home.path().join("blog"),
            home,
        }
    }

    fn request(&self, idea: &str, occupied: Occupied) -> GenerateRequest {
        GenerateRequest {
            idea: idea.to_owned(),
            understanding: understand(idea, Mode::Simple).unwrap(),
            complexity: complexity(idea).0,
            options: RenderOptions::new(Mode::Simple),
            target: Some(self.target.clone()),
            preference: Preference::Ask,
            occupied,
            verify: Verify::Skip,
            tier: Tier::Free,
            budget: Usd::ZERO,
            models: ModelWish::default(),
        }
    }

    async fn generate(&self, idea: &str) -> Outcome {
        let request = self.request(idea, Occupied::Ask);
        let started = self.app.generate(request).await.unwrap();
        started.outcome.await.unwrap().unwrap()
    }

    /// A folder with a person's README among other things; answers the question about it.
    async fn occupied(&self) -> Approval {
        fs::create_dir(&self.target).unwrap();
        self.put("thesis.txt", "years of work");
        self.put("README.md", "mine\n");
        self.generate(IDEA).await.approval.unwrap()
    }

    /// A project whose model a person edited, and another idea for the same folder.
    async fn conflicted(&self) -> Approval {
        self.generate(IDEA).await;
        let mine = self.read("vibecober.yaml").replace(IDEA, "my own words");
        self.put("vibecober.yaml", &mine);
        self.generate(OTHER).await.approval.unwrap()
    }

    async fn decide(&self, approval: &Approval, verdict: Verdict) -> Result<Outcome, AppError> {
        let decided = self.app.decide(approval.id, verdict, Face::Ide).await?;
        let begun = decided.continued.unwrap();
        Ok(begun.outcome.await.unwrap()?)
    }

    fn stored(&self, approval: &Approval) -> (ApprovalState, RunState) {
        let read = |tx: &ReadTx| {
            let approval = tx.approval(approval.id)?;
            Ok((approval.state, tx.run(approval.run)?.state))
        };
        self.app.store().read(read).unwrap()
    }

    fn put(&self, path: &str, text: &str) {
        fs::write(self.target.join(path), text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.target.join(path)).unwrap()
    }
}

fn accept(choice: Option<Choice>) -> Verdict {
    Verdict::Accept {
        choices: choice.into(),
    }
}

#[tokio::test]
async fn a_folder_with_other_files_is_asked_about_and_joined_after_a_yes() {
    for (choice, readme) in [(Choice::KeepEdits, "mine\n"), (Choice::TakeNew, "# ")] {
        let bench = Bench::new();
        let asked = bench.occupied().await;
        let Subject::OccupiedTarget { files, .. } = &asked.question.subject else {
            panic!("{asked:?}");
        };
        let fate = |path: &str| files.iter().find(|file| file.path == path).unwrap().fate;
        assert_eq!(fate("README.md"), Fate::Differs);
        assert_eq!(fate("backend/app/main.py"), Fate::New);
        assert_eq!(
            bench.stored(&asked),
            (ApprovalState::Pending, RunState::AwaitingHuman)
        );
        assert_eq!(fs::read_dir(&bench.target).unwrap().count(), 2);

        let waiting = bench.app.store().read(|tx| tx.run(asked.run)).unwrap();
        assert_eq!(waiting.owner, None, "nobody works on it");
        let outcome = bench.decide(&asked, accept(Some(choice))).await.unwrap();
        assert_eq!(outcome.run.state, RunState::Completed);
        assert!(bench.read("README.md").starts_with(readme));
        assert_eq!(bench.read("thesis.txt"), "years of work");
        assert!(bench.target.join("backend/app/main.py").exists());
        assert_eq!(bench.stored(&asked).0, ApprovalState::Approved);
        // From now on the folder is ours: the next output is merged without a question.
        assert!(bench.generate(IDEA).await.approval.is_none());
        assert!(bench.read("README.md").starts_with(readme));
    }
}

#[tokio::test]
async fn where_contents_meet_a_yes_must_say_whose_count() {
    let bench = Bench::new();
    let asked = bench.conflicted().await;
    let refused = bench.decide(&asked, accept(None)).await.unwrap_err();
    assert!(matches!(refused, AppError::ChoiceNeeded { .. }));
    assert!(refused.to_string().contains("vibecober.yaml"), "{refused}");
    assert_eq!(bench.stored(&asked).0, ApprovalState::Pending);
}

#[tokio::test]
async fn a_conflict_goes_the_way_that_the_person_chooses() {
    for (choice, words) in [
        (Choice::KeepEdits, "my own words"),
        (Choice::TakeNew, "shop with products"),
    ] {
        let bench = Bench::new();
        let asked = bench.conflicted().await;
        let outcome = bench.decide(&asked, accept(Some(choice))).await.unwrap();
        assert_eq!(outcome.run.state, RunState::Completed);
        let model = bench.read("vibecober.yaml");
        assert!(model.contains(words), "{model}");
        assert!(!model.contains("<<<<<<<"), "{model}");
        assert!(bench.target.join("backend/app/models/product.py").exists());
    }
}

#[tokio::test]
async fn files_go_their_own_ways_and_none_that_was_not_asked_about() {
    let bench = Bench::new();
    bench.generate(IDEA).await;
    for path in ["vibecober.yaml", "README.md"] {
        let (_, rest) = bench
            .read(path)
            .split_once('\n')
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .unwrap();
        bench.put(path, &format!("# my own words\n{rest}"));
    }
    let asked = bench.generate(OTHER).await.approval.unwrap();
    let contested = asked.question.subject.contested();
    assert!(contested.contains(&"README.md"), "{contested:?}");
    let verdict = |files: &[(&str, Choice)]| {
        let files = files
            .iter()
            .map(|(path, choice)| ((*path).to_owned(), *choice));
        let (choice, files) = (Some(Choice::TakeNew), files.collect());
        let choices = Choices { choice, files };
        Verdict::Accept { choices }
    };
    let wrong = verdict(&[("Makefile.am", Choice::TakeNew)]);
    let refused = bench.decide(&asked, wrong).await.unwrap_err();
    assert!(
        matches!(refused, AppError::NotContested { .. }),
        "{refused}"
    );

    let both = verdict(&[("README.md", Choice::Both)]);
    let outcome = bench.decide(&asked, both).await.unwrap();
    assert_eq!(outcome.run.state, RunState::Completed);
    let readme = bench.read("README.md");
    for line in ["<<<<<<<", "# my own words", ">>>>>>>"] {
        assert!(readme.contains(line), "{readme}");
    }
    assert!(!bench.read("vibecober.yaml").contains("<<<<<<<"));
}

#[tokio::test]
async fn what_a_new_file_would_change_is_in_the_question() {
    let bench = Bench::new();
    let asked = bench.occupied().await;
    let Subject::OccupiedTarget { files, .. } = &asked.question.subject else {
        panic!("{asked:?}");
    };
    for file in files {
        assert_eq!(
            file.diff.is_empty(),
            file.fate != Fate::Differs,
            "{}",
            file.path
        );
    }
    let readme = files.iter().find(|file| file.path == "README.md").unwrap();
    assert!(readme.diff.contains("\n-mine\n"), "{}", readme.diff);
}

#[tokio::test]
async fn a_no_leaves_everything_as_it_is_and_ends_the_run() {
    let bench = Bench::new();
    let asked = bench.occupied().await;
    let reason = "the wrong folder".to_owned();
    let verdict = Verdict::Deny { reason, rule: None };
    let decided = bench
        .app
        .decide(asked.id, verdict, Face::Ide)
        .await
        .unwrap();
    assert!(decided.continued.is_none());
    assert_eq!(
        bench.stored(&asked),
        (ApprovalState::Denied, RunState::Cancelled)
    );
    let run = bench.app.store().read(|tx| tx.run(asked.run)).unwrap();
    assert_eq!(run.reason, "denied: the wrong folder");
    assert_eq!(fs::read_dir(&bench.target).unwrap().count(), 2);
    let late = bench.decide(&asked, accept(Some(Choice::TakeNew))).await;
    assert!(matches!(
        late,
        Err(AppError::Store(StoreError::Decided { .. }))
    ));
}

#[tokio::test]
async fn an_answer_counts_only_for_what_was_there_when_it_was_asked() {
    let bench = Bench::new();
    let asked = bench.occupied().await;
    bench.put("README.md", "mine, and better\n");
    let take = || accept(Some(Choice::TakeNew));
    let outcome = bench.decide(&asked, take()).await.unwrap();
    assert_eq!(outcome.run.state, RunState::AwaitingHuman);
    assert_eq!(bench.stored(&asked).0, ApprovalState::Superseded);
    assert_eq!(bench.read("README.md"), "mine, and better\n");
    let again = outcome.approval.unwrap();
    assert_ne!(again.question.binding, asked.question.binding);

    let outcome = bench.decide(&again, take()).await.unwrap();
    assert_eq!(outcome.run.state, RunState::Completed);
    assert!(bench.read("README.md").starts_with("# "));
}

#[tokio::test]
async fn a_yes_is_not_lost_while_another_process_writes_there() {
    let bench = Bench::new();
    let asked = bench.conflicted().await;
    let keep = || accept(Some(Choice::KeepEdits));
    let other = Staging::begin(&bench.target).unwrap();
    let outcome = bench.decide(&asked, keep()).await.unwrap();
    assert_eq!(outcome.run.state, RunState::AwaitingHuman);
    let again = outcome.approval.unwrap();
    assert_eq!(again.question, asked.question);
    drop(other);
    let outcome = bench.decide(&again, keep()).await.unwrap();
    assert_eq!(outcome.run.state, RunState::Completed);
}

#[tokio::test]
async fn an_approval_outlives_the_process_that_asked() {
    let bench = Bench::new();
    let asked = bench.conflicted().await;
    drop(bench.app);
    let app = App::boot(config(bench.home.path())).unwrap();
    let verdict = accept(Some(Choice::KeepEdits));
    let decided = app.decide(asked.id, verdict, Face::Cli).await.unwrap();
    let outcome = decided.continued.unwrap().outcome.await.unwrap().unwrap();
    assert_eq!(outcome.run.id, asked.run);
    assert_eq!(outcome.run.state, RunState::Completed);
}

#[tokio::test]
async fn a_yes_that_the_process_did_not_live_to_write_is_asked_anew_without_generating() {
    let bench = Bench::new();
    let asked = bench.conflicted().await;
    let (id, run, owner) = (asked.id, asked.run, dead());
    let yes = Answer {
        state: ApprovalState::Approved,
        by: Face::Ide,
        reason: String::new(),
        choices: Some(Choice::KeepEdits).into(),
        amendment: None,
    };
    let cut_off = bench.app.store().write(move |tx| {
        tx.decide_approval(id, yes)?;
        tx.change_state(run, RunState::AwaitingHuman, RunState::Executing, "")?;
        tx.set_owner(run, Some(owner))
    });
    cut_off.unwrap();

    let app = App::boot(config(bench.home.path())).unwrap();
    let waiting = app.store().read(ReadTx::pending_approvals).unwrap();
    let [again] = waiting.as_slice() else {
        panic!("{waiting:?}");
    };
    assert_eq!(again.question, asked.question);
    assert_eq!(
        bench.stored(&asked),
        (ApprovalState::Superseded, RunState::AwaitingHuman)
    );
    let documents = |tx: &ReadTx| tx.documents(run);
    let before = app.store().read(documents).unwrap().len();
    let verdict = accept(Some(Choice::KeepEdits));
    let decided = app.decide(again.id, verdict, Face::Ide).await.unwrap();
    let outcome = decided.continued.unwrap().outcome.await.unwrap().unwrap();
    assert_eq!(
        (outcome.run.id, outcome.run.state),
        (run, RunState::Completed)
    );
    assert!(bench.read("vibecober.yaml").contains("my own words"));
    assert_eq!(app.store().read(documents).unwrap().len(), before);
}

#[tokio::test]
async fn a_yes_that_was_written_is_not_asked_again() {
    let bench = Bench::new();
    let asked = bench.conflicted().await;
    let (run, owner) = (asked.run, dead());
    let kept = bench
        .app
        .store()
        .read(|tx| tx.continuation::<Continuation>(run));
    let keep = accept(Some(Choice::KeepEdits));
    bench.decide(&asked, keep).await.unwrap();
    // As it stands when the process ends between the stored build and the last state.
    let kept = kept.unwrap().unwrap();
    let cut_off = bench.app.store().write(move |tx| {
        let mut at = RunState::Completed;
        for next in [RunState::Idle, RunState::Planning, RunState::Executing] {
            at = tx.change_state(run, at, next, "")?.state;
        }
        tx.keep_continuation(run, &kept)?;
        tx.set_owner(run, Some(owner))
    });
    cut_off.unwrap();
    let app = App::boot(config(bench.home.path())).unwrap();
    assert_eq!(
        bench.stored(&asked),
        (ApprovalState::Approved, RunState::Failed)
    );
    let waiting = app.store().read(ReadTx::pending_approvals).unwrap();
    assert_eq!(waiting, []);
}

#[tokio::test]
async fn one_question_holds_up_no_other_run() {
    let mut bench = Bench::new();
    let asked = bench.conflicted().await;
    bench.target = bench.home.path().join("elsewhere");
    assert_eq!(bench.generate(IDEA).await.run.state, RunState::Completed);
    assert_eq!(bench.stored(&asked).0, ApprovalState::Pending);
    bench.app.cancel(asked.run).await.unwrap();
    assert_eq!(bench.stored(&asked).0, ApprovalState::Expired);
    let late = bench.decide(&asked, accept(None)).await;
    assert!(matches!(
        late,
        Err(AppError::Store(StoreError::Decided { .. }))
    ));
}

#[tokio::test]
async fn where_nobody_can_be_asked_the_folder_is_refused() {
    let bench = Bench::new();
    fs::create_dir(&bench.target).unwrap();
    bench.put("thesis.txt", "years of work");
    let request = bench.request(IDEA, Occupied::Refuse);
    let started = bench.app.generate(request).await.unwrap();
    let outcome = started.outcome.await.unwrap();
    assert!(matches!(outcome, Err(FactoryError::Foreign(_))));
    let waiting = bench.app.store().read(ReadTx::pending_approvals).unwrap();
    assert_eq!(waiting, []);
}
