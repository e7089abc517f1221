//! Styles by token.

use ratatui::style::{Color, Modifier, Style};

use super::Token;

/// Which symbols may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Icons {
    /// Symbols that every font has.
    #[default]
    Plain,
    /// Those of a Nerd Font.
    Nerd,
}

/// The styles of the screen.
#[derive(Debug, Clone, Default)]
pub struct Theme {
    name: String,
}

impl Theme {
    /// The style of `token`.
    pub fn style(&self, token: Token) -> Style {
        match token {
            Token::BorderFocus | Token::Accent | Token::Key => Style::new().fg(Color::Cyan),
            Token::Selection => Style::new().add_modifier(Modifier::REVERSED),
            Token::Muted | Token::Faint | Token::Border => Style::new().fg(Color::DarkGray),
            _ => Style::new(),
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }
}
