//! Judges one program and what it is given.

use super::judge::{span_of, texts};
use super::operands;
use super::opinion::{Lift, Opinion};
use super::options;
use super::place::Places;
use super::words::tells_environment;
use super::wrapper::{self, Wrapped};
use super::{fed, find, variable};
use crate::domain::rule::Subject;
use crate::domain::verdict::{Decision, Guard};
use crate::policy::guard::{self, Look, Tongue, interprets};
use crate::policy::programs::{self, Effect, Form, Operands, Program};
use crate::policy::rule::RuleSet;
use crate::policy::scene::{Confined, Scene};
use crate::policy::syntax::{Assignment, Simple, Word};

/// Known programs that run others, or scripts, in forms that are not known.
const RUNS_OTHERS: [&str; 29] = [
    "ssh", "docker", "podman", "nerdctl", "kubectl", "npx", "bunx", "pnpx", "uvx", "bundle",
    "deno", "bun", "tar", "npm", "pnpm", "yarn", "uv", "pipx", "poetry", "pdm", "conda", "make",
    "rsync", "rg", "fd", "sort", "sed", "just", "gradle",
];

/// Programs that are part of the shell: no file stands behind them.
const BUILT_IN: [&str; 9] = [
    "cd", "echo", "true", "false", ":", "pwd", "test", "type", "printf",
];

/// Judges the programs of one command.
pub(super) struct Judge<'a> {
    /// Where it runs.
    pub scene: &'a Scene<'a>,
    /// The rules that hold.
    pub rules: &'a RuleSet,
    /// The folders that are possible.
    pub places: &'a mut Places,
    /// True when its output or input is a pipe.
    pub in_pipe: bool,
    /// The commands whose output it reads.
    pub feeds: &'a [&'a Simple],
}

