//! Answers that are cut off by the person, or with the process.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use super::stage::Stage;
use crate::models::ask::anthropic_events;
use crate::models::step::{Act, Step};

/// An answer that begins and never ends.
fn hanging() -> Step {
    let whole = anthropic_events(&["the first words"]);
    let begun = &whole[..whole.find("event: content_block_stop").unwrap()];
    Step::begun().piece(begun).act(Act::AwaitClose)
}

/// A turn whose words are told as they come.
const TURN: [&str; 3] = ["exec", "hi", "--json"];

/// Begins a turn and waits until its first words are there.
pub fn begin(stage: &Stage, args: &[&str]) -> Child {
    let mut child = stage.command(args).stdout(Stdio::piped()).spawn().unwrap();
    let out = child.stdout.take().unwrap();
    let mut reader = BufReader::new(out);
    let mut line = String::new();
    while !line.contains("the first words") {
        line.clear();
        assert_ne!(reader.read_line(&mut line).unwrap(), 0, "it ended");
    }
    child.stdout = Some(reader.into_inner());
    child
}

#[test]
fn an_interrupt_ends_the_request_keeps_the_words_and_pays_for_them() {
    let stage = Stage::new([hanging()]);
    let mut child = begin(&stage, &TURN);
    kill_process(Pid::from_child(&child), Signal::INT).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let told = stage.run(&["run", "show", &session(&stage)]);
    assert!(told.out.contains("the first words"), "{}", told.out);
    assert!(told.out.contains("cut off"), "{}", told.out);
    let (calls, spent) = stage.spent();
    assert_eq!(calls, 1);
    assert!(spent.parse::<f64>().unwrap() > 0.0, "{spent}");
    stage.finish();
}

#[test]
fn a_call_whose_process_was_killed_is_settled_once_and_the_talk_goes_on() {
    let stage = Stage::new([hanging(), Step::events(&anthropic_events(&["again"]))]);
    let mut child = begin(&stage, &TURN);
    child.kill().unwrap();
    child.wait().unwrap();
    let (_, first) = stage.spent();
    assert!(first.parse::<f64>().unwrap() > 0.0, "{first}");
    assert_eq!(stage.spent().1, first, "it was settled twice");
    let told = stage.json(&["budget"]);
    assert_eq!(told["held"], "0", "{told}");
    assert_eq!(stage.run(&["exec", "go on", "--continue"]).out, "again\n");
    stage.finish();
}

#[test]
fn an_answer_that_nobody_reads_any_more_is_stopped() {
    let words = anthropic_events(&["the first words"]);
    let begun = &words[..words.find("event: content_block_stop").unwrap()];
    let more = &begun[begun.find("event: content_block_delta").unwrap()..];
    let step = Step::begun()
        .piece(begun)
        .pause(std::time::Duration::from_millis(700))
        .piece(more)
        .act(Act::AwaitClose);
    let stage = Stage::new([step.clone(), step]);
    let mut lines = begin(&stage, &TURN);
    drop(lines.stdout.take());
    assert_eq!(lines.wait().unwrap().code(), Some(1));
    // The words of a whole answer are not shown before its end: nobody has to write to find out.
    let mut command = stage.command(&["exec", "hi"]);
    let mut words = command.stdout(Stdio::piped()).spawn().unwrap();
    drop(words.stdout.take());
    assert_eq!(words.wait().unwrap().code(), Some(1));
    stage.finish();
}

fn session(stage: &Stage) -> String {
    let runs = stage.json(&["run", "list"]);
    runs["runs"][0]["id"].as_str().unwrap().to_owned()
}
