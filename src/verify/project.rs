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
    let mut jobs = vec![
        job("style", root, &["-m", "ruff", "check", "--no-cache", "."]),
        job("types", root, &["-m", "mypy", &mypy_cache]),
        job("migrate", &backend, &["-m", "alembic", "upgrade", "head"]),
        job("drift", &backend, &["-m", "alembic", "check"]),
        job(
            "downgrade",
            &backend,
            &["-m", "alembic", "downgrade", "base"],
        ),
    ];
    if root.join("tests").is_dir() {
        jobs.push(job(
            "tests",
            root,
            &["-m", "pytest", "-q", "-p", "no:cacheprovider"],
        ));
    }
    jobs
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
