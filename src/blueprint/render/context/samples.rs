//! Values for tests: ones that a field takes, ones that it refuses, and two in known order.

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};
use rust_decimal::Decimal;
use serde::Serialize;

use crate::domain::app_model::{Field, FieldType};

use super::bounds::Bounds;
use super::names::human;
use super::python::{self, repeated};

/// Python source of test values for one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct SampleView {
    /// What a factory sends; a unique field takes it from a counter.
    pub(crate) usual: String,
    /// True when `usual` is the same at every call.
    pub(crate) constant: bool,
    /// A value that sorts before `high` and differs from `usual`.
    pub(crate) low: Option<String>,
    /// A value that sorts after `low` and differs from `usual`.
    pub(crate) high: Option<String>,
    /// Values at the edge of what is taken.
    pub(crate) accepted: Vec<String>,
    /// Values past the edge.
    pub(crate) rejected: Vec<String>,
    /// True when `low` is long enough to be searched for.
    pub(crate) searchable: bool,
    /// True for free text that has room for a sentence.
    pub(crate) roomy: bool,
}

/// What samples depend on besides the field itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Setting {
    /// How many fields a rule puts before this one.
    pub(super) rank: i64,
    /// Whether a rule ties its value to that of another field.
    pub(super) tied: Tie,
    /// Whether each call must give another value.
    pub(super) varies: Variation,
}

/// Whether a rule ties a field to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// Any value goes with any other field.
    Free,
    /// Only values near the usual one keep the rule.
    Tied,
}

/// Whether a factory may send one value twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Variation {
    /// It may.
    Constant,
    /// It may not: the value is unique.
    EachCall,
}

impl SampleView {
    /// The samples of `field`.
    pub(super) fn of(field: &Field, setting: Setting) -> Self {
        match Bounds::of(field) {
            Bounds::Length { min, max } => text_samples(field, setting, min, max),
            Bounds::Range { min, max, places } => numbers(field, setting, min, max, places),
            Bounds::Free => match field.ty {
                FieldType::Bool => truths(field),
                FieldType::Enum => enumerated(field),
                _ => moments(field, setting),
            },
        }
    }
}

/// Samples of the types that hold characters.
fn text_samples(field: &Field, setting: Setting, min: u64, max: u64) -> SampleView {
    let title = human(&field.name);
    let (usual, unique, low, high) = match field.ty {
        FieldType::Email => (
            "\"ada@example.com\"".to_owned(),
            "f\"ada{serial()}@example.com\"".to_owned(),
            "\"alpha@example.com\"".to_owned(),
            "\"beta@example.com\"".to_owned(),
        ),
        FieldType::Url => (
            "\"https://example.com/ada\"".to_owned(),
            "f\"https://example.com/{serial()}\"".to_owned(),
            "\"https://example.com/alpha\"".to_owned(),
            "\"https://example.com/beta\"".to_owned(),
        ),
        FieldType::Phone => (
            "\"+1 555 0100\"".to_owned(),
            "f\"+1555{serial():07d}\"".to_owned(),
            "\"+1 555 0101\"".to_owned(),
            "\"+1 555 0102\"".to_owned(),
        ),
        FieldType::Slug => (
            fitted("ada", min, max),
            format!("unique_text(\"ada-\", {min}, {max})"),
            fitted("alpha", min, max),
            fitted("beta", min, max),
        ),
        _ => (
            fitted(&format!("Some {title}"), min, max),
            format!(
                "unique_text({}, {min}, {max})",
                python::text(&format!("{title} "))
            ),
            fitted("alpha", min, max),
            fitted("beta", min, max),
        ),
    };
    let varies = setting.varies == Variation::EachCall;
    SampleView {
        usual: if varies { unique } else { usual },
        constant: !varies,
        low: Some(low),
        high: Some(high),
        accepted: longest(field.ty, min, max),
        rejected: too_long_or_wrong(field.ty, min, max),
        searchable: max >= 5,
        roomy: min <= 5 && max >= 60 && matches!(field.ty, FieldType::String | FieldType::Text),
    }
}

/// A word cut or filled to fit between two lengths.
fn fitted(word: &str, min: u64, max: u64) -> String {
    let wanted = usize::try_from(max).unwrap_or(usize::MAX);
    let least = usize::try_from(min).unwrap_or(0);
    let mut value: String = word.chars().take(wanted).collect();
    value = value.trim_end().to_owned();
    if value.chars().count() < least {
        let missing = least - value.chars().count();
        if missing > 40 {
            return format!("{} + \"x\" * {missing}", python::text(&value));
        }
        value.push_str(&"x".repeat(missing));
    }
    python::text(&value)
}

/// The shortest and longest texts that are taken.
fn longest(ty: FieldType, min: u64, max: u64) -> Vec<String> {
    match ty {
        FieldType::Email => vec![format!("{} + \"@example.com\"", repeated('a', max - 12))],
        FieldType::Url => vec![format!(
            "\"https://example.com/\" + {}",
            repeated('a', max - 20)
        )],
        FieldType::Phone => vec![repeated('5', max.min(32))],
        FieldType::String | FieldType::Text | FieldType::Slug if min == max => {
            vec![repeated('a', max)]
        }
        _ => vec![repeated('a', min), repeated('a', max)],
    }
}

