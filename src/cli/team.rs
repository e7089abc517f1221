//! Who made what in a run: models or rules, and for how much; what was left open.

use super::exit::Failure;
use super::report::line;
use super::style::{BAD, CROSS, FAINT, GOOD, HEAD, MARK, TICK, WARN, paint};
use crate::domain::budget::Tally;
use crate::factory::{Maker, Outcome};
use crate::text::printable;

/// Shows who made what; nothing where rules made all of it and nothing is open.
///
/// # Errors
/// When standard output cannot be written.
pub fn report(outcome: &Outcome, paid: &Tally) -> Result<(), Failure> {
    let done = &outcome.done;
    let is_by_model = |maker: &&Maker| maker.by != Maker::RULES || !maker.why.is_empty();
    let minded = done.makers.iter().any(|maker| is_by_model(&maker));
    if minded {
        line("")?;
        line(&format!(
            "{}  {}",
            paint(HEAD, "made by"),
            paint(FAINT, paid.spent.exact())
        ))?;
        for maker in done.makers.iter().filter(is_by_model) {
            let why = printable(&maker.why);
            line(&format!(
                "  {:<14}{}  {}",
                maker.agent.name(),
                printable(&maker.by),
                paint(FAINT, why)
            ))?;
        }
    }
    if !done.holes.is_empty() {
        line("")?;
        line(&paint(HEAD, "rules of the business"))?;
    }
    for hole in &done.holes {
        let (symbol, what) = if hole.filled {
            (paint(GOOD, TICK), format!("written by {}", hole.by))
        } else {
            let what = format!("not written: {}", hole.reason);
            (paint(WARN, MARK), what)
        };
        let (rule, file) = (&hole.rule, paint(FAINT, &hole.file));
        line(&format!(
            "  {symbol} {rule:<20} {}  {file}",
            printable(&what)
        ))?;
    }
    if !outcome.racers.is_empty() {
        line("")?;
        line(&paint(HEAD, "race"))?;
    }
    for racer in &outcome.racers {
        let symbol = if racer.won {
            paint(GOOD, TICK)
        } else {
            paint(BAD, CROSS)
        };
        line(&format!(
            "  {symbol} {}  {} of {} checks  {}  {}",
            racer.racer,
            racer.passed,
            racer.checks,
            racer.cost.exact(),
            paint(FAINT, printable(&racer.how))
        ))?;
    }
    Ok(())
}
