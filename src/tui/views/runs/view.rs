//! How the view is drawn.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::detail::Detail;
use super::rows::{Tab, age, proof_token};
use super::state::State;
use crate::domain::run::Run;
use crate::tui::draw::{Row, put, rule, scrollbar, wrap};
use crate::tui::keymap::Action;
use crate::tui::progress::{mark, state_token};
use crate::tui::root::Look;
use crate::tui::theme::Token;

/// The actions for the footer.
pub fn keys(state: &State) -> &'static [(Action, &'static str)] {
    match state.detail {
        None => &[
            (Action::Accept, "show"),
            (Action::OpenProject, "open project"),
            (Action::RunTests, "run tests"),
            (Action::CancelRun, "end it"),
            (Action::Cancel, "back"),
        ],
        Some(_) => &[
            (Action::Next, "next tab"),
            (Action::OpenProject, "open project"),
            (Action::RunTests, "run tests"),
            (Action::CancelRun, "end it"),
            (Action::Cancel, "all runs"),
        ],
    }
}

/// Draws the view between header and footer.
pub fn view(state: &State, area: Rect, look: &Look, frame: &mut Frame) {
    let style = look.theme.style(Token::Background);
    frame.buffer_mut().set_style(area, style);
    let inner = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    if inner.is_empty() || area.height < 3 {
        return;
    }
    match &state.detail {
        Some(detail) => draw_detail(detail, inner, look, frame),
        None => draw_list(state, inner, look, frame),
    }
}

fn draw_list(state: &State, area: Rect, look: &Look, frame: &mut Frame) {
    let theme = look.theme;
    let wide = area.width >= 90;
    let list = below(area);
    if state.runs.is_empty() {
        let text = match (&state.refused, state.clock) {
            (Some(reason), _) => reason.as_str(),
            (None, None) => "Reading…",
            (None, Some(_)) => "There are no runs yet. Say an idea in the chat to begin one.",
        };
        for (line, y) in wrap(text, list.width).iter().zip(list.y..list.bottom()) {
            let style = theme.style(Token::Muted);
            put(frame.buffer_mut(), (list.x, y), list.width, line, style);
        }
        return;
    }
    heads(wide).draw(frame, (area.x, area.y), area.width, theme);
    let columns = list.width.saturating_sub(2);
    let shown = state.runs.iter().enumerate().skip(state.scroll.top);
    for ((at, run), y) in shown.zip(list.y..list.bottom()) {
        if at == state.scroll.cursor {
            let line = Rect {
                y,
                height: 1,
                width: columns,
                ..list
            };
            let style = theme.style(Token::Selection);
            frame.buffer_mut().set_style(line, style);
        }
        run_row(state, run, wide, look).draw(frame, (list.x, y), columns, theme);
    }
    bar(list, state.scroll.top, state.runs.len(), look, frame);
    chosen(state, list, look, frame);
}

/// What the list cuts of the chosen run, where the list leaves room for it.
fn chosen(state: &State, list: Rect, look: &Look, frame: &mut Frame) {
    let Some(run) = state.run() else {
        return;
    };
    let columns = list.width.saturating_sub(2);
    let mut rows: Vec<Row> = wrap(&run.request.idea, columns)
        .into_iter()
        .map(|line| Row::of(line, Token::Strong))
        .collect();
    let facts = format!("{} mode · result {}", run.request.mode, run.proof);
    rows.push(Row::of(facts, Token::Muted));
    if let Some(target) = &run.request.target {
        rows.push(Row::of(target.display().to_string(), Token::Link));
    }
    if !run.reason.is_empty() {
        rows.push(Row::of(run.reason.clone(), state_token(run.state)));
    }
    let height = u16::try_from(rows.len() + 1).unwrap_or(u16::MAX);
    let used = u16::try_from(state.runs.len()).unwrap_or(u16::MAX);
    if used.saturating_add(height) >= list.height {
        return;
    }
    let top = list.bottom() - height;
    let line = Rect {
        y: top,
        height: 1,
        ..list
    };
    rule(frame.buffer_mut(), line, look.theme.style(Token::Border));
    for (row, y) in rows.iter().zip(top + 1..list.bottom()) {
        row.draw(frame, (list.x, y), columns, look.theme);
    }
}

fn heads(wide: bool) -> Row {
    let text = if wide {
        format!(
            "  {:<10}{:<18}{:<10}{:>7}  idea",
            "run", "state", "result", "age"
        )
    } else {
        format!("  {:<10}{:<17}{:>6}  idea", "run", "state", "age")
    };
    Row::of(text, Token::Muted)
}

fn run_row(state: &State, run: &Run, wide: bool, look: &Look) -> Row {
    let (symbol, token) = mark(run.state);
    let now = state.clock.and_then(|(at, since)| {
        let passed = look.now.saturating_sub(since);
        at.checked_add(passed).ok()
    });
    let age = now.map(|now| age(run.created_at, now)).unwrap_or_default();
    let name = run.state.name().replace('_', " ");
    let row =
        Row::of(format!("{symbol} "), token).then(format!("{:<10}", run.id.short()), Token::Strong);
    let row = if wide {
        row.then(format!("{name:<18}"), state_token(run.state))
            .then(format!("{:<10}", run.proof.name()), proof_token(run.proof))
            .then(format!("{age:>7}  "), Token::Muted)
    } else {
        row.then(format!("{name:<17}"), state_token(run.state))
            .then(format!("{age:>6}  "), Token::Muted)
    };
    let row = row.then(run.request.idea.clone(), Token::Text);
    let target = run.request.target.as_deref().filter(|_| wide);
    match target.and_then(std::path::Path::file_name) {
        Some(name) => row.right(name.to_string_lossy().into_owned(), Token::Faint),
        None => row,
    }
}

fn draw_detail(detail: &Detail, area: Rect, look: &Look, frame: &mut Frame) {
    let run = &detail.record.run;
    let (symbol, token) = mark(run.state);
    let mut head = Row::of(format!("{symbol} {}  ", run.id.short()), token);
    for (at, tab) in Tab::ALL.into_iter().enumerate() {
        let token = if tab == detail.tab {
            Token::TabActive
        } else {
            Token::Tab
        };
        if at > 0 {
            head = head.then(" · ", Token::Faint);
        }
        head = head.then(tab.name(), token);
    }
    let proof = detail.record.proof;
    let state = run.state.name().replace('_', " ");
    let head = if area.width >= 80 {
        head.right(format!("{state}, {proof}"), proof_token(proof))
    } else {
        head
    };
    head.draw(frame, (area.x, area.y), area.width, look.theme);
    let list = below(area);
    let shown = detail.rows.iter().skip(detail.scroll.top);
    for (row, y) in shown.zip(list.y..list.bottom()) {
        row.draw(frame, (list.x, y), list.width.saturating_sub(2), look.theme);
    }
    bar(list, detail.scroll.top, detail.rows.len(), look, frame);
}

fn below(area: Rect) -> Rect {
    Rect {
        y: area.y + 2,
        height: area.height.saturating_sub(2),
        ..area
    }
}

fn bar(list: Rect, top: usize, count: usize, look: &Look, frame: &mut Frame) {
    let bar = Rect {
        x: list.right().saturating_sub(1),
        width: 1,
        ..list
    };
    scrollbar(frame, bar, top, count, look.theme);
}
