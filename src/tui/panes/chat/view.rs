//! How the pane is drawn.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Clear;

use super::State;
use super::recall::Recall;
use super::state::{Parts, Store};
use super::talk::Pause;
use crate::tui::draw::{self, Row, put, put_right, wrap};
use crate::tui::keymap::Action;
use crate::tui::root::Look;
use crate::tui::theme::Token;

/// The actions for the footer.
pub fn keys(state: &State) -> &'static [(Action, &'static str)] {
    if state.recall.is_some() {
        return &[
            (Action::Send, "take it"),
            (Action::Recall, "older"),
            (Action::Cancel, "as before"),
        ];
    }
    if state.talk.turn.is_some() {
        return &[
            (Action::Cancel, "stop"),
            (Action::Send, "say it next"),
            (Action::ToggleCall, "look into a call"),
            (Action::ToggleThought, "thought"),
        ];
    }
    if state.talk.has_model() {
        return &[
            (Action::Send, "send"),
            (Action::Newline, "new line"),
            (Action::Models, "model"),
            (Action::PlanMode, "plan mode"),
            (Action::ToggleCall, "look into a call"),
            (Action::CopyCode, "copy code"),
        ];
    }
    &[
        (Action::Send, "send"),
        (Action::Newline, "new line"),
        (Action::NewProject, "new project"),
    ]
}

/// What the empty composer asks for.
const PLACEHOLDER: &str = "Describe a task";

/// What stands before the words of a search.
const SEARCH: &str = " search: ";

/// What stands there before anything was said.
const GREETING: [(&str, Token); 4] = [
    ("Say what you want to build, in a sentence:", Token::Text),
    ("“library with books, members and loans”", Token::Accent),
    ("", Token::Text),
    (
        "Works without a key: projects from ideas, the editor, the terminal. /help lists what can be said; /model is about models.",
        Token::Muted,
    ),
];

/// What stands there while a model is chosen.
const GREETING_OF_A_MODEL: [(&str, Token); 4] = [
    (
        "Ask the model anything, or make a project of an idea:",
        Token::Text,
    ),
    ("/new library with books, members and loans", Token::Accent),
    ("", Token::Text),
    (
        "The model reads and changes this folder and runs commands in a sandbox; what is dangerous asks you first. /plan lets it only plan, /resume takes up an earlier talk, /model chooses another model.",
        Token::Muted,
    ),
];

/// Draws the pane within its border.
pub fn view(state: &State, area: Rect, look: &Look, frame: &mut Frame) {
    if area.is_empty() {
        return;
    }
    let parts = state.parts(area);
    if state.transcript.is_empty() {
        greeting(state, parts.transcript, look, frame);
    }
    let columns = parts.transcript.width.saturating_sub(1);
    let rows = state.transcript.rows(look.now);
    for (row, y) in rows
        .iter()
        .zip(parts.transcript.y..parts.transcript.bottom())
    {
        row.draw(frame, (parts.transcript.x, y), columns, look.theme);
    }
    queue(state, parts.queue, look, frame);
    rule(state, parts.rule, look, frame);
    if let Some(recall) = &state.recall {
        return searched(state, recall, parts, look, frame);
    }
    let token = if look.focused {
        Token::Accent
    } else {
        Token::Faint
    };
    let at = (area.x, parts.composer.y);
    put(frame.buffer_mut(), at, 1, "›", look.theme.style(token));
    let writing = &state.composer.writing;
    writing.draw(frame, parts.composer, PLACEHOLDER, look.theme);
    completion(state, parts.transcript, look, frame);
}

/// Where the caret is while the pane has the keyboard.
pub fn caret(state: &State, area: Rect) -> Option<Position> {
    if area.is_empty() {
        return None;
    }
    let parts = state.parts(area);
    match &state.recall {
        Some(recall) => recall.field.caret_in(searching(parts.rule)),
        None => state.composer.writing.caret(parts.composer),
    }
}

fn greeting(state: &State, area: Rect, look: &Look, frame: &mut Frame) {
    let columns = area.width.saturating_sub(4);
    let mut y = area.y;
    let lines = if state.talk.has_model() {
        GREETING_OF_A_MODEL
    } else {
        GREETING
    };
    for (text, token) in lines {
        for line in wrap(text, columns) {
            if y >= area.bottom() {
                return;
            }
            let style = look.theme.style(token);
            put(frame.buffer_mut(), (area.x + 2, y), columns, &line, style);
            y += 1;
        }
    }
}

/// The messages that wait to be said, the oldest first.
fn queue(state: &State, area: Rect, look: &Look, frame: &mut Frame) {
    let waiting = &state.talk.queue;
    let shown = usize::from(area.height);
    for (number, (sent, y)) in waiting.iter().zip(area.y..area.bottom()).enumerate() {
        let more = waiting.len() - shown;
        let last = number + 1 == shown;
        let text = sent.shown.trim().replace('\n', " ");
        let row = Row::of("⋯ ", Token::Accent).then(text, Token::Muted);
        let joins = number < state.talk.joining;
        let hint = match (last, more) {
            (true, 0) if joins => "joins at the next step".to_owned(),
            (true, more) if joins => format!("and {more} more · join at the next step"),
            (true, 0) => "next · ↑ changes it".to_owned(),
            (true, more) => format!("and {more} more · ↑ changes the last"),
            (false, _) => String::new(),
        };
        let row = if last {
            row.right(hint, Token::Faint)
        } else {
            row
        };
        row.draw(frame, (area.x, y), area.width.saturating_sub(1), look.theme);
    }
}

