use super::split::wrap_python;

#[test]
fn a_short_line_and_text_between_triple_quotes_stay() {
    let text = format!("x = 1\n\"\"\"\n{}(a, b)\n\"\"\"\n", "y".repeat(120));
    assert_eq!(wrap_python(&text), text);
}

#[test]
fn a_call_moves_its_arguments_to_one_line_where_they_fit() {
    let name = "n".repeat(60);
    let text = format!("    {name}(first_argument_here, second_argument_here)\n");
    assert_eq!(
        wrap_python(&text),
        format!("    {name}(\n        first_argument_here, second_argument_here\n    )\n"),
    );
}

#[test]
fn a_definition_breaks_at_its_parameters_and_a_literal_gets_a_line_an_element() {
    let long = "p".repeat(90);
    assert_eq!(
        wrap_python(&format!("def f({long}: int, b: str) -> list[int]:\n")),
        format!("def f(\n    {long}: int,\n    b: str,\n) -> list[int]:\n"),
    );
    let item = "i".repeat(50);
    assert_eq!(
        wrap_python(&format!("x = [\"{item}\", \"a, (b\", {item}]\n")),
        format!("x = [\n    \"{item}\",\n    \"a, (b\",\n    {item},\n]\n"),
    );
}

#[test]
fn an_import_gets_parentheses() {
    let name = "n".repeat(80);
    assert_eq!(
        wrap_python(&format!("from app.models import {name}, other\n")),
        format!("from app.models import (\n    {name},\n    other,\n)\n"),
    );
}

#[test]
fn a_comparison_too_long_for_one_line_gets_a_line_an_operand() {
    let name = "n".repeat(66);
    assert_eq!(
        wrap_python(&format!("    assert post({name}, a | b).code == 404\n")),
        format!("    assert (\n        post({name}, a | b).code == 404\n    )\n"),
    );
    assert_eq!(
        wrap_python(&format!(
            "    assert post({name}, first | b).code not in codes\n"
        )),
        format!(
            "    assert (\n        post({name}, first | b).code\n        not in codes\n    )\n"
        ),
    );
}

#[test]
fn a_value_without_brackets_gets_them_or_its_annotation_does() {
    let name = "N".repeat(60);
    assert_eq!(
        wrap_python(&format!("    x: {name} = {name}.A\n")),
        format!("    x: {name} = (\n        {name}.A\n    )\n"),
    );
    let name = "N".repeat(82);
    assert_eq!(
        wrap_python(&format!("    x: {name} | S[None] = None\n")),
        format!("    x: (\n        {name} | S[None]\n    ) = None\n"),
    );
}

#[test]
fn a_tuple_of_one_keeps_its_comma() {
    let name = "n".repeat(90);
    assert_eq!(
        wrap_python(&format!("    x = (call(\"{name}\"),)\n")),
        format!("    x = (\n        call(\n            \"{name}\"\n        ),\n    )\n"),
    );
}

#[test]
fn an_empty_call_at_the_end_is_not_where_a_line_breaks() {
    let name = "n".repeat(90);
    assert_eq!(
        wrap_python(&format!("x = f({name}, 1).json()\n")),
        format!("x = f(\n    {name}, 1\n).json()\n"),
    );
}
