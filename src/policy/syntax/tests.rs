use super::Joint::{And, Next, Or, Piped};
use super::*;

fn words(source: &str) -> Vec<Vec<String>> {
    let script = read(source).unwrap_or_else(|problem| panic!("{source}: {problem:?}"));
    let texts = |simple: &Simple| simple.words.iter().map(|word| word.text.clone()).collect();
    script.commands.iter().map(texts).collect()
}

fn trouble(source: &str) -> Trouble {
    match read(source) {
        Err(problem) => problem.trouble,
        Ok(script) => panic!("{source} is plain: {script:?}"),
    }
}

#[test]
fn quotes_and_backslashes_are_undone() {
    for source in [
        "rm x",
        "r''m x",
        r"\rm x",
        "\"rm\" x",
        r"r\m 'x'",
        "rm \\\n x",
    ] {
        assert_eq!(words(source), [["rm", "x"]], "{source}");
    }
    assert_eq!(words(r#"rg "a \"b\" \$c \d""#), [["rg", r#"a "b" $c \d"#]]);
    assert_eq!(
        words("rg 'a$' \"b$\" c$ ''"),
        [["rg", "a$", "b$", "c$", ""]]
    );
}

#[test]
fn plain_scripts_are_cut_where_commands_end() {
    let script =
        read("A=1 ls -la | head 2>&1 && pwd || true; cat < in >/dev/null\ndate\n").unwrap();
    let joints: Vec<_> = script.commands.iter().map(|one| one.joint).collect();
    assert_eq!(joints, [Next, Piped, And, Or, Next, Next]);
    assert_eq!(script.commands[0].assignments[0].name, "A");
    let kinds: Vec<_> = script.commands[4]
        .redirects
        .iter()
        .map(|one| one.kind)
        .collect();
    assert_eq!(kinds, [RedirectKind::Read, RedirectKind::Write]);
}

#[test]
fn whatever_is_not_plain_is_named() {
    for (source, named) in [
        ("echo $HOME", Trouble::Expansion),
        ("echo \"$HOME\"", Trouble::Expansion),
        ("echo `id`", Trouble::Expansion),
        ("echo $(id)", Trouble::Expansion),
        ("echo $'\\x72'", Trouble::Expansion),
        ("echo $((1+1))", Trouble::Expansion),
        ("cat <(ls)", Trouble::Expansion),
        ("cat <<X\nX", Trouble::HereDocument),
        ("cat <<< x", Trouble::HereDocument),
        ("(ls)", Trouble::Subshell),
        ("f() { ls; }", Trouble::Subshell),
        ("ls &", Trouble::Background),
        ("ls # x", Trouble::Comment),
        ("ls {a,b}", Trouble::Braces),
        ("cat ~root/x", Trouble::Tilde),
        ("! ls", Trouble::Keyword),
        ("ls !x", Trouble::Bang),
        ("if true; then ls; fi", Trouble::Keyword),
        ("for x in a; do ls; done", Trouble::Keyword),
        ("ls 3>x", Trouble::Redirection),
        ("ls <>x", Trouble::Redirection),
        ("ls |& cat", Trouble::Redirection),
        ("ls 'x", Trouble::Broken),
        ("ls &&", Trouble::Broken),
        ("| ls", Trouble::Broken),
        ("ls ; ; ls", Trouble::Broken),
        ("", Trouble::Broken),
        ("a=(1 2)", Trouble::Subshell),
        ("export A=b", Trouble::Keyword),
    ] {
        assert_eq!(trouble(source), named, "{source}");
    }
}

#[test]
fn wildcards_and_homes_are_remembered() {
    let script = read("ls ./*.rs '*' ~/x a~").unwrap();
    let words = &script.commands[0].words;
    assert_eq!((words[1].glob, words[2].glob), (Some(2), None));
    assert!(words[3].tilde && !words[4].tilde);
}
