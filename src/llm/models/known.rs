//! What is known of models: where they are, what they cost, and whether they can be called.

use std::path::PathBuf;

use etcetera::BaseStrategy as _;
use etcetera::base_strategy::Xdg;

use super::keys::{KeySource, Keys};
use crate::config::document::nearest;
use crate::config::{Config, ConfigError, Credentials, ModelSettings, read_file};
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::model_name::{ModelName, ProviderName};
use crate::llm::catalogue::{Api, Catalogue, KeyNeed, LimitKey, ModelSpec, Offer, PREFERRED};
use crate::llm::http::{Http, Settings};
use crate::llm::scripted::{Recorder, Script, Scripted, Scrub};

/// The address whose own protocol is newer than the one that all who speak like it know.
const OPENAI: &str = "https://api.openai.com";

const NIM: &str = "nim";

/// The models that can be called here.
#[derive(Debug, Clone)]
pub struct Models {
    pub(super) catalogue: Catalogue,
    pub(super) keys: Keys,
    pub(super) http: Http,
    pub(super) tape: Tape,
    own_file: Option<PathBuf>,
    nim_model: Option<String>,
}

/// What stands between the models and whoever asks them.
#[derive(Debug, Clone)]
pub(super) enum Tape {
    /// Nothing.
    Off,
    /// A script answers in place of all models.
    Play(Scripted),
    /// What they answer is recorded.
    Record(Recorder),
}

/// A model in a list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The model; its id is `*` where it stands for all that are not listed.
    pub spec: ModelSpec,
    /// Where the key for it comes from, where there is one; or what is missing, in one line.
    pub usable: Result<Option<KeySource>, String>,
}

impl Models {
    /// Reads the catalogue, the person's own file over it, and the keys.
    ///
    /// # Errors
    /// A file that cannot be used: file, line and key in one line.
    pub fn load(config: &Config) -> Result<Self, ConfigError> {
        let models = Self::read(config)?;
        let scripts = &config.models.scripts;
        if let Some(path) = &scripts.replay.value {
            let script = Script::read(path)?;
            let scrub = models.scrub();
            return Ok(models.playing(Scripted::new(script, scrub)));
        }
        let Some(path) = &scripts.record.value else {
            return Ok(models);
        };
        let recorder = Recorder::new(path, models.scrub());
        let recorder = recorder.map_err(|error| ConfigError::BadValue {
            place: scripts.record.origin.place.clone(),
            problem: format!("{} cannot be written: {error}", path.display()),
        })?;
        Ok(models.recording(recorder))
    }

    /// The same to be looked at only: nothing is played or recorded.
    ///
    /// # Errors
    /// The same.
    pub fn read(config: &Config) -> Result<Self, ConfigError> {
        let folders = Xdg::new().ok();
        let own = folders.map(|found| found.config_dir().join("vibecober/models.yaml"));
        let credentials = Credentials::of_user()?;
        let variable = |name: &str| std::env::var(name).ok();
        Self::assemble(&config.models, own, &credentials, &variable)
    }

    /// Takes keys and the home out of what is recorded.
    fn scrub(&self) -> Scrub {
        let home = std::env::var_os("HOME").map(PathBuf::from);
        Scrub::new(self.keys.secrets().cloned(), home.as_deref())
    }

    /// Writes what was recorded so far, where something is recorded.
    ///
    /// # Errors
    /// When it cannot be written: one line.
    pub fn keep_recording(&self) -> Result<(), String> {
        let Tape::Record(recorder) = &self.tape else {
            return Ok(());
        };
        let written = recorder.write();
        written.map_err(|error| {
            let path = recorder.path().display();
            format!("the recording {path} cannot be written: {error}")
        })
    }

    /// Checks that a script, where one is played, was played to its end.
    ///
    /// # Errors
    /// What of it nobody asked for: one line.
    pub fn finish_script(&self) -> Result<(), String> {
        match &self.tape {
            Tape::Play(script) => script.finish().map_err(|left| left.to_string()),
            Tape::Record(_) | Tape::Off => Ok(()),
        }
    }

