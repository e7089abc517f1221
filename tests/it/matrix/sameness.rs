//! The same idea gives the same bytes; two ideas never give the same tree.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::ideas;
use super::project::{Mode, Project};

type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// Where a project keeps the model that it was rendered from.
const MODEL: &str = "vibecober.yaml";

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
fn two_ideas_never_give_the_same_tree() {
    let trees: Vec<_> = ideas::ALL
        .iter()
        .flat_map(|(name, idea)| Mode::ALL.map(|mode| (*name, *idea, mode)))
        .map(|(name, idea, mode)| (name, mode, Project::generate(idea, mode).tree()))
        .collect();
    for (at, (name, mode, tree)) in trees.iter().enumerate() {
        for (other, other_mode, other_tree) in &trees[at + 1..] {
            if name == other {
                // An idea that names accounts has them in every mode, so that --simple and
                // --full may say the same; --production always adds what deploys it.
                let same_model = tree[Path::new(MODEL)] == other_tree[Path::new(MODEL)];
                let production = [mode, other_mode].contains(&&Mode::Production);
                assert_eq!(
                    tree == other_tree,
                    same_model && !production,
                    "{name} {mode:?} and {other_mode:?}"
                );
            } else {
                assert!(
                    models(tree) != models(other_tree),
                    "{name} {mode:?} and {other} {other_mode:?} have the same models"
                );
            }
        }
    }
}

/// The files of the tree that hold the database models.
fn models(tree: &Tree) -> Vec<(&PathBuf, &Vec<u8>)> {
    let folder = Path::new("backend/app/models");
    tree.iter()
        .filter(|(path, _)| path.starts_with(folder))
        .collect()
}
