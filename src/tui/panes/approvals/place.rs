//! Where the list, the detail and the line for a reason are drawn.

use ratatui::layout::Rect;

/// From this width on the detail stands beside the list.
const BESIDE: u16 = 76;

/// The rectangles of the pane; empty where there is no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parts {
    /// The approvals.
    pub list: Rect,
    /// The line between both.
    pub rule: Rect,
    /// What the chosen one is about.
    pub detail: Rect,
    /// Where a reason is typed.
    pub reason: Rect,
}

/// Divides `area` for a list of `rows`; `opened` gives it to the detail, `typing` keeps a line.
pub(super) fn parts(area: Rect, rows: usize, opened: bool, typing: bool) -> Parts {
    let reason = u16::from(typing && area.height > 1);
    let (body, reason) = split_below(area, area.height - reason);
    let none = Rect {
        width: 0,
        height: 0,
        ..body
    };
    if opened {
        return Parts {
            list: none,
            rule: none,
            detail: body,
            reason,
        };
    }
    if body.width >= BESIDE {
        let list = Rect {
            width: body.width * 2 / 5,
            ..body
        };
        let rule = Rect {
            x: list.right(),
            width: 1,
            ..body
        };
        let detail = Rect {
            x: rule.right(),
            width: body.width - list.width - 1,
            ..body
        };
        return Parts {
            list,
            rule,
            detail,
            reason,
        };
    }
    // As many rows as there are, but never more than a third: what it is about matters more.
    let rows = u16::try_from(rows).unwrap_or(u16::MAX);
    let height = rows.min((body.height / 3).max(1)).max(1);
    let (list, rest) = split_below(body, height.min(body.height));
    let (rule, detail) = split_below(rest, rest.height.min(1));
    Parts {
        list,
        rule,
        detail,
        reason,
    }
}

fn split_below(area: Rect, height: u16) -> (Rect, Rect) {
    let above = Rect { height, ..area };
    let below = Rect {
        y: area.y + height,
        height: area.height - height,
        ..area
    };
    (above, below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_lies_within_the_pane_at_any_size() {
        for (width, height) in (0..120)
            .step_by(7)
            .flat_map(|w| (0..20).map(move |h| (w, h)))
        {
            let area = Rect::new(3, 2, width, height);
            for (opened, typing) in [(false, false), (false, true), (true, false), (true, true)] {
                let parts = parts(area, 5, opened, typing);
                let all = [parts.list, parts.rule, parts.detail, parts.reason];
                for part in all.into_iter().filter(|part| !part.is_empty()) {
                    assert_eq!(part.intersection(area), part, "{area:?}");
                }
                let sum: u32 = all.into_iter().map(Rect::area).sum();
                assert_eq!(sum, area.area(), "{area:?} {parts:?}");
            }
        }
    }
}
