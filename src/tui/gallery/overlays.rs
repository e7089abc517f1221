//! Scenes of what lies above: palette, files, search, themes, help.

use std::path::Path;
use std::sync::Arc;

use super::editor::source;
use super::projects::furnished;
use super::show::show;
use crate::tui::overlay::{Msg, files, search, themes};
use crate::workspace::find::{Counts, Found as Told, Hit, Row};

#[test]
fn the_palette() {
    show("palette", |stage| {
        source(stage);
        stage.press("f2");
        stage.write("file");
    });
}

#[test]
fn the_keys_of_the_editor() {
    show("help", |stage| {
        source(stage);
        stage.press("f1");
    });
}

#[test]
fn half_a_chord() {
    show("chord", |stage| {
        source(stage);
        stage.press("ctrl-g");
    });
}

#[test]
fn files_by_name() {
    show("files", |stage| {
        source(stage);
        stage.press("ctrl-p");
        stage.write("sho");
        let row = |(path, matched): (&str, &[u32])| Row {
            path: path.into(),
            matched: matched.to_vec(),
        };
        let rows = [
            ("src/shop/mod.rs", &[4, 5, 6][..]),
            ("src/shop/stock.rs", &[4, 5, 6]),
            (
                "docs/images/how-the-shop-looks-when-it-is-open-on-a-large-screen.md",
                &[20, 21, 22],
            ),
        ];
        let found = files::Found {
            counts: Counts {
                matching: 3,
                files: 1_204,
                walking: false,
                capped: false,
            },
            answered: Some("sho".to_owned()),
            first: 0,
            rows: rows.map(row).into(),
        };
        stage.tell(Msg::Files(found));
    });
}

#[test]
fn a_search_in_all_files() {
    show("search", |stage| {
        source(stage);
        stage.press("ctrl-g /");
        stage.write("cart");
        let hit = |path: &str, line, text: &str| {
            let at = text.find("cart").unwrap();
            Hit {
                path: Arc::from(Path::new(path)),
                line,
                column: at,
                text: text.to_owned(),
                ranges: std::iter::once(at..at + 4).collect(),
            }
        };
        let hits = vec![
            hit("src/cart.rs", 1, "//! What lies in the cart of a customer."),
            hit(
                "src/cart.rs",
                13,
                "    /// Puts `count` pieces of an article into the cart; an article that is there already gets so many more of them.",
            ),
            hit("src/main.rs", 104, "    let cart = shop::cart();"),
        ];
        for told in [
            Told::Hits(hits),
            Told::End {
                hits: 3,
                files: 27,
                capped: false,
            },
        ] {
            let found = search::Found {
                number: 100_000_004,
                told: Ok(told),
            };
            stage.tell(Msg::Search(found));
        }
    });
}

#[test]
fn the_themes() {
    show("themes", |stage| {
        source(stage);
        stage.press("ctrl-g t");
        let row = |(name, about): (&str, &str)| themes::Row {
            name: name.to_owned(),
            about: about.to_owned(),
            usable: !about.contains("line"),
        };
        let rows = [
            ("contrast-dark", "dark"),
            ("harbor", "dark"),
            ("mine", "yours: line 3: there is no token 'heder'"),
            ("paper", "light"),
        ];
        let rows = rows.map(row).into();
        stage.tell(Msg::Themes(themes::Found::List(rows, "harbor".to_owned())));
    });
}

#[test]
fn the_palette_finds_nothing() {
    show("palette-none", |stage| {
        furnished(stage);
        stage.press("f2");
        stage.write("zzz");
    });
}