    /// The model by whose name a script answers that is played without one.
    pub fn played(&self) -> Option<ModelName> {
        match self.tape {
            Tape::Play(_) => Some(ModelName {
                provider: ProviderName::new(ProviderName::SCRIPTED)?,
                id: "replay".to_owned(),
            }),
            Tape::Record(_) | Tape::Off => None,
        }
    }

    /// The same, with everything that the surroundings say passed in.
    ///
    /// # Errors
    /// The same.
    pub fn assemble(
        settings: &ModelSettings,
        own_file: Option<PathBuf>,
        credentials: &Credentials,
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        let own = own_file.clone().map(read_file).transpose()?.flatten();
        let own = own_file.as_deref().zip(own.as_deref());
        let mut catalogue = Catalogue::read(own)?;
        let keys = Keys::find(&catalogue, settings, credentials, variable);
        for (name, url) in [
            ("anthropic", &settings.anthropic_url.value),
            ("openai", &settings.openai_url.value),
            ("nim", &settings.nim_url.value),
        ] {
            if let (Some(offer), Some(url)) = (catalogue.offers.get_mut(name), url) {
                offer.base_url.clone_from(url);
            }
        }
        for offer in catalogue.offers.values_mut() {
            settle_api(offer);
        }
        Ok(Self {
            catalogue,
            keys,
            http: Http::new(Settings::from_env()),
            tape: Tape::Off,
            own_file,
            nim_model: settings.nim_model.value.clone(),
        })
    }

    /// The model that answers when none was chosen: the usual one of the first provider that there
    /// is a key for, and why.
    pub fn implied(&self) -> Option<(ModelName, String)> {
        let is_lent = |provider: &&str| {
            let key = self.keys.of(provider);
            matches!(key, Some((_, KeySource::Lent(_))))
        };
        // A folder that is not trusted does not choose between the keys of the person.
        let (lent, own): (Vec<_>, Vec<_>) = PREFERRED.into_iter().partition(is_lent);
        own.into_iter().chain(lent).find_map(|provider| {
            let offer = self.catalogue.offers.get(provider)?;
            let (_, source) = self.keys.of(provider)?;
            let usual = match (&self.nim_model, provider) {
                (Some(chosen), NIM) => chosen,
                (Some(_) | None, _) => offer.usual.as_ref()?,
            };
            let why = format!("no model is chosen, and there is a key for {provider} ({source})");
            Some((offer.named(usual), why))
        })
    }

    /// The same, but a script answers in place of all models: no key, no network, no cost.
    #[must_use]
    pub fn playing(self, script: Scripted) -> Self {
        Self {
            tape: Tape::Play(script),
            ..self
        }
    }

    /// The same, but what the models answer is recorded.
    #[must_use]
    pub fn recording(self, recorder: Recorder) -> Self {
        Self {
            tape: Tape::Record(recorder),
            ..self
        }
    }

    /// What a person should know about the key for a model before it is used: that it is not their own.
    pub fn lent(&self, name: &ModelName) -> Option<String> {
        let provider = &name.provider;
        match (&self.tape, self.keys.of(provider.as_str())?) {
            (Tape::Off | Tape::Record(_), (_, KeySource::Lent(place))) => Some(format!(
                "the key for {provider} is the one in {place}, of a folder that is not trusted: 'vibecober auth add {provider}' keeps your own"
            )),
            (
                _,
                (
                    _,
                    KeySource::Setting(_)
                    | KeySource::Variable(_)
                    | KeySource::File
                    | KeySource::Lent(_),
                ),
            ) => None,
        }
    }

    /// Checks that somebody answers by that name: a model that is known, or a script in place of all.
    ///
    /// # Errors
    /// As [`spec`](Self::spec).
    pub fn expect(&self, name: &ModelName) -> Result<(), Fault> {
        match &self.tape {
            Tape::Play(_) => Ok(()),
            Tape::Off | Tape::Record(_) => self.spec(name).map(drop),
        }
    }

    /// The model that is named as an example: the usual one of the first provider.
    pub fn example(&self) -> Option<ModelName> {
        self.catalogue.usual()
    }

