//! How patient the wire is, and the way it takes.

use std::time::Duration;

use super::proxies::Proxies;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(10);

/// How long nothing may come.
const IDLE: Duration = Duration::from_secs(90);

/// How patient the wire is, and the way it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// How long a connection may take to be made.
    pub connect_timeout: Duration,
    /// How long nothing may come: neither the begin of an answer nor the next bytes of it.
    pub idle_timeout: Duration,
    /// The proxies on the way.
    pub proxies: Proxies,
}

impl Settings {
    /// The usual patience, and the proxies that the variables of this process name.
    pub fn from_env() -> Self {
        Self {
            proxies: Proxies::from_variables(|name| std::env::var(name).ok()),
            ..Self::default()
        }
    }
}

impl Default for Settings {
    /// The usual patience, without a proxy.
    fn default() -> Self {
        Self {
            connect_timeout: CONNECT,
            idle_timeout: IDLE,
            proxies: Proxies::default(),
        }
    }
}
