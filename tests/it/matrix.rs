//! Whole generated projects: very different ideas in every mode, each put through its own tests,
//! linters and migrations, started as its README says and used over HTTP like a stranger would.

mod client;
pub mod command;
mod fuzz;
mod ideas;
mod junit;
mod mutation;
mod project;
mod sameness;
mod server;
mod typing;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use command::Run;
use project::{Mode, Project};
use server::Server;

type Check = fn(&Project);

/// Puts one project through everything, and says all that it does not come through.
fn prove(idea: &str, mode: Mode) {
    let project = Project::generate(idea, mode);
    let checks: [(&str, Check); 6] = [
        ("pins", Project::pins_are_installed),
        ("lint", lint),
        ("migrations", migrate),
        ("use over HTTP", use_over_http),
        ("typing", typing::check),
        ("its own tests", own_tests),
    ];
    let failed: Vec<&str> = checks
        .iter()
        .filter(|(_, check)| catch_unwind(AssertUnwindSafe(|| check(&project))).is_err())
        .map(|(name, _)| *name)
        .collect();
    assert!(failed.is_empty(), "{idea:?} in {mode:?}: {failed:?}");
}

/// Its linter finds nothing, and its formatter would write every file as it is.
fn lint(project: &Project) {
    for arguments in [
        &["check", "--no-cache", "."][..],
        &["format", "--check", "--no-cache", "."],
    ] {
        Run::tool("ruff", &project.root())
            .args(arguments)
            .succeeds(Duration::from_mins(1));
    }
}

/// Its migrations go up, fit the models, and come down to an empty database.
fn migrate(project: &Project) {
    let file = project.scratch("migrations.db");
    let url = format!("sqlite:///{}", file.display());
    for arguments in [
        &["upgrade", "head"][..],
        &["check"],
        &["downgrade", "base"],
        &["upgrade", "head"],
        &["downgrade", "base"],
    ] {
        Run::tool("alembic", &project.root().join("backend"))
            .args(arguments)
            .env("DATABASE_URL", &url)
            .succeeds(Duration::from_mins(1));
    }
    let database = rusqlite::Connection::open(&file).unwrap();
    let mut tables = database
        .prepare(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'",
        )
        .unwrap();
    let left: Vec<String> = tables
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(left, Vec::<String>::new(), "the downgrade leaves tables");
}

/// It starts with the documented command and serves every entity.
fn use_over_http(project: &Project) {
    let server = Server::start(project);
    let said = Run::script("crud.py", &project.root())
        .args([server.url().as_str(), "vibecober.yaml"])
        .succeeds(Duration::from_mins(5));
    assert!(said.contains(" 0 problems"), "{said}");
    server.stop();
}

/// Its own tests pass, none is skipped, and at least five are about each entity.
fn own_tests(project: &Project) {
    let report = project.scratch("junit.xml");
    Run::tool("pytest", &project.root())
        .args(["-q", "-p", "no:cacheprovider"])
        // The environment holds plugins that the project does not know.
        .args(["-p", "no:schemathesis", "-p", "no:hypothesispytest"])
        .args([format!("--junitxml={}", report.display())])
        .succeeds(Duration::from_mins(10));
    let cases = junit::read(&report);
    let bad: Vec<_> = cases.iter().filter(|case| !case.passed).collect();
    assert!(bad.is_empty(), "not passed: {bad:#?}");
    for entity in &project.model().entities {
        let file = format!("test_{}", entity.plural);
        let count = cases.iter().filter(|case| case.file == file).count();
        assert!(count >= 5, "{file}.py has {count} tests, at least 5 wanted");
    }
}

/// A module for each idea with a test for each mode, so that they run and fail apart.
macro_rules! matrix {
    ($($name:ident)+) => {
        $(mod $name {
            use super::{Mode, ideas, prove};

            #[test]
            fn simple() {
                prove(ideas::of(stringify!($name)), Mode::Simple);
            }

            #[test]
            fn full() {
                prove(ideas::of(stringify!($name)), Mode::Full);
            }

            #[test]
            fn production() {
                prove(ideas::of(stringify!($name)), Mode::Production);
            }
        })+

        #[test]
        fn every_idea_is_in_the_matrix() {
            let listed = [$(stringify!($name)),+];
            assert_eq!(listed.to_vec(), ideas::ALL.map(|(name, _)| name).to_vec());
        }
    };
}

matrix! {
    billing
    blog
    warehouse
    clinic
    school
    social
    shop
    restaurant
    helpdesk
    crm
    newsletter
    chat
    unknown
}