/// Where the words of the search are written.
fn searching(rule: Rect) -> Rect {
    let label = u16::try_from(SEARCH.len()).unwrap_or(0);
    Rect {
        x: rule.x + 2 + label,
        width: rule.width.saturating_sub(4 + label),
        ..rule
    }
}

/// The search in what was sent before: its words on the rule, what it finds in the composer.
fn searched(state: &State, recall: &Recall, parts: Parts, look: &Look, frame: &mut Frame) {
    let theme = look.theme;
    let field = searching(parts.rule);
    let at = (parts.rule.x + 2, parts.rule.y);
    put(
        frame.buffer_mut(),
        at,
        parts.rule.width,
        SEARCH,
        theme.style(Token::Accent),
    );
    let blank = " ".repeat(usize::from(field.width));
    put(
        frame.buffer_mut(),
        (field.x, field.y),
        field.width,
        &blank,
        theme.style(Token::Text),
    );
    recall.field.draw(frame, field, theme.style(Token::Text));
    let found = recall.found(state.composer.history.entries());
    let (text, token) = match found {
        Some(text) => (text, Token::Text),
        None => ("nothing that was sent holds this", Token::Muted),
    };
    let lines = wrap(text, parts.composer.width);
    for (line, y) in lines.iter().zip(parts.composer.y..parts.composer.bottom()) {
        let at = (parts.composer.x, y);
        put(
            frame.buffer_mut(),
            at,
            parts.composer.width,
            line,
            theme.style(token),
        );
    }
}

/// The line above the composer, with what is worth a word there.
fn rule(state: &State, area: Rect, look: &Look, frame: &mut Frame) {
    if area.is_empty() {
        return;
    }
    let line = if look.focused {
        Token::BorderFocus
    } else {
        Token::Border
    };
    let buffer = frame.buffer_mut();
    draw::rule(buffer, area, look.theme.style(line));
    if let Some(turn) = &state.talk.turn {
        let token = match turn.pause {
            Pause::None => Token::Working,
            Pause::Try | Pause::Person => Token::Warn,
        };
        let text = format!(" {} ", turn.words(look.now));
        let room = area.width.saturating_sub(12);
        put(
            buffer,
            (area.x + 1, area.y),
            room,
            &text,
            look.theme.style(token),
        );
    }
    let (text, token) = if state.transcript.is_away() {
        (" ↓ more ", Token::Accent)
    } else if state.asked > 0 {
        (" thinking by rules ", Token::Muted)
    } else {
        match state.store {
            Store::Open | Store::Opening => return,
            Store::Refused(_) => (" no store: no runs ", Token::Warn),
        }
    };
    let end = area.right().saturating_sub(2);
    let style = look.theme.style(token);
    put_right(
        buffer,
        end,
        area.y,
        area.width.saturating_sub(2),
        text,
        style,
    );
}

/// The list of commands, above the composer.
fn completion(state: &State, above: Rect, look: &Look, frame: &mut Frame) {
    let listed: Vec<_> = state.composer.completion.listed().collect();
    if listed.is_empty() || !look.focused {
        return;
    }
    let wide = listed.iter().map(|(one, _)| one.usage().len()).max();
    let wide = wide.unwrap_or(0) + 2;
    // What the chosen one does is said in full below the list where it has no room in it.
    let chosen = listed.iter().find(|(_, chosen)| *chosen);
    let about = chosen.map_or("", |(command, _)| command.about);
    let cut = wide + 2 + about.len() > usize::from(above.width);
    let told = if cut {
        wrap(about, above.width.saturating_sub(4))
    } else {
        Vec::new()
    };
    let rows = u16::try_from(listed.len() + told.len()).unwrap_or(0);
    let height = rows.min(above.height);
    let area = Rect {
        y: above.bottom() - height,
        height,
        ..above
    };
    let ground = look.theme.style(Token::Raised);
    frame.render_widget(Clear, area);
    frame
        .buffer_mut()
        .set_style(area, ground.patch(look.theme.style(Token::Text)));
    // The chosen one stays in sight where there is no room for all of them.
    let chosen = listed.iter().position(|(_, chosen)| *chosen).unwrap_or(0);
    let list = usize::from(height).saturating_sub(told.len());
    let skipped = (chosen + 1).saturating_sub(list);
    let style = look.theme.style(Token::Text);
    let from = area.y + u16::try_from(list.min(listed.len())).unwrap_or(0);
    for (line, y) in told.iter().zip(from..area.bottom()) {
        let columns = area.width.saturating_sub(4);
        put(frame.buffer_mut(), (area.x + 3, y), columns, line, style);
    }
    let commands = listed.iter().skip(skipped).zip(area.y..from);
    for ((command, chosen), y) in commands {
        let line = Rect {
            y,
            height: 1,
            ..area
        };
        if *chosen {
            let style = look.theme.style(Token::Selection);
            frame.buffer_mut().set_style(line, style);
        }
        let usage = command.usage();
        Row::of(format!(" {usage:<wide$}"), Token::Key)
            .then(command.about, Token::Muted)
            .draw(frame, (area.x, y), area.width, look.theme);
    }
}
