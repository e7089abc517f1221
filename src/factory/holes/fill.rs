//! Has a model write the open functions one by one, and keeps what every check holds true.

use super::answer::{Filling, write};
use super::earlier::{KEPT, earlier};
use super::hole::Hole;
use super::judge::{Verdict, judge};
use super::workshop::Workshop;
use crate::blueprint::{RenderOptions, RenderedFile, Tests, render};
use crate::domain::app_model::AppModel;
use crate::domain::plan::AgentName;
use crate::domain::team_event::TeamEvent;
use crate::factory::agent::{Board, read};
use crate::factory::attempts::ATTEMPTS;
use crate::factory::makers::{Held, HoleReport};
use crate::factory::members::{Members, stopped};
use crate::factory::mind::{MindError, Question, Thought};
use crate::factory::{FactoryError, Verification};

/// Has the functions written that the model of `board` leaves open. Without a model to ask, or without
/// a place to check them, they stay open, and that is told.
pub async fn fill(
    members: &mut Members<'_, '_>,
    board: &mut Board,
) -> Result<Option<Held>, FactoryError> {
    let Some(model) = board.model.clone() else {
        return Ok(None);
    };
    let holes = Hole::all(&model);
    if holes.is_empty() {
        return Ok(None);
    }
    let reason = begin(members, &holes);
    let Some(bench) = members.bench.filter(|_| reason.is_empty()) else {
        keep_all(members, board, &holes);
        return tell_open(members).map(|()| None);
    };
    let Some((workshop, files)) = open(members, board, (&model, bench)).await? else {
        keep_all(members, board, &holes);
        return tell_open(members).map(|()| None);
    };
    let mut held = None;
    for (number, hole) in holes.iter().enumerate() {
        let question = match hole.question(&model, &files) {
            Ok(question) => question,
            Err(error) => {
                members.done.holes[number].reason = error.to_string();
                continue;
            }
        };
        let mut coder = Coder {
            members,
            workshop: &workshop,
            hole,
            number,
        };
        if let Some(failure) = coder.write(board, &model, question).await? {
            held = failure;
            break;
        }
    }
    // Where tests were left out, the checks do not speak of the whole project.
    if members.done.open().next().is_some() {
        members.done.checked = None;
    }
    tell_open(members)?;
    Ok(held)
}