    /// What is known of that model.
    ///
    /// # Errors
    /// A provider or a model that nobody knows, with the one that was probably meant.
    pub fn spec(&self, name: &ModelName) -> Result<ModelSpec, Fault> {
        let offer = self.offer(name)?;
        offer.model(&name.id).ok_or_else(|| {
            let known = offer.models.keys().map(String::as_str);
            let hint = nearest(&name.id, known)
                .map(|near| format!(": did you mean {}/{near}?", name.provider))
                .unwrap_or_default();
            let file = self.own_file();
            let text = format!(
                "the catalogue has no model '{name}'{hint} (vibecober models list); to use it all the same, write its limits and its price into {file}"
            );
            Fault::new(FaultClass::NotFound, text)
        })
    }

    /// The provider of that model.
    ///
    /// # Errors
    /// A provider that nobody knows, with the one that was probably meant.
    pub fn offer(&self, name: &ModelName) -> Result<&Offer, Fault> {
        let provider = name.provider.as_str();
        self.catalogue.offers.get(provider).ok_or_else(|| {
            let hint = nearest(provider, self.catalogue.offers.keys().map(String::as_str));
            let hint = hint.map_or_else(String::new, |near| format!(": did you mean '{near}'?"));
            let file = self.own_file();
            let text = format!(
                "there is no provider '{provider}'{hint} (vibecober models list); another one is added in {file}"
            );
            Fault::new(FaultClass::NotFound, text)
        })
    }

    /// Every provider, by name.
    pub fn offers(&self) -> impl Iterator<Item = &Offer> {
        self.catalogue.offers.values()
    }

    /// The keys that there are.
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Every model, and for each provider that has any what holds for those not listed.
    pub fn list(&self) -> Vec<Listed> {
        let mut list = Vec::new();
        for offer in self.catalogue.offers.values() {
            let unlisted = offer.unlisted.iter().cloned().map(|mut spec| {
                spec.name = offer.named("*");
                spec
            });
            for spec in offer.models.values().cloned().chain(unlisted) {
                let usable = self.readiness(offer, &spec);
                list.push(Listed { spec, usable });
            }
        }
        list
    }

    /// Where the key for a model comes from, if it has one; or what is missing, and what to do.
    ///
    /// # Errors
    /// That, in one line.
    pub fn readiness(&self, offer: &Offer, spec: &ModelSpec) -> Result<Option<KeySource>, String> {
        let source = self.usable(offer)?;
        if spec.price.is_none() {
            return Err(self.without_price(&spec.name));
        }
        Ok(source)
    }

    /// Where the key of a provider comes from, if it has one; or that it is missing, and how to
    /// give it.
    pub(super) fn usable(&self, offer: &Offer) -> Result<Option<KeySource>, String> {
        let name = offer.name.as_str();
        if let Some((_, source)) = self.keys.of(name) {
            return Ok(Some(source.clone()));
        }
        let wants = offer.key == KeyNeed::Required && offer.key_env.is_some();
        if !wants || is_here(&offer.base_url) {
            return Ok(None);
        }
        let variable = offer.key_env.as_deref().unwrap_or_default();
        Err(format!(
            "there is no key for {name}: run 'vibecober auth add {name}', or set {variable}"
        ))
    }

    /// That nobody knows what a model costs, and what to do.
    pub fn without_price(&self, name: &ModelName) -> String {
        let file = self.own_file();
        format!("nobody knows what {name} costs: write its price, or 'price: free', into {file}")
    }

    fn own_file(&self) -> String {
        let path = self.own_file.as_ref();
        path.map_or_else(
            || "models.yaml beside your config.yaml".to_owned(),
            |path| path.display().to_string(),
        )
    }
}

/// At another address than its own, `openai` stands for whoever speaks like it, and they all know
/// Chat Completions; the person's file may say otherwise.
fn settle_api(offer: &mut Offer) {
    let is_own = offer.base_url.starts_with(OPENAI);
    if offer.api == Api::Responses && !offer.is_api_chosen && !is_own {
        offer.api = Api::Chat;
        offer.limit_key = LimitKey::MaxTokens;
    }
}

/// True for an address on this machine.
fn is_here(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = match host.strip_prefix('[') {
        Some(inner) => inner.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let address = host.parse::<std::net::IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|one| one.is_loopback())
}
