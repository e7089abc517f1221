//! Themes as data: what is read, judged, reduced and chosen.
