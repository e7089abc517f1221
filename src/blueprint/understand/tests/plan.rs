//! Complexity and type of an idea.

use super::super::{complexity, project_type};
use crate::domain::app_model::ProjectType;
use crate::domain::plan::Complexity;

#[test]
fn complexity_counts_distinct_capabilities() {
    let (level, named) = complexity("SaaS billing app with auth and payments");
    assert_eq!(
        (level, named),
        (Complexity::Simple, vec!["auth", "payment"])
    );
    let (level, named) = complexity("login, sign up, payments, e-mail and search");
    assert_eq!(
        (level, named),
        (
            Complexity::Medium,
            vec!["auth", "payment", "email", "search"]
        )
    );
    let (level, named) = complexity(
        "auth, payments, email notifications, real-time chat, video, image upload, search, analytics dashboard, admin",
    );
    assert_eq!(level, Complexity::Complex);
    assert_eq!(named.len(), 13);
}

#[test]
fn words_are_counted_whole_and_not_when_negated() {
    assert_eq!(
        complexity("a researcher charts liveliness, overpayments").1,
        Vec::<&str>::new()
    );
    assert_eq!(
        complexity("a shop without payments or search").1,
        Vec::<&str>::new()
    );
}

#[test]
fn types_are_told_by_whole_words() {
    for (idea, expected) in [
        ("SaaS billing app with auth", ProjectType::Saas),
        ("records of a therapist and rapid tests", ProjectType::Saas),
        ("REST API for books", ProjectType::Api),
        ("a landing page for my bakery", ProjectType::LandingPage),
        ("an AI recipe generator", ProjectType::AiApp),
        ("sales dashboard with charts", ProjectType::Dashboard),
        ("dragons and riders", ProjectType::Crud),
        ("dragons with a REST API", ProjectType::Crud),
    ] {
        assert_eq!(project_type(idea), expected, "{idea}");
    }
    assert_ne!(project_type("a retail shop"), ProjectType::AiApp);
    assert_ne!(project_type("a therapist's diary"), ProjectType::Api);
}
