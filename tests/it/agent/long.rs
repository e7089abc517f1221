//! Changes too long to be shown: accepted whole only by whoever says so.

use super::bench::Bench;

/// A file of `lines` lines, each of them changed by the script.
fn asked(lines: usize) -> (Bench, String, String) {
    let text = |word: &str| {
        (0..lines).fold(String::new(), |all, at| {
            format!("{all}{word} {at} {}\n", "x".repeat(90))
        })
    };
    let bench = Bench::new(&[(".envrc", &text("old"))]);
    let new = text("new");
    let replies = format!(
        "replies:\n  - tools: [{{name: read, input: {{path: .envrc}}}}]\n  - tools: [{{name: write, input: {{path: .envrc, content: {}}}}}]\n",
        serde_json::to_string(&new).unwrap()
    );
    let told = bench.run(&replies, &["change it"]);
    assert_eq!(told.code, 3, "{}", told.err);
    let id = bench.asked();
    (bench, id, new)
}

#[test]
fn a_long_diff_is_kept_and_shown_whole() {
    let (bench, id, _) = asked(3_000);
    let shown = bench.json(&["approve", "show", &id, "--file", ".envrc"]);
    assert_eq!(shown["file"]["hidden"], 0);
    let diff = shown["file"]["diff"].as_str().unwrap();
    assert!(diff.contains("+new 2999 "), "{}", diff.len());
    assert_eq!(bench.home.run(["approve", "accept", &id]).code, 0);
}

#[test]
fn what_is_not_shown_is_accepted_only_by_whoever_says_so() {
    let (bench, id, new) = asked(8_000);
    let shown = bench.json(&["approve", "show", &id, "--file", ".envrc"]);
    let hidden = shown["file"]["hidden"].as_u64().unwrap();
    let diff = shown["file"]["diff"].as_str().unwrap();
    assert!(
        diff.len() <= 1 << 20 && diff.len() > 1_000_000,
        "{}",
        diff.len()
    );
    // Every line is either shown or counted.
    let lines = diff
        .lines()
        .filter(|line| !line.starts_with("--- ") && !line.starts_with("+++ "));
    assert_eq!(lines.count() as u64 + hidden, 16_001);
    let said = format!("{hidden} lines");
    bench
        .home
        .run(["approve", "accept", &id])
        .refuses(2, &[&said, "--whole"]);
    assert!(bench.home.run(["approve", "show", &id]).out.contains(&said));
    assert_eq!(
        bench.home.run(["approve", "accept", &id, "--whole"]).code,
        0
    );
    let session = bench.session()["id"].as_str().unwrap().to_owned();
    let done = bench.run("replies: [{text: Ok.}]\n", &["--resume", &session]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(bench.text(".envrc"), new);
}
