//! What a script says: replies, each as pieces in time.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::form::{Expect, Form, ReplyForm, StepForm};
use crate::config::document::{self, Document};
use crate::config::{ConfigError, read_file};
use crate::domain::fault::{Fault, FaultClass};
use crate::llm::{Delta, Stop};

/// A script.
#[derive(Debug)]
pub struct Script {
    pub(super) path: PathBuf,
    pub(super) replies: Vec<Reply>,
}

/// A reply.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) expect: Expect,
    pub(super) steps: Vec<Step>,
    /// Where it stands: the file and the line, or the key.
    pub(super) place: String,
}

/// A piece of a reply, and how long it takes to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) after: Duration,
    pub(super) piece: Result<Delta, Fault>,
}

impl Script {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// A file that cannot be read, or what is wrong in it: file, line and key in one line.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = read_file(path.to_path_buf()).map_err(|error| match error {
            ConfigError::NotAFile(path) => ConfigError::BadValue {
                place: path.display().to_string(),
                problem: "this is no file: name the script itself".to_owned(),
            },
            other => other,
        })?;
        let text = text.ok_or_else(|| ConfigError::BadValue {
            place: path.display().to_string(),
            problem: "there is no such script".to_owned(),
        })?;
        Self::parse(path, &text)
    }

    /// Reads the text of the file at `path`.
    ///
    /// # Errors
    /// What is wrong in it.
    pub fn parse(path: &Path, text: &str) -> Result<Self, ConfigError> {
        let mut document = document::parse::<Form>(path, text)?;
        let forms = std::mem::take(&mut document.content.replies);
        if forms.is_empty() {
            return Err(document.wrong(&["replies"], "there is no reply in it"));
        }
        let replies = (0..).zip(forms);
        let replies = replies.map(|(place, form)| reply(place, form, &document));
        Ok(Self {
            path: path.to_path_buf(),
            replies: replies.collect::<Result<_, _>>()?,
        })
    }

    /// How many replies it has.
    pub fn len(&self) -> usize {
        self.replies.len()
    }

    /// True when it has none.
    pub fn is_empty(&self) -> bool {
        self.replies.is_empty()
    }

    /// The name of its file.
    pub fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        name.to_string_lossy().into_owned()
    }
}

fn reply(place: usize, form: ReplyForm, at: &Document<Form>) -> Result<Reply, ConfigError> {
    let number = place.to_string();
    let wrong = |problem: &str| at.wrong(&["replies", &number], problem);
    let told = wrong("").to_string();
    let place = told.trim_end_matches([':', ' ']).to_owned();
    let expect = form.expect.clone().unwrap_or_default();
    let has_parts = form.thinking.is_some()
        || form.text.is_some()
        || !form.tools.is_empty()
        || form.fault.is_some();
    let steps = match form.stream {
        Some(_) if has_parts || form.usage.is_some() || form.stop.is_some() => {
            return Err(wrong(
                "it has a 'stream' and other parts: write all of it into the stream",
            ));
        }
        Some(stream) => {
            let steps = (0..).zip(stream);
            let steps = steps.map(|(place, form)| {
                step(form).map_err(|problem| {
                    let item = usize::to_string(&place);
                    at.wrong(&["replies", &number, "stream", &item], problem)
                })
            });
            closed(steps.collect::<Result<_, _>>()?).map_err(wrong)?
        }
        None if !has_parts => {
            return Err(wrong(
                "it says nothing: write text, thinking, tools, fault or stream",
            ));
        }
        None => parts(form, &number),
    };
    Ok(Reply {
        expect,
        steps,
        place,
    })
}

