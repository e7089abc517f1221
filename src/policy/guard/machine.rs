//! Programs that stop, end or take away what runs or is installed on the machine.

use super::argv::{Loss, has_short};

const ENDS: &str = "it ends programs that may not be yours";
const STOPS: &str = "it changes what runs on the machine";
const TAKES: &str = "it removes what is installed";

/// What they would stop or take away.
pub(super) fn loss(name: &str, argv: &[&str]) -> Option<Loss> {
    let given = argv.get(1..).unwrap_or_default();
    let verb = given.iter().position(|word| !word.starts_with('-'));
    let verb_is = |verbs: &[&str]| {
        verb.filter(|at| verbs.contains(&given[*at]))
            .map(|at| at + 1)
    };
    let any = |words: &[&str]| {
        given
            .iter()
            .position(|word| words.contains(word))
            .map(|at| at + 1)
    };
    let short = |letters: &[char]| {
        let fits = |word: &str| letters.iter().any(|letter| has_short(word, *letter));
        given.iter().position(|word| fits(word)).map(|at| at + 1)
    };
    let (why, at) = match name {
        "pkill" | "killall" | "skill" | "xkill" | "slay" => {
            (ENDS, verb.or(short(&['f', 'u'])).map(|at| at + 1))
        }
        "fuser" => (ENDS, short(&['k'])),
        "kill" => ("it ends every process", everything(given)),
        "init" | "telinit" => ("it stops the machine", verb_is(&["0", "1", "6"])),
        "systemctl" => (STOPS, verb.filter(|at| !tells(given[*at])).map(|at| at + 1)),
        "service" | "rc-service" | "sv" => (
            STOPS,
            any(&["stop", "restart", "reload", "force-stop", "down", "zap"]),
        ),
        "launchctl" => (
            STOPS,
            verb_is(&[
                "unload", "remove", "bootout", "kill", "disable", "stop", "reboot",
            ]),
        ),
        "loginctl" => (
            ENDS,
            verb.filter(|at| given[*at].starts_with("terminate") || given[*at].starts_with("kill"))
                .map(|at| at + 1),
        ),
        "umount" => (STOPS, short(&['l', 'f', 'a'])),
        "swapoff" | "losetup" => (STOPS, short(&['a', 'd', 'D'])),
        "crontab" => (
            "every planned job would be replaced or removed",
            short(&['r']).or(cron_file(given)),
        ),
        "passwd" | "usermod" | "chage" => (STOPS, short(&['d', 'l', 'L'])),
        "history" => ("the history of the shell would be lost", short(&['c', 'd'])),
        "iptables" | "ip6tables" | "ebtables" | "nft" | "ufw" | "firewall-cmd" | "ip" | "nmcli"
        | "bridge" => (STOPS, network(name, given)),
        _ => (TAKES, package(name, given)),
    };
    at.map(|at| Loss::by_command(why, at.min(argv.len() - 1)))
}

/// Rules and addresses of the network that would be taken away.
fn network(name: &str, given: &[&str]) -> Option<usize> {
    let words: &[&str] = match name {
        "nft" => &["flush", "delete", "destroy"],
        "ufw" | "firewall-cmd" => &["reset", "disable", "delete", "--complete-reload"],
        "ip" | "nmcli" | "bridge" => &["delete", "del", "flush"],
        _ => &[
            "-F",
            "-X",
            "-Z",
            "-D",
            "--flush",
            "--delete",
            "--delete-chain",
        ],
    };
    given
        .iter()
        .position(|word| words.contains(word))
        .map(|at| at + 1)
}

/// Commands of `systemctl` that only tell.
fn tells(verb: &str) -> bool {
    verb.starts_with("list-")
        || verb.starts_with("is-")
        || matches!(
            verb,
            "status" | "show" | "cat" | "help" | "get-default" | "show-environment"
        )
}

/// The signal comes first, so only a later word can mean every process.
fn everything(given: &[&str]) -> Option<usize> {
    let at = given.iter().skip(1).position(|word| *word == "-1")?;
    Some(at + 2)
}

/// A file that would stand in place of all planned jobs.
fn cron_file(given: &[&str]) -> Option<usize> {
    let mut at = 0;
    while let Some(word) = given.get(at) {
        match *word {
            "-l" => return None,
            "-u" => at += 1,
            "-" => return Some(at + 1),
            word if word.starts_with('-') => {}
            _ => return Some(at + 1),
        }
        at += 1;
    }
    None
}

/// Packages that would be taken away.
fn package(name: &str, given: &[&str]) -> Option<usize> {
    let verbs: &[&str] = match name {
        "apt" | "apt-get" | "aptitude" => &["purge", "remove", "autoremove", "autopurge"],
        "dnf" | "yum" | "zypper" | "microdnf" => &["remove", "erase", "autoremove", "rm"],
        "apk" | "snap" | "flatpak" | "brew" | "port" | "winget" | "choco" | "scoop" => {
            &["del", "remove", "uninstall", "rm", "autoremove"]
        }
        "pacman" | "yay" | "paru" => {
            let removes = given
                .iter()
                .position(|word| word.starts_with("-R") || *word == "--remove");
            return removes.map(|at| at + 1);
        }
        "dpkg" | "rpm" => &["-r", "-P", "--remove", "--purge", "-e", "--erase"],
        _ => return None,
    };
    given
        .iter()
        .position(|word| verbs.contains(word))
        .map(|at| at + 1)
}
