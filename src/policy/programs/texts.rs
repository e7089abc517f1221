//! Programs that show, count, cut and compare text.

use super::form::{Effect, Form, Operands, Program};

const fn on(operands: Operands, options: &'static str) -> Form {
    Form {
        words: "",
        effect: Effect::Reads,
        options,
        operands,
    }
}

const fn paths(options: &'static str) -> Form {
    on(Operands::Paths, options)
}

const SUMS: &str = "-b -c -t -z -w --binary --check --tag --text --zero --ignore-missing --quiet \
    --status --strict --warn --version --help";

const fn listing(words: &'static str) -> Form {
    Form {
        words,
        effect: Effect::Reads,
        options: "-v --verbose",
        operands: Operands::Paths,
    }
}

/// The table.
pub(super) const PROGRAMS: &[Program] = &[
    Program {
        name: "cat",
        forms: &[paths(
            "-A -b -e -E -n -s -t -T -u -v --show-all --number-nonblank --show-ends --number \
         --squeeze-blank --show-tabs --show-nonprinting --version --help",
        )],
    },
    Program {
        name: "tar",
        forms: &[
            listing("tf"),
            listing("-tf"),
            listing("tvf"),
            listing("-tvf"),
            listing("tzf"),
            listing("-tzf"),
            listing("tzvf"),
            listing("-tzvf"),
            listing("tjf"),
            listing("-tjf"),
        ],
    },
    Program {
        name: "tac",
        forms: &[paths("-b -r -s= --before --regex --separator=")],
    },
    Program {
        name: "bat",
        forms: &[paths(
            "-n -p -A -P -r= -l= --plain --number --line-range= --language= --style= --color=",
        )],
    },
    Program {
        name: "head",
        forms: &[paths(
            "-c= -n= -q -v -z -# --bytes= --lines= --quiet --silent --verbose --zero-terminated --version",
        )],
    },
    Program {
        name: "tail",
        forms: &[paths(
            "-c= -n= -q -v -z -# --bytes= --lines= --quiet --silent --verbose --zero-terminated --version",
        )],
    },
    Program {
        name: "wc",
        forms: &[paths(
            "-c -m -l -L -w --bytes --chars --lines --max-line-length --words --version --total=",
        )],
    },
    Program {
        name: "nl",
        forms: &[paths(
            "-b= -d= -f= -h= -i# -l# -n= -p -s= -v# -w# --body-numbering= --number-format=",
        )],
    },
    Program {
        name: "sort",
        forms: &[paths(
            "-b -c -C -d -f -g -h -i -k= -m -M -n -r -R -s -t= -u -V -z --check? --dictionary-order \
         --field-separator= --general-numeric-sort --human-numeric-sort --ignore-case \
         --ignore-leading-blanks --key= --merge --month-sort --numeric-sort --random-sort --reverse \
         --sort= --stable --unique --version-sort --zero-terminated --parallel#",
        )],
    },
    // Its second operand is a file that it writes.
    Program {
        name: "uniq",
        forms: &[on(
            Operands::OnePath,
            "-c -d -D -f# -i -s# -u -w# -z --all-repeated? --check-chars# --count --ignore-case \
         --repeated --skip-chars# --skip-fields# --unique --group?",
        )],
    },
    Program {
        name: "cut",
        forms: &[paths(
            "-b= -c= -d= -f= -n -s -z --bytes= --characters= --complement --delimiter= --fields= \
         --only-delimited --output-delimiter=",
        )],
    },
    Program {
        name: "tr",
        forms: &[on(
            Operands::Words,
            "-c -C -d -s -t --complement --delete --squeeze-repeats --truncate-set1",
        )],
    },
    Program {
        name: "paste",
        forms: &[paths("-d= -s -z --delimiters= --serial")],
    },
    Program {
        name: "join",
        forms: &[paths("-1# -2# -a# -e= -i -j# -o= -t= -v# --header")],
    },
    Program {
        name: "comm",
        forms: &[paths("-1 -2 -3 -z --check-order --nocheck-order --total")],
    },
    Program {
        name: "column",
        forms: &[paths(
            "-t -s= -c# -n -x -o= -N= -R= -J --table --separator=",
        )],
    },
    Program {
        name: "fold",
        forms: &[paths("-b -s -w# --bytes --spaces --width#")],
    },
    Program {
        name: "fmt",
        forms: &[paths("-c -s -t -u -w# --width#")],
    },
    Program {
        name: "expand",
        forms: &[paths("-i -t= --tabs=")],
    },
    Program {
        name: "unexpand",
        forms: &[paths("-a -t= --all")],
    },
    Program {
        name: "rev",
        forms: &[paths("")],
    },
    Program {
        name: "od",
        forms: &[paths(
            "-a -A= -b -c -d -f -h -i -j= -l -N= -o -s -t= -v -w? -x",
        )],
    },
    Program {
        name: "hexdump",
        forms: &[paths("-b -c -C -d -n# -o -s# -v -x")],
    },
    Program {
        name: "strings",
        forms: &[paths("-a -n# -o -t= -e= -#")],
    },
    Program {
        name: "cmp",
        forms: &[paths(
            "-b -i= -l -n# -s --bytes# --quiet --silent --verbose",
        )],
    },
    Program {
        name: "diff",
        forms: &[paths(
            "-a -b -B -c -C# -d -e -E -i -I= -n -N -p -q -r -s -S= -t -T -u -U# -w -W# -x= -X< -y -Z \
         --brief --color? --context? --ignore-all-space --ignore-blank-lines --ignore-case \
         --ignore-space-change --ignore-trailing-space --label= --minimal --new-file --exclude= \
         --no-dereference --normal --recursive --report-identical-files --side-by-side \
         --strip-trailing-cr --suppress-common-lines --text --unified? --width#",
        )],
    },
    Program {
        name: "diff3",
        forms: &[paths("-a -A -e -E -m -T -x -X -3")],
    },
    Program {
        name: "md5sum",
        forms: &[paths(SUMS)],
    },
    Program {
        name: "sha1sum",
        forms: &[paths(SUMS)],
    },
    Program {
        name: "sha224sum",
        forms: &[paths(SUMS)],
    },
    Program {
        name: "sha256sum",
        forms: &[paths(SUMS)],
    },
    Program {
        name: "sha384sum",
        forms: &[paths(SUMS)],
    },
    Program {
        name: "sha512sum",
        forms: &[paths(SUMS)],
    },
    Program {
        name: "b2sum",
        forms: &[paths(SUMS)],
    },
    Program {
        name: "cksum",
        forms: &[paths("")],
    },
    Program {
        name: "sum",
        forms: &[paths("-r -s")],
    },
    Program {
        name: "base64",
        forms: &[paths("-d -i -w# --decode --ignore-garbage --wrap#")],
    },
    Program {
        name: "iconv",
        forms: &[paths("-f= -t= -c -s -l --from-code= --to-code= --list")],
    },
    Program {
        name: "jq",
        forms: &[on(
            Operands::PatternThenPaths,
            "-c -r -R -s -S -M -C -e -n -j -a --compact-output --raw-output --raw-input --slurp \
         --sort-keys --color-output --monochrome-output --tab --indent# --exit-status --null-input",
        )],
    },
    Program {
        name: "sed",
        forms: &[on(
            Operands::SedThenPaths,
            "-e% -E -n -r -s -u -z --expression% --quiet --silent --regexp-extended --separate \
         --unbuffered --null-data --posix --version",
        )],
    },
    Program {
        name: "echo",
        forms: &[on(Operands::Anything, "")],
    },
    Program {
        name: "printf",
        forms: &[on(Operands::Words, "")],
    },
    Program {
        name: "seq",
        forms: &[on(
            Operands::Words,
            "-f= -s= -w --format= --separator= --equal-width",
        )],
    },
    Program {
        name: "nm",
        forms: &[paths("-a -A -C -D -g -n -p -r -S -u")],
    },
    Program {
        name: "readelf",
        forms: &[paths("-a -h -l -S -s -d -n -r -W")],
    },
    Program {
        name: "objdump",
        forms: &[paths("-d -D -h -p -r -s -S -t -T -x -C")],
    },
    Program {
        name: "size",
        forms: &[paths("-A -B -d -o -x -t")],
    },
];
