//! What a run asks can be answered later, by another process, and exactly once.

use std::fs;

use serde_json::Value;

use super::home::{Answer, Home, answer};

const MINE: &str = "# My own words";

/// A home in which new output meets an edit in `p/README.md`; answers the approval's id.
fn conflict(home: &Home) -> String {
    home.run(["generate", "todo app", "--build", "--output", "p"]);
    let readme = home.at("p/README.md");
    let text = fs::read_to_string(&readme).unwrap();
    let (_, rest) = text.split_once('\n').unwrap();
    fs::write(&readme, format!("{MINE}\n{rest}")).unwrap();
    let answer = home.run(["generate", "pet clinic", "--build", "--output", "p"]);
    assert_eq!(answer.code, 3, "{}{}", answer.out, answer.err);
    let waiting = home.json(["approve", "list"]);
    let id = waiting["approvals"][0]["id"].as_str().unwrap().to_owned();
    assert!(answer.out.contains(&format!("approve accept {}", &id[..8])));
    id
}

fn readme(home: &Home) -> String {
    fs::read_to_string(home.at("p/README.md")).unwrap()
}

fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.out).unwrap()
}

#[test]
fn what_waits_is_listed_shown_and_accepted_by_another_process() {
    let home = Home::new();
    assert!(home.run(["approve", "list"]).out.contains("nothing waits"));
    let id = conflict(&home);
    let list = home.run(["approve", "list"]);
    for words in [&id[..8], "pending", "file_write", "README.md"] {
        assert!(list.out.contains(words), "no {words:?} in {}", list.out);
    }
    let shown = home.run(["approve", "show", &id[..8]]);
    for words in [MINE, "<<<<<<<", "--take-new", "never overwritten"] {
        assert!(shown.out.contains(words), "no {words:?} in {}", shown.out);
    }
    home.run(["approve", "accept", &id[..8]])
        .refuses(2, &["README.md", "--keep-edits", "--take-new"]);

    let accepted = home.json(["approve", "accept", &id[..8], "--keep-edits"]);
    assert_eq!(accepted["run"]["state"], "completed");
    assert_eq!(accepted["accepted"]["state"], "approved");
    assert_eq!(accepted["accepted"]["decision"]["choice"], "keep_edits");
    assert_eq!(accepted["accepted"]["decision"]["by"], "cli");
    assert_eq!(accepted["build"]["version"], 2);
    assert!(readme(&home).starts_with(MINE));
    assert!(home.at("p/backend/app/models/pet.py").exists());

    home.run(["approve", "accept", &id, "--take-new"])
        .refuses(1, &["is approved already"]);
    let waiting = home.json(["approve", "list"]);
    assert_eq!(waiting["approvals"].as_array().unwrap().len(), 0);
    let all = home.json(["approve", "list", "--all"]);
    assert_eq!(all["approvals"][0]["state"], "approved");
    let run = all["approvals"][0]["run"].as_str().unwrap();
    let logs = home.run(["logs", run]);
    for words in ["asks", "is approved", "awaiting_human → executing"] {
        assert!(logs.out.contains(words), "no {words:?} in {}", logs.out);
    }
}

#[test]
fn the_new_output_is_taken_where_that_is_the_answer() {
    let home = Home::new();
    let id = conflict(&home);
    let accepted = home.run(["approve", "accept", &id, "--take-new"]);
    assert_eq!(accepted.code, 0, "{}", accepted.err);
    assert!(accepted.out.contains("is kept"), "{}", accepted.out);
    assert!(!readme(&home).contains(MINE));
}

#[test]
fn a_single_file_goes_the_way_that_is_said_for_it() {
    for (way, mine, marked, choice) in [
        ("--mine", true, false, "keep_edits"),
        ("--new", false, false, "take_new"),
        ("--both", true, true, "both"),
    ] {
        let home = Home::new();
        let id = conflict(&home);
        let accepted = home.json(["approve", "accept", &id, way, "README.md"]);
        let decision = &accepted["accepted"]["decision"];
        assert_eq!(decision["choices"]["README.md"], choice);
        let text = readme(&home);
        assert_eq!(text.contains(MINE), mine, "{way}: {text}");
        assert_eq!(text.contains("<<<<<<<"), marked, "{way}: {text}");
    }
}

#[test]
fn a_file_that_is_named_twice_goes_one_way_or_none() {
    let home = Home::new();
    let id = conflict(&home);
    let accept = ["approve", "accept", &id, "--mine", "README.md"];
    for other in ["--new", "--both"] {
        home.run(accept.iter().copied().chain([other, "README.md"]))
            .refuses(2, &["README.md can go one way only"]);
    }
    assert_eq!(home.json(["approve", "list"])["approvals"][0]["id"], id);
    home.json(accept.into_iter().chain(["--mine", "README.md"]));
    assert!(readme(&home).starts_with(MINE));
}

