//! Scenes of the approvals.

use std::time::Duration;

use super::projects::{facts, furnished, noon, run_id};
use super::show::show;
use super::stage::Stage;
use crate::domain::approval::{
    Approval, ApprovalKind, ApprovalState, ConflictedFile, Fate, PlannedFile, Question, Subject,
};
use crate::tui::panes::approvals::Msg;

const MERGED: &str = "# Blog\n\n<<<<<<< ours\nMy own words about the blog.\n||||||| original\nA blog.\n=======\nA blog with posts and comments.\n>>>>>>> theirs\n\n## Start\n";

fn approval(number: u8, title: &str, why: &str, subject: Subject) -> Approval {
    Approval {
        id: format!("{number:02x}aa10c4-5b6d-4e7f-8091-a2b3c4d5e6f7")
            .parse()
            .unwrap(),
        run: run_id(),
        question: Question {
            kind: ApprovalKind::FileWrite,
            title: title.to_owned(),
            why: why.to_owned(),
            subject,
            binding: String::new(),
        },
        state: ApprovalState::Pending,
        raised_at: noon(),
        decision: None,
    }
}

fn both(stage: &mut Stage) {
    furnished(stage);
    let file = |(path, fate): (&str, Fate)| PlannedFile {
        path: path.to_owned(),
        fate,
        diff: String::new(),
    };
    let files = [
        ("README.md", Fate::Differs),
        ("app/main.py", Fate::New),
        ("app/models.py", Fate::New),
        ("pyproject.toml", Fate::Same),
    ];
    let occupied = Subject::OccupiedTarget {
        target: "/work/shop".into(),
        files: files.map(file).into(),
    };
    let meets = Subject::Conflicts {
        target: "/work/blog".into(),
        files: vec![ConflictedFile {
            path: "README.md".to_owned(),
            text: MERGED.to_owned(),
        }],
    };
    let edits = "edits are never overwritten unasked";
    stage.tell(Msg::Loaded(vec![
        approval(
            1,
            "write 4 files into shop, which holds other files",
            "a folder with files of others is never written unasked",
            occupied,
        ),
        approval(2, "edits and new output meet in README.md", edits, meets),
    ]));
    facts(stage, 2, 2);
    stage.now += Duration::from_secs(1);
    stage.press("alt-5");
    stage.now += Duration::from_secs(1);
}

#[test]
fn two_approvals_wait() {
    show("approvals", both);
}

#[test]
fn the_other_one_is_looked_at() {
    show("approvals-merge", |stage| {
        both(stage);
        stage.press("down ctrl-g z");
    });
}

#[test]
fn a_folder_that_is_not_empty_is_looked_at() {
    show("approvals-folder", |stage| {
        both(stage);
        stage.press("ctrl-g z");
    });
}

#[test]
fn a_denial_gets_its_reason() {
    show("approvals-deny", |stage| {
        both(stage);
        stage.press("d");
        stage.write("wrong folder");
    });
}
