//! Scenes of an agent at work: its calls of tools in the chat, and what it wants among the approvals.

use std::time::Duration;

use ratatui::layout::Size;

use super::projects::{furnished, noon, run_id};
use super::show::{show, show_at};
use super::stage::Stage;
use crate::app::Weighed;
use crate::domain::approval::{Approval, ApprovalKind, ApprovalState, Question, Subject};
use crate::domain::ids::RunId;
use crate::domain::live::Live;
use crate::domain::rule::{Rule, Scope, Subject as About};
use crate::domain::tool_call::ToolState;
use crate::domain::verdict::{Decision, Guard};
use crate::domain::wish::{
    AgentWish, Asker, CallPlace, FileFate, Finding, Place, Wish, WishedFile,
};
use crate::sandbox::Rung;
use crate::tui::panes::approvals;
use crate::tui::panes::chat::{Chosen, Ended, Found, How, Msg, Telling};
use crate::tui::root::{Facts, Hold, Msg as RootMsg};

const MODEL: &str = "anthropic/claude-sonnet-4-20250514";

const DIFF: &str = "@@ -12,7 +12,7 @@\n def overdue(loans):\n-    today = str(date.today())\n-    return [loan for loan in loans if loan.due < today]\n+    today = date.today()\n+    return [loan for loan in loans if loan.due < today and not loan.returned]\n \n";

fn tell(stage: &mut Stage, telling: Telling) {
    stage.tell(Msg::Found(Found::Turn(telling)));
}

fn calling() -> Live {
    Live::Calling {
        model: MODEL.parse().unwrap(),
        why: String::new(),
        attempt: 1,
    }
}

fn started(id: &str, name: &str, about: &str, diff: &str) -> Live {
    let command = (name == "shell").then(|| (about.to_owned(), "/work/shop".into()));
    Live::ToolStarted {
        id: id.to_owned(),
        name: name.to_owned(),
        about: about.to_owned(),
        diff: diff.to_owned(),
        command,
    }
}

fn ended(id: &str, state: ToolState, about: &str) -> Live {
    Live::ToolEnded {
        id: id.to_owned(),
        state,
        about: about.to_owned(),
    }
}

fn printed(id: &str, text: &str) -> Live {
    Live::ToolPrinted {
        id: id.to_owned(),
        text: text.to_owned(),
    }
}

/// A screen on which a model is chosen, commands are confined, and something is asked.
fn asked(stage: &mut Stage) {
    furnished(stage);
    stage.tell(RootMsg::Facts(Box::new(Facts {
        hold: Hold {
            sandbox: "workspace".to_owned(),
            rung: Some(Rung::Bubblewrap),
            open: false,
            unasked: false,
        },
        ..stage.model.facts.clone()
    })));
    stage.press("alt-4");
    let chosen = Chosen {
        name: MODEL.to_owned(),
        context: 200_000,
    };
    stage.tell(Msg::Found(Found::Model(chosen, None)));
    stage.write("make the failing test pass");
    stage.press("enter");
    tell(stage, Telling::Begun(RunId::random()));
}

/// It reads, edits, and runs the tests, which are still going on.
fn at_work(stage: &mut Stage) {
    asked(stage);
    let looks = vec![
        calling(),
        Live::Text("I look at the failing test first.".to_owned()),
        started("1", "read", "", ""),
        started("2", "search", "", ""),
        ended("1", ToolState::Done, "read tests/test_loan.py 48 lines"),
        ended(
            "2",
            ToolState::Done,
            "search \"def overdue\" 1 match in 1 file",
        ),
        calling(),
        Live::Text("The date is compared with a text.".to_owned()),
        started("3", "edit", "app/loan.py", DIFF),
        ended("3", ToolState::Done, "changed app/loan.py +2 -2"),
        calling(),
        started("4", "shell", "pytest -q", ""),
        printed("4", "....F...\n1 failed, 7 passed in 0.31s\n"),
        ended("4", ToolState::Failed, "pytest -q · exit code 1"),
        calling(),
        started("5", "shell", "pytest -q -x --last-failed", ""),
        printed("5", "collected 1 item\n\ntests/test_loan.py "),
    ];
    tell(stage, Telling::Live(looks));
    stage.now += Duration::from_secs(7);
}