#[test]
fn one_file_of_a_question_is_shown_alone() {
    let home = Home::new();
    let id = conflict(&home);
    let show = |file| ["approve", "show", id.as_str(), "--file", file];
    let shown = home.run(show("README.md"));
    assert!(shown.out.contains(MINE) && !shown.out.contains("answer"));
    let shown = home.json(show("README.md"));
    assert_eq!(shown["file"]["path"], "README.md");
    assert_eq!(shown["approval"], Value::Null);
    for json in [&[][..], &["--json"]] {
        home.run(show("nope.md").iter().chain(json))
            .refuses(2, &["does not ask about nope.md"]);
    }
}

#[test]
fn a_no_keeps_everything_and_says_why() {
    for deny in [&["deny"][..], &["approve", "deny"]] {
        let home = Home::new();
        let id = conflict(&home);
        let before = home.files();
        let mut words = deny.to_vec();
        words.extend([id.as_str(), "--reason", "not now", "--json"]);
        let denied = home.run(&words);
        assert_eq!(denied.code, 0, "{}", denied.err);
        let approval = &json(&denied)["approval"];
        assert_eq!(approval["state"], "denied");
        assert_eq!(approval["decision"]["reason"], "not now");
        assert_eq!(home.files(), before);
        assert!(readme(&home).starts_with(MINE));
        let run = approval["run"].as_str().unwrap();
        let shown = home.run(["run", "show", run]);
        assert!(shown.out.contains("cancelled") && shown.out.contains("denied: not now"));
        home.run(["deny", &id]).refuses(1, &["is denied already"]);
    }
}

#[test]
fn a_changed_file_is_asked_about_again() {
    let home = Home::new();
    let id = conflict(&home);
    let newer = format!("{MINE} again\n{}", readme(&home));
    fs::write(home.at("p/README.md"), &newer).unwrap();
    let answer = home.run(["approve", "accept", &id, "--take-new", "--json"]);
    assert_eq!(answer.code, 3, "{}", answer.err);
    let outcome = json(&answer);
    assert_eq!(outcome["accepted"]["state"], "superseded");
    assert_eq!(outcome["approval"]["state"], "pending");
    assert_ne!(outcome["approval"]["id"], id.as_str());
    assert_eq!(readme(&home), newer);
}

#[test]
fn a_cancelled_run_needs_no_answer_any_more() {
    let home = Home::new();
    let id = conflict(&home);
    let all = home.json(["approve", "list"]);
    let run = all["approvals"][0]["run"].as_str().unwrap();
    assert_eq!(home.run(["run", "cancel", run]).code, 0);
    home.run(["deny", &id]).refuses(1, &["is expired already"]);
}

#[test]
fn of_several_processes_that_answer_at_once_exactly_one_wins() {
    let home = Home::new();
    let id = conflict(&home);
    let take = ["approve", "accept", &id, "--take-new"];
    let keep = ["approve", "accept", &id, "--keep-edits"];
    let deny = ["approve", "deny", &id, "--quiet"];
    let racing: Vec<_> = [take, keep, deny, take, keep, deny]
        .into_iter()
        .map(|words| {
            let mut command = home.command(words);
            command.stdout(std::process::Stdio::piped());
            command.stderr(std::process::Stdio::piped());
            command.spawn().unwrap()
        })
        .collect();
    let answers: Vec<_> = racing
        .into_iter()
        .map(|process| answer(process.wait_with_output().unwrap()))
        .collect();
    let (won, lost): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.code == 0);
    let said: Vec<_> = answers.iter().map(|answer| &answer.err).collect();
    assert_eq!((won.len(), lost.len()), (1, 5), "{said:?}");
    for loser in lost {
        loser.refuses(1, &["already"]);
    }
    let run = &home.json(["run", "list"])["runs"][0];
    let events = home.json(["run", "trace", run["id"].as_str().unwrap()]);
    let events = events["events"].as_array().unwrap().iter();
    let decided = events.filter(|event| event["type"] == "approval_decided");
    assert_eq!(decided.count(), 1);
}

#[test]
fn ids_that_are_not_there_are_refused_in_one_line() {
    let home = Home::new();
    for words in [
        &["approve", "accept", "abc"][..],
        &["approve", "show", "abc"],
        &["approve", "deny", "abc"],
        &["deny", "abc", "--reason", "x"],
    ] {
        home.run(words)
            .refuses(2, &["no approval 'abc'", "approve list"]);
    }
    home.run(["approve", "accept", "abc", "--keep-edits", "--take-new"])
        .refuses(2, &["--take-new"]);
    home.run(["approve", "accept"]).refuses(2, &["<ID>"]);
}
