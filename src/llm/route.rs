//! Which model does a piece of work, and why: a pure decision over the settings.

use crate::config::{ModelSettings, Routes};
use crate::domain::model_name::ModelName;

/// What a model is wanted for.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    /// The agent that asks (`planner`, `coder` …), `chat` or `exec`.
    pub role: &'a str,
    /// How complex the work is (`simple`, `medium`, `complex`), where that is known.
    pub complexity: Option<&'a str>,
    /// The model that was asked for by name, which no route changes.
    pub chosen: Option<&'a ModelName>,
}

/// The model for a piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The model.
    pub model: ModelName,
    /// Why this one, in one line.
    pub why: String,
}

/// What the decision is made from.
#[derive(Debug, Clone, Copy)]
pub struct Routing<'a> {
    /// Which model works for which role.
    pub routes: &'a Routes,
    /// The models that step in, in order.
    pub fallback: &'a [ModelName],
    /// The model that works where nothing else is said.
    pub usual: &'a ModelName,
}

impl<'a> Routing<'a> {
    /// What the configuration says.
    pub fn of(settings: &'a ModelSettings) -> Self {
        Self {
            routes: &settings.routes.value,
            fallback: &settings.fallback.value,
            usual: &settings.chosen.value,
        }
    }

    /// Decides. `resting` tells why the service of a model is not to be called at this moment, in
    /// words that go on from its name: `is resting after 3 failures`; none when it may be.
    ///
    /// Where all are resting, the first one is the answer: whoever calls it is told the rest.
    pub fn route(&self, work: Work<'_>, resting: &dyn Fn(&ModelName) -> Option<String>) -> Route {
        let (model, why) = self.first(work);
        if model.is_rules() {
            return Route { model, why };
        }
        let Some(trouble) = resting(&model) else {
            return Route { model, why };
        };
        let mut next = self.fallback.iter().filter(|other| **other != model);
        let stand_in = next.find(|other| other.is_rules() || resting(other).is_none());
        let trouble = format!("{} {trouble}", model.provider);
        match stand_in {
            Some(other) => Route {
                why: format!("{trouble}; {other} is next in models.fallback"),
                model: other.clone(),
            },
            None if self.fallback.is_empty() => Route {
                why: format!("{trouble}, and models.fallback names no other"),
                model,
            },
            None => Route {
                why: format!("{trouble}, and so is every model in models.fallback"),
                model,
            },
        }
    }

    /// The model that would work if every service was well.
    fn first(&self, work: Work<'_>) -> (ModelName, String) {
        if let Some(chosen) = work.chosen {
            return (chosen.clone(), "it was asked for by name".to_owned());
        }
        match self.routes.find(work.role, work.complexity) {
            Some((key, model)) => (model.clone(), format!("models.routes names it for {key}")),
            None => (self.usual.clone(), "it is the model that is set".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(name: &str) -> ModelName {
        name.parse().unwrap()
    }

    fn decide(work: Work<'_>, fallback: &[&str], down: &[&str]) -> (String, String) {
        let mut routes = Routes::default();
        routes.insert("coder".parse().unwrap(), model("anthropic/c"));
        let fallback: Vec<_> = fallback.iter().map(|name| model(name)).collect();
        let routing = Routing {
            routes: &routes,
            fallback: &fallback,
            usual: &model("openai/u"),
        };
        let resting = |one: &ModelName| {
            let is_down = down.contains(&one.provider.as_str());
            is_down.then(|| "is resting after 3 failures".to_owned())
        };
        let route = routing.route(work, &resting);
        (route.model.to_string(), route.why)
    }

    fn work(role: &str) -> Work<'_> {
        Work {
            role,
            complexity: None,
            chosen: None,
        }
    }

    #[test]
    fn a_name_counts_before_a_route_and_a_route_before_the_usual() {
        let named = model("nim/n");
        let asked = Work {
            chosen: Some(&named),
            ..work("coder")
        };
        assert_eq!(decide(asked, &[], &[]).0, "nim/n");
        let coder = (
            "anthropic/c".into(),
            "models.routes names it for coder".into(),
        );
        assert_eq!(decide(work("coder"), &[], &[]), coder);
        let usual = ("openai/u".into(), "it is the model that is set".into());
        assert_eq!(decide(work("chat"), &[], &[]), usual);
    }

    #[test]
    fn the_next_in_the_chain_steps_in_for_one_that_rests() {
        let fallback = ["anthropic/c", "nim/a", "openai/b", "rules"];
        assert_eq!(
            decide(work("coder"), &fallback, &["anthropic", "nim"]),
            (
                "openai/b".into(),
                "anthropic is resting after 3 failures; openai/b is next in models.fallback".into()
            )
        );
        let all = ["anthropic", "nim", "openai"];
        assert_eq!(decide(work("coder"), &fallback, &all).0, "rules");
    }

    #[test]
    fn where_all_rest_the_first_stays_and_says_so() {
        let (name, why) = decide(work("coder"), &["nim/a"], &["anthropic", "nim"]);
        assert_eq!(name, "anthropic/c");
        assert!(
            why.ends_with("and so is every model in models.fallback"),
            "{why}"
        );
        let (_, why) = decide(work("coder"), &[], &["anthropic"]);
        assert!(why.ends_with("models.fallback names no other"), "{why}");
    }
}
