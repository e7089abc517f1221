//! TLS: which certificates are trusted, loaded only when somebody is reached over it.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};

use crate::domain::fault::{Fault, FaultClass};

/// Trust in nobody: for a client that never speaks TLS, because loading certificates takes longer
/// than everything else before the first request.
pub(super) fn without_roots() -> Result<ClientConfig, Fault> {
    config(RootCertStore::empty())
}

/// Trust in whom this machine trusts; `SSL_CERT_FILE` and `SSL_CERT_DIR` are honoured.
pub(super) fn with_roots() -> Result<ClientConfig, Fault> {
    let found = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    let (trusted, _) = roots.add_parsable_certificates(found.certs);
    if trusted == 0 {
        return Err(failed(
            "no trusted certificates were found on this machine: install ca-certificates, or set SSL_CERT_FILE",
        ));
    }
    config(roots)
}

fn config(roots: RootCertStore) -> Result<ClientConfig, Fault> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| failed(&format!("TLS cannot be used: {error}")))?;
    let mut config = builder.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn failed(text: &str) -> Fault {
    Fault::new(FaultClass::Network, text)
}
