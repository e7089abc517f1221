//! `generate` and `plan`: an idea becomes a project, or a look at one.

use std::path::PathBuf;

use serde_json::{Map, json};

use super::args::{GenerateArgs, PlanArgs};
use super::exit::{Exit, Failure};
use super::idea::{self, Wanted};
use super::interrupts::Interrupts;
use super::outcome;
use super::progress::{self, Progress};
use super::report::{self, Voice, line};
use super::rescue;
use super::style::{HEAD, paint};
use crate::app::{self, App, AppError, GenerateRequest, ModelWish, Started, Verify};
use crate::blueprint::{Containers, RenderOptions, Tests};
use crate::config::Config;
use crate::domain::budget::Tally;
use crate::domain::ids::RunId;
use crate::domain::run::RunState;
use crate::factory::{FactoryError, Fallback, Occupied, Outcome, Source, plan};
use crate::llm::Work;
use crate::store::{FeedError, Subscription};
use crate::workspace::Preference;

/// Turns an idea into a project, or shows what it would be.
///
/// # Errors
/// An idea, file, folder or option that cannot be used, or a run that failed.
pub async fn generate(args: &GenerateArgs, config: Config, voice: Voice) -> Result<Exit, Failure> {
    let wanted = idea::read(&args.idea, &config)?;
    let request = request(args, &wanted, &config)?;
    if let Some(target) = &request.target {
        crate::workspace::inspect(target)?;
    }
    let app = App::boot(config)?;
    let work = Work {
        role: "planner",
        complexity: None,
        chosen: request.models.named.as_ref(),
    };
    let model = app.caller().route(work).model;
    if !model.is_rules() {
        let known = app.caller().models().expect(&model);
        known.map_err(|fault| Failure::usage(fault.message))?;
    }
    let races = request.models.race.is_some_and(|count| count > 1);
    if races && !app.asks_models(request.models.named.as_ref()) {
        return Err(Failure::usage(
            "--race needs a model: by rules every attempt would be the same (give --model PROVIDER/ID)",
        ));
    }
    if voice.shows_progress() {
        idea::show(&wanted)?;
        let order: Vec<_> = team(&wanted, request.options.tests)
            .execution_order
            .iter()
            .map(|agent| agent.name())
            .collect();
        line(&format!("{}  {}", paint(HEAD, "plan"), order.join(" → ")))?;
    }
    // From here on no signal ends this process before its run has ended.
    let interrupts = Interrupts::new()?;
    let begun = app.generate(request).await?;
    let understanding = json!(wanted.understanding);
    let more = Map::from_iter([("understanding".to_owned(), understanding)]);
    let run = begun.run.id;
    let followed = follow(&app, begun, interrupts, voice).await;
    if followed.is_err() {
        // Nobody can see it any more: it does not go on unseen, nor stay behind as if it did.
        app.cancel(run).await.ok();
    }
    match followed? {
        Ok(outcome) => {
            let rescued = rescue::go_on(&app, &outcome, voice).await?;
            let outcome = rescued.unwrap_or(outcome);
            let exit = outcome::report(more, &outcome, &paid(&app, run)?, voice)?;
            if exit == Exit::Done {
                let models = app.caller().models();
                models.finish_script().map_err(Failure::failed)?;
            }
            Ok(exit)
        }
        Err(FactoryError::Ended(state)) => Err(ended(&app, run, state)?),
        Err(error) => Err(error.into()),
    }
}

/// What the calls of a run cost.
///
/// # Errors
/// When the store cannot be read.
pub fn paid(app: &App, run: RunId) -> Result<Tally, Failure> {
    Ok(app.store().read(|tx| tx.spending_of_run(run))?)
}

/// Says that a run was ended, and what it leaves behind.
///
/// # Errors
/// When the store cannot be read.
pub fn ended(app: &App, run: RunId, state: RunState) -> Result<Failure, Failure> {
    let builds = app.store().read(|tx| tx.builds(run))?;
    let left = if builds.is_empty() {
        "nothing was changed"
    } else {
        "the project is written, its checks were not finished"
    };
    Ok(Failure {
        message: format!("run {} was ended: it is {state}; {left}", run.short()),
        exit: Exit::Interrupted,
    })
}

/// Shows the team lead's plan; as JSON, `{"plan", "understanding"}`.
///
/// # Errors
/// An idea or a file that cannot be used.
pub fn show_plan(args: &PlanArgs, config: &Config, voice: Voice) -> Result<Exit, Failure> {
    let wanted = idea::read(&args.idea, config)?;
    let plan = team(&wanted, tests(args.idea.skip_tests));
    if voice == Voice::Full {
        idea::show(&wanted)?;
    }
    if voice.is_human() {
        report::json(&plan)?;
    } else {
        report::json(&json!({ "plan": plan, "understanding": wanted.understanding }))?;
    }
    Ok(Exit::Done)
}

