//! Bad input gets one clear line and the right exit code, writes nothing and loses nothing.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use super::home::{Home, answer};

/// Refused before anything is stored or written.
fn refused(args: &[&str], words: &[&str]) {
    let home = Home::new();
    home.run(args).refuses(2, words);
    assert_eq!(home.files(), Vec::<String>::new(), "{args:?}");
    assert!(!home.store().exists(), "{args:?}");
}

#[test]
fn ideas_that_cannot_be_built() {
    let long = "word ".repeat(2_001);
    refused(&["generate", ""], &["empty"]);
    refused(&["generate", "  \t\n "], &["empty"]);
    refused(&["generate", &long, "--build"], &["10000"]);
    refused(&["generate", "todo\u{1b}[31m app", "--build"], &["\\u{1b}"]);
    refused(&["generate", "todo\u{202e} app", "--build"], &["\\u{202e}"]);
    refused(&["generate", "!!! ???", "--build"], &["nothing"]);
    refused(
        &["generate", "make it really good please", "--build"],
        &["nothing"],
    );
    refused(
        &["generate", "приложение для задач", "--build"],
        &["script"],
    );
    refused(&["generate", "待办事项应用", "--build"], &["script"]);
    refused(&["plan", ""], &["empty"]);
}

#[test]
fn arguments_that_do_not_fit() {
    refused(
        &["generate", "todo app", "--simple", "--full"],
        &["--simple", "--full"],
    );
    refused(
        &["generate", "todo app", "--full", "--production", "--build"],
        &["--production"],
    );
    refused(
        &["generate", "todo app", "--tier", "gold"],
        &["gold", "free, pro, enterprise"],
    );
    refused(&["generate", "todo app", "--budget", "lots"], &["lots"]);
    refused(&["generate", "todo app", "--budget", "-1"], &["-1"]);
    refused(
        &["generate", "todo app", "--budget", "1000000"],
        &["daily cap"],
    );
    refused(&["generate", "todo app", "--verify"], &["--build"]);
    refused(&["generate", "todo app", "--output", "x"], &["--build"]);
    refused(
        &["generate", "todo app", "--build", "--output", ""],
        &["output"],
    );
    refused(&["generate"], &["IDEA"]);
    refused(&["generate", "todo app", "--frobnicate"], &["--frobnicate"]);
    refused(&["genrate", "todo app"], &["genrate", "generate"]);
    refused(&["logs"], &["RUN_ID"]);
    refused(&["generate", "--from", "nowhere.yaml"], &["nowhere.yaml"]);
    refused(
        &["generate", "todo app", "--database", "postgres://x/y"],
        &["postgres"],
    );
}

#[test]
fn targets_that_cannot_be_used() {
    let home = Home::new();
    fs::write(home.at("file"), "mine").unwrap();
    fs::create_dir(home.at("full")).unwrap();
    fs::write(home.at("full/thesis.txt"), "mine").unwrap();
    symlink(home.at("full"), home.at("link")).unwrap();
    let before = home.files();
    for (target, words) in [
        ("file", ["file", "--output"]),
        ("file/below", ["file", "--output"]),
        ("link", ["symbolic link", "--output"]),
        ("full", ["did not write", "--output"]),
        ("/", ["/", "--output"]),
        ("/proc/nothing", ["/proc", "write"]),
    ] {
        let answer = home.run(["generate", "todo app", "--build", "--output", target]);
        let code = if target.starts_with("/proc") { 1 } else { 2 };
        answer.refuses(code, &words);
        assert_eq!(home.files(), before, "{target}");
    }
}

#[test]
fn a_model_file_with_a_mistake_is_named_by_line_and_key() {
    let home = Home::new();
    home.run(["generate", "todo app", "--build"]);
    let file = home.at("todo-app/vibecober.yaml");
    let text = fs::read_to_string(&file).unwrap();
    let broken = home.at("broken.yaml");
    for (from, to, words) in [
        ("version: 1", "version: 7", ["broken.yaml", "version"]),
        ("entities:", "entitees:", ["entitees", "entities"]),
        ("  type: string", "  type: strong", ["strong", "string"]),
        ("version: 1", "version: [", ["broken.yaml:1", "version"]),
    ] {
        assert!(text.contains(from), "{from}");
        fs::write(&broken, text.replacen(from, to, 1)).unwrap();
        let before = home.files();
        home.run(["generate", "--from", "broken.yaml", "--build"])
            .refuses(2, &words);
        assert_eq!(home.files(), before);
    }
    fs::write(&broken, [0xff, 0xfe, 0x00]).unwrap();
    home.run(["generate", "--from", "broken.yaml"])
        .refuses(2, &["broken.yaml"]);
    home.run(["generate", "--from", "."])
        .refuses(2, &["--from"]);
}

