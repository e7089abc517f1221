//! Where things are kept that can be made again.

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
