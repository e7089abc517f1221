use super::*;
use crate::domain::approval::ApprovalKind;
use crate::policy::scene::Confined;
use crate::policy::tests::fake::Fake;

fn lost(words: &str) -> Option<(usize, ApprovalKind)> {
    let fake = Fake::project();
    let scene = fake.scene(Confined::Yes);
    let places = [scene.cwd.to_owned()];
    let words: Vec<&str> = words.split(' ').collect();
    destroys(&words, &Look::new(&scene, &places)).map(|loss| (loss.at, loss.kind))
}

#[test]
fn the_word_that_decides_is_named() {
    assert_eq!(lost("rm -f -r x"), Some((2, ApprovalKind::FileDelete)));
    assert_eq!(
        lost("sudo env A=b rm -rf x"),
        Some((4, ApprovalKind::FileDelete))
    );
    assert_eq!(
        lost("git -C x push origin +main"),
        Some((5, ApprovalKind::FileDelete))
    );
    assert_eq!(
        lost("dropdb x"),
        Some((0, ApprovalKind::DatabaseModification))
    );
    for kept in [
        "rm x",
        "git status",
        "echo rm -rf x",
        "git commit -m x",
        "cp README.md new",
        "tar xf a",
        "kill -1 5",
        "git checkout main",
    ] {
        assert_eq!(lost(kept), None, "{kept}");
    }
}

#[test]
fn code_from_a_pipe_is_told_from_data() {
    for code in [
        "sh",
        "bash -s x",
        "python3 -",
        "sudo -E bash",
        "env sh",
        "perl",
        "sh -x",
        "node",
        "bash -es",
    ] {
        assert!(reads_code(&code.split(' ').collect::<Vec<_>>()), "{code}");
    }
    for data in [
        "cat",
        "python script.py",
        "python -m json.tool",
        "sh x.sh",
        "bash -c x",
        "grep sh",
        "node x.js",
        "wc -l",
    ] {
        assert!(!reads_code(&data.split(' ').collect::<Vec<_>>()), "{data}");
    }
}

#[test]
fn disks_are_told_from_other_devices() {
    assert!(is_device("/dev/sda1") && is_device("/dev/nvme0n1") && is_device("/dev/mapper/x"));
    assert!(!is_device("/dev/null") && !is_device("/dev/stdout") && !is_device("sda"));
}
