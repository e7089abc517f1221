//! The closed list of settings: their names in files, their variables, and where they may stand.

/// A setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// The store's file.
    Database,
    /// The folder that generated projects go into.
    Output,
    /// How much of the team works on an idea.
    Mode,
    /// The spending tier.
    Tier,
    /// What the free tier may spend a day.
    CapFree,
    /// What the pro tier may spend a day.
    CapPro,
    /// What the enterprise tier may spend a day.
    CapEnterprise,
    /// What one call of a model may cost.
    BudgetCall,
    /// What a run or session may spend.
    BudgetRun,
    /// The interpreter that checks of generated projects run with.
    Python,
    /// How long making the environment of a project's checks may take.
    SetupTimeout,
    /// How long one check may take.
    CheckTimeout,
    /// How many builds of a target are kept.
    KeptBuilds,
    /// What is written to the log.
    LogLevel,
    /// When output is coloured.
    Color,
    /// The theme of the screen.
    Theme,
    /// Whether the terminal is dark or light.
    Background,
    /// Which icons stand before names.
    Icons,
    /// What the mouse does.
    Mouse,
    /// How a person is called when the terminal has no focus.
    Bell,
    /// Whether the editor breaks long lines on screen.
    Wrap,
    /// How wide a tab is in the editor.
    TabWidth,
    /// The model that works.
    Model,
    /// The workspaces whose own configuration is read.
    TrustedWorkspaces,
    /// The key for Anthropic's models.
    AnthropicKey,
    /// Where Anthropic's models are reached.
    AnthropicUrl,
    /// The key for `OpenAI`'s models.
    OpenaiKey,
    /// Where `OpenAI`'s models are reached.
    OpenaiUrl,
    /// The key for NVIDIA's models.
    NimKey,
    /// Where NVIDIA's models are reached.
    NimUrl,
    /// The one of NVIDIA's models that `nim` alone stands for.
    NimModel,
    /// Which model works for which role and complexity.
    Routes,
    /// The models that step in, in order, when one's service is not well.
    Fallback,
    /// How often a failed call of a model is tried again.
    MaxRetries,
    /// How commands of an agent are confined.
    Sandbox,
    /// Who answers what the policy asks.
    Approve,
    /// Whether commands of an agent reach the network.
    Network,
    /// The file that what models say is written to.
    Record,
    /// The file whose replies are played in place of models.
    Replay,
}

/// Why a setting may not stand in a workspace's own file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// It may stand anywhere.
    Anywhere,
    /// It is a secret: never in a workspace's file.
    Secret,
    /// It decides where keys are sent: never in a workspace's file, and in the `.env` of a trusted
    /// workspace only.
    Endpoint,
    /// It widens what may be spent: never in a workspace's file.
    Spending,
    /// It names a program that is run: in a trusted workspace only.
    Program,
    /// It decides who reads the work and is paid for it: in a trusted workspace only.
    Model,
    /// It decides what is trusted: in the user's own file only.
    Trust,
    /// It widens what an agent may do by itself: never in a workspace's file, nor in its `.env`.
    Permission,
    /// It decides what answers in place of a model, and which file is written: never in a
    /// workspace's file, and in the `.env` of a trusted workspace only.
    Script,
}

impl Key {
    /// Every setting, in the order in which they are shown.
    pub const ALL: [Self; 39] = [
        Self::Database,
        Self::Output,
        Self::Mode,
        Self::Tier,
        Self::CapFree,
        Self::CapPro,
        Self::CapEnterprise,
        Self::BudgetCall,
        Self::BudgetRun,
        Self::Python,
        Self::SetupTimeout,
        Self::CheckTimeout,
        Self::KeptBuilds,
        Self::LogLevel,
        Self::Color,
        Self::Theme,
        Self::Background,
        Self::Icons,
        Self::Mouse,
        Self::Bell,
        Self::Wrap,
        Self::TabWidth,
        Self::Model,
        Self::TrustedWorkspaces,
        Self::AnthropicKey,
        Self::AnthropicUrl,
        Self::OpenaiKey,
        Self::OpenaiUrl,
        Self::NimKey,
        Self::NimUrl,
        Self::NimModel,
        Self::Routes,
        Self::Fallback,
        Self::MaxRetries,
        Self::Sandbox,
        Self::Approve,
        Self::Network,
        Self::Record,
        Self::Replay,
    ];

