//! Lends the terminal to the person's own editor.

use std::io::Write;
use std::process::Command;

/// Opens `text` in `$VISUAL` or `$EDITOR` (else vi) and answers what it is afterwards.
///
/// # Errors
/// One line, when the editor cannot be started or ended badly, or the text cannot be read.
pub fn edit(text: &str) -> Result<String, String> {
    let chosen = ["VISUAL", "EDITOR"].into_iter().find_map(|name| {
        std::env::var(name)
            .ok()
            .filter(|value| !value.trim().is_empty())
    });
    let editor = chosen.unwrap_or_else(|| "vi".to_owned());
    let failed = |error: std::io::Error| format!("{editor} could not be used: {error}");
    let mut file = tempfile::Builder::new()
        .prefix("vibecober-")
        .suffix(".md")
        .tempfile()
        .map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.flush().map_err(failed)?;
    // The variable may hold arguments, as in `code --wait`: the shell reads it as it always does.
    let status = Command::new("sh")
        .arg("-c")
        .arg(format!("{editor} \"$1\""))
        .arg("sh")
        .arg(file.path())
        .status()
        .map_err(failed)?;
    if !status.success() {
        return Err(format!(
            "{editor} ended with {status}: the text is as it was"
        ));
    }
    let written = std::fs::read_to_string(file.path()).map_err(failed)?;
    Ok(written.trim_end_matches('\n').to_owned())
}
