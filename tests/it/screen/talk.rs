//! A talk with a model by keys alone; the model is played from a script.

use super::pty::{Home, Screen};

const ENTER: &str = "\r";
const ESC: &str = "\x1b";
const LEADER: &str = "\x07";

/// Three answers, the second of which takes its time.
const SCRIPT: &str = "\
replies:
  - thinking: They want code.
    text: |
      Here is **one** way:

      ```rust
      fn main() {}
      ```
  - text: one two three four five six seven eight nine ten eleven twelve thirteen
    pace: 400ms
  - text: That was the last.
";

/// A screen of that size with a model that plays the script.
fn played(home: &Home) -> Screen {
    let script = home.file("script.yaml", SCRIPT);
    let mut screen = home.start(120, 40, &["--replay", script.to_str().unwrap()]);
    screen.see("scripted/replay");
    screen
}

fn say(screen: &mut Screen, text: &str) {
    screen.keys(text);
    screen.see(text);
    screen.keys(ENTER);
}

#[test]
fn a_model_is_asked_interrupted_and_asked_again_and_the_talk_is_taken_up() {
    let home = Home::new();
    let mut screen = played(&home);
    say(&mut screen, "show me one");
    screen.see("Here is one way:");
    screen.see("fn main() {}");
    screen.see("▸ thought");
    say(&mut screen, "count");
    screen.see("one two");
    say(&mut screen, "and then");
    screen.see("⋯ and then");
    screen.keys(ESC);
    screen.see("interrupted");
    // What waited is not lost: it stands where it was written.
    screen.see("› and then");
    screen.keys(ENTER);
    screen.see("That was the last.");
    // Twice: while the last words are being kept it asks first.
    screen.keys("\x11\x11");
    assert_eq!(screen.end(), 0);

    let mut again = played(&home);
    again.keys(LEADER);
    again.keys("b");
    again.see("show me one");
    again.keys(ENTER);
    again.see("That was the last.");
    again.see("cut off");
    again.keys("/usage");
    again.see("/usage");
    again.keys(ENTER);
    again.see("scripted/replay");
    again.see("of $1.00 spent");
}

#[test]
fn without_a_key_it_is_said_how_one_is_given_and_nothing_typed_is_lost() {
    let home = Home::new();
    let model = "anthropic/claude-opus-5";
    let mut screen = home.start(120, 40, &["--model", model]);
    screen.see("auth add");
    say(&mut screen, "hello there");
    screen.see("The key is missing");
    screen.see("› hello there");
}
