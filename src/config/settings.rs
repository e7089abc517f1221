//! The configuration as the rest of the house reads it: typed, each value with its origin.

use std::path::PathBuf;
use std::time::Duration;

use super::agent::{AgentSettings, ApproveMode, NetworkMode, SandboxMode};
use super::error::ConfigError;
use super::key::Key;
use super::layers::Layers;
use super::origin::{Origin, Setting};
use super::routes::Routes;
use super::screen::{self, Background, Bell, EditorSettings, Icons, Mouse, ScreenSettings, Wrap};
use super::secret::Secret;
use super::sources::Sources;
use super::value::{Candidate, Color, LogLevel};
use crate::domain::budget::Caps;
use crate::domain::model_name::ModelName;
use crate::domain::money::Usd;
use crate::domain::plan::Mode;
use crate::domain::run::Tier;

/// What the free and the pro tier may spend a day unless configured, in dollars.
const FREE_CAP: &str = "1.00";
const PRO_CAP: &str = "10.00";

/// How long making an environment and running one check may take unless configured.
const SETUP_TIMEOUT: Duration = Duration::from_mins(10);
const CHECK_TIMEOUT: Duration = Duration::from_mins(5);

/// How often a failed call of a model is tried again unless configured.
const MAX_RETRIES: u32 = 5;

/// How many builds of a target are kept unless configured.
const KEPT_BUILDS: u32 = 10;

/// The configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The store's file.
    pub database: Setting<PathBuf>,
    /// The folder that generated projects go into.
    pub output: Setting<PathBuf>,
    /// How much of the team works on an idea.
    pub mode: Setting<Mode>,
    /// The spending tier.
    pub tier: Setting<Tier>,
    /// What may be spent.
    pub budgets: Budgets,
    /// How generated projects are checked.
    pub verify: VerifySettings,
    /// How many builds of a target are kept.
    pub kept_builds: Setting<u32>,
    /// What is written to the log.
    pub log_level: Setting<LogLevel>,
    /// The look and the manners of the screen.
    pub screen: ScreenSettings,
    /// The model that works, and keys and addresses of models.
    pub models: ModelSettings,
    /// What is trusted, and what an agent may do by itself.
    pub agent: AgentSettings,
    /// What was passed over and why, one line each, for `config show` and `doctor`.
    pub notices: Vec<String>,
}

/// What may be spent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budgets {
    /// On one call of a model; no limit of its own until it is configured.
    pub call: Setting<Option<Usd>>,
    /// On a run or session; no limit of its own until it is configured.
    pub run: Setting<Option<Usd>>,
    /// On a day.
    pub daily: DailyCaps,
}

/// What each tier may spend a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DailyCaps {
    /// The free tier.
    pub free: Setting<Usd>,
    /// The pro tier.
    pub pro: Setting<Usd>,
    /// The enterprise tier; none until it is configured.
    pub enterprise: Setting<Option<Usd>>,
}

/// How generated projects are checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifySettings {
    /// The interpreter: a path, or a name that is looked up.
    pub python: Setting<PathBuf>,
    /// How long making the environment may take.
    pub setup_timeout: Setting<Duration>,
    /// How long one check may take.
    pub check_timeout: Setting<Duration>,
}

/// Keys and addresses of models.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelSettings {
    /// The model that works.
    pub chosen: Setting<ModelName>,
    /// The key for Anthropic's models.
    pub anthropic_key: Setting<Option<Secret>>,
    /// Where Anthropic's models are reached; none for their own address.
    pub anthropic_url: Setting<Option<String>>,
    /// The key for `OpenAI`'s models.
    pub openai_key: Setting<Option<Secret>>,
    /// Where `OpenAI`'s models are reached; none for their own address.
    pub openai_url: Setting<Option<String>>,
    /// The key for NVIDIA's models.
    pub nim_key: Setting<Option<Secret>>,
    /// Where NVIDIA's models are reached; none for their own address.
    pub nim_url: Setting<Option<String>>,
    /// The one of NVIDIA's models that `nim` alone stands for.
    pub nim_model: Setting<Option<String>>,
    /// Which model works for which role and complexity.
    pub routes: Setting<Routes>,
    /// The models that step in, in order, when one's service is not well.
    pub fallback: Setting<Vec<ModelName>>,
    /// How often a failed call is tried again.
    pub max_retries: Setting<u32>,
    /// What is recorded and played.
    pub scripts: ScriptSettings,
}

