//! Rules that are saved with a yes: weighed as they are typed, seen before they are saved.

use crossterm::event::{KeyCode, KeyEvent};

use super::super::{Effect, Lasts, Msg, Reach, Wanted};
use super::fixture::{Bench, is_notice};
use super::wishes::wanted;
use crate::app::{Allowance, Unseen, Verdict, Weighed};
use crate::domain::approval::{Approval, Subject};
use crate::domain::rule::{Rule, Scope, Subject as About};
use crate::domain::verdict::{Decision, Guard};
use crate::domain::wish::{FileFate, Place, Wish, WishedFile};
use crate::tui::keymap::Action;
use crate::tui::root::Effect as RootEffect;

fn command(text: &str, guard: Guard) -> Approval {
    let wish = Wish::Command {
        command: text.to_owned(),
        folder: "/work/shop".into(),
        place: Place::Usual,
    };
    let mut asked = wanted(wish, None, guard);
    if let Subject::Agent(asked) = &mut asked.question.subject {
        let words = text.split(' ').map(str::to_owned);
        asked.finding.prefix = Some(words.collect());
    }
    asked
}

fn weighed(alike: &[Approval]) -> Weighed {
    Weighed {
        rule: Rule {
            id: "frob-1".to_owned(),
            subject: About::Command(vec!["frob".to_owned()]),
            decision: Decision::Auto,
            scope: Scope::Always,
            expires: None,
            matches: vec!["frob x".to_owned()],
            not_matches: vec!["ls".to_owned()],
        },
        matched: vec!["frob one".to_owned(), "frob two".to_owned()],
        of: 40,
        alike: alike.to_vec(),
    }
}

/// What was asked to be weighed.
fn asked_for(effects: &[RootEffect]) -> Option<&Wanted> {
    effects.iter().find_map(|effect| match effect {
        RootEffect::Approvals(Effect::Weigh(wanted)) => Some(wanted),
        _ => None,
    })
}

#[test]
fn a_rule_is_weighed_as_it_is_changed_and_saved_with_the_yes() {
    let (asked, other) = (
        command("frob x", Guard::None),
        command("frob y", Guard::None),
    );
    let mut bench = Bench::new(&[asked.clone(), other.clone()]);
    let begun = bench.act(Action::ApproveRule);
    let first = asked_for(&begun).unwrap().clone();
    assert_eq!(
        (first.text.as_str(), first.reach, first.lasts),
        ("frob x", Reach::Session, Lasts::Forever)
    );
    assert!(bench.state.typing());
    assert!(
        bench.decided(Action::Accept).is_none(),
        "nothing is known of it yet"
    );
    for _ in 0..2 {
        bench.send(Msg::Key(KeyEvent::from(KeyCode::Backspace)));
    }
    bench.act(Action::RuleScope);
    bench.act(Action::RuleScope);
    let last = bench.act(Action::RuleEnd);
    let last = asked_for(&last).unwrap().clone();
    assert_eq!(
        (last.text.as_str(), last.reach, last.lasts),
        ("frob", Reach::Always, Lasts::Hour)
    );
    // The answer to what was asked before is no answer any more.
    let found = || Ok(Box::new(weighed(std::slice::from_ref(&other))));
    bench.send(Msg::Weighed {
        wanted: first,
        found: found(),
    });
    assert!(bench.decided(Action::Accept).is_none());
    bench.send(Msg::Weighed {
        wanted: last,
        found: found(),
    });
    let screen = bench.screen();
    for part in ["1 more waits", "2 of 40", "frob two"] {
        assert!(screen.contains(part), "{screen}");
    }
    let allowance = |alike| Allowance {
        amendment: None,
        rule: Some(Box::new(weighed(&[]).rule)),
        alike,
        unseen: Unseen::Refused,
    };
    let all = bench.decided(Action::ApproveAlike);
    assert_eq!(
        all,
        Some((asked.id, Verdict::Allow(allowance(vec![other.id]))))
    );
    assert!(!bench.state.typing());
    assert!(bench.decided(Action::Approve).is_none(), "it is answered");
}

#[test]
fn a_rule_that_cannot_be_says_why_and_nothing_is_answered() {
    let asked = command("frob x", Guard::None);
    let mut bench = Bench::new(std::slice::from_ref(&asked));
    let begun = bench.act(Action::ApproveRule);
    let wanted = asked_for(&begun).unwrap().clone();
    let found = Err("it would allow everything".to_owned());
    bench.send(Msg::Weighed { wanted, found });
    assert!(bench.screen().contains("allow everything"));
    let told = bench.act(Action::Accept);
    assert!(told.iter().any(is_notice), "{told:?}");
    bench.act(Action::Cancel);
    assert!(!bench.state.typing());
    assert!(bench.decided(Action::Approve).is_some());
}

#[test]
fn what_always_waits_gets_no_rule() {
    for guard in [Guard::Destructive, Guard::Protected] {
        let mut bench = Bench::new(&[command("rm -rf x", guard)]);
        let told = bench.act(Action::ApproveRule);
        assert!(told.iter().any(is_notice), "{told:?}");
        assert!(!bench.state.typing());
    }
}

#[test]
fn what_is_not_shown_is_accepted_by_a_second_press_only() {
    let file = WishedFile {
        path: "ci.yml".to_owned(),
        change: FileFate::Edited,
        diff: "@@ -1 +1 @@\n-old\n+new\n".to_owned(),
        hunks: 1,
        hidden: 1_234,
    };
    let asked = wanted(Wish::Changes { files: vec![file] }, None, Guard::Protected);
    let mut bench = Bench::new(std::slice::from_ref(&asked));
    assert!(
        bench.screen().contains("1234 lines of this"),
        "{}",
        bench.screen()
    );
    let told = bench.act(Action::Approve);
    assert!(told.iter().any(is_notice), "{told:?}");
    let (_, verdict) = bench.decided(Action::Approve).unwrap();
    let Verdict::Allow(allowance) = verdict else {
        panic!("{verdict:?}");
    };
    assert_eq!(allowance.unseen, Unseen::Accepted);
}
