//! Turns what was written into typed values, or says what is wrong with it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;
use tracing::level_filters::LevelFilter;

use super::error::ConfigError;
use super::key::Key;
use super::origin::Origin;
use super::secret::Secret;
use crate::domain::money::Usd;
use crate::domain::plan::Mode;
use crate::domain::run::Tier;

/// The longest time that a check may be given, in seconds.
const DAY: u64 = 86_400;

/// What is written to the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LogLevel {
    /// Nothing.
    Off,
    /// What went wrong.
    Error,
    /// Also what may go wrong.
    Warn,
    /// Also what was done.
    #[default]
    Info,
    /// Also how.
    Debug,
    /// Everything.
    Trace,
}

/// When output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// A value as it was written, with its place.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    /// The texts: one, or those of a list.
    pub texts: Vec<String>,
    /// True when it was written as a list.
    pub is_list: bool,
    /// Where it was written.
    pub origin: Origin,
    /// What a relative path in it is relative to.
    pub base: PathBuf,
    /// What `~` stands for.
    pub home: Option<PathBuf>,
}

impl LogLevel {
    /// The name used in files and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
            Self::Debug => "debug",
            Self::Trace => "trace",
        }
    }
}

impl From<LogLevel> for LevelFilter {
    fn from(level: LogLevel) -> Self {
        match level {
            LogLevel::Off => Self::OFF,
            LogLevel::Error => Self::ERROR,
            LogLevel::Warn => Self::WARN,
            LogLevel::Info => Self::INFO,
            LogLevel::Debug => Self::DEBUG,
            LogLevel::Trace => Self::TRACE,
        }
    }
}

impl Color {
    /// The name used in files and on screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Always => "always",
            Self::Never => "never",
        }
    }
}

impl Candidate {
    /// Fails when the value cannot be used for `key`.
    pub(super) fn check(&self, key: Key) -> Result<(), ConfigError> {
        match key {
            Key::Database => self.database().map(drop),
            Key::Output | Key::Record | Key::Replay => self.path(key).map(drop),
            Key::Python => self.program(key).map(drop),
            Key::Mode => self.mode().map(drop),
            Key::Tier => self.tier().map(drop),
            Key::CapFree | Key::CapPro | Key::CapEnterprise | Key::BudgetCall | Key::BudgetRun => {
                self.usd(key).map(drop)
            }
            Key::SetupTimeout | Key::CheckTimeout => self.seconds(key).map(drop),
            Key::KeptBuilds => self.count(key).map(drop),
            Key::LogLevel => self.log_level().map(drop),
            Key::Color => self.color().map(drop),
            Key::Theme => self.theme().map(drop),
            Key::Background => self.background().map(drop),
            Key::Icons => self.icons().map(drop),
            Key::Mouse => self.mouse().map(drop),
            Key::Bell => self.bell().map(drop),
            Key::Wrap => self.wrap().map(drop),
            Key::TabWidth => self.tab_width().map(drop),
            Key::Model => self.model().map(drop),
            Key::TrustedWorkspaces => self.paths(key).map(drop),
            Key::AnthropicKey | Key::OpenaiKey | Key::NimKey => self.secret(key).map(drop),
            Key::AnthropicUrl | Key::OpenaiUrl | Key::NimUrl => self.url(key).map(drop),
            Key::NimModel => self.nim_model().map(drop),
            Key::Routes => self.routes().map(drop),
            Key::Fallback => self.fallback().map(drop),
            Key::MaxRetries => self.retries().map(drop),
            Key::Sandbox => self.sandbox().map(drop),
            Key::Approve => self.approve().map(drop),
            Key::Network => self.network().map(drop),
        }
    }

    /// A path, or a `sqlite:///` address as other tools write it.
    pub(super) fn database(&self) -> Result<PathBuf, ConfigError> {
        let key = Key::Database;
        let text = self.one(key)?;
        let Some((scheme, rest)) = text.split_once("://") else {
            return self.path(key);
        };
        let engine = scheme.split('+').next().unwrap_or(scheme);
        if !engine.eq_ignore_ascii_case("sqlite") {
            let problem = format!("a {engine} database is not supported: use sqlite:///path");
            return Err(self.wrong(key, &problem));
        }
        let path = rest.strip_prefix('/').unwrap_or_default();
        if path.is_empty() || path == ":memory:" || path.contains('?') {
            let problem =
                "it must name a file: sqlite:///relative/path or sqlite:////absolute/path";
            return Err(self.wrong(key, problem));
        }
        self.resolved(key, path)
    }

    /// A path; relative ones start where the value was written.
    pub(super) fn path(&self, key: Key) -> Result<PathBuf, ConfigError> {
        self.resolved(key, self.one(key)?)
    }

    /// A list of paths; one path counts as a list of it.
    pub(super) fn paths(&self, key: Key) -> Result<Vec<PathBuf>, ConfigError> {
        let texts = self.texts.iter();
        texts.map(|text| self.resolved(key, text)).collect()
    }

    /// A program: a bare name is looked up when it is run.
    pub(super) fn program(&self, key: Key) -> Result<PathBuf, ConfigError> {
        let text = self.one(key)?;
        if text.contains('/') {
            return self.resolved(key, text);
        }
        Ok(PathBuf::from(text))
    }

    /// A mode.
    pub(super) fn mode(&self) -> Result<Mode, ConfigError> {
        let modes = [Mode::Simple, Mode::Full, Mode::Production];
        self.word(Key::Mode, &modes.map(|mode| (mode.name(), mode)), 3)
    }

