//! Documents, exactly as they were written.

use serde_json::json;

use super::fixture::Fixture;
use crate::domain::document::Document;
use crate::domain::ids::{DocumentId, RunId};
use crate::domain::plan::AgentName;
use crate::store::StoreError;

fn written(run: RunId, agent: AgentName) -> Document {
    Document {
        id: DocumentId::random(),
        run,
        agent,
        title: "The model: \"Ärzte\"".to_owned(),
        content: json!({"zebra": 1, "apple": [null, 2.5, "ü"]}),
        at: "2026-01-02T03:04:05.123456789Z".parse().unwrap(),
    }
}

#[test]
fn documents_come_back_exactly_and_in_order() {
    let fixture = Fixture::new();
    let run = fixture.run().id;
    let other = fixture.run().id;
    let agents = [
        AgentName::Tester,
        AgentName::Planner,
        AgentName::CodeReviewer,
    ];
    let documents: Vec<_> = agents.map(|agent| written(run, agent)).into();
    let stored = documents.clone();
    fixture
        .store
        .write(move |tx| {
            tx.insert_document(&written(other, AgentName::Auth))?;
            stored.iter().try_for_each(|one| tx.insert_document(one))
        })
        .unwrap();
    let read = fixture.store.read(|tx| tx.documents(run)).unwrap();
    assert_eq!(read, documents);
    // The order of keys is part of what an agent wrote.
    assert_eq!(
        read[0].content.to_string(),
        documents[0].content.to_string()
    );
    let short = documents[1].id.short();
    let found = fixture.store.read(|tx| tx.find_document(&short)).unwrap();
    assert_eq!(found, documents[1]);
}

#[test]
fn a_document_of_no_run_is_refused() {
    let fixture = Fixture::new();
    let document = written(RunId::random(), AgentName::Coder);
    let id = document.id;
    let refused = fixture.store.write(move |tx| tx.insert_document(&document));
    assert!(matches!(
        refused,
        Err(StoreError::NotFound { what: "run", .. })
    ));
    assert!(matches!(
        fixture.store.read(|tx| tx.document(id)),
        Err(StoreError::NotFound {
            what: "document",
            ..
        })
    ));
}