/// The one piece that a step is.
fn step(form: StepForm) -> Result<Step, &'static str> {
    let mut pieces: Vec<Result<Delta, Fault>> = Vec::new();
    pieces.extend(form.started.map(|one| {
        let (id, model) = (one.id, one.model);
        Ok(Delta::Started { id, model })
    }));
    pieces.extend(form.usage.map(|usage| Ok(Delta::Usage(usage.into()))));
    pieces.extend(form.text.map(|text| Ok(Delta::Text(text))));
    pieces.extend(form.thinking.map(|text| Ok(Delta::Thinking(text))));
    pieces.extend(form.sealed.map(|seal| Ok(Delta::Sealed(seal))));
    pieces.extend(form.tool.map(|call| {
        let (index, id, name) = (call.index, call.id, call.name);
        Ok(Delta::ToolStarted { index, id, name })
    }));
    pieces.extend(form.input.map(|input| {
        let (index, json) = (input.index, input.json);
        Ok(Delta::ToolInput { index, json })
    }));
    pieces.extend(form.done.map(|stop| Ok(Delta::Done(stop.into()))));
    pieces.extend(form.fault.map(|fault| Err(fault.into())));
    let piece = pieces.pop().filter(|_| pieces.is_empty());
    Ok(Step {
        after: form.after.0,
        piece: piece.ok_or(
            "a piece is one of started, text, thinking, sealed, tool, input, usage, done and fault",
        )?,
    })
}

/// The same stream with an end: one that was broken off ends with a fault that says so.
fn closed(mut steps: Vec<Step>) -> Result<Vec<Step>, &'static str> {
    let is_end = |step: &Step| matches!(step.piece, Err(_) | Ok(Delta::Done(_)));
    let end = steps.iter().position(is_end);
    match end {
        Some(end) if end + 1 < steps.len() => Err("pieces follow after the end of its stream"),
        Some(_) => Ok(steps),
        None => {
            let text = "the script breaks the reply off here";
            steps.push(now(Err(Fault::new(FaultClass::StreamTruncated, text))));
            Ok(steps)
        }
    }
}

/// The pieces of a reply that is written by its parts.
fn parts(form: ReplyForm, number: &str) -> Vec<Step> {
    let pace = form.pace.unwrap_or_default().0;
    let mut steps = vec![now(Ok(Delta::Started {
        id: form.id.unwrap_or_else(|| format!("reply_{number}")),
        model: form.model.unwrap_or_default(),
    }))];
    steps[0].after = form.after.unwrap_or_default().0;
    let mut words = |text: Option<String>, make: fn(String) -> Delta| {
        for word in pieces(text.as_deref().unwrap_or_default(), pace) {
            steps.push(Step {
                after: pace,
                piece: Ok(make(word.to_owned())),
            });
        }
    };
    words(form.thinking, Delta::Thinking);
    words(form.text, Delta::Text);
    let asks = !form.tools.is_empty();
    for (index, tool) in form.tools.into_iter().enumerate() {
        let made_up = format!("call_{number}_{index}");
        let input = tool.input.unwrap_or_else(|| serde_json::json!({}));
        let (id, name) = (tool.id.unwrap_or(made_up), tool.name);
        steps.push(now(Ok(Delta::ToolStarted { index, id, name })));
        let json = input.to_string();
        steps.push(now(Ok(Delta::ToolInput { index, json })));
    }
    let usage = form.usage.map(|usage| Ok(Delta::Usage(usage.into())));
    steps.extend(usage.map(now));
    let usual = if asks { Stop::ToolUse } else { Stop::End };
    steps.push(now(match form.fault {
        Some(fault) => Err(fault.into()),
        None => Ok(Delta::Done(form.stop.map_or(usual, Stop::from))),
    }));
    steps
}

fn now(piece: Result<Delta, Fault>) -> Step {
    Step {
        after: Duration::ZERO,
        piece,
    }
}

/// The text as a whole, or its words where they come one by one.
fn pieces(text: &str, pace: Duration) -> Vec<&str> {
    if text.is_empty() {
        return Vec::new();
    }
    if pace.is_zero() {
        return vec![text];
    }
    text.split_inclusive(' ').collect()
}
