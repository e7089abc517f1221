//! Files that no editor likes: long lines, no text, no file at all, gigabytes.

use std::fs::{self, File};
use std::os::unix::fs::symlink;

use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::pty::{Home, Screen};

/// Keys as a terminal sends them.
const SAVE: &str = "\x13";
const QUIT: &str = "\x11";
const END: &str = "\x1b[F";
const START: &str = "\x1b[H";
const FIND: &str = "\x06";
const ESC: &str = "\x1b";

fn opened(home: &Home, name: &str) -> Screen {
    let mut screen = home.start(100, 30, &[name]);
    screen.see("Editor");
    screen
}

#[test]
fn a_line_of_ten_megabytes_is_typed_in_searched_and_saved() {
    let home = Home::new();
    let line = format!("begin {} needle end", "lorem ipsum ".repeat(870_000));
    assert!(line.len() > 10_000_000);
    let path = home.file("long.txt", &line);
    let mut screen = opened(&home, "long.txt");
    screen.see("begin lorem");
    screen.keys("typed ");
    screen.see("typed begin");
    screen.keys(END);
    screen.see("needle end");
    screen.keys("! done");
    screen.see("needle end! done");
    screen.keys(START);
    screen.see("typed begin");
    screen.keys(FIND);
    screen.keys("needle");
    screen.see("needle end! done");
    screen.keys("\r");
    screen.keys(ESC);
    screen.wait("no search", |text| !text.contains("Find "));
    screen.keys(SAVE);
    screen.see("saved");
    let saved = fs::read_to_string(&path).unwrap();
    assert!(saved == format!("typed {line}! done"), "{}", saved.len());
    screen.keys(QUIT);
    assert_eq!(screen.end(), 0);
}

#[test]
fn a_binary_file_is_named_as_one() {
    let home = Home::new();
    let bytes: Vec<u8> = (0..=255).cycle().take(5_000).collect();
    let path = home.file("data.bin", &bytes);
    let mut screen = opened(&home, "data.bin");
    screen.see("5000 bytes");
    screen.keys("nothing");
    screen.keys(SAVE);
    screen.keys(QUIT);
    assert_eq!(screen.end(), 0);
    assert_eq!(fs::read(path).unwrap(), bytes);
}

#[test]
fn bytes_that_are_no_text_are_saved_as_they_were() {
    let home = Home::new();
    let bytes = b"first line\nbroken \xff\xfe\xc3( \x80\x81\x8d here\nlast line\n".to_vec();
    let path = home.file("broken.txt", &bytes);
    let mut screen = opened(&home, "broken.txt");
    screen.see("1 first line");
    screen.keys("typed ");
    screen.see("typed first");
    screen.keys(SAVE);
    screen.see("saved");
    let expected = [b"typed ".as_slice(), &bytes].concat();
    assert_eq!(fs::read(&path).unwrap(), expected);
}

#[test]
fn what_is_no_file_is_told_and_holds_nothing_up() {
    let home = Home::new();
    let work = home.work();
    mknodat(
        CWD,
        work.join("pipe"),
        FileType::Fifo,
        Mode::RUSR | Mode::WUSR,
        0,
    )
    .unwrap();
    symlink("loop", work.join("loop")).unwrap();
    for (name, told) in [
        ("pipe", "a device or a pipe"),
        ("loop", "symbolic links"),
        ("/dev/zero", "a device or a pipe"),
        ("/proc/self/mem", "error"),
    ] {
        let mut screen = home.start(100, 30, &[name]);
        screen.wait(told, |text| text.to_lowercase().contains(told));
        screen.keys(QUIT);
        assert_eq!(screen.end(), 0, "{name}");
    }
}

#[test]
fn a_folder_is_opened_as_what_it_is() {
    let home = Home::new();
    home.file("inner/deep.txt", "text\n");
    let mut screen = home.start(100, 30, &["inner"]);
    screen.see("deep.txt");
    screen.wait("its name", |text| {
        text.lines()
            .next()
            .is_some_and(|line| line.contains("inner"))
    });
    screen.keys(QUIT);
    assert_eq!(screen.end(), 0);
}

#[test]
fn a_link_to_nothing_is_a_file_that_is_begun() {
    let home = Home::new();
    symlink("there.txt", home.work().join("link.txt")).unwrap();
    let mut screen = opened(&home, "link.txt");
    // The name is seen before the file is read; how it is stored, only afterwards.
    screen.see("UTF-8");
    screen.keys("begun");
    screen.see("begun");
    screen.keys(SAVE);
    screen.see("saved");
    let link = home.work().join("link.txt");
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(
        fs::read_to_string(home.work().join("there.txt")).unwrap(),
        "begun"
    );
}

#[test]
fn gigabytes_are_refused_in_one_line_and_take_no_memory() {
    let home = Home::new();
    let path = home.work().join("huge.log");
    File::create(&path).unwrap().set_len(3 << 30).unwrap();
    let mut screen = opened(&home, "huge.log");
    screen.see("too many to edit");
    assert!(screen.memory() < 300 << 20, "{}", screen.memory());
    screen.keys(QUIT);
    assert_eq!(screen.end(), 0);
}
