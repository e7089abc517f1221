//! The rules of an entity, resolved to columns.

use serde::Serialize;

use crate::blueprint::render::RenderError;
use crate::domain::app_model::{AppModel, Entity, FieldType, Rule};

use super::field::is_unique;
use super::names::human;
use super::references::{ReferenceView, TargetKind};
use super::release::{ReleaseView, release};
use super::samples::{Setting, Tie, Variation, moment};
use super::transitions::{TransitionView, transition};

/// All rules of one entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct RulesView {
    /// Combinations that no two rows share.
    pub(crate) uniques: Vec<UniqueView>,
    /// Pairs of fields in ascending order.
    pub(crate) orders: Vec<OrderView>,
    /// Enumerations that move along steps.
    pub(crate) transitions: Vec<TransitionView>,
    /// Resources that are taken by one row at a time.
    pub(crate) overlaps: Vec<OverlapView>,
    /// True when rows are checked before they are stored.
    pub(crate) any: bool,
    /// The functions of `app.rules` that the entity calls, sorted.
    pub(crate) used: Vec<&'static str>,
}

/// A combination of columns that no two rows share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct UniqueView {
    /// The columns, with the owner's or the tenant's first where each has their own.
    pub(crate) columns: Vec<String>,
    /// The columns that a client sends.
    pub(crate) sent: Vec<String>,
    /// The same in words, joined.
    pub(crate) human: String,
    /// True when each owner or tenant has their own combinations, whatever they refer to.
    pub(crate) per_owner: bool,
    /// For tests: the columns that may change to a known other value.
    pub(crate) others: Vec<OtherValue>,
}

/// A column of a combination, and how a test gives it another value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct OtherValue {
    /// The column.
    pub(crate) column: String,
    /// The other value; none for a reference, which the factory makes anew.
    pub(crate) value: Option<String>,
}

/// Two fields in ascending order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct OrderView {
    /// The smaller one.
    pub(crate) earlier: String,
    /// The greater one.
    pub(crate) later: String,
    /// The smaller one in words.
    pub(crate) human_earlier: String,
    /// The greater one in words.
    pub(crate) human_later: String,
    /// True when the two may be equal: something may begin and end on one day.
    pub(crate) or_equal: bool,
}

/// A resource that is taken by one row at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct OverlapView {
    /// The reference in words.
    pub(crate) human: String,
    /// The column of the reference.
    pub(crate) column: String,
    /// The class of the resource.
    pub(crate) class: String,
    /// The module of the resource.
    pub(crate) module: String,
    /// True when the resource is a row of the same entity.
    pub(crate) itself: bool,
    /// The start of the time taken.
    pub(crate) start: String,
    /// The end of the time taken, itself free.
    pub(crate) end: String,
    /// The type of both.
    pub(crate) kind: FieldType,
    /// For tests: seven moments in ascending order.
    pub(crate) moments: Vec<String>,
    /// True when a row may go without the resource.
    pub(crate) optional: bool,
    /// When a row takes nothing any more, where it has such a state.
    pub(crate) release: Option<ReleaseView>,
}

/// Who a combination belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ownership {
    /// Rows have an owner; a reference says as much as the owner does.
    Owned,
    /// Rows belong to a tenant.
    Tenant,
    /// Rows belong to nobody.
    Unowned,
}

