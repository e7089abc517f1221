//! How it is drawn: the steps above, what the step holds, its keys below.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::on_idea::EXAMPLES;
use super::state::Step;
use super::target::Choice;
use super::{State, view_model, view_target, view_watch};
use crate::tui::draw::{Row, put, wrap};
use crate::tui::keymap::Action;
use crate::tui::overlay::{boxed, centred};
use crate::tui::root::Look;
use crate::tui::theme::Token;

/// The widest the box is.
const WIDTH: u16 = 124;

/// The actions for the footer.
pub fn keys(state: &State) -> &'static [(Action, &'static str)] {
    match state.step {
        Step::Idea => &[
            (Action::Accept, "read it"),
            (Action::Next, "an example"),
            (Action::Cancel, "close"),
        ],
        Step::Model if state.typing() => {
            &[(Action::Accept, "take it"), (Action::Cancel, "drop it")]
        }
        Step::Model => &[
            (Action::Next, "go on"),
            (Action::Accept, "change"),
            (Action::AddField, "field"),
            (Action::AddEntity, "entity"),
            (Action::Remove, "take out"),
            (Action::Undo, "undo"),
            (Action::Cancel, "back"),
            (Action::Findings, "findings"),
            (Action::Help, "keys"),
            (Action::Toggle, "fold, switch"),
        ],
        Step::Target => target_keys(state.target.choice),
        Step::Watch => watch_keys(state),
    }
}

fn target_keys(choice: Choice) -> &'static [(Action, &'static str)] {
    macro_rules! with {
        ($about:literal) => {
            &[
                (Action::Accept, $about),
                (Action::Up, "up"),
                (Action::Down, "down"),
                (Action::Cancel, "back"),
            ]
        };
    }
    match choice {
        Choice::Mode(_) => with!("take it"),
        Choice::Folder => with!("take the folder, go on"),
        Choice::Checks => with!("switch"),
        Choice::Start => with!("make it"),
    }
}

fn watch_keys(state: &State) -> &'static [(Action, &'static str)] {
    let Some(watch) = &state.watch else {
        return &[];
    };
    if watch.reader.is_some() {
        &[
            (Action::Down, "down"),
            (Action::PageDown, "a page"),
            (Action::Cancel, "back"),
        ]
    } else if watch.leaving {
        &[
            (Action::CancelRun, "end it"),
            (Action::LeaveRunning, "leave it running"),
            (Action::Cancel, "stay"),
        ]
    } else if watch.progress.works() {
        &[
            (Action::Down, "next agent"),
            (Action::Accept, "what it wrote"),
            (Action::Cancel, "close"),
        ]
    } else if watch.progress.target.is_some() {
        &[
            (Action::Accept, "open"),
            (Action::RunTests, "run its tests"),
            (Action::ShowRun, "show the run"),
            (Action::Cancel, "close"),
        ]
    } else {
        &[
            (Action::Accept, "go on"),
            (Action::ShowRun, "show the run"),
            (Action::Cancel, "close"),
        ]
    }
}

/// The box within `area`.
fn outer(area: Rect) -> Rect {
    // What lies behind is worth its place only where a piece of it can be read.
    let margin = if area.width > WIDTH + 16 { 2 } else { 0 };
    let width = WIDTH.min(area.width.saturating_sub(2 * margin));
    centred(area, width, area.height.saturating_sub(margin))
}

/// What is within the border of the box.
pub(super) fn inner(area: Rect) -> Rect {
    let outer = outer(area);
    Rect {
        x: outer.x.saturating_add(2),
        y: outer.y.saturating_add(1),
        width: outer.width.saturating_sub(4),
        height: outer.height.saturating_sub(2),
    }
}

/// What is between the line of steps and the last line.
pub(super) fn body(area: Rect) -> Rect {
    let inner = inner(area);
    let head = if inner.height > 14 { 2 } else { 1 };
    Rect {
        y: inner.y + head.min(inner.height),
        height: inner.height.saturating_sub(head + 1),
        ..inner
    }
}

/// Draws it and answers where the caret is.
pub fn view(state: &State, area: Rect, look: &Look, frame: &mut Frame) -> Option<Position> {
    boxed(frame, outer(area), "New project", look);
    let inner = inner(area);
    let body = body(area);
    if body.is_empty() {
        return None;
    }
    steps(state.step).draw(frame, (inner.x, inner.y), inner.width, look.theme);
    let last = Rect {
        y: body.bottom(),
        height: 1,
        ..inner
    };
    match state.step {
        Step::Idea => idea(state, body, last, look, frame),
        Step::Model => view_model::view(state, body, last, look, frame),
        Step::Target => view_target::view(state, body, last, look, frame),
        Step::Watch => view_watch::view(state, body, last, look, frame),
    }
}

fn steps(here: Step) -> Row {
    let names = [
        (Step::Idea, "1 idea"),
        (Step::Model, "2 model"),
        (Step::Target, "3 how and where"),
        (Step::Watch, "4 run"),
    ];
    let mut row = Row::new();
    for (at, (step, name)) in names.into_iter().enumerate() {
        if at > 0 {
            row = row.then("  ›  ", Token::Faint);
        }
        let token = if step == here {
            Token::TabActive
        } else {
            Token::Muted
        };
        row = row.then(name, token);
    }
    row
}

/// The last line: what is wrong, or the keys of the step.
pub(super) fn line(fault: Option<&str>, hint: &str, at: Rect, look: &Look, frame: &mut Frame) {
    let row = match fault {
        Some(fault) => Row::of("! ", Token::Bad).then(fault.to_owned(), Token::Bad),
        None => Row::of(hint.to_owned(), Token::Hint),
    };
    row.draw(frame, (at.x, at.y), at.width, look.theme);
}

fn idea(state: &State, body: Rect, last: Rect, look: &Look, frame: &mut Frame) -> Option<Position> {
    let theme = look.theme;
    let question = "What should the application keep, and for whom? One or two sentences.";
    let style = theme.style(Token::Text);
    put(
        frame.buffer_mut(),
        (body.x, body.y),
        body.width,
        question,
        style,
    );
    let gap = u16::from(body.height > 9);
    let height = state.writing.height().min(body.height.saturating_sub(1));
    let field = Rect {
        x: body.x + 2,
        y: body.y + 1 + gap,
        width: body.width.saturating_sub(3),
        height,
    };
    let accent = theme.style(Token::Accent);
    for y in field.y..field.bottom().min(body.bottom()) {
        put(frame.buffer_mut(), (body.x, y), 1, "▌", accent);
    }
    let field = field.intersection(body);
    state.writing.draw(
        frame,
        field,
        "A library with books, members and loans",
        theme,
    );
    let below = field.bottom() + gap;
    let mut rows = vec![Row::of("For example (Tab takes one):", Token::Muted)];
    rows.extend(EXAMPLES.map(|one| Row::of("  ", Token::Faint).then(one, Token::Faint)));
    rows.push(Row::new());
    let note = "It works without a model: words are read by rules, and what they become is shown before anything is written.";
    rows.extend(
        wrap(note, body.width)
            .into_iter()
            .map(|line| Row::of(line, Token::Muted)),
    );
    for (row, y) in rows.iter().zip(below..body.bottom()) {
        row.draw(frame, (body.x, y), body.width, theme);
    }
    let hint = if state.waiting {
        "Reading…"
    } else {
        "Alt-Enter begins a new line"
    };
    line(state.fault.as_deref(), hint, last, look, frame);
    state.writing.caret(field)
}
