//! The same idea gives the same bytes; two ideas never give the same tree.

use super::ideas;
use super::project::{Mode, Project};

#[test]
fn the_same_idea_twice_gives_the_same_bytes() {
    for (name, idea) in ideas::ALL {
        for mode in Mode::ALL {
            let first = Project::generate(idea, mode).tree();
            let second = Project::generate(idea, mode).tree();

            let paths: Vec<_> = first.keys().collect();
            assert_eq!(paths, second.keys().collect::<Vec<_>>(), "{name} {mode:?}");
            for (path, bytes) in &first {
                assert!(
                    second[path] == *bytes,
                    "{name} {mode:?}: {} differs from run to run",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn two_ideas_or_two_modes_give_different_trees() {
    let trees: Vec<_> = ideas::ALL
        .iter()
        .flat_map(|(name, idea)| Mode::ALL.map(|mode| (*name, *idea, mode)))
        .map(|(name, idea, mode)| (name, mode, Project::generate(idea, mode).tree()))
        .collect();
    for (at, (name, mode, tree)) in trees.iter().enumerate() {
        for (other, other_mode, other_tree) in &trees[at + 1..] {
            assert!(
                tree != other_tree,
                "{name} {mode:?} and {other} {other_mode:?} give the same tree"
            );
            let code = std::path::Path::new("backend/app/models");
            let models = |tree: &std::collections::BTreeMap<std::path::PathBuf, Vec<u8>>| {
                tree.iter()
                    .filter(|(path, _)| path.starts_with(code))
                    .map(|(path, bytes)| (path.clone(), bytes.clone()))
                    .collect::<Vec<_>>()
            };
            assert!(
                name == other || models(tree) != models(other_tree),
                "{name} and {other} have the same models"
            );
        }
    }
}
