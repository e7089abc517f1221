//! How a person has divided the screen: ratios, what is hidden, what is zoomed.

use serde::{Deserialize, Serialize};

use super::Pane;

/// The smallest and largest share of a part, in thousandths.
const SMALLEST: u16 = 80;
const LARGEST: u16 = 800;
/// How far one key press moves a border, in thousandths.
const STEP: u16 = 25;

/// How the screen is divided; kept per workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Layout {
    /// The share of the file tree of the width, in thousandths.
    pub tree: u16,
    /// The share of chat and approvals of the width, in thousandths.
    pub side: u16,
    /// The share of the terminal of the height, in thousandths.
    pub terminal: u16,
    /// The share of the approvals of the height, in thousandths.
    pub approvals: u16,
    /// The panes that are not shown.
    pub hidden: Vec<Pane>,
    /// The pane that fills the screen.
    pub zoomed: Option<Pane>,
}

/// A border moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nudge {
    /// The pane becomes wider.
    Wider,
    /// The pane becomes narrower.
    Narrower,
    /// The pane becomes taller.
    Taller,
    /// The pane becomes shorter.
    Shorter,
}

impl Default for Layout {
    fn default() -> Self {
        Self {
            tree: 210,
            side: 330,
            terminal: 300,
            approvals: 300,
            hidden: Vec::new(),
            zoomed: None,
        }
    }
}

impl Layout {
    /// True when `pane` is shown at some size.
    pub fn shows(&self, pane: Pane) -> bool {
        match self.zoomed {
            Some(zoomed) => zoomed == pane,
            None => !self.hidden.contains(&pane),
        }
    }

    /// Shows `pane`, whatever hid it.
    pub fn show(&mut self, pane: Pane) {
        self.hidden.retain(|hidden| *hidden != pane);
        if self.zoomed.is_some_and(|zoomed| zoomed != pane) {
            self.zoomed = None;
        }
    }

    /// Hides `pane`, unless it is the last one; answers whether it is hidden now.
    pub fn hide(&mut self, pane: Pane) -> bool {
        self.zoomed = None;
        let shown = Pane::ALL.iter().filter(|one| self.shows(**one)).count();
        if shown > 1 && !self.hidden.contains(&pane) {
            self.hidden.push(pane);
        }
        self.hidden.contains(&pane)
    }

    /// Fills the screen with `pane`, or gives the others their places back.
    pub fn toggle_zoom(&mut self, pane: Pane) {
        self.zoomed = match self.zoomed {
            Some(zoomed) if zoomed == pane => None,
            Some(_) | None => {
                self.hidden.retain(|hidden| *hidden != pane);
                Some(pane)
            }
        };
    }

    /// Moves a border of `pane` one step.
    pub fn nudge(&mut self, pane: Pane, nudge: Nudge) {
        let (more_wide, more_tall) = match nudge {
            Nudge::Wider => (Some(true), None),
            Nudge::Narrower => (Some(false), None),
            Nudge::Taller => (None, Some(true)),
            Nudge::Shorter => (None, Some(false)),
        };
        if let Some(grow) = more_wide {
            match pane {
                Pane::Tree => step(&mut self.tree, grow),
                Pane::Chat | Pane::Approvals => step(&mut self.side, grow),
                // The middle grows by what the side gives.
                Pane::Editor | Pane::Terminal => step(&mut self.side, !grow),
            }
        }
        if let Some(grow) = more_tall {
            match pane {
                Pane::Terminal => step(&mut self.terminal, grow),
                Pane::Editor | Pane::Tree => step(&mut self.terminal, !grow),
                Pane::Approvals => step(&mut self.approvals, grow),
                Pane::Chat => step(&mut self.approvals, !grow),
            }
        }
    }
}

/// A share within its bounds.
pub(super) fn bounded(share: u16) -> u16 {
    share.clamp(SMALLEST, LARGEST)
}

fn step(share: &mut u16, grow: bool) {
    let moved = if grow {
        share.saturating_add(STEP)
    } else {
        share.saturating_sub(STEP)
    };
    *share = bounded(moved);
}