fn team(wanted: &Wanted, tests: Tests) -> crate::domain::plan::Plan {
    let project_type = wanted.understanding.model.project_type;
    plan(project_type, wanted.complexity, wanted.mode, tests)
}

fn tests(skip: bool) -> Tests {
    if skip { Tests::Skip } else { Tests::Write }
}

fn request(
    args: &GenerateArgs,
    wanted: &Wanted,
    config: &Config,
) -> Result<GenerateRequest, Failure> {
    Ok(GenerateRequest {
        idea: wanted.idea.clone(),
        understanding: wanted.understanding.clone(),
        complexity: wanted.complexity,
        options: RenderOptions {
            mode: wanted.mode,
            tests: tests(args.idea.skip_tests),
            containers: if args.no_docker {
                Containers::Skip
            } else {
                Containers::Write
            },
        },
        target: target(args, &wanted.understanding.model.name, config)?,
        preference: if args.keep_edits {
            Preference::Edits
        } else {
            Preference::Ask
        },
        // Nobody waits here for an answer.
        occupied: Occupied::Refuse,
        verify: if args.verify {
            Verify::Run
        } else {
            Verify::Skip
        },
        tier: config.tier.value,
        budget: app::budget(args.budget.as_deref(), config)?,
        models: wish(args, config),
    })
}

/// Who decides: a model that was named here counts before the routes of the configuration.
fn wish(args: &GenerateArgs, config: &Config) -> ModelWish {
    let named = args.models.model.is_some();
    ModelWish {
        named: named.then(|| config.models.chosen.value.clone()),
        fallback: if args.models.or_rules {
            Fallback::Rules
        } else {
            Fallback::Ask
        },
        race: args.models.race,
        source: if args.idea.from.is_some() {
            Source::Written
        } else {
            Source::Idea
        },
    }
}

/// The folder for the project, absolute and without `.` and `..`; none for a preview.
fn target(args: &GenerateArgs, name: &str, config: &Config) -> Result<Option<PathBuf>, Failure> {
    if !args.build {
        return Ok(None);
    }
    let chosen = match &args.output {
        Some(folder) => folder.clone(),
        None => config.output.value.join(name),
    };
    if chosen.as_os_str().is_empty() {
        return Err(Failure::usage("--output is empty: name a folder"));
    }
    Ok(Some(crate::workspace::resolve(&chosen)?))
}

/// Shows a run until it ends; an interrupt ends the run first.
///
/// # Errors
/// When the run can be followed no longer; its own failure is the inner result.
pub async fn follow(
    app: &App,
    mut begun: Started,
    mut interrupts: Interrupts,
    voice: Voice,
) -> Result<Result<Outcome, FactoryError>, Failure> {
    let mut events = app.store().subscribe()?;
    let mut shown = Shown {
        run: begun.run.id,
        last: 0,
        progress: Progress::new(voice),
    };
    shown.catch_up(app)?;
    let outcome = loop {
        tokio::select! {
            biased;
            () = changed(&mut events) => shown.catch_up(app)?,
            outcome = &mut begun.outcome => break outcome,
            text = progress::next(&mut begun.live) => shown.progress.live(&text),
            () = interrupts.next() => {
                shown.progress.end();
                match app.cancel(shown.run).await {
                    // It may have ended in this moment; then its outcome is on its way.
                    Ok(_) | Err(AppError::Ended { .. }) => {}
                    // The store cannot take it down; the person is obeyed all the same.
                    Err(error) => return Err(error.into()),
                }
            }
        }
    };
    shown.catch_up(app)?;
    shown.progress.end();
    outcome.map_err(|_| Failure::failed("the run ended without an outcome: see vibecober run list"))
}

/// What of a run has been shown.
struct Shown {
    run: RunId,
    last: u64,
    progress: Progress,
}

impl Shown {
    /// Shows what the store has beyond the last shown event.
    fn catch_up(&mut self, app: &App) -> Result<(), Failure> {
        for event in app
            .store()
            .read(|tx| tx.events(self.run, self.last, u32::MAX))?
        {
            self.last = event.seq;
            self.progress.event(&event)?;
        }
        Ok(())
    }
}

/// Ends when something was stored; never, when nothing can be any more.
async fn changed(events: &mut Subscription) {
    match events.recv().await {
        Ok(_) | Err(FeedError::Lagged(_)) => {}
        Err(FeedError::Closed) => std::future::pending().await,
    }
}
