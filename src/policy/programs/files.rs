//! Programs that look at files and folders, or make new ones.

use super::form::{Effect, Form, Operands, Program};

const fn read(options: &'static str, operands: Operands) -> Form {
    Form {
        words: "",
        effect: Effect::Reads,
        options,
        operands,
    }
}

const fn make(options: &'static str, operands: Operands) -> Form {
    Form {
        words: "",
        effect: Effect::Makes,
        options,
        operands,
    }
}

/// The table.
pub(super) const PROGRAMS: &[Program] = &[
    Program {
        name: "ls",
        forms: &[read(
            "-a -A -b -B -c -C -d -f -F -g -G -h -H -i -k -l -L -m -n -N -o -p -q -Q -r -R -s -S -t -u \
         -U -v -w# -x -X -Z -1 --all --almost-all --author --escape --ignore-backups --color? \
         --directory --classify? --file-type --format= --full-time --group-directories-first \
         --no-group --human-readable --si --dereference --hide= --hyperlink? --indicator-style= \
         --inode --ignore= --kibibytes --numeric-uid-gid --literal --hide-control-chars \
         --quote-name --quoting-style= --reverse --recursive --size --sort= --time= --time-style= \
         --width# --context --zero --version --help",
            Operands::Paths,
        )],
    },
    Program {
        name: "dir",
        forms: &[read("-a -l -1 -R", Operands::Paths)],
    },
    Program {
        name: "tree",
        forms: &[read(
            "-a -d -l -f -x -L# -P= -I= -p -u -g -s -h -D -F -q -N -i -A -S -n -C -v -t -c -U -r -J -X \
         --gitignore --noreport --dirsfirst --prune --filelimit# --du --si --inodes --charset= \
         --matchdirs --ignore-case --sort= --version --help",
            Operands::Paths,
        )],
    },
    Program {
        name: "stat",
        forms: &[read(
            "-L -f -c= -t --dereference --file-system --format= --printf= --terse --version --help",
            Operands::Paths,
        )],
    },
    Program {
        name: "file",
        forms: &[read(
            "-b -i -L -h -z -k -s -0 -E -N -p -r --brief --mime --mime-type --mime-encoding \
         --dereference --no-dereference --keep-going --print0 --version --help --extension",
            Operands::Paths,
        )],
    },
    Program {
        name: "du",
        forms: &[read(
            "-a -b -c -d# -D -h -H -k -l -L -m -P -s -S -t= -x -0 --all --apparent-size --bytes --total \
         --max-depth# --human-readable --si --summarize --exclude= --inodes --one-file-system --time?",
            Operands::Paths,
        )],
    },
    Program {
        name: "df",
        forms: &[read(
            "-a -B= -h -H -i -k -l -P -t= -T -x= --all --human-readable --si --inodes --local --total \
         --type= --print-type --output?",
            Operands::Paths,
        )],
    },
    Program {
        name: "readlink",
        forms: &[read(
            "-f -e -m -n -q -s -v -z --canonicalize",
            Operands::Paths,
        )],
    },
    Program {
        name: "realpath",
        forms: &[read(
            "-e -m -L -P -q -s -z --relative-to= --relative-base= --canonicalize-existing \
         --canonicalize-missing --no-symlinks --strip",
            Operands::Paths,
        )],
    },
    Program {
        name: "basename",
        forms: &[read("-a -s= -z --multiple --suffix=", Operands::Words)],
    },
    Program {
        name: "dirname",
        forms: &[read("-z --zero", Operands::Words)],
    },
    Program {
        name: "namei",
        forms: &[read("-l -m -o -v -x", Operands::Paths)],
    },
    Program {
        name: "lsattr",
        forms: &[read("-R -a -d -l", Operands::Paths)],
    },
    Program {
        name: "getfacl",
        forms: &[read("-p", Operands::Paths)],
    },
    Program {
        name: "mkdir",
        forms: &[make("-p -v --parents --verbose", Operands::Made)],
    },
    Program {
        name: "touch",
        forms: &[make("-a -c -m -h --no-create", Operands::Made)],
    },
    Program {
        name: "cp",
        forms: &[make(
            "-f -i -n -p -u -v --force --interactive --no-clobber \
         --update --verbose",
            Operands::CopiedTo,
        )],
    },
];
