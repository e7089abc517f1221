//! Scripts written by hand, recordings, and what is said of those that do not fit.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use proptest::prelude::*;

use super::script::Step;
use super::*;
use crate::config::Secret;
use crate::domain::fault::{Fault, FaultClass};
use crate::domain::message::{Message, Seal};
use crate::domain::usage::Usage;
use crate::llm::{Caching, Delta, Provider, Request, Stop, Thinking, ToolChoice};

fn scripted(text: &str) -> Scripted {
    let script = Script::parse(Path::new("demo.yaml"), text).unwrap();
    Scripted::new(script, Scrub::default())
}

fn refusal(text: &str) -> String {
    let script = Script::parse(Path::new("demo.yaml"), text);
    script.unwrap_err().to_string()
}

fn request(said: &str) -> Request {
    Request {
        model: "m".to_owned(),
        system: Arc::from(""),
        messages: vec![Arc::new(Message::user(said))],
        tools: Arc::from([]),
        choice: ToolChoice::Auto,
        limit: 100,
        thinking: Thinking::Off,
        caching: Caching::Marked,
    }
}

type Pieces = Vec<Result<Delta, Fault>>;

async fn answer(provider: &dyn Provider, said: &str) -> Pieces {
    provider.stream(&request(said)).collect().await
}

fn text(words: &str) -> Delta {
    Delta::Text(words.to_owned())
}

fn started(id: &str) -> Delta {
    Delta::Started {
        id: id.to_owned(),
        model: String::new(),
    }
}

#[tokio::test(start_paused = true)]
async fn replies_come_in_order_and_in_their_parts() {
    let script = scripted(
        "replies:\n  - {thinking: hm, text: Hi}\n  - text: It is done\n    pace: 2s\n  \
         - tools: [{name: read, input: {p: 1}}, {name: list}]\n    usage: {input: 3, output: 4}\n",
    );
    let hi = answer(&script, "a").await;
    let thought = Ok(Delta::Thinking("hm".to_owned()));
    let end = Ok(Delta::Done(Stop::End));
    assert_eq!(
        hi,
        [Ok(started("reply_0")), thought, Ok(text("Hi")), end.clone()]
    );

    let before = tokio::time::Instant::now();
    let slow = answer(&script, "b").await;
    let words = [Ok(text("It ")), Ok(text("is ")), Ok(text("done"))];
    assert_eq!(slow[1..4], words);
    assert_eq!(before.elapsed(), Duration::from_secs(6));

    assert!(script.finish().is_err());
    let tools = answer(&script, "c").await;
    let call = |index: usize, name: &str, json: &str| {
        let (id, name) = (format!("call_2_{index}"), name.to_owned());
        let json = json.to_owned();
        let started = Delta::ToolStarted { index, id, name };
        [Ok(started), Ok(Delta::ToolInput { index, json })]
    };
    let usage = Usage {
        input: 3,
        output: 4,
        ..Usage::default()
    };
    let mut expected = vec![Ok(started("reply_2"))];
    expected.extend(call(0, "read", "{\"p\":1}"));
    expected.extend(call(1, "list", "{}"));
    expected.extend([Ok(Delta::Usage(usage)), Ok(Delta::Done(Stop::ToolUse))]);
    assert_eq!(tools, expected);
    assert_eq!(script.finish(), Ok(()));
}

#[tokio::test]
async fn a_fault_ends_a_reply_and_so_does_the_end_of_its_stream() {
    let script = scripted(
        "replies:\n  - fault: {class: overloaded, retry_after: 1.5s}\n    text: Hm\n  \
         - stream: [{text: cut}]\n",
    );
    let busy = answer(&script, "a").await;
    let fault = busy[2].clone().unwrap_err();
    assert_eq!((busy.len(), fault.class), (3, FaultClass::Overloaded));
    assert_eq!(fault.retry_after, Some(Duration::from_millis(1_500)));
    let cut = answer(&script, "a").await;
    let fault = cut[1].clone().unwrap_err();
    assert_eq!(fault.class, FaultClass::StreamTruncated);
}

#[tokio::test]
async fn a_request_that_does_not_fit_is_told_with_the_line_of_the_script() {
    let script = scripted("replies:\n  - text: a\n  - expect: {said: blue}\n    text: b\n");
    answer(&script, "any").await;
    let wrong = answer(&script, "red  car").await[0].clone().unwrap_err();
    assert_eq!(wrong.class, FaultClass::InvalidRequest);
    assert_eq!(
        wrong.message,
        "demo.yaml:3: replies[1].expect.said: the script expects 'blue', the request has 'red car'"
    );
    for _ in 0..2 {
        let more = answer(&script, "blue").await[0].clone().unwrap_err();
        assert_eq!(
            more.message,
            "demo.yaml: the script has 2 replies, and one more was asked for: add one to it"
        );
    }
    assert_eq!(script.finish(), Ok(()));
}

#[tokio::test]
async fn what_nobody_asked_for_is_told() {
    let script = scripted("replies:\n  - text: a\n  - text: b\n  - text: c\n");
    answer(&script, "x").await;
    // A request that nobody reads uses nothing up.
    drop(script.stream(&request("x")));
    let said = script.finish().unwrap_err().to_string();
    assert!(
        said.starts_with("demo.yaml:3: replies[1]: 2 replies are left over"),
        "{said}"
    );
}

