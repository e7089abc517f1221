//! What the name of a file says about its language.

use std::path::Path;

/// How a line is made a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comment {
    /// By a token before it.
    Line(&'static str),
    /// By a token on either side.
    Block(&'static str, &'static str),
}

/// What is known of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    /// The name shown to a person.
    pub name: &'static str,
    /// How its lines are made comments, if it has comments.
    pub comment: Option<Comment>,
    /// Whether a line that ends in `:` opens a block.
    pub colon_opens: bool,
}

const SLASHES: Option<Comment> = Some(Comment::Line("//"));
const HASH: Option<Comment> = Some(Comment::Line("#"));
const DASHES: Option<Comment> = Some(Comment::Line("--"));
const ANGLES: Option<Comment> = Some(Comment::Block("<!--", "-->"));
const STARS: Option<Comment> = Some(Comment::Block("/*", "*/"));

/// Extensions or whole names (in lower case), the language, how it comments.
const LANGUAGES: [(&[&str], &str, Option<Comment>); 36] = [
    (&["rs"], "Rust", SLASHES),
    (&["py", "pyi", "pyw"], "Python", HASH),
    (&["js", "mjs", "cjs", "jsx"], "JavaScript", SLASHES),
    (&["ts", "mts", "cts", "tsx"], "TypeScript", SLASHES),
    (&["go"], "Go", SLASHES),
    (&["java"], "Java", SLASHES),
    (&["kt", "kts"], "Kotlin", SLASHES),
    (&["c", "h"], "C", SLASHES),
    (&["cc", "cpp", "cxx", "hh", "hpp"], "C++", SLASHES),
    (&["cs"], "C#", SLASHES),
    (&["swift"], "Swift", SLASHES),
    (&["scala"], "Scala", SLASHES),
    (&["dart"], "Dart", SLASHES),
    (&["php"], "PHP", SLASHES),
    (&["zig"], "Zig", SLASHES),
    (&["proto"], "Protocol Buffers", SLASHES),
    (&["jsonc", "json5"], "JSON with comments", SLASHES),
    (&["rb", "rakefile", "gemfile"], "Ruby", HASH),
    (
        &["sh", "bash", "zsh", "fish", "bashrc", "profile"],
        "Shell",
        HASH,
    ),
    (&["yml", "yaml"], "YAML", HASH),
    (&["toml", "cargo.lock", "uv.lock"], "TOML", HASH),
    (
        &["ini", "cfg", "conf", "env", "properties", "editorconfig"],
        "Configuration",
        HASH,
    ),
    (&["makefile", "mk"], "Makefile", HASH),
    (&["dockerfile", "containerfile"], "Dockerfile", HASH),
    (
        &[
            "gitignore",
            "dockerignore",
            "gitattributes",
            "requirements.txt",
        ],
        "List",
        HASH,
    ),
    (&["tf", "hcl"], "Terraform", HASH),
    (&["ex", "exs"], "Elixir", HASH),
    (&["r", "jl", "pl", "nix"], "Script", HASH),
    (&["sql"], "SQL", DASHES),
    (&["lua"], "Lua", DASHES),
    (&["hs"], "Haskell", DASHES),
    (
        &["html", "htm", "xml", "svg", "vue", "svelte", "jinja", "j2"],
        "HTML",
        ANGLES,
    ),
    (&["md", "markdown"], "Markdown", ANGLES),
    (&["css", "scss", "less"], "CSS", STARS),
    (&["json", "webmanifest"], "JSON", None),
    (&["tex"], "LaTeX", Some(Comment::Line("%"))),
];

/// The language of a file, by its name.
pub fn language_of(path: &Path) -> Language {
    let plain = Language {
        name: "Text",
        comment: None,
        colon_opens: false,
    };
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return plain;
    };
    let name = name.to_lowercase();
    let extension = name.rsplit('.').next().unwrap_or(&name);
    let known = LANGUAGES
        .iter()
        .find(|(keys, _, _)| keys.contains(&name.as_str()))
        .or_else(|| {
            LANGUAGES
                .iter()
                .find(|(keys, _, _)| keys.contains(&extension))
        });
    known.map_or(plain, |(_, name, comment)| Language {
        name,
        comment: *comment,
        colon_opens: matches!(*name, "Python" | "YAML"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_or_its_ending_tells_the_language() {
        let name = |path: &str| language_of(Path::new(path)).name;
        assert_eq!(name("src/main.RS"), "Rust");
        assert_eq!(name("Makefile"), "Makefile");
        assert_eq!(name(".gitignore"), "List");
        assert_eq!(name("requirements.txt"), "List");
        assert_eq!(name("notes"), "Text");
    }
}
