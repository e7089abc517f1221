//! Contrast and distance, against figures that are known.

use std::path::Path;

use crate::config::theme::{Finding, Limit, Rgb, Theme, Tint, Token, contrast};

const OKABE: &str = include_str!("../../../../themes/okabe-dark.yaml");

fn rgb(text: &str) -> Rgb {
    match text.parse().unwrap() {
        Tint::Rgb(rgb) => rgb,
        Tint::Terminal | Tint::Ansi(_) | Tint::Indexed(_) => unreachable!("{text}"),
    }
}

/// What is found in the theme for colour-blind eyes with a line of its own changed.
fn changed(from: &str, to: &str) -> Vec<Finding> {
    assert!(OKABE.contains(from), "{from}");
    let theme = Theme::parse("x", Path::new("x.yaml"), &OKABE.replace(from, to));
    theme.unwrap().audit()
}

#[test]
fn contrast_is_that_of_the_standard() {
    for (one, other, expected) in [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.478),
        ("#767676", "#ffffff", 4.542),
        ("#ff0000", "#ffffff", 3.998),
        ("#123456", "#123456", 1.0),
    ] {
        let found = contrast(rgb(one), rgb(other));
        assert!((found - expected).abs() < 0.001, "{one} {other}: {found}");
        assert!((found - contrast(rgb(other), rgb(one))).abs() < f64::EPSILON);
    }
}

#[test]
fn a_comment_too_faint_to_read_is_found() {
    let found = changed(
        "syntax.comment: muted italic",
        "syntax.comment: line italic",
    );

    assert!(!found.is_empty());
    assert!(
        found
            .iter()
            .all(|one| one.token == Token::Comment && one.limit == Limit::Text)
    );
    let first = found[0].to_string();
    assert!(first.starts_with("syntax.comment: contrast "), "{first}");
    assert!(first.ends_with(", needs 4.5"), "{first}");
}

#[test]
fn a_border_and_a_selection_that_cannot_be_seen_are_found() {
    let border = changed("ui.border: line", "ui.border: guide");
    assert!(
        border
            .iter()
            .any(|one| (one.token, one.limit) == (Token::Border, Limit::Part))
    );

    let selection = changed("ui.selection: on chosen", "ui.selection: on surface");
    assert!(
        selection
            .iter()
            .any(|one| (one.token, one.limit) == (Token::Selection, Limit::Ground))
    );
}

#[test]
fn red_and_green_are_no_states_for_colour_blind_eyes() {
    let path = Path::new("x.yaml");
    let text = OKABE.replace("state.good: sky", "state.good: moss");
    let text = text.replace("state.bad: vermilion", "state.bad: rust");
    let text = text.replace(
        "palette:\n",
        "palette:\n  moss: \"#8a9a3a\"\n  rust: \"#c87a3a\"\n",
    );
    let found = Theme::parse("x", path, &text).unwrap().audit();

    let pair = found
        .iter()
        .find(|one| (one.token, one.against) == (Token::Good, Token::Bad));
    let pair = pair.unwrap();
    assert!(matches!(pair.limit, Limit::Eyes(_)), "{pair}");
    assert!(pair.found < pair.needed);
}
