//! When the feed looks at the file: after a write a few times, ever more rarely, then not at all.

use std::time::Duration;

/// How often the file is asked where its folder cannot be watched.
const INTERVAL: Duration = Duration::from_millis(40);

/// The first pause after a write that was heard; each is twice the one before it.
const FIRST: Duration = Duration::from_millis(2);

/// The last pause.
const LAST: Duration = Duration::from_millis(1_100);

/// How long the feed waits before it looks by itself.
///
/// A write is heard before the engine lets readers see it. The writer says when they can, but it may
/// be killed before that, or be another program; so a write is followed by looks of our own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// Nothing is heard: it looks at every interval.
    Deaf,
    /// It sleeps until something is heard.
    Asleep,
    /// Something was written lately: it looks again after this pause.
    Awake(Duration),
}

impl Pace {
    /// The longest sleep; none when only a sign ends it.
    pub(super) fn pause(self) -> Option<Duration> {
        match self {
            Self::Deaf => Some(INTERVAL),
            Self::Asleep => None,
            Self::Awake(pause) => Some(pause),
        }
    }

    /// The pace after a write was heard, or a look failed.
    pub(super) fn stirred(self) -> Self {
        match self {
            Self::Deaf => Self::Deaf,
            Self::Asleep | Self::Awake(_) => Self::Awake(FIRST),
        }
    }

    /// The pace after a pause in which nothing was heard.
    pub(super) fn rested(self) -> Self {
        match self {
            Self::Awake(pause) if pause * 2 <= LAST => Self::Awake(pause * 2),
            Self::Awake(_) | Self::Asleep => Self::Asleep,
            Self::Deaf => Self::Deaf,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_is_followed_by_a_few_looks_and_then_by_sleep() {
        let mut pace = Pace::Asleep.stirred();
        let mut pauses = Vec::new();
        while let Some(pause) = pace.pause() {
            pauses.push(pause);
            pace = pace.rested();
        }
        assert_eq!(pauses.len(), 10);
        assert!(pauses.iter().sum::<Duration>() > Duration::from_secs(2));
        assert_eq!(Pace::Awake(LAST).stirred(), Pace::Awake(FIRST));
        assert_eq!(Pace::Deaf.stirred().rested().pause(), Some(INTERVAL));
    }
}
