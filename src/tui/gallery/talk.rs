//! Scenes of a talk with a model.

use std::time::Duration;

use jiff::Timestamp;

use super::projects::furnished;
use super::show::{show, show_at};
use super::stage::Stage;
use crate::domain::breaker::{Breaker, Circuit};
use crate::domain::budget::{Caps, Tally};
use crate::domain::call::{Bill, Call, Count, Ending};
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::ids::{CallId, RunId};
use crate::domain::live::Live;
use crate::domain::money::Usd;
use crate::domain::usage::Usage;
use crate::store::{Endpoint, Share};
use crate::tui::overlay::choose::Entry;
use crate::tui::overlay::usage::Book;
use crate::tui::overlay::{self, choose, usage};
use crate::tui::panes::chat::{Chosen, Ended, Found, How, Msg, Telling, footer};
use crate::tui::root::Msg as RootMsg;
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
    let chosen = Chosen {
        name: MODEL.to_owned(),
        context: 200_000,
    };
    stage.tell(Msg::Found(Found::Model(chosen, None)));
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

fn entry(title: &str, right: &str, missing: Option<&str>) -> Entry {
    Entry {
        key: title.to_owned(),
        title: title.to_owned(),
        about: "reads 200k, writes 64k · a million tokens: $3.00 in, $0.30 from its cache, $15.00 out · tools, images, thinking, caching".to_owned(),
        right: right.to_owned(),
        missing: missing.map(str::to_owned),
        current: title == MODEL,
    }
}

#[test]
fn a_model_is_chosen() {
    show("models", |stage| {
        with_model(stage);
        stage.press("ctrl-g a");
        let lacks =
            "there is no key for openai: run 'vibecober auth add openai', or set OPENAI_API_KEY";
        let entries = vec![
            entry("rules", "free", None),
            entry(MODEL, "200k  $3.00 / $15.00", None),
            entry("openai/gpt-5", "400k  $1.25 / $10.00", Some(lacks)),
            entry("ollama/qwen3", "128k  free", None),
        ];
        let found = choose::Found::List(choose::What::Model, entries);
        stage.tell(RootMsg::Overlay(overlay::Msg::Choose(found)));
    });
}

#[test]
fn what_was_spent() {
    show("usage", |stage| {
        with_model(stage);
        stage.press("ctrl-g u");
        let usd = |text: &str| text.parse::<Usd>().unwrap();
        let tally = |spent, held| Tally {
            spent: usd(spent),
            held: usd(held),
        };
        let share = |name: &str, calls, spent, held| Share {
            name: name.to_owned(),
            calls,
            tally: tally(spent, held),
            usage: Usage {
                input: 48_000,
                output: 5_120,
                ..Usage::default()
            },
        };
        let now: Timestamp = "2026-11-28T10:18:00Z".parse().unwrap();
        let run = "0190f4a2-0000-7000-8000-000000000001";
        let failing = Breaker {
            circuit: Circuit::Open {
                since: now,
                until: now + Duration::from_secs(42),
            },
            failures: 3,
            last: Some(FaultClass::Overloaded),
        };
        let book = Book {
            now,
            day: "2026-11-28".parse().unwrap(),
            tally: tally("0.83", "0.04"),
            caps: Caps {
                run: Some(usd("0.50")),
                day: Some(usd("1")),
                ..Caps::default()
            },
            tier: "free".to_owned(),
            shares: [
                vec![
                    share(MODEL, 12, "0.80", "0.04"),
                    share("openai/gpt-5-mini", 3, "0.03", "0"),
                ],
                vec![
                    share("chat", 9, "0.50", "0.04"),
                    share("planner", 6, "0.33", "0"),
                ],
                vec![share(run, 9, "0.50", "0.04")],
            ],
            titles: [(run.to_owned(), "why does overdue() not end?".to_owned())].into(),
            endpoints: vec![Endpoint {
                provider: "openai".to_owned(),
                endpoint: "https://api.openai.com".to_owned(),
                breaker: failing,
            }],
        };
        let found = usage::Found::Book(Box::new(book));
        stage.tell(RootMsg::Overlay(overlay::Msg::Usage(found)));
    });
}
