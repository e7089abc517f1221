//! Ideas and what must come of them.
