//! The type that a field's name suggests.

use rust_decimal::Decimal;

use crate::domain::app_model::FieldType;

const MONEY: &[&str] = &[
    "price", "cost", "amount", "total", "salary", "fee", "budget", "balance", "wage", "revenue",
    "subtotal", "income", "deposit", "rent", "fare", "payment", "tip",
];
const DATES: &[&str] = &[
    "date",
    "on",
    "birthday",
    "due",
    "deadline",
    "birthdate",
    "dob",
    "day",
];
const INTEGERS: &[&str] = &[
    "count",
    "quantity",
    "stock",
    "age",
    "year",
    "qty",
    "points",
    "score",
    "capacity",
    "position",
    "rank",
    "seats",
    "pages",
    "minutes",
    "hours",
    "days",
    "duration",
    "servings",
    "calories",
    "floor",
    "level",
    "mileage",
    "population",
    "votes",
    "views",
];
const FLOATS: &[&str] = &[
    "weight",
    "height",
    "width",
    "depth",
    "length",
    "latitude",
    "longitude",
    "distance",
    "temperature",
    "speed",
    "volume",
    "area",
    "wingspan",
    "diameter",
    "radius",
];
const TEXTS: &[&str] = &[
    "body",
    "description",
    "notes",
    "content",
    "bio",
    "summary",
    "comment",
    "note",
    "text",
    "instructions",
    "message",
    "remarks",
    "abstract",
    "details",
    "feedback",
];
const FLAGS: &[&str] = &[
    "done",
    "completed",
    "active",
    "published",
    "archived",
    "enabled",
    "paid",
    "flag",
    "finished",
    "visible",
    "verified",
    "featured",
    "available",
    "closed",
    "read",
];
const LINKS: &[&str] = &["url", "website", "link", "homepage"];

/// The type of a field called `name` for which none is written.
pub fn type_of(name: &str) -> FieldType {
    let last = name.rsplit('_').next().unwrap_or(name);
    let many = name.contains('_');
    if name.starts_with("is_") || name.starts_with("has_") || FLAGS.contains(&last) {
        return FieldType::Bool;
    }
    if name.starts_with("number_of_") {
        return FieldType::Int;
    }
    match last {
        "at" | "time" if many => FieldType::Datetime,
        "time" => FieldType::Time,
        "datetime" | "timestamp" => FieldType::Datetime,
        "on" if !many => FieldType::Bool,
        "email" => FieldType::Email,
        "phone" | "telephone" | "mobile" | "fax" => FieldType::Phone,
        "slug" => FieldType::Slug,
        "rate" | "percent" | "percentage" => FieldType::Percent,
        _ if MONEY.contains(&last) => FieldType::Money,
        _ if DATES.contains(&last) => FieldType::Date,
        _ if INTEGERS.contains(&last) => FieldType::Int,
        _ if FLOATS.contains(&last) => FieldType::Float,
        _ if TEXTS.contains(&last) => FieldType::Text,
        _ if LINKS.contains(&last) => FieldType::Url,
        _ => FieldType::String,
    }
}

/// The least value that a quantity or price of that name makes sense with.
pub fn floor(name: &str, ty: FieldType) -> Option<Decimal> {
    let last = name.rsplit('_').next().unwrap_or(name);
    let signed = matches!(
        last,
        "balance" | "temperature" | "latitude" | "longitude" | "floor" | "score"
    );
    let counted = matches!(ty, FieldType::Money | FieldType::Int) || FLOATS.contains(&last);
    (ty.is_numeric() && ty != FieldType::Percent && counted && !signed).then_some(Decimal::ZERO)
}
