//! Which models can be called, and what is said of those that cannot.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::*;
use crate::config::{Config, Credentials, Flags, Places, SourceFile, Sources};
use crate::domain::fault::FaultClass;
use crate::llm::catalogue::Api;

/// A home with nothing in it but what a test puts there.
struct Home {
    folder: tempfile::TempDir,
    variables: BTreeMap<String, String>,
}

impl Home {
    fn new(variables: &[(&str, &str)]) -> Self {
        let pairs = variables.iter();
        Self {
            folder: tempfile::tempdir().unwrap(),
            variables: pairs
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn config(&self) -> Config {
        let file = |name: &str| SourceFile {
            path: self.path(name),
            text: Ok(None),
        };
        let environment = self.variables.iter();
        let sources = Sources {
            places: Places {
                workspace: self.path("work"),
                current: self.path("work"),
                home: Some(self.path("")),
                state: Some(self.path("state")),
            },
            user: file("config.yaml"),
            workspace: file("work.yaml"),
            dot_env: SourceFile {
                path: self.path(".env"),
                text: Ok(std::fs::read_to_string(self.path(".env")).ok()),
            },
            environment: environment
                .map(|(name, value)| (name.clone(), value.into()))
                .collect(),
            flags: Flags::new(),
        };
        Config::resolve(&sources).unwrap()
    }

    fn models(&self) -> Models {
        let credentials = Credentials::read(&self.path("credentials.yaml")).unwrap();
        let variable = |name: &str| self.variables.get(name).cloned();
        let own = Some(self.path("models.yaml"));
        Models::assemble(&self.config().models, own, &credentials, &variable).unwrap()
    }

    fn refusal(&self, name: &str) -> (FaultClass, String) {
        let fault = self.models().open(&name.parse().unwrap()).unwrap_err();
        (fault.class, fault.message)
    }

    fn endpoint(&self, name: &str) -> String {
        let opened = self.models().open(&name.parse().unwrap()).unwrap();
        opened.provider.endpoint().to_owned()
    }
}

#[test]
fn a_key_comes_from_the_environment_before_the_file() {
    let home = Home::new(&[("ANTHROPIC_API_KEY", "env"), ("OPENROUTER_API_KEY", "or")]);
    std::fs::write(
        home.path("credentials.yaml"),
        "anthropic: kept\nopenai: kept\n",
    )
    .unwrap();
    let models = home.models();
    let key = |provider: &str| {
        let (key, source) = models.keys().of(provider)?;
        Some((key.reveal().to_owned(), source.to_string()))
    };
    assert_eq!(
        key("anthropic"),
        Some(("env".into(), "ANTHROPIC_API_KEY".into()))
    );
    assert_eq!(
        key("openai"),
        Some(("kept".into(), "vibecober auth".into()))
    );
    assert_eq!(
        key("openrouter"),
        Some(("or".into(), "OPENROUTER_API_KEY".into()))
    );
    assert_eq!(key("nim"), None);
}

#[test]
fn the_key_of_a_folder_that_is_not_trusted_counts_last_and_chooses_nothing() {
    let home = Home::new(&[("OPENAI_API_KEY", "own")]);
    let theirs = "ANTHROPIC_API_KEY=theirs\nOPENAI_API_KEY=theirs\nNIM_API_KEY=theirs\n";
    std::fs::write(home.path(".env"), theirs).unwrap();
    std::fs::write(home.path("credentials.yaml"), "nim: own\n").unwrap();
    let models = home.models();
    let key = |provider| models.keys().of(provider).unwrap().0.reveal().to_owned();
    assert_eq!(
        [key("openai"), key("nim"), key("anthropic")],
        ["own", "own", "theirs"]
    );
    // It has a key for the first of them all; the person has one for another.
    assert_eq!(models.implied().unwrap().0.provider.as_str(), "openai");
    let lent = |name: &str| models.lent(&name.parse().unwrap());
    assert_eq!(lent("openai/gpt-4o"), None);
    let said = lent("anthropic/claude-sonnet-4-20250514").unwrap();
    assert!(
        said.contains(".env:1") && said.contains("not trusted"),
        "{said}"
    );
}

#[test]
fn a_name_without_its_provider_is_completed() {
    let catalogue = crate::llm::catalogue::Catalogue::built_in().unwrap();
    let meant = |text: &str| catalogue.meant(text).map(|name| name.to_string());
    assert_eq!(meant("gpt-5-mini").as_deref(), Some("openai/gpt-5-mini"));
    assert_eq!(meant("gpt-5-mni").as_deref(), Some("openai/gpt-5-mini"));
    assert_eq!(meant("zzz"), None);
}

#[test]
fn a_missing_key_is_told_with_the_ways_to_give_one() {
    let home = Home::new(&[]);
    let (class, said) = home.refusal("openai/gpt-4o");
    assert_eq!(class, FaultClass::Auth);
    assert_eq!(
        said,
        "there is no key for openai: run 'vibecober auth add openai', or set OPENAI_API_KEY"
    );
    assert!(
        home.endpoint("ollama/qwen3:8b")
            .starts_with("http://127.0.0.1:11434")
    );
}

#[test]
fn a_service_on_this_machine_needs_no_key() {
    for base in [
        "http://127.0.0.1:4010",
        "http://localhost:1/v1",
        "http://[::1]:9",
    ] {
        let home = Home::new(&[("OPENAI_BASE_URL", base)]);
        assert_eq!(home.endpoint("openai/gpt-4o"), base);
    }
    let home = Home::new(&[("OPENAI_BASE_URL", "http://10.0.0.7:1")]);
    assert_eq!(home.refusal("openai/gpt-4o").0, FaultClass::Auth);
    let home = Home::new(&[
        ("NIM_BASE_URL", "http://127.1.2.3:8000"),
        ("NIM_MODEL", "a/b"),
    ]);
    assert_eq!(home.endpoint("nim/a/b"), "http://127.1.2.3:8000");
}

#[test]
fn elsewhere_than_at_home_openai_is_spoken_to_in_the_way_that_all_know() {
    let api = |home: &Home| {
        let name = "openai/gpt-4o".parse().unwrap();
        home.models().offer(&name).unwrap().api
    };
    assert_eq!(api(&Home::new(&[])), Api::Responses);
    let home = Home::new(&[("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")]);
    assert_eq!(api(&home), Api::Chat);
    let own = "providers:\n  openai:\n    api: responses\n";
    std::fs::write(home.path("models.yaml"), own).unwrap();
    assert_eq!(api(&home), Api::Responses);
}

#[test]
fn what_nobody_knows_is_told_with_what_was_probably_meant() {
    let home = Home::new(&[("OPENAI_API_KEY", "k")]);
    let (class, said) = home.refusal("opnai/gpt-4o");
    assert_eq!(class, FaultClass::NotFound);
    assert!(
        said.starts_with("there is no provider 'opnai': did you mean 'openai'?"),
        "{said}"
    );
    let (class, said) = home.refusal("openai/gpt-4oo");
    assert_eq!(class, FaultClass::NotFound);
    assert!(said.contains("did you mean openai/gpt-4o?"), "{said}");
    assert!(said.contains("models.yaml"), "{said}");
}

#[test]
fn a_model_without_a_price_is_listed_as_such() {
    let home = Home::new(&[("OPENAI_API_KEY", "k")]);
    let own = "providers:\n  openai:\n    models:\n      new: {context: 9, output: 9}\n";
    std::fs::write(home.path("models.yaml"), own).unwrap();
    let list = home.models().list();
    let find = |name: &str| list.iter().find(|one| one.spec.name.to_string() == name);
    let said = find("openai/new").unwrap().usable.clone().unwrap_err();
    assert!(
        said.starts_with("nobody knows what openai/new costs"),
        "{said}"
    );
    assert!(find("openai/gpt-4o").unwrap().usable.is_ok());
    assert!(find("ollama/*").unwrap().usable.is_ok());
}
