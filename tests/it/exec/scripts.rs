//! Sessions that are recorded, and played again without a network.

use super::stage::{Stage, lines};
use super::stopped::begin;
use crate::models::ask::anthropic_events;
use crate::models::step::{Act, Step};

#[test]
fn a_recorded_session_plays_again_without_a_network_to_the_same_words() {
    let says = |words: &[&str]| Step::events(&anthropic_events(words));
    let stage = Stage::new([says(&["Hel", "lo 🐢", "\n\tend"])]);
    let live = stage.run(&["exec", "say hello", "--record", "hello.yaml", "--json"]);
    assert_eq!(live.code, 0, "{}", live.err);
    let played = stage
        .home
        .run(["exec", "say hello", "--replay", "hello.yaml", "--json"]);
    assert_eq!(played.code, 0, "{}", played.err);
    let words = |told| {
        let all = lines(told);
        let texts = all.into_iter().filter(|line| line["type"] == "text");
        texts
            .map(|line| line["text"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(words(&live), ["Hel", "lo 🐢", "\n\tend"]);
    assert_eq!(words(&played), words(&live));
    let last = lines(&played).pop().unwrap();
    assert_eq!(last["usage"], lines(&live).pop().unwrap()["usage"]);
    stage.finish();
}

#[test]
fn a_failed_session_is_recorded_too_and_fails_the_same_when_played() {
    let whole = anthropic_events(&["half"]);
    let cut = &whole[..whole.find("event: content_block_stop").unwrap()];
    let stage = Stage::new([Step::begun().piece(cut).ended()]);
    let live = stage.once(&["exec", "hi", "-q", "--record", "cut.yaml"]);
    assert_eq!(
        (live.code, live.out.as_str()),
        (5, "half\n"),
        "{}",
        live.err
    );
    let mut command = stage
        .home
        .command(["exec", "hi", "-q", "--replay", "cut.yaml"]);
    let played = command.env("VIBECOBER_MAX_RETRIES", "0").output().unwrap();
    let played = crate::cli::home::answer(played);
    assert_eq!((played.code, played.out), (5, live.out), "{}", played.err);
    stage.finish();
}

#[test]
fn a_script_that_is_wrong_too_short_or_too_long_says_so() {
    let home = crate::cli::home::Home::new();
    home.run(["exec", "hi", "-q", "--replay", "none.yaml"])
        .refuses(2, &["none.yaml"]);
    std::fs::write(home.at("wrong.yaml"), "replies:\n  - txt: hi\n").unwrap();
    home.run(["exec", "hi", "-q", "--replay", "wrong.yaml"])
        .refuses(2, &["wrong.yaml:2", "txt"]);
    std::fs::write(
        home.at("long.yaml"),
        "replies:\n  - text: one\n  - text: two\n",
    )
    .unwrap();
    let told = home.run(["exec", "hi", "-q", "--replay", "long.yaml"]);
    assert_eq!((told.code, told.out.as_str()), (1, "one\n"));
    assert!(told.err.contains("long.yaml"), "{}", told.err);
    std::fs::write(home.at("short.yaml"), "replies: []\n").unwrap();
    let told = home.run(["exec", "hi", "-q", "--replay", "short.yaml"]);
    assert_ne!(told.code, 0);
    assert!(told.err.contains("short.yaml"), "{}", told.err);
}

#[test]
fn two_do_not_record_into_one_file() {
    let whole = anthropic_events(&["the first words"]);
    let begun = &whole[..whole.find("event: content_block_stop").unwrap()];
    let hanging = Step::begun().piece(begun).act(Act::AwaitClose);
    let stage = Stage::new([hanging, Step::events(&anthropic_events(&["good"]))]);
    let mut child = begin(&stage, &["exec", "hi", "--json", "--record", "r.yaml"]);
    let told = stage.run(&["exec", "hi", "-q", "--record", "r.yaml"]);
    told.refuses(2, &["r.yaml", "another vibecober records into it"]);
    assert_eq!(stage.run(&["models", "list"]).code, 0);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(stage.run(&["exec", "hi", "--record", "r.yaml"]).code, 0);
    let left = std::fs::read_dir(stage.home.work()).unwrap().flatten();
    let names: Vec<_> = left.map(|entry| entry.file_name()).collect();
    assert_eq!(names, ["r.yaml"]);
    stage.finish();
}

#[test]
fn a_recording_takes_the_place_of_ordinary_files_only_and_of_none_without_a_call() {
    let stage = Stage::new([Step::events(&anthropic_events(&["good"]))]);
    std::fs::create_dir(stage.home.at("folder")).unwrap();
    std::os::unix::fs::symlink("nowhere", stage.home.at("link")).unwrap();
    for name in ["folder", "link"] {
        let told = stage.run(&["exec", "hi", "-q", "--record", name]);
        told.refuses(2, &[name, "no ordinary file"]);
    }
    assert_eq!(stage.run(&["exec", "hi", "--record", "good.yaml"]).code, 0);
    let kept = std::fs::read_to_string(stage.home.at("good.yaml")).unwrap();
    let refused = [
        "exec",
        "hi",
        "--record",
        "good.yaml",
        "--budget",
        "0.000001",
    ];
    assert_eq!(stage.run(&refused).code, 4);
    assert_eq!(
        std::fs::read_to_string(stage.home.at("good.yaml")).unwrap(),
        kept
    );
    stage.finish();
}