/// What is recorded and played.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptSettings {
    /// The file that what models say is written to.
    pub record: Setting<Option<PathBuf>>,
    /// The file whose replies are played in place of models.
    pub replay: Setting<Option<PathBuf>>,
}

impl Config {
    /// Works out the configuration from everything that says something about it.
    ///
    /// # Errors
    /// One line that names the file and line, the variable or the flag that cannot be used.
    pub fn resolve(sources: &Sources) -> Result<Self, ConfigError> {
        let layers = Layers::of(sources)?;
        let pick = Pick(&layers);
        let nim_model = pick.maybe(Key::NimModel, |one, _| one.nim_model())?;
        let nim = nim_model.value.as_deref();
        Ok(Self {
            database: database(&pick, sources)?,
            output: pick.or(Key::Output, Candidate::path, sources.places.current.clone())?,
            mode: pick.or(Key::Mode, |one, _| one.mode(), Mode::default())?,
            tier: pick.or(Key::Tier, |one, _| one.tier(), Tier::default())?,
            budgets: budgets(&pick)?,
            verify: VerifySettings {
                python: pick.or(Key::Python, Candidate::program, "python3".into())?,
                setup_timeout: pick.or(Key::SetupTimeout, Candidate::seconds, SETUP_TIMEOUT)?,
                check_timeout: pick.or(Key::CheckTimeout, Candidate::seconds, CHECK_TIMEOUT)?,
            },
            kept_builds: pick.or(Key::KeptBuilds, Candidate::count, KEPT_BUILDS)?,
            log_level: pick.or(Key::LogLevel, |one, _| one.log_level(), LogLevel::default())?,
            screen: screen(&pick)?,
            models: ModelSettings {
                chosen: pick.or(Key::Model, |one, _| one.model_or(nim), ModelName::default())?,
                anthropic_key: pick.maybe(Key::AnthropicKey, Candidate::secret)?,
                anthropic_url: pick.maybe(Key::AnthropicUrl, Candidate::url)?,
                openai_key: pick.maybe(Key::OpenaiKey, Candidate::secret)?,
                openai_url: pick.maybe(Key::OpenaiUrl, Candidate::url)?,
                nim_key: pick.maybe(Key::NimKey, Candidate::secret)?,
                nim_url: pick.maybe(Key::NimUrl, Candidate::url)?,
                nim_model: nim_model.clone(),
                routes: pick.or(Key::Routes, |one, _| one.routes(), Routes::default())?,
                fallback: pick.or(Key::Fallback, |one, _| one.fallback(), Vec::new())?,
                max_retries: pick.or(Key::MaxRetries, |one, _| one.retries(), MAX_RETRIES)?,
                scripts: ScriptSettings {
                    record: pick.maybe(Key::Record, Candidate::path)?,
                    replay: pick.maybe(Key::Replay, Candidate::path)?,
                },
            },
            agent: AgentSettings {
                trusted_workspaces: pick.or(
                    Key::TrustedWorkspaces,
                    Candidate::paths,
                    Vec::new(),
                )?,
                sandbox: pick.or(Key::Sandbox, |one, _| one.sandbox(), SandboxMode::default())?,
                approve: pick.or(Key::Approve, |one, _| one.approve(), ApproveMode::default())?,
                network: pick.or(Key::Network, |one, _| one.network(), NetworkMode::default())?,
            },
            notices: layers.notices.clone(),
        })
    }

