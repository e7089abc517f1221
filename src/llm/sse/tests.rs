//! What the reader makes of bodies, in one chunk and in many.

use bytes::Bytes;
use proptest::prelude::*;

use super::model::{self, Plain};
use super::{LONGEST_EVENT, Reader, SseError};

/// Everything that the reader makes of these chunks.
fn read<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> (Vec<Plain>, Option<SseError>) {
    let mut reader = Reader::default();
    let mut events = Vec::new();
    for chunk in chunks {
        reader.push(Bytes::copy_from_slice(chunk));
        for read in &mut reader {
            match read {
                Ok(event) => events.push((
                    event.name().to_owned(),
                    event.data().to_owned(),
                    event.id().to_owned(),
                    event.retry().map(|wait| wait.as_millis()),
                )),
                Err(error) => return (events, Some(error)),
            }
        }
    }
    (events, None)
}

/// The data of the events of a body that has no error, the same whole and byte by byte.
fn data(body: &[u8]) -> Vec<String> {
    let (events, error) = read([body]);
    assert_eq!(error, None);
    assert_eq!(read(body.chunks(1)), (events.clone(), None));
    events.into_iter().map(|event| event.1).collect()
}

#[test]
fn lines_end_in_any_of_three_ways() {
    assert_eq!(
        data(b"data: a\n\ndata: b\r\rdata: c\r\n\r\n"),
        ["a", "b", "c"]
    );
}

#[test]
fn an_event_is_told_at_its_carriage_return_and_not_a_byte_later() {
    assert_eq!(read([b"data: a\r\n\r".as_slice()]).0.len(), 1);
    assert_eq!(
        read([b"data: a\r\n\r".as_slice(), b"\ndata: b\n\n"])
            .0
            .len(),
        2
    );
}

#[test]
fn lines_of_data_are_put_together() {
    assert_eq!(data(b"data: a\ndata:b\ndata\ndata:  c\n\n"), ["a\nb\n\n c"]);
}

#[test]
fn a_mark_of_byte_order_opens_a_stream_once() {
    assert_eq!(data(b"\xEF\xBB\xBFdata: a\n\n"), ["a"]);
    assert_eq!(
        data(b"\xEF\xBB\xBF\xEF\xBB\xBFdata: a\n\n"),
        Vec::<String>::new()
    );
}

#[test]
fn comments_and_unknown_fields_are_passed_over() {
    assert_eq!(data(b": ping\n\nother: x\ndata: a\n:\n\n"), ["a"]);
}

#[test]
fn an_event_without_data_or_without_an_end_is_none() {
    assert_eq!(
        data(b"event: x\n\nid: 1\n\ndata: cut"),
        Vec::<String>::new()
    );
    assert_eq!(data(b"data: cut\n"), Vec::<String>::new());
    assert_eq!(data(b"data\n\n"), [""]);
}

#[test]
fn name_id_and_retry_are_read() {
    let (events, _) = read([
        b"event: a\nid: 7\nretry: 250\ndata: x\n\nid: 8\0\nretry: 1s\ndata: y\n\n".as_slice(),
    ]);
    let of = |name: &str, data: &str, retry| (name.into(), data.into(), "7".to_owned(), retry);
    assert_eq!(events, [of("a", "x", Some(250)), of("message", "y", None)]);
}

#[test]
fn a_letter_that_two_chunks_share_is_whole() {
    let body = "data: żółw 🐢\n\n".as_bytes();
    for cut in 0..body.len() {
        let (events, error) = read([&body[..cut], &body[cut..]]);
        assert_eq!((events[0].1.as_str(), error), ("żółw 🐢", None));
    }
}

#[test]
fn bytes_that_are_no_text_end_the_stream() {
    let body = b"data: a\n\ndata: \xFF\n\ndata: b\n\n".as_slice();
    for (events, error) in [read([body]), read(body.chunks(1))] {
        assert_eq!((events.len(), error), (1, Some(SseError::InvalidUtf8)));
    }
}

#[test]
fn an_event_may_be_long_but_not_longer() {
    let body = |length| format!("data: {}\n\n", "x".repeat(length));
    let longest = body(LONGEST_EVENT);
    assert_eq!(read([longest.as_bytes()]).0[0].1.len(), LONGEST_EVENT);
    let longer = body(LONGEST_EVENT + 1);
    for chunk in [longer.len(), 65_536] {
        let (events, error) = read(longer.as_bytes().chunks(chunk));
        assert_eq!((events.len(), error), (0, Some(SseError::TooLong)));
    }
}

#[test]
fn a_line_or_an_event_without_end_is_refused_before_it_fills_the_memory() {
    for piece in [b": endless ".as_slice(), b"data: one of many lines\n"] {
        let piece = Bytes::from(piece.repeat(1 << 12));
        let mut reader = Reader::default();
        let mut pushed = 0;
        let error = loop {
            reader.push(piece.clone());
            pushed += piece.len();
            if let Some(read) = reader.next() {
                break read.unwrap_err();
            }
        };
        assert_eq!(error, SseError::TooLong);
        assert!(pushed < 2 * LONGEST_EVENT && reader.next().is_none());
    }
}

/// Bodies that are likely to hold what the reader must tell apart.
fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop_oneof![
        4 => prop_oneof![Just("\n"), Just("\r"), Just("\r\n"), Just("\n\n")]
            .prop_map(|end| end.as_bytes().to_vec()),
        4 => prop_oneof![
            Just("data"), Just("data:"), Just("data: "), Just("event: "), Just("id: "),
            Just("retry: "), Just(":"), Just(" "), Just("\u{feff}"), Just("żółw 🐢"), Just("12"),
            Just("\0"),
        ].prop_map(|word| word.as_bytes().to_vec()),
        1 => proptest::collection::vec(any::<u8>(), 0..4),
    ];
    proptest::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn every_body_in_every_chunking_gives_what_the_model_gives(
        body in bodies(),
        mut cuts in proptest::collection::vec(any::<proptest::sample::Index>(), 0..12),
    ) {
        let mut places: Vec<usize> = cuts.drain(..).map(|cut| cut.index(body.len() + 1)).collect();
        places.extend([0, body.len()]);
        places.sort_unstable();
        let chunks = places.windows(2).map(|ends| &body[ends[0]..ends[1]]);
        let expected = model::read(&body);
        prop_assert_eq!(read(chunks), expected.clone());
        prop_assert_eq!(read(body.chunks(1)), expected.clone());
        prop_assert_eq!(read([body.as_slice()]), expected);
    }
}
