//! The last output of a folder and the contents that it keeps.

use std::collections::BTreeMap;
use std::path::Path;

use super::fixture::Fixture;
use crate::store::StoreError;

fn files(pairs: &[(&str, &[u8])]) -> BTreeMap<String, Vec<u8>> {
    let owned = pairs
        .iter()
        .map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec()));
    owned.collect()
}

fn contents(fixture: &Fixture) -> u32 {
    let counted = fixture.store.read(|tx| {
        let query = "SELECT count(*) FROM contents";
        Ok(tx.connection.query_row(query, [], |row| row.get(0))?)
    });
    counted.unwrap()
}

#[test]
fn the_last_output_of_a_folder_takes_the_place_of_the_one_before() {
    let fixture = Fixture::new();
    let run = fixture.run().id;
    let target = Path::new("/work/blog");
    let put = |target: &'static Path, files: BTreeMap<String, Vec<u8>>| {
        fixture
            .store
            .write(move |tx| tx.replace_output(target, run, &files))
            .unwrap();
    };
    assert_eq!(fixture.store.read(|tx| tx.output(target)).unwrap(), None);

    put(
        target,
        files(&[("a.py", b"one"), ("b.py", b"same"), ("c.bin", b"\xff\0")]),
    );
    put(Path::new("/work/shop"), files(&[("b.py", b"same")]));
    assert_eq!(contents(&fixture), 3);

    let second = files(&[("a.py", b"two"), ("copy.py", b"two")]);
    put(target, second.clone());
    let read = fixture.store.read(|tx| tx.output_files(target)).unwrap();
    assert_eq!(read, second);
    // "one" and the binary are gone, "same" is still the other folder's, "two" is kept once.
    assert_eq!(contents(&fixture), 2);

    let output = fixture.store.read(|tx| tx.output(target)).unwrap().unwrap();
    assert_eq!((output.target.as_path(), output.run), (target, run));
    let sha256 = &output.files["copy.py"];
    assert_eq!(sha256, &output.files["a.py"]);
    let bytes = fixture.store.read(|tx| tx.content(sha256)).unwrap();
    assert_eq!(bytes, b"two");
}

#[test]
fn an_output_that_fails_leaves_the_one_before() {
    let fixture = Fixture::new();
    let run = fixture.run().id;
    let target = Path::new("/work/blog");
    let first = files(&[("a.py", b"one")]);
    let stored = first.clone();
    fixture
        .store
        .write(move |tx| tx.replace_output(target, run, &stored))
        .unwrap();
    let refused: Result<(), _> = fixture.store.write(move |tx| {
        tx.replace_output(target, run, &files(&[("a.py", b"two")]))?;
        Err(StoreError::Closed)
    });
    assert!(refused.is_err());
    let read = fixture.store.read(|tx| tx.output_files(target)).unwrap();
    assert_eq!(read, first);
    assert_eq!(contents(&fixture), 1);
}