#[test]
fn a_mistake_is_told_with_file_line_and_key() {
    for (text, said) in [
        ("", "demo.yaml:1: replies: there is no reply in it"),
        (
            "replies:\n  - txt: a\n",
            "demo.yaml:2: replies[0].txt: unknown key 'txt': did you mean 'text'?",
        ),
        (
            "replies:\n  - text: a\n  - {}\n",
            "demo.yaml:3: replies[1]: it says nothing: write text, thinking, tools, fault or stream",
        ),
        (
            "replies:\n  - stream:\n      - {text: a, thinking: b}\n",
            "demo.yaml:3: replies[0].stream[0]: a piece is one of started, text, thinking, sealed, tool, input, usage, done and fault",
        ),
        (
            "replies:\n  - stream: [{done: end_turn}, {text: a}]\n",
            "demo.yaml:2: replies[0]: pieces follow after the end of its stream",
        ),
        (
            "replies:\n  - text: a\n    pace: fast\n",
            "demo.yaml:3: replies[0].pace: 'fast' is no pause: write 250ms, 1.5s or 2m, an hour at most",
        ),
        (
            "replies:\n  - fault:\n      class: overloadd\n",
            "demo.yaml:3: replies[0].fault.class: unknown word 'overloadd': did you mean 'overloaded'?",
        ),
        (
            "replies:\n  - text: a\n    usage: {inputs: 1}\n",
            "demo.yaml:3: replies[0].usage.inputs: unknown key 'inputs': did you mean 'input'?",
        ),
    ] {
        assert_eq!(refusal(text), said, "{text}");
    }
}

#[test]
fn the_example_can_be_played() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/scripts/hello.yaml");
    assert_eq!(Script::read(&path).unwrap().len(), 1);
}

/// A provider that says these pieces once.
#[derive(Debug)]
struct Once(Pieces);

impl Provider for Once {
    fn endpoint(&self) -> &'static str {
        "once"
    }

    fn stream(&self, _: &Request) -> crate::llm::Deltas {
        Box::pin(futures_util::stream::iter(self.0.clone()))
    }
}

/// What a recording of these pieces plays.
async fn replayed(pieces: &Pieces, scrub: Scrub) -> (Pieces, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talk.yaml");
    let recorder = Recorder::new(&path, scrub).unwrap();
    let heard = answer(&*recorder.wrap(Arc::new(Once(pieces.clone()))), "say it").await;
    assert_eq!(heard, *pieces, "a recording changes nothing");
    recorder.write().unwrap();
    let written = std::fs::read_to_string(&path).unwrap();
    let script = Scripted::new(Script::read(&path).unwrap(), Scrub::default());
    let played = answer(&script, "please say it again").await;
    assert_eq!(script.finish(), Ok(()));
    (played, written)
}

#[tokio::test]
async fn a_recording_plays_the_same_pieces() {
    let seal = Seal::Signature {
        signature: "x==".to_owned(),
    };
    let call = Delta::ToolStarted {
        index: 0,
        id: "a".to_owned(),
        name: "read".to_owned(),
    };
    let input = |json: &str| Delta::ToolInput {
        index: 0,
        json: json.to_owned(),
    };
    let fault = Fault {
        class: FaultClass::RateLimit,
        message: "slow: \"down\"".to_owned(),
        retry_after: Some(Duration::from_secs(2)),
    };
    let pieces: Pieces = vec![
        Ok(started("r1")),
        Ok(Delta::Thinking("hm".to_owned())),
        Ok(Delta::Sealed(seal)),
        Ok(text(
            "a: {b}\n- \u{2028}\u{85}\u{feff}\u{7f}\u{1b}żółć 🚀\t\"\\",
        )),
        Ok(call),
        Ok(input("{\"p\"")),
        Ok(input(":1}")),
        Ok(Delta::Usage(Usage {
            input: 1,
            output: u64::MAX,
            ..Usage::default()
        })),
        Err(fault),
    ];
    assert_eq!(replayed(&pieces, Scrub::default()).await.0, pieces);
}

#[tokio::test]
async fn secrets_are_taken_out_of_a_recording() {
    let secret = Secret::new("topsecret".to_owned());
    let scrub = Scrub::new([secret], Some(Path::new("/home/ada")));
    let pieces: Pieces = vec![
        Ok(text("the key is top")),
        Ok(Delta::Thinking("in /home/ada/x".to_owned())),
        Ok(text("secret, or sk-ant-0123456789abcdef")),
        Err(Fault::new(FaultClass::Auth, "topsecret is wrong")),
    ];
    let (played, written) = replayed(&pieces, scrub).await;
    for secret in ["topsecret", "0123456789", "/home/ada"] {
        assert!(!written.contains(secret), "{written}");
    }
    assert_eq!(played[0], Ok(text("the key is ***")));
    assert_eq!(played[1], Ok(Delta::Thinking("in ~/x".to_owned())));
    assert_eq!(played[2], Ok(text(", or ***")));
}

proptest! {
    #[test]
    fn every_text_is_played_as_it_was_recorded(words in proptest::collection::vec(any::<String>(), 0..5)) {
        let mut steps: Vec<Step> = Vec::new();
        for word in &words {
            let piece = Ok(text(word));
            steps.push(Step { after: Duration::ZERO, piece });
        }
        let end = Ok(Delta::Done(Stop::End));
        steps.push(Step { after: Duration::ZERO, piece: end });
        let said = words.concat();
        let recorded = super::record::Recorded { said: said.clone(), steps: steps.clone() };
        let written = super::write::text(&[recorded]);
        let script = Script::parse(Path::new("t.yaml"), &written).unwrap();
        prop_assert_eq!(&script.replies[0].steps, &steps);
        let expected = script.replies[0].expect.said.clone().unwrap_or_default();
        prop_assert!(said.contains(&expected));
    }
}
