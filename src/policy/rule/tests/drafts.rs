use super::super::*;
use crate::domain::ids::ApprovalId;
use crate::domain::rule::{Rule, Scope, Subject};
use crate::domain::verdict::{Decision, Guard};
use crate::domain::wish::{
    AgentWish, Asker, CallPlace, FileFate, Finding, Place, Wish, WishedFile,
};
use crate::policy::tests::fake::Fake;

fn asked(wish: Wish, prefix: Option<&str>) -> AgentWish {
    AgentWish {
        asker: Asker {
            agent: "exec".to_owned(),
            ancestors: Vec::new(),
            session: String::new(),
            task: None,
            call: CallPlace {
                message: 1,
                place: 0,
            },
        },
        workspace: "/w/app".into(),
        wish,
        reason: String::new(),
        finding: Finding {
            rule: "shell.unknown_program".to_owned(),
            part: None,
            guard: Guard::None,
            prefix: prefix.map(|words| words.split(' ').map(str::to_owned).collect()),
        },
        sandbox: "bubblewrap".to_owned(),
    }
}

fn runs(command: &str, prefix: Option<&str>) -> AgentWish {
    let wish = Wish::Command {
        command: command.to_owned(),
        folder: "/w/app".into(),
        place: Place::Usual,
    };
    asked(wish, prefix)
}

fn changes(paths: &[&str]) -> AgentWish {
    let file = |path: &&str| WishedFile {
        path: (*path).to_owned(),
        change: FileFate::Edited,
        diff: String::new(),
        hunks: 1,
        hidden: 0,
    };
    let files = paths.iter().map(file).collect();
    asked(Wish::Changes { files }, None)
}

fn drafted(asked: &AgentWish, text: Option<&str>, decision: Decision) -> Result<Rule, String> {
    let draft = Draft {
        text: text.map(str::to_owned),
        decision,
        scope: Scope::Always,
        expires: None,
    };
    let now = "2026-01-02T03:04:05Z".parse().unwrap();
    draft_rule(ApprovalId::random(), asked, &draft, now).map_err(|error| error.to_string())
}

fn allows(asked: &AgentWish, text: Option<&str>) -> Result<Rule, String> {
    drafted(asked, text, Decision::Auto)
}

#[test]
fn a_rule_has_examples_of_its_own_and_a_name_that_says_what_it_is_about() {
    let command = runs("frob --all 'a b'", Some("frob --all"));
    let rule = allows(&command, Some("frob --all")).unwrap();
    assert!(rule.id.starts_with("frob-all-"), "{}", rule.id);
    assert_eq!(rule.matches, ["frob --all 'a b'"]);
    assert_eq!(rule.not_matches, ["frob"]);
    let whole = allows(&command, Some("frob")).unwrap();
    assert_eq!(whole.not_matches, ["not-frob something-else"]);
    // Through a wrapper, and as one of several.
    assert!(allows(&runs("timeout 5 frob x", None), Some("frob x")).is_ok());
    assert!(allows(&runs("ls && frob x", None), Some("frob")).is_ok());
    assert!(allows(&runs("ls && frob x", None), None).is_err());
}

#[test]
fn what_the_words_of_a_command_are_is_read_as_a_shell_reads_them() {
    let words = |text: &str| match allows(&runs("frob 'a b' c", None), Some(text)) {
        Ok(rule) => match rule.subject {
            Subject::Command(words) => words,
            Subject::Path(_) | Subject::Host(_) => Vec::new(),
        },
        Err(_) => Vec::new(),
    };
    assert_eq!(words("frob 'a b'"), ["frob", "a b"]);
    assert_eq!(words(r"frob a\ b"), ["frob", "a b"]);
    let spelled = spelled(&["frob".to_owned(), "a b".to_owned(), "it's".to_owned()]);
    assert_eq!(spelled, r"frob 'a b' 'it'\''s'");
    for odd in [
        "", "frob *", "frob; x", "frob | x", "X=1 frob", "frob > x", "frob $X", "'",
    ] {
        assert!(words(odd).is_empty(), "{odd}");
    }
}

