//! The closed set of tokens: everything on screen that can have a look of its own.

/// Declares the tokens with their names and parents, so that none of the three can be forgotten.
macro_rules! tokens {
    ($($(#[doc = $doc:literal])+ $token:ident = $name:literal $(< $parent:ident)?;)+) => {
        /// Something on screen that can have a look of its own.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Token {
            $($(#[doc = $doc])+ $token,)+
        }

        impl Token {
            /// Every token, parents before children.
            pub const ALL: &'static [Self] = &[$(Self::$token,)+];

            /// How many tokens there are.
            pub const COUNT: usize = Self::ALL.len();

            /// Its name in theme files.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$token => $name,)+
                }
            }

            /// The token whose look it has when a theme does not set it; none for the roots, which
            /// every theme must set.
            pub const fn parent(self) -> Option<Self> {
                match self {
                    $(Self::$token => tokens!(@parent $($parent)?),)+
                }
            }
        }
    };
    (@parent $parent:ident) => { Some(Self::$parent) };
    (@parent) => { None };
}

tokens! {
    /// The ground of panes and of the editor; must have both colours.
    Background = "ui.background";
    /// Bars and side panes: one step off the ground.
    Surface = "ui.surface" < Background;
    /// What floats above panes: palette, menus, dialogs.
    Raised = "ui.surface.raised" < Surface;
    /// The line at the top of the screen.
    Header = "ui.header" < Surface;
    /// The line of keys at the bottom of the screen.
    Footer = "ui.footer" < Surface;
    /// Plain text.
    Text = "ui.text";
    /// Text that matters less.
    Muted = "ui.text.muted" < Text;
    /// Text that matters least.
    Faint = "ui.text.faint" < Muted;
    /// Text that stands out.
    Strong = "ui.text.strong" < Text;
    /// The one colour that draws the eye.
    Accent = "ui.accent";
    /// Borders and separators.
    Border = "ui.border";
    /// The border of the pane that has the focus.
    BorderFocus = "ui.border.focus" < Accent;
    /// The title of a pane.
    Title = "ui.title" < Muted;
    /// The title of the pane that has the focus.
    TitleFocus = "ui.title.focus" < BorderFocus;
    /// A tab behind others.
    Tab = "ui.tab" < Muted;
    /// The tab in front.
    TabActive = "ui.tab.active" < TitleFocus;
    /// Selected text, and the chosen row of the pane that has the focus.
    Selection = "ui.selection";
    /// The chosen row of a pane without the focus.
    SelectionInactive = "ui.selection.inactive" < Selection;
    /// The line of the caret.
    CursorLine = "ui.cursor.line" < Surface;
    /// Line numbers.
    Gutter = "ui.gutter" < Faint;
    /// The number of the caret's line.
    GutterCurrent = "ui.gutter.current" < Text;
    /// Indentation guides and visible blanks: decoration.
    Guide = "ui.guide" < Border;
    /// What a search found.
    Match = "ui.match";
    /// The find that the caret is on.
    MatchCurrent = "ui.match.current" < Match;
    /// The bracket that belongs to the one at the caret.
    Bracket = "ui.bracket" < Match;
    /// The track of a scrollbar: decoration.
    Scrollbar = "ui.scrollbar" < Guide;
    /// The thumb of a scrollbar.
    ScrollbarThumb = "ui.scrollbar.thumb" < Border;
    /// A key in the footer and in help.
    Key = "ui.key" < Accent;
    /// What a key does; a quiet explanation.
    Hint = "ui.hint" < Muted;
    /// What an empty field asks for.
    Placeholder = "ui.placeholder" < Faint;
    /// A small label.
    Badge = "ui.badge" < Muted;
    /// A label that asks for a person.
    BadgeAttention = "ui.badge.attention";
    /// A folder.
    Directory = "ui.directory" < Accent;
    /// An address or a path that can be opened.
    Link = "ui.link" < Accent;
    /// The part of a bar that is done.
    Progress = "ui.progress" < Accent;
    /// The part of a bar that is to come: decoration.
    ProgressRest = "ui.progress.rest" < Guide;

    /// It went well.
    Good = "state.good";
    /// It went wrong.
    Bad = "state.bad";
    /// It needs attention.
    Warn = "state.warn";
    /// It is worth knowing.
    Info = "state.info";
    /// It is at work.
    Working = "state.working" < Accent;

    /// A file that git knows as new.
    GitAdded = "git.added" < Good;
    /// A changed file.
    GitModified = "git.modified" < Warn;
    /// A removed file.
    GitRemoved = "git.removed" < Bad;
    /// A renamed file.
    GitRenamed = "git.renamed" < Info;
    /// A file that git does not know.
    GitUntracked = "git.untracked" < GitAdded;
    /// A file that git passes over.
    GitIgnored = "git.ignored" < Faint;
    /// A file with a conflict.
    GitConflict = "git.conflict" < Bad;

    /// What an agent changed and nobody has looked at yet.
    AgentChanged = "agent.changed" < Accent;

    /// A line that came.
    DiffAdded = "diff.added";
    /// What came within a line.
    DiffAddedWord = "diff.added.word" < DiffAdded;
    /// A line that went.
    DiffRemoved = "diff.removed";
    /// What went within a line.
    DiffRemovedWord = "diff.removed.word" < DiffRemoved;
    /// A line that is another one now.
    DiffChanged = "diff.changed";

    /// Comments.
    Comment = "syntax.comment" < Muted;
    /// Strings.
    String = "syntax.string";
    /// Words of the language.
    Keyword = "syntax.keyword";
    /// Functions.
    Function = "syntax.function";
    /// Types.
    Type = "syntax.type";
    /// Constants.
    Constant = "syntax.constant";
    /// Numbers.
    Number = "syntax.number" < Constant;
    /// Variables.
    Variable = "syntax.variable" < Text;
    /// Operators.
    Operator = "syntax.operator" < Text;
    /// Brackets, commas and the like.
    Punctuation = "syntax.punctuation" < Muted;
    /// Tags of markup.
    Tag = "syntax.tag" < Keyword;
    /// Attributes and decorators.
    Attribute = "syntax.attribute" < Type;
    /// Headings of prose.
    Heading = "syntax.heading" < Strong;
    /// Links in prose.
    ProseLink = "syntax.link" < Link;
    /// Emphasis in prose.
    Emphasis = "syntax.emphasis" < Text;
    /// Strong emphasis in prose.
    ProseStrong = "syntax.strong" < Strong;
    /// What the language does not allow.
    SyntaxError = "syntax.error" < Bad;

    /// What the person says.
    Person = "agent.person" < Accent;
    /// What a model says.
    Assistant = "agent.assistant" < Text;
    /// What the program says.
    System = "agent.system" < Muted;
    /// What a tool says.
    Tool = "agent.tool" < Info;
}

impl Token {
    /// The token with that name in theme files.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|token| token.name() == name)
    }

    /// Its place in a table of all tokens.
    pub const fn index(self) -> usize {
        self as usize
    }
}
