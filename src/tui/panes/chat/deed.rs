//! A call of a tool within an answer: one line while it is folded, what it did below it when opened.

use std::collections::VecDeque;
use std::path::Path;

use super::asked;
use super::body::{BAR, bare, changed, say, shortened};
use super::leads::{Leads, Ordered};
use crate::domain::ids::ApprovalId;
use crate::domain::message::ToolUse;
use crate::domain::tool_call::ToolState;
use crate::tui::draw::{Row, width};
use crate::tui::theme::Token;

/// How many lines of a call are kept; of a flood the last ones.
const KEPT: usize = 200;
/// The name of a check among the calls.
pub(super) const CHECK: &str = "check";
/// How many rows of the output are in sight while a call runs.
const LIVE: usize = 12;
/// What came of a call stands at the right end of its line where it is not longer than this.
const BRIEF: u16 = 28;
/// How many columns of what it is about stay in any case.
const ABOUT: u16 = 16;

/// A call of a tool.
#[derive(Debug)]
pub struct Deed {
    pub(super) id: String,
    name: String,
    about: String,
    pub(super) state: ToolState,
    outcome: String,
    diff: Vec<String>,
    printed: VecDeque<String>,
    /// How many lines were printed before those that are kept.
    lost: usize,
    pub(super) leads: Option<Leads>,
    /// The question that it waits for.
    pub(super) approval: Option<ApprovalId>,
    body: Body,
    /// The columns that its line has.
    columns: u16,
}

/// What is shown below an opened call.
#[derive(Debug, Default)]
struct Body {
    opened: bool,
    rows: Vec<Row>,
    /// The room that the rows are made for; none where something has come since.
    room: Option<u16>,
}

impl Deed {
    /// A call that the model asks for.
    pub(super) fn named(id: String, name: String) -> Self {
        Self {
            id,
            name,
            about: String::new(),
            state: ToolState::Asked,
            outcome: String::new(),
            diff: Vec::new(),
            printed: VecDeque::new(),
            lost: 0,
            leads: None,
            approval: None,
            body: Body::default(),
            columns: 0,
        }
    }

    /// A check that runs `command` in `folder`, shown as the calls are.
    pub(super) fn check(command: &str, folder: &Path) -> Self {
        let mut deed = Self::named(CHECK.to_owned(), CHECK.to_owned());
        let ordered = Ordered {
            command: command.to_owned(),
            folder: folder.to_owned(),
        };
        let line = command.lines().next().unwrap_or_default();
        deed.start(line.to_owned(), "", Some(Leads::Command(ordered)));
        deed
    }

    /// A call that was kept, with what the model was answered, in a session about `workspace`.
    pub fn kept(call: &ToolUse, state: ToolState, result: &str, workspace: &Path) -> Self {
        let mut deed = Self::named(call.id.clone(), call.name.clone());
        deed.about = asked::about(call);
        deed.leads = match asked::command(call, workspace) {
            Some(ordered) => Some(Leads::Command(ordered)),
            None => asked::file(call, workspace).map(Leads::File),
        };
        deed.take_diff(&asked::diff(call));
        deed.state = state;
        let mut lines = result.lines();
        match state {
            ToolState::Done if deed.command().is_some() => {
                lines
                    .next()
                    .unwrap_or_default()
                    .clone_into(&mut deed.outcome);
            }
            // What was changed says more than that it was.
            ToolState::Done if !deed.diff.is_empty() => lines = "".lines(),
            ToolState::Done => {
                let count = result.lines().count();
                deed.outcome = match count {
                    0 | 1 => String::new(),
                    many => format!("{many} lines"),
                };
            }
            ToolState::Failed | ToolState::Refused | ToolState::Unknown => {
                lines
                    .next()
                    .unwrap_or_default()
                    .clone_into(&mut deed.outcome);
            }
            ToolState::Asked | ToolState::Waiting | ToolState::Running => {}
        }
        lines.for_each(|line| deed.add_line(line));
        deed
    }

    /// It is planned: what it is about, and what it would change.
    pub(super) fn start(&mut self, about: String, diff: &str, leads: Option<Leads>) {
        self.state = ToolState::Running;
        self.about = about;
        self.leads = leads;
        self.take_diff(diff);
    }

