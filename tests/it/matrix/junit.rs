//! Reads the `JUnit` report that pytest writes.

use std::fs;
use std::path::Path;

/// One test of a generated project.
#[derive(Debug)]
pub struct Case {
    /// The module that it stands in (`test_invoices`).
    pub file: String,
    /// Its name.
    pub name: String,
    /// False when it failed, broke or was skipped.
    pub passed: bool,
}

/// Every test of the report at `path`; there is at least one.
pub fn read(path: &Path) -> Vec<Case> {
    let cases = parse(&fs::read_to_string(path).unwrap());
    assert!(!cases.is_empty(), "no tests ran");
    cases
}

fn parse(text: &str) -> Vec<Case> {
    let document = roxmltree::Document::parse(text).unwrap();
    document
        .descendants()
        .filter(|node| node.has_tag_name("testcase"))
        .map(|node| Case {
            file: node
                .attribute("classname")
                .unwrap_or_default()
                .split('.')
                .find(|part| part.starts_with("test_"))
                .unwrap_or_default()
                .to_owned(),
            name: node.attribute("name").unwrap_or_default().to_owned(),
            passed: !node
                .children()
                .any(|child| ["failure", "error", "skipped"].contains(&child.tag_name().name())),
        })
        .collect()
}

#[test]
fn a_report_is_read_to_the_last_case() {
    let cases = parse(
        r#"<testsuites><testsuite>
        <testcase classname="tests.test_invoices" name="test_a" time="0.1"/>
        <testcase classname="tests.test_invoices.TestTotals" name="test_b"/>
        <testcase classname="tests.test_users" name="test_c"><failure message="x"/></testcase>
        <testcase classname="tests.test_users" name="test_d"><skipped/></testcase>
        <testcase classname="tests.test_users" name="test_e"><error/></testcase>
        <testcase classname="tests.test_users" name="test_f"><properties/></testcase>
        </testsuite></testsuites>"#,
    );

    let seen: Vec<_> = cases
        .iter()
        .map(|case| (case.file.as_str(), case.name.as_str(), case.passed))
        .collect();
    assert_eq!(
        seen,
        [
            ("test_invoices", "test_a", true),
            ("test_invoices", "test_b", true),
            ("test_users", "test_c", false),
            ("test_users", "test_d", false),
            ("test_users", "test_e", false),
            ("test_users", "test_f", true),
        ]
    );
}
