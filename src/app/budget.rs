//! What a run may spend.

use super::AppError;
use crate::config::Config;
use crate::domain::money::Usd;

/// The most that a run may spend: what was asked, but never above the tier's daily cap.
///
/// # Errors
/// [`AppError::Budget`] says what is wrong and what to do.
pub fn budget(asked: Option<&str>, config: &Config) -> Result<Usd, AppError> {
    let cap = config.daily_cap();
    let Some(asked) = asked else {
        return cap.ok_or_else(|| {
            let what = "the enterprise tier has no daily cap yet";
            AppError::Budget(format!(
                "{what}: set daily_caps.enterprise, or give --budget"
            ))
        });
    };
    let asked: Usd = asked
        .parse()
        .map_err(|error| AppError::Budget(format!("--budget: {error}")))?;
    match cap {
        Some(cap) if asked > cap => Err(AppError::Budget(format!(
            "--budget {asked} is above the tier's daily cap of {cap}: ask for less, or choose another --tier"
        ))),
        Some(_) | None => Ok(asked),
    }
}
