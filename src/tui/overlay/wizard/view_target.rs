//! How the choice of mode and folder is drawn.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use super::State;
use super::target::{Choice, Target};
use super::view::line;
use crate::app::{Standing, Verify};
use crate::domain::plan::Mode;
use crate::tui::draw::Row;
use crate::tui::root::Look;
use crate::tui::theme::Token;

/// Where the text of the folder begins.
const FOLDER: u16 = 12;

/// Draws the step and answers where the caret is.
pub(super) fn view(
    state: &State,
    body: Rect,
    last: Rect,
    look: &Look,
    frame: &mut Frame,
) -> Option<Position> {
    let target = &state.target;
    let roomy = body.height > 12;
    let mut caret = None;
    let mut y = body.y;
    for choice in Choice::ALL {
        let space = matches!(choice, Choice::Folder | Choice::Checks | Choice::Start);
        y += u16::from(roomy && space);
        if y >= body.bottom() {
            break;
        }
        let here = choice == target.choice;
        let area = Rect {
            y,
            height: 1,
            ..body
        };
        if here {
            let style = look.theme.style(Token::Selection);
            frame.buffer_mut().set_style(area, style);
        }
        let mark = if here { "▸ " } else { "  " };
        let row = row(target, choice).after(mark, Token::Accent);
        row.draw(frame, (body.x, y), body.width, look.theme);
        if choice == Choice::Folder {
            let field = Rect {
                x: body.x + FOLDER,
                width: body.width.saturating_sub(FOLDER),
                ..area
            };
            let style = look.theme.style(Token::Text);
            let at = target.folder.draw(frame, field, style);
            caret = at.filter(|_| here);
            y += 1;
            if y < body.bottom() {
                stands(target).draw(frame, (body.x + FOLDER, y), field.width, look.theme);
            }
        }
        y += 1;
    }
    let hint = if state.waiting {
        "One moment…"
    } else {
        "Nothing is written before you start"
    };
    line(state.fault.as_deref(), hint, last, look, frame);
    caret
}

fn row(target: &Target, choice: Choice) -> Row {
    match choice {
        Choice::Mode(mode) => {
            let (mark, token) = if mode == target.mode {
                ("(•) ", Token::Accent)
            } else {
                ("( ) ", Token::Faint)
            };
            Row::of(mark, token)
                .then(format!("{:<12}", mode.name()), Token::Text)
                .then(about(mode), Token::Muted)
        }
        Choice::Folder => Row::of("Folder", Token::Muted),
        Choice::Checks => {
            let (mark, token) = match target.verify {
                Verify::Run => ("[x] ", Token::Good),
                Verify::Skip => ("[ ] ", Token::Faint),
            };
            Row::of(mark, token)
                .then("Run its checks  ", Token::Text)
                .then(
                    "style, types, migrations, tests: then it is proven",
                    Token::Muted,
                )
        }
        Choice::Start => Row::of("Make the project", Token::Accent),
    }
}

fn about(mode: Mode) -> &'static str {
    match mode {
        Mode::Simple => "planner and coder",
        Mode::Full => "with database and authentication",
        Mode::Production => "all seven: with reviewer, tester and deployer",
    }
}

fn stands(target: &Target) -> Row {
    match &target.stands {
        None => Row::of("…", Token::Faint),
        Some(Err(reason)) => Row::of(format!("✗ {reason}"), Token::Bad),
        Some(Ok((_, Standing::Free))) => Row::of("✓ free", Token::Good),
        Some(Ok((_, Standing::Ours { version }))) => Row::of(
            format!("~ made by vibecober (build {version}): what you edited there is merged"),
            Token::Info,
        ),
        Some(Ok((_, Standing::Foreign))) => Row::of(
            "! holds other files: you are asked before anything is written",
            Token::Warn,
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_of_the_chosen_row_belongs_to_no_row_by_itself() {
        let target = Target::default();
        for choice in Choice::ALL {
            assert!(!row(&target, choice).text().contains('▸'), "{choice:?}");
        }
    }
}
