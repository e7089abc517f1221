use proptest::prelude::*;

use super::fake::Fake;
use crate::domain::verdict::{Decision, Guard, Verdict};
use crate::policy::path::{Change, judge_path};
use crate::policy::rule::RuleSet;
use crate::policy::scene::Confined;
use crate::policy::shell::judge_command;

fn judge(command: &str) -> Verdict {
    let fake = Fake::project();
    judge_command(command, &fake.scene(Confined::Yes), &RuleSet::empty())
}

/// Commands of all kinds, to be put together.
const SOME: [&str; 19] = [
    "ls -la",
    "git status",
    "cat .env",
    "rm -rf src",
    "foo",
    "curl https://x",
    "cargo test",
    "cat README.md",
    "git push --force",
    "echo hi",
    "sed -i s/a/b/ x",
    "ls > data.txt",
    "dropdb x",
    "git reset --hard",
    "sed -i d data.txt",
    "psql -f x.sql",
    "gcc -o main.c x.c",
    "tee .git/config",
    "python -c 'import os; os.remove(1)'",
];

/// A word written in one of the ways in which the shell undoes it again.
fn written(word: &str, ways: &[u8]) -> String {
    let mut text = String::new();
    for (c, way) in word.chars().zip(ways.iter().cycle()) {
        match way % 4 {
            0 => text.push(c),
            1 => text.extend(['\'', c, '\'']),
            2 => text.extend(['"', c, '"']),
            _ => text.extend(['\\', c]),
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let verdict = judge(&text);
        if let Some(span) = verdict.span {
            prop_assert!(span.from <= span.to && span.to <= text.len());
        }
        let fake = Fake::project();
        judge_path(text.as_ref(), Change::Write, &fake.scene(Confined::Yes), &RuleSet::empty());
    }

    #[test]
    fn no_text_of_the_shell_makes_it_panic(text in "[a-z \\\\'\"$`{}()<>|&;\n*?~!#=/.-]{0,60}") {
        let verdict = judge(&text);
        if let Some(span) = verdict.span {
            prop_assert!(text.get(span.from..span.to).is_some());
        }
    }

    #[test]
    fn a_quoted_command_is_judged_like_the_plain_one(
        which in 0..SOME.len(), ways in prop::collection::vec(any::<u8>(), 1..12),
    ) {
        let plain = SOME[which];
        prop_assume!(!plain.contains(['>', '\'']));
        let quoted: Vec<String> = plain.split(' ').map(|word| written(word, &ways)).collect();
        let quoted = quoted.join(" ");
        let (one, other) = (judge(plain), judge(&quoted));
        // What the two readers of the shell do not read alike asks: never less than the plain one.
        prop_assert!(other.decision >= one.decision, "{quoted}");
        prop_assert!(other.guard >= one.guard, "{quoted}");
    }

    #[test]
    fn together_commands_are_judged_at_least_as_strictly(
        one in 0..SOME.len(), other in 0..SOME.len(), joint in prop::sample::select(vec![" && ", "; ", " || ", " | ", "\n"]),
    ) {
        let both = judge(&format!("{}{joint}{}", SOME[one], SOME[other]));
        for part in [judge(SOME[one]), judge(SOME[other])] {
            prop_assert!(both.decision >= part.decision);
            prop_assert!(both.guard >= part.guard);
        }
    }

    #[test]
    fn a_wrapper_never_makes_a_command_harmless(
        which in 0..SOME.len(),
        wrapper in prop::sample::select(vec!["timeout 5 ", "env ", "nice ", "time ", "nohup ", "command ", "sudo ", "LANG=C ", "foo "]),
    ) {
        let (plain, wrapped) = (judge(SOME[which]), judge(&format!("{wrapper}{}", SOME[which])));
        prop_assert!(wrapped.decision >= plain.decision);
        prop_assert!(wrapped.guard >= plain.guard, "{wrapper}{}", SOME[which]);
    }
}

#[test]
fn what_is_too_long_or_too_much_asks() {
    assert_eq!(
        judge(&format!("echo {}", "x".repeat(17_000))).rule,
        "shell.too_long"
    );
    assert_eq!(judge(&vec!["ls"; 51].join("; ")).rule, "shell.too_many");
    assert_eq!(judge(&vec!["ls"; 50].join("; ")).decision, Decision::Auto);
    let long = judge(&format!("echo {}; rm -rf src", "x".repeat(17_000)));
    assert_eq!(long.guard, Guard::Destructive);
}

#[test]
fn tangled_text_is_judged_in_a_moment() {
    for tangle in [
        "env ".repeat(4000),
        "sudo xargs ".repeat(1300),
        "find . -exec ".repeat(1200),
        "find -exec find -exec sh -c '".repeat(500),
        "a='".repeat(5000),
        "((".repeat(8000),
        "$(".repeat(8000),
        "{".repeat(16_000),
        "\"".repeat(16_001),
        "x=y ".repeat(4000),
        "git -c a=b ".repeat(1400),
        "fd -x fd --exec=".repeat(1000),
    ] {
        for text in [
            tangle.clone(),
            format!("{tangle} ls"),
            format!("{tangle}$x"),
        ] {
            assert_ne!(judge(&text).decision, Decision::Auto, "{}", &text[..20]);
        }
    }
}
