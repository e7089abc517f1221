//! Everything that was told in this sitting, and which of it stands in the last line now.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Notice;

/// The most notices that are remembered.
const KEPT: usize = 200;

/// Where a notice stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// It goes away by itself at this time.
    Passing(Duration),
    /// It stays until the person has seen it.
    Unread,
    /// It is only in the list.
    Past,
}

/// A notice that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it says.
    pub notice: Notice,
    /// When it was said last, as time since the start.
    pub at: Duration,
    /// How often it was said without a break.
    pub times: usize,
    standing: Standing,
}

/// What stands in the last line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown<'a> {
    /// The notice.
    pub told: &'a Told,
    /// True while it stays until it is seen.
    pub waits: bool,
    /// Which one of those that wait it is, from 1, counting those just stepped past.
    pub place: usize,
    /// How many of them there are.
    pub of: usize,
}

/// Everything that was told, the latest last.
#[derive(Debug, Default)]
pub struct Notices {
    told: VecDeque<Told>,
    /// How many were stepped past since nothing was unread.
    stepped: usize,
    home: Option<PathBuf>,
}

impl Notices {
    /// Writes the person's `home` as `~` from now on.
    pub fn know_home(&mut self, home: Option<PathBuf>) {
        self.home = home.filter(|home| home.components().count() > 1);
    }

    /// Takes `notice` in; answers when it goes away by itself.
    pub fn tell(&mut self, mut notice: Notice, now: Duration) -> Option<Duration> {
        if let Some(home) = &self.home {
            notice.text = at_home(&notice.text, home);
        }
        let until = notice.stays().map(|stays| now + stays);
        let standing = until.map_or(Standing::Unread, Standing::Passing);
        // Said again, it is one notice; in another place it would push the others out of sight.
        match self.told.back_mut() {
            Some(last) if last.notice == notice => {
                last.at = now;
                last.times += 1;
                last.standing = standing;
            }
            Some(_) | None => self.told.push_back(Told {
                notice,
                at: now,
                times: 1,
                standing,
            }),
        }
        while self.told.len() > KEPT {
            self.told.pop_front();
        }
        until
    }

    /// Takes away what has stood long enough; true when something was.
    pub fn pass(&mut self, now: Duration) -> bool {
        let mut passed = false;
        for told in &mut self.told {
            if matches!(told.standing, Standing::Passing(until) if until <= now) {
                told.standing = Standing::Past;
                passed = true;
            }
        }
        passed
    }

    /// What stands in the last line: the latest that has not gone.
    pub fn shown(&self) -> Option<Shown<'_>> {
        let told = self.told.iter().rfind(|told| told.stands())?;
        let of = self.unread();
        Some(Shown {
            told,
            waits: told.standing == Standing::Unread,
            place: self.stepped + 1,
            of: self.stepped + of,
        })
    }

    /// Puts away what stands in the last line; the one before it takes its place.
    pub fn step(&mut self) {
        let Some(told) = self.told.iter_mut().rfind(|told| told.stands()) else {
            return;
        };
        if told.standing == Standing::Unread {
            self.stepped += 1;
        }
        told.standing = Standing::Past;
        if self.unread() == 0 {
            self.stepped = 0;
        }
    }

    /// Everything that was told, the latest first; all of it counts as seen from now on.
    pub fn read_all(&mut self) -> Vec<Told> {
        for told in &mut self.told {
            told.standing = Standing::Past;
        }
        self.stepped = 0;
        self.told.iter().rev().cloned().collect()
    }

    /// How many wait to be seen.
    pub fn unread(&self) -> usize {
        let unread = |told: &&Told| told.standing == Standing::Unread;
        self.told.iter().filter(unread).count()
    }
}

impl Told {
    fn stands(&self) -> bool {
        match self.standing {
            Standing::Passing(_) | Standing::Unread => true,
            Standing::Past => false,
        }
    }
}

/// `text` with `~` for the person's home where a path begins with it.
fn at_home(text: &str, home: &Path) -> String {
    let Some(home) = home.to_str() else {
        return text.to_owned();
    };
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    let mut last = None;
    while let Some(at) = rest.find(home) {
        let (before, after) = rest.split_at(at);
        let after = &after[home.len()..];
        // Right behind another home it goes on with that one's path.
        last = before.chars().next_back().or(last);
        let begins = last.is_none_or(|c| !is_of_path(c));
        last = home.chars().next_back();
        let ends = after.chars().next().is_none_or(|c| !is_of_name(c));
        written.push_str(before);
        written.push_str(if begins && ends { "~" } else { home });
        rest = after;
    }
    written.push_str(rest);
    written
}

fn is_of_path(c: char) -> bool {
    c == '/' || is_of_name(c)
}

fn is_of_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '_' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn shown(notices: &Notices) -> Option<(&str, usize, usize)> {
        let shown = notices.shown()?;
        Some((&shown.told.notice.text, shown.place, shown.of))
    }

    #[test]
    fn what_went_wrong_stays_until_each_was_seen() {
        let mut notices = Notices::default();
        for text in ["one", "two", "three"] {
            assert_eq!(notices.tell(Notice::warn(text), at(0)), None);
        }
        assert!(!notices.pass(at(1_000)));
        assert_eq!(shown(&notices), Some(("three", 1, 3)));
        notices.step();
        assert_eq!(shown(&notices), Some(("two", 2, 3)));
        notices.tell(Notice::bad("four"), at(2));
        assert_eq!(shown(&notices), Some(("four", 2, 4)));
        notices.step();
        notices.step();
        assert_eq!(shown(&notices), Some(("one", 4, 4)));
        notices.step();
        assert_eq!(shown(&notices), None);
        notices.tell(Notice::bad("five"), at(3));
        assert_eq!(shown(&notices), Some(("five", 1, 1)));
    }

    #[test]
    fn good_news_passes_and_gives_the_line_back_to_what_waits() {
        let mut notices = Notices::default();
        notices.tell(Notice::bad("broken"), at(0));
        let until = notices.tell(Notice::good("saved"), at(1)).unwrap();
        assert_eq!(shown(&notices).unwrap().0, "saved");
        assert!(notices.pass(until));
        assert_eq!(shown(&notices).unwrap().0, "broken");
        let all: Vec<_> = notices.read_all();
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].notice.text, "saved");
        assert_eq!(shown(&notices), None);
    }

    #[test]
    fn the_same_said_again_is_one_notice() {
        let mut notices = Notices::default();
        for second in 0..3 {
            notices.tell(Notice::bad("no git"), at(second));
        }
        let shown = notices.shown().unwrap();
        assert_eq!((shown.told.times, shown.of), (3, 1));
    }

    #[test]
    fn the_list_forgets_the_oldest() {
        let mut notices = Notices::default();
        for number in 0..KEPT + 5 {
            notices.tell(Notice::info(number.to_string()), at(0));
        }
        assert_eq!(notices.read_all().len(), KEPT);
    }

    #[test]
    fn the_home_of_the_person_is_a_tilde() {
        let home = Path::new("/home/ada");
        let shown = at_home("/home/ada/x: no, see '/home/ada', /home/adam/y", home);
        assert_eq!(shown, "~/x: no, see '~', /home/adam/y");
        assert_eq!(at_home("/home/ada/home/ada/x", home), "~/home/ada/x");
        assert_eq!(at_home("/srv/home/ada/x", home), "/srv/home/ada/x");
    }
}
