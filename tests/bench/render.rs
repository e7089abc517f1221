//! Rendering a model to the files of a project.

use divan::{Bencher, black_box};
use vibecober::blueprint::render::{RenderOptions, render};
use vibecober::blueprint::understand::understand;
use vibecober::domain::plan::Mode;

/// The idea that the whole-process figures use, in each mode.
#[divan::bench(args = [Mode::Simple, Mode::Full, Mode::Production])]
fn billing(bencher: Bencher, mode: Mode) {
    let idea = "SaaS billing app with auth and payments";
    let model = understand(idea, mode).unwrap().model;
    let options = RenderOptions::new(mode);
    bencher.bench(|| render(black_box(&model), black_box(&options)).unwrap());
}
