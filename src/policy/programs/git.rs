//! Forms of `git` that only tell. None of them takes an option that runs or writes something:
//! `--ext-diff`, `--textconv`, `--output`, `-O`, `--no-index`, `-c`, `--exec-path` are left out.

use super::form::{Effect, Form, Operands, Program};

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

const DIFF: &str = "-a -b -B -C -D -M -p -P -q -R -s -S= -G= -u -U# -w -W -z --abbrev? --binary --cached \
    --check --color? --color-moved? --color-words? --compact-summary --cumulative --diff-algorithm= \
    --diff-filter= --dirstat? --exit-code --find-copies --find-renames? --full-index \
    --function-context --histogram --ignore-all-space --ignore-blank-lines --ignore-cr-at-eol \
    --ignore-space-at-eol --ignore-space-change --ignore-submodules? --merge-base --minimal \
    --name-only --name-status --no-color --no-ext-diff --no-patch --no-prefix --no-renames \
    --no-textconv --numstat --patch --patch-with-stat --patience --quiet --raw --relative? \
    --shortstat --staged --stat? --stat-width# --submodule? --summary --text --unified# --word-diff? \
    --word-diff-regex=";

const LOG: &str = "-a -b -c -g -i -m -n# -p -q -s -S= -G= -E -F -L= -M -C -U# -w -z -# --abbrev? \
    --abbrev-commit --after= --all --all-match --ancestry-path --author= --before= --boundary \
    --branches? --cc --cherry --cherry-mark --cherry-pick --color? --committer= --compact-summary \
    --count --date= --date-order --decorate? --decorate-refs= --diff-filter= --dirstat? --exclude= \
    --extended-regexp --find-renames? --first-parent --fixed-strings --follow --format= \
    --full-diff --full-history --graph --grep= --histogram --ignore-all-space --invert-grep \
    --left-only --left-right --max-count# --max-parents# --merges --min-parents# --name-only \
    --name-status --no-color --no-decorate --no-ext-diff --no-merges --no-notes --no-patch \
    --no-renames --no-textconv --numstat --oneline --patch --patience --pickaxe-all --pickaxe-regex \
    --pretty? --quiet --raw --regexp-ignore-case --relative-date --remotes? --reverse --right-only \
    --shortstat --simplify-by-decoration --since= --skip# --source --stat? --summary --tags? \
    --topo-order --unified# --until= --walk-reflogs --word-diff?";

const BRANCH: &str = "-a -r -v -vv --all --remotes --verbose --list --show-current --color? --no-color \
    --column? --no-column --contains= --no-contains= --merged= --no-merged= --points-at= --sort= --format=";

const GREP: &str = "-a -A# -B# -c -C# -e% -E -F -G -h -H -i -I -l -L -m# -n -o -p -P -q -r -v -w -W -z \
    --after-context# --all-match --and --before-context# --break --cached --color? --column \
    --context# --count --exclude-standard --extended-regexp --files-with-matches \
    --files-without-match --fixed-strings --function-context --heading --ignore-case --invert-match \
    --line-number --max-count# --max-depth# --name-only --no-color --no-textconv --not \
    --only-matching --or --perl-regexp --quiet --show-function --text --threads# --untracked \
    --word-regexp";