    /// It printed lines.
    pub(super) fn print(&mut self, text: &str) {
        self.state = ToolState::Running;
        // Of a flood that comes at once, nobody sees more than its end.
        let count = text.lines().count();
        let skipped = count.saturating_sub(KEPT);
        self.lost += skipped;
        text.lines()
            .skip(skipped)
            .for_each(|line| self.add_line(line));
        self.body.room = None;
    }

    /// It waits for a person.
    pub(super) fn wait(&mut self, approval: ApprovalId) {
        self.state = ToolState::Waiting;
        self.approval = Some(approval);
    }

    /// The person has answered.
    pub(super) fn go_on(&mut self) {
        if self.state == ToolState::Waiting {
            self.state = ToolState::Running;
        }
    }

    /// It is over.
    pub(super) fn end(&mut self, state: ToolState, outcome: &str) {
        self.state = state;
        // What the line says already is not said twice.
        let line = self.about.lines().next().unwrap_or_default();
        let rest = outcome.strip_prefix(self.name.as_str()).unwrap_or(outcome);
        let rest = rest.trim_start();
        let rest = match rest.split_once(line) {
            Some((before, after)) if state == ToolState::Done && after.is_empty() => before,
            Some((_, after)) if state == ToolState::Done => after,
            Some(("", after)) => after,
            Some(_) | None => rest,
        };
        let rest = rest.trim_matches([' ', '·', ':', '"']);
        rest.clone_into(&mut self.outcome);
        self.body.room = None;
    }

    /// The turn is over, and it was never begun.
    pub(super) fn leave(&mut self) {
        match self.state {
            ToolState::Asked => self.end(ToolState::Refused, "not begun"),
            ToolState::Waiting | ToolState::Running => self.end(ToolState::Unknown, "cut off"),
            ToolState::Done | ToolState::Failed | ToolState::Refused | ToolState::Unknown => {}
        }
    }

    /// Opens it, or folds it again.
    pub(super) fn toggle(&mut self) {
        self.body.opened = !self.body.opened && self.opens();
        self.body.room = None;
    }

    /// Folds it.
    pub(super) fn fold(&mut self) {
        self.body.opened = false;
    }

    /// True while what it did is shown below it.
    pub(super) fn is_open(&self) -> bool {
        self.body.opened
    }

    /// True when there is something to be shown below its line.
    pub(super) fn opens(&self) -> bool {
        !self.diff.is_empty() || !self.printed.is_empty() || width(&self.outcome) > BRIEF
    }

    /// The bytes that it takes in memory, about.
    pub(super) fn weight(&self) -> usize {
        let lines = self.diff.iter().chain(&self.printed);
        lines.map(String::len).sum::<usize>() + self.about.len()
    }

    /// Lays out what is shown below its line, when that has changed.
    pub(super) fn lay_out(&mut self, columns: u16) {
        self.columns = columns;
        if !self.body.opened || self.body.room == Some(columns) {
            return;
        }
        let room = columns.saturating_sub(width(BAR)).max(1);
        let mut rows = Vec::new();
        if width(&self.outcome) > BRIEF {
            say(&mut rows, &self.outcome, self.look().1, room);
        }
        for line in &self.diff {
            changed(&mut rows, line, room);
        }
        if self.lost > 0 {
            let text = format!("… {} lines before", self.lost);
            rows.push(Row::of(BAR, Token::Faint).then(text, Token::Faint));
        }
        let from = rows.len();
        for line in &self.printed {
            say(&mut rows, line, Token::Muted, room);
        }
        if !self.state.is_over() && rows.len() - from > LIVE {
            rows.drain(from..rows.len() - LIVE);
        }
        self.body.rows = rows;
        self.body.room = Some(columns);
    }

    /// How many rows it takes.
    pub(super) fn height(&self) -> usize {
        1 + if self.body.opened {
            self.body.rows.len()
        } else {
            0
        }
    }

