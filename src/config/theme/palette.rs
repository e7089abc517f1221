//! The named colours of a theme file, and faces written with them.

use super::face::{Face, Marks};
use super::tint::Tint;

/// The named colours of a theme.
#[derive(Debug, Default)]
pub(super) struct Palette(Vec<(String, Tint)>);

impl Palette {
    /// Takes in a colour.
    ///
    /// # Errors
    /// What is wrong with the name or the colour.
    pub(super) fn define(&mut self, name: &str, text: &str) -> Result<(), String> {
        let is_word = name.chars().all(|one| one.is_alphanumeric() || one == '-');
        if !is_word || name.is_empty() {
            return Err("a colour's name has letters, digits and '-' only".to_owned());
        }
        if is_reserved(name) {
            return Err(format!(
                "'{name}' has a meaning of its own: take another name"
            ));
        }
        self.0.push((name.to_owned(), text.parse()?));
        Ok(())
    }

    /// Reads a face: `text`, `text on ground`, `on ground`, each with marks behind; or `none`.
    ///
    /// # Errors
    /// What is wrong with it and what to write.
    pub(super) fn face(&self, text: &str) -> Result<Face, String> {
        let mut face = Face::default();
        let mut words = text.split_whitespace().peekable();
        if words.peek().is_none() {
            return Err("it is empty: write a colour, or none".to_owned());
        }
        if text.trim() == "none" {
            return Ok(face);
        }
        let mut is_first = true;
        while let Some(word) = words.next() {
            if word == "on" && face.bg.is_none() {
                let ground = words.next().ok_or("a colour must follow 'on'")?;
                face.bg = Some(self.tint(ground)?);
            } else if let Some(mark) = Marks::named(word) {
                face.marks = face.marks | mark;
            } else if is_first {
                face.fg = Some(self.tint(word)?);
            } else {
                let problem = format!("'{word}' is no mark: write {}", mark_names());
                return Err(problem);
            }
            is_first = false;
        }
        Ok(face)
    }

    fn tint(&self, word: &str) -> Result<Tint, String> {
        let own = self.0.iter().find(|(name, _)| name == word);
        if let Some((_, tint)) = own {
            return Ok(*tint);
        }
        if word.starts_with('#') {
            return word.parse();
        }
        word.parse().map_err(|_| {
            let similar = |name: &str| strsim::jaro_winkler(name, word);
            let nearest = self
                .0
                .iter()
                .map(|(name, _)| name.as_str())
                .max_by(|a, b| similar(a).total_cmp(&similar(b)))
                .filter(|name| similar(name) > 0.8);
            match nearest {
                Some(name) => format!("'{word}' is not in the palette: did you mean '{name}'?"),
                None => format!("'{word}' is not in the palette: add it there"),
            }
        })
    }
}

fn is_reserved(name: &str) -> bool {
    // The sixteen names are free: a theme may say what its own red is.
    ["on", "none", "terminal"].contains(&name) || Marks::named(name).is_some()
}

fn mark_names() -> String {
    Marks::NAMED.map(|(name, _)| name).join(", ")
}
