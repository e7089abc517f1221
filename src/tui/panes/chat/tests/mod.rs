//! What the pane does: with lines for the rules, and in a talk with a model.

mod deeds;
mod lines;
mod talk;
