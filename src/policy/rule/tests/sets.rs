use std::path::Path;

use jiff::Timestamp;

use super::super::*;
use crate::domain::ids::RunId;
use crate::domain::rule::{Rule, Scope, Subject};
use crate::domain::verdict::Decision;
use crate::policy::judge_fetch;
use crate::policy::path::{Change, judge_path};
use crate::policy::scene::Confined;
use crate::policy::shell::judge_command;
use crate::policy::tests::fake::Fake;

fn rule(id: &str, subject: Subject, decision: Decision, matches: &str, not: &str) -> Rule {
    Rule {
        id: id.to_owned(),
        subject,
        decision,
        scope: Scope::Always,
        expires: None,
        matches: vec![matches.to_owned()],
        not_matches: vec![not.to_owned()],
    }
}

fn command(words: &str) -> Subject {
    Subject::Command(words.split(' ').map(str::to_owned).collect())
}

/// A rule on commands with examples that hold.
fn on(words: &str, decision: Decision) -> Rule {
    rule(
        &words.replace([' ', '/'], "-"),
        command(words),
        decision,
        words,
        "echo other",
    )
}

fn set(rules: Vec<Rule>) -> RuleSet {
    RuleSet::load(rules, Origin::Person).unwrap()
}

fn judge(text: &str, rules: &RuleSet) -> (Decision, String) {
    let fake = Fake::project();
    let verdict = judge_command(text, &fake.scene(Confined::Yes), rules);
    (verdict.decision, verdict.rule)
}

#[test]
fn a_rule_allows_what_begins_with_its_words_and_nothing_else() {
    let rules = set(vec![
        on("npm install", Decision::Auto),
        on("foo", Decision::Auto),
    ]);
    for text in [
        "npm install",
        "npm install left-pad",
        "'npm' inst\\all x",
        "timeout 5 npm install",
        "foo --bar; ls",
    ] {
        assert_eq!(judge(text, &rules).0, Decision::Auto, "{text}");
    }
    for text in [
        "npm installx",
        "npm i",
        "npm ci",
        "npm --prefix x install",
        "npm install && bar",
        "PATH=. npm install",
        "npm install > out.txt",
        "npm $X",
        "npm install $X",
        "npm install `x`",
        "npm inst*",
        "(npm install)",
        "./foo",
        "sudo foo",
        "foo | bar",
    ] {
        assert_eq!(judge(text, &rules).0, Decision::Ask, "{text}");
    }
    assert_eq!(judge("foo", &rules).1, "rule:foo");
}

#[test]
fn no_rule_allows_what_destroys_or_is_protected() {
    let rules = set(vec![
        on("rm", Decision::Auto),
        on("git push", Decision::Auto),
        on("cp", Decision::Auto),
        on("foo", Decision::Auto),
        on("cat", Decision::Auto),
        on("dropdb", Decision::Auto),
        rule(
            "all",
            Subject::Path("src/**".to_owned()),
            Decision::Auto,
            "src/a",
            "b",
        ),
        rule(
            "hooks",
            Subject::Path(".git/hooks/*".to_owned()),
            Decision::Auto,
            ".git/hooks/a",
            "b",
        ),
    ]);
    assert_eq!(judge("rm data.txt", &rules).0, Decision::Auto);
    for text in [
        "rm -rf src",
        "git push --force",
        "cp README.md .git/hooks/x",
        "cp README.md data.txt",
        "foo rm -rf x",
        "foo > data.txt",
        "cat .env",
        "cat ~/.ssh/id_rsa",
        "dropdb x",
        "foo | sh",
        "rm $X",
    ] {
        assert_eq!(judge(text, &rules).0, Decision::Ask, "{text}");
    }
    let fake = Fake::project();
    let path = |path: &str| {
        judge_path(
            Path::new(path),
            Change::Write,
            &fake.scene(Confined::Yes),
            &rules,
        )
    };
    assert_eq!(path(".git/hooks/a").decision, Decision::Ask);
    assert_eq!(path("src/a").decision, Decision::Auto);
}

#[test]
fn the_strictest_rule_wins_and_rules_tighten_what_is_known() {
    let rules = set(vec![
        on("npm", Decision::Auto),
        on("npm publish", Decision::Deny),
        on("git log", Decision::Ask),
        on("ls", Decision::Deny),
    ]);
    assert_eq!(
        judge("npm publish", &rules),
        (Decision::Deny, "rule:npm-publish".to_owned())
    );
    assert_eq!(judge("npm ci", &rules).0, Decision::Auto);
    assert_eq!(
        judge("git log -3", &rules),
        (Decision::Ask, "rule:git-log".to_owned())
    );
    for text in [
        "ls",
        "echo x; ls -la",
        "timeout 5 ls",
        "(ls)",
        "echo $(ls -la)",
        "l\\s",
        "ls $X",
        "npm ci && ls",
    ] {
        assert_eq!(judge(text, &rules).0, Decision::Deny, "{text}");
    }
    assert_eq!(judge("echo ls", &rules).0, Decision::Auto);
}

