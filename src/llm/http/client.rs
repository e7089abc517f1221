//! The one client of this process: made when it is first needed, its connections kept.

use std::sync::Arc;

use reqwest::Client;
use reqwest::redirect::Policy;
use tokio::sync::OnceCell;

use super::endpoint::Endpoint;
use super::settings::Settings;
use super::tls;
use crate::domain::fault::{Fault, FaultClass};

/// The HTTP client that all providers share. Making it and cloning it costs nothing: clients are
/// made at the first request, and certificates are loaded at the first that needs them.
#[derive(Debug, Clone)]
pub struct Http(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    settings: Settings,
    plain: OnceCell<Client>,
    secure: OnceCell<Client>,
}

impl Http {
    /// A client with these settings.
    pub fn new(settings: Settings) -> Self {
        Self(Arc::new(Inner {
            settings,
            plain: OnceCell::new(),
            secure: OnceCell::new(),
        }))
    }

    /// How patient it is.
    pub(super) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The client that reaches this endpoint.
    pub(super) async fn client(&self, endpoint: &Endpoint) -> Result<&Client, Fault> {
        let inner = &self.0;
        if !endpoint.is_secure() && !inner.settings.proxies.are_secure() {
            let make = async || client(&inner.settings, tls::without_roots()?);
            return inner.plain.get_or_try_init(make).await;
        }
        let make = async || {
            // Reading the certificates takes tens of milliseconds, in which a screen must be drawn.
            let config = tokio::task::spawn_blocking(tls::with_roots).await;
            let config = config.map_err(|error| broken(&error.to_string()))?;
            client(&inner.settings, config?)
        };
        inner.secure.get_or_try_init(make).await
    }
}

/// Makes a client. It follows no redirect: whoever is sent elsewhere would take the key along.
fn client(settings: &Settings, tls: rustls::ClientConfig) -> Result<Client, Fault> {
    let builder = Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(Policy::none())
        .referer(false)
        .tcp_nodelay(true)
        .connect_timeout(settings.connect_timeout)
        .user_agent(concat!("vibecober/", env!("CARGO_PKG_VERSION")));
    let builder = settings.proxies.apply(builder)?;
    builder.build().map_err(|error| broken(&error.to_string()))
}

fn broken(why: &str) -> Fault {
    Fault::new(
        FaultClass::Network,
        format!("the HTTP client cannot be made: {why}"),
    )
}
