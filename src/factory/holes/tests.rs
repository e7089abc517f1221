//! What a coder hands in becomes the body of its function and nothing else.

use serde_json::json;

use super::answer::{Filling, write};

const STUB: &str = "\
\"\"\"The rule late fee of loans.\"\"\"

import datetime as dt
from decimal import Decimal


def late_fee(*, due_on: dt.date) -> Decimal:
    \"\"\"What it costs.\"\"\"
    raise NotImplementedError(\"late_fee is not written yet\")
";

fn written(body: &str, modules: &[&str]) -> Result<String, String> {
    let filling: Filling =
        serde_json::from_value(json!({ "body": body, "modules": modules })).unwrap();
    write(STUB, &filling)
}

#[test]
fn a_body_is_set_under_its_function_whatever_its_indentation() {
    let text = written(
        "\n  if due_on:\n      return Decimal(1)\n\n  return Decimal(0)\n\n",
        &[],
    );
    let body = "    if due_on:\n        return Decimal(1)\n\n    return Decimal(0)\n";
    let expected = STUB.replace(
        "    raise NotImplementedError(\"late_fee is not written yet\")\n",
        body,
    );
    assert_eq!(text.unwrap(), expected);
}

#[test]
fn nothing_in_a_body_can_stand_beside_its_function() {
    let text = written("return Decimal(0)\nimport os\ndef other():\n    pass", &[]).unwrap();
    let after = text.split("def late_fee").nth(1).unwrap();
    let mut lines = after.lines().skip(1).filter(|line| !line.is_empty());
    assert!(lines.all(|line| line.starts_with("    ")), "{text}");
}

#[test]
fn modules_are_imported_as_the_linter_sorts_them() {
    let text = written("return Decimal(0)", &["math", "calendar", "decimal"]).unwrap();
    let imports: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("import"))
        .collect();
    assert_eq!(
        imports,
        [
            "import calendar",
            "import datetime as dt",
            "import decimal",
            "import math",
            "from decimal import Decimal"
        ]
    );
}

#[test]
fn what_is_no_body_is_refused() {
    for body in ["", "  \n\n", "\treturn 1", "return 1\r\n"] {
        assert!(written(body, &[]).is_err(), "{body:?}");
    }
    assert!(written(&"x = 1\n".repeat(81), &[]).is_err());
    let full = written("return Decimal(0)", &[]).unwrap();
    let again: Filling = serde_json::from_value(json!({ "body": "return 1" })).unwrap();
    assert!(write(&full, &again).is_err());
    let unknown = json!({ "body": "return 1", "modules": ["os"] });
    assert!(serde_json::from_value::<Filling>(unknown).is_err());
}
