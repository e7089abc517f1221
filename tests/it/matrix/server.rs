//! A generated application, started the way its README says.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::command::{Run, Running};
use super::project::Project;

/// A running application; it ends with this value.
pub struct Server {
    port: u16,
    running: Running,
}

impl Server {
    /// Runs `uvicorn app.main:app` in `backend/`, with nothing else set, until it listens.
    pub fn start(project: &Project) -> Self {
        let port = free_port();
        let running = Run::tool("uvicorn", &project.root().join("backend"))
            .args(["app.main:app", "--port", &port.to_string()])
            .start();
        let mut server = Self { port, running };
        server.wait_until_it_listens();
        server
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Ends it in peace; a trace of an unhandled error in its log fails the test.
    pub fn stop(mut self) {
        self.running.terminate();
        let ended = self.running.wait(Duration::from_secs(20));
        let said = self.running.said();
        assert!(ended.is_some(), "does not end when asked:\n{said}");
        assert!(!said.contains("Traceback"), "an unhandled error:\n{said}");
    }

    fn wait_until_it_listens(&mut self) {
        let deadline = Instant::now() + Duration::from_mins(1);
        while TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).is_err() {
            let ended = self.running.wait(Duration::ZERO);
            assert!(
                ended.is_none() && Instant::now() < deadline,
                "does not start ({ended:?}):\n{}",
                self.running.said()
            );
            sleep(Duration::from_millis(30));
        }
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    listener.local_addr().unwrap().port()
}
