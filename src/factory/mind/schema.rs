//! The JSON Schema of a document, as providers take it for the arguments of a tool.

use schemars::JsonSchema;
use serde_json::Value;

/// The schema of a document of type `T`, without the marks that only readers of files need.
pub fn schema_of<T: JsonSchema>() -> Value {
    let mut schema = schemars::schema_for!(T).to_value();
    if let Some(object) = schema.as_object_mut() {
        object.remove("$schema");
        object.remove("title");
    }
    schema
}

/// The schema without these keys of the type called `name` (the document's own where it is empty):
/// what the model is not asked for.
#[must_use]
pub fn without(mut schema: Value, name: &str, keys: &[&str]) -> Value {
    let place = if name.is_empty() {
        Some(&mut schema)
    } else {
        schema.pointer_mut(&format!("/$defs/{name}"))
    };
    let Some(object) = place.and_then(Value::as_object_mut) else {
        return schema;
    };
    if let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) {
        properties.retain(|key, _| !keys.contains(&key.as_str()));
    }
    if let Some(required) = object.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|key| !key.as_str().is_some_and(|key| keys.contains(&key)));
    }
    schema
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::app_model::AppModel;

    #[test]
    fn what_is_not_asked_for_is_not_in_the_schema_and_unknown_keys_are_refused() {
        let schema = without(schema_of::<AppModel>(), "", &["version", "name"]);
        assert!(schema.pointer("/properties/version").is_none());
        assert!(schema.pointer("/properties/entities").is_some());
        let required = schema["required"].as_array().unwrap();
        assert!(!required.contains(&Value::from("name")));
        assert!(required.contains(&Value::from("title")));
        assert_eq!(schema["additionalProperties"], Value::Bool(false));
        assert_eq!(schema["type"], "object");
    }
}
