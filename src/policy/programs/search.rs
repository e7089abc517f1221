//! Programs that find text and files. `find` itself has a language of its own: see `shell::find`.

use super::form::{Effect, Form, Operands, Program};

const GREP: &str = "-a -A# -b -B# -c -C# -D= -d= -e% -E -f< -F -G -h -H -i -I -l -L -m# -n -o -P -q \
    -r -R -s -T -u -U -v -w -x -y -z -Z -# --after-context# --basic-regexp --before-context# \
    --binary --binary-files= --byte-offset --color? --colour? --context# --count --dereference-recursive \
    --directories= --exclude= --exclude-dir= --exclude-from< --extended-regexp --file< \
    --files-with-matches --files-without-match --fixed-strings --help --ignore-case \
    --no-ignore-case --include= --initial-tab --invert-match --label= --line-buffered \
    --line-number --line-regexp --max-count# --no-filename --no-messages --null --null-data \
    --only-matching --perl-regexp --quiet --recursive --regexp% --silent --text --version \
    --with-filename --word-regexp";

const RG: &str = "-. -0 -a -A# -b -B# -c -C# -e% -E= -F -f< -g= -h -H -i -I -j# -l -L -M# -m# -n -N \
    -o -P -p -q -r= -s -S -t= -T= -u -U -v -V -w -x -z -d# --after-context# --before-context# \
    --binary --byte-offset --case-sensitive --color= --colors= --column --context# \
    --context-separator= --count --count-matches --crlf --debug --encoding= --engine= --files \
    --files-with-matches --files-without-match --fixed-strings --follow --glob= \
    --glob-case-insensitive --heading --help --hidden --iglob= --ignore-case --invert-match --json \
    --line-buffered --line-number --line-regexp --max-columns# --max-columns-preview --max-count# \
    --max-depth# --max-filesize= --multiline --multiline-dotall --no-column --no-config \
    --no-filename --no-heading --no-ignore --no-ignore-dot --no-ignore-global --no-ignore-parent \
    --no-ignore-vcs --no-line-number --no-messages --no-require-git --no-unicode --null --null-data \
    --one-file-system --only-matching --passthru --passthrough --path-separator= --pcre2 --pretty \
    --quiet --regexp% --replace= --smart-case --sort= --sortr= --stats --stop-on-nonmatch --text \
    --threads# --trim --type= --type-list --type-not= --unrestricted --version --vimgrep \
    --with-filename --word-regexp";

const FD: &str = "-0 -1 -a -d# -e= -E= -F -g -H -i -I -l -L -p -q -s -S= -t= -u --absolute-path \
    --changed-within= --changed-before= --color= --exact-depth# --exclude= --extension= \
    --fixed-strings --follow --full-path --glob --hidden --ignore-case --list-details --max-depth# \
    --max-results# --min-depth# --no-ignore --no-ignore-vcs --print0 --quiet --size= --type= \
    --version --help";

const fn pattern(options: &'static str) -> Form {
    Form {
        words: "",
        effect: Effect::Reads,
        options,
        operands: Operands::PatternThenPaths,
    }
}

/// The table.
pub(super) const PROGRAMS: &[Program] = &[
    Program {
        name: "grep",
        forms: &[pattern(GREP)],
    },
    Program {
        name: "egrep",
        forms: &[pattern(GREP)],
    },
    Program {
        name: "fgrep",
        forms: &[pattern(GREP)],
    },
    Program {
        name: "rg",
        forms: &[pattern(RG)],
    },
    Program {
        name: "fd",
        forms: &[pattern(FD)],
    },
    Program {
        name: "fdfind",
        forms: &[pattern(FD)],
    },
    Program {
        name: "ag",
        forms: &[pattern(
            "-i -s -S -l -L -c -n -H -Q -w -v -A# -B# -C# -m# -g -G= --hidden --ignore= --nocolor --literal",
        )],
    },
    Program {
        name: "which",
        forms: &[Form {
            words: "",
            effect: Effect::Reads,
            options: "-a -s",
            operands: Operands::Words,
        }],
    },
    Program {
        name: "type",
        forms: &[Form {
            words: "",
            effect: Effect::Reads,
            options: "-a -f -p -P -t",
            operands: Operands::Words,
        }],
    },
    Program {
        name: "whereis",
        forms: &[Form {
            words: "",
            effect: Effect::Reads,
            options: "-b -m -s",
            operands: Operands::Words,
        }],
    },
];
