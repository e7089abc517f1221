//! Forms of JavaScript's tools. What moves them to another folder or shell (`--prefix`, `-C`,
//! `--script-shell`, `--userconfig`, `-r`, `--import`, `-e`) is left out.

use super::form::{Effect, Form, Operands, Program};

const fn runs(words: &'static str, options: &'static str, operands: Operands) -> Form {
    Form {
        words,
        effect: Effect::RunsWorkspace,
        options,
        operands,
    }
}

const fn tells(words: &'static str, options: &'static str, operands: Operands) -> Form {
    Form {
        words,
        effect: Effect::Reads,
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

const SCRIPT: &str =
    "-s -w= --if-present --silent --workspace= --workspaces --include-workspace-root";

const NETWORKED: [Form; 12] = [
    network("install"),
    network("i"),
    network("ci"),
    network("add"),
    network("update"),
    network("publish"),
    network("login"),
    network("exec"),
    network("x"),
    network("dlx"),
    network("audit"),
    network("create"),
];

const NPM: &[Form] = &[
    tells("", "-v --version", Operands::Version),
    tells(
        "ls",
        "-a -l --all --depth# --json --long --parseable",
        Operands::Words,
    ),
    tells(
        "list",
        "-a -l --all --depth# --json --long --parseable",
        Operands::Words,
    ),
    tells("root", "", Operands::None),
    tells("prefix", "", Operands::None),
    runs("test", SCRIPT, Operands::TargetsAndRest),
    runs("t", SCRIPT, Operands::TargetsAndRest),
    runs("run", SCRIPT, Operands::TargetsAndRest),
    runs("run-script", SCRIPT, Operands::TargetsAndRest),
    runs("start", SCRIPT, Operands::TargetsAndRest),
    NETWORKED[0],
    NETWORKED[1],
    NETWORKED[2],
    NETWORKED[3],
    NETWORKED[4],
    NETWORKED[5],
    NETWORKED[6],
    NETWORKED[7],
    NETWORKED[8],
    NETWORKED[9],
    NETWORKED[10],
    NETWORKED[11],
];

/// The table.
pub(super) const PROGRAMS: &[Program] = &[
    Program {
        name: "npm",
        forms: NPM,
    },
    Program {
        name: "pnpm",
        forms: NPM,
    },
    Program {
        name: "yarn",
        forms: &[
            runs("", "-v --version", Operands::Version),
            runs("test", "-s --silent", Operands::TargetsAndRest),
            runs("run", "-s --silent", Operands::TargetsAndRest),
            runs("build", "-s --silent", Operands::None),
            runs("lint", "-s --silent", Operands::None),
            NETWORKED[0],
            NETWORKED[3],
            NETWORKED[5],
            NETWORKED[9],
        ],
    },
    Program {
        name: "bun",
        forms: &[
            tells("", "-v --version", Operands::Version),
            runs("test", "-t= --bail? --timeout# --coverage", Operands::Paths),
            runs("run", "--silent", Operands::TargetsAndRest),
            NETWORKED[0],
            NETWORKED[1],
            NETWORKED[3],
            NETWORKED[8],
            NETWORKED[11],
        ],
    },
    Program {
        name: "node",
        forms: &[
            tells("", "-v --version", Operands::Version),
            runs(
                "--test",
                "--test-only --test-reporter= --test-name-pattern=",
                Operands::Paths,
            ),
            runs(
                "",
                "--test --test-only --check -c --trace-warnings --no-warnings --enable-source-maps",
                Operands::Script,
            ),
        ],
    },
    Program {
        name: "tsc",
        forms: &[runs(
            "",
            "-v -b -w= --build --noEmit --pretty --strict --version --skipLibCheck --listFiles",
            Operands::Paths,
        )],
    },
    Program {
        name: "eslint",
        forms: &[runs(
            "",
            "-v --cache --color --ext= --format= --max-warnings# --no-color --quiet --version",
            Operands::Paths,
        )],
    },
    Program {
        name: "prettier",
        forms: &[runs(
            "",
            "-c -l --check --list-different --version",
            Operands::Paths,
        )],
    },
    Program {
        name: "jest",
        forms: &[runs(
            "",
            "-i -t= --ci --coverage --runInBand --silent --testNamePattern= --testPathPattern= --verbose --version --watchAll= --maxWorkers= --bail",
            Operands::Paths,
        )],
    },
    Program {
        name: "vitest",
        forms: &[
            runs(
                "",
                "-t= --coverage --run --silent --testNamePattern= --version",
                Operands::Paths,
            ),
            runs(
                "run",
                "-t= --coverage --silent --testNamePattern=",
                Operands::Paths,
            ),
        ],
    },
    Program {
        name: "mocha",
        forms: &[runs(
            "",
            "-b -g= -R= --bail --grep= --reporter= --timeout#",
            Operands::Paths,
        )],
    },
];
