//! Checks the address that a model wants to fetch, before anybody is asked.

use super::{FetchUrl, Refusal};

/// The longest address.
const LONGEST: usize = 2048;

/// The address, or what is wrong with it.
pub(super) fn address(url: &str) -> Result<FetchUrl, Refusal> {
    let refuse = |why: &str| Err(Refusal::new(format!("fetch: {why}")));
    if url.len() > LONGEST {
        return refuse("the address is longer than 2048 characters");
    }
    if url
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || c == '\\')
    {
        return refuse("the address has white space, a backslash or a control character");
    }
    let Some((scheme, rest)) = url.split_once("://") else {
        return refuse("the address must begin with http:// or https://");
    };
    let scheme = scheme.to_ascii_lowercase();
    if scheme != "http" && scheme != "https" {
        return refuse("only http and https addresses are fetched");
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    if authority.contains('@') {
        return refuse("an address with a user name or password is not fetched");
    }
    let (host, port) = match host_and_port(authority) {
        Ok(found) => found,
        Err(why) => return refuse(why),
    };
    if host.is_empty() {
        return refuse("the address has no host");
    }
    if !host.starts_with('[')
        && host.contains(['%', '<', '>', '"', '^', '`', '{', '}', '|', '[', ']', ':'])
    {
        return refuse("the host has a character that no host has");
    }
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return refuse("the port is no number up to 65535");
    }
    let port = port.map_or(String::new(), |port| format!(":{port}"));
    Ok(FetchUrl {
        url: format!("{scheme}://{}{port}{path}", host.to_lowercase()),
    })
}

/// The host and what stands behind its colon, or what is wrong with them.
fn host_and_port(authority: &str) -> Result<(String, Option<&str>), &'static str> {
    Ok(match authority.strip_prefix('[') {
        Some(inner) => {
            let Some((host, after)) = inner.split_once(']') else {
                return Err("the address of the host has no closing bracket");
            };
            if host.is_empty()
                || !host
                    .bytes()
                    .all(|b| b.is_ascii_hexdigit() || b":.".contains(&b))
            {
                return Err("the host is no IPv6 address");
            }
            (
                format!("[{host}]"),
                after
                    .strip_prefix(':')
                    .or((!after.is_empty()).then_some("x")),
            )
        }
        None => match authority.split_once(':') {
            Some((host, port)) => (host.to_owned(), Some(port)),
            None => (authority.to_owned(), None),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_addresses_of_the_web_are_fetched() {
        let fine = |url| address(url).map(|fetch| fetch.url);
        assert_eq!(
            fine("HTTPS://Docs.RS/serde?x=A#y").unwrap(),
            "https://docs.rs/serde?x=A#y"
        );
        assert_eq!(fine("http://[::1]:80/").unwrap(), "http://[::1]:80/");
        assert_eq!(fine("https://a.b/@user").unwrap(), "https://a.b/@user");
        for bad in [
            "docs.rs",
            "file:///etc/passwd",
            "https://me:secret@host/",
            "https://good.example\\@evil.example/",
            "https:// host/",
            "https://",
            "https://host:99999/",
            "https://[::1/",
            "https://[::1]x/",
            "https://%65vil/",
            "javascript://x",
        ] {
            assert!(address(bad).is_err(), "{bad}");
        }
    }
}
