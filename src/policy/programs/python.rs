//! Forms of Python's tools. What loads code from elsewhere (`-p`, `-c FILE`, `--rootdir`,
//! `--basetemp`, `-W`, `-X`) is left out.

use super::form::{Effect, Form, Operands, Program};

const fn runs(words: &'static str, options: &'static str, operands: Operands) -> Form {
    Form {
        words,
        effect: Effect::RunsWorkspace,
        options,
        operands,
    }
}

const fn network(words: &'static str) -> Form {
    Form {
        words,
        effect: Effect::Network,
        options: "",
        operands: Operands::Anything,
    }
}

const PYTEST: &str = "-k= -l -m= -n= -q -r= -rA -s -v -vv -vvv -x --capture= --co --collect-only --color= --cov? \
    --cov-branch --cov-fail-under# --disable-warnings --doctest-modules --durations# \
    --durations-min= --exitfirst --failed-first --ff --fixtures --full-trace --ignore= --keep-duplicates \
    --last-failed --lf --markers --maxfail# --new-first --nf --no-cov --no-header --no-summary \
    --quiet --showlocals --stepwise --strict-config --strict-markers --sw --tb= --timeout# --verbose \
    --version --help --deselect= --runxfail --setup-show --no-showlocals --numprocesses=";

const UNITTEST: &str = "-b -c -f -k= -q -v --buffer --catch --failfast --locals --quiet --verbose";

const PYTHON: &[Form] = &[
    Form {
        words: "",
        effect: Effect::Reads,
        options: "-V -VV --version",
        operands: Operands::Version,
    },
    runs("-m pytest", PYTEST, Operands::Paths),
    runs("-m unittest", UNITTEST, Operands::Paths),
    runs(
        "-m unittest discover",
        "-b -c -f -k= -p= -q -s< -t< -v --start-directory< --pattern= --top-level-directory< --verbose",
        Operands::Paths,
    ),
    runs("-m doctest", "-v -f", Operands::Paths),
    runs("-m compileall", "-q -f", Operands::Paths),
    runs("-m py_compile", "", Operands::Paths),
    runs("-m mypy", MYPY, Operands::Paths),
    runs("-m ruff check", RUFF, Operands::Paths),
    runs("-m black", BLACK, Operands::Paths),
    runs("-m flake8", FLAKE8, Operands::Paths),
    Form {
        words: "-m json.tool",
        effect: Effect::RunsWorkspace,
        options: "--sort-keys --indent# --compact --json-lines --no-ensure-ascii",
        operands: Operands::OnePath,
    },
    Form {
        words: "-m pip list",
        effect: Effect::RunsWorkspace,
        options: "-l -o --format= --not-required --local",
        operands: Operands::None,
    },
    Form {
        words: "-m pip show",
        effect: Effect::RunsWorkspace,
        options: "-f --files",
        operands: Operands::Words,
    },
    Form {
        words: "-m pip freeze",
        effect: Effect::RunsWorkspace,
        options: "-l --all --local",
        operands: Operands::None,
    },
    network("-m pip"),
    network("-m ensurepip"),
    network("-m http.server"),
    network("-m smtplib"),
    runs("", "-B -u -s -E -I -P -O -OO -q", Operands::Script),
];

const MYPY: &str = "--strict --ignore-missing-imports --no-error-summary --pretty --show-error-codes --version --no-incremental -p= -m=";
const RUFF: &str = "-q -v --diff --ignore= --select= --extend-select= --no-cache --output-format= --quiet --statistics --verbose";
const BLACK: &str =
    "-q -v -l# -S --check --diff --color --fast --line-length# --quiet --verbose --version";
const FLAKE8: &str = "-q -v --count --ignore= --max-complexity# --max-line-length# --select= --show-source --statistics --version";

/// The table.
pub(super) const PROGRAMS: &[Program] = &[
    Program {
        name: "pytest",
        forms: &[runs("", PYTEST, Operands::Paths)],
    },
    Program {
        name: "py.test",
        forms: &[runs("", PYTEST, Operands::Paths)],
    },
    Program {
        name: "python",
        forms: PYTHON,
    },
    Program {
        name: "python3",
        forms: PYTHON,
    },
    Program {
        name: "mypy",
        forms: &[runs("", MYPY, Operands::Paths)],
    },
    Program {
        name: "pyright",
        forms: &[runs(
            "",
            "--stats --verbose --version --warnings --outputjson",
            Operands::Paths,
        )],
    },
    Program {
        name: "ruff",
        forms: &[
            Form {
                words: "",
                effect: Effect::Reads,
                options: "-V --version",
                operands: Operands::Version,
            },
            runs("check", RUFF, Operands::Paths),
            runs(
                "format",
                "-q -v --check --diff --line-length# --no-cache --quiet --verbose",
                Operands::Paths,
            ),
        ],
    },
    Program {
        name: "black",
        forms: &[runs("", BLACK, Operands::Paths)],
    },
    Program {
        name: "isort",
        forms: &[runs(
            "",
            "-c -q -v --check --check-only --diff --profile=",
            Operands::Paths,
        )],
    },
    Program {
        name: "flake8",
        forms: &[runs("", FLAKE8, Operands::Paths)],
    },
    Program {
        name: "tox",
        forms: &[runs("", "-e= -q -v -l --list", Operands::None)],
    },
];
