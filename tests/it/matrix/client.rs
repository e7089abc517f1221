//! The client of the matrix notices an application that breaks its promises.

use std::fs;
use std::time::Duration;

use super::command::Run;
use super::ideas;
use super::project::{Mode, Project};
use super::server::Server;

/// What the client says after `right` became `wrong` in one file of a good project.
fn complaints(path: &str, right: &str, wrong: &str) -> String {
    let project = Project::generate(ideas::of("unknown"), Mode::Full);
    let place = project.root().join(path);
    let code = fs::read_to_string(&place).unwrap();
    assert!(code.contains(right), "{path} does not hold {right:?}");
    fs::write(&place, code.replace(right, wrong)).unwrap();
    let server = Server::start(&project);
    let said = Run::script("crud.py", &project.root())
        .args([server.url().as_str(), "vibecober.yaml"])
        .fails(Duration::from_mins(2));
    server.stop();
    said
}

#[test]
fn rows_that_everybody_sees() {
    let said = complaints(
        "backend/app/access.py",
        "model.owner_id == actor.id",
        "model.owner_id == model.owner_id",
    );

    assert!(
        said.contains("GET /zorgons: shows rows of somebody else"),
        "{said}"
    );
    assert!(said.contains("200 instead of 404"), "{said}");
}

#[test]
fn another_status_code() {
    let said = complaints(
        "backend/app/routes/zorgon.py",
        "HTTP_201_CREATED",
        "HTTP_200_OK",
    );

    assert!(said.contains("200 instead of 201"), "{said}");
}

#[test]
fn pages_that_do_not_turn() {
    let said = complaints("backend/app/pagination.py", ".offset(params.offset)", "");

    assert!(
        said.contains("pages of one do not cover the list"),
        "{said}"
    );
}
