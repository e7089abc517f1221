//! The work of themes: which there are, how one looks, and which one is kept.

use super::Hands;
use crate::config::theme::{Kind, Listed, Maker};
use crate::config::{Key, keep};
use crate::tui::overlay::themes::{Effect, Found, Row};
use crate::tui::overlay::{self};
use crate::tui::root::{Msg, Notice};
use crate::tui::theme::{Shelf, Theme};

/// Which theme is in use.
#[derive(Debug)]
pub struct InUse {
    name: String,
    is_chosen: bool,
}

impl InUse {
    /// The one that the screen began with.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            is_chosen: false,
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The person chose this one.
    pub fn choose(&mut self, name: &str) {
        name.clone_into(&mut self.name);
        self.is_chosen = true;
    }

    /// Takes the one that fits the terminal, unless the person chose one; true when it was taken.
    pub fn fit(&mut self, name: &str) -> bool {
        if !self.is_chosen {
            name.clone_into(&mut self.name);
        }
        !self.is_chosen
    }
}

/// Performs one effect; results come back as messages.
pub fn perform(effect: Effect, hands: &Hands, current: &str) {
    match effect {
        Effect::List => {
            let current = current.to_owned();
            hands.work(|_| {
                let rows = Shelf::of_user().list().into_iter().map(row).collect();
                let found = overlay::Msg::Themes(Found::List(rows, current));
                Some(Msg::Overlay(found))
            });
        }
    }
}

/// Shows the theme with this name; nothing is kept.
pub fn preview(name: String, hands: &Hands) {
    hands.work(move |hands| Some(load(&name, hands)));
}

/// Shows the theme with this name and keeps it in the person's configuration.
pub fn choose(name: String, hands: &Hands) {
    hands.work(move |hands| {
        let shown = load(&name, hands);
        if matches!(shown, Msg::Theme(_)) {
            hands.tell(shown);
            return Some(Msg::Notice(match keep(Key::Theme, &name) {
                Ok(file) => Notice::good(format!("{name} is kept in {}", file.display())),
                Err(error) => Notice::warn(format!("{name} is used until you leave: {error}")),
            }));
        }
        Some(shown)
    });
}

fn load(name: &str, hands: &Hands) -> Msg {
    let depth = hands
        .screen()
        .depth(|variable| std::env::var(variable).ok());
    match Theme::named(name, &Shelf::of_user(), depth) {
        Ok(theme) => Msg::Theme(Box::new(theme)),
        Err(error) => Notice::bad(error.to_string()).into(),
    }
}

fn row(listed: Listed) -> Row {
    let (about, usable) = match &listed.theme {
        Ok(theme) => {
            let kind = match theme.kind {
                Kind::Dark => "dark",
                Kind::Light => "light",
            };
            match listed.maker {
                Maker::BuiltIn => (kind.to_owned(), true),
                Maker::Person(_) => (format!("{kind}, your own"), true),
            }
        }
        Err(error) => (error.to_string(), false),
    };
    Row {
        name: listed.name,
        about,
        usable,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_terminal_says_overrules_no_choice() {
        let mut theme = InUse::new("dusk");
        assert!(theme.fit("dawn"));
        assert_eq!(theme.name(), "dawn");
        theme.choose("moss");
        assert!(!theme.fit("dusk"));
        assert_eq!(theme.name(), "moss");
    }
}
