//! The proxies that `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY` name.

use std::fmt;

use reqwest::{ClientBuilder, NoProxy, Proxy, Url};

use crate::domain::fault::{Fault, FaultClass};

/// What is never reached through a proxy: this machine, where local models answer.
const LOCAL: &str = "localhost,127.0.0.0/8,::1";

/// The proxies on the way. They may hold passwords, which are not shown.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Proxies {
    http: Option<Named>,
    https: Option<Named>,
    all: Option<Named>,
    except: String,
}

/// A proxy's address, and the variable that gives it.
#[derive(Clone, PartialEq, Eq)]
struct Named {
    variable: String,
    address: String,
}

impl Proxies {
    /// The proxies that the variables name; the names in lower case are the stronger ones, as for
    /// other programs.
    pub fn from_variables(value: impl Fn(&str) -> Option<String>) -> Self {
        let named = |name: &str| {
            let names = [name.to_lowercase(), name.to_owned()];
            names.into_iter().find_map(|variable| {
                let address = value(&variable).filter(|address| !address.trim().is_empty())?;
                Some(Named { variable, address })
            })
        };
        Self {
            http: named("HTTP_PROXY"),
            https: named("HTTPS_PROXY"),
            all: named("ALL_PROXY"),
            except: named("NO_PROXY")
                .map(|named| named.address)
                .unwrap_or_default(),
        }
    }

    /// True when a proxy is itself reached over TLS.
    pub(super) fn are_secure(&self) -> bool {
        let all = [&self.http, &self.https, &self.all];
        let is_secure = |named: &Named| named.address.trim().starts_with("https://");
        all.into_iter().flatten().any(is_secure)
    }

    /// The variable whose proxy a URL of that scheme may go through.
    pub(super) fn variable(&self, scheme: &str) -> Option<&str> {
        let own = if scheme == "https" {
            &self.https
        } else {
            &self.http
        };
        own.as_ref()
            .or(self.all.as_ref())
            .map(|named| named.variable.as_str())
    }

    /// Lets a client take these ways and no others.
    pub(super) fn apply(&self, builder: ClientBuilder) -> Result<ClientBuilder, Fault> {
        let except = NoProxy::from_string(&format!("{},{LOCAL}", self.except));
        let mut builder = builder.no_proxy();
        if let Some(named) = &self.http {
            builder = builder.proxy(named.read(Proxy::http)?.no_proxy(except.clone()));
        }
        if let Some(named) = &self.https {
            builder = builder.proxy(named.read(Proxy::https)?.no_proxy(except.clone()));
        }
        if let Some(named) = &self.all {
            builder = builder.proxy(named.read(Proxy::all)?.no_proxy(except));
        }
        Ok(builder)
    }
}

impl Named {
    fn read(&self, kind: impl Fn(Url) -> reqwest::Result<Proxy>) -> Result<Proxy, Fault> {
        let address = self.address.trim();
        let whole = if address.contains("://") {
            address.to_owned()
        } else {
            format!("http://{address}")
        };
        let url = Url::parse(&whole).ok().filter(Url::has_host);
        url.and_then(|url| kind(url).ok()).ok_or_else(|| {
            let text = format!(
                "{} is not the address of a proxy: write it as http://HOST:PORT, or unset it",
                self.variable
            );
            Fault::new(FaultClass::InvalidRequest, text)
        })
    }
}

impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = [&self.http, &self.https, &self.all].into_iter().flatten();
        f.debug_set()
            .entries(named.map(|named| &named.variable))
            .finish()
    }
}