#[test]
fn nothing_that_always_waits_gets_a_rule_that_allows() {
    for guard in [Guard::Destructive, Guard::Protected] {
        let mut command = runs("frob x", Some("frob x"));
        command.finding.guard = guard;
        let said = allows(&command, None).unwrap_err();
        assert!(said.starts_with("rules cannot let this through"), "{said}");
        assert!(drafted(&command, None, Decision::Deny).is_ok());
    }
    let mut ruled = runs("frob x", Some("frob x"));
    ruled.finding.rule = "rule:mine".to_owned();
    assert!(allows(&ruled, None).unwrap_err().contains("'mine'"));
    let all = allows(&runs("bash x.sh", Some("bash x.sh")), Some("bash"));
    assert!(all.unwrap_err().contains("allow everything"));
}

#[test]
fn paths_and_hosts_get_rules_too() {
    let two = changes(&["docs/a.md", "docs/b/c.md"]);
    let rule = allows(&two, Some("docs/**")).unwrap();
    assert_eq!(rule.subject, Subject::Path("docs/**".to_owned()));
    assert_eq!(
        (rule.matches.len(), rule.not_matches),
        (2, vec!["something/else".to_owned()])
    );
    assert!(
        allows(&two, Some("docs/*")).is_err(),
        "one of them does not fit"
    );
    assert_eq!(
        drafted(&two, Some("docs/*"), Decision::Deny)
            .unwrap()
            .matches,
        ["docs/a.md"]
    );
    assert!(allows(&two, None).unwrap_err().contains("name the paths"));
    assert!(allows(&changes(&["a.md"]), None).is_ok());
    assert!(allows(&changes(&["a*.md"]), None).is_err());
    assert!(allows(&two, Some("**")).is_err());
    let url = "https://docs.rs/jiff".to_owned();
    let address = asked(Wish::Address { url }, None);
    let rule = allows(&address, None).unwrap();
    assert_eq!(rule.subject, Subject::Host("docs.rs".to_owned()));
    assert!(allows(&address, Some("*.docs.rs")).is_err());
    let limit = asked(
        Wish::GoOn {
            noticed: String::new(),
        },
        None,
    );
    assert!(allows(&limit, Some("x")).is_err());
}

#[test]
fn what_is_asked_is_judged_again_under_a_rule() {
    let fake = Fake::project();
    let judged = |asked: &AgentWish, rules: &RuleSet| {
        let home = Some(std::path::Path::new("/home/u"));
        judge_wish(asked, home, &fake, rules).map(|verdict| verdict.decision)
    };
    let command = runs("frob x && sprob y", None);
    assert_eq!(judged(&command, &RuleSet::empty()), Some(Decision::Ask));
    let one = allows(&command, Some("frob")).unwrap();
    let other = Rule {
        id: "b".to_owned(),
        ..allows(&command, Some("sprob")).unwrap()
    };
    let rules = RuleSet::of_saved(vec![one.clone()]);
    assert_eq!(
        judged(&command, &rules),
        Some(Decision::Ask),
        "the other part asks"
    );
    let rules = RuleSet::of_saved(vec![one, other]);
    assert_eq!(judged(&command, &rules), Some(Decision::Auto));
}

#[test]
fn a_saved_rule_that_would_not_be_saved_today_allows_nothing_and_still_forbids() {
    let command = runs("frob x", Some("frob x"));
    let mut rule = allows(&command, None).unwrap();
    rule.matches = vec!["other".to_owned()];
    assert!(RuleSet::of_saved(vec![rule.clone()]).is_empty());
    rule.decision = Decision::Deny;
    assert_eq!(RuleSet::of_saved(vec![rule]).rules().len(), 1);
}