    /// A tier.
    pub(super) fn tier(&self) -> Result<Tier, ConfigError> {
        let tiers = [Tier::Free, Tier::Pro, Tier::Enterprise];
        self.word(Key::Tier, &tiers.map(|tier| (tier.name(), tier)), 3)
    }

    /// A level of the log; the names that Python uses are understood.
    pub(super) fn log_level(&self) -> Result<LogLevel, ConfigError> {
        let words = [
            (LogLevel::Off.name(), LogLevel::Off),
            (LogLevel::Error.name(), LogLevel::Error),
            (LogLevel::Warn.name(), LogLevel::Warn),
            (LogLevel::Info.name(), LogLevel::Info),
            (LogLevel::Debug.name(), LogLevel::Debug),
            (LogLevel::Trace.name(), LogLevel::Trace),
            ("warning", LogLevel::Warn),
            ("critical", LogLevel::Error),
        ];
        self.word(Key::LogLevel, &words, 6)
    }

    /// When output is coloured.
    pub(super) fn color(&self) -> Result<Color, ConfigError> {
        let colors = [Color::Auto, Color::Always, Color::Never];
        self.word(Key::Color, &colors.map(|one| (one.name(), one)), 3)
    }

    /// An amount of money.
    pub(super) fn usd(&self, key: Key) -> Result<Usd, ConfigError> {
        let parsed = self.one(key)?.parse::<Usd>();
        parsed.map_err(|error| self.wrong(key, &error.to_string()))
    }

    /// A time in whole seconds.
    pub(super) fn seconds(&self, key: Key) -> Result<Duration, ConfigError> {
        let number = self.number(key, DAY, "seconds")?;
        Ok(Duration::from_secs(number))
    }

    /// A small number, at least 1.
    pub(super) fn count(&self, key: Key) -> Result<u32, ConfigError> {
        let number = self.number(key, 1_000, "builds")?;
        u32::try_from(number).map_err(|error| self.wrong(key, &error.to_string()))
    }

    /// A secret; what is wrong with it is said without showing it.
    pub(super) fn secret(&self, key: Key) -> Result<Secret, ConfigError> {
        let text = self.one(key)?;
        if text
            .chars()
            .any(|one| one.is_control() || one.is_whitespace())
        {
            let problem = "it holds blanks or control characters: paste the key again";
            return Err(self.wrong(key, problem));
        }
        Ok(Secret::new(text.to_owned()))
    }

    /// The address of a service.
    pub(super) fn url(&self, key: Key) -> Result<String, ConfigError> {
        let text = self.one(key)?;
        let rest = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"));
        let host = rest.and_then(|rest| rest.split('/').next());
        let is_whole = host.is_some_and(|host| !host.is_empty() && !host.contains('@'));
        if is_whole && !text.contains(char::is_whitespace) {
            return Ok(text.trim_end_matches('/').to_owned());
        }
        let problem = "it is not an address: write http:// or https:// and a host";
        Err(self.wrong(key, problem))
    }

    /// The value of the word that was written; the first `shown` words are named when it is none.
    pub(super) fn word<T: Copy>(
        &self,
        key: Key,
        words: &[(&str, T)],
        shown: usize,
    ) -> Result<T, ConfigError> {
        let text = self.one(key)?;
        let known = words
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(text));
        known.map(|(_, value)| *value).ok_or_else(|| {
            let names: Vec<_> = words.iter().take(shown).map(|(name, _)| *name).collect();
            let problem = format!("'{text}' is not one of {}", names.join(", "));
            self.wrong(key, &problem)
        })
    }

    /// A number from 1 to `most`.
    pub(super) fn number(&self, key: Key, most: u64, unit: &str) -> Result<u64, ConfigError> {
        let text = self.one(key)?;
        match text.parse::<u64>() {
            Ok(number) if (1..=most).contains(&number) => Ok(number),
            Ok(_) | Err(_) => {
                let problem = format!("'{text}' is not a number of {unit} from 1 to {most}");
                Err(self.wrong(key, &problem))
            }
        }
    }

    fn resolved(&self, key: Key, text: &str) -> Result<PathBuf, ConfigError> {
        if text.is_empty() || text.contains('\0') {
            return Err(self.wrong(key, "it is not a path"));
        }
        let path = match (text.strip_prefix('~'), &self.home) {
            (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with('/') => {
                home.join(rest.trim_start_matches('/'))
            }
            (Some(rest), None) if rest.is_empty() || rest.starts_with('/') => {
                return Err(self.wrong(key, "'~' stands for nothing here: set HOME"));
            }
            _ => self.base.join(text),
        };
        Ok(tidy(&path))
    }

    /// The text of a value that is no list.
    pub(super) fn one(&self, key: Key) -> Result<&str, ConfigError> {
        match self.texts.as_slice() {
            [text] if !self.is_list => Ok(text),
            _ => Err(self.wrong(key, "it needs one value, not a list")),
        }
    }

    /// What is wrong with the value, with its place.
    pub(super) fn wrong(&self, key: Key, problem: &str) -> ConfigError {
        ConfigError::BadValue {
            place: self.origin.place.clone(),
            problem: format!("{}: {}", key.name(), visible(problem)),
        }
    }
}

/// The path without `.` and doubled separators, which would only puzzle a reader.
fn tidy(path: &Path) -> PathBuf {
    path.components().collect()
}

/// The text on one line, with control characters made visible.
pub(super) fn visible(text: &str) -> String {
    let shown = text.chars().flat_map(|one| {
        let escaped = one.is_control().then(|| one.escape_default());
        let plain = escaped.is_none().then_some(one);
        escaped.into_iter().flatten().chain(plain)
    });
    shown.collect()
}
