//! What goes wrong between here and a service, as faults.

use std::error::Error;
use std::time::Duration;

use super::endpoint::Endpoint;
use super::safe::safe;
use super::settings::Settings;
use crate::domain::fault::{Fault, FaultClass};

/// A request that got no answer.
pub(super) fn unreached(error: &reqwest::Error, endpoint: &Endpoint, of: &Settings) -> Fault {
    let shown = endpoint.shown();
    let proxy = of.proxies.variable(endpoint.scheme());
    let way = match proxy {
        Some(variable) => format!("the address and the proxy of {variable}"),
        None => "the address and the network".to_owned(),
    };
    let why = safe(&root(error), endpoint.secrets());
    if error.is_timeout() {
        let patience = seconds(of.connect_timeout);
        let text = format!("{shown} cannot be reached within {patience}; check {way}");
        return Fault::new(FaultClass::Timeout, text);
    }
    let text = if why.contains("certificate") {
        format!(
            "{shown} is not trusted: {why}; if a proxy on the way signs for it, set SSL_CERT_FILE"
        )
    } else if error.is_connect() {
        format!("{shown} cannot be reached: {why}; check {way}")
    } else {
        format!("{shown} ended the connection before it answered: {why}")
    };
    Fault::new(FaultClass::Network, text)
}

/// A stream that broke.
pub(super) fn cut(error: &reqwest::Error, endpoint: &Endpoint) -> Fault {
    let why = safe(&root(error), endpoint.secrets());
    let text = format!("the stream from {} was cut: {why}", endpoint.shown());
    Fault::new(FaultClass::StreamTruncated, text)
}

/// Silence.
pub(super) fn silent(patience: Duration, endpoint: &Endpoint) -> Fault {
    let text = format!(
        "nothing came from {} for {}",
        endpoint.shown(),
        seconds(patience)
    );
    Fault::new(FaultClass::Timeout, text)
}

/// The innermost reason of an error: what is around it repeats the address.
fn root(error: &reqwest::Error) -> String {
    let mut inner: &dyn Error = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    match inner.downcast_ref::<reqwest::Error>() {
        // An error without a reason tells the address, and that may hold a password.
        Some(_) => "the client failed".to_owned(),
        None => inner.to_string(),
    }
}

fn seconds(time: Duration) -> String {
    format!("{} s", time.as_secs_f64())
}
