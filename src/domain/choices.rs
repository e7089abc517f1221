//! Whose content counts, file by file, where a person's files and new output meet.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::approval::{Choice, Subject};

/// Whose content counts: for single files, and for all the others.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Choices {
    /// For every file that is not named.
    pub choice: Option<Choice>,
    /// For these files, by their paths in the folder.
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        rename = "choices"
    )]
    pub files: BTreeMap<String, Choice>,
}

impl Choices {
    /// Whose content counts in the file at `path`; none when that was not said.
    pub fn of(&self, path: &str) -> Option<Choice> {
        self.files.get(path).copied().or(self.choice)
    }
}

impl From<Option<Choice>> for Choices {
    fn from(choice: Option<Choice>) -> Self {
        Self {
            choice,
            files: BTreeMap::new(),
        }
    }
}

impl Subject {
    /// The contested files in which `choices` settle nothing.
    pub fn undecided(&self, choices: &Choices) -> Vec<&str> {
        let mut open = self.contested();
        open.retain(|path| match choices.of(path) {
            Some(Choice::KeepEdits | Choice::TakeNew) => false,
            Some(Choice::Both) => !self.takes_both(path),
            None => true,
        });
        open
    }

    /// The files that `choices` name and that are not contested.
    pub fn misnamed<'a>(&self, choices: &'a Choices) -> Vec<&'a str> {
        let contested = self.contested();
        let named = choices.files.keys().map(String::as_str);
        named.filter(|path| !contested.contains(path)).collect()
    }

    /// True when both contents can stand in the file at `path`, between markers.
    pub fn takes_both(&self, path: &str) -> bool {
        match self {
            Self::OccupiedTarget { .. } | Self::ByRules { .. } | Self::Agent(_) => false,
            Self::Conflicts { files, .. } => files.iter().any(|file| {
                file.path == path && file.text.lines().any(|line| line.starts_with("<<<<<<<"))
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::approval::ConflictedFile;

    fn subject() -> Subject {
        let file = |path: &str, text: &str| ConflictedFile {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        Subject::Conflicts {
            target: "/p".into(),
            files: vec![
                file("a.md", "<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\n"),
                file("b.bin", "The file on disk is not text.\n"),
            ],
        }
    }

    #[test]
    fn a_file_goes_its_own_way_and_the_others_go_the_common_one() {
        let mut choices = Choices::default();
        assert_eq!(subject().undecided(&choices), ["a.md", "b.bin"]);
        choices.files.insert("a.md".to_owned(), Choice::TakeNew);
        assert_eq!(subject().undecided(&choices), ["b.bin"]);
        choices.choice = Some(Choice::KeepEdits);
        assert_eq!(subject().undecided(&choices), [""; 0]);
        assert_eq!(choices.of("a.md"), Some(Choice::TakeNew));
        choices.files.insert("c.md".to_owned(), Choice::TakeNew);
        assert_eq!(subject().misnamed(&choices), ["c.md"]);
    }

    #[test]
    fn both_contents_stand_only_where_there_are_lines_to_mark() {
        let choices = Choices::from(Some(Choice::Both));
        assert_eq!(subject().undecided(&choices), ["b.bin"]);
    }

    #[test]
    fn an_answer_of_an_older_version_is_read_and_one_without_files_is_written_alike() {
        let old = r#"{"choice":"keep_edits"}"#;
        let read: Choices = serde_json::from_str(old).unwrap();
        assert_eq!(read, Choices::from(Some(Choice::KeepEdits)));
        assert_eq!(serde_json::to_string(&read).unwrap(), old);
    }
}
