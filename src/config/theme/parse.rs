//! Reads a theme file; what is wrong is said with file, line and key.

use std::path::Path;

use super::face::Face;
use super::labels::{Contrast, Kind, Vision};
use super::palette::Palette;
use super::sheet::Theme;
use super::token::Token;
use crate::config::error::ConfigError;
use crate::config::yaml::{self, Entry, Written};

impl Theme {
    /// Reads the theme `name` from the text of the file at `path`.
    ///
    /// # Errors
    /// One line that names the file, the line and the key that cannot be used.
    pub fn parse(name: &str, path: &Path, text: &str) -> Result<Self, ConfigError> {
        let mut draft = Draft {
            path,
            palette: Palette::default(),
            set: [None; Token::COUNT],
            theme: Self::colourless(),
        };
        name.clone_into(&mut draft.theme.name);
        draft.theme.about.clear();
        let entries = yaml::read(path, text)?;
        // The palette may stand below the tokens that use it.
        let (colours, rest): (Vec<_>, Vec<_>) = entries
            .iter()
            .partition(|entry| entry.key.starts_with("palette."));
        for entry in colours.into_iter().chain(rest) {
            draft.take(entry)?;
        }
        draft.finish()
    }
}

struct Draft<'a> {
    path: &'a Path,
    palette: Palette,
    set: [Option<Face>; Token::COUNT],
    theme: Theme,
}

impl Draft<'_> {
    fn take(&mut self, entry: &Entry) -> Result<(), ConfigError> {
        if let Written::EmptyGroup | Written::Nothing = entry.value
            && ["palette", "tokens"].contains(&entry.key.as_str())
        {
            return Ok(());
        }
        let text = self.text(entry)?;
        let wrong = |problem: String| self.wrong(entry, &problem);
        if let Some(name) = entry.key.strip_prefix("palette.") {
            return match self.palette.define(name, text) {
                Ok(()) => Ok(()),
                Err(problem) => Err(self.wrong(entry, &problem)),
            };
        }
        if let Some(name) = entry.key.strip_prefix("tokens.") {
            let token = Token::named(name).ok_or_else(|| wrong(unknown_token(name)))?;
            self.set[token.index()] = Some(self.palette.face(text).map_err(wrong)?);
            return Ok(());
        }
        match entry.key.as_str() {
            "about" => text.clone_into(&mut self.theme.about),
            "kind" => self.theme.kind = word(&Kind::NAMED, text).map_err(wrong)?,
            "contrast" => self.theme.contrast = word(&Contrast::NAMED, text).map_err(wrong)?,
            "vision" => self.theme.vision = word(&Vision::NAMED, text).map_err(wrong)?,
            _ => {
                let keys = "a theme has about, kind, contrast, vision, palette and tokens";
                return Err(wrong(format!("it is unknown: {keys}")));
            }
        }
        Ok(())
    }

    /// Gives every token that is not set the face of its parent.
    fn finish(mut self) -> Result<Theme, ConfigError> {
        // Parents stand before their children, so one pass is enough.
        for token in Token::ALL {
            let own = self.set[token.index()];
            let face = own.or_else(|| Some(self.theme.face(token.parent()?)));
            let Some(face) = face else {
                let problem = format!("{} is not set: add it under tokens", token.name());
                return Err(self.at(1, problem));
            };
            self.theme.faces[token.index()] = face;
        }
        let ground = self.theme.face(Token::Background);
        if ground.fg.is_none() || ground.bg.is_none() {
            let problem = "tokens.ui.background: it needs both colours: write TEXT on GROUND";
            return Err(self.at(1, problem.to_owned()));
        }
        Ok(self.theme)
    }

    fn text<'e>(&self, entry: &'e Entry) -> Result<&'e str, ConfigError> {
        match &entry.value {
            Written::Text(text) => Ok(text),
            Written::Nothing => {
                let problem = "it has no value: a colour that begins with # stands in quotes";
                Err(self.wrong(entry, problem))
            }
            Written::List(_) | Written::EmptyGroup => {
                Err(self.wrong(entry, "it needs one value, not a list or a group"))
            }
        }
    }

    fn wrong(&self, entry: &Entry, problem: &str) -> ConfigError {
        self.at(entry.line, format!("{}: {problem}", entry.key))
    }

    fn at(&self, line: usize, problem: String) -> ConfigError {
        ConfigError::Syntax {
            path: self.path.to_path_buf(),
            line,
            problem,
        }
    }
}

fn word<T: Copy>(words: &[(&str, T)], text: &str) -> Result<T, String> {
    let known = words.iter().find(|(name, _)| *name == text);
    known.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<_> = words.iter().map(|(name, _)| *name).collect();
        format!("'{text}' is not one of {}", names.join(", "))
    })
}

fn unknown_token(name: &str) -> String {
    let similar = |token: &Token| strsim::jaro_winkler(token.name(), name);
    let nearest = Token::ALL
        .iter()
        .max_by(|a, b| similar(a).total_cmp(&similar(b)))
        .filter(|token| similar(token) > 0.8);
    match nearest {
        Some(token) => format!("there is no such token: did you mean '{}'?", token.name()),
        None => "there is no such token: look at a theme that is built in".to_owned(),
    }
}
