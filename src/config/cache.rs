//! Where things are kept: what can be made again, and the person's own rules.

use std::path::PathBuf;

use etcetera::BaseStrategy as _;
use etcetera::base_strategy::Xdg;

use super::error::ConfigError;

/// The folder for Python environments, `$XDG_CACHE_HOME/vibecober/environments`.
///
/// # Errors
/// [`ConfigError::NoHome`] when neither that variable nor a home folder is set.
pub fn environments() -> Result<PathBuf, ConfigError> {
    let folders = Xdg::new().map_err(|_| ConfigError::NoHome)?;
    Ok(folders.cache_dir().join("vibecober/environments"))
}

/// The person's own rules of policy, `$XDG_CONFIG_HOME/vibecober/policy.yaml`; none without a home.
pub fn policy_file() -> Option<PathBuf> {
    let folders = Xdg::new().ok()?;
    Some(folders.config_dir().join("vibecober/policy.yaml"))
}
