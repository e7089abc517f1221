//! A scene of wide, joined and right-to-left characters, which must leave every border straight.

use super::projects::furnished;
use super::show::show;
use crate::llm::rules::Reply;
use crate::tui::panes::chat::{Found, Msg};

const WIDE: &str = "日本語のテキスト and ASCII\n👩‍👩‍👧 family, 🇩🇪 flag, 👍🏽 tone, ❤️ heart\ne\u{301}a\u{308}o\u{302} combining marks\nעברית and العربية from the right\nzero\u{200b}width, bidi \u{202e}override, bell \u{7}\n\ttab 漢\t字 tab\n한국어 ﷽ wide ligature\n";

#[test]
fn characters_of_every_width() {
    show("wide", |stage| {
        furnished(stage);
        stage.list(
            "",
            &[
                "日本語/",
                "👩‍👩‍👧 photos.jpg",
                "e\u{301}te\u{301}.txt",
                "עברית.txt",
                "bad\u{1b}[2J.rs",
                "한국어 문서 이름이 매우 긴 파일.md",
            ],
        );
        stage.open("日本語.txt", WIDE.as_bytes());
        stage.press("alt-4");
        stage.write("日本語 👍🏽 e\u{301}");
        stage.press("enter");
        stage.tell(Msg::Found(Found::Reply(Reply::Say(WIDE.to_owned()))));
        stage.write("漢字 👩‍👩‍👧");
    });
}
