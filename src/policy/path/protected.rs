//! Names that other programs trust: who can write there decides what they run.

/// Folders; everything in them, and they themselves.
const FOLDERS: [(&str, &str); 34] = [
    (".git", "the repository's own files and hooks"),
    (".hg", "the repository's own files and hooks"),
    (".svn", "the repository's own files and hooks"),
    (".jj", "the repository's own files"),
    (".bzr", "the repository's own files and hooks"),
    (".vibecober", "our own policy"),
    (".husky", "hooks of the repository"),
    (".githooks", "hooks of the repository"),
    (".git-hooks", "hooks of the repository"),
    (".lefthook", "hooks of the repository"),
    (".vscode", "what an editor runs when it opens the folder"),
    (".idea", "what an editor runs when it opens the folder"),
    (".vs", "what an editor runs when it opens the folder"),
    (".zed", "what an editor runs when it opens the folder"),
    (".fleet", "what an editor runs when it opens the folder"),
    (".nova", "what an editor runs when it opens the folder"),
    (".vim", "what an editor runs when it starts"),
    (".nvim", "what an editor runs when it starts"),
    (".emacs.d", "what an editor runs when it starts"),
    (
        ".devcontainer",
        "what an editor runs when it opens the folder",
    ),
    (".claude", "what another agent runs"),
    (".codex", "what another agent runs"),
    (".cursor", "what another agent runs"),
    (".gemini", "what another agent runs"),
    (".windsurf", "what another agent runs"),
    (".circleci", "a CI definition"),
    (".buildkite", "a CI definition"),
    (".teamcity", "a CI definition"),
    (".woodpecker", "a CI definition"),
    (".gitlab", "a CI definition"),
    (".ssh", "keys and what a login runs"),
    (".gnupg", "keys"),
    (".aws", "credentials"),
    (".direnv", "what a shell runs when it enters the folder"),
];

/// A folder and one in it; everything in the inner one.
const NESTED: [(&str, &str, &str); 13] = [
    (".github", "workflows", "a CI definition"),
    (".github", "actions", "a CI definition"),
    (".gitea", "workflows", "a CI definition"),
    (".forgejo", "workflows", "a CI definition"),
    (".cargo", "config", "what cargo runs in place of a compiler"),
    (
        ".cargo",
        "config.toml",
        "what cargo runs in place of a compiler",
    ),
    (".mvn", "extensions.xml", "what a build loads"),
    (".mvn", "jvm.config", "what a build loads"),
    (".mvn", "maven.config", "what a build loads"),
    (".yarn", "releases", "what yarn runs"),
    (".yarn", "plugins", "what yarn runs"),
    (".config", "git", "what git runs"),
    (".config", "fish", "a start-up file"),
];

