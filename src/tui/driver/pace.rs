//! When the next frame may be drawn: at once for a person, and seldom enough for what streams.

use std::time::{Duration, Instant};

/// The time between two frames while changes keep coming: about sixty a second.
const FRAME: Duration = Duration::from_millis(16);
/// How many frames after the first one that follows a rest are drawn as soon as there is something to
/// show: what is found out when the screen opens, or after a key, comes in a few pieces.
const FREE: u32 = 4;

/// When frames were drawn, and whether somebody waits for one.
#[derive(Debug, Default)]
pub struct Pace {
    drawn: Option<Instant>,
    /// How many frames were drawn without a rest between them.
    streak: u32,
    hurried: bool,
}

impl Pace {
    /// A person did something, or the terminal shows nothing of ours: the next frame comes at once.
    pub fn hurry(&mut self) {
        self.hurried = true;
    }

    /// There is nothing to draw after all.
    pub fn calm(&mut self) {
        self.hurried = false;
    }

    /// The time before which no frame is drawn.
    pub fn due(&self, now: Instant) -> Instant {
        match self.drawn {
            Some(drawn) if !self.hurried && self.streak >= FREE => drawn + FRAME,
            Some(_) | None => now,
        }
    }

    /// A frame was drawn.
    pub fn drew(&mut self, now: Instant) {
        let rested = |drawn: Instant| now.saturating_duration_since(drawn) >= 2 * FRAME;
        self.streak = match self.drawn {
            Some(drawn) if !rested(drawn) => self.streak.saturating_add(1),
            Some(_) | None => 0,
        };
        self.drawn = Some(now);
        self.hurried = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_streams_is_drawn_sixty_times_a_second_and_a_person_does_not_wait_for_that() {
        let mut pace = Pace::default();
        let start = Instant::now();
        let mut now = start;
        let mut frames = 0;
        while now < start + Duration::from_secs(1) {
            if pace.due(now) <= now {
                pace.drew(now);
                frames += 1;
            }
            now += Duration::from_micros(500);
        }
        assert!((60..=70).contains(&frames), "{frames}");
        pace.drew(now);
        assert!(pace.due(now) > now);
        pace.hurry();
        assert_eq!(pace.due(now), now);
    }

    #[test]
    fn after_a_rest_a_few_frames_are_free() {
        let mut pace = Pace::default();
        let mut now = Instant::now();
        for _ in 0..3 {
            for _ in 0..=FREE {
                assert!(pace.due(now) <= now);
                pace.drew(now);
            }
            assert_eq!(pace.due(now), now + FRAME);
            now += 10 * FRAME;
        }
    }
}