#[test]
fn tools_are_at_work() {
    show("agent-work", |stage| {
        at_work(stage);
        stage.write("and say what was wrong");
        stage.press("enter");
    });
}

#[test]
fn a_call_is_looked_into() {
    show_at("agent-diff", Size::new(100, 30), |stage| {
        at_work(stage);
        stage.press("ctrl-g z alt-e alt-e alt-e");
    });
}

#[test]
fn a_call_waits_for_a_person_in_plan_mode_and_without_a_sandbox() {
    show_at("agent-asks", Size::new(100, 30), |stage| {
        asked(stage);
        let mut facts = stage.model.facts.clone();
        facts.hold.open = true;
        facts.hold.unasked = true;
        stage.tell(RootMsg::Facts(Box::new(facts)));
        stage.press("alt-p");
        let approval = Box::new(command());
        let asks = vec![
            calling(),
            Live::Text("I clean up.".to_owned()),
            started("1", "shell", "git status --short && rm -rf build dist", ""),
            Live::Asked(approval),
        ];
        tell(stage, Telling::Live(asks));
    });
}

#[test]
fn a_turn_was_interrupted() {
    show_at("agent-stopped", Size::new(100, 30), |stage| {
        at_work(stage);
        let ended = Ended {
            how: How::Interrupted,
            footer: "12.3k in · 812 out · $0.04 · 9.4 s · 5 calls".to_owned(),
            messages: 9,
        };
        tell(stage, Telling::Ended(Box::new(ended)));
    });
}

fn wish(number: u8, title: &str, why: &str, rule: &str, guard: Guard, wish: Wish) -> Approval {
    let part = match &wish {
        Wish::Command { command, .. } => command.find("rm -rf").map(|at| (at, at + 6)),
        Wish::Changes { .. } | Wish::Read { .. } | Wish::Address { .. } | Wish::GoOn { .. } => None,
    };
    Approval {
        id: format!("{number:02x}aa10c4-5b6d-4e7f-8091-a2b3c4d5e6f7")
            .parse()
            .unwrap(),
        run: run_id(),
        question: Question {
            kind: ApprovalKind::ShellCommand,
            title: title.to_owned(),
            why: why.to_owned(),
            subject: Subject::Agent(Box::new(AgentWish {
                asker: Asker {
                    agent: "exec".to_owned(),
                    ancestors: Vec::new(),
                    session: "clean up and release".to_owned(),
                    task: None,
                    call: CallPlace {
                        message: 2,
                        place: 0,
                    },
                },
                workspace: "/work/shop".into(),
                wish,
                reason: "stale output breaks the build".to_owned(),
                finding: Finding {
                    rule: rule.to_owned(),
                    part,
                    guard,
                    prefix: None,
                },
                sandbox: "bubblewrap, workspace-write, network off".to_owned(),
            })),
            binding: String::new(),
        },
        state: ApprovalState::Pending,
        raised_at: noon(),
        decision: None,
    }
}

fn command() -> Approval {
    wish(
        1,
        "Run git status --short && rm -rf build dist",
        "deletes folders with all that is in them",
        "destroy.recursive_delete",
        Guard::Destructive,
        Wish::Command {
            command: "git status --short && rm -rf build dist".to_owned(),
            folder: "/work/shop".into(),
            place: Place::Usual,
        },
    )
}

