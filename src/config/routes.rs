//! Which model works for which role and complexity, as the configuration says.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::document::nearest;
use crate::domain::model_name::ModelName;

/// Who may ask for a model: the agents of a generation, a talk, and one question without a screen.
pub const ROLES: [&str; 9] = [
    "planner",
    "db_schema",
    "auth",
    "coder",
    "code_reviewer",
    "tester",
    "deployer",
    "chat",
    "exec",
];

const COMPLEXITIES: [&str; 3] = ["simple", "medium", "complex"];

/// What a route is for: a role, a complexity, or a role at a complexity (`coder.complex`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RouteKey {
    role: Option<&'static str>,
    complexity: Option<&'static str>,
}

/// The routes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Routes(BTreeMap<RouteKey, ModelName>);

impl Routes {
    /// The same routes and one more; another one for the same key is replaced.
    pub fn insert(&mut self, key: RouteKey, model: ModelName) {
        self.0.insert(key, model);
    }

    /// The model for a role at a complexity, and the route that says so: the most exact one.
    pub fn find(&self, role: &str, complexity: Option<&str>) -> Option<(&RouteKey, &ModelName)> {
        let rank = |key: &RouteKey| {
            let fits = key.role.is_none_or(|one| one == role)
                && key.complexity.is_none_or(|one| Some(one) == complexity);
            let exactness = usize::from(key.role.is_some()) * 2;
            fits.then_some(exactness + usize::from(key.complexity.is_some()))
        };
        let ranked = self
            .0
            .iter()
            .filter_map(|route| Some((rank(route.0)?, route)));
        ranked.max_by_key(|(rank, _)| *rank).map(|(_, route)| route)
    }

    /// Every model that a route leads to.
    pub fn models(&self) -> impl Iterator<Item = &ModelName> {
        self.0.values()
    }
}

impl FromStr for RouteKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known =
            |words: &[&'static str], word: &str| words.iter().copied().find(|one| *one == word);
        let (first, second) = text
            .split_once('.')
            .map_or((text, None), |(first, second)| (first, Some(second)));
        let (role, complexity) = match (known(&ROLES, first), second) {
            (role @ Some(_), None) => (role, None),
            (role @ Some(_), Some(second)) => (role, known(&COMPLEXITIES, second)),
            (None, None) => (None, known(&COMPLEXITIES, first)),
            (None, Some(_)) => (None, None),
        };
        if (role.is_none() && complexity.is_none()) || (second.is_some() && complexity.is_none()) {
            let words = ROLES.iter().chain(&COMPLEXITIES).copied();
            let hint = nearest(second.filter(|_| role.is_some()).unwrap_or(first), words);
            let hint = hint.map_or(
                "write a role, a complexity, or both as coder.complex".to_owned(),
                |near| format!("did you mean '{near}'?"),
            );
            return Err(format!("'{text}' is no role: {hint}"));
        }
        Ok(Self { role, complexity })
    }
}

impl fmt::Display for RouteKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [self.role, self.complexity];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        f.write_str(&parts.join("."))
    }
}

impl fmt::Display for Routes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.iter().map(|(key, model)| format!("{key}={model}"));
        f.write_str(&shown.collect::<Vec<_>>().join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_exact_route_counts() {
        let mut routes = Routes::default();
        for (key, model) in [
            ("complex", "openai/c"),
            ("coder", "openai/b"),
            ("coder.complex", "openai/a"),
        ] {
            routes.insert(key.parse().unwrap(), model.parse().unwrap());
        }
        let found = |role, complexity| {
            let found = routes.find(role, complexity)?;
            Some((found.0.to_string(), found.1.id.as_str()))
        };
        let coder = Some(("coder.complex".to_owned(), "a"));
        assert_eq!(found("coder", Some("complex")), coder);
        assert_eq!(found("coder", None), Some(("coder".to_owned(), "b")));
        let planner = Some(("complex".to_owned(), "c"));
        assert_eq!(found("planner", Some("complex")), planner);
        assert_eq!(found("planner", Some("simple")), None);
        assert_eq!(
            routes.to_string(),
            "complex=openai/c,coder=openai/b,coder.complex=openai/a"
        );
    }

    #[test]
    fn what_is_no_role_is_told() {
        let said = |text: &str| text.parse::<RouteKey>().unwrap_err();
        assert_eq!(
            said("planer"),
            "'planer' is no role: did you mean 'planner'?"
        );
        assert!(said("coder.hard").starts_with("'coder.hard' is no role: write a role"));
        assert!(said("").contains("write a role"));
        assert!(said("simple.coder").contains("is no role"));
    }
}
