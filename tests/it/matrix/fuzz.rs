//! Three very different projects under schemathesis: every check, against the served document.

use std::time::Duration;

use super::command::Run;
use super::ideas;
use super::project::{Mode, Project};
use super::server::Server;

fn fuzz(name: &str) {
    let project = Project::generate(ideas::of(name), Mode::Production);
    let server = Server::start(&project);
    Run::script("fuzz.py", &project.root())
        .args([server.url().as_str(), "vibecober.yaml"])
        .succeeds(Duration::from_mins(7));
    server.stop();
}

#[test]
fn billing() {
    fuzz("billing");
}

#[test]
fn clinic() {
    fuzz("clinic");
}

#[test]
fn shop() {
    fuzz("shop");
}