    /// Its name in files and in `config show`; a dot stands for a level.
    pub fn name(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::Output => "output",
            Self::Mode => "mode",
            Self::Tier => "tier",
            Self::CapFree => "daily_caps.free",
            Self::CapPro => "daily_caps.pro",
            Self::CapEnterprise => "daily_caps.enterprise",
            Self::BudgetCall => "budgets.call",
            Self::BudgetRun => "budgets.run",
            Self::Python => "python",
            Self::SetupTimeout => "verify.setup_timeout",
            Self::CheckTimeout => "verify.check_timeout",
            Self::KeptBuilds => "artifacts.keep",
            Self::LogLevel => "log.level",
            Self::Color => "color",
            Self::Theme => "ui.theme",
            Self::Background => "ui.background",
            Self::Icons => "ui.icons",
            Self::Mouse => "ui.mouse",
            Self::Bell => "ui.bell",
            Self::Wrap => "editor.wrap",
            Self::TabWidth => "editor.tab_width",
            Self::Model => "model",
            Self::TrustedWorkspaces => "trusted_workspaces",
            Self::AnthropicKey => "models.anthropic_api_key",
            Self::AnthropicUrl => "models.anthropic_base_url",
            Self::OpenaiKey => "models.openai_api_key",
            Self::OpenaiUrl => "models.openai_base_url",
            Self::NimKey => "models.nim_api_key",
            Self::NimUrl => "models.nim_base_url",
            Self::NimModel => "models.nim_model",
            Self::Routes => "models.routes",
            Self::Fallback => "models.fallback",
            Self::MaxRetries => "models.max_retries",
            Self::Sandbox => "agent.sandbox",
            Self::Approve => "agent.approve",
            Self::Network => "agent.network",
            Self::Record => "models.record",
            Self::Replay => "models.replay",
        }
    }

    /// The variables that set it, the strongest first.
    pub fn variables(self) -> &'static [&'static str] {
        match self {
            Self::Database => &[
                "VIBECOBER_DATABASE",
                "VIBECOBER_DATABASE_URL",
                "VIBECODER_DATABASE_URL",
                "DATABASE_URL",
            ],
            Self::Output => &["VIBECOBER_OUTPUT"],
            Self::Mode => &["VIBECOBER_MODE"],
            Self::Tier => &["VIBECOBER_TIER"],
            Self::CapFree => &["VIBECOBER_DAILY_CAPS_FREE", "FREE_DAILY_CAP_USD"],
            Self::CapPro => &["VIBECOBER_DAILY_CAPS_PRO", "PRO_DAILY_CAP_USD"],
            Self::CapEnterprise => &["VIBECOBER_DAILY_CAPS_ENTERPRISE"],
            Self::BudgetCall => &["VIBECOBER_BUDGETS_CALL"],
            Self::BudgetRun => &["VIBECOBER_BUDGETS_RUN"],
            Self::Python => &["VIBECOBER_PYTHON"],
            Self::SetupTimeout => &["VIBECOBER_VERIFY_SETUP_TIMEOUT"],
            Self::CheckTimeout => &["VIBECOBER_VERIFY_CHECK_TIMEOUT"],
            Self::KeptBuilds => &["VIBECOBER_ARTIFACTS_KEEP"],
            Self::LogLevel => &["VIBECOBER_LOG_LEVEL", "VIBECODER_LOG_LEVEL"],
            Self::Color => &["VIBECOBER_COLOR"],
            Self::Theme => &["VIBECOBER_UI_THEME", "VIBECOBER_THEME"],
            Self::Background => &["VIBECOBER_UI_BACKGROUND"],
            Self::Icons => &["VIBECOBER_UI_ICONS"],
            Self::Mouse => &["VIBECOBER_UI_MOUSE"],
            Self::Bell => &["VIBECOBER_UI_BELL"],
            Self::Wrap => &["VIBECOBER_EDITOR_WRAP"],
            Self::TabWidth => &["VIBECOBER_EDITOR_TAB_WIDTH"],
            Self::Model => &["VIBECOBER_MODEL"],
            Self::TrustedWorkspaces => &[],
            Self::AnthropicKey => &["VIBECOBER_MODELS_ANTHROPIC_API_KEY", "ANTHROPIC_API_KEY"],
            Self::AnthropicUrl => &["VIBECOBER_MODELS_ANTHROPIC_BASE_URL", "ANTHROPIC_BASE_URL"],
            Self::OpenaiKey => &["VIBECOBER_MODELS_OPENAI_API_KEY", "OPENAI_API_KEY"],
            Self::OpenaiUrl => &["VIBECOBER_MODELS_OPENAI_BASE_URL", "OPENAI_BASE_URL"],
            Self::NimKey => &["VIBECOBER_MODELS_NIM_API_KEY", "NIM_API_KEY"],
            Self::NimUrl => &["VIBECOBER_MODELS_NIM_BASE_URL", "NIM_BASE_URL"],
            Self::NimModel => &["VIBECOBER_MODELS_NIM_MODEL", "NIM_MODEL"],
            Self::Routes => &["VIBECOBER_MODELS_ROUTES"],
            Self::Fallback => &["VIBECOBER_MODELS_FALLBACK"],
            Self::MaxRetries => &["VIBECOBER_MODELS_MAX_RETRIES", "VIBECOBER_MAX_RETRIES"],
            Self::Sandbox => &["VIBECOBER_AGENT_SANDBOX", "VIBECOBER_SANDBOX"],
            Self::Approve => &["VIBECOBER_AGENT_APPROVE", "VIBECOBER_APPROVE"],
            Self::Network => &["VIBECOBER_AGENT_NETWORK"],
            Self::Record => &["VIBECOBER_MODELS_RECORD"],
            Self::Replay => &["VIBECOBER_MODELS_REPLAY"],
        }
    }

    /// True when its value must not be shown.
    pub fn is_secret(self) -> bool {
        self.reach() == Reach::Secret
    }

    /// Where it may stand.
    pub(super) fn reach(self) -> Reach {
        match self {
            Self::Database
            | Self::Output
            | Self::Mode
            | Self::SetupTimeout
            | Self::CheckTimeout
            | Self::KeptBuilds
            | Self::LogLevel
            | Self::Color
            | Self::Theme
            | Self::Background
            | Self::Icons
            | Self::Mouse
            | Self::Bell
            | Self::Wrap
            | Self::TabWidth
            | Self::MaxRetries => Reach::Anywhere,
            Self::Model | Self::NimModel | Self::Routes | Self::Fallback => Reach::Model,
            Self::Tier
            | Self::CapFree
            | Self::CapPro
            | Self::CapEnterprise
            | Self::BudgetCall
            | Self::BudgetRun => Reach::Spending,
            Self::Python => Reach::Program,
            Self::TrustedWorkspaces => Reach::Trust,
            Self::AnthropicKey | Self::OpenaiKey | Self::NimKey => Reach::Secret,
            Self::AnthropicUrl | Self::OpenaiUrl | Self::NimUrl => Reach::Endpoint,
            Self::Sandbox | Self::Approve | Self::Network => Reach::Permission,
            Self::Record | Self::Replay => Reach::Script,
        }
    }

    /// The setting with that name in a file.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.name() == name)
    }
}

impl Reach {
    /// Why a workspace's file may not set it; none when it may.
    pub(super) fn refusal(self) -> Option<&'static str> {
        match self {
            Self::Anywhere | Self::Program | Self::Model => None,
            Self::Secret => Some("it is a secret"),
            Self::Endpoint => Some("it decides where keys are sent"),
            Self::Spending => Some("it widens what may be spent"),
            Self::Trust => Some("it decides what is trusted"),
            Self::Permission => Some("it widens what an agent may do"),
            Self::Script => Some("it decides what answers in place of a model"),
        }
    }
}
