//! What a theme file may say, and how it is told what it may not.

use std::path::Path;

use crate::config::theme::{Contrast, Face, Kind, Marks, Rgb, Shelf, Theme, Tint, Token, Vision};

const ROOTS: &str = "\
palette: {ink: \"#102030\", snow: \"#fff\"}
tokens:
  ui.background: snow on ink
  ui.text: snow
  ui.accent: cyan
  ui.border: snow
  ui.selection: on cyan
  ui.match: on cyan
  ui.badge.attention: ink on cyan
  state.good: green
  state.bad: red
  state.warn: yellow
  state.info: blue
  diff.added: green
  diff.removed: red
  diff.changed: blue
  syntax.string: green
  syntax.keyword: magenta
  syntax.function: blue
  syntax.type: cyan
  syntax.constant: yellow
";

fn parse(text: &str) -> Result<Theme, String> {
    let parsed = Theme::parse("mine", Path::new("/t/mine.yaml"), text);
    parsed.map_err(|error| error.to_string())
}

fn with(line: &str) -> Theme {
    parse(&format!("{ROOTS}{line}\n")).unwrap()
}

#[test]
fn the_roots_alone_make_a_theme_and_every_other_token_falls_back() {
    let theme = with("kind: light\ncontrast: high\nvision: colour-blind\nabout: mine");

    assert_eq!((theme.kind, theme.contrast), (Kind::Light, Contrast::High));
    assert_eq!(
        (theme.vision, theme.about.as_str()),
        (Vision::ColourBlind, "mine")
    );
    for token in Token::ALL {
        if let Some(parent) = token.parent() {
            assert_eq!(theme.face(*token), theme.face(parent), "{}", token.name());
        }
    }
}

#[test]
fn parents_stand_before_their_children_and_names_are_unique() {
    for (place, token) in Token::ALL.iter().enumerate() {
        assert_eq!(token.index(), place);
        assert!(token.parent().is_none_or(|parent| parent.index() < place));
        assert_eq!(Token::named(token.name()), Some(*token));
    }
}

#[test]
fn a_face_has_colours_and_marks_and_leaves_the_rest_open() {
    let ink = Tint::Rgb(Rgb {
        r: 0x10,
        g: 0x20,
        b: 0x30,
    });
    let snow = Tint::Rgb(Rgb {
        r: 255,
        g: 255,
        b: 255,
    });
    for (text, expected) in [
        ("ink", (Some(ink), None, Marks::NONE)),
        ("on ink", (None, Some(ink), Marks::NONE)),
        (
            "snow on ink bold italic",
            (Some(snow), Some(ink), Marks::BOLD | Marks::ITALIC),
        ),
        ("underline", (None, None, Marks::UNDERLINE)),
        ("none", (None, None, Marks::NONE)),
        ("terminal dim", (Some(Tint::Terminal), None, Marks::DIM)),
        ("\"#102030 on snow\"", (Some(ink), Some(snow), Marks::NONE)),
    ] {
        let (fg, bg, marks) = expected;
        let theme = with(&format!("  ui.title: {text}"));
        assert_eq!(theme.face(Token::Title), Face { fg, bg, marks }, "{text}");
    }
}

#[test]
fn a_set_token_takes_nothing_from_its_parent() {
    let theme = with("  ui.match.current: bold");
    let face = theme.face(Token::MatchCurrent);
    assert_eq!((face.fg, face.bg, face.marks), (None, None, Marks::BOLD));
}

#[test]
fn a_mistake_is_told_with_file_line_key_and_what_to_do() {
    let line = ROOTS.lines().count() + 1;
    for (text, problem) in [
        (
            "  ui.titel: snow",
            "tokens.ui.titel: there is no such token: did you mean 'ui.title'?",
        ),
        (
            "  zzz: snow",
            "tokens.zzz: there is no such token: look at a theme that is built in",
        ),
        (
            "  ui.title: snwo",
            "tokens.ui.title: 'snwo' is not in the palette: did you mean 'snow'?",
        ),
        (
            "  ui.title: puce",
            "tokens.ui.title: 'puce' is not in the palette: add it there",
        ),
        (
            "  ui.title: snow on",
            "tokens.ui.title: a colour must follow 'on'",
        ),
        (
            "  ui.title: snow ink",
            "tokens.ui.title: 'ink' is no mark: write bold, dim, italic, underline, reverse, strike",
        ),
        (
            "  ui.title: #fff",
            "tokens.ui.title: it has no value: a colour that begins with # stands in quotes",
        ),
        (
            "  ui.title: \"#ff\"",
            "tokens.ui.title: '#ff' is not a colour: write # and six hexadecimal digits",
        ),
        (
            "  ui.title: [snow]",
            "tokens.ui.title: it needs one value, not a list or a group",
        ),
        (
            "  ui.title: ''",
            "tokens.ui.title: it is empty: write a colour, or none",
        ),
        ("kind: dim", "kind: 'dim' is not one of dark, light"),
        (
            "author: me",
            "author: it is unknown: a theme has about, kind, contrast, vision, palette and tokens",
        ),
    ] {
        let error = parse(&format!("{ROOTS}{text}\n")).unwrap_err();
        assert_eq!(error, format!("/t/mine.yaml:{line}: {problem}"));
    }
}

#[test]
fn a_mistake_in_the_palette_is_told_too() {
    let palette = |colour: &str| parse(&ROOTS.replace("ink: \"#102030\"", colour)).unwrap_err();
    assert_eq!(
        palette("bold: \"#102030\""),
        "/t/mine.yaml:1: palette.bold: 'bold' has a meaning of its own: take another name"
    );
    assert_eq!(
        palette("ink: \"#10203g\""),
        "/t/mine.yaml:1: palette.ink: '#10203g' is not a colour: write # and six hexadecimal digits"
    );
}

#[test]
fn a_root_that_is_not_set_is_named() {
    let error = parse(&ROOTS.replace("  state.bad: red\n", "")).unwrap_err();
    assert_eq!(
        error,
        "/t/mine.yaml:1: state.bad is not set: add it under tokens"
    );
    let error = parse(&ROOTS.replace("snow on ink", "snow")).unwrap_err();
    assert!(
        error.contains("tokens.ui.background: it needs both colours"),
        "{error}"
    );
}

#[test]
fn a_persons_theme_comes_before_one_of_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = Shelf::with(folder.path());
    std::fs::write(folder.path().join("paper.yaml"), ROOTS).unwrap();
    std::fs::write(folder.path().join("mine.yaml"), "kind: dark\n").unwrap();
    std::fs::write(folder.path().join("notes.txt"), "no theme").unwrap();

    assert_eq!(shelf.load("paper").unwrap().kind, Kind::Dark);
    assert_eq!(
        shelf.load("harbor").unwrap(),
        Shelf::default().load("harbor").unwrap()
    );
    let listed = shelf.list();
    assert_eq!(listed.len(), Shelf::default().names().len() + 1);
    let broken: Vec<_> = listed.iter().filter(|one| one.theme.is_err()).collect();
    assert_eq!(broken.len(), 1);
    assert_eq!(broken[0].name, "mine");
}

#[test]
fn a_name_is_no_path() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("themes");
    std::fs::create_dir(&inner).unwrap();
    std::fs::write(folder.path().join("out.yaml"), ROOTS).unwrap();
    for name in ["../out", "", ".", "a/b", "x\0"] {
        assert!(Shelf::with(&inner).load(name).is_err(), "{name:?}");
    }
}
