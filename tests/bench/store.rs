//! Opening the store.

use divan::Bencher;
use vibecober::store::Store;

/// A file that has been migrated before; target: 5 ms with the whole process around it.
#[divan::bench]
fn open_existing(bencher: Bencher) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vibecober.db");
    drop(Store::open(&path).unwrap());
    bencher.bench_local(|| Store::open(&path).unwrap());
}

/// A file that does not exist yet.
#[divan::bench]
fn open_new(bencher: Bencher) {
    bencher
        .with_inputs(|| tempfile::tempdir().unwrap())
        .bench_local_values(|folder| {
            let store = Store::open(&folder.path().join("vibecober.db")).unwrap();
            (store, folder)
        });
}
