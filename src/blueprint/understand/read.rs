//! Reads an idea from beginning to end.

use super::assemble::Assembly;
use super::draft::Draft;
use super::gather::{Known, gather};
use super::ledger::Ledger;
use super::project::View;
use super::screen::{self, IdeaError};
use super::token::{self, Token};
use super::vocabulary::Vocabulary;
use super::{Understanding, abilities, finish, language, record, rename, settle, spelling, title};
use crate::blueprint::lexicon::Lexicon;
use crate::domain::app_model::{AppModel, Capability, MODEL_VERSION};
use crate::domain::plan::Mode;

/// Reads an idea into a model that can be rendered.
///
/// The same idea always gives the same understanding.
///
/// # Errors
/// Where the idea is empty, too long, unreadable, or names nothing to build.
pub fn understand(idea: &str, mode: Mode) -> Result<Understanding, IdeaError> {
    let text = screen::screen(idea)?;
    let tokens = token::tokens(&text);
    screen::script(&tokens)?;
    let lexicon = Lexicon::open();
    let (parts, _) = read(&text, &tokens, &lexicon, mode)?;
    Ok(parts)
}

/// Reads the tokens; answers which of them were accounted for as well.
pub(super) fn read(
    text: &str,
    tokens: &[Token],
    lexicon: &Lexicon,
    mode: Mode,
) -> Result<(Understanding, Vec<usize>), IdeaError> {
    let vocabulary = Vocabulary::new(lexicon);
    let mut tokens = tokens.to_vec();
    let translated = language::translate(&mut tokens, &vocabulary);
    let mended = spelling::mend(&mut tokens, &vocabulary);
    let tokens = tokens.as_slice();
    let mut ledger = Ledger::new(text, tokens);
    language::tell(tokens, &translated, &mut ledger);
    spelling::tell(tokens, &mended, &mut ledger);
    let mut draft = Draft::default();
    let known = Known {
        lexicon,
        vocabulary: &vocabulary,
    };
    let chunks = gather(text, tokens, &known, &mut draft, &mut ledger);
    abilities::close(&mut draft, mode, &mut ledger);
    Assembly::new(lexicon, &mut draft, &mut ledger).complete();
    record::lead(&mut draft);
    finish::topic(tokens, &chunks, &mut draft, &mut ledger)?;
    abilities::close(&mut draft, mode, &mut ledger);
    abilities::supplied(&mut draft, &mut ledger);
    let view = View {
        tokens,
        chunks: &chunks,
        lexicon,
    };
    let mut model = blank(text, &view, &draft);
    Assembly::new(lexicon, &mut draft, &mut ledger)
        .prepared()
        .build(&mut model);
    finish::attach(&mut model, &draft, &mut ledger);
    abilities::govern(&mut model, &draft);
    abilities::bookable(&mut model, &mut ledger);
    call(&mut model, &draft, &mut ledger);
    ledger.refused.extend(settle::settle(&mut model));
    if model.entities.is_empty() {
        return Err(IdeaError::NothingToBuild);
    }
    finish::leftovers(&chunks, &mut ledger);
    let open = (0..tokens.len())
        .filter(|at| !ledger.is_claimed(*at))
        .collect();
    let understanding = Understanding {
        model,
        understood: ledger.understood,
        assumed: ledger.assumed,
        not_understood: ledger.refused,
        named_capabilities: view.named().into_iter().map(str::to_owned).collect(),
    };
    Ok((understanding, open))
}

/// Calls the entities by the words of the idea.
fn call(model: &mut AppModel, draft: &Draft, ledger: &mut Ledger<'_>) {
    let renamed = rename::rename(model, &draft.renamed);
    for list in [
        &mut ledger.understood,
        &mut ledger.assumed,
        &mut ledger.refused,
    ] {
        rename::retell(list, &renamed);
    }
}

/// A model with everything but its parts.
fn blank(text: &str, view: &View<'_>, draft: &Draft) -> AppModel {
    let names: Vec<&str> = draft
        .things
        .iter()
        .map(|thing| thing.name.as_str())
        .collect();
    let (title, name) = title::project(view.tokens, view.chunks, &names);
    let accounts = draft.capabilities.contains(&Capability::Auth);
    AppModel {
        version: MODEL_VERSION,
        name,
        title,
        description: text.to_owned(),
        project_type: view.project_type(),
        capabilities: draft.capabilities.clone(),
        roles: Vec::new(),
        user_fields: if accounts {
            draft.account.fields.clone()
        } else {
            Vec::new()
        },
        entities: Vec::new(),
        relations: Vec::new(),
        rules: Vec::new(),
        focus: Vec::new(),
    }
}
