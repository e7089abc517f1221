//! The table of styles.

use ratatui::style::{Color, Modifier, Style};

use crate::config::ConfigError;
use crate::config::ScreenSettings;
use crate::config::theme::{self, Ansi, Depth, Face, Kind, Marks, Shelf, Tint, Token, Wanted};

/// A style for every token.
///
/// A style leaves open what its token leaves open, so that it can be laid over what lies beneath:
/// a keyword on a selected line keeps the ground of the selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    name: String,
    kind: Kind,
    depth: Depth,
    styles: Box<[Style; Token::COUNT]>,
}

impl Theme {
    /// The styles of a theme on a terminal of that depth.
    pub fn new(theme: theme::Theme, depth: Depth) -> Self {
        Self::of_fitted(&theme.fitted(depth), depth)
    }

    /// The theme to begin with, and why it is not the one that was wanted.
    ///
    /// `look_up` finds variables of the environment.
    pub fn first(
        settings: &ScreenSettings,
        shelf: &Shelf,
        look_up: impl Fn(&str) -> Option<String>,
    ) -> (Self, Option<ConfigError>) {
        let colours = look_up("COLORFGBG");
        let depth = settings.depth(look_up);
        let chosen = shelf.choose(Wanted {
            name: settings.theme_name(),
            kind: settings.background.value.kind(colours.as_deref()),
            depth,
        });
        (Self::of_fitted(&chosen.theme, depth), chosen.problem)
    }

    /// The theme of that name on a terminal of that depth.
    ///
    /// # Errors
    /// No such theme, or a file that cannot be used.
    pub fn named(name: &str, shelf: &Shelf, depth: Depth) -> Result<Self, ConfigError> {
        shelf.load(name).map(|theme| Self::new(theme, depth))
    }

    /// The style of a token.
    pub fn style(&self, token: Token) -> Style {
        self.styles[token.index()]
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Dark or light.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// What the terminal shows.
    pub fn depth(&self) -> Depth {
        self.depth
    }

    fn of_fitted(theme: &theme::Theme, depth: Depth) -> Self {
        let mut styles = Box::new([Style::new(); Token::COUNT]);
        for token in Token::ALL {
            styles[token.index()] = style(theme.face(*token));
        }
        Self {
            name: theme.name.clone(),
            kind: theme.kind,
            depth,
            styles,
        }
    }
}

impl Default for Theme {
    /// No colours, marks alone.
    fn default() -> Self {
        Self::new(theme::Theme::colourless(), Depth::None)
    }
}

fn style(face: Face) -> Style {
    let mut style = Style::new();
    style.fg = face.fg.map(color);
    style.bg = face.bg.map(color);
    let marks = [
        (Marks::BOLD, Modifier::BOLD),
        (Marks::DIM, Modifier::DIM),
        (Marks::ITALIC, Modifier::ITALIC),
        (Marks::UNDERLINE, Modifier::UNDERLINED),
        (Marks::REVERSE, Modifier::REVERSED),
        (Marks::STRIKE, Modifier::CROSSED_OUT),
    ];
    let set = marks.iter().filter(|(mark, _)| face.marks.has(*mark));
    set.fold(style, |style, (_, modifier)| style.add_modifier(*modifier))
}

fn color(tint: Tint) -> Color {
    match tint {
        Tint::Terminal => Color::Reset,
        Tint::Indexed(index) => Color::Indexed(index),
        Tint::Rgb(rgb) => Color::Rgb(rgb.r, rgb.g, rgb.b),
        Tint::Ansi(ansi) => match ansi {
            Ansi::Black => Color::Black,
            Ansi::Red => Color::Red,
            Ansi::Green => Color::Green,
            Ansi::Yellow => Color::Yellow,
            Ansi::Blue => Color::Blue,
            Ansi::Magenta => Color::Magenta,
            Ansi::Cyan => Color::Cyan,
            Ansi::White => Color::Gray,
            Ansi::BrightBlack => Color::DarkGray,
            Ansi::BrightRed => Color::LightRed,
            Ansi::BrightGreen => Color::LightGreen,
            Ansi::BrightYellow => Color::LightYellow,
            Ansi::BrightBlue => Color::LightBlue,
            Ansi::BrightMagenta => Color::LightMagenta,
            Ansi::BrightCyan => Color::LightCyan,
            Ansi::BrightWhite => Color::White,
        },
    }
}
