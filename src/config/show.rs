//! What `config show` prints: every value with the layer that it came from, secrets masked.

use std::path::Path;

use serde::Serialize;
use serde_json::{Value, json};

use super::key::Key;
use super::origin::{Layer, Origin, Setting};
use super::secret::Secret;
use super::settings::Config;

/// One setting as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Its name.
    pub key: &'static str,
    /// Its value, masked when it is a secret; null when it is not set.
    pub value: Value,
    /// The layer that it came from.
    pub layer: Layer,
    /// The file and line, the variable or the flag; none for a default.
    pub origin: Option<String>,
    /// The variables that set it, the strongest first.
    pub variables: &'static [&'static str],
}

impl Config {
    /// Every setting, in a fixed order.
    pub fn show(&self) -> Vec<Shown> {
        Key::ALL.into_iter().map(|key| self.shown(key)).collect()
    }

    fn shown(&self, key: Key) -> Shown {
        let (value, origin) = self.value(key);
        Shown {
            key: key.name(),
            value,
            layer: origin.layer,
            origin: Some(origin.place.clone()).filter(|place| !place.is_empty()),
            variables: key.variables(),
        }
    }

    fn value(&self, key: Key) -> (Value, &Origin) {
        let (budgets, verify, models) = (&self.budgets, &self.verify, &self.models);
        let caps = &budgets.daily;
        let screen = &self.screen;
        match key {
            Key::Database => path(&self.database),
            Key::Output => path(&self.output),
            Key::Mode => of(&self.mode, |mode| json!(mode.name())),
            Key::Tier => of(&self.tier, |tier| json!(tier.name())),
            Key::CapFree => of(&caps.free, |cap| json!(cap)),
            Key::CapPro => of(&caps.pro, |cap| json!(cap)),
            Key::CapEnterprise => of(&caps.enterprise, |cap| json!(cap)),
            Key::BudgetCall => of(&budgets.call, |cap| json!(cap)),
            Key::BudgetRun => of(&budgets.run, |cap| json!(cap)),
            Key::Python => path(&verify.python),
            Key::SetupTimeout => of(&verify.setup_timeout, |time| json!(time.as_secs())),
            Key::CheckTimeout => of(&verify.check_timeout, |time| json!(time.as_secs())),
            Key::KeptBuilds => of(&self.kept_builds, |count| json!(count)),
            Key::LogLevel => of(&self.log_level, |level| json!(level.name())),
            Key::Color => of(&screen.color, |color| json!(color.name())),
            Key::Theme => of(&screen.theme, |name| json!(name)),
            Key::Background => of(&screen.background, |one| json!(one.name())),
            Key::Icons => of(&screen.icons, |one| json!(one.name())),
            Key::Mouse => of(&screen.mouse, |one| json!(one.name())),
            Key::Bell => of(&screen.bell, |one| json!(one.name())),
            Key::Wrap => of(&screen.editor.wrap, |one| json!(one.name())),
            Key::TabWidth => of(&screen.editor.tab_width, |width| json!(width)),
            Key::Model => of(&models.chosen, |model| json!(model.to_string())),
            Key::TrustedWorkspaces => of(&self.agent.trusted_workspaces, |paths| {
                paths.iter().map(|path| text(path)).collect()
            }),
            Key::AnthropicKey => secret(&models.anthropic_key),
            Key::AnthropicUrl => of(&models.anthropic_url, |url| json!(url)),
            Key::OpenaiKey => secret(&models.openai_key),
            Key::OpenaiUrl => of(&models.openai_url, |url| json!(url)),
            Key::NimKey => secret(&models.nim_key),
            Key::NimUrl => of(&models.nim_url, |url| json!(url)),
            Key::NimModel => of(&models.nim_model, |id| json!(id)),
            Key::Routes => of(&models.routes, |routes| json!(routes.to_string())),
            Key::Fallback => of(&models.fallback, |models| json!(models)),
            Key::MaxRetries => of(&models.max_retries, |count| json!(count)),
            Key::Sandbox => of(&self.agent.sandbox, |one| json!(one.name())),
            Key::Approve => of(&self.agent.approve, |one| json!(one.name())),
            Key::Network => of(&self.agent.network, |one| json!(one.name())),
            Key::Record => of(&models.scripts.record, |path| json!(path)),
            Key::Replay => of(&models.scripts.replay, |path| json!(path)),
        }
    }
}

fn of<T>(setting: &Setting<T>, show: impl Fn(&T) -> Value) -> (Value, &Origin) {
    (show(&setting.value), &setting.origin)
}

fn path(setting: &Setting<std::path::PathBuf>) -> (Value, &Origin) {
    of(setting, |path| text(path))
}

fn text(path: &Path) -> Value {
    json!(path.to_string_lossy())
}

fn secret(setting: &Setting<Option<Secret>>) -> (Value, &Origin) {
    of(setting, |secret| json!(secret.as_ref().map(Secret::masked)))
}