    /// One of its rows.
    pub(super) fn row(&self, row: usize) -> Row {
        if let Some(row) = row.checked_sub(1) {
            return self.body.rows.get(row).cloned().unwrap_or_default();
        }
        let mark = match (self.opens(), self.body.opened) {
            (false, _) => "    ",
            (true, true) => "  ▾ ",
            (true, false) => "  ▸ ",
        };
        let (sign, token) = self.look();
        let mut line = Row::of(mark, Token::Faint)
            .then(sign, token)
            .then(" ", token)
            .then(self.name.clone(), Token::Tool);
        if !self.about.is_empty() {
            let about = self.about.lines().next().unwrap_or_default().to_owned();
            line = line.then("  ", Token::Text).then(about, Token::Text);
        }
        let (outcome, token) = match self.state {
            ToolState::Waiting => ("waits for you", Token::Warn),
            ToolState::Done => (self.outcome.as_str(), Token::Muted),
            ToolState::Failed | ToolState::Refused | ToolState::Unknown => {
                (self.outcome.as_str(), token)
            }
            ToolState::Asked | ToolState::Running => return line,
        };
        if outcome.is_empty() {
            return line;
        }
        if width(outcome) <= BRIEF && !self.about.is_empty() {
            // The sign says in a narrow place how it ended; what it was about says nothing else.
            let about = width(self.about.lines().next().unwrap_or_default()).min(ABOUT);
            let needed = width(&self.name) + about + width(outcome) + 10;
            if needed <= self.columns {
                return line.right(outcome.to_owned(), token);
            }
            return line;
        }
        line.then("  ", token).then(outcome.to_owned(), token)
    }

    fn look(&self) -> (&'static str, Token) {
        match self.state {
            ToolState::Asked => ("·", Token::Faint),
            ToolState::Running => ("◐", Token::Working),
            ToolState::Waiting => ("●", Token::Warn),
            ToolState::Done => ("✓", Token::Good),
            ToolState::Failed => ("✗", Token::Bad),
            ToolState::Refused => ("⊘", Token::Warn),
            ToolState::Unknown => ("?", Token::Warn),
        }
    }

    fn take_diff(&mut self, diff: &str) {
        let mut lines = bare(diff);
        let more = lines.len().saturating_sub(KEPT);
        lines.truncate(KEPT);
        self.diff = lines.into_iter().map(shortened).collect();
        if more > 0 {
            self.diff.push(format!("… and {more} lines more"));
        }
        self.body.room = None;
    }

    fn add_line(&mut self, line: &str) {
        self.printed.push_back(shortened(line));
        if self.printed.len() > KEPT {
            self.printed.pop_front();
            self.lost += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(deed: &Deed) -> Vec<String> {
        (0..deed.height()).map(|row| deed.row(row).text()).collect()
    }

    #[test]
    fn a_flood_keeps_its_end_and_says_how_much_came_before() {
        let mut deed = Deed::named("1".to_owned(), "shell".to_owned());
        deed.start("yes".to_owned(), "", None);
        deed.lay_out(60);
        for number in 0..1_000 {
            deed.print(&format!("line {number}\n"));
        }
        deed.print(&"x\n".repeat(5_000));
        assert_eq!(deed.printed.len(), KEPT);
        deed.toggle();
        deed.lay_out(60);
        assert_eq!(deed.height(), 1 + 1 + LIVE);
        deed.end(ToolState::Failed, "yes · killed by signal 9");
        deed.lay_out(60);
        let texts = texts(&deed);
        assert_eq!(texts.len(), 1 + 1 + KEPT);
        assert_eq!(texts[0], "  ▾ ✗ shell  yeskilled by signal 9");
        assert_eq!(texts[1], "    │ … 5800 lines before");
    }

    #[test]
    fn one_line_says_what_it_is_about_and_what_came_of_it_once() {
        let mut deed = Deed::named("1".to_owned(), "read".to_owned());
        deed.start(String::new(), "", None);
        deed.end(ToolState::Done, "read src/a.rs 120 lines");
        assert_eq!(texts(&deed), ["    ✓ read  src/a.rs 120 lines"]);
        let mut edit = Deed::named("2".to_owned(), "edit".to_owned());
        edit.start(
            "a.rs".to_owned(),
            "--- a/a.rs\n+++ b/a.rs\n@@ -1 +1 @@\n-old\n+new\n",
            None,
        );
        edit.end(ToolState::Done, "edit a.rs +1 -1");
        edit.toggle();
        edit.lay_out(40);
        assert_eq!(
            texts(&edit),
            [
                "  ▾ ✓ edit  a.rs+1 -1",
                "    │ @@ -1 +1 @@",
                "    │ -old",
                "    │ +new"
            ]
        );
    }
}
