//! The bindings of every scope: ours, with a person's own above them.

use super::chord::ChordError;
use super::trie::Trie;
use super::{Action, Chord, Found};

/// Our own bindings.
const OURS: &str = include_str!("default.yaml");

/// Where a binding holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everywhere but in the terminal, unless the scope with the keyboard says otherwise.
    Global,
    /// In the file tree.
    Tree,
    /// In the editor.
    Editor,
    /// In the terminal; nothing else is taken from the programs in it.
    Terminal,
    /// In the terminal while its keys go to no program: looking back, or after the program ended.
    Scrollback,
    /// In the chat.
    Chat,
    /// In the approvals.
    Approvals,
    /// In the view of runs.
    Runs,
    /// In whatever lies above.
    Overlay,
    /// In the new project while no text is typed into it.
    Wizard,
}

/// A keymap that cannot be used, by name of scope, keys and action.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    /// Not YAML of the form `scope: {keys: action}`.
    #[error("it is not of the form 'scope: {{keys: action}}': {0}")]
    Form(String),
    /// There is no such scope.
    #[error(
        "there is no scope '{0}': use global, tree, editor, terminal, scrollback, chat, approvals, runs, overlay or wizard"
    )]
    Scope(String),
    /// There is no such key.
    #[error("{0}")]
    Chord(#[from] ChordError),
    /// There is no such action.
    #[error("there is no action '{name}' for {keys}: the palette lists them")]
    Action {
        /// What was asked.
        name: String,
        /// Its keys.
        keys: String,
    },
}

/// What keys do.
#[derive(Debug, Clone)]
pub struct Keymap {
    scopes: [Trie; 10],
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 10] = [
        Self::Global,
        Self::Tree,
        Self::Editor,
        Self::Terminal,
        Self::Scrollback,
        Self::Chat,
        Self::Approvals,
        Self::Runs,
        Self::Overlay,
        Self::Wizard,
    ];

    /// The scopes that keys are looked up in, one after the other.
    pub fn layers(self) -> &'static [Self] {
        match self {
            Self::Global => &[Self::Global],
            Self::Tree => &[Self::Tree, Self::Global],
            Self::Editor => &[Self::Editor, Self::Global],
            Self::Terminal => &[Self::Terminal, Self::Global],
            Self::Scrollback => &[Self::Scrollback, Self::Terminal, Self::Global],
            Self::Chat => &[Self::Chat, Self::Global],
            Self::Approvals => &[Self::Approvals, Self::Global],
            Self::Runs => &[Self::Runs, Self::Global],
            Self::Overlay => &[Self::Overlay],
            Self::Wizard => &[Self::Wizard, Self::Overlay],
        }
    }

    /// Whether keys of `layer` work here; the terminal leaves single keys to its programs.
    fn takes(self, layer: Self, keys: &[Chord]) -> bool {
        self != Self::Terminal || layer == Self::Terminal || keys.len() > 1
    }

    /// Its name in files and in help.
    pub fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Tree => "tree",
            Self::Editor => "editor",
            Self::Terminal => "terminal",
            Self::Scrollback => "scrollback",
            Self::Chat => "chat",
            Self::Approvals => "approvals",
            Self::Runs => "runs",
            Self::Overlay => "overlay",
            Self::Wizard => "wizard",
        }
    }

    fn index(self) -> usize {
        match self {
            Self::Global => 0,
            Self::Tree => 1,
            Self::Editor => 2,
            Self::Terminal => 3,
            Self::Scrollback => 4,
            Self::Chat => 5,
            Self::Approvals => 6,
            Self::Runs => 7,
            Self::Overlay => 8,
            Self::Wizard => 9,
        }
    }
}

impl Keymap {
    /// Our own bindings.
    ///
    /// # Errors
    /// Never for the file that is shipped; a test reads it.
    pub fn ours() -> Result<Self, KeymapError> {
        let mut keymap = Self {
            scopes: Default::default(),
        };
        keymap.add(OURS)?;
        Ok(keymap)
    }

    /// No bindings at all.
    pub fn empty() -> Self {
        Self {
            scopes: Default::default(),
        }
    }

    /// Adds the bindings of a YAML text above the ones that are there; `none` takes one away.
    ///
    /// # Errors
    /// The first binding that cannot be used; those before it are taken.
    pub fn add(&mut self, yaml: &str) -> Result<(), KeymapError> {
        let form = |error: serde_yaml::Error| KeymapError::Form(error.to_string());
        let text: serde_yaml::Mapping = serde_yaml::from_str(yaml).map_err(form)?;
        for (scope, bindings) in text {
            let scope: String = serde_yaml::from_value(scope).map_err(form)?;
            let scope = Scope::ALL
                .into_iter()
                .find(|one| one.name() == scope)
                .ok_or(KeymapError::Scope(scope))?;
            let bindings: serde_yaml::Mapping = serde_yaml::from_value(bindings).map_err(form)?;
            for (keys, action) in bindings {
                let keys: String = serde_yaml::from_value(keys).map_err(form)?;
                let action: String = serde_yaml::from_value(action).map_err(form)?;
                self.bind(scope, &keys, &action)?;
            }
        }
        Ok(())
    }

    /// Binds `keys` (chords with spaces between) in `scope` to the action with that name.
    ///
    /// # Errors
    /// Keys or an action that there are not.
    pub fn bind(&mut self, scope: Scope, keys: &str, action: &str) -> Result<(), KeymapError> {
        let chords = keys
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<Vec<Chord>, _>>()?;
        let bound = match action {
            "none" => None,
            name => Some(Action::named(name).ok_or_else(|| KeymapError::Action {
                name: name.to_owned(),
                keys: keys.to_owned(),
            })?),
        };
        self.scopes[scope.index()].bind(&chords, bound);
        Ok(())
    }

    /// What `keys` mean while `scope` has the keyboard.
    pub fn find(&self, scope: Scope, keys: &[Chord]) -> Found {
        let layers = scope.layers().iter();
        layers
            .filter(|layer| scope.takes(**layer, keys))
            .map(|layer| self.scopes[layer.index()].find(keys))
            .find(|found| *found != Found::Nothing)
            .unwrap_or(Found::Nothing)
    }

    /// Every binding of `scope` alone.
    pub fn of_scope(&self, scope: Scope) -> Vec<(Vec<Chord>, Action)> {
        let mut all = Vec::new();
        self.scopes[scope.index()].each(&mut |keys, action| all.push((keys.to_vec(), action)));
        all
    }

    /// The first keys that do `action` while `scope` has the keyboard, as people read them.
    pub fn keys_of(&self, scope: Scope, action: Action) -> Option<String> {
        let keys = scope.layers().iter().find_map(|layer| {
            let works = |keys: &[Chord]| scope.takes(*layer, keys);
            self.scopes[layer.index()].keys_to(action, &works)
        })?;
        let keys: Vec<_> = keys.iter().map(ToString::to_string).collect();
        Some(keys.join(" "))
    }
}
