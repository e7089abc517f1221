//! Attempts to read what may not be read.

use std::fmt::Write;
use std::fs;
use std::process::{Command, Stdio};

use super::stage::{SECRET, SECRETS, Stage, User, on_every_stage, users};
use vibecober::sandbox::{Rung, scrub};

#[test]
fn keys_and_credentials_of_the_home_cannot_be_read() {
    on_every_stage(|stage, rung| {
        let mut script = String::from("cd ~; ");
        for secret in SECRETS {
            write!(script, "cat '{secret}'; cp '{secret}' $WS/src/stolen; ").unwrap();
        }
        script
            .push_str("tar cf - . 2>&1; grep -r CANARY . ; find . -type f -exec cat {} + ; echo; ");
        script.push_str("ln .netrc $WS/src/n; ln -s ~/.netrc $WS/src/s; cat $WS/src/[ns]; ");
        script.push_str("cat .gitconfig .cargo/registry/index");
        let (_, output) = stage.run(rung, &script);

        assert!(!output.contains(SECRET), "a secret was read");
        assert!(output.contains("name = Ada") && output.contains("shown"));
        assert!(!stage.workspace.join("src/stolen").exists());
    });
}

#[test]
fn secrets_of_the_machine_cannot_be_read() {
    on_every_stage(|stage, rung| {
        let (_, output) = stage.run(
            rung,
            "cat /etc/shadow /etc/gshadow /etc/shadow- && echo BAD
             cat /etc/ssh/ssh_host_*_key && echo BAD; ls /root/.ssh /root/.npmrc && echo BAD; true",
        );
        assert!(!output.contains("BAD") && !output.contains(":$"));
    });
}

#[test]
fn named_paths_are_hidden_inside_the_workspace_and_outside() {
    on_every_stage(|stage, rung| {
        let mut profile = stage.profile(rung);
        let key = stage.workspace.join("src/key.pem");
        let state = stage.folder().join("state");
        fs::create_dir_all(&state).unwrap();
        for path in [&key, &state.join("db")] {
            fs::write(path, SECRET).unwrap();
        }
        profile.hidden = vec![key.clone(), state.clone(), "/absent/path".into()];
        let command = format!(
            "cat src/key.pem; cat {0}/db; ls {0}; mv src/key.pem src/k; cat src/k; cat src/lib.rs",
            state.display()
        );
        let (_, output) = stage.try_run(&profile, stage.spawn(&command)).unwrap();
        assert!(!output.contains(SECRET));
        assert!(output.contains("pub fn a"));
    });
}

#[test]
fn other_processes_keep_their_secrets() {
    on_every_stage(|stage, rung| {
        let mut victim = victim(stage);
        let pid = victim.id();
        let (_, output) = stage.run(
            rung,
            &format!(
                "cat /proc/*/environ | tr '\\0' '\\n'; cat /proc/{pid}/environ; cat /proc/{pid}/mem
                 ls /proc/1/root/root /proc/{pid}/root/ /proc/{pid}/cwd/; cat /proc/{pid}/maps
                 cat /proc/$PPID/environ /proc/$PPID/root/etc/shadow; head -c 99 /proc/{pid}/fd/0; true",
            ),
        );
        let lives = victim.try_wait().unwrap().is_none();
        victim.kill().unwrap();
        victim.wait().unwrap();
        assert!(lives);
        assert!(!output.contains(SECRET));
        assert!(!output.contains(":$"));
    });
}

/// A process of the same user, with a secret in its environment.
pub fn victim(stage: &Stage) -> std::process::Child {
    let mut command = match stage.user {
        User::Ourselves => Command::new("sleep"),
        User::Nobody => {
            let mut command = Command::new("setpriv");
            command.args([
                "--reuid",
                "65534",
                "--regid",
                "65534",
                "--clear-groups",
                "sleep",
            ]);
            command
        }
    };
    command
        .arg("600")
        .env("VICTIM", SECRET)
        .stdin(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn the_environment_has_no_secrets() {
    for user in users() {
        let stage = Stage::new(user);
        for rung in Rung::ALL {
            let mut spawn = stage.spawn("env");
            let ours = [
                ("PATH", "/usr/bin:/bin"),
                ("ANTHROPIC_API_KEY", SECRET),
                ("AWS_PROFILE", SECRET),
                ("SSH_AUTH_SOCK", SECRET),
                ("VIBECOBER_MODEL", SECRET),
                ("FINE", "yes"),
            ];
            spawn.env = scrub(ours.map(|(name, value)| (name.into(), value.into())));
            let (_, output) = stage.try_run(&stage.profile(rung), spawn).unwrap();
            assert!(output.contains("FINE=yes"));
            assert!(output.contains(&format!("VIBECOBER_SANDBOX={rung}")));
            assert!(!output.contains(SECRET));
        }
    }
}

#[test]
fn the_home_as_workspace_keeps_its_secrets() {
    on_every_stage(|stage, rung| {
        let mut profile = stage.profile(rung);
        profile.workspace.clone_from(&stage.home);
        profile.protected = [".git", ".bashrc"].map(|name| stage.home.join(name)).into();
        let mut script = String::from("cd ~; ");
        for secret in SECRETS {
            write!(script, "cat '{secret}'; echo x >'{secret}'; ").unwrap();
        }
        script.push_str("grep -r CANARY . ; echo x >.bashrc; echo x >.gitconfig; mkdir .git; ");
        script.push_str("rm -rf .ssh; echo x >code/project/notes && echo wrote");
        let (_, output) = stage.try_run(&profile, stage.spawn(&script)).unwrap();

        assert!(!output.contains(SECRET));
        assert!(output.ends_with("wrote\n"), "{output}");
        for secret in SECRETS {
            let text = fs::read_to_string(stage.home.join(secret)).unwrap();
            assert!(text.contains(SECRET), "{secret} was changed");
        }
        assert!(!stage.home.join(".bashrc").exists() && !stage.home.join(".git").exists());
        let config = fs::read_to_string(stage.home.join(".gitconfig")).unwrap();
        assert!(config.contains("Ada"));
    });
}
