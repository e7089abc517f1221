use super::*;

fn reply(line: &str) -> Reply {
    let facts = Facts {
        tests: Some("make test".to_owned()),
        ..Facts::default()
    };
    answer(line, &facts)
}

fn said(line: &str) -> String {
    match reply(line) {
        Reply::Say(text) => text,
        other => panic!("{line:?} gives {other:?}"),
    }
}

#[test]
fn ideas_are_taken_for_ideas() {
    for idea in [
        "todo app with tags and due dates",
        "Build a CRM for a small sales team",
        "I want a library with books, members and loans",
        "recipe manager",
        "can you build me a blog with comments?",
        "online shop for handmade soap",
    ] {
        assert_eq!(
            reply(idea),
            Reply::NewProject(Some(idea.to_owned())),
            "{idea}"
        );
    }
}

#[test]
fn work_on_code_and_questions_about_it_are_said_to_need_a_model() {
    for line in [
        "fix the login bug in main.rs",
        "refactor the parser",
        "add tests to the invoice module",
        "why does this function fail?",
        "what is the capital of France?",
    ] {
        assert!(said(line).contains("needs a model"), "{line}");
    }
    assert!(said("asdf").contains("by rules"));
}

#[test]
fn what_rules_know_is_answered() {
    assert!(said("what can you do?").contains("/new [IDEA]"));
    assert!(said("how do I set an API key?").contains("ANTHROPIC_API_KEY"));
    assert!(said("which model answers?").contains("models.openai_api_key"));
    assert!(said("what runs are there?").contains("being opened"));
    assert!(said("hello").contains("Say what you want to build"));
    assert_eq!(reply("which keys are there?"), Reply::Keys);
    assert_eq!(reply("run the tests"), Reply::Test("make test".to_owned()));

    let run = RunFact {
        id: "abc".to_owned(),
        state: "completed".to_owned(),
        proof: "proven".to_owned(),
        idea: "todo app".to_owned(),
        checks: vec![("tests".to_owned(), "48 passed".to_owned())],
    };
    let known = Known::Open {
        runs: vec![run],
        approvals: 2,
    };
    let facts = Facts {
        known,
        ..Facts::default()
    };
    let Reply::Say(text) = answer("/status", &facts) else {
        panic!("no words");
    };
    assert!(text.contains("2 approvals wait") && text.contains("48 passed"));
}

#[test]
fn commands_are_explicit_and_slips_are_answered() {
    assert_eq!(reply("/new"), Reply::NewProject(None));
    assert_eq!(
        reply("/plan todo app"),
        Reply::Plan(Some("todo app".to_owned()))
    );
    assert_eq!(reply("/run ab12"), Reply::Run(Some("ab12".to_owned())));
    assert_eq!(
        reply("/open src/a.rs:3"),
        Reply::Open("src/a.rs:3".to_owned())
    );
    assert_eq!(reply("/quit"), Reply::Quit);
    assert!(said("/open").contains("PATH[:LINE] is missing"));
    assert!(said("/thme dark").contains("/theme [NAME]"));
    assert!(said("/xyzzy").contains("/help"));
    let names: Vec<_> = matching("/r").iter().map(|one| one.name).collect();
    assert_eq!(names.first(), Some(&"runs"));
    assert!(matching("/run x").is_empty());
    for command in COMMANDS {
        let said = answer(&format!("/{} x", command.name), &Facts::default());
        assert!(!matches!(said, Reply::Say(text) if text.contains("There is no")));
    }
}
#[test]
fn words_that_say_nothing_to_the_rules_begin_no_project() {
    for line in [
        "asdf qwerty",
        "foo bar baz",
        "lorem ipsum dolor sit amet",
        "hello world again friend",
        "it is raining today",
    ] {
        let text = said(line);
        assert!(text.contains("understand nothing"), "{line}: {text}");
        assert!(
            text.contains("/generate IDEA") && text.contains("Ctrl-G n"),
            "{text}"
        );
    }
    for idea in [
        "books and members",
        "widget: name, size",
        "beekeeping hive tracker",
    ] {
        assert_eq!(
            reply(idea),
            Reply::NewProject(Some(idea.to_owned())),
            "{idea}"
        );
    }
}
