//! Chooses the theme to begin with: the one that is wanted, or one that fits the terminal.

use super::depth::Depth;
use super::labels::Kind;
use super::sheet::Theme;
use super::shelf::Shelf;
use crate::config::error::ConfigError;

/// What is known before a theme is chosen.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The name that the configuration gives; none to choose one that fits.
    pub name: Option<&'a str>,
    /// Whether the terminal is dark or light.
    pub kind: Kind,
    /// What the terminal shows.
    pub depth: Depth,
}

/// The theme to begin with, fitted to the terminal.
#[derive(Debug)]
pub struct Chosen {
    /// The theme.
    pub theme: Theme,
    /// Why it is not the one that was wanted; to be said on screen.
    pub problem: Option<ConfigError>,
}

impl Shelf {
    /// Chooses and reads the theme to begin with; what is wrong with the wanted one stops nothing.
    pub fn choose(&self, wanted: Wanted<'_>) -> Chosen {
        let usual = usual(wanted.kind, wanted.depth);
        let (loaded, first) = match wanted.name {
            Some(name) => match self.load(name) {
                Ok(theme) => (Ok(theme), None),
                Err(problem) => (self.load(usual), Some(problem)),
            },
            None => (self.load(usual), None),
        };
        let (theme, problem) = match loaded {
            Ok(theme) => (theme, first),
            // The person's own file hides the usual theme and cannot be used.
            Err(second) => match Self::default().load(usual) {
                Ok(theme) => (theme, first.or(Some(second))),
                Err(_) => (Theme::colourless(), first.or(Some(second))),
            },
        };
        Chosen {
            theme: theme.fitted(wanted.depth),
            problem,
        }
    }
}

/// What `COLORFGBG` (text;ground, in numbers of the sixteen colours) says about the terminal; dark when
/// it says nothing.
pub fn kind_of_terminal(colorfgbg: Option<&str>) -> Kind {
    let ground = colorfgbg.and_then(|value| value.rsplit(';').next()?.trim().parse::<u8>().ok());
    match ground {
        Some(7 | 9..=15) => Kind::Light,
        Some(_) | None => Kind::Dark,
    }
}

/// The theme for who has not chosen one; few colours are best left to the terminal's palette.
pub fn usual(kind: Kind, depth: Depth) -> &'static str {
    match (kind, depth) {
        (Kind::Dark, Depth::None | Depth::Ansi16) => "terminal-dark",
        (Kind::Light, Depth::None | Depth::Ansi16) => "terminal-light",
        (Kind::Dark, Depth::Ansi256 | Depth::True) => "harbor",
        (Kind::Light, Depth::Ansi256 | Depth::True) => "paper",
    }
}
