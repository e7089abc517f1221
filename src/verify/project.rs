//! Lists the checks of a generated project.

use std::ffi::OsString;
use std::path::Path;
use std::time::Duration;

use super::environment::Environment;
use super::process::Job;

/// The checks of the project in `root`, cheapest first: style, types, migrations, tests.
///
/// Whatever they write goes to `scratch`, so that checking changes nothing in the project.
pub fn project_checks(
    root: &Path,
    environment: &Environment,
    scratch: &Path,
    limit: Duration,
) -> Vec<Job> {
    let job = |name: &str, folder: &Path, args: &[&str]| Job {
        name: name.to_owned(),
        program: environment.python.clone(),
        args: args.iter().map(OsString::from).collect(),
        folder: folder.to_owned(),
        env: variables(scratch),
        limit,
    };
    let backend = root.join("backend");
    let mypy_cache = format!("--cache-dir={}", scratch.join("mypy").display());
    let mut types = job("types", root, &["-m", "mypy", &mypy_cache, "backend"]);
    let mut tests = None;
    if root.join("tests").is_dir() {
        types.args.push(OsString::from("tests"));
        // The project's own options are quiet already; its last line is the summary.
        tests = Some(job(
            "tests",
            root,
            &["-m", "pytest", "-p", "no:cacheprovider"],
        ));
    }
    let migrations = [
        ("migrate", &["upgrade", "head"] as &[_]),
        ("drift", &["check"]),
        ("downgrade", &["downgrade", "base"]),
    ];
    let migrations = migrations.map(|(name, args)| {
        let args: Vec<_> = ["-m", "alembic"].iter().chain(args).copied().collect();
        job(name, &backend, &args)
    });
    [
        job("style", root, &["-m", "ruff", "check", "--no-cache", "."]),
        types,
    ]
    .into_iter()
    .chain(migrations)
    .chain(tests)
    .collect()
}

fn variables(scratch: &Path) -> Vec<(String, OsString)> {
    let database = format!("sqlite:///{}", scratch.join("check.db").display());
    [
        ("PYTHONDONTWRITEBYTECODE", "1".to_owned()),
        ("ENV", "test".to_owned()),
        ("DATABASE_URL", database),
    ]
    .map(|(name, value)| (name.to_owned(), OsString::from(value)))
    .into()
}
