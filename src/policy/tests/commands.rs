use super::fake::Fake;
use crate::domain::approval::ApprovalKind;
use crate::domain::verdict::{Decision, Guard, Verdict};
use crate::policy::rule::RuleSet;
use crate::policy::scene::Confined;
use crate::policy::shell::judge_command;

/// Every list, with its name.
const LISTS: [(&str, &str); 8] = [
    ("daily", include_str!("daily.txt")),
    ("asks", include_str!("asks.txt")),
    ("tricks", include_str!("tricks.txt")),
    ("lost", include_str!("lost.txt")),
    ("hidden", include_str!("hidden.txt")),
    ("outputs", include_str!("outputs.txt")),
    ("services", include_str!("services.txt")),
    ("builtins", include_str!("builtins.txt")),
];

/// The commands of a list, each with the word before it; `␤` is a line end, `⟨41⟩` a code point.
fn cases() -> impl Iterator<Item = (&'static str, &'static str, String)> {
    LISTS.iter().flat_map(|(list, text)| {
        let lines = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.map(move |line| {
            let (word, command) = line
                .split_once(' ')
                .unwrap_or_else(|| panic!("{list}: {line}"));
            (*list, word, unescape(command.trim_start()))
        })
    })
}

pub fn unescape(text: &str) -> String {
    let mut parts = text.replace('␤', "\n");
    while let Some((from, to)) = parts.find('⟨').zip(parts.find('⟩')) {
        let number = u32::from_str_radix(&parts[from + '⟨'.len_utf8()..to], 16).unwrap();
        let c = char::from_u32(number).unwrap().to_string();
        parts.replace_range(from..to + '⟩'.len_utf8(), &c);
    }
    parts
}

fn judged(fake: &Fake, command: &str, confined: Confined) -> Verdict {
    judge_command(command, &fake.scene(confined), &RuleSet::empty())
}

/// What a verdict is called in the lists.
fn word(fake: &Fake, command: &str) -> &'static str {
    let verdict = judged(fake, command, Confined::Yes);
    let free = judged(fake, command, Confined::No);
    assert!(verdict.decision <= free.decision, "{command}");
    match (verdict.decision, verdict.guard, verdict.kind) {
        (Decision::Auto, Guard::None, _) if free.decision == Decision::Auto => "auto",
        (Decision::Auto, Guard::None, _) => "held",
        (Decision::Ask, Guard::None, ApprovalKind::NetworkOperation) => "net",
        (Decision::Ask, Guard::None, _) => "ask",
        (Decision::Ask, Guard::Protected, _) => "prot",
        (Decision::Ask, Guard::Destructive, ApprovalKind::DatabaseModification) => "data",
        (Decision::Ask, Guard::Destructive, _) => "lost",
        (Decision::Auto | Decision::Deny, _, _) => "wrong",
    }
}

#[test]
fn every_command_of_the_lists_gets_its_verdict() {
    let fake = Fake::project();
    let mut wrong = Vec::new();
    let mut count = 0;
    for (list, expected, command) in cases() {
        count += 1;
        let found = word(&fake, &command);
        if found != expected {
            let verdict = judged(&fake, &command, Confined::Yes);
            wrong.push(format!(
                "{list}: {command:?}: {found}, expected {expected} ({}: {})",
                verdict.rule, verdict.reason
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(count >= 600, "only {count} commands");
}

#[test]
fn the_part_that_decides_lies_in_the_command() {
    let fake = Fake::project();
    for (_, _, command) in cases() {
        let verdict = judged(&fake, &command, Confined::Yes);
        if let Some(span) = verdict.span {
            assert!(
                command.get(span.from..span.to).is_some(),
                "{command:?}: {span:?}"
            );
        }
        assert_eq!(verdict.reason.lines().count(), 1, "{command:?}");
    }
}