/// Texts that are refused.
fn too_long_or_wrong(ty: FieldType, min: u64, max: u64) -> Vec<String> {
    let long = max + 1;
    let short = if min > 1 {
        repeated('a', min - 1)
    } else {
        "\"\"".to_owned()
    };
    let mut values = match ty {
        FieldType::Email => vec![
            format!("{} + \"@example.com\"", repeated('a', max - 11)),
            "\"not an address\"".to_owned(),
            "\"ada@localhost\"".to_owned(),
        ],
        FieldType::Url => vec![
            format!("\"https://example.com/\" + {}", repeated('a', max - 19)),
            "\"ftp://example.com/file\"".to_owned(),
            "\"example.com\"".to_owned(),
        ],
        FieldType::Phone => vec![repeated('5', long), "\"call me\"".to_owned()],
        FieldType::Slug => vec![repeated('a', long), short, "\"Not A Slug\"".to_owned()],
        _ => vec![
            repeated('a', long),
            short,
            "\" \"".to_owned(),
            "\"nul \\x00\"".to_owned(),
        ],
    };
    values.push("7".to_owned());
    values
}

/// Samples of numbers.
fn numbers(field: &Field, setting: Setting, min: Decimal, max: Decimal, places: u32) -> SampleView {
    let step = if max - min >= Decimal::from(3) {
        Decimal::ONE
    } else {
        Decimal::new(1, places)
    };
    let offset = Decimal::from(setting.rank * 4) * step;
    let start = Decimal::TEN.clamp(min, (max - step * Decimal::from(3)).max(min));
    let usual = (start + offset).min(max);
    let next = |steps: i64| {
        let value = usual + step * Decimal::from(steps);
        (value <= max).then(|| literal(field.ty, value))
    };
    let varies = setting.varies == Variation::EachCall;
    let accepted = match setting.tied {
        Tie::Free if varies => Vec::new(),
        Tie::Free => vec![literal(field.ty, min), literal(field.ty, max)],
        Tie::Tied => Vec::new(),
    };
    let unit = if field.ty == FieldType::Int {
        Decimal::ONE
    } else {
        Decimal::new(1, places.min(2))
    };
    let mut rejected = vec![
        literal(field.ty, min - unit),
        literal(field.ty, max + unit),
        "\"many\"".to_owned(),
    ];
    if matches!(field.ty, FieldType::Int) {
        rejected.push(format!("{}.5", min.trunc()));
    } else if field.ty != FieldType::Float {
        rejected.push(literal(
            field.ty,
            (min + max) / Decimal::TWO + Decimal::new(1, places + 1),
        ));
    }
    SampleView {
        usual: if varies {
            format!(
                "{} + serial()",
                literal(field.ty, usual + step * Decimal::TWO)
            )
        } else {
            literal(field.ty, usual)
        },
        constant: !varies,
        low: next(1),
        high: next(2),
        accepted,
        rejected,
        searchable: false,
        roomy: false,
    }
}

/// A number literal of the kind that JSON answers with.
fn literal(ty: FieldType, value: Decimal) -> String {
    let plain = python::number(value);
    if ty == FieldType::Int || plain.contains('.') {
        plain
    } else {
        format!("{plain}.0")
    }
}

/// Samples of true and false: the usual one is not the default.
fn truths(field: &Field) -> SampleView {
    let usual = field.default.as_deref() != Some("true");
    SampleView {
        usual: python::truth(usual).to_owned(),
        constant: true,
        low: None,
        high: Some(python::truth(!usual).to_owned()),
        accepted: vec!["True".to_owned(), "False".to_owned()],
        rejected: vec!["\"perhaps\"".to_owned(), "7".to_owned()],
        searchable: false,
        roomy: false,
    }
}

/// Samples of an enumeration: the usual one is the default, else the first.
fn enumerated(field: &Field) -> SampleView {
    let usual = field.default.as_ref().or(field.values.first());
    let other = field.values.iter().find(|value| Some(*value) != usual);
    SampleView {
        usual: usual.map_or_else(|| "None".to_owned(), |value| python::text(value)),
        constant: true,
        low: None,
        high: other.map(|value| python::text(value)),
        accepted: field
            .values
            .iter()
            .map(|value| python::text(value))
            .collect(),
        rejected: vec!["\"no_such_value\"".to_owned(), "7".to_owned()],
        searchable: false,
        roomy: false,
    }
}

/// Samples of dates, instants and times of day.
fn moments(field: &Field, setting: Setting) -> SampleView {
    let at = |steps: i64| moment(field.ty, setting.rank * 4 + steps);
    let varies = setting.varies == Variation::EachCall;
    let rejected = match field.ty {
        FieldType::Date => vec!["\"2030-02-30\"", "\"tomorrow\"", "7"],
        FieldType::Datetime => vec!["\"2030-01-10T09:00:00\"", "\"soon\"", "7"],
        _ => vec!["\"25:00:00\"", "\"noon\"", "7"],
    };
    let unique = match field.ty {
        FieldType::Date => "unique_day()",
        FieldType::Datetime => "unique_instant()",
        _ => "unique_time()",
    };
    SampleView {
        usual: if varies { unique.to_owned() } else { at(0) },
        constant: !varies,
        low: Some(at(1)),
        high: Some(at(2)),
        accepted: Vec::new(),
        rejected: rejected.into_iter().map(str::to_owned).collect(),
        searchable: false,
        roomy: false,
    }
}

/// The `steps`-th day, or hour, of the calendar of the tests.
pub(super) fn moment(ty: FieldType, steps: i64) -> String {
    let start: Date = date(2030, 1, 10);
    let day = |days: Span| start.checked_add(days).unwrap_or(start);
    match ty {
        FieldType::Datetime => format!("\"{}T09:00:00Z\"", day(steps.days())),
        FieldType::Time => format!("\"{:02}:00:00\"", (9 + steps).rem_euclid(24)),
        _ => format!("\"{}\"", day(steps.days())),
    }
}