#[test]
fn examples_are_checked_when_rules_are_loaded() {
    let load = |rule: Rule| {
        RuleSet::load(vec![rule], Origin::Person)
            .unwrap_err()
            .to_string()
    };
    let wrong = rule("a", command("npm ci"), Decision::Auto, "npm install", "ls");
    assert_eq!(
        load(wrong),
        "rule 'a': the example 'npm install' has to match, but does not"
    );
    let wide = rule("b", command("npm"), Decision::Auto, "npm ci", "npm publish");
    assert_eq!(
        load(wide),
        "rule 'b': the example 'npm publish' must not match, but does"
    );
    let bare = Rule {
        not_matches: Vec::new(),
        ..on("npm", Decision::Auto)
    };
    assert!(load(bare).contains("it needs examples"));
    for words in [
        "bash",
        "bash -c",
        "python3",
        "sudo",
        "env",
        "python -c",
        "git",
        "xargs",
        "/bin/sh",
        "sh -c",
        "sudo env",
        "python3.11 -c",
    ] {
        assert!(
            load(on(words, Decision::Auto)).contains("it would allow everything"),
            "{words}"
        );
    }
    assert!(RuleSet::load(vec![on("bash", Decision::Deny)], Origin::Person).is_ok());
    assert!(
        load(rule(
            "c",
            Subject::Path("**".to_owned()),
            Decision::Auto,
            "a",
            ""
        ))
        .contains("everything")
    );
    assert!(load(rule("", command("x"), Decision::Auto, "x", "y")).contains("a name has"));
    let twice = vec![on("x", Decision::Auto), on("x", Decision::Auto)];
    assert!(
        RuleSet::load(twice, Origin::Person)
            .unwrap_err()
            .to_string()
            .contains("two of this name")
    );
}

#[test]
fn a_workspace_can_only_tighten() {
    let load = |decision| RuleSet::load(vec![on("npm ci", decision)], Origin::Workspace);
    assert!(
        load(Decision::Auto)
            .unwrap_err()
            .to_string()
            .contains("can only tighten")
    );
    let both = set(vec![on("npm ci", Decision::Auto)]).and(load(Decision::Deny).unwrap());
    assert_eq!(judge("npm ci", &both).0, Decision::Deny);
}

#[test]
fn a_rule_holds_in_its_scope_and_until_it_expires() {
    let now: Timestamp = "2026-01-02T00:00:00Z".parse().unwrap();
    let run = RunId::random();
    let scoped = |scope: Scope| Rule {
        scope,
        ..on("foo", Decision::Auto)
    };
    let holds = |rule: Rule, session| {
        let rules = set(vec![rule]).in_force(now, Path::new("/w/app"), session);
        judge("foo", &rules).0 == Decision::Auto
    };
    assert!(holds(scoped(Scope::Always), None) && holds(scoped(Scope::Once), None));
    assert!(
        holds(scoped(Scope::Session(run)), Some(run)) && !holds(scoped(Scope::Session(run)), None)
    );
    assert!(holds(scoped(Scope::Workspace("/w/app".into())), None));
    assert!(!holds(scoped(Scope::Workspace("/w".into())), None));
    for (expires, held) in [
        ("2026-01-02T00:00:01Z", true),
        ("2026-01-02T00:00:00Z", false),
    ] {
        let expires = Some(expires.parse().unwrap());
        assert_eq!(
            holds(
                Rule {
                    expires,
                    ..on("foo", Decision::Auto)
                },
                None
            ),
            held
        );
    }
}

#[test]
fn what_a_rule_would_have_matched_is_shown() {
    let history = [
        "npm ci",
        "npm ci && ls",
        "timeout 5 npm ci --x",
        "npm $X",
        "npm install",
        "echo npm ci",
    ];
    let history = history.map(str::to_owned);
    let found = would_match(&on("npm ci", Decision::Auto), &history);
    assert_eq!(found, ["npm ci", "npm ci && ls", "timeout 5 npm ci --x"]);
    let hosts = ["docs.rs".to_owned(), "evil.rs".to_owned()];
    let host = rule(
        "h",
        Subject::Host("*.rs".to_owned()),
        Decision::Auto,
        "a.rs",
        "rs",
    );
    assert_eq!(would_match(&host, &hosts), ["docs.rs", "evil.rs"]);
}

#[test]
fn hosts_are_matched_whole() {
    let host = |name: &str| Subject::Host(name.to_owned());
    let rules = set(vec![
        rule("a", host("docs.rs"), Decision::Auto, "docs.rs", "x.docs.rs"),
        rule(
            "b",
            host("*.example.org"),
            Decision::Auto,
            "a.example.org",
            "example.org",
        ),
        rule("c", host("localhost"), Decision::Auto, "localhost", "x"),
        rule(
            "d",
            host("bad.example.org"),
            Decision::Deny,
            "bad.example.org",
            "x",
        ),
    ]);
    for (url, decision) in [
        ("https://docs.rs/x", Decision::Auto),
        ("https://DOCS.rs", Decision::Auto),
        ("https://a.example.org/", Decision::Auto),
        ("https://bad.example.org/", Decision::Deny),
        ("https://docs.rs.evil.org/", Decision::Ask),
        ("https://evildocs.rs/", Decision::Ask),
        ("https://docs.rs@evil.org/", Decision::Deny),
        ("http://localhost:80/", Decision::Ask),
        ("https://example.org/", Decision::Ask),
    ] {
        assert_eq!(judge_fetch(url, &rules).decision, decision, "{url}");
    }
}
