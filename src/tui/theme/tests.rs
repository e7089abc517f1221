use std::collections::BTreeMap;
use std::path::PathBuf;

use ratatui::style::{Color, Modifier};

use super::{Depth, Kind, Shelf, Theme, Token};
use crate::config::{Config, Flags, Places, SourceFile, Sources};

fn theme(name: &str, depth: Depth) -> Theme {
    Theme::new(Shelf::default().load(name).unwrap(), depth)
}

/// The theme that a configuration and an environment begin with, and what is wrong with the wanted one.
fn first(config: &str, environment: &[(&str, &str)]) -> (Theme, Option<String>) {
    let file = |text: Option<&str>| SourceFile {
        path: PathBuf::from("/home/ada/.config/vibecober/config.yaml"),
        text: Ok(text.map(str::to_owned)),
    };
    let sources = Sources {
        places: Places {
            workspace: "/work".into(),
            current: "/work".into(),
            home: Some("/home/ada".into()),
            state: Some("/home/ada/.local/state".into()),
        },
        user: file(Some(config)),
        workspace: file(None),
        dot_env: file(None),
        environment: BTreeMap::new(),
        flags: Flags::new(),
    };
    let screen = Config::resolve(&sources).unwrap().screen;
    let (theme, problem) = Theme::first(&screen, &Shelf::default(), |name| {
        let found = environment.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    });
    (theme, problem.map(|problem| problem.to_string()))
}

#[test]
fn a_token_is_looked_up_as_the_file_has_it() {
    let theme = theme("harbor", Depth::True);
    let comment = theme.style(Token::Comment);

    assert!(matches!(comment.fg, Some(Color::Rgb(..))));
    assert!(comment.add_modifier.contains(Modifier::ITALIC));
    assert_eq!(comment.bg, None);
    assert_eq!((theme.name(), theme.kind()), ("harbor", Kind::Dark));
}

#[test]
fn a_keyword_on_a_selected_line_keeps_the_ground_of_the_selection() {
    let theme = theme("paper", Depth::True);
    let selection = theme.style(Token::Selection);

    let both = selection.patch(theme.style(Token::Keyword));

    assert_eq!(both.bg, selection.bg);
    assert_eq!(both.fg, theme.style(Token::Keyword).fg);
}

#[test]
fn without_colours_marks_show_focus_and_selection() {
    for name in Shelf::default().names() {
        let theme = theme(&name, Depth::None);
        for token in Token::ALL {
            let style = theme.style(*token);
            assert_eq!(
                (style.fg, style.bg),
                (None, None),
                "{name} {}",
                token.name()
            );
        }
        let marks = |token| theme.style(token).add_modifier;
        assert!(
            marks(Token::Selection).contains(Modifier::REVERSED),
            "{name}"
        );
        assert!(marks(Token::BorderFocus).contains(Modifier::BOLD), "{name}");
        assert_ne!(marks(Token::Border), marks(Token::BorderFocus), "{name}");
        assert_ne!(marks(Token::Tab), marks(Token::TabActive), "{name}");
    }
}

#[test]
fn sixteen_colours_are_the_terminals_own() {
    for name in Shelf::default().names() {
        let theme = theme(&name, Depth::Ansi16);
        for token in Token::ALL {
            let style = theme.style(*token);
            for color in [style.fg, style.bg].into_iter().flatten() {
                let is_own = !matches!(color, Color::Rgb(..) | Color::Indexed(_));
                assert!(is_own, "{name} {}", token.name());
            }
        }
    }
}

#[test]
fn the_first_theme_fits_the_terminal() {
    let truecolor = ("COLORTERM", "truecolor");
    for (config, environment, expected) in [
        ("", vec![truecolor], ("harbor", Depth::True)),
        (
            "",
            vec![truecolor, ("COLORFGBG", "0;15")],
            ("paper", Depth::True),
        ),
        (
            "ui: {background: light}",
            vec![truecolor],
            ("paper", Depth::True),
        ),
        (
            "",
            vec![("TERM", "xterm")],
            ("terminal-dark", Depth::Ansi16),
        ),
        (
            "ui: {theme: dusk}",
            vec![("TERM", "xterm-256color")],
            ("dusk", Depth::Ansi256),
        ),
        (
            "color: never",
            vec![truecolor],
            ("terminal-dark", Depth::None),
        ),
        (
            "color: always",
            vec![truecolor, ("NO_COLOR", "1")],
            ("harbor", Depth::True),
        ),
    ] {
        let (theme, problem) = first(config, &environment);
        assert_eq!(
            (theme.name(), theme.depth()),
            expected,
            "{config} {environment:?}"
        );
        assert_eq!(problem, None);
    }
}

#[test]
fn a_theme_that_is_not_there_is_said_and_the_usual_one_taken() {
    let (theme, problem) = first("ui: {theme: harbour}", &[("COLORTERM", "truecolor")]);

    assert_eq!(theme.name(), "harbor");
    let problem = problem.unwrap();
    assert_eq!(
        problem,
        "there is no theme 'harbour': did you mean 'harbor'?"
    );
}
