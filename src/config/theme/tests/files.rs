//! Every file of `themes/`: it loads, it is complete, everything in it can be read.

use std::path::Path;

use crate::config::theme::{Contrast, Depth, Kind, Shelf, Theme, Tint, Token, Vision};

fn all() -> Vec<Theme> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    let mut themes = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        themes.push(Shelf::load_file(&path).unwrap());
    }
    themes
}

#[test]
fn every_file_loads_and_is_part_of_the_program() {
    let themes = all();
    assert!(themes.len() >= 9, "{}", themes.len());
    let names = Shelf::default().names();
    for theme in themes {
        assert!(names.contains(&theme.name), "{}", theme.name);
        assert!(
            !theme.about.is_empty(),
            "{} says nothing about itself",
            theme.name
        );
    }
}

#[test]
fn every_theme_keeps_the_contrast_that_it_promises() {
    for theme in all() {
        let findings: Vec<_> = theme.audit().iter().map(ToString::to_string).collect();
        assert!(
            findings.is_empty(),
            "{}:\n{}",
            theme.name,
            findings.join("\n")
        );
    }
}

#[test]
fn there_is_a_theme_for_every_need() {
    let themes = all();
    for kind in [Kind::Dark, Kind::Light] {
        let has =
            |fits: &dyn Fn(&Theme) -> bool| themes.iter().any(|one| one.kind == kind && fits(one));
        assert!(has(&|one| one.contrast == Contrast::High), "{kind:?}");
        assert!(has(&|one| one.vision == Vision::ColourBlind), "{kind:?}");
        assert!(has(&uses_only_the_palette), "{kind:?}");
    }
}

fn uses_only_the_palette(theme: &Theme) -> bool {
    let mut faces = Token::ALL.iter().map(|token| theme.face(*token));
    faces.all(|face| {
        let mut tints = [face.fg, face.bg].into_iter().flatten();
        tints.all(|tint| matches!(tint, Tint::Ansi(_) | Tint::Terminal))
    })
}

#[test]
fn focus_selection_and_what_was_found_are_seen_at_every_depth() {
    let pairs = [
        (Token::Selection, Token::Text),
        (Token::SelectionInactive, Token::Text),
        (Token::BorderFocus, Token::Border),
        (Token::TitleFocus, Token::Title),
        (Token::TabActive, Token::Tab),
        (Token::Match, Token::Text),
        (Token::MatchCurrent, Token::Match),
        (Token::BadgeAttention, Token::Badge),
        (Token::Good, Token::Bad),
        (Token::DiffAdded, Token::DiffRemoved),
        (Token::DiffAddedWord, Token::DiffAdded),
    ];
    for theme in all() {
        for depth in [Depth::True, Depth::Ansi256, Depth::Ansi16, Depth::None] {
            let fitted = theme.clone().fitted(depth);
            for (one, other) in pairs {
                let faces = (fitted.face(one), fitted.face(other));
                let names = (one.name(), other.name(), depth);
                assert_ne!(faces.0, faces.1, "{}: {names:?}", theme.name);
            }
        }
    }
}

#[test]
fn a_theme_says_what_it_is_in_words_that_fit_a_row() {
    for theme in all() {
        assert!(theme.about.len() <= 50, "{}: {}", theme.name, theme.about);
    }
}
