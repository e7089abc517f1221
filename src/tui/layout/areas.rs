//! The rectangles of everything at one size of the terminal.

use ratatui::layout::{Position, Rect, Size};

use super::divide::bounded;
use super::{Layout, Pane};

/// Below this many columns one pane is shown at a time.
pub const WIDE: u16 = 100;
/// Below this size only a line says that there is too little room.
pub const SMALLEST: Size = Size::new(20, 6);
/// The narrowest and lowest that a pane with its border may become.
const MIN_WIDTH: u16 = 14;
const MIN_HEIGHT: u16 = 4;

/// Where a pane is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// The pane.
    pub pane: Pane,
    /// With its border.
    pub outer: Rect,
    /// Within its border.
    pub inner: Rect,
}

/// A border that the mouse can move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Divider {
    /// Between the tree and the middle.
    Tree,
    /// Between the middle and the side.
    Side,
    /// Between editor and terminal.
    Terminal,
    /// Between chat and approvals.
    Approvals,
}

/// Where everything is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Areas {
    /// The whole terminal.
    pub whole: Rect,
    /// The first line.
    pub header: Rect,
    /// Between header and footer.
    pub body: Rect,
    /// The last line.
    pub footer: Rect,
    /// The panes that are shown.
    pub slots: Vec<Slot>,
    /// True where there is room for one pane only.
    pub single: bool,
}

impl Areas {
    /// The slot of `pane`, where it is shown.
    pub fn slot(&self, pane: Pane) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.pane == pane)
    }

    /// The slot at a position.
    pub fn at(&self, position: Position) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.outer.contains(position))
    }

    /// True where there is room for nothing but a line that says so.
    pub fn too_small(&self) -> bool {
        self.whole.width < SMALLEST.width || self.whole.height < SMALLEST.height
    }

    /// The movable border at a position.
    pub fn divider(&self, at: Position) -> Option<Divider> {
        let slot = |pane| self.slot(pane).map(|slot: &Slot| slot.outer);
        let right_of = |rect: Rect| rect.right().saturating_sub(1) == at.x && rect.contains(at);
        let left_of = |rect: Rect| rect.x == at.x && rect.contains(at);
        let top_of = |rect: Rect| rect.y == at.y && rect.contains(at);
        if slot(Pane::Tree).is_some_and(right_of) && self.slots.len() > 1 {
            return Some(Divider::Tree);
        }
        if slot(Pane::Terminal).is_some_and(top_of) && slot(Pane::Editor).is_some() {
            return Some(Divider::Terminal);
        }
        if slot(Pane::Approvals).is_some_and(top_of) && slot(Pane::Chat).is_some() {
            return Some(Divider::Approvals);
        }
        let side = [Pane::Chat, Pane::Approvals];
        let beside = [Pane::Editor, Pane::Terminal, Pane::Tree];
        let has_neighbour = beside.into_iter().any(|pane| slot(pane).is_some());
        let at_side = side.into_iter().filter_map(slot).any(left_of);
        (at_side && has_neighbour).then_some(Divider::Side)
    }
}

impl Layout {
    /// The rectangles at `size`, while `pane` has the keyboard.
    pub fn areas(&self, size: Size, pane: Pane) -> Areas {
        let whole = Rect::new(0, 0, size.width, size.height);
        let header = Rect::new(0, 0, size.width, size.height.min(1));
        let footer = Rect::new(
            0,
            size.height.saturating_sub(1),
            size.width,
            u16::from(size.height > 1),
        );
        let body = Rect::new(0, 1, size.width, size.height.saturating_sub(2));
        let single = size.width < WIDE;
        let slots = if body.is_empty() {
            Vec::new()
        } else if single || self.zoomed.is_some() {
            let shown = self.zoomed.filter(|_| !single).unwrap_or(pane);
            vec![slot(shown, body)]
        } else {
            self.columns(body)
        };
        Areas {
            whole,
            header,
            body,
            footer,
            slots,
            single,
        }
    }