/// Files, wherever they lie.
const FILES: [(&str, &str); 91] = [
    (".gitmodules", "what git fetches and runs"),
    (".gitattributes", "what git runs on files"),
    (".gitconfig", "what git runs"),
    (".git-credentials", "credentials"),
    (".hgrc", "what a version control runs"),
    (
        "head",
        "a name by which git takes a folder for a repository",
    ),
    (".bashrc", "a start-up file"),
    (".bash_profile", "a start-up file"),
    (".bash_login", "a start-up file"),
    (".bash_logout", "a start-up file"),
    (".bash_aliases", "a start-up file"),
    (".profile", "a start-up file"),
    (".zshrc", "a start-up file"),
    (".zshenv", "a start-up file"),
    (".zprofile", "a start-up file"),
    (".zlogin", "a start-up file"),
    (".zlogout", "a start-up file"),
    (".kshrc", "a start-up file"),
    (".mkshrc", "a start-up file"),
    (".cshrc", "a start-up file"),
    (".tcshrc", "a start-up file"),
    (".login", "a start-up file"),
    (".logout", "a start-up file"),
    ("config.fish", "a start-up file"),
    (".inputrc", "a start-up file"),
    (".xinitrc", "a start-up file"),
    (".xprofile", "a start-up file"),
    (".xsession", "a start-up file"),
    (".tmux.conf", "a start-up file"),
    (".screenrc", "a start-up file"),
    (".envrc", "what a shell runs when it enters the folder"),
    (".autoenv", "what a shell runs when it enters the folder"),
    (
        ".autoenv.zsh",
        "what a shell runs when it enters the folder",
    ),
    ("mise.toml", "what a shell runs when it enters the folder"),
    (".mise.toml", "what a shell runs when it enters the folder"),
    (".vimrc", "what an editor runs when it starts"),
    ("_vimrc", "what an editor runs when it starts"),
    (".gvimrc", "what an editor runs when it starts"),
    (".exrc", "what an editor runs when it starts"),
    ("_exrc", "what an editor runs when it starts"),
    (".nvimrc", "what an editor runs when it starts"),
    (".nvim.lua", "what an editor runs when it starts"),
    (".lvimrc", "what an editor runs when it starts"),
    (".emacs", "what an editor runs when it starts"),
    (
        ".dir-locals.el",
        "what an editor runs when it opens the folder",
    ),
    (
        ".dir-locals-2.el",
        "what an editor runs when it opens the folder",
    ),
    (".nanorc", "what an editor runs when it starts"),
    (".gdbinit", "what a debugger runs when it starts"),
    (".lldbinit", "what a debugger runs when it starts"),
    (".pdbrc", "what a debugger runs when it starts"),
    (".irbrc", "what a shell of a language runs when it starts"),
    (".pryrc", "what a shell of a language runs when it starts"),
    (
        ".pythonrc",
        "what a shell of a language runs when it starts",
    ),
    (".rprofile", "what a language runs when it starts"),
    (".renviron", "what a language runs when it starts"),
    (".sqliterc", "what a database shell runs when it starts"),
    (".psqlrc", "what a database shell runs when it starts"),
    (".mylogin.cnf", "credentials"),
    (".my.cnf", "credentials"),
    (".pgpass", "credentials"),
    (".netrc", "credentials"),
    ("_netrc", "credentials"),
    (".npmrc", "what npm runs, and credentials"),
    (".yarnrc", "what yarn runs"),
    (".yarnrc.yml", "what yarn runs"),
    (".pnp.cjs", "what every run of node loads"),
    (".pnp.loader.mjs", "what every run of node loads"),
    (".pnpmfile.cjs", "what pnpm runs"),
    (".pypirc", "credentials"),
    ("pip.conf", "where packages come from"),
    (".condarc", "where packages come from"),
    (".gemrc", "where packages come from"),
    ("sitecustomize.py", "what every run of Python loads"),
    ("usercustomize.py", "what every run of Python loads"),
    (".pre-commit-config.yaml", "hooks of the repository"),
    (".pre-commit-config.yml", "hooks of the repository"),
    ("lefthook.yml", "hooks of the repository"),
    (".mcp.json", "what agents run"),
    ("mcp.json", "what agents run"),
    (".gitlab-ci.yml", "a CI definition"),
    (".gitlab-ci.yaml", "a CI definition"),
    (".travis.yml", "a CI definition"),
    (".drone.yml", "a CI definition"),
    (".cirrus.yml", "a CI definition"),
    (".woodpecker.yml", "a CI definition"),
    ("appveyor.yml", "a CI definition"),
    (".appveyor.yml", "a CI definition"),
    ("bitbucket-pipelines.yml", "a CI definition"),
    ("azure-pipelines.yml", "a CI definition"),
    ("azure-pipelines.yaml", "a CI definition"),
    ("jenkinsfile", "a CI definition"),
];

/// Ends of names.
const ENDS: [(&str, &str); 6] = [
    (".pth", "what every run of Python loads"),
    (
        ".code-workspace",
        "what an editor runs when it opens the folder",
    ),
    (
        ".sublime-project",
        "what an editor runs when it opens the folder",
    ),
    (".desktop", "what a desktop runs when it is opened"),
    (".envrc", "what a shell runs when it enters the folder"),
    (".jenkinsfile", "a CI definition"),
];

/// The paths that are protected in a workspace, relative to it: a sandbox keeps them read-only.
/// `*` stands before the end of any name.
pub fn protected_names() -> impl Iterator<Item = String> {
    let folders = FOLDERS.iter().map(|(name, _)| (*name).to_owned());
    let nested = NESTED
        .iter()
        .map(|(outer, inner, _)| format!("{outer}/{inner}"));
    let files = FILES.iter().map(|(name, _)| (*name).to_owned());
    // Outside of a place for packages, a `.pth` is the weights of a model.
    let ends = ENDS.iter().filter(|(end, _)| *end != ".pth");
    let ends = ends.map(|(end, _)| format!("*{end}"));
    folders.chain(nested).chain(files).chain(ends)
}

/// Why a path is protected, given its folded names; none where it is not.
pub(super) fn protected(names: &[String]) -> Option<&'static str> {
    let folder = names.iter().find_map(|name| of(&FOLDERS, name));
    let nested = || {
        names.windows(2).find_map(|pair| {
            let inside = NESTED.iter();
            let mut hits =
                inside.filter(|(outer, inner, _)| pair[0] == *outer && pair[1] == *inner);
            hits.next().map(|(_, _, why)| *why)
        })
    };
    let last = names.last()?;
    let file = || of(&FILES, last);
    let end = || {
        let mut ends = ENDS.iter().filter(|(end, _)| last.ends_with(end));
        ends.next().map(|(_, why)| *why)
    };
    folder
        .or_else(nested)
        .or_else(file)
        .or_else(end)
        .or_else(|| whole(names))
}

fn of(table: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    let found = table.iter().find(|(one, _)| *one == name);
    found.map(|(_, why)| *why)
}

/// A folder that holds a protected one, itself: to replace it replaces both.
fn whole(names: &[String]) -> Option<&'static str> {
    let last = names.last()?;
    let holds = NESTED.iter().find(|(outer, _, _)| outer == last);
    holds.map(|(_, _, why)| *why)
}
