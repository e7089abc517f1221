//! Which variables of our environment a command sees.

use std::ffi::{OsStr, OsString};

/// Parts of names that are secrets, or lead to some.
const PARTS: [&str; 16] = [
    "KEY",
    "TOKEN",
    "SECRET",
    "PASSWORD",
    "PASSWD",
    "PASSPHRASE",
    "PWD_",
    "_PWD",
    "CREDENTIAL",
    "AUTH",
    "PRIVATE",
    "COOKIE",
    "ASKPASS",
    "DATABASE_URL",
    "_DSN",
    "WEBHOOK",
];

/// Beginnings of names: accounts, agents, our own settings, and what runs code in a shell.
const BEGINNINGS: [&str; 32] = [
    "AWS_",
    "AZURE_",
    "ARM_",
    "GOOGLE_",
    "GCP_",
    "GCLOUD_",
    "CLOUDSDK_",
    "DIGITALOCEAN_",
    "HEROKU_",
    "VAULT_",
    "OP_",
    "DOCKER_",
    "KUBE",
    "GITHUB_",
    "GH_",
    "GITLAB_",
    "CI_JOB_",
    "ANTHROPIC_",
    "OPENAI_",
    "NIM_",
    "HF_",
    "VIBECOBER_",
    "VIBECODER_",
    "DBUS_",
    "SSH_",
    "GPG_",
    "GNOME_KEYRING",
    "TMUX",
    "BASH_FUNC_",
    "LD_AUDIT",
    "LD_PRELOAD",
    "SUDO_",
];

/// Whole names.
const WHOLE: [&str; 11] = [
    "ENV",
    "BASH_ENV",
    "PROMPT_COMMAND",
    "PGPASSFILE",
    "XDG_RUNTIME_DIR",
    "XAUTHORITY",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "STY",
    "OLDPWD",
    "NETRC",
];

/// Beginnings of values that are secrets under any name.
const VALUES: [&str; 12] = [
    "sk-",
    "ghp_",
    "gho_",
    "ghs_",
    "github_pat_",
    "glpat-",
    "xoxb-",
    "xoxp-",
    "AKIA",
    "hf_",
    "npm_",
    "-----BEGIN ",
];

/// What commands are told so that none waits for a person.
const ADDED: [(&str, &str); 4] = [
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_PAGER", "cat"),
    ("PAGER", "cat"),
    ("DEBIAN_FRONTEND", "noninteractive"),
];

/// The environment without secrets, without what leads to them (sockets of agents and buses), and
/// without what makes a shell run more than its command.
pub fn scrub(env: impl IntoIterator<Item = (OsString, OsString)>) -> Vec<(OsString, OsString)> {
    let mut kept: Vec<_> = env
        .into_iter()
        .filter(|(name, value)| !is_secret(name, value))
        .filter(|(name, _)| ADDED.iter().all(|(added, _)| name != added))
        .collect();
    kept.extend(ADDED.map(|(name, value)| (name.into(), value.into())));
    kept
}

fn is_secret(name: &OsStr, value: &OsStr) -> bool {
    let name = name.to_string_lossy().to_ascii_uppercase();
    let value = value.to_string_lossy();
    WHOLE.contains(&name.as_str())
        || PARTS.iter().any(|part| name.contains(part))
        || BEGINNINGS.iter().any(|start| name.starts_with(start))
        || VALUES.iter().any(|start| value.starts_with(start))
        || has_login(&value)
}

/// Whether a URL in it names a person and a password.
fn has_login(value: &str) -> bool {
    value.match_indices("://").any(|(at, mark)| {
        let rest = value.get(at + mark.len()..).unwrap_or_default();
        let host = rest.split(['/', '?', '#', ' ']).next().unwrap_or_default();
        host.rsplit_once('@')
            .is_some_and(|(login, _)| login.contains(':'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(name: &str, value: &str) -> bool {
        scrub([(name.into(), value.into())])
            .iter()
            .any(|(kept, _)| kept == name)
    }

    #[test]
    fn secrets_are_left_out_by_name_and_by_value() {
        for name in [
            "ANTHROPIC_API_KEY",
            "aws_session_token",
            "AWS_PROFILE",
            "DATABASE_URL",
            "TEST_DATABASE_URL",
            "SSH_AUTH_SOCK",
            "DBUS_SESSION_BUS_ADDRESS",
            "XDG_RUNTIME_DIR",
            "VIBECOBER_MODEL",
            "JWT_SECRET_KEY",
            "MYSQL_PWD",
            "BASH_ENV",
            "BASH_FUNC_ls%%",
            "DOCKER_HOST",
            "SENTRY_DSN",
        ] {
            assert!(!kept(name, "x"), "{name} is kept");
        }
        assert!(!kept("HARMLESS", "sk-abc"));
        assert!(!kept("HTTPS_PROXY", "http://ada:pw@proxy:3128"));
    }

    #[test]
    fn what_programs_need_is_kept() {
        for name in [
            "PATH",
            "HOME",
            "LANG",
            "CARGO_HOME",
            "GOPATH",
            "PWD",
            "JAVA_HOME",
        ] {
            assert!(kept(name, "/x"), "{name} is left out");
        }
        assert!(kept("HTTPS_PROXY", "http://proxy:3128"));
    }
}