/// The table.
pub(super) const PROGRAMS: &[Program] = &[Program {
    name: "git",
    forms: &[
        tells("", "--version -v", Operands::Version),
        tells("version", "--build-options", Operands::None),
        tells(
            "status",
            "-b -s -u? -v -z --ahead-behind --branch --column? --find-renames? --ignore-submodules? \
         --ignored? --long --no-ahead-behind --no-column --no-renames --porcelain? --renames --short \
         --show-stash --untracked-files? --verbose",
            Operands::Paths,
        ),
        tells("diff", DIFF, Operands::Paths),
        tells("log", LOG, Operands::Paths),
        tells("show", LOG, Operands::Paths),
        tells("whatchanged", LOG, Operands::Paths),
        tells(
            "shortlog",
            "-c -e -n -s --numbered --summary --email --group= --since= --until= --no-merges --all",
            Operands::Paths,
        ),
        tells("reflog", "-n# -# --date= --oneline --all", Operands::None),
        tells(
            "reflog show",
            "-n# -# --date= --oneline --all",
            Operands::Paths,
        ),
        tells(
            "blame",
            "-b -c -C -e -f -l -L= -M -n -p -s -t -w --abbrev# --color-by-age --color-lines --date= \
         --incremental --line-porcelain --porcelain --root --show-email --show-name --show-number --since=",
            Operands::Paths,
        ),
        tells("branch", BRANCH, Operands::None),
        tells(
            "tag",
            "-l -n# -n --list --sort= --column? --contains= --merged= --points-at= --format=",
            Operands::None,
        ),
        tells("remote", "-v --verbose", Operands::None),
        tells("remote get-url", "--all --push", Operands::Words),
        tells(
            "stash list",
            "-n# -p --stat? --oneline --date= --format=",
            Operands::None,
        ),
        tells(
            "stash show",
            "-p -u --stat? --name-only --name-status --patch --include-untracked",
            Operands::Words,
        ),
        tells(
            "rev-parse",
            "-q --abbrev-ref? --absolute-git-dir --all --branches? --git-common-dir --git-dir --git-path= \
         --is-bare-repository --is-inside-git-dir --is-inside-work-tree --is-shallow-repository --quiet \
         --remotes? --short? --show-cdup --show-prefix --show-superproject-working-tree \
         --show-toplevel --symbolic --symbolic-full-name --tags? --verify",
            Operands::Words,
        ),
        tells("rev-list", LOG, Operands::Paths),
        tells(
            "ls-files",
            "-c -d -i -k -m -o -s -t -u -v -x= -z --abbrev? --cached --deduplicate --deleted --directory \
         --eol --error-unmatch --exclude= --exclude-standard --full-name --ignored --killed \
         --modified --others --stage --unmerged",
            Operands::Paths,
        ),
        tells(
            "ls-tree",
            "-d -l -r -t -z --abbrev? --full-name --full-tree --long --name-only --name-status --object-only",
            Operands::Paths,
        ),
        tells("cat-file", "-e -p -s -t", Operands::Words),
        tells(
            "describe",
            "--abbrev# --all --always --candidates# --contains --dirty? --exact-match --exclude= --first-parent --long --match= --tags",
            Operands::Words,
        ),
        tells(
            "name-rev",
            "--always --name-only --no-undefined --tags",
            Operands::Words,
        ),
        tells(
            "merge-base",
            "-a --all --fork-point --independent --is-ancestor --octopus",
            Operands::Words,
        ),
        tells(
            "for-each-ref",
            "--contains= --count# --format= --merged= --no-merged= --points-at= --sort=",
            Operands::Words,
        ),
        tells(
            "show-ref",
            "-d -q -s --abbrev? --branches --dereference --hash? --head --heads --quiet --tags --verify",
            Operands::Words,
        ),
        tells(
            "show-branch",
            "-a -r --all --remotes --current --list",
            Operands::Words,
        ),
        tells("symbolic-ref", "-q --short --quiet", Operands::None),
        tells("diff-tree", DIFF, Operands::Paths),
        tells("diff-index", DIFF, Operands::Paths),
        tells("diff-files", DIFF, Operands::Paths),
        tells("grep", GREP, Operands::PatternThenPaths),
        tells(
            "check-ignore",
            "-n -q -v -z --no-index --non-matching --quiet --verbose",
            Operands::Paths,
        ),
        tells("check-attr", "-a -z --all --cached", Operands::Paths),
        tells(
            "count-objects",
            "-H -v --human-readable --verbose",
            Operands::None,
        ),
        tells(
            "worktree list",
            "-v -z --porcelain --verbose",
            Operands::None,
        ),
        tells(
            "config get",
            "--all --show-origin --show-scope --type=",
            Operands::Words,
        ),
        tells(
            "config list",
            "-z --show-origin --show-scope",
            Operands::None,
        ),
        tells(
            "config",
            "-l -z --get= --get-all= --get-regexp= --list --local --global --system --show-origin --show-scope --name-only",
            Operands::None,
        ),
        network("push"),
        network("pull"),
        network("fetch"),
        network("clone"),
        network("ls-remote"),
        network("remote update"),
        network("remote show"),
        network("submodule update"),
        network("submodule add"),
        network("send-email"),
        network("lfs"),
        network("svn"),
    ],
}];