impl Judge<'_> {
    /// The strictest opinion on a plain command, its redirections left out.
    pub fn simple(&mut self, simple: &Simple) -> Opinion {
        let opinion = self.variables(&simple.assignments);
        if simple.words.is_empty() {
            return opinion;
        }
        let texts = texts(&simple.words);
        let look = Look::new(self.scene, self.places.all());
        if let Some(loss) = guard::destroys(&texts, &look) {
            let lossy = Opinion::loss(loss, span_of(&simple.words, loss.at));
            return self.ruled(&simple.words, opinion.or_stricter(lossy));
        }
        let own = self.program(&simple.words, 0);
        opinion.or_stricter(own)
    }

    fn variables(&self, assignments: &[Assignment]) -> Opinion {
        let look = Look::new(self.scene, self.places.all());
        let variables = assignments.iter().map(|one| variable::judge(one, &look));
        variables.fold(Opinion::fine(), Opinion::or_stricter)
    }

    /// The opinion on a program, with the rules that fit.
    fn program(&mut self, words: &[Word], depth: usize) -> Opinion {
        let opinion = self.unruled(words, depth);
        self.ruled(words, opinion)
    }

    fn ruled(&self, words: &[Word], opinion: Opinion) -> Opinion {
        let Some(rule) = self.rules.on_command(words) else {
            return opinion;
        };
        let whole = match &rule.subject {
            Subject::Command(prefix) => prefix.len() == words.len(),
            Subject::Path(_) | Subject::Host(_) => false,
        };
        let lifts = match opinion.lift {
            Lift::Prefix => true,
            Lift::Whole => whole,
            Lift::Never => false,
        };
        let applies = match rule.decision {
            Decision::Auto => lifts,
            Decision::Ask | Decision::Deny => rule.decision > opinion.decision,
        };
        if !applies {
            return opinion;
        }
        Opinion {
            decision: rule.decision,
            rule: rule.name(),
            reason: rule.because(),
            span: (rule.decision > Decision::Auto).then(|| span_of(words, 0)),
            ..opinion
        }
    }

    fn unruled(&mut self, words: &[Word], depth: usize) -> Opinion {
        let Some(first) = words.first() else {
            return Opinion::fine();
        };
        if depth > 8 {
            return Opinion::ask(
                "shell.wrapper",
                "too many programs run each other",
                first.span,
            );
        }
        if first.glob.is_some() || first.tilde || first.text.is_empty() {
            let reason = "which program this is cannot be known";
            return Opinion {
                lift: Lift::Never,
                // It may be the one that deletes.
                guard: Guard::Destructive,
                ..Opinion::ask("shell.program", reason, first.span)
            };
        }
        if let Some(at) = guard::evaluated(&texts(words)) {
            return Opinion::subscript(span_of(words, at));
        }
        let name = match self.resolve(first) {
            Ok(name) => name,
            Err(opinion) => return self.unknown(words, opinion),
        };
        match wrapper::unwrap(words) {
            Wrapped::No => {}
            Wrapped::Tells => return Opinion::fine(),
            Wrapped::Unclear { at, reason } => {
                let opinion = Opinion::ask("shell.wrapper", reason, span_of(words, at));
                return self.unknown(words, opinion);
            }
            Wrapped::Runs { from, assignments } => {
                let opinion = self.variables(&assignments);
                let opinion = opinion.or_stricter(fed::judge(&name, words, from, self.feeds));
                return opinion.or_stricter(self.program(&words[from..], depth + 1));
            }
        }
        if name == "cd" {
            if self.in_pipe || depth > 0 {
                return Opinion::ask("shell.directory", "this changes no folder here", first.span);
            }
            return self.places.change(words, self.scene);
        }
        if name == "find" {
            return find::judge(words, self.scene, self.places);
        }
        if let Some(program) = programs::find(&name) {
            return self.known(words, program);
        }
        let reason = format!("{name} is not known");
        let opinion = Opinion::ask("shell.unknown_program", reason, first.span);
        self.unknown(words, opinion)
    }

    /// The name of the program, looked for on the fixed path only.
    fn resolve(&self, word: &Word) -> Result<String, Opinion> {
        let text = word.text.as_str();
        let path = self.scene.search_path();
        if let Some((folder, name)) = text.rsplit_once('/') {
            let fixed = path.iter().any(|fixed| fixed.as_os_str() == folder);
            if fixed && !name.is_empty() {
                return Ok(name.to_owned());
            }
            let reason = "only programs of the machine run without a question";
            return Err(Opinion::ask("shell.program_by_path", reason, word.span));
        }
        if BUILT_IN.contains(&text) {
            return Ok(text.to_owned());
        }
        let found = path
            .iter()
            .map(|folder| folder.join(text))
            .find(|file| self.scene.facts.exists(file));
        let real = found.and_then(|file| self.scene.facts.resolve(&file));
        if real.is_some_and(|real| real.starts_with(self.scene.workspace)) {
            let reason = "this program leads into the workspace";
            return Err(Opinion::ask("shell.program_by_path", reason, word.span));
        }
        Ok(text.to_owned())
    }

    /// A program that is not known, or not in this form: its words may hide something.
    fn unknown(&self, words: &[Word], opinion: Opinion) -> Opinion {
        let look = Look::new(self.scene, self.places.all());
        let texts = texts(&words[1..]);
        let own = words.first().map(|word| guard::program_name(&word.text));
        let tongue = if own.is_some_and(|name| guard::is_shell(&name)) {
            Tongue::Shell
        } else {
            Tongue::Other
        };
        let found = guard::scan_words(&texts, tongue, &look);
        match found {
            Some(loss) => opinion.or_stricter(Opinion::loss(loss, span_of(words, loss.at + 1))),
            None => opinion,
        }
    }

    /// A program of the tables: of the forms that fit best, the kindest counts.
    fn known(&self, words: &[Word], program: &'static Program) -> Opinion {
        let forms = forms_of(words, program);
        let opinions = forms
            .iter()
            .map(|(form, skip)| self.in_form(words, *skip, form));
        let kindest = opinions.min_by_key(|opinion| (opinion.decision, opinion.guard));
        let opinion = kindest.unwrap_or_else(|| {
            let reason = format!("{} is not known in this form", program.name);
            Opinion::ask("shell.unknown_form", reason, span_of(words, 1))
        });
        if opinion.decision > Decision::Auto {
            return self.opaque(words, opinion);
        }
        opinion
    }

    fn in_form(&self, words: &[Word], skip: usize, form: &'static Form) -> Opinion {
        let name = words[0].text.as_str();
        if form.effect == Effect::Network {
            let reason = format!("{name} reaches other machines");
            return Opinion::ask("shell.network", reason, words[0].span).over_network();
        }
        let given = match options::split(&words[skip..], form) {
            Ok(given) => given,
            Err(opinion) => return *opinion,
        };
        if name == "jq"
            && let Some(word) = words
                .iter()
                .skip(skip)
                .find(|word| tells_environment(&word.text))
        {
            let reason = "this filter may show the environment or load another";
            return Opinion::ask_whole("shell.jq", reason, word.span);
        }
        if name == "tar"
            && let Some(word) = words.iter().find(|word| word.text.contains(':'))
        {
            let reason = "behind a colon it looks for the archive on another machine";
            return Opinion::ask_whole("shell.network", reason, word.span).over_network();
        }
        let opinion = operands::judge(&given, form, self.scene, self.places);
        if opinion.decision > Decision::Auto {
            return opinion;
        }
        let unconfined = |reason| Opinion::ask("shell.unconfined", reason, words[0].span);
        match (form.effect, self.scene.confined) {
            (Effect::RunsWorkspace, Confined::No) => {
                unconfined("it runs code of the workspace, and no sandbox would hold it")
            }
            (Effect::Makes, Confined::No) => {
                unconfined("it changes files, and no sandbox would hold it")
            }
            (Effect::Reads, Confined::No) if name == "git" => unconfined(
                "a repository's own settings can have git run programs, and no sandbox would hold them",
            ),
            (Effect::Reads | Effect::Network, _) | (_, Confined::Yes) => opinion,
        }
    }

    /// A known program in a form that asks: where it can run other programs, its words are searched.
    fn opaque(&self, words: &[Word], opinion: Opinion) -> Opinion {
        let name = words[0].text.rsplit('/').next().unwrap_or_default();
        let runs_others = interprets(name) || RUNS_OTHERS.contains(&name);
        if runs_others {
            return self.unknown(words, opinion);
        }
        opinion
    }
}