    /// What the configured tier may spend a day; none for an enterprise without a cap.
    pub fn daily_cap(&self) -> Option<Usd> {
        match self.tier.value {
            Tier::Free => Some(self.budgets.daily.free.value),
            Tier::Pro => Some(self.budgets.daily.pro.value),
            Tier::Enterprise => self.budgets.daily.enterprise.value,
        }
    }

    /// What calls may cost by the configuration; a run's own budget comes on top.
    pub fn caps(&self) -> Caps {
        Caps {
            call: self.budgets.call.value,
            task: None,
            run: self.budgets.run.value,
            day: self.daily_cap(),
        }
    }
}

/// Picks the strongest value of a key and types it.
struct Pick<'a>(&'a Layers);

impl Pick<'_> {
    fn or<T>(
        &self,
        key: Key,
        read: impl Fn(&Candidate, Key) -> Result<T, ConfigError>,
        default: T,
    ) -> Result<Setting<T>, ConfigError> {
        let picked = self.maybe(key, read)?;
        Ok(Setting {
            value: picked.value.unwrap_or(default),
            origin: picked.origin,
        })
    }

    fn maybe<T>(
        &self,
        key: Key,
        read: impl Fn(&Candidate, Key) -> Result<T, ConfigError>,
    ) -> Result<Setting<Option<T>>, ConfigError> {
        let Some(candidate) = self.0.chosen.get(&key) else {
            return Ok(Setting {
                value: None,
                origin: Origin::built_in(),
            });
        };
        Ok(Setting {
            value: Some(read(candidate, key)?),
            origin: candidate.origin.clone(),
        })
    }
}

fn budgets(pick: &Pick<'_>) -> Result<Budgets, ConfigError> {
    Ok(Budgets {
        call: pick.maybe(Key::BudgetCall, Candidate::usd)?,
        run: pick.maybe(Key::BudgetRun, Candidate::usd)?,
        daily: DailyCaps {
            free: pick.or(Key::CapFree, Candidate::usd, amount(FREE_CAP)?)?,
            pro: pick.or(Key::CapPro, Candidate::usd, amount(PRO_CAP)?)?,
            enterprise: pick.maybe(Key::CapEnterprise, Candidate::usd)?,
        },
    })
}

fn database(pick: &Pick<'_>, sources: &Sources) -> Result<Setting<PathBuf>, ConfigError> {
    let picked = pick.maybe(Key::Database, |one, _| one.database())?;
    let state = sources.places.state.as_ref();
    let usual = || state.map(|folder| folder.join("vibecober/vibecober.db"));
    Ok(Setting {
        value: picked.value.or_else(usual).ok_or(ConfigError::NoHome)?,
        origin: picked.origin,
    })
}

fn screen(pick: &Pick<'_>) -> Result<ScreenSettings, ConfigError> {
    let background = Background::default();
    Ok(ScreenSettings {
        color: pick.or(Key::Color, |one, _| one.color(), Color::default())?,
        theme: pick.or(Key::Theme, |one, _| one.theme(), screen::AUTO.to_owned())?,
        background: pick.or(Key::Background, |one, _| one.background(), background)?,
        icons: pick.or(Key::Icons, |one, _| one.icons(), Icons::default())?,
        mouse: pick.or(Key::Mouse, |one, _| one.mouse(), Mouse::default())?,
        bell: pick.or(Key::Bell, |one, _| one.bell(), Bell::default())?,
        editor: EditorSettings {
            wrap: pick.or(Key::Wrap, |one, _| one.wrap(), Wrap::default())?,
            tab_width: pick.or(Key::TabWidth, |one, _| one.tab_width(), screen::TAB_WIDTH)?,
        },
    })
}

fn amount(text: &str) -> Result<Usd, ConfigError> {
    text.parse().map_err(|error| ConfigError::BadValue {
        place: "built-in default".to_owned(),
        problem: format!("{error}"),
    })
}
