use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::{InkKind, Line, Markdown, Marks};
use crate::text::{Span, TokenKind};

fn rows(text: &str, columns: usize) -> Vec<String> {
    let page = laid(Markdown::whole(text), columns);
    lines(&page).iter().map(Line::text).collect()
}

fn laid(mut page: Markdown, columns: usize) -> Markdown {
    page.lay_out(columns);
    page
}

fn lines(page: &Markdown) -> Vec<Line> {
    (0..page.height()).map(|row| page.line(row)).collect()
}

fn looks(text: &str) -> Vec<(String, InkKind, Vec<&'static str>)> {
    let page = laid(Markdown::whole(text), 200);
    let stretches = lines(&page).into_iter().flat_map(|line| line.stretches);
    let marks = |marks: Marks| {
        let all = [
            (Marks::BOLD, "bold"),
            (Marks::ITALIC, "italic"),
            (Marks::STRUCK, "struck"),
        ];
        let set = all.into_iter().filter(|(mark, _)| marks.has(*mark));
        set.map(|(_, name)| name).collect()
    };
    stretches
        .map(|one| (one.text, one.ink.kind, marks(one.ink.marks)))
        .collect()
}

#[test]
fn paragraphs_headings_and_rules() {
    let text = "# One  #\nTwo\nthree\n\nfour  \nfive\n***\nSix\n===\n\nSeven\n---\n#eight";
    assert_eq!(
        rows(text, 12),
        [
            "# One",
            "Two three",
            "",
            "four",
            "five",
            "────────────",
            "# Six",
            "",
            "## Seven",
            "#eight"
        ]
    );
}

