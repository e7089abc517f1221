//! Reads in the end of an output whether the sandbox refused something.

use super::rung::Network;

/// What programs print when a file system or a filter refuses them.
const REFUSALS: [&str; 9] = [
    "Read-only file system",
    "EROFS",
    "Permission denied",
    "EACCES",
    "Operation not permitted",
    "EPERM",
    "Bad system call",
    "Device or resource busy",
    "Invalid cross-device link",
];

/// What programs print when there is no network.
const UNREACHABLE: [&str; 14] = [
    "Network is unreachable",
    "ENETUNREACH",
    "Temporary failure in name resolution",
    "Name or service not known",
    "Could not resolve host",
    "Couldn't resolve host",
    "could not resolve host",
    "failed to lookup address",
    "dns error",
    "EAI_AGAIN",
    "ENOTFOUND",
    "no such host",
    "Temporary failure resolving",
    "spurious network error",
];

/// The longest line that is shown, in characters.
const LONGEST: usize = 200;

/// What in `output` looks as if the sandbox had refused it, the last such line first.
pub(super) fn refusal(output: &[u8], network: Network) -> Option<String> {
    let text = String::from_utf8_lossy(output);
    let line = |words: &[&str]| {
        let has = |line: &&str| words.iter().any(|word| line.contains(word));
        text.lines().rev().find(has).map(shortened)
    };
    match network {
        Network::Off => {
            line(&UNREACHABLE).map(|line| format!("there is no network inside: {line}"))
        }
        Network::On => None,
    }
    .or_else(|| line(&REFUSALS).map(|line| format!("the sandbox may have refused it: {line}")))
}

fn shortened(line: &str) -> String {
    line.trim().chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_told_with_its_line() {
        let output = b"one\ntouch: cannot touch '/x': Read-only file system\ntwo\n";
        let hint = refusal(output, Network::Off).unwrap();
        assert!(hint.ends_with("touch: cannot touch '/x': Read-only file system"));
        assert_eq!(refusal(b"assertion failed", Network::Off), None);
    }

    #[test]
    fn without_a_network_names_are_not_found() {
        let output = b"curl: (6) Could not resolve host: example.org";
        assert!(
            refusal(output, Network::Off)
                .unwrap()
                .starts_with("there is no network")
        );
        assert_eq!(refusal(output, Network::On), None);
    }
}
