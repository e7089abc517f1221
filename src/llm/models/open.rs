//! Makes a provider that is ready to be asked.

use std::sync::Arc;

use super::known::{Models, Tape};
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::model_name::ModelName;
use crate::domain::price::Price;
use crate::llm::Provider;
use crate::llm::anthropic::Anthropic;
use crate::llm::catalogue::{Abilities, Ability, Api, ModelSpec};
use crate::llm::http::Endpoint;
use crate::llm::openai::Place;
use crate::llm::openai::chat::Chat;
use crate::llm::openai::responses::{Responses, Thoughts};

/// The context and the output limit of a model that only a script knows.
const SCRIPTED: (u64, u64) = (1_000_000, 128_000);

/// A model that can be called.
#[derive(Debug, Clone)]
pub struct Opened {
    /// Who answers.
    pub provider: Arc<dyn Provider>,
    /// What is known of the model.
    pub spec: ModelSpec,
}

impl Models {
    /// Makes the provider of that model; nothing is sent.
    ///
    /// # Errors
    /// An unknown provider or model, a missing key, or an address that is none: what to do about it
    /// in one line.
    pub fn open(&self, name: &ModelName) -> Result<Opened, Fault> {
        if let Tape::Play(script) = &self.tape {
            return Ok(Opened {
                provider: Arc::new(script.clone()),
                spec: self.scripted(name),
            });
        }
        let offer = self.offer(name)?;
        let spec = self.spec(name)?;
        self.usable(offer)
            .map_err(|problem| Fault::new(FaultClass::Auth, problem))?;
        let key = self.keys.of(offer.name.as_str()).map(|(key, _)| key);
        let http = self.http.clone();
        let provider: Arc<dyn Provider> = match offer.api {
            Api::Anthropic => {
                let service = Anthropic::new(http, &offer.base_url, key)?;
                Arc::new(service.guarding(self.keys.secrets()))
            }
            Api::Chat => {
                let place = Place::new(&offer.base_url, key)?.guarding(self.keys.secrets());
                Arc::new(Chat::new(http, place, offer.limit_key))
            }
            Api::Responses => {
                let thoughts = if spec.can.has(Ability::Thinking) {
                    Thoughts::Kept
                } else {
                    Thoughts::None
                };
                let place = Place::new(&offer.base_url, key)?.guarding(self.keys.secrets());
                Arc::new(Responses::new(http, place, thoughts))
            }
        };
        let provider = match &self.tape {
            Tape::Record(recorder) => recorder.wrap(provider),
            Tape::Play(_) | Tape::Off => provider,
        };
        Ok(Opened { provider, spec })
    }

    /// The address of the service that offers that model, by which its breaker is known.
    ///
    /// # Errors
    /// An unknown provider, or an address that is none.
    pub fn address(&self, name: &ModelName) -> Result<String, Fault> {
        if let Tape::Play(script) = &self.tape {
            return Ok(script.endpoint().to_owned());
        }
        let endpoint = Endpoint::new(&self.offer(name)?.base_url)?;
        Ok(endpoint.shown().to_owned())
    }

    /// A model that a script answers for: what is known of it, but that it costs nothing.
    fn scripted(&self, name: &ModelName) -> ModelSpec {
        let known = self.spec(name).ok();
        let (context, output) = known
            .as_ref()
            .map_or(SCRIPTED, |spec| (spec.context, spec.output));
        let all = Abilities::of([
            Ability::Tools,
            Ability::ForcedTools,
            Ability::Images,
            Ability::Thinking,
            Ability::Caching,
        ]);
        ModelSpec {
            name: name.clone(),
            context,
            output,
            price: Some(Price::FREE),
            can: known.map_or(all, |spec| spec.can),
        }
    }
}
