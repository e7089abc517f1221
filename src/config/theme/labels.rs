//! What a theme says about itself: its ground, its contrast and whom it is made for.

use serde::Serialize;

/// Whether text is light on dark or dark on light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Light text on a dark ground.
    #[default]
    Dark,
    /// Dark text on a light ground.
    Light,
}

/// How much contrast a theme promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Contrast {
    /// WCAG AA: text at least 4.5 to 1.
    #[default]
    Normal,
    /// WCAG AAA: text at least 7 to 1.
    High,
}

/// Whose eyes a theme is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Vision {
    /// No promise.
    #[default]
    Any,
    /// States stay apart for who does not tell red from green.
    ColourBlind,
}

impl Kind {
    /// Both, with their names in theme files.
    pub(super) const NAMED: [(&'static str, Self); 2] =
        [("dark", Self::Dark), ("light", Self::Light)];

    /// The name used in files and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
        }
    }
}

impl Contrast {
    /// Both, with their names in theme files.
    pub(super) const NAMED: [(&'static str, Self); 2] =
        [("normal", Self::Normal), ("high", Self::High)];
}

impl Vision {
    /// Both, with their names in theme files.
    pub(super) const NAMED: [(&'static str, Self); 2] =
        [("any", Self::Any), ("colour-blind", Self::ColourBlind)];
}
