//! A custom rule as templates see it: a typed function, and the assertions of its test.

use heck::{ToKebabCase, ToUpperCamelCase};
use serde::Serialize;
use serde_json::Value;

use crate::domain::app_model::{Access, AppModel, CustomRule, FieldType, plain};

use super::entity::effective_access;
use super::names::{Names, human};
use super::python;

/// A custom rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct FunctionView {
    /// The function and its module (`late_fee`).
    pub(crate) name: String,
    /// The same in words.
    pub(crate) human: String,
    /// What it is about, in words, several of them (`loans`).
    pub(crate) humans: String,
    /// What it computes, without a full stop.
    pub(crate) description: String,
    /// Its parameters.
    pub(crate) inputs: Vec<ParameterView>,
    /// The type of its result.
    pub(crate) result: String,
    /// What its module imports.
    pub(crate) imports: Vec<&'static str>,
    /// What it must give.
    pub(crate) examples: Vec<ExampleView>,
    /// What its test imports.
    pub(crate) test_imports: Vec<&'static str>,
    /// True when its test compares binary fractions.
    pub(crate) approximate: bool,
    /// How clients ask for it, where a row has all that it is computed from.
    pub(crate) row: Option<RowView>,
}

/// A rule that is computed from the fields of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct RowView {
    /// The module and the service of the entity (`loan`).
    pub(crate) module: String,
    /// The path of its rows, without a slash in front (`loans`).
    pub(crate) prefix: String,
    /// The end of the path of the rule (`late-fee`).
    pub(crate) path: String,
    /// A row in words (`a loan`).
    pub(crate) a_human: String,
    /// True when callers must be signed in.
    pub(crate) signed_in: bool,
    /// The class of the answer (`LateFeeResult`).
    pub(crate) class: String,
    /// The type of the result in answers.
    pub(crate) annotation: String,
    /// The name that it takes from `app.schemas.fields`; empty where it needs none.
    pub(crate) schema: &'static str,
    /// The arguments, taken from `row`.
    pub(crate) arguments: String,
}

/// A parameter of the function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ParameterView {
    /// Its name.
    pub(crate) name: String,
    /// Its type.
    pub(crate) annotation: String,
}

/// One example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ExampleView {
    /// The arguments, by keyword.
    pub(crate) arguments: String,
    /// What follows the call (`== Decimal("2.00")`, `is None`).
    pub(crate) holds: String,
}

impl FunctionView {
    /// The views of the custom rules of `model`, in their order.
    pub(super) fn all(model: &AppModel) -> Vec<Self> {
        model
            .custom_rules()
            .map(|rule| Self::of(model, rule))
            .collect()
    }

    fn of(model: &AppModel, rule: &CustomRule) -> Self {
        let inputs: Vec<_> = rule
            .inputs
            .iter()
            .map(|input| ParameterView {
                name: input.name.clone(),
                annotation: annotation(input.ty, input.optional),
            })
            .collect();
        let examples: Vec<_> = rule
            .examples
            .iter()
            .map(|example| ExampleView {
                arguments: rule
                    .inputs
                    .iter()
                    .map(|input| {
                        let value = literal(input.ty, example.input(&input.name));
                        format!("{}={value}", input.name)
                    })
                    .collect::<Vec<_>>()
                    .join(", "),
                holds: holds(rule.output.ty, &example.output),
            })
            .collect();
        let result = annotation(rule.output.ty, rule.output.optional);
        let types = inputs.iter().map(|one| one.annotation.as_str());
        let written = examples
            .iter()
            .flat_map(|one| [&*one.arguments, &*one.holds]);
        let names = model.entity(&rule.entity).map(Names::of);
        Self {
            human: human(&rule.name),
            humans: names.map(|names| names.humans).unwrap_or_default(),
            description: in_a_docstring(&rule.description),
            imports: imports(types.chain([result.as_str()])),
            test_imports: imports(written),
            row: RowView::of(model, rule),
            approximate: examples.iter().any(|one| one.holds.contains("approx")),
            name: rule.name.clone(),
            inputs,
            result,
            examples,
        }
    }
}

impl RowView {
    /// The view of a rule all whose inputs are fields of its entity; none for the others.
    fn of(model: &AppModel, rule: &CustomRule) -> Option<Self> {
        let entity = model.entity(&rule.entity)?;
        let mut inputs = rule.inputs.iter();
        if !inputs.all(|input| entity.field(&input.name).is_some()) {
            return None;
        }
        let names = Names::of(entity);
        let (plain, schema) = answer(rule.output.ty);
        let arguments = rule.inputs.iter().map(|input| {
            let name = &input.name;
            format!("{name}=row.{name}")
        });
        Some(Self {
            module: names.module,
            prefix: names.route,
            path: rule.name.to_kebab_case(),
            a_human: names.a_human,
            signed_in: effective_access(model, entity) != Access::Open,
            class: format!("{}Result", rule.name.to_upper_camel_case()),
            annotation: if rule.output.optional {
                format!("{plain} | None")
            } else {
                plain.to_owned()
            },
            schema,
            arguments: arguments.collect::<Vec<_>>().join(", "),
        })
    }
}

