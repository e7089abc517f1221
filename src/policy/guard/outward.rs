//! What is published or taken away at the other side, and cannot be called back.

use super::argv::Loss;

const PUBLISHED: &str = "what is published cannot be called back";
const AWAY: &str = "it removes what is kept elsewhere";

/// What they would publish or remove.
pub(super) fn loss(name: &str, argv: &[&str]) -> Option<Loss> {
    let given = argv.get(1..).unwrap_or_default();
    let verbs: &[&str] = match name {
        "curl" | "wget" | "http" | "https" | "xh" | "httpie" => return request(name, given),
        "npm" | "pnpm" | "bun" => &["publish", "unpublish", "deprecate"],
        "yarn" => &["publish"],
        "cargo" => &["publish", "yank"],
        "uv" | "poetry" | "flit" | "hatch" | "pdm" | "maturin" => &["publish", "upload"],
        "twine" | "python" | "python3" => &["upload"],
        "gem" => &["push", "yank"],
        "mvn" | "sbt" => &["deploy", "publish"],
        "gradle" | "gradlew" | "lerna" | "vsce" | "ovsx" | "changeset" | "jsr" => {
            &["publish", "unpublish"]
        }
        "dotnet" | "nuget" => &["push", "delete"],
        "mix" => &["hex.publish"],
        "docker" | "podman" | "nerdctl" | "buildah" => &["push"],
        "goreleaser" | "semantic-release" => &["release"],
        _ => return None,
    };
    if given
        .iter()
        .any(|word| matches!(*word, "--dry-run" | "-n" | "--list" | "--help"))
    {
        return None;
    }
    if name.starts_with("python") && !given.starts_with(&["-m", "twine"]) {
        return None;
    }
    if name == "cargo" && given.starts_with(&["owner"]) {
        let at = given
            .iter()
            .position(|word| matches!(*word, "--remove" | "-r"))?;
        return Some(Loss::by_command(AWAY, at + 1));
    }
    // What a script of that name does is the workspace's own affair.
    if given
        .iter()
        .any(|word| matches!(*word, "run" | "run-script" | "exec"))
    {
        return None;
    }
    let at = given.iter().position(|word| verbs.contains(word))?;
    Some(Loss::by_command(PUBLISHED, at + 1))
}

/// A request that deletes.
fn request(name: &str, given: &[&str]) -> Option<Loss> {
    let deletes = |word: &str| word.eq_ignore_ascii_case("delete");
    let at = given.iter().enumerate().position(|(at, word)| {
        let next = given.get(at + 1).copied().unwrap_or_default();
        let value = word.split_once('=').map_or("", |(_, value)| value);
        let asks = matches!(*word, "-X" | "--request" | "--method");
        asks && deletes(next)
            || word.strip_prefix("-X").is_some_and(deletes)
            || word.starts_with("--request=") && deletes(value)
            || word.starts_with("--method=") && deletes(value)
            || !matches!(name, "curl" | "wget") && deletes(word)
    })?;
    let loss = if given.iter().any(|word| word.contains(":9200")) {
        Loss::of_data(AWAY, at + 1)
    } else {
        Loss::by_command(AWAY, at + 1)
    };
    Some(loss)
}
