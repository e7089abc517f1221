//! Lays the layers over each other: the strongest value of each key stays.

use std::collections::BTreeMap;
use std::path::Path;

use super::dotenv;
use super::error::ConfigError;
use super::key::{Key, Reach};
use super::origin::{Layer, Origin};
use super::sources::{Places, SourceFile, Sources};
use super::value::Candidate;
use super::yaml::{self, Written};

/// The strongest candidate of each key, and what a person should know about the rest.
#[derive(Debug, Default)]
pub(super) struct Layers {
    /// What counts.
    pub chosen: BTreeMap<Key, Candidate>,
    /// What was passed over, one line each.
    pub notices: Vec<String>,
}

impl Layers {
    /// Reads all sources, weakest first.
    pub(super) fn of(sources: &Sources) -> Result<Self, ConfigError> {
        let mut layers = Self::default();
        layers.file(&sources.user, &sources.places, Layer::User)?;
        let is_trusted = layers.trusts(&sources.places.workspace)?;
        if is_trusted {
            layers.file(&sources.workspace, &sources.places, Layer::Workspace)?;
        } else if !matches!(sources.workspace.text, Ok(None)) {
            layers.notices.push(format!(
                "{} is not read: to trust it, add {} to trusted_workspaces in {}",
                sources.workspace.path.display(),
                sources.places.workspace.display(),
                sources.user.path.display()
            ));
        }
        layers.dot_env(sources, is_trusted)?;
        layers.environment(sources)?;
        for (key, name, value) in sources.flags.iter() {
            layers.put(key, value, Origin::flag(name), &sources.places);
        }
        Ok(layers)
    }

    fn file(
        &mut self,
        file: &SourceFile,
        places: &Places,
        layer: Layer,
    ) -> Result<(), ConfigError> {
        let Some(text) = file.text.clone()? else {
            return Ok(());
        };
        let path = &file.path;
        let folder = path.parent().unwrap_or(Path::new("/"));
        let is_workspace = layer == Layer::Workspace;
        let base = if is_workspace {
            places.workspace.as_path()
        } else {
            folder
        };
        for entry in yaml::read(path, &text)? {
            let line = entry.line;
            let key = Key::named(&entry.key).ok_or_else(|| ConfigError::UnknownKey {
                path: path.clone(),
                line,
                key: entry.key.clone(),
            })?;
            if let (true, Some(why)) = (is_workspace, key.reach().refusal()) {
                let (path, key) = (path.clone(), key.name());
                return Err(ConfigError::Forbidden {
                    path,
                    line,
                    key,
                    why,
                });
            }
            let (texts, is_list) = written(path, line, key, entry.value)?;
            let candidate = Candidate {
                texts,
                is_list,
                origin: Origin::line(layer, path, line),
                base: base.to_path_buf(),
                home: places.home.clone(),
            };
            // A mistake in a file is shown even where a stronger layer hides the value.
            candidate.check(key)?;
            self.chosen.insert(key, candidate);
        }
        Ok(())
    }

    /// True when the user's own file lists the workspace.
    fn trusts(&self, workspace: &Path) -> Result<bool, ConfigError> {
        let key = Key::TrustedWorkspaces;
        let Some(listed) = self.chosen.get(&key) else {
            return Ok(false);
        };
        Ok(listed.paths(key)?.iter().any(|path| path == workspace))
    }

    fn dot_env(&mut self, sources: &Sources, is_trusted: bool) -> Result<(), ConfigError> {
        let file = &sources.dot_env;
        let Some(text) = file.text.clone()? else {
            return Ok(());
        };
        let found = dotenv::read(&file.path, &text)?;
        let place = |name: &str, line: usize| format!("{}:{line} ({name})", file.path.display());
        for key in Key::ALL {
            let strongest = key.variables().iter().find_map(|name| {
                let variable = found.get(*name)?;
                (!variable.value.is_empty()).then_some((*name, variable))
            });
            let Some((name, variable)) = strongest else {
                continue;
            };
            let place = place(name, variable.line);
            if let Some(reason) = passed_over(key, name, &variable.value, is_trusted) {
                self.notices.push(format!("{place} is not used: {reason}"));
                continue;
            }
            let is_lent = key.is_secret() && !is_trusted;
            if is_lent && let Some(own) = self.chosen.get(&key) {
                let own = &own.origin.place;
                let reason = format!("your own key counts before it ({own})");
                self.notices.push(format!("{place} is not used: {reason}"));
                continue;
            }
            let layer = if is_lent { Layer::Lent } else { Layer::DotEnv };
            self.put(
                key,
                &variable.value,
                Origin { layer, place },
                &sources.places,
            );
        }
        Ok(())
    }

