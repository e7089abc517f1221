//! What of a wish is done where a person took only a part of it, or changed it.

use std::collections::BTreeMap;

use super::approval::Approval;
use super::wish::{AgentWish, Amendment, Wish};

impl Amendment {
    /// What the person made of the wish, in a few words.
    pub fn words(&self) -> String {
        match self {
            Self::Command(command) => format!("run instead: {command}"),
            Self::Hunks(hunks) => match hunks.values().map(Vec::len).sum::<usize>() {
                1 => "1 of its places".to_owned(),
                many => format!("{many} of its places"),
            },
        }
    }
}

impl Approval {
    /// What the person changed in it before they said yes.
    pub fn amendment(&self) -> Option<&Amendment> {
        self.decision.as_ref()?.amendment.as_ref()
    }
}

impl AgentWish {
    /// What becomes of the files where only those places are taken, as a diff.
    pub fn taken(&self, hunks: &BTreeMap<String, Vec<usize>>) -> String {
        let Wish::Changes { files } = &self.wish else {
            return String::new();
        };
        let taken = |path: &String| hunks.get(path).filter(|places| !places.is_empty());
        let diffs = files
            .iter()
            .filter_map(|file| Some(only(&file.diff, taken(&file.path)?)));
        diffs.collect::<Vec<_>>().join("\n")
    }
}

/// The lines of a unified diff of one file that name it, and those of these of its places.
pub fn only(diff: &str, places: &[usize]) -> String {
    let mut begun = 0;
    let kept = diff.split_inclusive('\n').filter(|line| {
        begun += usize::from(line.starts_with("@@ "));
        begun
            .checked_sub(1)
            .is_none_or(|place| places.contains(&place))
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_that_are_taken_stay_under_the_name_of_their_file() {
        let diff = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n@@ -9 +9 @@\n-@@ c\n+d\n";
        assert_eq!(only(diff, &[0, 1]), diff);
        assert_eq!(
            only(diff, &[1]),
            "--- a/x\n+++ b/x\n@@ -9 +9 @@\n-@@ c\n+d\n"
        );
        assert_eq!(only("", &[0]), "");
    }
}
