//! Places of credentials: what is read there could be told to others.

/// Folders; everything in them.
const FOLDERS: [&str; 15] = [
    ".ssh",
    ".aws",
    ".azure",
    ".gnupg",
    ".kube",
    ".docker",
    ".password-store",
    ".gcloud",
    ".oci",
    ".terraform.d",
    "keyrings",
    ".mozilla",
    ".thunderbird",
    ".1password",
    ".vault-token",
];

/// A folder and one in it.
const NESTED: [(&str, &str); 13] = [
    (".config", "gcloud"),
    (".config", "gh"),
    (".config", "hub"),
    (".config", "op"),
    (".config", "vibecober"),
    (".config", "google-chrome"),
    (".config", "chromium"),
    (".config", "doctl"),
    (".config", "rclone"),
    (".cargo", "credentials"),
    (".cargo", "credentials.toml"),
    (".gem", "credentials"),
    ("vibecober", "vibecober.db"),
];

/// Files, wherever they lie.
const FILES: [&str; 42] = [
    ".env",
    ".netrc",
    "_netrc",
    ".pgpass",
    ".my.cnf",
    ".mylogin.cnf",
    ".npmrc",
    ".pypirc",
    ".boto",
    ".git-credentials",
    ".dockercfg",
    ".s3cfg",
    ".htpasswd",
    ".vault-token",
    ".yarnrc.yml",
    "id_rsa",
    "id_dsa",
    "id_ecdsa",
    "id_ed25519",
    "id_ed25519_sk",
    "id_ecdsa_sk",
    "shadow",
    "shadow-",
    "gshadow",
    "gshadow-",
    "sudoers",
    "master.passwd",
    "opasswd",
    "credentials",
    "credentials.json",
    "credentials.toml",
    "credentials.yaml",
    "credentials.yml",
    "secrets.json",
    "secrets.yaml",
    "secrets.yml",
    "secrets.toml",
    "service-account.json",
    ".bash_history",
    ".zsh_history",
    ".python_history",
    "kubeconfig",
];

/// Ends of names.
const ENDS: [&str; 11] = [
    ".pem",
    ".p12",
    ".pfx",
    ".keystore",
    ".jks",
    ".kdbx",
    ".ppk",
    ".tfstate",
    "_history",
    ".key",
    ".ovpn",
];

/// Names of `.env` files that hold no secrets: they are examples.
const EXAMPLES: [&str; 5] = [
    ".env.example",
    ".env.sample",
    ".env.template",
    ".env.dist",
    ".env.defaults",
];

/// True when the folded names lead to a place of credentials.
pub(super) fn is_secret(names: &[String]) -> bool {
    let Some(last) = names.last() else {
        return false;
    };
    let folder = names.iter().any(|name| FOLDERS.contains(&name.as_str()));
    let nested = names.windows(2).any(|pair| {
        let mut places = NESTED.iter();
        places.any(|(outer, inner)| pair[0] == *outer && pair[1] == *inner)
    });
    folder || nested || named(last)
}

/// True when an environment file may hold secrets.
fn is_env_file(name: &str) -> bool {
    let env = name.starts_with(".env.") || name.strip_suffix(".env").is_some();
    env && !EXAMPLES.contains(&name)
}

fn named(name: &str) -> bool {
    FILES.contains(&name) || is_env_file(name) || ENDS.iter().any(|end| name.ends_with(end))
}

/// True when a pattern of the shell could find the name of a secret in any folder.
///
/// A `*` does not find names that begin with a dot, so only what is written before it counts.
pub(super) fn could_find_secret(pattern: &str) -> bool {
    let glob = pattern.find(['*', '?', '[']).unwrap_or(pattern.len());
    let (head, tail) = pattern.split_at(glob);
    if tail.is_empty() {
        return false;
    }
    let end = tail.rfind(['*', '?', ']']).map_or("", |at| &tail[at + 1..]);
    let finds = |name: &str| {
        let hidden = name.starts_with('.') && head.is_empty();
        !hidden && name.starts_with(head) && name.ends_with(end)
    };
    let whole_star =
        head.is_empty() && (end.is_empty() || end.starts_with('.') && !is_secret_end(end));
    !whole_star && (FILES.iter().any(|name| finds(name)) || FOLDERS.iter().any(|name| finds(name)))
        || is_secret_end(end)
        || head.starts_with(".env") && !head.starts_with(".env.")
        || head == "."
}

fn is_secret_end(end: &str) -> bool {
    !end.is_empty() && (ENDS.contains(&end) || end == ".env")
}
