//! Settings of the screen: its look, its manners, and how the editor shows text.

use serde::Serialize;

use super::error::ConfigError;
use super::key::Key;
use super::origin::Setting;
use super::theme::{Depth, Kind, kind_of_terminal};
use super::value::{Candidate, Color};

/// The name that leaves the choice of a theme to the program.
pub(super) const AUTO: &str = "auto";

/// How wide a tab is unless configured.
pub(super) const TAB_WIDTH: u8 = 4;

/// The widest tab.
const WIDEST_TAB: u64 = 16;

/// The look and the manners of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreenSettings {
    /// When output is coloured.
    pub color: Setting<Color>,
    /// The name of a theme, or `auto`.
    pub theme: Setting<String>,
    /// Whether the terminal is dark or light.
    pub background: Setting<Background>,
    /// Which icons stand before names.
    pub icons: Setting<Icons>,
    /// What the mouse does.
    pub mouse: Setting<Mouse>,
    /// How a person is called when the terminal has no focus.
    pub bell: Setting<Bell>,
    /// How the editor shows text.
    pub editor: EditorSettings,
}

/// How the editor shows text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditorSettings {
    /// Whether long lines are broken on screen.
    pub wrap: Setting<Wrap>,
    /// How many columns a tab is wide, where the file does not say.
    pub tab_width: Setting<u8>,
}

/// Whether the terminal is dark or light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Background {
    /// What the terminal says of itself.
    #[default]
    Auto,
    /// Dark.
    Dark,
    /// Light.
    Light,
}

/// Which icons stand before names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Icons {
    /// Signs that every font has.
    #[default]
    Plain,
    /// Those of a Nerd Font.
    Nerd,
}

/// What the mouse does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mouse {
    /// Points, selects, drags and scrolls.
    #[default]
    All,
    /// Scrolls only.
    Scroll,
    /// What the terminal does with it: its own selection.
    Off,
}

/// How a person is called when the terminal has no focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bell {
    /// The terminal's bell.
    #[default]
    Bell,
    /// A notice of the desktop by OSC 9.
    Osc9,
    /// A notice of the desktop by OSC 777.
    Osc777,
    /// Not at all.
    Off,
}

/// Whether long lines are broken on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wrap {
    /// They are.
    On,
    /// They go on beyond the edge.
    #[default]
    Off,
}

impl ScreenSettings {
    /// The theme that was chosen; none to take one that fits the terminal.
    pub fn theme_name(&self) -> Option<&str> {
        let name = self.theme.value.as_str();
        (name != AUTO).then_some(name)
    }

    /// True when the theme is to fit the terminal and nothing is set of what that is.
    pub fn fits_the_terminal(&self) -> bool {
        self.theme_name().is_none() && self.background.value == Background::Auto
    }

    /// How many colours are used; `look_up` finds variables of the environment.
    ///
    /// `color: always` overrules `NO_COLOR`, as it does on the command line.
    pub fn depth(&self, look_up: impl Fn(&str) -> Option<String>) -> Depth {
        match self.color.value {
            Color::Never => Depth::None,
            Color::Auto => Depth::detect(look_up),
            Color::Always => {
                let allowed = |name: &str| look_up(name).filter(|_| name != "NO_COLOR");
                Depth::detect(allowed).max(Depth::Ansi16)
            }
        }
    }
}

impl Background {
    /// Whether the terminal is dark or light; `colorfgbg` is the variable of that name.
    pub fn kind(self, colorfgbg: Option<&str>) -> Kind {
        match self {
            Self::Auto => kind_of_terminal(colorfgbg),
            Self::Dark => Kind::Dark,
            Self::Light => Kind::Light,
        }
    }

    /// The name used in files and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => AUTO,
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }
}

impl Icons {
    /// The name used in files and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Nerd => "nerd",
        }
    }
}

impl Mouse {
    /// The name used in files and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Scroll => "scroll",
            Self::Off => "off",
        }
    }
}

impl Bell {
    /// The name used in files and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bell => "bell",
            Self::Osc9 => "osc9",
            Self::Osc777 => "osc777",
            Self::Off => "off",
        }
    }
}

impl Wrap {
    /// The name used in files and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::On => "on",
            Self::Off => "off",
        }
    }
}

impl Candidate {
    /// The name of a theme; whether there is one is seen when it is loaded.
    pub(super) fn theme(&self) -> Result<String, ConfigError> {
        let key = Key::Theme;
        let text = self.one(key)?;
        let is_name = text
            .chars()
            .all(|one| one.is_alphanumeric() || "-_".contains(one));
        if is_name && !text.is_empty() {
            return Ok(text.to_owned());
        }
        let problem = "it is not the name of a theme: `vibecober themes list` shows all";
        Err(self.wrong(key, problem))
    }

    /// Whether the terminal is dark or light.
    pub(super) fn background(&self) -> Result<Background, ConfigError> {
        let all = [Background::Auto, Background::Dark, Background::Light];
        self.word(Key::Background, &all.map(|one| (one.name(), one)), 3)
    }

    /// Which icons stand before names.
    pub(super) fn icons(&self) -> Result<Icons, ConfigError> {
        let all = [Icons::Plain, Icons::Nerd];
        self.word(Key::Icons, &all.map(|one| (one.name(), one)), 2)
    }

    /// What the mouse does.
    pub(super) fn mouse(&self) -> Result<Mouse, ConfigError> {
        let all = [Mouse::All, Mouse::Scroll, Mouse::Off];
        self.word(Key::Mouse, &all.map(|one| (one.name(), one)), 3)
    }

    /// How a person is called.
    pub(super) fn bell(&self) -> Result<Bell, ConfigError> {
        let all = [Bell::Bell, Bell::Osc9, Bell::Osc777, Bell::Off];
        self.word(Key::Bell, &all.map(|one| (one.name(), one)), 4)
    }

    /// Whether long lines are broken; what YAML calls true and false is understood.
    pub(super) fn wrap(&self) -> Result<Wrap, ConfigError> {
        let words = [
            (Wrap::On.name(), Wrap::On),
            (Wrap::Off.name(), Wrap::Off),
            ("true", Wrap::On),
            ("false", Wrap::Off),
        ];
        self.word(Key::Wrap, &words, 2)
    }

    /// How wide a tab is.
    pub(super) fn tab_width(&self) -> Result<u8, ConfigError> {
        let number = self.number(Key::TabWidth, WIDEST_TAB, "columns")?;
        u8::try_from(number).map_err(|error| self.wrong(Key::TabWidth, &error.to_string()))
    }
}
