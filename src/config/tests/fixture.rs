//! Sources made of text, for the tests of this room.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::config::{
    Config, ConfigError, Flags, Key, Layer, Places, Setting, Shown, SourceFile, Sources,
};

/// Sources in which nothing says anything.
pub(super) fn nothing() -> Sources {
    let file = |path: &str| SourceFile {
        path: PathBuf::from(path),
        text: Ok(None),
    };
    Sources {
        places: Places {
            workspace: "/work/blog".into(),
            current: "/work/blog".into(),
            home: Some("/home/ada".into()),
            state: Some("/home/ada/.local/state".into()),
        },
        user: file("/home/ada/.config/vibecober/config.yaml"),
        workspace: file("/work/blog/.vibecober/config.yaml"),
        dot_env: file("/work/blog/.env"),
        environment: BTreeMap::new(),
        flags: Flags::new(),
    }
}

/// What makes the workspace of [`nothing`] a trusted one, as the first line of the user's file.
pub(super) const TRUST: &str = "trusted_workspaces: [/work/blog]\n";

impl Sources {
    pub(super) fn user(mut self, text: &str) -> Self {
        self.user.text = Ok(Some(text.to_owned()));
        self
    }

    pub(super) fn workspace(mut self, text: &str) -> Self {
        self.workspace.text = Ok(Some(text.to_owned()));
        self
    }

    pub(super) fn dot_env(mut self, text: &str) -> Self {
        self.dot_env.text = Ok(Some(text.to_owned()));
        self
    }

    pub(super) fn variable(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.into());
        self
    }

    pub(super) fn flag(mut self, key: Key, name: &'static str, value: &str) -> Self {
        self.flags = self.flags.with(key, name, value);
        self
    }

    pub(super) fn config(&self) -> Config {
        Config::resolve(self).unwrap()
    }

    pub(super) fn refusal(&self) -> String {
        let line = self.error().to_string();
        assert!(!line.contains('\n'), "{line}");
        line
    }

    pub(super) fn error(&self) -> ConfigError {
        Config::resolve(self).unwrap_err()
    }

    pub(super) fn shown(&self, key: Key) -> Shown {
        let mut shown = self.config().show().into_iter();
        shown.find(|one| one.key == key.name()).unwrap()
    }
}

/// The layer and place of a setting, for short assertions.
pub(super) fn origin<T>(setting: &Setting<T>) -> (Layer, &str) {
    (setting.origin.layer, setting.origin.place.as_str())
}
