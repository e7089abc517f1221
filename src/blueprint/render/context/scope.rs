//! What rows that are not everybody's belong to: the one place that knows.

use serde::Serialize;

use crate::domain::app_model::{AppModel, Capability};

/// What a private row belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Scope {
    /// The column that says so.
    pub(crate) column: &'static str,
    /// The table that it points at.
    pub(crate) table: &'static str,
    /// The value for rows that the caller creates, in a service.
    pub(crate) value: &'static str,
    /// The class that gives rows the column.
    pub(crate) mixin: &'static str,
    /// What it is, in words.
    pub(crate) human: &'static str,
}

impl Scope {
    /// The tenant where there are tenants, else the user who created the row.
    pub(super) fn of(model: &AppModel) -> Self {
        if model.can(Capability::MultiTenant) {
            return Self {
                column: "tenant_id",
                table: "tenants",
                value: "actor.tenant_id",
                mixin: "InTenant",
                human: "tenant",
            };
        }
        Self {
            column: "owner_id",
            table: "users",
            value: "actor.id",
            mixin: "Private",
            human: "user",
        }
    }
}