fn changes() -> Approval {
    let place = |line: u32, old: &str, new: &str| {
        format!("@@ -{line},2 +{line},2 @@\n jobs:\n-  {old}\n+  {new}\n")
    };
    let diff = [
        place(3, "on: push", "on: [push, pull_request]"),
        place(21, "timeout: 10", "timeout: 30"),
        place(40, "permissions: read", "permissions: write"),
    ];
    let files = vec![WishedFile {
        path: ".github/workflows/ci.yml".to_owned(),
        change: FileFate::Edited,
        diff: diff.concat(),
        hunks: 3,
        hidden: 0,
    }];
    wish(
        2,
        "Change .github/workflows/ci.yml",
        "definitions of checks are changed by nobody unasked",
        "path.protected",
        Guard::Protected,
        Wish::Changes { files },
    )
}

fn address() -> Approval {
    let url = "https://crates.io/api/v1/crates/jiff".to_owned();
    wish(
        3,
        "Read https://crates.io/api/v1/crates/jiff",
        "the network is read when a person agrees",
        "fetch.unknown_host",
        Guard::None,
        Wish::Address { url },
    )
}

/// Three wishes of different risk wait.
fn waiting(stage: &mut Stage) {
    furnished(stage);
    stage.tell(approvals::Msg::Now(noon() + Duration::from_secs(200)));
    stage.tell(approvals::Msg::Loaded(vec![
        command(),
        changes(),
        address(),
    ]));
    stage.now += Duration::from_secs(1);
    stage.press("alt-5");
    stage.now += Duration::from_secs(1);
}

#[test]
fn agents_wait_for_answers() {
    show("agent-wishes", waiting);
}

#[test]
fn a_command_is_looked_at_and_changed() {
    show_at("agent-command", Size::new(100, 30), |stage| {
        waiting(stage);
        stage.press("ctrl-g z e");
        stage.write("/old");
    });
}

/// A command that a rule may let through.
fn plain_command() -> Approval {
    let mut asked = wish(
        4,
        "Run frob --check src",
        "frob is not known",
        "shell.unknown_program",
        Guard::None,
        Wish::Command {
            command: "frob --check src".to_owned(),
            folder: "/work/shop".into(),
            place: Place::Usual,
        },
    );
    if let Subject::Agent(asked) = &mut asked.question.subject {
        let words = ["frob", "--check", "src"].map(str::to_owned);
        asked.finding.prefix = Some(words.to_vec());
    }
    asked
}

#[test]
fn a_command_is_accepted_with_a_rule() {
    show("agent-rule", |stage| {
        furnished(stage);
        let asked = plain_command();
        stage.tell(approvals::Msg::Loaded(vec![asked.clone(), address()]));
        stage.now += Duration::from_secs(1);
        stage.press("alt-5");
        stage.now += Duration::from_secs(1);
        stage.press("r backspace backspace backspace backspace alt-w alt-t");
        let other = Approval {
            id: "05aa10c4-5b6d-4e7f-8091-a2b3c4d5e6f7".parse().unwrap(),
            question: Question {
                title: "Run frob --check tests".to_owned(),
                ..asked.question.clone()
            },
            ..asked.clone()
        };
        let rule = Rule {
            id: "frob-check-04aa10c4".to_owned(),
            subject: About::Command(vec!["frob".to_owned(), "--check".to_owned()]),
            decision: Decision::Auto,
            scope: Scope::Workspace("/work/shop".into()),
            expires: None,
            matches: vec!["frob --check src".to_owned()],
            not_matches: vec!["frob".to_owned()],
        };
        let wanted = approvals::Wanted {
            approval: asked.id,
            text: "frob --check".to_owned(),
            reach: approvals::Reach::Workspace,
            lasts: approvals::Lasts::Hour,
        };
        let past = (1..=30).map(|number| format!("frob --check src/part_{number}"));
        let found = Weighed {
            rule,
            matched: past.collect(),
            of: 412,
            alike: vec![other],
        };
        let found = Ok(Box::new(found));
        stage.tell(approvals::Msg::Weighed { wanted, found });
    });
}

#[test]
fn one_place_of_three_is_left() {
    show_at("agent-places", Size::new(100, 30), |stage| {
        waiting(stage);
        stage.press("ctrl-g z down");
        stage.now += Duration::from_secs(1);
        stage.press("right m");
    });
}
