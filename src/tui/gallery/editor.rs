//! Scenes of the editor.

use std::path::PathBuf;

use ropey::Rope;

use super::projects::{noon, run_id};
use super::show::show;
use super::stage::{Stage, WORKSPACE, stamp};
use super::tree::repository;
use crate::domain::event::{Event, EventKind};
use crate::domain::tool_call::{ChangedFile, ToolEvent, ToolState};
use crate::domain::wish::CallPlace;
use crate::text::Format;
use crate::tui::panes::editor::{Answer, Msg, OnDisk};
use crate::tui::root::Msg as RootMsg;

const COMMITTED: &str = r"//! What lies in the cart of a customer.

use std::collections::BTreeMap;

/// A cart.
#[derive(Debug, Default)]
pub struct Cart {
    items: BTreeMap<String, u32>,
}

impl Cart {
    /// Puts `count` pieces of an article into the cart.
    pub fn add(&mut self, article: &str, count: u32) {
        *self.items.entry(article.to_owned()).or_default() += count;
    }

    pub fn clear(&mut self) {
        self.items.clear();
    }
}
";

const SOURCE: &str = r"//! What lies in the cart of a customer.

use std::collections::BTreeMap;

/// A cart.
#[derive(Debug, Default)]
pub struct Cart {
    items: BTreeMap<String, u32>,
    voucher: Option<String>,
}

impl Cart {
    /// Puts `count` pieces of an article into the cart; an article that is there already gets so many more of them.
    pub fn add(&mut self, article: &str, count: u32) {
        let more = self.items.entry(article.to_owned()).or_default();
        *more = more.saturating_add(count); // never wraps
    }

	/// The sum in cents.
    pub fn sum(&self, price: impl Fn(&str) -> u64) -> u64 {
        const RATE: f64 = 0.19;
        self.items.iter().map(|(name, count)| price(name) * u64::from(*count)).sum()
    }
}
";

/// A changed source file in the editor.
pub fn source(stage: &mut Stage) {
    repository(stage);
    stage.committed = Some(COMMITTED);
    stage.open("src/cart.rs", SOURCE.as_bytes());
}

#[test]
fn a_source_file_with_changes() {
    show("editor", source);
}

#[test]
fn several_tabs_and_a_selection() {
    show("editor-tabs", |stage| {
        source(stage);
        stage.committed = None;
        stage.open(
            "README.md",
            b"# Shop\n\nA *small* shop with a `cart`.\n\n- fast\n- **plain**\n",
        );
        stage.open(
            "src/main.rs",
            b"fn main() {\n    println!(\"{}\", shop::name());\n}\n",
        );
        stage.press("down alt-up shift-down shift-end");
    });
}

#[test]
fn a_search_is_open() {
    show("editor-search", |stage| {
        source(stage);
        stage.press("ctrl-f");
        stage.write("cart");
    });
}

#[test]
fn find_and_replace_is_open() {
    show("editor-replace", |stage| {
        source(stage);
        stage.press("alt-h");
        stage.write("count");
        stage.press("tab");
        stage.write("pieces");
    });
}

#[test]
fn long_lines_are_wrapped() {
    show("editor-wrap", |stage| {
        source(stage);
        stage.press("alt-r ctrl-end");
    });
}

#[test]
fn the_changes_since_the_last_commit() {
    show("editor-diff", |stage| {
        source(stage);
        stage.press("alt-v");
    });
}

#[test]
fn a_file_changed_outside() {
    show("editor-outside", |stage| {
        source(stage);
        stage.write("// mine\n");
        let path = PathBuf::from(WORKSPACE).join("src/cart.rs");
        stage.tell(Msg::Changed(vec![path]));
        stage.answer(Answer::Differs(Some(Box::new(OnDisk {
            author: crate::text::Author::Unknown,
            rope: Rope::from_str(COMMITTED),
            format: Format::default(),
            stamp: stamp(7),
        }))));
        stage.now += std::time::Duration::from_secs(1);
    });
}

fn changed_file(name: &str) -> ChangedFile {
    ChangedFile {
        path: format!("{WORKSPACE}/{name}"),
        diff: String::new(),
    }
}

#[test]
fn places_that_an_agent_has_changed() {
    show("editor-agent", |stage| {
        repository(stage);
        stage.committed = Some(COMMITTED);
        stage.open("src/cart.rs", COMMITTED.as_bytes());
        let changed = ["src/cart.rs", "src/prices.rs", "docs/cart.md"];
        stage.tell(RootMsg::Event(Box::new(Event {
            seq: 9,
            at: noon(),
            run: run_id(),
            kind: EventKind::Tool(ToolEvent {
                at: CallPlace {
                    message: 2,
                    place: 0,
                },
                tool: "patch".to_owned(),
                about: "changed 3 files +4 -5".to_owned(),
                state: ToolState::Done,
                files: changed.map(changed_file).into(),
            }),
        })));
        let text = COMMITTED
            .replace(
                "    items: BTreeMap<String, u32>,\n",
                "    items: BTreeMap<String, u32>,\n    voucher: Option<String>,\n",
            )
            .replace("+= count", "+= count.min(99)")
            .replace(
                "\n    pub fn clear(&mut self) {\n        self.items.clear();\n    }\n",
                "",
            );
        stage.answer(Answer::Differs(Some(Box::new(OnDisk {
            author: crate::text::Author::Agent,
            rope: Rope::from_str(&text),
            format: Format::default(),
            stamp: stamp(7),
        }))));
        stage.press("alt-2 alt-j");
    });
}

#[test]
fn a_line_number_is_asked_for() {
    show("editor-line", |stage| {
        source(stage);
        stage.press("ctrl-e 1 2");
    });
}

#[test]
fn a_file_that_is_no_text() {
    show("editor-binary", |stage| {
        repository(stage);
        stage.open("logo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0");
    });
}
