//! Themes as data: what is read, judged, reduced and chosen.

mod depths;
mod files;
mod judging;
mod reading;