#[test]
fn configurations_with_a_mistake_are_named_by_file_line_and_key() {
    for (text, words) in [
        ("modee: full\n", ["config.yaml:1", "modee"]),
        ("tier: free\nmode: fullest\n", ["config.yaml:2", "mode"]),
        ("tier: [free]\n", ["config.yaml:1", "tier"]),
        ("tier: free\ntier: pro\n", ["config.yaml", "tier"]),
        ("tier: \"free\n", ["config.yaml:1", "YAML"]),
    ] {
        let home = Home::new();
        fs::create_dir_all(home.config("")).unwrap();
        fs::write(home.config("config.yaml"), text).unwrap();
        home.run(["generate", "todo app", "--build"])
            .refuses(2, &words);
        assert_eq!(home.files(), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn stores_that_cannot_be_used() {
    let home = Home::new();
    let build = |database: &str| {
        home.run([
            "generate",
            "todo app",
            "--build",
            "--output",
            "p",
            "--database",
            database,
        ])
    };
    fs::write(
        home.at("text.db"),
        "this is no database at all, but a letter to a friend\n",
    )
    .unwrap();
    build("text.db").refuses(1, &["text.db"]);
    fs::create_dir(home.at("folder.db")).unwrap();
    build("folder.db").refuses(1, &["folder.db"]);

    assert_eq!(home.run(["run", "list", "--database", "newer.db"]).code, 0);
    let newer = rusqlite::Connection::open(home.at("newer.db")).unwrap();
    let add = "INSERT INTO schema_version SELECT 9999, 'future', checksum, applied_at FROM schema_version LIMIT 1";
    newer.execute(add, []).unwrap();
    drop(newer);
    let before = fs::read(home.at("newer.db")).unwrap();
    build("newer.db").refuses(1, &["newer", "9999"]);
    assert_eq!(fs::read(home.at("newer.db")).unwrap(), before);
    assert!(!home.at("p").exists());
}

#[test]
fn a_store_that_another_process_keeps_locked_is_said_after_some_patience() {
    let home = Home::new();
    assert_eq!(home.run(["run", "list"]).code, 0);
    let other = rusqlite::Connection::open(home.store()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let answer = home.run(["generate", "todo app", "--build", "--output", "p"]);
    answer.refuses(1, &["vibecober.db"]);
    assert!(!home.at("p").exists());
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(
        home.run(["generate", "todo app", "--build", "--output", "p"])
            .code,
        0
    );
}

/// Runs as another user, for whom modes count; the superuser may write everywhere.
#[test]
fn folders_and_stores_without_permission() {
    let home = Home::new();
    let closed = home.at("closed");
    fs::create_dir(&closed).unwrap();
    fs::write(closed.join("old.db"), "").unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    fs::set_permissions(closed.join("old.db"), fs::Permissions::from_mode(0o444)).unwrap();
    let as_nobody = |args: &[&str]| {
        let plain = home.command(args);
        let mut command = plain;
        if rustix::process::geteuid().is_root() {
            for open in [home.work(), home.work().parent().unwrap().to_owned()] {
                fs::set_permissions(open, fs::Permissions::from_mode(0o777)).unwrap();
            }
            // Where the binary was built may be closed to others.
            let binary = home.work().with_file_name("vibecober");
            if !binary.exists() {
                fs::copy(env!("CARGO_BIN_EXE_vibecober"), &binary).unwrap();
            }
            command = Command::new("setpriv");
            command
                .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
                .arg(binary)
                .args(args)
                .current_dir(home.work())
                .env("HOME", home.work())
                .env("XDG_STATE_HOME", home.at("state"))
                .env("XDG_CONFIG_HOME", home.at("config"));
        }
        answer(command.output().unwrap())
    };
    as_nobody(&["generate", "todo app", "--build", "--output", "closed/p"])
        .refuses(1, &["permission", "closed"]);
    as_nobody(&["run", "list", "--database", "closed/new.db"]).refuses(1, &["closed"]);
    as_nobody(&["run", "list", "--database", "closed/old.db"]).refuses(1, &["old.db"]);
    assert_eq!(fs::read_dir(&closed).unwrap().count(), 1);
}

/// A limit on the size of files is met like a full disk: in the middle of a write. Small limits
/// stop the store, larger ones the project, the largest nothing.
#[test]
fn a_full_disk_changes_nothing() {
    for kilobytes in [1, 4, 16, 32, 64, 100, 200] {
        let home = Home::new();
        assert_eq!(home.run(["run", "list"]).code, 0);
        let script = format!(
            "trap '' XFSZ; ulimit -f {kilobytes}; exec {} generate 'todo app' --production --build --output p",
            env!("CARGO_BIN_EXE_vibecober")
        );
        let plain = home.command(["--version"]);
        let mut command = Command::new("bash");
        let set = plain
            .get_envs()
            .filter_map(|(name, value)| Some((name, value?)));
        command
            .args(["-c", &script])
            .current_dir(home.work())
            .env_clear()
            .envs(set);
        let answer = answer(command.output().unwrap());
        if answer.code == 0 {
            assert!(home.at("p/README.md").exists());
        } else {
            assert_eq!(answer.code, 1, "{kilobytes}: {}{}", answer.out, answer.err);
            assert!(!answer.err.contains("panicked"), "{}", answer.err);
            assert_eq!(home.files(), Vec::<String>::new(), "{kilobytes}");
        }
        assert_eq!(home.run(["run", "list"]).code, 0, "{kilobytes}");
    }
}

#[test]
fn unknown_runs_and_ended_runs() {
    let home = Home::new();
    home.run(["logs", "abcdef"]).refuses(2, &["abcdef"]);
    home.run(["run", "show", "zzz"]).refuses(2, &["zzz"]);
    home.run(["generate", "todo app"]);
    let runs = home.json(["run", "list"]);
    let id = runs["runs"][0]["id"].as_str().unwrap();
    home.run(["run", "cancel", &id[..8]])
        .refuses(1, &["completed"]);
}

#[test]
fn errors_are_told_in_json_too() {
    let home = Home::new();
    let answer = home.run(["generate", "", "--json"]);
    answer.refuses(2, &["empty"]);
    let told: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
    assert_eq!(told["error"]["exit_code"], 2);
    assert!(told["error"]["message"].as_str().unwrap().contains("empty"));
}

/// The words of an error come from arguments and files: none may move the cursor or hide a part.
#[test]
fn errors_show_control_characters_instead_of_obeying_them() {
    let home = Home::new();
    fs::write(home.at("x\u{202e}\u{1b}[31mred"), "").unwrap();
    for args in [
        &["logs", "ab\u{202e}\u{1b}[31mred"] as &[&str],
        &["run", "ab\u{202e}\u{1b}[31mred"],
        &[
            "generate",
            "todo app",
            "--build",
            "--output",
            "x\u{202e}\u{1b}[31mred",
        ],
    ] {
        let mut command = home.command(args);
        let answer = answer(command.args(["--color", "always"]).output().unwrap());
        assert!(!answer.err.contains('\u{202e}'), "{}", answer.err);
        assert!(!answer.err.contains("\u{1b}[31mred"), "{}", answer.err);
        assert!(answer.err.contains("⟨U+202E⟩"), "{}", answer.err);
    }
}

#[test]
fn without_a_place_for_errors_the_exit_code_says_it() {
    let home = Home::new();
    for closing in [
        ["2>&-", "2>/dev/full"],
        ["2>&- >&-", ">/dev/full 2>/dev/full"],
    ]
    .concat()
    {
        for args in ["generate ''", "frobnicate", "logs zz"] {
            let binary = env!("CARGO_BIN_EXE_vibecober");
            let script = format!("{binary} {args} {closing}");
            let plain = home.command(["--version"]);
            let set = plain
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?)));
            let mut shell = Command::new("sh");
            shell
                .args(["-c", &script])
                .current_dir(home.work())
                .env_clear()
                .envs(set);
            assert_eq!(shell.output().unwrap().status.code(), Some(2), "{script}");
        }
    }
}

#[test]
fn a_target_has_one_name() {
    let home = Home::new();
    home.run(["generate", "todo app", "--build", "--output", "gone/../p"])
        .refuses(2, &["gone/../p"]);
    assert_eq!(home.files(), Vec::<String>::new());
    fs::create_dir(home.at("here")).unwrap();
    for output in ["here/../p", "./p/", "p"] {
        let built = home.json(["generate", "todo app", "--build", "--output", output]);
        assert_eq!(
            built["run"]["request"]["target"],
            home.at("p").to_str().unwrap()
        );
    }
}

#[test]
fn a_misspelt_word_is_answered_with_a_near_one_and_the_help_to_read() {
    refused(
        &["exec", "hi", "--chek", "x"],
        &["--chek", "did you mean --check?", "vibecober exec --help"],
    );
    refused(
        &["policy", "tst", "ls"],
        &["did you mean test?", "vibecober policy --help"],
    );
}

#[test]
fn exec_as_json_ends_with_its_last_line_also_when_it_cannot_begin() {
    let home = Home::new();
    let folder = home.at("../config/vibecober");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.yaml"), "agent: {sandbox: nope}\n").unwrap();
    let told = home.run(["exec", "hi", "--json"]);
    assert_eq!(
        (told.code, told.out.lines().count()),
        (2, 1),
        "{}",
        told.out
    );
    let last: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(last["type"], "finished");
    assert_eq!(last["error"]["class"], "usage");
    let message = last["error"]["message"].as_str().unwrap();
    assert!(message.contains("agent.sandbox"), "{message}");
}

#[test]
fn a_folder_that_is_gone_is_said_in_words() {
    let home = Home::new();
    let gone = home.work().join("gone");
    fs::create_dir(&gone).unwrap();
    let inside = Command::new("/bin/sh")
        .args(["-c", "rmdir ../gone && exec \"$0\" exec hi"])
        .arg(home.command(["exec"]).get_program())
        .current_dir(&gone)
        .output()
        .unwrap();
    answer(inside).refuses(2, &["the folder that you are in is gone"]);
}
