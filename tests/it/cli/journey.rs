//! From an empty home to a project, again with edits, and a look back.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;

use super::home::Home;

const BILLING: &str = "SaaS billing app with auth and payments";

#[test]
fn the_first_thing_a_newcomer_does_works() {
    let home = Home::new();
    let answer = home.run(["generate", BILLING, "--production", "--build"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    for words in [
        "planner → db_schema → auth → coder",
        "Invoice",
        "grade S",
        "unproven",
        "make dev",
    ] {
        assert!(answer.out.contains(words), "no {words:?} in {}", answer.out);
    }
    let files: BTreeSet<String> = home.files().into_iter().collect();
    for path in [
        "backend/app/main.py",
        "backend/app/database.py",
        "backend/app/config.py",
        "backend/app/auth/security.py",
        "backend/app/auth/dependencies.py",
        "backend/app/auth/routes.py",
        "backend/alembic.ini",
        "tests/conftest.py",
        "tests/test_health.py",
        "tests/test_auth.py",
        "Dockerfile",
        "Dockerfile.dev",
        "docker-compose.yml",
        "docker-compose.prod.yml",
        ".dockerignore",
        "Makefile",
        "requirements.txt",
        "pyproject.toml",
        ".env.example",
        ".env.production",
        "DEPLOY.md",
        "README.md",
        ".github/workflows/ci.yml",
        "vibecober.yaml",
    ] {
        let name = files.iter().find(|file| {
            file.ends_with(&format!("app/{path}")) || file.ends_with(&format!("billing/{path}"))
        });
        assert!(name.is_some(), "no {path} in {files:?}");
    }
    assert!(!answer.out.contains('\u{1b}'), "colour in a pipe");
}

#[test]
fn without_build_nothing_is_written_and_the_tree_is_shown() {
    let home = Home::new();
    let answer = home.run(["generate", "todo app", "--simple"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.out.contains("main.py") && answer.out.contains("backend/"));
    assert_eq!(home.files(), Vec::<String>::new());
}

#[test]
fn flags_change_what_is_written() {
    let home = Home::new();
    let build = |output: &str, flags: &[&str]| {
        let mut args = vec!["generate", "todo app", "--build", "--output", output];
        args.extend(flags);
        let answer = home.run(&args);
        assert_eq!(answer.code, 0, "{}", answer.err);
        let prefix = format!("{output}/");
        let all = home.files();
        let files = all
            .iter()
            .filter_map(|file| file.strip_prefix(&prefix).map(str::to_owned));
        files.collect::<BTreeSet<String>>()
    };
    let production = build("production", &["--production"]);
    let full = build("full", &[]);
    let simple = build("simple", &["--simple"]);
    assert!(production.is_superset(&full) && production.len() > full.len());
    assert!(
        full.contains("backend/app/auth/routes.py")
            && !simple.contains("backend/app/auth/routes.py")
    );
    assert!(production.contains("DEPLOY.md") && !full.contains("DEPLOY.md"));

    let untested = build("untested", &["--production", "--skip-tests"]);
    assert!(!untested.iter().any(|file| file.starts_with("tests/")));
    let bare = build("bare", &["--production", "--no-docker"]);
    assert!(production.iter().any(|file| file.starts_with("Dockerfile")));
    assert!(
        !bare
            .iter()
            .any(|file| file.contains("Docker") || file.contains("docker"))
    );
    assert!(bare.contains("DEPLOY.md"));
}

#[test]
fn a_model_edited_by_hand_is_rendered_over_edited_code() {
    let home = Home::new();
    home.run(["generate", "todo app", "--build"]);
    let model = home.at("todo-app/vibecober.yaml");
    let text = fs::read_to_string(&model).unwrap();
    let edited = text.replacen("entities:\n", "entities:\n- name: Gadget\n  plural: gadgets\n  access: owned\n  fields:\n  - name: title\n    type: string\n", 1);
    assert_ne!(text, edited);
    fs::write(&model, edited).unwrap();
    let readme = home.at("todo-app/README.md");
    let mine = format!(
        "{}\nMy own last words.\n",
        fs::read_to_string(&readme).unwrap()
    );
    fs::write(&readme, mine).unwrap();

    let args = [
        "generate",
        "--from",
        "todo-app/vibecober.yaml",
        "--build",
        "--output",
        "todo-app",
    ];
    let answer = home.run(args);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    assert!(home.at("todo-app/backend/app/models/gadget.py").exists());
    assert!(
        fs::read_to_string(&readme)
            .unwrap()
            .contains("My own last words.")
    );
}

#[test]
fn a_conflict_is_shown_and_ends_with_three() {
    let home = Home::new();
    home.run(["generate", "todo app", "--build", "--output", "p"]);
    let readme = home.at("p/README.md");
    let mine = fs::read_to_string(&readme).unwrap().replace("# ", "# My ");
    fs::write(&readme, &mine).unwrap();
    let args = ["generate", "pet clinic", "--build", "--output", "p"];
    let answer = home.run(args);
    assert_eq!(answer.code, 3, "{}{}", answer.out, answer.err);
    assert!(answer.out.contains("# My ") && answer.out.contains("--keep-edits"));
    assert_eq!(fs::read_to_string(&readme).unwrap(), mine);

    let mut keep = args.to_vec();
    keep.push("--keep-edits");
    assert_eq!(home.run(keep).code, 0);
    assert!(fs::read_to_string(&readme).unwrap().contains("# My "));
}

#[test]
fn the_same_idea_gives_the_same_bytes_in_any_home() {
    let build = || {
        let home = Home::new();
        home.run([
            "generate",
            BILLING,
            "--production",
            "--build",
            "--output",
            "p",
        ]);
        let read = |file: String| (file.clone(), fs::read(home.at(&file)).unwrap());
        home.files().into_iter().map(read).collect::<Vec<_>>()
    };
    let first = build();
    assert!(first.len() > 40);
    assert_eq!(first, build());
}

#[test]
fn builds_are_kept_with_manifest_and_zip() {
    let home = Home::new();
    for _ in 0..2 {
        let built = home.json(["generate", "todo app", "--build"]);
        assert_eq!(built["proof"], "unproven");
    }
    let runs = home.json(["run", "list"]);
    let newest = runs["runs"][0]["id"].as_str().unwrap();
    let shown = home.json(["run", "show", newest]);
    let build = &shown["builds"][0];
    assert_eq!(build["version"], 2);
    let manifest = build["manifest"].as_array().unwrap();
    let archive = fs::File::open(build["archive"].as_str().unwrap()).unwrap();
    let mut archive = zip::ZipArchive::new(archive).unwrap();
    assert_eq!(archive.len(), manifest.len());
    for entry in manifest {
        let path = entry["path"].as_str().unwrap();
        let mut packed = Vec::new();
        let name = format!("todo-app/{path}");
        archive
            .by_name(&name)
            .unwrap()
            .read_to_end(&mut packed)
            .unwrap();
        assert_eq!(packed, fs::read(home.at(&name)).unwrap(), "{path}");
    }
}

#[test]
fn a_run_can_be_read_back() {
    let home = Home::new();
    home.run(["generate", "todo app", "--production"]);
    let id = home.json(["run", "list"])["runs"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let logs = home.run(["logs", &id[..8]]);
    assert_eq!(logs.code, 0);
    for words in [
        "idle → planning",
        "plan: planner",
        "code_reviewer",
        "executing → completed",
    ] {
        assert!(logs.out.contains(words), "no {words:?} in {}", logs.out);
    }
    let trace = home.run(["run", "trace", &id[..8]]);
    assert!(
        trace.out.contains("tables: ") && trace.out.contains("files: "),
        "{}",
        trace.out
    );
    let shown = home.run(["run", "show", &id]);
    assert!(
        shown.out.contains("todo app") && shown.out.contains("completed"),
        "{}",
        shown.out
    );
    let follow = home.run(["logs", &id, "--follow"]);
    assert_eq!(follow.out.lines().count(), logs.out.lines().count());
}
