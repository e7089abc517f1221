//! Scenes of a talk with a model.

use std::time::Duration;

use jiff::Timestamp;

use super::projects::furnished;
use super::show::{show, show_at};
use super::stage::Stage;
use crate::domain::call::{Bill, Call, Count, Ending};
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::ids::{CallId, RunId};
use crate::domain::live::Live;
use crate::domain::money::Usd;
use crate::domain::usage::Usage;
use crate::tui::panes::chat::{Chosen, Ended, Found, How, Msg, Telling, footer};
use ratatui::layout::Size;

const MODEL: &str = "anthropic/claude-sonnet-4-20250514";

const ANSWER: &str = "## What is wrong\n\nThe loop in `loan.py` **never** ends, because *due* is compared \
with a text:\n\n```python\ndef overdue(loans: list[Loan]) -> list[Loan]:\n    today = date.today()\n    return [loan for loan in loans if loan.due < today and not loan.returned]\n```\n\n\
1. Parse the date once, where it is read.\n2. Compare dates:\n   - ~~text with text~~\n   - date with date\n\n\
| field | type | null |\n|:--|:--|--:|\n| `due` | date | no |\n| `returned` | bool | 3 |\n\n> A date is no text.\n\nSee [the docs](https://docs.python.org/3/library/datetime.html).";

fn tell(stage: &mut Stage, telling: Telling) {
    stage.tell(Msg::Found(Found::Turn(telling)));
}

fn live(stage: &mut Stage, pieces: Vec<Live>) {
    tell(stage, Telling::Live(pieces));
}

/// A screen on which a model is chosen.
fn with_model(stage: &mut Stage) {
    furnished(stage);
    stage.press("alt-4");
    stage.tell(Msg::Found(Found::Model(Chosen {
        name: MODEL.to_owned(),
        context: 200_000,
    })));
}

/// Says something, and has the model begin to answer.
fn ask(stage: &mut Stage, text: &str) {
    stage.write(text);
    stage.press("enter");
    tell(stage, Telling::Begun(RunId::random()));
    let begins = Live::Calling {
        model: MODEL.parse().unwrap(),
        why: String::new(),
        attempt: 1,
    };
    live(stage, vec![begins]);
}

fn call() -> Call {
    let at: Timestamp = "2026-11-28T10:00:00Z".parse().unwrap();
    Call {
        id: CallId::random(),
        run: RunId::random(),
        agent: "chat".to_owned(),
        model: MODEL.parse().unwrap(),
        endpoint: "https://api.anthropic.com".to_owned(),
        why: "chosen".to_owned(),

        bill: Bill {
            reserved: Usd::ZERO,
            cost: "0.0123".parse().unwrap(),
            usage: Usage {
                input: 1_240,
                cache_read: 11_000,
                output: 512,
                ..Usage::default()
            },
            count: Count::Exact,
        },
        ending: Ending::Whole,
        day: "2026-11-28".to_owned(),
        started_at: at,
        ended_at: Some(at + Duration::from_millis(3_400)),
    }
}

fn answered(stage: &mut Stage) {
    with_model(stage);
    ask(stage, "why does overdue() not end?");
    live(
        stage,
        vec![Live::Thinking(
            "The type of **due** matters.\n\nIt is a text.".to_owned(),
        )],
    );
    stage.now += Duration::from_secs(3);
    live(
        stage,
        vec![
            Live::Text(ANSWER.to_owned()),
            Live::Settled(Box::new(call())),
        ],
    );
    let ended = Ended {
        how: How::Whole,
        footer: footer(&[call()]),
        messages: 2,
    };
    tell(stage, Telling::Ended(Box::new(ended)));
}

#[test]
fn an_answer() {
    show("talk-answer", answered);
    show_at("talk-answer-tall", Size::new(100, 60), |stage| {
        answered(stage);
        stage.press("alt-t");
        stage.press("ctrl-g z");
    });
}

#[test]
fn an_answer_that_comes_while_more_is_asked() {
    show("talk-stream", |stage| {
        with_model(stage);
        ask(stage, "write a test for it");
        let begun = "Here it is:\n\n```rust\n#[test]\nfn a_loan_is_overdue_after_its_day() {\n    let loan = Loan::due(\"2026-11-01\".parse().unwrap());\n    assert!(loan.is_over";
        live(stage, vec![Live::Text(begun.to_owned())]);
        stage.now += Duration::from_secs(2);
        for text in ["and one for returned loans", "then run them"] {
            stage.write(text);
            stage.press("enter");
        }
        stage.write("also");
    });
}

#[test]
fn a_call_that_is_tried_again() {
    show("talk-wait", |stage| {
        with_model(stage);
        ask(stage, "hello");
        let fault = Fault::new(FaultClass::Overloaded, "529 at api.anthropic.com");
        live(
            stage,
            vec![Live::Waiting {
                fault,
                wait: Duration::from_secs(12),
                attempt: 2,
            }],
        );
    });
}

#[test]
fn a_call_that_no_budget_holds() {
    show("talk-budget", |stage| {
        with_model(stage);
        ask(stage, "summarise the whole repository");
        let what = "The day's budget of $1.00 has no room for it: $0.94 is spent, $0.19 was asked for. Raise daily_caps, or wait until 00:00 UTC.";
        let ended = Ended {
            how: How::Failed(what.to_owned()),
            footer: String::new(),
            messages: 1,
        };
        tell(stage, Telling::Ended(Box::new(ended)));
    });
}

#[test]
fn the_history_is_searched() {
    show("talk-search", |stage| {
        with_model(stage);
        stage.tell(Msg::Found(Found::History(vec![
            "fix the failing test in loan.py".to_owned(),
            "hello".to_owned(),
        ])));
        stage.press("ctrl-r");
        stage.write("test");
    });
}