    /// Moves `divider` to a position.
    pub fn drag(&mut self, divider: Divider, areas: &Areas, to: Position) {
        let body = areas.body;
        let x = to.x.saturating_sub(body.x);
        let y = to.y.saturating_sub(body.y);
        match divider {
            Divider::Tree => self.tree = share(x.saturating_add(1), body.width),
            Divider::Side => self.side = share(body.width.saturating_sub(x), body.width),
            Divider::Terminal => self.terminal = share(body.height.saturating_sub(y), body.height),
            Divider::Approvals => {
                self.approvals = share(body.height.saturating_sub(y), body.height);
            }
        }
    }

    /// Tree, middle and side beside each other; a column with nothing to show takes no room.
    fn columns(&self, body: Rect) -> Vec<Slot> {
        let any = |panes: [Pane; 2]| panes.into_iter().any(|pane| self.shows(pane));
        let middle = any([Pane::Editor, Pane::Terminal]);
        let side = any([Pane::Chat, Pane::Approvals]);
        let mut rest = body;
        let mut slots = Vec::new();
        if self.shows(Pane::Tree) {
            let width = if middle || side {
                part(self.tree, body.width, MIN_WIDTH)
            } else {
                rest.width
            };
            let (tree, others) = split_left(rest, width);
            slots.push(slot(Pane::Tree, tree));
            rest = others;
        }
        let side_width = match (middle, side) {
            (_, false) => 0,
            (false, true) => rest.width,
            (true, true) => {
                part(self.side, body.width, MIN_WIDTH).min(rest.width.saturating_sub(MIN_WIDTH))
            }
        };
        let (between, right) = split_left(rest, rest.width.saturating_sub(side_width));
        self.stack(
            between,
            [Pane::Editor, Pane::Terminal],
            self.terminal,
            &mut slots,
        );
        self.stack(
            right,
            [Pane::Chat, Pane::Approvals],
            self.approvals,
            &mut slots,
        );
        slots
    }

    /// Two panes above each other in one column.
    fn stack(&self, column: Rect, panes: [Pane; 2], lower: u16, slots: &mut Vec<Slot>) {
        if column.is_empty() {
            return;
        }
        let [above, below] = panes;
        let height = match (self.shows(above), self.shows(below)) {
            (false, false) => return,
            (true, false) => 0,
            (false, true) => column.height,
            (true, true) => part(lower, column.height, MIN_HEIGHT),
        };
        let upper = column.height.saturating_sub(height);
        if upper > 0 {
            slots.push(slot(
                above,
                Rect {
                    height: upper,
                    ..column
                },
            ));
        }
        if height > 0 {
            let y = column.y.saturating_add(upper);
            slots.push(slot(
                below,
                Rect {
                    y,
                    height,
                    ..column
                },
            ));
        }
    }
}

fn slot(pane: Pane, outer: Rect) -> Slot {
    let inner = Rect {
        x: outer.x.saturating_add(1),
        y: outer.y.saturating_add(1),
        width: outer.width.saturating_sub(2),
        height: outer.height.saturating_sub(2),
    };
    Slot { pane, outer, inner }
}

fn split_left(rect: Rect, width: u16) -> (Rect, Rect) {
    let width = width.min(rect.width);
    let left = Rect { width, ..rect };
    let right = Rect {
        x: rect.x.saturating_add(width),
        width: rect.width.saturating_sub(width),
        ..rect
    };
    (left, right)
}

/// `thousandths` of `length`, at least `least` and never more than what leaves the others as much.
fn part(thousandths: u16, length: u16, least: u16) -> u16 {
    let wanted = u32::from(length) * u32::from(bounded(thousandths)) / 1_000;
    let wanted = u16::try_from(wanted).unwrap_or(u16::MAX);
    wanted.clamp(
        least.min(length),
        length.saturating_sub(least).max(least.min(length)),
    )
}

fn share(part: u16, whole: u16) -> u16 {
    let thousandths = u32::from(part) * 1_000 / u32::from(whole.max(1));
    bounded(u16::try_from(thousandths).unwrap_or(u16::MAX))
}
