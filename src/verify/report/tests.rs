//! What real runners printed, read again.

use super::*;

fn of(output: &str) -> Report {
    read(output).unwrap()
}

fn counts(passed: u32, failed: u32, skipped: u32) -> Counts {
    Counts {
        passed,
        failed,
        skipped,
    }
}

/// Each failure as `name | message | place`.
fn told(report: &Report) -> Vec<String> {
    let line = |one: &Failure| {
        let place = one.place.as_ref().map(ToString::to_string);
        format!(
            "{} | {} | {}",
            one.name,
            one.message,
            place.unwrap_or_default()
        )
    };
    report.failures.iter().map(line).collect()
}

#[test]
fn pytest_in_each_of_its_forms() {
    let quiet = of(include_str!("samples/pytest_q.txt"));
    assert_eq!(
        (quiet.runner, quiet.counts),
        (Runner::Pytest, counts(2, 4, 1))
    );
    let expected = [
        "test_calc.py::test_add | assert -1 == 5 | test_calc.py:4",
        "test_calc.py::test_param[2] | AssertionError: only one | test_calc.py:9",
        "test_calc.py::TestC::test_in | KeyError: 'k' | test_calc.py:16",
        "test_calc.py::test_err | RuntimeError: no fixture | test_calc.py:11",
    ];
    assert_eq!(told(&quiet), expected);
    let verbose = of(include_str!("samples/pytest_v.txt"));
    assert_eq!(told(&verbose), expected);
    let coloured = of(include_str!("samples/pytest_color.txt"));
    assert_eq!(coloured.runner, Runner::Pytest);
    assert!(
        told(&coloured)[0].starts_with("test_bad.py | "),
        "{coloured:?}"
    );
    let none = of("no tests ran in 0.01s\n");
    assert_eq!(
        (none.counts, none.failures),
        (Counts::default(), Vec::new())
    );
}

#[test]
fn unittest_with_its_tracebacks() {
    for text in [
        include_str!("samples/unittest.txt"),
        include_str!("samples/unittest_v.txt"),
    ] {
        let report = of(text);
        assert_eq!(
            (report.runner, report.counts),
            (Runner::Unittest, counts(1, 3, 1))
        );
        assert_eq!(
            told(&report),
            [
                "test_c (ut.T.test_c) | ValueError: bad | /home/me/py/ut.py:5",
                "test_a (ut.T.test_a) | AssertionError: 1 != 2 | /home/me/py/ut.py:3",
                "test_e (ut.T.test_e) (i=1) | AssertionError: 1 != 0 | /home/me/py/ut.py:10",
            ]
        );
    }
}

#[test]
fn cargo_nextest_and_the_compiler() {
    let test = of(include_str!("samples/cargo.txt"));
    assert_eq!((test.runner, test.counts), (Runner::Cargo, counts(1, 3, 1)));
    assert_eq!(
        told(&test),
        [
            "tests::panics | test did not panic as expected | src/lib.rs:14",
            "tests::says | Error: \"bad\" | ",
            "tests::adds | assertion `left == right` failed: sum | src/lib.rs:6",
        ]
    );
    let nextest = of(include_str!("samples/nextest.txt"));
    assert_eq!(
        (nextest.runner, nextest.counts),
        (Runner::Nextest, counts(1, 3, 1))
    );
    assert_eq!(
        told(&nextest),
        [
            "sample tests::panics | test did not panic as expected | src/lib.rs:14",
            "sample tests::says | Error: \"bad\" | ",
            "sample tests::adds | assertion `left == right` failed: sum | src/lib.rs:6",
        ]
    );
    let error = of(include_str!("samples/cargo_error.txt"));
    assert_eq!(error.runner, Runner::Compiler);
    assert_eq!(
        told(&error),
        ["error[E0277] | cannot subtract `&str` from `i32` | src/lib.rs:1"]
    );
}

#[test]
fn the_runners_of_javascript() {
    let vitest = of(include_str!("samples/vitest.txt"));
    assert_eq!(
        (vitest.runner, vitest.counts),
        (Runner::Vitest, counts(1, 2, 1))
    );
    assert_eq!(
        told(&vitest),
        [
            "a.test.ts > sums > adds | AssertionError: expected 2 to be 3 // Object.is equality | a.test.ts:2",
            "a.test.ts > throws | TypeError: no way | a.test.ts:3",
        ]
    );
    let jest = of(include_str!("samples/jest.txt"));
    assert_eq!((jest.runner, jest.counts), (Runner::Jest, counts(1, 2, 1)));
    let jest = told(&jest);
    assert!(jest[0].starts_with("v/a.test.ts: Test suite failed to run | Must use import"));
    assert_eq!(
        jest[1..],
        [
            "sums › adds | expect(received).toBe(expected) // Object.is equality | j/a.test.js:1",
            "throws | TypeError: no way | j/a.test.js:2",
        ]
    );
    let mocha = of(include_str!("samples/mocha.txt"));
    assert_eq!(
        (mocha.runner, mocha.counts),
        (Runner::Mocha, counts(1, 2, 1))
    );
    assert_eq!(
        told(&mocha),
        [
            "throws | TypeError: no way | m/a.js:3",
            "sums adds | AssertionError [ERR_ASSERTION]: 2 == 3 | m/a.js:2",
        ]
    );
}

#[test]
fn go_and_tap() {
    let text = "--- FAIL: TestAdd (0.00s)\n    calc_test.go:9: got -1, want 5\nFAIL\nFAIL\texample.com/calc\t0.002s\nFAIL\n";
    let go = of(text);
    assert_eq!((go.runner, go.counts), (Runner::Go, counts(0, 1, 0)));
    assert_eq!(told(&go), ["TestAdd | got -1, want 5 | calc_test.go:9"]);
    let text = "TAP version 13\n1..4\nok 1 - one\nnot ok 2 - two\nok 3 - three # SKIP later\n    not ok 1 - inner\nnot ok 4\n";
    let tap = of(text);
    assert_eq!((tap.runner, tap.counts), (Runner::Tap, counts(1, 2, 1)));
    assert_eq!(told(&tap), ["two |  | ", " |  | "]);
}

#[test]
fn what_no_runner_printed_is_no_report() {
    for text in [
        "",
        "done\n",
        "all tests passed in a hurry\n",
        "1..x\nok\n",
        "\u{1b}[31m",
        "error: it failed\n",
    ] {
        assert_eq!(read(text), None, "{text:?}");
    }
}

#[test]
fn an_output_that_was_cut_off_is_read_as_far_as_it_goes() {
    for text in [
        include_str!("samples/pytest_color.txt"),
        include_str!("samples/cargo.txt"),
        include_str!("samples/vitest.txt"),
        include_str!("samples/mocha.txt"),
        include_str!("samples/jest.txt"),
        include_str!("samples/unittest.txt"),
        include_str!("samples/nextest.txt"),
    ] {
        for (at, _) in text.char_indices().step_by(37) {
            read(&text[at..]);
            read(&text[..at]);
        }
    }
}