/// The forms with the most words that fit, and how many words they take.
fn forms_of(words: &[Word], program: &'static Program) -> Vec<(&'static Form, usize)> {
    let skip = leading(words, program.name);
    let rest = words.get(skip..).unwrap_or_default();
    let count = |form: &Form| form.words.split_ascii_whitespace().count();
    let asks_option = rest.first().is_some_and(|word| word.text.starts_with('-'));
    let fits = |form: &&'static Form| {
        if form.operands == Operands::Version && !asks_option {
            return false;
        }
        let mut own = form.words.split_ascii_whitespace().zip(rest);
        count(form) <= rest.len() && own.all(|(word, given)| given.is(word))
    };
    let most = program.forms.iter().filter(fits).map(count).max();
    let best = program
        .forms
        .iter()
        .filter(fits)
        .filter(|form| Some(count(form)) == most);
    best.map(|form| (form, skip + count(form))).collect()
}

/// The program, and options before its command that change nothing.
fn leading(words: &[Word], name: &str) -> usize {
    let plain = |word: &&Word| {
        let text = word.text.as_str();
        match name {
            "git" => matches!(
                text,
                "--no-pager" | "-P" | "--no-optional-locks" | "--literal-pathspecs"
            ),
            "cargo" => matches!(
                text,
                "-q" | "--quiet" | "-v" | "--verbose" | "--offline" | "--locked"
            ),
            "npm" | "pnpm" => matches!(text, "-s" | "--silent"),
            _ => false,
        }
    };
    1 + words[1..].iter().take_while(plain).count()
}