#[test]
fn words_have_their_looks() {
    let found = looks("a **b *c*** `d  e` ~~f~~ [g](http://h) <http://i> <b>j</b> &amp; \\*k*");
    let expected: [(&str, InkKind, &[&str]); 17] = [
        ("a ", InkKind::Text, &[]),
        ("b ", InkKind::Text, &["bold"]),
        ("c", InkKind::Text, &["bold", "italic"]),
        (" ", InkKind::Text, &[]),
        ("d  e", InkKind::Code, &[]),
        (" ", InkKind::Text, &[]),
        ("f", InkKind::Text, &["struck"]),
        (" ", InkKind::Text, &[]),
        ("g", InkKind::Link, &[]),
        (" (http://h)", InkKind::Faint, &[]),
        (" ", InkKind::Text, &[]),
        ("http://i", InkKind::Link, &[]),
        (" ", InkKind::Text, &[]),
        ("<b>", InkKind::Tag, &[]),
        ("j", InkKind::Text, &[]),
        ("</b>", InkKind::Tag, &[]),
        (" & *k*", InkKind::Text, &[]),
    ];
    for (found, (text, kind, marks)) in found.iter().zip(expected) {
        assert_eq!(
            (found.0.as_str(), found.1, &found.2[..]),
            (text, kind, marks)
        );
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn lists_are_nested_numbered_and_ticked() {
    let text = "Do:\n- a\n  more of it\n- b\n    - c\n      - d\n\n1. x\n1. y\n\n   para\n2. z\n- [ ] open\n- [x] done\n-\n";
    assert_eq!(
        rows(text, 20),
        [
            "Do:",
            "• a more of it",
            "• b",
            "  ◦ c",
            "    ▪ d",
            "",
            "1. x",
            "2. y",
            "",
            "   para",
            "3. z",
            "☐ open",
            "☑ done",
            "• "
        ]
    );
    assert_eq!(rows("7) seven\n8) eight", 20), ["7) seven", "8) eight"]);
    assert_eq!(rows("in\n1986. it was", 20), ["in 1986. it was"]);
    assert_eq!(rows("- one two three", 9), ["• one two", "  three"]);
}

#[test]
fn quotations_keep_their_bar() {
    let text = "> one two three\nlazy\n>\n> - a\n>   b\n\nafter";
    assert_eq!(
        rows(text, 12),
        ["▎ one two", "▎ three lazy", "▎ ", "▎ • a b", "", "after"]
    );
}

#[test]
fn code_is_never_wrapped_in_silence_and_copied_as_it_was() {
    let text = "1. do\n   ```sh\n   cargo build --release\n\n   \tx\n   ```\n   done\n";
    let page = laid(Markdown::whole(text), 14);
    let shown: Vec<String> = lines(&page).iter().map(Line::text).collect();
    assert_eq!(
        shown,
        [
            "1. do",
            "   sh",
            "   cargo buil",
            "   ↳ d --rele",
            "   ↳ ase",
            "   ",
            "       x",
            "   done"
        ]
    );
    let (code, language) = page.code_text(1).unwrap();
    assert_eq!(
        (code.as_str(), language),
        ("cargo build --release\n\n\tx", "sh")
    );
    assert_eq!(page.code_at(3), Some(1));
    assert_eq!(page.code_at(7), None);
    assert_eq!(
        rows("a\n\n    b\n\n\n    c\nd", 9),
        ["a", "", "text", "b", "", "", "c", "d"]
    );
    assert_eq!(rows("~~~~\n~~~\n~~~~~\nx", 9), ["text", "~~~", "x"]);
}

#[test]
fn tables_fit_or_become_names_and_values() {
    let text = "| name | n |\n|:--|--:|\n| `ab` | 1 |\n| long words here | 22 |\n\nx";
    assert_eq!(
        rows(text, 24),
        [
            "name            │  n",
            "────────────────┼───",
            "ab              │  1",
            "long words here │ 22",
            "",
            "x"
        ]
    );
    assert_eq!(
        rows(text, 13),
        [
            "name: ab",
            "n: 1",
            "",
            "name: long",
            "words here",
            "n: 22",
            "",
            "x"
        ]
    );
}

#[test]
fn what_could_deceive_is_made_visible_everywhere() {
    let text = "a\u{202e}b `c\u{1b}[0m`\n\n| x\u{200b} |\n|---|\n\n```a\u{7}\nd\u{9b}e\n```\n[l](http://\u{202e})";
    let shown = rows(text, 80).join("\n");
    assert!(!shown.chars().any(|c| c.is_control() && c != '\n'));
    for hidden in ["202E", "001B", "200B", "0007", "009B"] {
        assert!(
            shown.contains(&format!("⟨U+{hidden}⟩")),
            "{hidden}: {shown}"
        );
    }
}

#[test]
fn what_is_begun_is_shown_as_if_nothing_followed() {
    let mut page = Markdown::default();
    let mut seen = Vec::new();
    for piece in [
        "- a",
        "b\n- ",
        "c\n\n```rust\nlet x",
        " = 1;\n",
        "let y",
        ";\n``",
        "`\nend",
    ] {
        page.push(piece);
        page.lay_out(20);
        let rows: Vec<String> = lines(&page).iter().map(Line::text).collect();
        seen.push(rows.join("|"));
    }
    assert_eq!(
        seen,
        [
            "• a",
            "• ab|• ",
            "• ab|• c||rust|let x",
            "• ab|• c||rust|let x = 1;",
            "• ab|• c||rust|let x = 1;|let y",
            "• ab|• c||rust|let x = 1;|let y;",
            "• ab|• c||rust|let x = 1;|let y;|end",
        ]
    );
}

#[test]
fn code_is_coloured_as_its_lines_come() {
    let mut page = Markdown::default();
    page.push("```rust\nlet x = 1;\nlet");
    page.lay_out(40);
    let wanted = page.uncoloured(0..9);
    assert_eq!((wanted[0].first, wanted[0].lines.len()), (0, 1));
    let span = |start, end, kind| Span { start, end, kind };
    page.colour(0, 0, vec![vec![span(0, 3, TokenKind::Keyword)]]);
    assert!(page.uncoloured(0..9).is_empty());
    let first = &page.line(1).stretches[0];
    assert_eq!(first.text, "let");
    assert_eq!(first.ink.kind, InkKind::Source(TokenKind::Keyword));
    page.push(" y = 2;\n");
    page.lay_out(40);
    assert_eq!(page.uncoloured(0..9)[0].first, 1);
}

#[test]
fn the_end_of_long_words_is_read_in_parts() {
    let text = format!(
        "{}\n\n```\n{}\n```\n",
        "word ".repeat(40_000),
        "x".repeat(100_000)
    );
    let mut page = Markdown::default();
    for piece in text.as_bytes().chunks(1 << 14) {
        page.push(std::str::from_utf8(piece).unwrap());
        page.lay_out(80);
    }
    page.finish();
    page.lay_out(80);
    let whole = laid(Markdown::whole(&text), 80);
    assert_eq!(lines(&page), lines(&whole));
    let rows: Vec<String> = lines(&page).iter().map(Line::text).collect();
    assert_eq!(
        rows.iter()
            .map(|row| row.matches("word").count())
            .sum::<usize>(),
        40_000
    );
    assert_eq!(
        page.code_text(page.code_at(rows.len() - 2).unwrap())
            .unwrap()
            .0,
        "x".repeat(100_000)
    );
}

/// Text in which much of what Markdown has meets.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "word ",
        "\n",
        "\n\n",
        "- ",
        "  ",
        "    ",
        "1. ",
        "2) ",
        "> ",
        "```",
        "```rust\n",
        "~~~\n",
        "# ",
        "**",
        "*",
        "_",
        "`",
        "|",
        "|---|\n",
        "| a | b |\n",
        "[x](y)",
        "<b>",
        "\t",
        "\r\n",
        "---\n",
        "===\n",
        "世界",
        "e\u{301}",
        "\u{202e}",
        "👩‍💻",
        "\u{1b}",
        "[ ] ",
        "\\",
        "&lt;",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn the_same_text_looks_the_same_however_it_comes(
        text in texts(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..6),
        columns in 8_usize..40,
    ) {
        let mut ends: Vec<usize> = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
        ends.push(text.len());
        ends.sort_unstable();
        let mut page = Markdown::default();
        let mut from = 0;
        for end in ends {
            let Some(piece) = text.get(from..end) else { continue };
            page.push(piece);
            page.lay_out(columns);
            // What is seen so far is what a text that ends here looks like in one piece.
            let mut sofar = Markdown::default();
            sofar.push(&text[..end]);
            prop_assert_eq!(lines(&page), lines(&laid(sofar, columns)));
            from = end;
        }
        page.finish();
        page.lay_out(columns);
        prop_assert_eq!(lines(&page), lines(&laid(Markdown::whole(&text), columns)));
    }

    #[test]
    fn rows_fit_and_no_word_is_lost(text in texts(), columns in 14_usize..40) {
        let page = laid(Markdown::whole(&text), columns);
        for line in lines(&page) {
            let deep = line.stretches.iter().take_while(|one| {
                one.ink.kind == InkKind::Mark || one.text.trim().is_empty()
            });
            let deep: usize = deep.map(|one| one.text.width()).sum();
            prop_assert!(line.text().width() <= columns.max(deep + 11), "{:?}", line.text());
            prop_assert!(!line.text().chars().any(char::is_control));
        }
        // What stands behind a fence is cut where it has no room.
        if text.contains("```") || text.contains("~~~") {
            return Ok(());
        }
        let shown: String = lines(&page).iter().map(Line::text).collect();
        prop_assert_eq!(text.matches('世').count(), shown.matches('世').count(), "{}", shown);
    }
}