    fn environment(&mut self, sources: &Sources) -> Result<(), ConfigError> {
        for key in Key::ALL {
            let strongest = key.variables().iter().find_map(|name| {
                let value = sources.environment.get(*name)?;
                (!value.is_empty()).then_some((*name, value))
            });
            let Some((name, value)) = strongest else {
                continue;
            };
            let origin = Origin::variable(name);
            let text = value.to_str().ok_or_else(|| ConfigError::BadValue {
                place: name.to_owned(),
                problem: format!("{}: it is not valid UTF-8", key.name()),
            })?;
            self.put(key, text, origin, &sources.places);
        }
        self.note_unknown(sources);
        Ok(())
    }

    /// Says which variables look like ours and are not.
    fn note_unknown(&mut self, sources: &Sources) {
        let known: Vec<_> = Key::ALL.iter().flat_map(|key| key.variables()).collect();
        for name in sources.environment.keys() {
            if !name.starts_with("VIBECOBER_") || known.iter().any(|one| *one == name) {
                continue;
            }
            let similar = |one: &str| strsim::jaro_winkler(one, name);
            let nearest = known
                .iter()
                .max_by(|a, b| similar(a).total_cmp(&similar(b)))
                .filter(|one| similar(one) > 0.93)
                .map_or(String::new(), |one| format!(": did you mean {one}?"));
            self.notices
                .push(format!("{name} is not the variable of a setting{nearest}"));
        }
    }

    fn put(&mut self, key: Key, text: &str, origin: Origin, places: &Places) {
        let candidate = Candidate {
            texts: vec![text.to_owned()],
            is_list: false,
            origin,
            base: places.current.clone(),
            home: places.home.clone(),
        };
        self.chosen.insert(key, candidate);
    }
}

/// Why a variable of a project's `.env` does not count; none when it does.
fn passed_over(key: Key, name: &str, value: &str, is_trusted: bool) -> Option<&'static str> {
    let is_sqlite = value.to_ascii_lowercase().starts_with("sqlite");
    if name == "DATABASE_URL" && !(is_sqlite && is_trusted) {
        return Some("it is the project's own database; VIBECOBER_DATABASE names another store");
    }
    match key.reach() {
        Reach::Program if !is_trusted => Some("only a trusted workspace may name a program"),
        Reach::Model if !is_trusted => Some("only a trusted workspace may choose the model"),
        Reach::Spending if !is_trusted => {
            Some("only a trusted workspace may say what may be spent")
        }
        Reach::Script if !is_trusted => Some("only a trusted workspace may play or record replies"),
        Reach::Endpoint if !is_trusted => {
            Some("only a trusted workspace may say where keys are sent")
        }
        Reach::Permission => Some("only the person says what an agent may do"),
        Reach::Anywhere
        | Reach::Secret
        | Reach::Endpoint
        | Reach::Spending
        | Reach::Program
        | Reach::Model
        | Reach::Trust
        | Reach::Script => None,
    }
}

/// The texts of a value in a file.
fn written(
    path: &Path,
    line: usize,
    key: Key,
    value: Written,
) -> Result<(Vec<String>, bool), ConfigError> {
    let problem = match value {
        Written::Text(text) => return Ok((vec![text], false)),
        Written::List(texts) => return Ok((texts, true)),
        Written::Nothing => "it has no value: give it one or remove the line",
        Written::EmptyGroup => "it needs a value, not a group",
    };
    Err(ConfigError::BadValue {
        place: format!("{}:{line}", path.display()),
        problem: format!("{}: {problem}", key.name()),
    })
}
