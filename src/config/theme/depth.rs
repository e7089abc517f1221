//! How many colours the terminal shows, worked out from variables alone.

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None, or none wanted: marks alone.
    None,
    /// The sixteen of its palette.
    Ansi16,
    /// 256.
    Ansi256,
    /// Every colour.
    True,
}

/// Terminals that show every colour, by the start of `TERM`.
const TRUE_TERMS: [&str; 9] = [
    "alacritty",
    "contour",
    "foot",
    "ghostty",
    "kitty",
    "rio",
    "wezterm",
    "xterm-ghostty",
    "xterm-kitty",
];

/// Terminals that show every colour, by `TERM_PROGRAM`.
const TRUE_PROGRAMS: [&str; 8] = [
    "WezTerm",
    "Hyper",
    "Tabby",
    "WarpTerminal",
    "ghostty",
    "iTerm.app",
    "rio",
    "vscode",
];

/// Terminals that say how they are called only by a variable of their own.
const TRUE_SIGNS: [&str; 3] = ["WT_SESSION", "KONSOLE_VERSION", "KITTY_WINDOW_ID"];

impl Depth {
    /// What the variables say that `look_up` finds; an empty variable is none.
    ///
    /// tmux takes every colour and passes on what the terminal outside can show, so that there the
    /// word of `COLORTERM` counts; GNU screen before 5 shows 256 whatever that says.
    pub fn detect(look_up: impl Fn(&str) -> Option<String>) -> Self {
        let variable = |name: &str| look_up(name).filter(|value| !value.is_empty());
        if variable("NO_COLOR").is_some() {
            return Self::None;
        }
        let term = variable("TERM").unwrap_or_default();
        let is_inside = |start: &str| {
            term == start
                || term.starts_with(&format!("{start}-"))
                || term.starts_with(&format!("{start}."))
        };
        let in_tmux = variable("TMUX").is_some() || is_inside("tmux");
        if variable("STY").is_some() && !in_tmux && is_inside("screen") {
            return Self::Ansi256.min(Self::of_term(&term).max(Self::Ansi16));
        }
        let claimed = variable("COLORTERM")
            .unwrap_or_default()
            .to_ascii_lowercase();
        if ["truecolor", "24bit"].contains(&claimed.as_str()) {
            return Self::True;
        }
        let named = Self::of_term(&term);
        if in_tmux || is_inside("screen") {
            // The signs of the terminal outside say nothing about what is let through.
            return named.max(Self::Ansi16);
        }
        let program = variable("TERM_PROGRAM").unwrap_or_default();
        let is_true = TRUE_PROGRAMS.contains(&program.as_str())
            || TRUE_SIGNS.iter().any(|name| variable(name).is_some());
        if is_true {
            return Self::True;
        }
        if program == "Apple_Terminal" {
            return named.max(Self::Ansi256);
        }
        named
    }

    /// What the name of a terminal says.
    fn of_term(term: &str) -> Self {
        if term.ends_with("-direct") || TRUE_TERMS.iter().any(|start| term.starts_with(start)) {
            return Self::True;
        }
        if term.contains("256color") {
            return Self::Ansi256;
        }
        if term.is_empty() || term == "dumb" || term.ends_with("-mono") || term.starts_with("vt") {
            return Self::None;
        }
        Self::Ansi16
    }
}
