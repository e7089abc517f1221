//! Faults of fields.

use rust_decimal::Decimal;

use super::super::super::{Field, FieldType};
use super::{faulty, sound};

/// Asserts that a field of the second entity is refused at `part`.
fn refused(part: &str, words: &str, field: Field) {
    faulty(&format!("entities[1].fields[0]{part}"), words, |m| {
        m.entities[1].fields.insert(0, field);
    });
}

/// Asserts that a field is fine.
fn fine(field: Field) {
    let mut model = sound();
    let name = field.name.clone();
    model.entities[1].fields.insert(0, field);
    assert_eq!(model.check(), [], "{name}");
}

fn with(ty: FieldType, change: impl FnOnce(&mut Field)) -> Field {
    let mut field = Field::new("value", ty);
    change(&mut field);
    field
}

fn range(ty: FieldType, min: &str, max: &str) -> Field {
    with(ty, |f| {
        f.min = Some(min.parse().unwrap());
        f.max = Some(max.parse().unwrap());
    })
}

fn default(ty: FieldType, value: &str) -> Field {
    with(ty, |f| f.default = Some(value.into()))
}

#[test]
fn names_are_checked() {
    for name in ["Name", "my name", "_x", "x_", "a__b", "9a", "", "naïve"] {
        refused(".name", "field name", Field::new(name, FieldType::Int));
    }
    refused(
        ".name",
        "field name",
        Field::new("a".repeat(41), FieldType::Int),
    );
    for name in [
        "class",
        "import",
        "none",
        "metadata",
        "registry",
        "id",
        "owner_id",
        "tenant_id",
        "created_at",
        "model_name",
        "copy",
        "json",
        "dict",
        "schema",
        "validate",
        "limit",
        "offset",
        "sort",
        "q",
    ] {
        refused(".name", "reserved", Field::new(name, FieldType::Int));
    }
    faulty("entities[1].fields[1].name", "twice", |m| {
        m.entities[1].fields[1] = m.entities[1].fields[0].clone();
    });
}

#[test]
fn ranges_fit_the_type() {
    refused(".min", "above max", range(FieldType::Int, "5", "1"));
    refused(".min", "places", range(FieldType::Int, "0.5", "1"));
    refused(".max", "places", range(FieldType::Money, "0", "0.001"));
    refused(
        ".max",
        "between 0 and 100",
        range(FieldType::Percent, "0", "101"),
    );
    refused(".min", "not a length", range(FieldType::String, "-1", "5"));
    refused(".max", "not a length", range(FieldType::String, "0", "0"));
    refused(
        ".max",
        "not a length",
        range(FieldType::Text, "0", "100001"),
    );
    refused(
        ".max",
        "too large",
        range(FieldType::Int, "0", "99999999999999999999"),
    );
    for ty in [
        FieldType::Bool,
        FieldType::Date,
        FieldType::Datetime,
        FieldType::Time,
    ] {
        refused(".min", "takes no min", range(ty, "0", "1"));
    }
    fine(range(FieldType::Int, "-5", "5"));
    fine(range(FieldType::Money, "0", "99.95"));
    fine(range(FieldType::String, "2", "40"));
}

#[test]
fn enumerations_have_sound_values() {
    let values = |values: &[&str]| {
        with(FieldType::Enum, |f| {
            f.values = values.iter().map(|v| (*v).into()).collect()
        })
    };
    refused(".values", "0 values", values(&[]));
    refused(".values[0]", "not an enum value", values(&["In Progress"]));
    refused(".values[0]", "not an enum value", values(&[""]));
    refused(".values[1]", "twice", values(&["a", "a"]));
    refused(
        ".values[0]",
        "not an enum value",
        values(&["v".repeat(61).as_str()]),
    );
    refused(
        ".values",
        "not an enum",
        with(FieldType::Int, |f| f.values = vec!["a".into()]),
    );
    fine(values(&["a", "b_2"]));
}

#[test]
fn uniqueness_needs_room() {
    for ty in [FieldType::Bool, FieldType::Text] {
        refused(".unique", "unique", with(ty, |f| f.unique = true));
    }
    refused(
        ".unique",
        "default",
        with(FieldType::Int, |f| {
            f.unique = true;
            f.default = Some("1".into());
        }),
    );
    refused(
        ".unique",
        "too long",
        with(FieldType::String, |f| {
            f.unique = true;
            f.max = Some(Decimal::from(700));
        }),
    );
    fine(with(FieldType::String, |f| f.unique = true));
}

#[test]
fn defaults_fit_type_range_and_values() {
    for (ty, bad, good) in [
        (FieldType::Int, "1.5", "-3"),
        (FieldType::Int, "many", "7"),
        (FieldType::Int, "1e3", "0"),
        (FieldType::Money, "1.999", "1.99"),
        (FieldType::Percent, "120", "12.5"),
        (FieldType::Float, "NaN", "0.25"),
        (FieldType::Bool, "True", "true"),
        (FieldType::Date, "tomorrow", "2025-12-31"),
        (FieldType::Date, "2025-02-30", "2024-02-29"),
        (FieldType::Datetime, "2025-12-31", "2025-12-31T12:00:00Z"),
        (FieldType::Time, "25:00", "12:30:00"),
        (FieldType::Email, "nobody", "a@example.com"),
        (FieldType::Url, "javascript:alert(1)", "https://example.com"),
        (FieldType::Phone, "call me", "+12025550123"),
        (FieldType::Slug, "Not A Slug", "a-slug"),
        (FieldType::String, "a\nb", "it's \"fine\""),
    ] {
        refused(".default", "does not fit", default(ty, bad));
        fine(default(ty, good));
    }
    let mut ranged = range(FieldType::Int, "1", "5");
    ranged.default = Some("6".into());
    refused(".default", "between min and max", ranged);
    let mut short = range(FieldType::String, "2", "3");
    short.default = Some("abcd".into());
    refused(".default", "between min and max", short);
    refused(
        ".default",
        "use one of a",
        with(FieldType::Enum, |f| {
            f.values = vec!["a".into()];
            f.default = Some("b".into());
        }),
    );
}
