//! Forms of `cargo` and its kin. `--config`, `-Z`, `--target-dir` and `--open` are left out.

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

const BUILD: &str = "-F= -j# -p= -q -r -v -vv --all --all-features --all-targets --bench= --benches --bin= \
    --bins --color= --doc --example= --examples --exclude= --features= --frozen --future-incompat-report \
    --ignore-rust-version --jobs# --keep-going --lib --locked --manifest-path< --message-format= \
    --no-default-features --no-fail-fast --no-run --no-deps --offline --package= --profile= --quiet \
    --release --target= --test= --tests --timings --verbose --workspace --document-private-items";

const NEXTEST: &str = "-E= -F= -j# -p= -q -r -v --all-features --all-targets --bin= --bins --cargo-profile= \
    --cargo-quiet --color= --exclude= --failure-output= --features= --filter-expr= --filterset= \
    --final-status-level= --frozen --lib --locked --message-format= --no-capture \
    --no-default-features --no-fail-fast --no-run --no-tests= --nocapture --offline --package= --partition= --profile= \
    --release --retries# --run-ignored= --status-level= --success-output= --test= --test-threads# \
    --tests --verbose --workspace";

/// The table.
pub(super) const PROGRAMS: &[Program] = &[
    Program {
        name: "cargo",
        forms: &[
            Form {
                words: "",
                effect: Effect::RunsWorkspace,
                options: "-V -vV --version --list --help",
                operands: Operands::Version,
            },
            Form {
                words: "version",
                effect: Effect::RunsWorkspace,
                options: "",
                operands: Operands::None,
            },
            runs("test", BUILD, Operands::WordsAndRest),
            runs("t", BUILD, Operands::WordsAndRest),
            runs("build", BUILD, Operands::None),
            runs("b", BUILD, Operands::None),
            runs("check", BUILD, Operands::None),
            runs("c", BUILD, Operands::None),
            runs("run", BUILD, Operands::WordsAndRest),
            runs("r", BUILD, Operands::WordsAndRest),
            runs("bench", BUILD, Operands::WordsAndRest),
            runs("doc", BUILD, Operands::None),
            runs("d", BUILD, Operands::None),
            runs("clippy", BUILD, Operands::WordsAndRest),
            runs(
                "fmt",
                "-p= -q -v --all --check --message-format= --package= --quiet --verbose --manifest-path<",
                Operands::WordsAndRest,
            ),
            runs(
                "tree",
                "-d -e= -f= -i= -p= --all-features --charset= --depth= --duplicates --edges= \
             --features= --format= --invert= --locked --no-default-features --no-dedupe --offline \
             --package= --prefix= --prune= --target= --workspace",
                Operands::None,
            ),
            runs(
                "metadata",
                "-q --all-features --features= --filter-platform= --format-version# --locked --no-default-features --no-deps --offline --manifest-path<",
                Operands::None,
            ),
            runs("pkgid", "--offline --locked", Operands::Words),
            runs(
                "locate-project",
                "--workspace --message-format=",
                Operands::None,
            ),
            runs("verify-project", "", Operands::None),
            runs("nextest run", NEXTEST, Operands::WordsAndRest),
            runs("nextest list", NEXTEST, Operands::WordsAndRest),
            network("install"),
            network("uninstall"),
            network("publish"),
            network("add"),
            network("update"),
            network("fetch"),
            network("search"),
            network("login"),
            network("logout"),
            network("owner"),
            network("yank"),
            network("info"),
            network("generate-lockfile"),
            network("vendor"),
            network("audit"),
            network("outdated"),
            network("upgrade"),
        ],
    },
    Program {
        name: "rustc",
        forms: &[Form {
            words: "",
            effect: Effect::RunsWorkspace,
            options: "-V -vV --version",
            operands: Operands::Version,
        }],
    },
    Program {
        name: "rustfmt",
        forms: &[runs(
            "",
            "-q -v --check --edition= --quiet --version --color=",
            Operands::Paths,
        )],
    },
];
