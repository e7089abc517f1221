//! Tests of the plain parts; those that run commands need our binary and lie in `tests/it`.

use super::*;

fn profile() -> Profile {
    Profile {
        home: None,
        ..Profile::new(Rung::Bubblewrap, "/work")
    }
}

#[test]
fn every_part_of_a_profile_changes_its_digest() {
    let digest = profile().digest();
    assert_eq!(digest.len(), 64);
    assert_eq!(digest, profile().digest());

    let mut others = Vec::new();
    let mut other = |change: fn(&mut Profile)| {
        let mut profile = profile();
        change(&mut profile);
        others.push(profile.digest());
    };
    other(|profile| profile.rung = Rung::Landlock);
    other(|profile| profile.access = Access::ReadOnly);
    other(|profile| profile.network = Network::On);
    other(|profile| profile.workspace.push("x"));
    other(|profile| profile.home = Some("/home/ada".into()));
    other(|profile| profile.protected.push("/work/x".into()));
    other(|profile| profile.hidden.push("/work/x".into()));
    other(|profile| profile.limits.memory = None);
    other(|profile| profile.limits.memory = Some(0));
    other(|profile| profile.limits.file = Some(0));
    others.push(digest);
    let count = others.len();
    others.sort();
    others.dedup();

    assert_eq!(others.len(), count);
}

#[test]
fn the_names_of_rungs_are_the_same_in_text_and_json() {
    for rung in Rung::ALL {
        let json = serde_json::to_string(&rung).unwrap();
        assert_eq!(json, format!("\"{rung}\""));
    }
    assert!(Rung::Bubblewrap.confines() && Rung::Landlock.confines() && !Rung::None.confines());
}
