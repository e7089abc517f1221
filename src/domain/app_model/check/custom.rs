//! Custom rules: a name that a function can bear, typed inputs, and examples that fit them.

use serde_json::Value;

use super::super::{CustomRule, Entity, Example, Field, FieldType, Rule, plain};
use super::defaults::default_problem;
use super::fault::Faults;
use super::header::sentence;
use super::identifier::{MAX_IDENTIFIER, is_python_keyword, is_snake_name};

const MAX_INPUTS: usize = 12;
const MAX_EXAMPLES: usize = 40;

/// Names that mean something else in the module of a rule.
const TAKEN: &[&str] = &[
    "dt",
    "decimal",
    "str",
    "int",
    "float",
    "bool",
    "list",
    "dict",
    "set",
    "tuple",
    "object",
    "calendar",
    "collections",
    "fractions",
    "functools",
    "itertools",
    "math",
    "re",
    "statistics",
    "string",
    "unicodedata",
    "self",
    "row",
    "router",
    "service",
    "session",
    "actor",
    "client",
    "responses",
];

pub(super) fn check(
    rule: &CustomRule,
    entity: &Entity,
    earlier: &[Rule],
    at: &str,
    faults: &mut Faults,
) {
    naming(&rule.name, &format!("{at}.name"), faults);
    if rule.name.starts_with("require_") {
        faults.add(
            format!("{at}.name"),
            format!("{:?} begins like a function of every project", rule.name),
            "name what is computed",
        );
    }
    let twin = |other: &Rule| other.custom().is_some_and(|other| other.name == rule.name);
    if earlier.iter().any(twin) {
        faults.add(
            format!("{at}.name"),
            format!("there are two rules called {:?}", rule.name),
            "rename or remove one of them",
        );
    }
    sentence(&format!("{at}.description"), &rule.description, faults);
    if rule.description.trim().is_empty() {
        faults.add(
            format!("{at}.description"),
            "the rule says nothing",
            "say in one line what it computes",
        );
    }
    inputs(rule, entity, at, faults);
    examples(rule, entity, at, faults);
}

fn naming(name: &str, at: &str, faults: &mut Faults) {
    if !is_snake_name(name, MAX_IDENTIFIER) {
        faults.add(
            at,
            format!("{name:?} is not a name in Python"),
            format!("use snake_case, at most {MAX_IDENTIFIER} characters"),
        );
    } else if TAKEN.contains(&name) || is_python_keyword(name) {
        faults.add(
            at,
            format!("{name:?} is reserved"),
            "choose a more exact name",
        );
    }
}

fn inputs(rule: &CustomRule, entity: &Entity, at: &str, faults: &mut Faults) {
    if rule.inputs.is_empty() || rule.inputs.len() > MAX_INPUTS {
        faults.add(
            format!("{at}.inputs"),
            format!("there are {} inputs", rule.inputs.len()),
            format!("name 1 to {MAX_INPUTS}"),
        );
    }
    for (index, input) in rule.inputs.iter().enumerate() {
        let path = format!("{at}.inputs[{index}]");
        naming(&input.name, &format!("{path}.name"), faults);
        let twice = rule.inputs[..index]
            .iter()
            .any(|one| one.name == input.name);
        if twice || input.name == rule.name {
            faults.add(
                format!("{path}.name"),
                format!("{:?} is taken", input.name),
                "give each input its own name",
            );
        }
        let Some(field) = entity.field(&input.name) else {
            continue;
        };
        if field.ty != input.ty {
            faults.add(
                format!("{path}.type"),
                format!(
                    "the field {:?} of {} has another type",
                    input.name, entity.name
                ),
                "give the input the type of the field, or another name",
            );
        } else if field.optional && !input.optional {
            faults.add(
                format!("{path}.optional"),
                format!("the field {:?} of {} may be null", input.name, entity.name),
                "make the input optional, or give it another name",
            );
        }
    }
}

fn examples(rule: &CustomRule, entity: &Entity, at: &str, faults: &mut Faults) {
    if rule.examples.is_empty() || rule.examples.len() > MAX_EXAMPLES {
        faults.add(
            format!("{at}.examples"),
            format!("there are {} examples", rule.examples.len()),
            format!("give 1 to {MAX_EXAMPLES}"),
        );
    }
    let same = |one: &Example, other: &Example| {
        let mut inputs = rule.inputs.iter();
        inputs.all(|input| one.input(&input.name) == other.input(&input.name))
    };
    for (index, example) in rule.examples.iter().enumerate() {
        let path = format!("{at}.examples[{index}]");
        for input in &rule.inputs {
            let place = format!("{path}.inputs.{}", input.name);
            let field = field_like(entity, &input.name, input.ty, input.optional);
            value(&field, example.input(&input.name), &place, faults);
        }
        for name in example.inputs.keys() {
            if rule.inputs.iter().all(|input| input.name != *name) {
                faults.add(
                    format!("{path}.inputs.{name}"),
                    "the rule has no such input",
                    "add it to inputs or remove it here",
                );
            }
        }
        let output = field_like(entity, "", rule.output.ty, rule.output.optional);
        value(&output, &example.output, &format!("{path}.output"), faults);
        if rule.examples[..index]
            .iter()
            .any(|other| same(other, example))
        {
            faults.add(
                &path,
                "another example has the same inputs",
                "remove one of them",
            );
        }
    }
}

/// What a value is checked against: the field of that name, else any value of the type.
fn field_like(entity: &Entity, name: &str, ty: FieldType, optional: bool) -> Field {
    let mut field = Field::new(name, ty);
    field.optional = optional;
    if let Some(known) = entity.field(name) {
        field.values.clone_from(&known.values);
    }
    field
}

fn value(field: &Field, value: &Value, at: &str, faults: &mut Faults) {
    let Some(text) = plain(value) else {
        if !(value.is_null() && field.optional) {
            faults.add(
                at,
                format!("{value} is no value here"),
                "give a text, a number or true or false, or make it optional",
            );
        }
        return;
    };
    let free = field.ty == FieldType::Enum && field.values.is_empty();
    let problem = if free {
        (!is_snake_name(&text, MAX_IDENTIFIER)).then(|| "use a snake_case value".to_owned())
    } else {
        default_problem(field, &text)
    };
    if let Some(hint) = problem {
        faults.add(at, format!("{text:?} does not fit its type"), hint);
    }
}
