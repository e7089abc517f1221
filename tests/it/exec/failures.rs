//! Models that do not answer whole, and calls that are not made.

use std::time::Duration;

use super::stage::{KEY, Stage, lines};
use crate::cli::home::answer;
use crate::models::ask::anthropic_events;
use crate::models::step::{Act, Step};

const BUSY: &str = r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#;

fn busy() -> Step {
    Step::status(529, &["retry-after-ms: 5"], BUSY)
}

#[test]
fn a_busy_service_is_asked_again_and_only_the_answer_costs() {
    let whole = Step::events(&anthropic_events(&["done"]));
    let stage = Stage::new([busy(), busy(), busy(), busy(), whole]);
    let told = stage.run(&["exec", "hi", "--json"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let lines = lines(&told);
    let waits: Vec<_> = lines
        .iter()
        .filter(|line| line["kind"] == "waiting")
        .collect();
    assert_eq!(waits.len(), 4);
    assert_eq!(
        (&waits[0]["class"], &waits[0]["attempt"]),
        (&"overloaded".into(), &2.into())
    );
    let costs: Vec<_> = lines
        .iter()
        .filter(|line| line["type"] == "usage")
        .collect();
    assert_eq!(costs.len(), 5);
    assert!(
        costs[..4].iter().all(|one| one["cost_usd"] == "0"),
        "{costs:?}"
    );
    stage.finish();
}

#[test]
fn a_wrong_key_is_said_once_and_shown_nowhere() {
    let body = format!(
        r#"{{"type":"error","error":{{"type":"authentication_error","message":"invalid x-api-key {KEY}"}}}}"#
    );
    let stage = Stage::new([Step::status(401, &[], &body)]);
    let told = stage.run(&["exec", "hi", "-q"]);
    told.refuses(5, &["auth"]);
    assert!(!told.err.contains(KEY), "{}", told.err);
    assert_eq!(stage.spent().1, "0");
    stage.finish();
}

#[test]
fn of_a_cut_answer_the_part_is_kept_paid_and_sent_again_as_what_it_is() {
    let whole = anthropic_events(&["half an ans", "wer"]);
    let cut = &whole[..whole.find("event: content_block_stop").unwrap()];
    let second = Step::events(&anthropic_events(&["yes"]));
    let stage = Stage::new([Step::begun().piece(cut).act(Act::Close), second]);
    let told = stage.once(&["exec", "hi"]);
    assert_eq!(
        (told.code, told.out.as_str()),
        (5, "half an answer\n"),
        "{}",
        told.err
    );
    assert!(told.err.contains("stream_truncated"), "{}", told.err);
    let (calls, spent) = stage.spent();
    assert_eq!(calls, 1);
    assert!(spent.parse::<f64>().unwrap() > 0.0, "{spent}");
    assert_eq!(stage.run(&["exec", "go on", "--continue"]).out, "yes\n");
    let asked = stage.finish();
    let body = asked[1].json();
    assert_eq!(body["messages"][1]["content"][0]["text"], "half an answer");
}

#[test]
fn of_an_answer_that_begins_anew_only_the_whole_one_is_printed() {
    let broken = anthropic_events(&["half an ans"]);
    let cut = &broken[..broken.find("event: content_block_stop").unwrap()];
    let steps = [
        Step::begun().piece(cut).act(Act::Close),
        Step::events(&anthropic_events(&["all of it"])),
    ];
    let stage = Stage::new(steps.clone());
    let told = stage.run(&["exec", "hi"]);
    assert_eq!(
        (told.code, told.out.as_str()),
        (0, "all of it\n"),
        "{}",
        told.err
    );
    stage.finish();
    let stage = Stage::new(steps);
    let lines = lines(&stage.run(&["exec", "hi", "--json"]));
    let place = |wanted: &dyn Fn(&serde_json::Value) -> bool| lines.iter().position(wanted);
    let half = place(&|line| line["text"] == "half an ans").unwrap();
    let void = place(&|line| line["kind"] == "void").unwrap();
    let whole = place(&|line| line["type"] == "text" && line["text"] == "all of it").unwrap();
    assert!(half < void && void < whole, "{lines:?}");
    stage.finish();
}

#[test]
fn what_does_not_fit_the_budget_is_not_asked() {
    let stage = Stage::new([]);
    let told = stage.run(&["exec", "hi", "-q", "--budget", "0.000001"]);
    told.refuses(4, &["budget", "$0.000001", "may cost"]);
    let last = stage.run(&["exec", "hi", "--json", "--budget", "0.000001"]);
    assert_eq!(last.code, 4);
    assert_eq!(lines(&last).last().unwrap()["error"]["class"], "budget");
    stage.finish();
}

#[test]
fn three_failures_in_a_row_open_the_breaker_for_every_process() {
    let broken = Step::status(500, &[], "{}");
    let stage = Stage::new([busy(), busy(), broken]);
    for _ in 0..3 {
        assert_eq!(stage.once(&["exec", "hi"]).code, 5);
    }
    let told = stage.once(&["exec", "hi", "-q"]);
    told.refuses(5, &["server_error: ", "left alone", "vibecober breakers"]);
    let told = stage.json(&["breakers"]);
    assert!(told.to_string().contains("open"), "{told}");
    stage.finish();
}

#[test]
fn a_page_in_place_of_events_is_said_to_be_one() {
    let page = "<!doctype html><title>Sign in</title>";
    // A page of a gateway that is busy can pass; one that says that all is well cannot.
    let busy = Step::plain(502, "text/html", &["retry-after-ms: 5"], page);
    let stage = Stage::new([busy, Step::plain(200, "text/html", &[], page)]);
    stage
        .run(&["exec", "hi", "-q"])
        .refuses(5, &["not_event_stream"]);
    assert_eq!(stage.spent(), (2, "0".to_owned()));
    stage.finish();
}

#[test]
fn what_cannot_pass_is_asked_once_and_no_nonsense_is_paid_for() {
    let whole = anthropic_events(&["hi"]);
    let minus = whole.replacen("\"input_tokens\":", "\"input_tokens\":-", 1);
    let zipped = Step::raw(
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-encoding: gzip\r\n\
         content-length: 4\r\n\r\n\u{1}\u{2}\u{3}\u{4}",
    );
    for (step, class, words) in [
        (Step::events(&minus), "malformed_event", "a count of tokens"),
        (zipped, "not_event_stream", "packed as 'gzip'"),
        (
            Step::events("data: {\n\n"),
            "malformed_event",
            "cannot be read",
        ),
        (
            Step::events("data: \u{0}{\n\n"),
            "malformed_event",
            "base URL",
        ),
    ] {
        let stage = Stage::new([step]);
        let told = stage.run(&["exec", "hi", "--json"]);
        let last = lines(&told).pop().unwrap();
        assert_eq!(
            (told.code, &last["error"]["class"]),
            (5, &class.into()),
            "{last}"
        );
        assert_eq!(last["error"]["retryable"], false, "{last}");
        let said = last["error"]["message"].as_str().unwrap();
        assert!(said.contains(words), "{said}");
        assert_eq!(stage.spent().0, 1);
        stage.finish();
    }
}

#[test]
fn a_count_with_a_point_is_a_count() {
    let whole = anthropic_events(&["hi"]);
    let points = regex::Regex::new(r#"(\w+_tokens":\d+)"#).unwrap();
    let stage = Stage::new([Step::events(&points.replace_all(&whole, "$1.0"))]);
    let told = stage.run(&["exec", "hi", "--json"]);
    assert_eq!(told.code, 0, "{}", told.err);
    let lines = lines(&told);
    let usage = lines.iter().find(|line| line["type"] == "usage").unwrap();
    assert_eq!(usage["count"], "exact");
    stage.finish();
}

#[test]
fn models_and_addresses_that_cannot_be_used_are_told_in_one_line() {
    let stage = Stage::new([]);
    for (args, code, words) in [
        (vec!["--continue"], 2, "no session of this folder"),
        (
            vec!["--model", "anthropic/claude-sonet-5"],
            2,
            "did you mean",
        ),
        (
            vec!["--model", "nobody/x"],
            2,
            "there is no provider 'nobody'",
        ),
        (vec!["--model", "x"], 2, "is not a model"),
        (
            vec!["--model", "gpt-5-mini"],
            2,
            "did you mean openai/gpt-5-mini?",
        ),
        (vec!["--model", "rules"], 5, "needs a model"),
        (vec!["--resume", "abcdef"], 2, "abcdef"),
    ] {
        let all: Vec<&str> = ["exec", "hi", "-q"].into_iter().chain(args).collect();
        stage.run(&all).refuses(code, &[words]);
    }
    let mut command = stage.command(&["exec", "hi", "-q"]);
    let told = command
        .env("ANTHROPIC_BASE_URL", "not an address")
        .output()
        .unwrap();
    answer(told).refuses(2, &["ANTHROPIC_BASE_URL"]);
    for words in [
        ["generate", "todo app", "--model", "nobody/x"],
        ["models", "test", "nobody/x", "-q"],
    ] {
        stage
            .run(&words)
            .refuses(2, &["there is no provider 'nobody'"]);
    }
    let told = stage.run(&["--replay", "missing.yaml"]);
    told.refuses(2, &["missing.yaml", "no such script"]);
    let told = stage.home.run(["exec", "hi", "-q"]);
    told.refuses(5, &["vibecober auth add anthropic", "ANTHROPIC_API_KEY"]);
    stage.finish();
}

#[test]
fn a_budget_is_for_a_new_session_only() {
    let stage = Stage::new([]);
    let told = stage.run(&["exec", "hi", "-q", "--continue", "--budget", "0.5"]);
    told.refuses(2, &["--budget is for a new session"]);
    stage.finish();
}

#[test]
fn the_count_of_a_service_that_cannot_be_true_is_estimated() {
    let absurd = anthropic_events(&["hello"])
        .replace("\"output_tokens\":5", "\"output_tokens\":1000000000000");
    let stage = Stage::new([Step::events(&absurd)]);
    let told = stage.run(&["exec", "hi", "--json"]);
    let lines = lines(&told);
    let usage = lines.iter().find(|line| line["type"] == "usage").unwrap();
    assert_eq!(usage["count"], "estimated");
    let written = usage["usage"]["output"].as_u64().unwrap();
    assert!((1..100).contains(&written), "{usage}");
    stage.finish();
}

#[test]
fn a_model_without_a_price_is_not_called_until_it_has_one() {
    let stage = Stage::new([]);
    let models = stage.home.config("models.yaml");
    std::fs::create_dir_all(models.parent().unwrap()).unwrap();
    let text =
        "providers:\n  anthropic:\n    models:\n      new-one: {context: 1000, output: 100}\n";
    std::fs::write(&models, text).unwrap();
    let told = stage.run(&["exec", "hi", "-q", "--model", "anthropic/new-one"]);
    told.refuses(2, &["price", "models.yaml"]);
    std::fs::write(&models, "providers:\n  anthropic:\n    modles: {}\n").unwrap();
    let told = stage.run(&["exec", "hi", "-q"]);
    told.refuses(2, &["models.yaml:3", "modles", "models"]);
    stage.finish();
}

#[test]
fn a_service_that_says_nothing_is_given_up_by_the_person_within_a_moment() {
    let stage = Stage::new([Step::default().act(Act::AwaitClose)]);
    let mut child = stage.command(&["exec", "hi", "-q"]).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(700));
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    stage.finish();
}
