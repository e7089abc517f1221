//! The tests of a generated project catch simple mistakes in its routes and services.

use std::fs;
use std::path::Path;
use std::time::Duration;

use super::command::Run;
use super::project::{Mode, Project};

#[test]
fn four_of_five_simple_mutants_are_caught() {
    let project = Project::generate("todo app with auth", Mode::Full);

    let said = Run::script("mutate.py", &project.root())
        .args([".", "--sample", "40", "--seed", "7", "--at-least", "80"])
        .succeeds(Duration::from_mins(11));

    println!("{said}");
}

const SERVICE: &str = r#"
"""Stock."""

LIMIT = 10


def take(stock: int, wanted: int) -> int:
    """What is left."""
    if wanted <= 0 or wanted > LIMIT:
        raise ValueError("wanted")
    if stock < wanted:
        raise LookupError("stock")
    return stock - wanted
"#;

const STRONG: &str = r#"
import pytest
from app.services.stock import take


@pytest.mark.parametrize(("stock", "wanted", "left"), [(5, 1, 4), (10, 10, 0), (7, 7, 0)])
def test_left(stock, wanted, left):
    assert take(stock, wanted) == left


@pytest.mark.parametrize("wanted", [0, -1, 11, 12])
def test_wanted(wanted):
    with pytest.raises(ValueError):
        take(100, wanted)


def test_stock():
    with pytest.raises(LookupError):
        take(2, 3)
"#;

const WEAK: &str = r"
from app.services.stock import take


def test_take():
    take(5, 1)
";

fn small_project(folder: &Path, tests: &str) {
    let services = folder.join("backend/app/services");
    fs::create_dir_all(&services).unwrap();
    fs::create_dir_all(folder.join("tests")).unwrap();
    fs::write(folder.join("backend/app/__init__.py"), "").unwrap();
    fs::write(services.join("__init__.py"), "").unwrap();
    fs::write(services.join("stock.py"), SERVICE).unwrap();
    fs::write(folder.join("tests/test_stock.py"), tests).unwrap();
    let manifest = "[tool.pytest.ini_options]\npythonpath = [\"backend\"]\n";
    fs::write(folder.join("pyproject.toml"), manifest).unwrap();
}

fn score(tests: &str, at_least: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    small_project(folder.path(), tests);
    Run::script("mutate.py", folder.path())
        .args([".", "--at-least", at_least])
        .succeeds(Duration::from_mins(2))
}

#[test]
fn the_tool_tells_strong_tests_from_weak_ones() {
    let strong = score(STRONG, "100");
    assert!(strong.contains("(100%)"), "{strong}");

    let weak = score(WEAK, "0");
    assert!(
        weak.contains("survived: backend/app/services/stock.py:"),
        "{weak}"
    );
    assert!(weak.contains("raise removed"), "{weak}");
    assert!(weak.contains("Sub -> Add"), "{weak}");
}

#[test]
#[should_panic(expected = "fewer than 80% of the mutants are caught")]
fn the_tool_refuses_weak_tests() {
    score(WEAK, "80");
}

#[test]
#[should_panic(expected = "does not pass its tests")]
fn the_tool_refuses_tests_that_fail_without_a_mutant() {
    score("def test_wrong():\n    assert False\n", "0");
}
