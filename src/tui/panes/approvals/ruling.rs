//! A rule that is to be saved with a yes: what it says, and what would follow from it.

use super::answer::{open, shows_all, told};
use super::detail::{Line, plain, say};
use super::state::{State, What, Writing};
use super::update::Effect;
use crate::app::{Allowance, Unseen, Verdict, Weighed};
use crate::domain::ids::ApprovalId;
use crate::domain::wish::{AgentWish, Wish};
use crate::policy::{host_of, spelled};
use crate::tui::draw::Field;
use crate::tui::root::{Ctx, Effect as RootEffect};
use crate::tui::theme::Token;

/// A rule that is being made.
#[derive(Debug)]
pub(super) struct Ruling {
    /// Where it is to hold.
    pub reach: Reach,
    /// How long it is to hold.
    pub lasts: Lasts,
    /// What is known of it as it stands.
    pub found: Found,
}

/// What is known of a rule that is being made.
#[derive(Debug)]
pub(super) enum Found {
    /// It is being weighed.
    Nothing,
    /// There cannot be such a rule; why, in one line.
    Refused(String),
    /// It can be saved, and this would follow.
    Rule(Box<Weighed>),
}

/// Where a rule is to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// In the session that asks.
    Session,
    /// In its workspace.
    Workspace,
    /// Everywhere.
    Always,
}

/// How long a rule is to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lasts {
    /// Until it is taken back.
    Forever,
    /// For an hour.
    Hour,
    /// For a day.
    Day,
    /// For seven days.
    Week,
}

/// A rule as the person wants it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The approval with whose answer it is saved.
    pub approval: ApprovalId,
    /// What it is about, in the person's words.
    pub text: String,
    /// Where it is to hold.
    pub reach: Reach,
    /// How long.
    pub lasts: Lasts,
}

/// Whom a yes with a rule is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum With {
    /// The one that is looked at.
    One,
    /// All that wait and that the rule lets through.
    All,
}

impl Reach {
    const ALL: [Self; 3] = [Self::Session, Self::Workspace, Self::Always];

    fn words(self) -> &'static str {
        match self {
            Self::Session => "this session",
            Self::Workspace => "this workspace",
            Self::Always => "everywhere",
        }
    }
}

impl Lasts {
    const ALL: [Self; 4] = [Self::Forever, Self::Hour, Self::Day, Self::Week];

    fn words(self) -> &'static str {
        match self {
            Self::Forever => "no end",
            Self::Hour => "1 hour",
            Self::Day => "1 day",
            Self::Week => "7 days",
        }
    }

    /// How many hours; none without an end.
    pub fn hours(self) -> Option<i64> {
        match self {
            Self::Forever => None,
            Self::Hour => Some(1),
            Self::Day => Some(24),
            Self::Week => Some(7 * 24),
        }
    }
}

/// The one after it, the first after the last.
fn following<T: Copy + PartialEq>(all: &[T], one: T) -> T {
    let next = all.iter().skip_while(|other| **other != one).nth(1);
    next.or(all.first()).copied().unwrap_or(one)
}

/// Begins to say yes with a rule.
pub(super) fn begin(state: &mut State, ctx: &Ctx) -> Vec<RootEffect> {
    let approval = match open(state, ctx) {
        Ok(approval) => approval,
        Err(refused) => return refused,
    };
    let row = state.chosen();
    let Some(asked) = row.and_then(|row| row.approval.question.subject.wish()) else {
        return told("A rule is for what an agent asks");
    };
    if asked.finding.guard.always_waits() {
        return told(
            "No rule lets this through: it destroys, is protected, or leaves the sandbox. Accept it alone",
        );
    }
    let Some(text) = beginning(asked) else {
        return told("A limit was reached: there is nothing that a rule could name");
    };
    state.writing = Some(Writing {
        approval,
        what: What::Rule,
        field: Field::with(text),
    });
    state.ruling = Some(Ruling {
        reach: Reach::Session,
        lasts: Lasts::Forever,
        found: Found::Nothing,
    });
    state.top = 0;
    weigh(state)
}

/// What the rule is about at first: exactly what is asked, where that can be said.
fn beginning(asked: &AgentWish) -> Option<String> {
    match &asked.wish {
        Wish::Command { .. } => Some(
            asked
                .finding
                .prefix
                .as_deref()
                .map(spelled)
                .unwrap_or_default(),
        ),
        Wish::Address { url } => Some(host_of(url).unwrap_or_default()),
        Wish::Read { path } => Some(path.clone()),
        Wish::Changes { files } => match files.as_slice() {
            [only] => Some(only.path.clone()),
            _ => Some(String::new()),
        },
        Wish::GoOn { .. } => None,
    }
}

/// Changes where the rule is to hold.
pub(super) fn change_reach(state: &mut State) -> Vec<RootEffect> {
    if let Some(ruling) = &mut state.ruling {
        ruling.reach = following(&Reach::ALL, ruling.reach);
    }
    weigh(state)
}

/// Changes how long it is to hold.
pub(super) fn change_lasts(state: &mut State) -> Vec<RootEffect> {
    if let Some(ruling) = &mut state.ruling {
        ruling.lasts = following(&Lasts::ALL, ruling.lasts);
    }
    weigh(state)
}

/// The rule as it stands; none while none is made.
fn wanted(state: &State) -> Option<Wanted> {
    let (writing, ruling) = (state.writing.as_ref()?, state.ruling.as_ref()?);
    Some(Wanted {
        approval: writing.approval,
        text: writing.field.text().trim().to_owned(),
        reach: ruling.reach,
        lasts: ruling.lasts,
    })
}

