//! The template engine: embedded templates, strict about everything that is not defined.

use std::borrow::Cow;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};
use rust_embed::RustEmbed;

use super::RenderError;
use super::wrap::wrap_python;

/// The templates; a debug build reads them from disk, so an edit needs no rebuild.
#[derive(RustEmbed)]
#[folder = "src/blueprint/templates"]
struct Templates;

/// The paths of all templates, sorted.
pub(super) fn template_paths() -> Vec<Cow<'static, str>> {
    let mut paths: Vec<_> = Templates::iter()
        .filter(|path| path.ends_with(".j2"))
        .collect();
    paths.sort_unstable();
    paths
}

/// Renders templates by path; a template is read and compiled when it is first used.
pub(super) struct Engine {
    environment: Environment<'static>,
}

impl Engine {
    /// An engine whose templates all see `globals`.
    pub(super) fn new(globals: Vec<(&'static str, Value)>) -> Result<Self, RenderError> {
        let mut environment = Environment::new();
        let syntax = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()
            .map_err(|source| RenderError::Template {
                template: "syntax".to_owned(),
                source,
            })?;
        environment.set_syntax(syntax);
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment.set_loader(|path| Ok(Templates::get(path).map(|file| source(&file))));
        for (name, value) in globals {
            environment.add_global(name, value);
        }
        Ok(Self { environment })
    }

    /// Renders the template at `path` for `context`.
    pub(super) fn render(&self, path: &str, context: Value) -> Result<String, RenderError> {
        let failed = |source| RenderError::Template {
            template: path.to_owned(),
            source,
        };
        let template = self.environment.get_template(path).map_err(failed)?;
        let text = template.render(context).map_err(failed)?;
        if path.ends_with(".py.j2") {
            return Ok(wrap_python(&text));
        }
        Ok(text)
    }
}

/// The text of an embedded file.
fn source(file: &rust_embed::EmbeddedFile) -> String {
    String::from_utf8_lossy(&file.data).into_owned()
}
