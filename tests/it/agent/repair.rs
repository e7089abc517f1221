//! Real packages with a seeded fault, a model whose first idea is wrong, and a check that decides.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::bench::Bench;

/// A package from the registry, and what is done to it.
struct Case {
    package: &'static str,
    file: &'static str,
    sound: &'static str,
    broken: &'static str,
    /// The model's first idea, which is wrong, too.
    first: &'static str,
    tests: &'static str,
}

#[test]
fn inflection_is_repaired_and_proven() {
    prove(&Case {
        package: "inflection==0.5.1",
        file: "inflection/__init__.py",
        sound: "return word.replace('_', '-')",
        broken: "return word.replace('-', '_')",
        first: "return word.replace('_', '--')",
        tests: "test_inflection.py",
    });
}

#[test]
fn semver_is_repaired_and_proven() {
    prove(&Case {
        package: "semver==2.13.0",
        file: "semver.py",
        sound: "return cls(self._major, self._minor + 1)",
        broken: "return cls(self._major, self._minor)",
        first: "return cls(self._major + 1, self._minor + 1)",
        tests: "-o addopts= test_semver.py",
    });
}

#[test]
fn toolz_is_repaired_and_proven() {
    prove(&Case {
        package: "toolz==0.12.1",
        file: "toolz/itertoolz.py",
        sound: "args = [iter(seq)] * n\n    if pad",
        broken: "args = [iter(seq)] * (n + 1)\n    if pad",
        first: "args = [iter(seq)] * (n - 1)\n    if pad",
        tests: "toolz/tests/test_itertoolz.py",
    });
}

fn prove(case: &Case) {
    let python = std::env::var("VIBECOBER_TEST_PYTHON").expect("./tests/run sets it");
    let bench = Bench::new(&[]);
    unpack(&python, case.package, &bench.home.work());
    let before = bench.text(case.file);
    assert_eq!(before.matches(case.sound).count(), 1, "{}", case.package);
    fs::write(bench.at(case.file), before.replace(case.sound, case.broken)).unwrap();
    let edit = |old: &str, new: &str| {
        format!(
            "  - tools: [{{name: edit, input: {{path: {}, old: {old:?}, new: {new:?}}}}}]\n",
            case.file
        )
    };
    let replies = format!(
        "replies:\n  - tools: [{{name: search, input: {{pattern: \"return|args\", path: {file}}}}}, {{name: read, input: {{path: {file}, limit: 2000}}}}]\n{}  - text: That should do.\n{}  - text: Now the tests pass.\n",
        edit(case.broken, case.first),
        edit(case.first, case.sound),
        file = case.file,
    );
    let check = check(&python, case.tests, &bench.home.work());
    let (answer, lines) = bench.told(&replies, &["make the failing test pass", "--check", &check]);
    assert_eq!(answer.code, 0, "{}{}", answer.out, answer.err);
    assert_eq!(bench.text(case.file), before);
    let last = lines.last().unwrap();
    assert_eq!(last["text"], "Now the tests pass.");
    let evidence = &last["evidence"]["checks"][0];
    assert_eq!(evidence["outcome"], "passed", "{evidence}");
    assert!(evidence["summary"].as_str().unwrap().contains("passed"));
    assert_eq!(bench.session()["proof"], "proven");
}

/// Runs the tests by the machine's own interpreter, with copies of the packages that they need in the
/// workspace: a sandbox shows neither other homes nor the temporary folder, where those of the
/// environment may lie. What was compiled of a module is not kept: a script edits faster than a
/// file's time tells.
fn check(python: &str, tests: &str, workspace: &Path) -> String {
    let ask = "import sysconfig; print(sysconfig.get_path('purelib'))";
    let told = Command::new(python).args(["-c", ask]).output().unwrap();
    let packages = String::from_utf8(told.stdout).unwrap();
    let target = workspace.join(".packages");
    fs::create_dir(&target).unwrap();
    for name in [
        "pytest",
        "_pytest",
        "pluggy",
        "iniconfig",
        "packaging",
        "pygments",
        "py.py",
    ] {
        let copied = Command::new("cp")
            .arg("-r")
            .arg(Path::new(packages.trim()).join(name))
            .arg(&target)
            .status()
            .unwrap();
        assert!(copied.success(), "{name} is not in the environment");
    }
    format!(
        "PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=.packages /usr/bin/python3 -m pytest -q -p no:cacheprovider {tests}"
    )
}

/// Unpacks the source distribution of `package` into `target`.
fn unpack(python: &str, package: &str, target: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let args = [
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--no-binary",
        ":all:",
    ];
    let got = Command::new(python)
        .args(args)
        .arg(package)
        .arg("--dest")
        .arg(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&got.stderr).into_owned();
    assert!(
        got.status.success(),
        "{package} cannot be downloaded: {said}"
    );
    let archives: Vec<PathBuf> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    let [archive] = archives.as_slice() else {
        panic!("{archives:?}");
    };
    let done = Command::new("tar")
        .args(["xzf"])
        .arg(archive)
        .args(["--strip-components", "1", "-C"])
        .arg(target)
        .status()
        .unwrap();
    assert!(done.success());
}
