//! Programs that tell about the machine and the shell, or do nothing.

use super::form::{Effect, Form, Operands, Program};

const fn tells(options: &'static str, operands: Operands) -> Form {
    Form {
        words: "",
        effect: Effect::Reads,
        options,
        operands,
    }
}

const fn network(name: &'static str) -> Program {
    Program {
        name,
        forms: &[Form {
            words: "",
            effect: Effect::Network,
            options: "",
            operands: Operands::Anything,
        }],
    }
}

/// The table.
pub(super) const PROGRAMS: &[Program] = &[
    Program {
        name: "true",
        forms: &[tells("", Operands::Anything)],
    },
    Program {
        name: "false",
        forms: &[tells("", Operands::Anything)],
    },
    Program {
        name: ":",
        forms: &[tells("", Operands::Anything)],
    },
    Program {
        name: "pwd",
        forms: &[tells("-L -P", Operands::None)],
    },
    Program {
        name: "test",
        forms: &[tells("", Operands::Anything)],
    },
    Program {
        name: "sleep",
        forms: &[tells("", Operands::Words)],
    },
    Program {
        name: "date",
        forms: &[tells(
            "-u -d= -I? -R -r< --utc --date= --iso-8601? --rfc-3339= --rfc-email --reference<",
            Operands::Format,
        )],
    },
    Program {
        name: "cal",
        forms: &[tells("-1 -3 -m -s -y -j", Operands::Words)],
    },
    Program {
        name: "whoami",
        forms: &[tells("", Operands::None)],
    },
    Program {
        name: "id",
        forms: &[tells("-a -g -G -n -r -u -z", Operands::Words)],
    },
    Program {
        name: "groups",
        forms: &[tells("", Operands::Words)],
    },
    Program {
        name: "hostname",
        forms: &[tells("-f -s -i -I -d", Operands::None)],
    },
    Program {
        name: "uname",
        forms: &[tells(
            "-a -s -n -r -v -m -p -i -o --all --machine",
            Operands::None,
        )],
    },
    Program {
        name: "arch",
        forms: &[tells("", Operands::None)],
    },
    Program {
        name: "nproc",
        forms: &[tells("--all --ignore#", Operands::None)],
    },
    Program {
        name: "uptime",
        forms: &[tells("-p -s", Operands::None)],
    },
    Program {
        name: "free",
        forms: &[tells("-b -k -m -g -h -t -w", Operands::None)],
    },
    Program {
        name: "ps",
        forms: &[tells(
            "-A -a -e -f -l -u= -p= -o= -x --forest --no-headers --sort=",
            Operands::None,
        )],
    },
    Program {
        name: "pgrep",
        forms: &[tells("-a -c -f -i -l -n -o -u= -v -x", Operands::Words)],
    },
    Program {
        name: "lscpu",
        forms: &[tells("-a -b -e -J -p -x", Operands::None)],
    },
    Program {
        name: "tty",
        forms: &[tells("-s", Operands::None)],
    },
    Program {
        name: "locale",
        forms: &[tells("-a -m", Operands::None)],
    },
    network("curl"),
    network("wget"),
    network("aria2c"),
    network("httpie"),
    network("http"),
    network("https"),
    network("xh"),
    network("ssh"),
    network("scp"),
    network("sftp"),
    network("rsync"),
    network("nc"),
    network("ncat"),
    network("netcat"),
    network("socat"),
    network("telnet"),
    network("ftp"),
    network("lftp"),
    network("ping"),
    network("ping6"),
    network("traceroute"),
    network("mtr"),
    network("dig"),
    network("nslookup"),
    network("host"),
    network("whois"),
    network("nmap"),
    network("openssl"),
    network("gh"),
    network("glab"),
    network("hub"),
    network("pip"),
    network("pip3"),
    network("pipx"),
    network("uv"),
    network("uvx"),
    network("poetry"),
    network("pdm"),
    network("conda"),
    network("mamba"),
    network("npx"),
    network("pnpx"),
    network("bunx"),
    network("gem"),
    network("bundle"),
    network("composer"),
    network("brew"),
    network("apt"),
    network("apt-get"),
    network("dnf"),
    network("yum"),
    network("apk"),
    network("pacman"),
    network("snap"),
    network("flatpak"),
    network("rustup"),
    network("docker"),
    network("podman"),
    network("nerdctl"),
    network("kubectl"),
    network("helm"),
    network("terraform"),
    network("tofu"),
    network("pulumi"),
    network("aws"),
    network("gcloud"),
    network("gsutil"),
    network("az"),
    network("doctl"),
    network("heroku"),
    network("flyctl"),
    network("fly"),
    network("vercel"),
    network("netlify"),
    network("wrangler"),
    network("firebase"),
    network("rclone"),
    network("s3cmd"),
    network("mail"),
    network("sendmail"),
    network("twine"),
];
