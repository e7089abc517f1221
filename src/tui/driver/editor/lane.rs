//! A thread that does one kind of work in order, started when there is some.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

/// How long the end of the program waits for work that is under way.
const PATIENCE: Duration = Duration::from_secs(10);

/// A thread that does one kind of work; without work there is no thread.
#[derive(Debug)]
pub struct Lane<J> {
    name: &'static str,
    running: Option<Running<J>>,
}

#[derive(Debug)]
struct Running<J> {
    // Unbounded, because the screen must never wait; it sends at most a few jobs for a key, and
    // whoever takes them leaves out those that a later one makes idle.
    jobs: Sender<J>,
    ended: Receiver<()>,
}

impl<J: Send + 'static> Lane<J> {
    /// A lane whose thread will have this name.
    pub fn new(name: &'static str) -> Self {
        Self {
            name,
            running: None,
        }
    }

    /// Adds a job; `worker` makes what does the jobs, all that wait at a time.
    pub fn send<W>(&mut self, job: J, worker: impl FnOnce() -> W)
    where
        W: FnMut(Vec<J>) + Send + 'static,
    {
        if self.running.is_none() {
            self.running = start(self.name, worker());
        }
        if let Some(running) = &self.running {
            running.jobs.send(job).ok();
        }
    }

    /// Waits until all jobs are done, but not for ever.
    pub fn finish(&mut self) {
        if let Some(running) = self.running.take() {
            drop(running.jobs);
            running.ended.recv_timeout(PATIENCE).ok();
        }
    }
}

fn start<J: Send + 'static>(
    name: &str,
    mut work: impl FnMut(Vec<J>) + Send + 'static,
) -> Option<Running<J>> {
    let (jobs, waiting) = mpsc::channel();
    let (end, ended) = mpsc::channel();
    let run = move || {
        while let Ok(first) = waiting.recv() {
            let mut taken = vec![first];
            taken.extend(waiting.try_iter());
            work(taken);
        }
        end.send(()).ok();
    };
    // The thread ends by itself when the lane is dropped.
    let thread = thread::Builder::new().name(name.to_owned()).spawn(run);
    thread.ok().map(|_| Running { jobs, ended })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jobs_are_done_in_order_and_to_the_end() {
        let (done, results) = mpsc::channel();
        let mut lane = Lane::new("test");
        for n in 0..100 {
            let done = done.clone();
            lane.send(n, move || {
                move |jobs: Vec<i32>| {
                    for job in jobs {
                        done.send(job).unwrap();
                    }
                }
            });
        }
        lane.finish();
        drop(done);
        assert_eq!(
            results.iter().collect::<Vec<_>>(),
            (0..100).collect::<Vec<_>>()
        );
    }
}
