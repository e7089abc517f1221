//! The person's own bindings, laid above ours.

use super::table::{Keymap, Scope};
use crate::config::{ConfigError, KeymapTable};

impl Keymap {
    /// Takes in the bindings of the person's file; one that cannot be used leaves the key as it was.
    ///
    /// Answers with what is wrong, each with file, line and keys.
    pub fn take(&mut self, table: &KeymapTable) -> Vec<ConfigError> {
        let mut problems = Vec::new();
        for binding in &table.bindings {
            let known = Scope::ALL
                .into_iter()
                .find(|scope| scope.name() == binding.focus);
            let action = binding.action.as_deref().unwrap_or("none");
            let taken = if let Some(scope) = known {
                let bound = self.bind(scope, &binding.chord, action);
                bound.map_err(|error| error.to_string())
            } else {
                let names = Scope::ALL.map(Scope::name).join(", ");
                Err(format!("keys are bound in one of {names}"))
            };
            problems.extend(taken.err().map(|problem| table.wrong(binding, &problem)));
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::config::KeymapTable;
    use crate::tui::keymap::{Action, Keymap, Scope};

    #[test]
    fn a_binding_that_cannot_be_used_is_told_and_the_others_count() {
        let text =
            "global:\n  alt-h: help\n  alt-j: no-such-action\n  f1: none\nnowhere:\n  x: help\n";
        let table = KeymapTable::parse(Path::new("/c/keymap.yaml"), text).unwrap();
        let mut keymap = Keymap::ours().unwrap();

        let problems: Vec<_> = keymap
            .take(&table)
            .iter()
            .map(ToString::to_string)
            .collect();

        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(problems[0].starts_with("/c/keymap.yaml:3: global.alt-j: there is no action"));
        assert!(problems[1].starts_with("/c/keymap.yaml:6: nowhere.x: keys are bound in one of"));
        let keys = keymap.keys_of(Scope::Global, Action::Help).unwrap();
        assert_ne!(keys, "F1");
    }
}