/// Puts the modules of rules that clients ask for in the place of their pattern.
pub(super) fn name_routes(routes: &mut Vec<String>, functions: &[FunctionView]) {
    routes.retain(|module| !module.contains("[rule]"));
    let asked = functions.iter().filter(|rule| rule.row.is_some());
    routes.extend(asked.map(|rule| format!("rule_{}", rule.name)));
    routes.sort();
}

/// The type of a result in answers, and the name that it takes from `app.schemas.fields`.
fn answer(ty: FieldType) -> (&'static str, &'static str) {
    match ty {
        FieldType::String
        | FieldType::Text
        | FieldType::Email
        | FieldType::Url
        | FieldType::Phone
        | FieldType::Slug
        | FieldType::Enum => ("str", ""),
        FieldType::Int => ("int", ""),
        FieldType::Float => ("float", ""),
        FieldType::Bool => ("bool", ""),
        FieldType::Decimal | FieldType::Money | FieldType::Percent => ("Number", "Number"),
        FieldType::Date => ("Day", "Day"),
        FieldType::Datetime => ("Instant", "Instant"),
        FieldType::Time => ("TimeOfDay", "TimeOfDay"),
    }
}

/// The modules that these pieces of Python speak of.
fn imports<'a>(pieces: impl Iterator<Item = &'a str>) -> Vec<&'static str> {
    let text = pieces.collect::<Vec<_>>().join(" ");
    [
        ("dt.", "import datetime as dt"),
        ("Decimal", "from decimal import Decimal"),
    ]
    .into_iter()
    .filter(|(name, _)| text.contains(name))
    .map(|(_, line)| line)
    .collect()
}

/// The type of a value in Python; an enumeration is the text of its value.
fn annotation(ty: FieldType, optional: bool) -> String {
    let name = match ty {
        FieldType::String
        | FieldType::Text
        | FieldType::Email
        | FieldType::Url
        | FieldType::Phone
        | FieldType::Slug
        | FieldType::Enum => "str",
        FieldType::Int => "int",
        FieldType::Float => "float",
        FieldType::Decimal | FieldType::Money | FieldType::Percent => "Decimal",
        FieldType::Bool => "bool",
        FieldType::Date => "dt.date",
        FieldType::Datetime => "dt.datetime",
        FieldType::Time => "dt.time",
    };
    if optional {
        format!("{name} | None")
    } else {
        name.to_owned()
    }
}

/// What an assertion says of a result.
fn holds(ty: FieldType, value: &Value) -> String {
    let literal = literal(ty, value);
    match (ty, literal.as_str()) {
        (_, "None" | "True" | "False") => format!("is {literal}"),
        (FieldType::Float, _) => format!("== pytest.approx({literal})"),
        (_, _) => format!("== {literal}"),
    }
}

/// A value of an example in Python; the model was checked, so what cannot be read is a text.
fn literal(ty: FieldType, value: &Value) -> String {
    let Some(text) = plain(value) else {
        return "None".to_owned();
    };
    let moment = match ty {
        FieldType::Int | FieldType::Float => text.parse().ok().map(python::number),
        FieldType::Decimal | FieldType::Money | FieldType::Percent => {
            Some(format!("Decimal({})", python::text(&text)))
        }
        FieldType::Bool => Some(python::truth(text == "true").to_owned()),
        FieldType::Date => text.parse().ok().map(date),
        FieldType::Time => text.parse().ok().map(|time: jiff::civil::Time| {
            format!(
                "dt.time({}, {}, {})",
                time.hour(),
                time.minute(),
                time.second()
            )
        }),
        FieldType::Datetime => text.parse().ok().map(|at: jiff::Timestamp| {
            let at = at.to_zoned(jiff::tz::TimeZone::UTC).datetime();
            format!(
                "dt.datetime({}, {}, {}, {}, {}, {}, tzinfo=dt.UTC)",
                at.year(),
                at.month(),
                at.day(),
                at.hour(),
                at.minute(),
                at.second()
            )
        }),
        FieldType::String
        | FieldType::Text
        | FieldType::Email
        | FieldType::Url
        | FieldType::Phone
        | FieldType::Slug
        | FieldType::Enum => None,
    };
    moment.unwrap_or_else(|| python::text(&text))
}

fn date(day: jiff::civil::Date) -> String {
    format!("dt.date({}, {}, {})", day.year(), day.month(), day.day())
}

/// Words that can stand in a docstring, without the full stop, and with plain marks in place of
/// those that the project's linter takes for a slip.
fn in_a_docstring(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain: String = words
        .chars()
        .map(|mark| match mark {
            '"' | '\\' | '\u{201c}' | '\u{201d}' | '\u{2018}' | '\u{2019}' | '`' => '\'',
            '\u{2013}' | '\u{2014}' | '\u{2212}' | '\u{2010}' | '\u{2011}' => '-',
            '\u{d7}' => 'x',
            other => other,
        })
        .collect();
    plain.trim_end_matches('.').to_owned()
}
