//! Mistakes of somebody in a hurry: each is answered in one line that says what was meant.

use super::bench::Bench;

const REMOVE: &str = r#"
replies:
  - text: I clean up.
    tools: [{name: shell, input: {command: "rm -rf build"}}]
  - text: Cleaned.
"#;

#[test]
fn the_id_of_a_session_in_place_of_that_of_its_question_is_told_apart() {
    let bench = Bench::new(&[("build/x", "x")]);
    bench.run(REMOVE, &["clean"]);
    let asked = bench.waiting();
    let id = &asked[0]["id"].as_str().unwrap()[..8];
    let session = &asked[0]["run"].as_str().unwrap()[..8];
    for verb in ["show", "accept", "deny"] {
        bench
            .home
            .run(["approve", verb, session])
            .refuses(2, &["is a run, not an approval", &format!("it asks {id}")]);
    }
    let told = bench.run(REMOVE, &["--resume", id]);
    let meant = format!("vibecober exec --resume {session}");
    assert_eq!(told.code, 2);
    assert!(told.err.contains(&meant), "{}", told.err);

    // A no without a reason claims none.
    let told = bench.home.run(["deny", id]);
    assert!(told.out.contains("is told"), "{}", told.out);
    assert!(!told.out.contains("with your reason"), "{}", told.out);
    bench
        .home
        .run(["approve", "show", session])
        .refuses(2, &["it asks nothing"]);
}

#[test]
fn a_limit_of_nothing_and_a_folder_in_place_of_a_script_are_refused() {
    let bench = Bench::new(&[("build/x", "x")]);
    for limit in [
        "--max-steps=0",
        "--max-tokens=0",
        "--max-time=0",
        "--check-attempts=0",
    ] {
        let told = bench.run(REMOVE, &["clean", "--check", "true", limit]);
        assert_eq!(told.code, 2, "{limit}: {}", told.err);
    }
    assert!(bench.waiting().is_empty());
    bench
        .home
        .run(["exec", "clean", "--replay", "."])
        .refuses(2, &["name the script itself"]);
}