impl RulesView {
    /// The rules of `entity`.
    pub(super) fn of(
        model: &AppModel,
        entity: &Entity,
        class: &str,
        references: &[ReferenceView],
        ownership: Ownership,
    ) -> Result<Self, RenderError> {
        let mut rules = Self::none();
        for field in entity.fields.iter().filter(|field| is_unique(field)) {
            let unique = combination(
                entity,
                references,
                std::slice::from_ref(&field.name),
                ownership,
            )?;
            rules.uniques.push(unique);
        }
        for rule in model
            .rules
            .iter()
            .filter(|rule| rule.entity() == entity.name)
        {
            rules.add(model, rule, (entity, class), references, ownership)?;
        }
        rules.any =
            !(rules.uniques.is_empty() && rules.orders.is_empty() && rules.overlaps.is_empty());
        let functions: [(&'static str, bool); 5] = [
            ("require_free", !rules.overlaps.is_empty()),
            ("require_order", !rules.orders.is_empty()),
            ("require_start", !rules.transitions.is_empty()),
            ("require_step", !rules.transitions.is_empty()),
            ("require_unique", !rules.uniques.is_empty()),
        ];
        rules.used = functions
            .into_iter()
            .filter(|(_, used)| *used)
            .map(|(name, _)| name)
            .collect();
        Ok(rules)
    }

    /// No rules at all.
    pub(super) fn none() -> Self {
        Self {
            uniques: Vec::new(),
            orders: Vec::new(),
            transitions: Vec::new(),
            overlaps: Vec::new(),
            any: false,
            used: Vec::new(),
        }
    }

    /// Adds one rule of the model.
    fn add(
        &mut self,
        model: &AppModel,
        rule: &Rule,
        (entity, class): (&Entity, &str),
        references: &[ReferenceView],
        ownership: Ownership,
    ) -> Result<(), RenderError> {
        match rule {
            Rule::Order { earlier, later, .. } => {
                require_fields(entity, [earlier, later])?;
                let days = entity
                    .field(earlier)
                    .is_some_and(|f| f.ty == FieldType::Date);
                self.add_order(
                    earlier,
                    later,
                    days && !is_time_taken(model, entity, earlier, later),
                );
            }
            Rule::Transition { field, steps, .. } => {
                require_fields(entity, [field])?;
                self.transitions
                    .push(transition(entity, class, field, steps));
            }
            Rule::UniqueTogether { fields, .. } => {
                let unique = combination(entity, references, fields, ownership)?;
                if !self
                    .uniques
                    .iter()
                    .any(|other| other.columns == unique.columns)
                {
                    self.uniques.push(unique);
                }
            }
            Rule::NoOverlap {
                resource,
                start,
                end,
                ..
            } => {
                require_fields(entity, [start, end])?;
                self.add_order(start, end, false);
                let reference = references
                    .iter()
                    .find(|reference| reference.name == *resource)
                    .ok_or_else(|| unknown(entity, resource))?;
                let release = release(model, entity, class);
                self.overlaps
                    .push(overlap(entity, reference, (start, end), release));
            }
            // It is no condition on rows: its function has a module of its own.
            Rule::Custom(_) => {}
        }
        Ok(())
    }

    /// Adds an order unless it is already there.
    fn add_order(&mut self, earlier: &str, later: &str, or_equal: bool) {
        let known = |order: &OrderView| order.earlier == earlier && order.later == later;
        if !self.orders.iter().any(known) {
            self.orders.push(OrderView {
                earlier: earlier.to_owned(),
                later: later.to_owned(),
                human_earlier: human(earlier),
                human_later: human(later),
                or_equal,
            });
        }
    }
}

/// The times between `start` and `end` in which `reference` is taken.
fn overlap(
    entity: &Entity,
    reference: &ReferenceView,
    (start, end): (&str, &str),
    release: Option<ReleaseView>,
) -> OverlapView {
    let kind = entity.field(start).map_or(FieldType::Datetime, |f| f.ty);
    OverlapView {
        kind,
        human: reference.human.clone(),
        column: reference.column.clone(),
        class: reference.target.class.clone(),
        module: reference.target.module.clone(),
        itself: reference.target_kind == TargetKind::Itself,
        start: start.to_owned(),
        end: end.to_owned(),
        moments: (0..7).map(|step| moment(kind, step)).collect(),
        optional: reference.optional,
        release,
    }
}

/// True when the time between two fields is one in which something is taken.
fn is_time_taken(model: &AppModel, entity: &Entity, earlier: &str, later: &str) -> bool {
    model.rules.iter().any(|rule| match rule {
        Rule::NoOverlap {
            entity: taker,
            start,
            end,
            ..
        } => *taker == entity.name && start == earlier && end == later,
        Rule::Order { .. }
        | Rule::Transition { .. }
        | Rule::UniqueTogether { .. }
        | Rule::Custom(_) => false,
    })
}

/// The combination of `fields`, which are fields or references.
fn combination(
    entity: &Entity,
    references: &[ReferenceView],
    fields: &[String],
    ownership: Ownership,
) -> Result<UniqueView, RenderError> {
    let mut others = Vec::new();
    let mut has_reference = false;
    for name in fields {
        if let Some(field) = entity.field(name) {
            let sample = super::samples::SampleView::of(
                field,
                Setting {
                    rank: 0,
                    tied: Tie::Free,
                    varies: Variation::Constant,
                },
            );
            others.push(OtherValue {
                column: name.clone(),
                value: sample.high.or(Some(sample.usual)),
            });
        } else {
            let reference = references
                .iter()
                .find(|reference| reference.name == *name || reference.column == *name)
                .ok_or_else(|| unknown(entity, name))?;
            has_reference = true;
            others.push(OtherValue {
                column: reference.column.clone(),
                value: None,
            });
        }
    }
    let sent: Vec<_> = others.iter().map(|other| other.column.clone()).collect();
    let scope = match ownership {
        Ownership::Tenant => Some("tenant_id"),
        Ownership::Owned if !has_reference => Some("owner_id"),
        Ownership::Owned | Ownership::Unowned => None,
    };
    Ok(UniqueView {
        columns: scope
            .into_iter()
            .map(str::to_owned)
            .chain(sent.iter().cloned())
            .collect(),
        human: fields
            .iter()
            .map(|name| human(name))
            .collect::<Vec<_>>()
            .join(" and "),
        sent,
        per_owner: scope.is_some() && !has_reference,
        others,
    })
}

/// Refuses a rule that names a field which the entity does not have.
fn require_fields<const N: usize>(entity: &Entity, names: [&String; N]) -> Result<(), RenderError> {
    match names.into_iter().find(|name| entity.field(name).is_none()) {
        Some(name) => Err(unknown(entity, name)),
        None => Ok(()),
    }
}

/// The error for a name that a rule of `entity` uses in vain.
fn unknown(entity: &Entity, name: &str) -> RenderError {
    RenderError::Unknown {
        place: format!("rule of `{}`", entity.name),
        name: name.to_owned(),
    }
}
