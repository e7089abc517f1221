//! A pane with approvals in it, fed by hand.

use std::path::Path;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;

use super::super::{Effect, Msg, State, update, view};
use crate::app::Verdict;
use crate::domain::approval::{
    Approval, ApprovalKind, ApprovalState, Choice, ConflictedFile, Fate, PlannedFile, Question,
    Subject,
};
use crate::domain::ids::{ApprovalId, RunId};
use crate::tui::keymap::Action;
use crate::tui::layout::Pane;
use crate::tui::root::{Ctx, Effect as RootEffect, Focus, Look, Msg as RootMsg};
use crate::tui::theme::{Icons, Theme};

const MERGED: &str = "# Blog\n\n<<<<<<< ours\nmy own words\n||||||| original\nancient\n=======\na shop\n>>>>>>> theirs\nend\n";

pub(super) struct Bench {
    pub(super) state: State,
    pub(super) now: Duration,
    pub(super) focus: Focus,
}

impl Bench {
    pub(super) fn new(approvals: &[Approval]) -> Self {
        let mut bench = Self {
            state: State::default(),
            now: Duration::from_secs(5),
            focus: Focus::Pane(Pane::Approvals),
        };
        bench.send(Msg::Resized(Rect::new(0, 0, 40, 16)));
        bench.load(approvals);
        bench.now += Duration::from_secs(1);
        bench
    }

    pub(super) fn send(&mut self, msg: Msg) -> Vec<RootEffect> {
        let ctx = Ctx {
            now: self.now,
            workspace: Path::new("/work"),
            focus: self.focus,
        };
        update(&mut self.state, msg, &ctx)
    }

    pub(super) fn act(&mut self, action: Action) -> Vec<RootEffect> {
        self.send(Msg::Act(action))
    }

    pub(super) fn load(&mut self, approvals: &[Approval]) {
        self.send(Msg::Loaded(approvals.to_vec()));
    }

    /// The answer that an action sends, if it does.
    pub(super) fn decided(&mut self, action: Action) -> Option<(ApprovalId, Verdict)> {
        self.act(action)
            .into_iter()
            .find_map(|effect| match effect {
                RootEffect::Approvals(Effect::Decide { approval, verdict }) => {
                    Some((approval, verdict))
                }
                _ => None,
            })
    }

    pub(super) fn screen(&self) -> String {
        let area = self.state.area;
        let mut terminal = Terminal::new(TestBackend::new(area.width, area.height)).unwrap();
        let look = Look {
            theme: &Theme::default(),
            icons: Icons::Plain,
            focused: true,
            now: self.now,
        };
        terminal
            .draw(|frame| view(&self.state, area, &look, frame))
            .unwrap();
        let buffer = terminal.backend().buffer();
        let rows = buffer.content.chunks(usize::from(area.width));
        let rows = rows.map(|row| {
            let text: String = row.iter().map(ratatui::buffer::Cell::symbol).collect();
            text.trim_end().to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    }
}

pub(super) fn approval(subject: Subject, title: &str) -> Approval {
    Approval {
        id: ApprovalId::random(),
        run: RunId::random(),
        question: Question {
            kind: ApprovalKind::FileWrite,
            title: title.to_owned(),
            why: "edits are never overwritten unasked".to_owned(),
            subject,
            binding: String::new(),
        },
        state: ApprovalState::Pending,
        raised_at: "2026-01-02T03:04:05Z".parse().unwrap(),
        decision: None,
    }
}

pub(super) fn conflict() -> Approval {
    let subject = Subject::Conflicts {
        target: "/work/blog".into(),
        files: vec![ConflictedFile {
            path: "README.md".to_owned(),
            text: MERGED.to_owned(),
        }],
    };
    approval(subject, "edits and new output meet in README.md")
}

pub(super) fn occupied(fates: &[(&str, Fate)]) -> Approval {
    let files = fates.iter().map(|(path, fate)| PlannedFile {
        path: (*path).to_owned(),
        fate: *fate,
        diff: match fate {
            Fate::Differs => "@@ -1 +1 @@\n-mine\n+theirs\n".to_owned(),
            Fate::New | Fate::Same => String::new(),
        },
    });
    let subject = Subject::OccupiedTarget {
        target: "/work/shop".into(),
        files: files.collect(),
    };
    approval(subject, "write 2 files into shop")
}

pub(super) fn settled(approval: &Approval, state: ApprovalState) -> Approval {
    Approval {
        state,
        ..approval.clone()
    }
}

pub(super) fn accepted(choice: Option<Choice>) -> Verdict {
    Verdict::Accept {
        choices: choice.into(),
    }
}

pub(super) fn is_notice(effect: &RootEffect) -> bool {
    matches!(effect, RootEffect::Send(msg) if matches!(&**msg, RootMsg::Notice(_)))
}
