//! What terminals show, and themes reduced to it.

use crate::config::theme::{
    Ansi, Depth, Kind, Marks, Shelf, Theme, Tint, Token, Wanted, kind_of_terminal,
};

fn detect(variables: &[(&str, &str)]) -> Depth {
    Depth::detect(|name| {
        let found = variables.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    })
}

fn harbor(depth: Depth) -> Theme {
    Shelf::default().load("harbor").unwrap().fitted(depth)
}

const TRUECOLOR: (&str, &str) = ("COLORTERM", "truecolor");
const TMUX: (&str, &str) = ("TMUX", "/tmp/tmux-1/default,1,0");
const SCREEN: (&str, &str) = ("STY", "1.pts");
const XTERM: (&str, &str) = ("TERM", "xterm-256color");

#[test]
fn the_depth_is_what_the_terminal_is_called() {
    for (term, expected) in [
        ("", Depth::None),
        ("dumb", Depth::None),
        ("vt100", Depth::None),
        ("linux", Depth::Ansi16),
        ("xterm", Depth::Ansi16),
        ("xterm-256color", Depth::Ansi256),
        ("xterm-direct", Depth::True),
        ("xterm-kitty", Depth::True),
        ("alacritty", Depth::True),
    ] {
        assert_eq!(detect(&[("TERM", term)]), expected, "{term}");
    }
    assert_eq!(detect(&[]), Depth::None);
}

#[test]
fn variables_say_more_than_the_name() {
    for (variables, expected) in [
        (vec![XTERM, TRUECOLOR], Depth::True),
        (vec![XTERM, ("COLORTERM", "24bit")], Depth::True),
        (vec![XTERM, ("TERM_PROGRAM", "iTerm.app")], Depth::True),
        (
            vec![XTERM, ("TERM_PROGRAM", "Apple_Terminal")],
            Depth::Ansi256,
        ),
        (vec![XTERM, ("WT_SESSION", "1")], Depth::True),
        (vec![XTERM, TRUECOLOR, ("NO_COLOR", "1")], Depth::None),
        (vec![XTERM, TRUECOLOR, ("NO_COLOR", "")], Depth::True),
    ] {
        assert_eq!(detect(&variables), expected, "{variables:?}");
    }
}

#[test]
fn inside_tmux_and_screen_counts_what_they_pass_on() {
    for (variables, expected) in [
        (vec![("TERM", "tmux-256color"), TMUX], Depth::Ansi256),
        (
            vec![("TERM", "tmux-256color"), TMUX, TRUECOLOR],
            Depth::True,
        ),
        (
            vec![("TERM", "tmux-256color"), TMUX, ("WT_SESSION", "1")],
            Depth::Ansi256,
        ),
        (vec![("TERM", "screen"), TMUX], Depth::Ansi16),
        (
            vec![("TERM", "screen.xterm-256color"), SCREEN, TRUECOLOR],
            Depth::Ansi256,
        ),
        (vec![("TERM", "screen"), SCREEN, TRUECOLOR], Depth::Ansi16),
    ] {
        assert_eq!(detect(&variables), expected, "{variables:?}");
    }
}

#[test]
fn a_light_terminal_is_known_by_its_ground() {
    for (value, kind) in [
        (None, Kind::Dark),
        (Some("15;0"), Kind::Dark),
        (Some("0;15"), Kind::Light),
        (Some("0;default;15"), Kind::Light),
        (Some("12;8"), Kind::Dark),
        (Some("0;7"), Kind::Light),
        (Some("nonsense"), Kind::Dark),
    ] {
        assert_eq!(kind_of_terminal(value), kind, "{value:?}");
    }
}

#[test]
fn an_exact_colour_becomes_the_one_that_looks_most_like_it() {
    let red = "
about: x
palette: {a: \"#ff0000\", b: \"#5f87af\", c: \"#808080\", d: \"#000001\"}
tokens:
  ui.border: a
  ui.match: b on c
  ui.selection: on d
";
    let text = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/terminal-dark.yaml"),
    )
    .unwrap();
    let tokens = text.split_once("tokens:\n").unwrap().1;
    let kept = tokens.lines().filter(|line| {
        !["  ui.border:", "  ui.match:", "  ui.selection:"]
            .iter()
            .any(|key| line.starts_with(key))
    });
    let text = format!("{red}{}\n", kept.collect::<Vec<_>>().join("\n"));
    let theme = Theme::parse("x", std::path::Path::new("x.yaml"), &text).unwrap();

    let fitted = theme.clone().fitted(Depth::Ansi256);
    assert_eq!(fitted.face(Token::Border).fg, Some(Tint::Indexed(196)));
    assert_eq!(fitted.face(Token::Match).fg, Some(Tint::Indexed(67)));
    assert_eq!(fitted.face(Token::Match).bg, Some(Tint::Indexed(244)));

    let fitted = theme.fitted(Depth::Ansi16);
    let border = fitted.face(Token::Border).fg;
    assert_eq!(border, Some(Tint::Ansi(Ansi::BrightRed)));
    assert!(fitted.face(Token::Selection).marks.has(Marks::REVERSE));
}

#[test]
fn muted_grounds_keep_their_hue_among_256_colours() {
    for (token, expected) in [
        (Token::DiffAdded, 22),
        (Token::DiffRemoved, 52),
        (Token::DiffChanged, 18),
        (Token::Selection, 23),
    ] {
        let bg = harbor(Depth::Ansi256).face(token).bg;
        assert_eq!(bg, Some(Tint::Indexed(expected)), "{}", token.name());
    }
}

#[test]
fn no_text_takes_the_colour_of_its_ground() {
    for name in Shelf::default().names() {
        for depth in [Depth::Ansi16, Depth::Ansi256] {
            let theme = Shelf::default().load(&name).unwrap().fitted(depth);
            let ground = theme.face(Token::Background);
            for token in Token::ALL {
                let face = theme.face(*token);
                let bg = face.bg.or(ground.bg);
                let is_blind = face.fg.is_some() && face.fg == bg && bg != Some(Tint::Terminal);
                assert!(!is_blind, "{name} {depth:?} {}", token.name());
            }
        }
    }
}

#[test]
fn a_broken_theme_of_the_person_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("harbor.yaml"), "tokens: {ui.text: }\n").unwrap();
    let chosen = Shelf::with(folder.path()).choose(Wanted {
        name: None,
        kind: Kind::Dark,
        depth: Depth::True,
    });
    assert_eq!(chosen.theme, harbor(Depth::True));
    let problem = chosen.problem.unwrap().to_string();
    assert!(
        problem.contains("harbor.yaml:1: tokens.ui.text: it has no value"),
        "{problem}"
    );
}