/// Has the rule weighed as it stands now.
pub(super) fn weigh(state: &mut State) -> Vec<RootEffect> {
    let wanted = wanted(state).filter(|wanted| !wanted.text.is_empty());
    let unsaid = state.chosen().and_then(|row| {
        let asked = row.approval.question.subject.wish()?;
        Some(unsaid(&asked.wish))
    });
    if let Some(ruling) = &mut state.ruling {
        ruling.found = match (&wanted, unsaid) {
            (None, Some(what)) => Found::Refused(what.to_owned()),
            (_, _) => Found::Nothing,
        };
    }
    state.lay_out();
    let weigh = |wanted| RootEffect::Approvals(Effect::Weigh(wanted));
    wanted.map(weigh).into_iter().collect()
}

/// What there is to be typed where nothing is typed yet.
fn unsaid(wish: &Wish) -> &'static str {
    match wish {
        Wish::Command { .. } => {
            "Type the words that such a command begins with. What is more than one plain command has no such words: accept it alone"
        }
        Wish::Changes { .. } | Wish::Read { .. } => "Type the path that it is about, or a pattern",
        Wish::Address { .. } => "Type the host that it is about",
        Wish::GoOn { .. } => "There is nothing that a rule could name",
    }
}

/// Takes in what was found out; what was asked before the last change is no answer any more.
pub(super) fn weighed(state: &mut State, asked: &Wanted, found: Result<Box<Weighed>, String>) {
    if wanted(state).as_ref() != Some(asked) {
        return;
    }
    if let Some(ruling) = &mut state.ruling {
        ruling.found = match found {
            Ok(weighed) => Found::Rule(weighed),
            Err(why) => Found::Refused(why),
        };
    }
    state.lay_out();
}

/// Saves the rule and says yes; it stays open where that cannot be.
pub(super) fn end(state: &mut State, with: With) -> Vec<RootEffect> {
    let Some(ruling) = &state.ruling else {
        return Vec::new();
    };
    let weighed = match &ruling.found {
        Found::Nothing => return told("It is being looked up: press the key again"),
        Found::Refused(why) => return told(why),
        Found::Rule(weighed) => weighed.clone(),
    };
    if !state.chosen().is_some_and(shows_all) {
        return told("Part of it is not shown: accept it without a rule");
    }
    let Some(approval) = state.writing.as_ref().map(|writing| writing.approval) else {
        return Vec::new();
    };
    let alike: Vec<ApprovalId> = match with {
        With::One => Vec::new(),
        With::All => weighed.alike.iter().map(|other| other.id).collect(),
    };
    state.stop_writing();
    for one in alike.iter().chain([&approval]) {
        state.mark(*one, Some("accepted"));
    }
    state.lay_out();
    let verdict = Verdict::Allow(Allowance {
        amendment: None,
        rule: Some(Box::new(weighed.rule)),
        alike,
        unseen: Unseen::Refused,
    });
    vec![RootEffect::Approvals(Effect::Decide { approval, verdict })]
}

/// The lines about a rule that is being made: what matters most comes first, the room may be small.
pub(super) fn lines(ruling: &Ruling, width: u16) -> Vec<Line> {
    let mut lines = Vec::new();
    let reach = Reach::ALL.map(|one| (one.words(), one == ruling.reach));
    lines.push(choice("holds in ", &reach, width));
    let lasts = Lasts::ALL.map(|one| (one.words(), one == ruling.lasts));
    lines.push(choice("until    ", &lasts, width));
    match &ruling.found {
        Found::Nothing => lines.push(plain("…", Token::Faint)),
        Found::Refused(why) => say(&mut lines, why, Token::Warn, width),
        Found::Rule(found) => follows(&mut lines, found, width),
    }
    lines
}

/// What follows from a rule.
fn follows(lines: &mut Vec<Line>, found: &Weighed, width: u16) {
    let (subject, count, of) = (&found.rule.subject, found.matched.len(), found.of);
    let head = format!("‘{subject}’ would have matched {count} of {of} asked for so far");
    say(lines, &head, Token::Info, width);
    let more = match found.alike.len() {
        0 => String::new(),
        1 => "1 more waits that it lets through:".to_owned(),
        many => format!("{many} more wait that it lets through:"),
    };
    if !more.is_empty() {
        say(lines, &more, Token::Info, width);
    }
    let titles = found.alike.iter().map(|other| &other.question.title);
    lines.extend(titles.map(|title| plain(format!("  {title}"), Token::Text)));
    let bound = "It never lets through what destroys, what is protected, or what runs outside of the sandbox.";
    say(lines, bound, Token::Muted, width);
    if count > 0 {
        lines.push(plain("", Token::Text));
        lines.push(plain("matched so far, the last first:", Token::Muted));
    }
    // A line each: what is too long for it is known by its beginning.
    let past = found.matched.iter().map(|one| one.replace('\n', "⏎"));
    lines.extend(past.map(|one| plain(format!("  {one}"), Token::Text)));
}

/// Some words of which one is chosen; only that one where there is no room for all.
fn choice(label: &str, all: &[(&str, bool)], room: u16) -> Line {
    let mut text = label.to_owned();
    let mut mark = None;
    let length: usize = all.iter().map(|(words, _)| words.len() + 3).sum();
    let is_wide = label.len() + length <= usize::from(room) + 3;
    for (words, chosen) in all.iter().filter(|(_, chosen)| *chosen || is_wide) {
        if text.len() > label.len() {
            text.push_str(" · ");
        }
        let from = text.len();
        text.push_str(words);
        if *chosen {
            mark = Some((from..text.len(), Token::Accent));
        }
    }
    Line {
        mark,
        ..plain(text, Token::Muted)
    }
}
