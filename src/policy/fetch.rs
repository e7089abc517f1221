//! Addresses: which may be read from without a question.

use super::hidden::first_hidden;
use super::rule::RuleSet;
use crate::domain::approval::ApprovalKind;
use crate::domain::verdict::{Decision, Guard, Span, Verdict};

/// Judges the reading of an address; without a rule for its host it asks.
///
/// Only `http` and `https` with a plain host can be allowed: names of this machine and of private
/// networks are refused to rules, because they reach what no stranger could.
pub fn judge_fetch(url: &str, rules: &RuleSet) -> Verdict {
    let verdict = |decision, rule: String, reason: String| Verdict {
        decision,
        reason,
        rule,
        span: (decision > Decision::Auto).then(|| Span::new(0, url.len())),
        guard: Guard::None,
        kind: ApprovalKind::NetworkOperation,
        prefix: None,
    };
    if let Some((_, c)) = first_hidden(url, &[]) {
        let reason = format!("it holds U+{:04X}, which cannot be seen", u32::from(c));
        return verdict(Decision::Ask, "fetch.hidden_character".to_owned(), reason);
    }
    let Some(host) = host_of(url) else {
        let reason = "only http and https addresses with a plain host are known".to_owned();
        return verdict(Decision::Deny, "fetch.address".to_owned(), reason);
    };
    let private = is_private(&host);
    match rules.on_host(&host) {
        Some(rule) if rule.decision > Decision::Auto || !private => {
            verdict(rule.decision, rule.name(), rule.because())
        }
        _ if private => {
            let reason = format!("{host} is this machine or its own network");
            Verdict {
                // It reaches what no stranger could: no mode answers for a person.
                guard: Guard::Protected,
                ..verdict(Decision::Ask, "fetch.private".to_owned(), reason)
            }
        }
        Some(_) | None => verdict(
            Decision::Ask,
            "fetch.host".to_owned(),
            format!("{host} is another machine"),
        ),
    }
}

/// The host of a web address without user and port; none where it is not plain.
pub fn host_of(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") || rest.contains('\\') {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next()?;
    if authority.contains('@') || authority.contains('%') {
        return None;
    }
    let host = if authority.starts_with('[') {
        &authority[..=authority.find(']')?]
    } else {
        authority.split(':').next()?
    };
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._[]:".contains(c);
    (!host.is_empty() && host.chars().all(plain)).then_some(host)
}

/// True for this machine, for private networks, and for numbers that only look like a name.
fn is_private(host: &str) -> bool {
    let number = host.chars().all(|c| c.is_ascii_digit() || c == '.') || host.starts_with("0x");
    let local = [
        "localhost",
        "local",
        "internal",
        "lan",
        "home",
        "corp",
        "localdomain",
    ];
    let ends = |end: &str| host == end || host.ends_with(&format!(".{end}"));
    number || host.starts_with('[') || !host.contains('.') || local.iter().any(|end| ends(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_taken_from_plain_addresses_only() {
        assert_eq!(host_of("https://Docs.rs./a@b").as_deref(), Some("docs.rs"));
        assert_eq!(host_of("http://x.org:80/").as_deref(), Some("x.org"));
        for odd in [
            "file:///etc/passwd",
            "https://a@b/",
            "https://a%2eb/",
            "https:///x",
            "ftp://x",
            "x",
            "https://a\\@b/",
        ] {
            assert_eq!(host_of(odd), None, "{odd}");
            assert_eq!(judge_fetch(odd, &RuleSet::empty()).decision, Decision::Deny);
        }
        for private in [
            "http://localhost/",
            "http://127.0.0.1/",
            "http://[::1]/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://169.254.169.254/",
            "http://db/",
        ] {
            assert_eq!(
                judge_fetch(private, &RuleSet::empty()).rule,
                "fetch.private",
                "{private}"
            );
        }
    }
}
