//! An endpoint: an address that was checked, and the headers that every request to it carries.

use reqwest::Url;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

use super::safe::safe;
use crate::config::Secret;
use crate::domain::fault::{Fault, FaultClass};

/// Where a provider is, and what every request to it carries.
#[derive(Debug, Clone)]
pub struct Endpoint {
    base: Url,
    shown: String,
    headers: HeaderMap,
    secrets: Vec<Secret>,
}

impl Endpoint {
    /// The endpoint at `base`, for example `https://api.anthropic.com` or `http://127.0.0.1:8000/v1`.
    ///
    /// # Errors
    /// An invalid request when `base` is no address of a web service.
    pub fn new(base: &str) -> Result<Self, Fault> {
        let url = Url::parse(base.trim()).ok();
        let fits = |url: &Url| matches!(url.scheme(), "http" | "https") && url.has_host();
        let Some(base) = url.filter(fits) else {
            let text = "the base URL of a provider must begin with https:// or http:// and name a host; check it with 'vibecober config show'";
            return Err(Fault::new(FaultClass::InvalidRequest, text));
        };
        let secrets = base
            .password()
            .map(|password| Secret::new(password.to_owned()));
        Ok(Self {
            shown: shown(&base),
            secrets: secrets.into_iter().collect(),
            base,
            headers: HeaderMap::new(),
        })
    }

    /// The same with a header.
    ///
    /// # Errors
    /// An invalid request when a header cannot hold it.
    pub fn with_header(self, name: &str, value: &str) -> Result<Self, Fault> {
        let text = || format!("the header '{name}' for {} cannot be sent", self.shown);
        let value = HeaderValue::from_str(value);
        let value = value.map_err(|_| Fault::new(FaultClass::InvalidRequest, text()))?;
        self.clone().with(name, value)
    }

    /// The same with a key in the header `name`, after `prefix` (`Bearer `, or nothing).
    ///
    /// # Errors
    /// [`FaultClass::Auth`] when the key holds what no header can: it was copied wrongly.
    pub fn with_key(mut self, name: &str, prefix: &str, key: &Secret) -> Result<Self, Fault> {
        let value = HeaderValue::from_str(&format!("{prefix}{}", key.reveal()));
        let Ok(mut value) = value else {
            let text = format!(
                "the key for {} holds characters that no key has; add it again with 'vibecober auth add'",
                self.shown
            );
            return Err(Fault::new(FaultClass::Auth, text));
        };
        value.set_sensitive(true);
        self.secrets.push(key.clone());
        self.with(name, value)
    }

    /// The same, whose messages show none of these either: a service may repeat what it read.
    #[must_use]
    pub fn guarding<'a>(mut self, secrets: impl IntoIterator<Item = &'a Secret>) -> Self {
        self.secrets.extend(secrets.into_iter().cloned());
        self
    }

    fn with(mut self, name: &str, value: HeaderValue) -> Result<Self, Fault> {
        let text = || format!("'{name}' is not the name of a header");
        let name = HeaderName::from_bytes(name.as_bytes());
        let name = name.map_err(|_| Fault::new(FaultClass::InvalidRequest, text()))?;
        self.headers.insert(name, value);
        Ok(self)
    }

    /// Its address without a key, for faults, for traces, and to tell endpoints apart.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The address of `path` there; a query of the base stays behind it.
    pub(super) fn url(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        let base = self.base.path().trim_end_matches('/');
        url.set_path(&format!("{base}/{}", path.trim_start_matches('/')));
        url
    }

    /// The last part of its path: some bases end with a version, some do not.
    pub fn last_segment(&self) -> &str {
        self.base
            .path()
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or_default()
    }

    /// True when it is reached over TLS.
    pub(super) fn is_secure(&self) -> bool {
        self.base.scheme() == "https"
    }

    /// The scheme of its address.
    pub(super) fn scheme(&self) -> &str {
        self.base.scheme()
    }

    /// What every request carries.
    pub(super) fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What the service said, fit for a message: one line, not long, without keys.
    pub fn safe(&self, words: &str) -> String {
        safe(words, &self.secrets)
    }

    /// What no message may show.
    pub(super) fn secrets(&self) -> &[Secret] {
        &self.secrets
    }
}

/// An address without name, password, query and fragment.
fn shown(url: &Url) -> String {
    let mut url = url.clone();
    // Both can fail only for addresses without a host, which are refused.
    url.set_username("").ok();
    url.set_password(None).ok();
    url.set_query(None);
    url.set_fragment(None);
    url.as_str().trim_end_matches('/').to_owned()
}
