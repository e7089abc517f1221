//! Renders a `vibecober.yaml` into a folder.
//!
//! `cargo run --example render -- vibecober.yaml ./out [simple|full|production] [no-tests] [no-docker]`
//!
//! Without arguments it renders `examples/shop.yaml` into a temporary folder and lists the files.

use std::path::Path;
use std::{env, fs};

use anyhow::{Context, Result, bail};
use vibecober::blueprint::{Containers, RenderOptions, Tests, from_yaml, render};
use vibecober::domain::plan::Mode;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if arguments.is_empty() {
        return show_shop();
    }
    let [model, target, choices @ ..] = arguments.as_slice() else {
        bail!("usage: render MODEL.yaml FOLDER [simple|full|production] [no-tests] [no-docker]");
    };
    let text = fs::read_to_string(model).with_context(|| format!("{model} cannot be read"))?;
    let model = from_yaml(&text, model)?;
    let files = render(&model, &options(choices)?)?;
    for file in &files {
        let path = Path::new(target).join(&file.path);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, &file.content)
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    println!("{} files in {target}", files.len());
    Ok(())
}

/// Renders the model beside this file and lists what comes out.
fn show_shop() -> Result<()> {
    let shop = include_str!("shop.yaml");
    let folder = tempfile::tempdir()?;
    let files = render(&from_yaml(shop, "shop.yaml")?, &RenderOptions::default())?;
    for file in &files {
        let path = folder.path().join(&file.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, &file.content)?;
        println!("{:>6} lines  {}", file.content.lines().count(), file.path);
    }
    Ok(())
}

/// The options named by the words after model and folder.
fn options(choices: &[String]) -> Result<RenderOptions> {
    let mut options = RenderOptions::default();
    for choice in choices {
        match choice.as_str() {
            "simple" => options.mode = Mode::Simple,
            "full" => options.mode = Mode::Full,
            "production" => options.mode = Mode::Production,
            "no-tests" => options.tests = Tests::Skip,
            "no-docker" => options.containers = Containers::Skip,
            other => bail!("`{other}` is not a mode, `no-tests` or `no-docker`"),
        }
    }
    Ok(options)
}
