//! Where themes lie: built into the program, and in the folder of the person.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use etcetera::base_strategy::Xdg;
use rust_embed::RustEmbed;

use super::sheet::Theme;
use crate::config::error::ConfigError;
use crate::config::gather;

/// The themes of the program.
#[derive(RustEmbed)]
#[folder = "themes"]
#[include = "*.yaml"]
struct BuiltIn;

/// Who made a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Maker {
    /// It is part of the program.
    BuiltIn,
    /// It is the person's own file.
    Person(PathBuf),
}

/// A theme in a list, readable or not.
#[derive(Debug)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Who made it.
    pub maker: Maker,
    /// The theme, or what is wrong with it.
    pub theme: Result<Theme, ConfigError>,
}

/// The places that themes are looked for in.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    folder: Option<PathBuf>,
}

impl Shelf {
    /// The themes of the program and those in `$XDG_CONFIG_HOME/vibecober/themes`.
    pub fn of_user() -> Self {
        let folders = Xdg::new().ok();
        Self {
            folder: folders.map(|found| found.config_dir().join("vibecober/themes")),
        }
    }

    /// The themes of the program and those in `folder`.
    pub fn with(folder: &Path) -> Self {
        Self {
            folder: Some(folder.to_path_buf()),
        }
    }

    /// Reads the theme of that name; the person's own comes before one of the program.
    ///
    /// Only this one file is read.
    ///
    /// # Errors
    /// No such theme, or a file that cannot be used: file, line and key in one line.
    pub fn load(&self, name: &str) -> Result<Theme, ConfigError> {
        if let Some(path) = self.path(name)
            && let Some(text) = gather::read(path.clone()).text?
        {
            return Theme::parse(name, &path, &text);
        }
        let text = BuiltIn::get(&format!("{name}.yaml"));
        let Some(text) = text else {
            return Err(self.unknown(name));
        };
        Theme::parse(
            name,
            &built_in_path(name),
            &String::from_utf8_lossy(&text.data),
        )
    }

    /// Reads the theme in the file at `path`.
    ///
    /// # Errors
    /// A file that is not there or cannot be used: file, line and key in one line.
    pub fn load_file(path: &Path) -> Result<Theme, ConfigError> {
        let text = gather::read(path.to_path_buf()).text?;
        let text = text.ok_or_else(|| {
            let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
            ConfigError::reading(path, &missing)
        })?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        Theme::parse(&name, path, &text)
    }

    /// The names of all themes, sorted.
    pub fn names(&self) -> Vec<String> {
        self.makers().into_keys().collect()
    }

    /// Reads every theme, sorted by name.
    pub fn list(&self) -> Vec<Listed> {
        let makers = self.makers().into_iter();
        makers
            .map(|(name, maker)| Listed {
                theme: self.load(&name),
                name,
                maker,
            })
            .collect()
    }

    fn makers(&self) -> BTreeMap<String, Maker> {
        let built_in = BuiltIn::iter();
        let names = built_in.filter_map(|file| Some(file.strip_suffix(".yaml")?.to_owned()));
        let mut makers: BTreeMap<_, _> = names.map(|name| (name, Maker::BuiltIn)).collect();
        let entries = self
            .folder
            .as_ref()
            .and_then(|at| std::fs::read_dir(at).ok());
        for entry in entries.into_iter().flatten().flatten() {
            let path = entry.path();
            let is_theme = path.extension().is_some_and(|end| end == "yaml");
            if let (true, Some(name)) = (is_theme, path.file_stem().and_then(|name| name.to_str()))
            {
                makers.insert(name.to_owned(), Maker::Person(path.clone()));
            }
        }
        makers
    }

    /// Where the person's own theme of that name would lie; a name is no path.
    fn path(&self, name: &str) -> Option<PathBuf> {
        let is_plain =
            !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', '\0']);
        let folder = self.folder.as_ref()?;
        is_plain.then(|| folder.join(format!("{name}.yaml")))
    }

    fn unknown(&self, name: &str) -> ConfigError {
        let names = self.names();
        let similar = |one: &String| strsim::jaro_winkler(one, name);
        let nearest = names
            .into_iter()
            .max_by(|a, b| similar(a).total_cmp(&similar(b)))
            .filter(|one| similar(one) > 0.75);
        ConfigError::UnknownTheme {
            name: name.to_owned(),
            nearest,
        }
    }
}

/// What a theme of the program is called in messages.
fn built_in_path(name: &str) -> PathBuf {
    PathBuf::from(format!("themes/{name}.yaml"))
}
