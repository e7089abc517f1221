//! A list of realistic and of hostile ideas, each with what must come of it.

use std::collections::BTreeSet;

use super::super::read::read;
use super::super::{Understanding, screen, token, understand};
use crate::blueprint::lexicon::Lexicon;
use crate::domain::app_model::{Origin, RelationKind};
use crate::domain::plan::Mode;

const LISTS: [&str; 3] = [
    include_str!("ideas_first.txt"),
    include_str!("ideas_second.txt"),
    include_str!("ideas_third.txt"),
];

/// An idea of the lists, with the lines that follow it.
struct Case {
    idea: &'static str,
    lines: Vec<(&'static str, &'static str)>,
}

impl Case {
    fn list(&self, key: &str, separator: &str) -> Vec<String> {
        let line = self.lines.iter().find(|(name, _)| *name == key);
        let parts = line.map_or("", |(_, value)| *value).split(separator);
        let mut list: Vec<String> = parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect();
        list.sort();
        list
    }
}

fn cases() -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in LISTS.iter().flat_map(|list| list.lines()) {
        if let Some(idea) = line.strip_prefix("idea: ") {
            cases.push(Case {
                idea,
                lines: Vec::new(),
            });
        } else if let (Some(case), Some(pair)) = (cases.last_mut(), line.trim().split_once(": ")) {
            case.lines.push(pair);
        }
    }
    cases
}

fn entities(read: &Understanding, origin: Origin) -> Vec<String> {
    let all = read
        .model
        .entities
        .iter()
        .filter(|entity| entity.origin == origin);
    let mut names: Vec<String> = all.map(|entity| entity.name.clone()).collect();
    names.sort();
    names
}

fn joined(read: &Understanding) -> Vec<String> {
    let mut all: Vec<String> = read
        .model
        .relations
        .iter()
        .map(|relation| match relation.kind {
            RelationKind::OneToMany => format!("{}>{}", relation.from, relation.to),
            RelationKind::ManyToMany => format!("{}~{}", relation.from, relation.to),
        })
        .collect();
    all.sort();
    all
}

fn left(read: &Understanding) -> Vec<String> {
    let mut all: Vec<String> = read
        .not_understood
        .iter()
        .map(|found| found.words.clone())
        .collect();
    all.sort();
    all
}

#[test]
fn every_idea_becomes_what_the_list_says() {
    let cases = cases();
    assert!(cases.len() > 100);
    for case in &cases {
        let idea = case.idea;
        let read = match understand(idea, Mode::Simple) {
            Ok(read) => read,
            Err(error) => {
                assert_eq!(case.list("error", "|"), [format!("{error:?}")], "{idea}");
                continue;
            }
        };
        assert_eq!(
            entities(&read, Origin::Named),
            case.list("named", ", "),
            "named in {idea}"
        );
        assert_eq!(
            entities(&read, Origin::Guessed),
            case.list("guessed", ", "),
            "guessed in {idea}"
        );
        assert_eq!(
            entities(&read, Origin::Implied),
            case.list("implied", ", "),
            "implied in {idea}"
        );
        assert_eq!(joined(&read), case.list("joined", ", "), "joined in {idea}");
        let mut can: Vec<String> = read
            .model
            .capabilities
            .iter()
            .map(|one| one.name().to_owned())
            .collect();
        can.sort();
        assert_eq!(can, case.list("can", ", "), "capabilities of {idea}");
        assert_eq!(left(&read), case.list("left", " | "), "left over of {idea}");
    }
}

#[test]
fn every_word_is_accounted_for_once() {
    let lexicon = Lexicon::open();
    for case in cases() {
        let text = screen::screen(case.idea).unwrap();
        let tokens = token::tokens(&text);
        let Ok((read, open)) = read(&text, &tokens, &lexicon, Mode::Full) else {
            continue;
        };
        assert!(open.is_empty(), "{}: {open:?}", case.idea);
        let found: Vec<&str> = read
            .understood
            .iter()
            .map(|found| found.words.as_str())
            .collect();
        for refused in &read.not_understood {
            assert!(
                !found.contains(&refused.words.as_str()),
                "{}: {}",
                case.idea,
                refused.words
            );
        }
    }
}

#[test]
fn models_are_sound_and_differ_in_every_mode() {
    let mut seen = BTreeSet::new();
    for case in cases() {
        for mode in [Mode::Simple, Mode::Production] {
            if let Ok(read) = understand(case.idea, mode) {
                assert_eq!(read.model.check(), [], "{}", case.idea);
            }
        }
        if let Ok(read) = understand(case.idea, Mode::Full) {
            assert_eq!(read.model.check(), [], "{}", case.idea);
            assert_eq!(
                understand(case.idea, Mode::Full).unwrap(),
                read,
                "{}",
                case.idea
            );
            let text = serde_json::to_string(&read.model).unwrap();
            assert!(seen.insert(text), "{} equals another", case.idea);
        }
    }
}
