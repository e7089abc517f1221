//! `themes`: which there are, and whether one of the person's own can be read.

use super::home::Home;

const HARBOR: &str = include_str!("../../../themes/harbor.yaml");

#[test]
fn own_themes_are_listed_beside_those_of_the_program() {
    let home = Home::new();
    std::fs::create_dir_all(home.config("themes")).unwrap();
    std::fs::write(home.config("themes/mine.yaml"), HARBOR).unwrap();
    std::fs::write(home.config("themes/broken.yaml"), "kind: dim\n").unwrap();

    let listed = home.json(["themes", "list"]);
    let themes = listed["themes"].as_array().unwrap();
    let named = |name: &str| themes.iter().find(|one| one["name"] == name).unwrap();
    assert!(themes.len() >= 11, "{}", themes.len());
    assert_eq!(named("harbor")["from"], "built_in");
    assert_eq!(named("mine")["from"], "person");
    assert_eq!(named("paper")["kind"], "light");
    let problem = named("broken")["problem"].as_str().unwrap();
    assert!(problem.ends_with("broken.yaml:1: kind: 'dim' is not one of dark, light"));

    let shown = home.run(["themes", "list"]);
    assert_eq!(shown.code, 0);
    assert!(shown.out.contains("harbor") && shown.out.contains("built in"));
    assert!(!shown.out.contains('\x1b'), "colours in a pipe");
}

#[test]
fn a_theme_is_checked_by_its_exit_code() {
    let home = Home::new();
    std::fs::write(home.at("good.yaml"), HARBOR).unwrap();
    let faint = HARBOR.replace("ui.text.muted: muted", "ui.text.muted: line");
    std::fs::write(home.at("faint.yaml"), faint).unwrap();
    let wrong = HARBOR.replace("ui.text.muted: muted", "ui.text.muted: mutde");
    std::fs::write(home.at("wrong.yaml"), &wrong).unwrap();

    let good = home.run(["themes", "check", "good.yaml"]);
    assert_eq!((good.code, good.err.as_str()), (0, ""), "{}", good.out);

    let faint = home.run(["themes", "check", "faint.yaml"]);
    assert_eq!(faint.code, 1);
    assert!(
        faint.out.contains("ui.text.muted: contrast "),
        "{}",
        faint.out
    );
    let faint = home.run(["themes", "check", "faint.yaml", "--json"]);
    let answer: serde_json::Value = serde_json::from_str(&faint.out).unwrap();
    assert_eq!((faint.code, &answer["exit_code"]), (1, &1.into()));
    assert_eq!(answer["findings"][0]["needed"], 4.5);

    let refused = home.run(["themes", "check", "wrong.yaml"]);
    let line = 1 + wrong
        .lines()
        .position(|line| line.contains("mutde"))
        .unwrap();
    let place = format!("wrong.yaml:{line}: tokens.ui.text.muted: 'mutde' is not in the palette");
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains(&place), "{}", refused.err);

    let missing = home.run(["themes", "check", "missing.yaml"]);
    assert_eq!(missing.code, 2);
    assert!(
        missing.err.contains("missing.yaml cannot be read"),
        "{}",
        missing.err
    );
}