/// Reports every function as open; answers with why none can be written here, in one line, or with
/// nothing.
fn begin(members: &mut Members<'_, '_>, holes: &[Hole<'_>]) -> &'static str {
    let coder = AgentName::Coder.name();
    let mind = members.around.mind.as_ref();
    let model_of_coder = mind.and_then(|mind| mind.model_for(coder));
    let reason = match (model_of_coder, members.bench) {
        (None, _) => "it needs a model: give --model PROVIDER/ID, or write it by hand",
        (Some(_), None) => "a preview writes nothing: give --build",
        (Some(_), Some(_)) => "",
    };
    members.done.holes = holes
        .iter()
        .map(|hole| HoleReport {
            rule: hole.rule.name.clone(),
            file: hole.path.clone(),
            filled: false,
            by: String::new(),
            reason: reason.to_owned(),
        })
        .collect();
    reason
}

/// A copy of the project in which functions are checked, and its files; none where there can be none.
async fn open<'a>(
    members: &mut Members<'a, '_>,
    board: &Board,
    (model, bench): (&AppModel, &'a Verification),
) -> Result<Option<(Workshop<'a>, Vec<RenderedFile>)>, FactoryError> {
    // The tests of the functions are needed here even where the project gets none.
    let options = RenderOptions {
        tests: Tests::Write,
        ..board.options
    };
    let files = render(model, &options).map_err(|error| FactoryError::Agent {
        agent: AgentName::Coder,
        reason: error.to_string(),
    })?;
    members.log.flush()?;
    let live = members.around.live;
    let opening = Workshop::open(&files, bench, live);
    let opened = tokio::select! {
        opened = opening => opened?,
        () = stopped(&mut members.around.stop) => return Err(members.log.ended()),
    };
    match opened {
        Ok(workshop) => Ok(Some((workshop, files))),
        Err(check) => {
            let reason = format!("it cannot be checked: {}", check.summary);
            for hole in &mut members.done.holes {
                hole.reason.clone_from(&reason);
            }
            Ok(None)
        }
    }
}

/// Keeps what is written already where nothing can be written and checked anew.
fn keep_all(members: &mut Members<'_, '_>, board: &mut Board, holes: &[Hole<'_>]) {
    for (hole, report) in holes.iter().zip(&mut members.done.holes) {
        if let Some(text) = earlier(board, hole) {
            board.replace(&hole.path, &text);
            report.filled = true;
            KEPT.clone_into(&mut report.by);
            report.reason.clear();
        }
    }
}

/// Tells which functions are open, and why.
fn tell_open(members: &mut Members<'_, '_>) -> Result<(), FactoryError> {
    for hole in members.done.holes.iter_mut().filter(|hole| !hole.filled) {
        if hole.reason.is_empty() {
            "the model failed before it was its turn".clone_into(&mut hole.reason);
        }
        members.log.team(TeamEvent::HoleLeft {
            rule: hole.rule.clone(),
            reason: hole.reason.clone(),
        })?;
    }
    Ok(())
}

/// A model at work on one function.
struct Coder<'c, 'm, 'a, 'b> {
    members: &'c mut Members<'a, 'b>,
    workshop: &'c Workshop<'m>,
    hole: &'c Hole<'c>,
    number: usize,
}

impl Coder<'_, '_, '_, '_> {
    /// Has the function written in a bounded number of attempts. When the model fails, nobody writes the
    /// functions that follow either: the inner value says whether a person must be asked.
    async fn write(
        &mut self,
        board: &mut Board,
        model: &AppModel,
        question: Question,
    ) -> Result<Option<Option<Held>>, FactoryError> {
        let path = &self.hole.path;
        let before = board
            .rendered()
            .ok()
            .and_then(|files| files.iter().find(|file| file.path == *path))
            .map(|file| file.content.clone())
            .unwrap_or_default();
        let there = earlier(board, self.hole);
        if let Some(text) = &there
            && let Ok(checks) = self.check(&before, text, model).await?
        {
            board.replace(path, text);
            return self.keep(KEPT, 0, checks).map(|()| None);
        }
        let (mut feedback, mut last): (Option<String>, _) = (None, None);
        for attempt in 1..=ATTEMPTS {
            let asked = match &feedback {
                Some(feedback) => question.clone().corrected(last.as_ref(), feedback),
                None => question.clone(),
            };
            let thought = match self.ask(asked).await? {
                Ok(thought) => thought,
                Err(error) => match error.advice() {
                    Some(advice) => {
                        self.tried(attempt, &advice)?;
                        feedback = Some(advice);
                        continue;
                    }
                    None => return self.failed(error).map(Some),
                },
            };
            last = Some(thought.document.clone());
            let (reason, told) = match self.try_out(&before, &thought, model).await? {
                Ok((text, checks)) => {
                    board.replace(path, &text);
                    return self.keep(&thought.model, attempt, checks).map(|()| None);
                }
                Err(refusal) => refusal,
            };
            self.tried(attempt, &reason)?;
            feedback = Some(told);
        }
        // What was there does not pass either, but it is not for a failed attempt to take it away.
        if let Some(text) = &there {
            board.replace(path, text);
        }
        Ok(None)
    }

    async fn ask(
        &mut self,
        question: Question,
    ) -> Result<Result<Thought, MindError>, FactoryError> {
        let Some(mind) = self.members.around.mind.clone() else {
            return Ok(Err(MindError::Unusable("there is no model".to_owned())));
        };
        self.members.log.flush()?;
        self.members.think(mind.as_ref(), question).await
    }

    /// Makes the answer the body of the function, and has it judged.
    async fn try_out(
        &mut self,
        before: &str,
        thought: &Thought,
        model: &AppModel,
    ) -> Result<Result<(String, usize), (String, String)>, FactoryError> {
        let written = read::<Filling>(&thought.document)
            .map_err(|error| error.to_string())
            .and_then(|filling| write(before, &filling));
        let text = match written {
            Ok(text) => text,
            Err(reason) => return Ok(Err((reason.clone(), reason))),
        };
        let checked = self.check(before, &text, model).await?;
        Ok(checked.map(|checks| (text, checks)))
    }

    /// Has a file judged in the workshop, where the bytes from before are put back unless everything
    /// passes.
    async fn check(
        &mut self,
        before: &str,
        text: &str,
        model: &AppModel,
    ) -> Result<Result<usize, (String, String)>, FactoryError> {
        let path = &self.hole.path;
        let open: Vec<String> = Hole::all(model)
            .into_iter()
            .zip(&self.members.done.holes)
            .enumerate()
            .filter(|(number, (_, report))| !report.filled && *number != self.number)
            .map(|(_, (hole, _))| hole.test)
            .collect();
        self.workshop.write(path, text)?;
        let verdict = tokio::select! {
            verdict = judge(self.workshop, self.hole, &open) => verdict,
            () = stopped(&mut self.members.around.stop) => return Err(self.members.log.ended()),
        };
        match verdict {
            Verdict::Holds { all, checks } => {
                self.members.done.checked = Some(self.workshop.evidence(checks)?);
                Ok(Ok(all))
            }
            Verdict::Fails { reason, feedback } => {
                self.workshop.write(path, before)?;
                Ok(Err((reason, feedback)))
            }
        }
    }

    fn keep(&mut self, by: &str, attempt: u32, checks: usize) -> Result<(), FactoryError> {
        self.members.log.team(TeamEvent::HoleFilled {
            rule: self.hole.rule.name.clone(),
            model: by.to_owned(),
            attempt,
            checks,
        })?;
        let report = &mut self.members.done.holes[self.number];
        report.filled = true;
        by.clone_into(&mut report.by);
        report.reason.clear();
        Ok(())
    }

    fn tried(&mut self, attempt: u32, reason: &str) -> Result<(), FactoryError> {
        let said = format!("none of the model's {attempt} answers passed: {reason}");
        self.members.done.holes[self.number].reason = said;
        self.members.log.team(TeamEvent::HoleTried {
            rule: self.hole.rule.name.clone(),
            attempt,
            reason: reason.to_owned(),
        })
    }

    fn failed(&mut self, error: MindError) -> Result<Option<Held>, FactoryError> {
        self.members.done.holes[self.number].reason = format!("the model failed: {error}");
        self.members.model_failed(AgentName::Coder, error)
    }
}
