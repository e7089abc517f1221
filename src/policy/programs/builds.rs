//! Forms of the build tools of other languages. `make --eval`, `-f`, `go -exec`, `-toolexec`,
//! `-o` and their kin are left out.

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

const GO: &str = "-v -x -n -a -race -cover -short -failfast -json -trimpath -bench= -benchmem -benchtime= \
    -count# -cpu= -covermode= -coverpkg= -p# -parallel# -run= -skip= -shuffle= -tags= -timeout= -list= -mod=";

const MAKE: &str = "-B -i -j? -k -n -q -r -R -s -w -l# --always-make --dry-run --ignore-errors --jobs? \
    --just-print --keep-going --no-builtin-rules --no-print-directory --output-sync? \
    --print-directory --question --quiet --silent --trace --version";

const GRADLE: &str = "-q -i -s -a --console= --continue --daemon --info --no-daemon --offline --parallel --quiet \
    --rerun-tasks --stacktrace --tests= --warning-mode= --version";

const MAVEN: &str = "-q -B -e -o -ntp -U -T= -pl= -am --batch-mode --errors --fail-at-end --fail-fast \
    --no-transfer-progress --offline --quiet --version";

/// The table.
pub(super) const PROGRAMS: &[Program] = &[
    Program {
        name: "make",
        forms: &[runs("", MAKE, Operands::Targets)],
    },
    Program {
        name: "gmake",
        forms: &[runs("", MAKE, Operands::Targets)],
    },
    Program {
        name: "just",
        forms: &[runs(
            "",
            "-l -n --list --dry-run --summary --version",
            Operands::Targets,
        )],
    },
    Program {
        name: "ninja",
        forms: &[runs("", "-j# -k# -n -v --version", Operands::Targets)],
    },
    Program {
        name: "go",
        forms: &[
            tells("version", "", Operands::None),
            tells("env", "-json -changed", Operands::Words),
            runs("doc", "-all -c -cmd -short -src -u", Operands::Words),
            runs("list", "-f= -json -m -deps -test -find -e", Operands::Words),
            runs("test", GO, Operands::Paths),
            runs("build", GO, Operands::Paths),
            runs("vet", GO, Operands::Paths),
            runs("run", GO, Operands::Script),
            runs("fmt", "-n -x", Operands::Paths),
            network("get"),
            network("install"),
            network("mod download"),
            network("mod tidy"),
        ],
    },
    Program {
        name: "gofmt",
        forms: &[tells("", "-d -e -l -s", Operands::Paths)],
    },
    Program {
        name: "gradle",
        forms: &[runs("", GRADLE, Operands::Targets)],
    },
    Program {
        name: "mvn",
        forms: &[runs("", MAVEN, Operands::Targets)],
    },
    Program {
        name: "dotnet",
        forms: &[
            tells(
                "",
                "--version --info --list-sdks --list-runtimes",
                Operands::Version,
            ),
            runs(
                "test",
                "-c= -v= --configuration= --filter= --framework= --logger= --nologo --no-build --no-restore --verbosity=",
                Operands::Paths,
            ),
            runs(
                "build",
                "-c= -v= --configuration= --framework= --nologo --no-restore --verbosity=",
                Operands::Paths,
            ),
        ],
    },
    Program {
        name: "swift",
        forms: &[
            tells("", "--version", Operands::Version),
            runs(
                "test",
                "-c= -v --filter= --parallel --skip=",
                Operands::None,
            ),
            runs("build", "-c= -v", Operands::None),
        ],
    },
    Program {
        name: "mix",
        forms: &[
            tells("", "--version", Operands::Version),
            runs(
                "test",
                "--cover --failed --max-failures# --only= --seed# --stale --trace",
                Operands::Paths,
            ),
            runs("compile", "--force --warnings-as-errors", Operands::None),
            runs("format", "--check-formatted", Operands::Paths),
        ],
    },
    Program {
        name: "rspec",
        forms: &[runs(
            "",
            "-b -e= -f= -t= --color --example= --fail-fast? --format= --no-color --tag=",
            Operands::Paths,
        )],
    },
    Program {
        name: "rake",
        forms: &[runs(
            "",
            "-n -P -q -s -T -v --dry-run --quiet --silent --tasks? --verbose",
            Operands::Targets,
        )],
    },
    Program {
        name: "phpunit",
        forms: &[runs(
            "",
            "--filter= --group= --no-coverage --stop-on-failure --testdox --version",
            Operands::Paths,
        )],
    },
    Program {
        name: "ctest",
        forms: &[runs(
            "",
            "-j# -L= -N -Q -R= -V -VV --output-on-failure --verbose",
            Operands::None,
        )],
    },
    Program {
        name: "shellcheck",
        forms: &[tells(
            "",
            "-a -C? -e= -f= -i= -o= -s= -S= -x --color? --exclude= --format= --severity= --shell=",
            Operands::Paths,
        )],
    },
];
