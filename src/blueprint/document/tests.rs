//! Documents, and what is said of those that are wrong.

use super::{DocumentError, from_yaml, to_yaml};

const SOUND: &str = "\
version: 1
name: small-shop
title: Small Shop
project_type: crud
capabilities: [auth]
entities:
- name: Customer
  plural: customers
  access: owned
  fields:
  - name: name
    type: string
- name: Order
  plural: orders
  access: owned
  # A comment.
  fields:
  - name: status
    type: enum
    values: [open, paid]
    default: open
  - name: total
    type: money
    min: 0
    max: 100.50
  - name: is_gift
    type: bool
    default: false
relations:
- kind: one_to_many
  from: Customer
  to: Order
  name: customer
  inverse: orders
";

fn fault(text: &str) -> String {
    let error = from_yaml(text, "vibecober.yaml").unwrap_err().to_string();
    assert!(!error.contains('\n'), "{error}");
    error
}

fn changed(from: &str, to: &str) -> String {
    assert!(SOUND.contains(from), "{from}");
    fault(&SOUND.replacen(from, to, 1))
}

#[test]
fn a_sound_document_goes_there_and_back() {
    let model = from_yaml(SOUND, "vibecober.yaml").unwrap();
    assert_eq!(
        model.entities[1].fields[2].default.as_deref(),
        Some("false")
    );
    let text = to_yaml(&model).unwrap();
    assert_eq!(from_yaml(&text, "vibecober.yaml").unwrap(), model);
    assert_eq!(to_yaml(&from_yaml(&text, "x").unwrap()).unwrap(), text);
}

#[test]
fn shapes_name_file_line_key_and_a_near_miss() {
    let said = changed("    type: money", "    type: mony");
    assert!(said.starts_with("vibecober.yaml:23: "), "{said}");
    assert!(said.contains("entities[1].fields[1].type"), "{said}");
    assert!(said.contains("did you mean money?"), "{said}");
    let said = changed("  plural: orders", "  plurals: orders");
    assert!(said.starts_with("vibecober.yaml:14: "), "{said}");
    assert!(
        said.contains("unknown key \"plurals\"; did you mean plural?"),
        "{said}"
    );
    let said = changed("title: Small Shop\n", "");
    assert!(said.contains("missing field \"title\""), "{said}");
    let said = changed("version: 1", "version: one");
    assert!(
        said.contains("version: ") && said.starts_with("vibecober.yaml:1:"),
        "{said}"
    );
    let said = changed("capabilities: [auth]", "capabilities: [login]");
    assert!(said.contains("use one of auth, roles"), "{said}");
}

#[test]
fn text_that_is_no_yaml_is_refused_with_its_line() {
    let said = changed("title: Small Shop", "title: \"Small");
    assert!(said.starts_with("vibecober.yaml:"), "{said}");
    assert!(fault("- just\n- a list").contains("vibecober.yaml"));
    assert!(fault("title: [").starts_with("vibecober.yaml:"));
    for text in ["", "  \n\n", "# only a comment\n"] {
        assert!(matches!(
            from_yaml(text, "f").unwrap_err(),
            DocumentError::Empty { .. }
        ));
    }
}

#[test]
fn faults_of_the_model_name_their_line() {
    let said = changed("  - name: total", "  - name: metadata");
    assert!(
        said.starts_with("vibecober.yaml:22: entities[1].fields[1].name"),
        "{said}"
    );
    let said = changed("    default: open", "    default: lost");
    assert!(
        said.starts_with("vibecober.yaml:21: entities[1].fields[0].default"),
        "{said}"
    );
    let said = changed("  to: Order", "  to: Ghost");
    assert!(
        said.starts_with("vibecober.yaml:32: relations[0].to"),
        "{said}"
    );
    let said = changed("version: 1", "version: 2");
    assert!(said.starts_with("vibecober.yaml:1: version"), "{said}");
    let said = fault(&SOUND.replace("[auth]", "[]"));
    assert!(said.contains("(and 1 more fault)"), "{said}");
}

#[test]
fn doubled_keys_are_refused() {
    assert!(changed("name: small-shop", "name: a\nname: b").contains("duplicate"));
}

#[test]
fn what_is_deeper_than_any_model_is_refused_at_once() {
    for deep in [
        "{a: ".repeat(100_000),
        "[".repeat(200_000),
        "\n- ".to_owned() + &"- ".repeat(50_000),
    ] {
        let told = from_yaml(&format!("name: x\nentities: {deep}"), "m.yaml").unwrap_err();
        assert!(
            told.to_string()
                .contains(": lists and maps lie in each other"),
            "{told}"
        );
    }
}
