//! The authentication agent decides who may do what.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::app_model::{Access, Capability};
use crate::domain::plan::AgentName;
use crate::factory::agent::{Agent, AgentError, Board, Output, read, require, write};

/// Decides how people sign in and what they may see.
#[derive(Debug)]
pub struct Auth;

/// How people sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Scheme {
    /// Short-lived access tokens and rotating refresh tokens.
    BearerJwt,
    /// Nobody signs in.
    None,
}

/// The authentication agent's document.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Policy {
    scheme: Scheme,
    roles: Vec<String>,
    access: Vec<Grant>,
}

#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Grant {
    entity: String,
    access: Access,
    managed_by: Vec<String>,
}

impl Agent for Auth {
    fn name(&self) -> AgentName {
        AgentName::Auth
    }

    fn work(&self, board: &Board, _advice: Option<&str>) -> Result<Output, AgentError> {
        let model = board.model()?;
        let scheme = if model.can(Capability::Auth) {
            Scheme::BearerJwt
        } else {
            Scheme::None
        };
        let grants = model.entities.iter().map(|entity| Grant {
            entity: entity.name.clone(),
            access: entity.access,
            managed_by: entity.managed_by.clone(),
        });
        let document = write(&Policy {
            scheme,
            roles: model.roles.iter().map(|role| role.name.clone()).collect(),
            access: grants.collect(),
        })?;
        Ok(Output {
            document,
            files: Vec::new(),
        })
    }

    fn accept(&self, output: &Output, board: &mut Board) -> Result<String, AgentError> {
        let policy: Policy = read(&output.document)?;
        for entity in &board.model()?.entities {
            let grant = policy
                .access
                .iter()
                .find(|grant| grant.entity == entity.name);
            let Some(grant) = grant else {
                return Err(AgentError::Invalid(format!(
                    "{} has no access",
                    entity.name
                )));
            };
            let open = grant.access == Access::Open;
            require(open == (policy.scheme == Scheme::None), || {
                format!("the access to {} does not fit the scheme", entity.name)
            })?;
        }
        Ok(match policy.scheme {
            Scheme::None => "nobody signs in: every row is open".to_owned(),
            Scheme::BearerJwt => format!(
                "bearer tokens with rotating refresh, Argon2 passwords{}",
                roles(&policy.roles)
            ),
        })
    }
}

fn roles(names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    format!(", roles {}", names.join(", "))
}
