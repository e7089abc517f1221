//! Everything that a key can be bound to, with its name and its description.

/// Declares the actions: variant, name in files, description for palette and help.
macro_rules! actions {
    ($($variant:ident $name:literal $about:literal,)+) => {
        /// Something that a key, the palette or a mouse button does.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action {
            $(#[doc = $about] $variant,)+
        }

        impl Action {
            /// Every action, in the order of help and palette.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name in keymap files.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// What it does, in a few words.
            pub fn about(self) -> &'static str {
                match self {
                    $(Self::$variant => $about,)+
                }
            }
        }
    };
}

actions! {
    // Anywhere.
    Palette "palette" "Find a command",
    Help "help" "Show the keys",
    FindFile "find-file" "Find a file by name",
    SearchFiles "search-files" "Search in all files",
    NewProject "new-project" "Make a project from an idea",
    Themes "themes" "Choose a theme",
    FocusTree "focus-tree" "Go to the files",
    FocusEditor "focus-editor" "Go to the editor",
    FocusTerminal "focus-terminal" "Go to the terminal",
    FocusChat "focus-chat" "Go to the chat",
    FocusApprovals "focus-approvals" "Go to the approvals",
    FocusNext "focus-next" "Go to the next pane",
    FocusPrevious "focus-previous" "Go to the pane before",
    Zoom "zoom" "Fill the screen with this pane, or give it back",
    HidePane "hide-pane" "Hide this pane",
    Wider "wider" "Make this pane wider",
    Narrower "narrower" "Make this pane narrower",
    Taller "taller" "Make this pane taller",
    Shorter "shorter" "Make this pane shorter",
    ResetLayout "reset-layout" "Give every pane its first place",
    ShowIde "show-ide" "Show files, editor, terminal and chat",
    ShowRuns "show-runs" "Show all runs",
    ShowUsage "show-usage" "Show what was spent",
    Models "models" "Choose the model",
    Talks "talks" "Take up an earlier talk",
    Mouse "mouse" "Change what the mouse does",
    NextNotice "next-notice" "Put the notice away and show the one before",
    Notices "notices" "Read everything that was told",
    Redraw "redraw" "Draw the screen anew",
    Suspend "suspend" "Go back to the shell for a while",
    Quit "quit" "Leave vibecober",
    // Lists and everything that moves.
    Up "up" "Up",
    Down "down" "Down",
    PageUp "page-up" "A page up",
    PageDown "page-down" "A page down",
    First "first" "To the beginning",
    Last "last" "To the end",
    Accept "accept" "Take it",
    Cancel "cancel" "Back",
    Next "next" "To the next",
    Previous "previous" "To the one before",
    Toggle "toggle" "Change it",
    // Files.
    Expand "expand" "Open the folder",
    Collapse "collapse" "Close the folder",
    CollapseAll "collapse-all" "Close all folders",
    Filter "filter" "Show only names that match",
    NewFile "new-file" "Make a file",
    NewFolder "new-folder" "Make a folder",
    Rename "rename" "Give it another name",
    MarkCopy "mark-copy" "Copy it",
    MarkMove "mark-move" "Cut it",
    PasteFile "paste-file" "Put it here",
    Delete "delete" "Move it to the trash",
    UndoFile "undo-file" "Take the last change of files back",
    Refresh "refresh" "Look at the disk again",
    Reveal "reveal" "Show the file of the editor among the files",
    ToggleIgnored "toggle-ignored" "Show or hide ignored files",
    // Editor.
    Save "save" "Save",
    SaveAll "save-all" "Save all files",
    CloseTab "close-tab" "Close this tab",
    NextTab "next-tab" "Next tab",
    PreviousTab "previous-tab" "Tab before",
    Undo "undo" "Undo",
    Redo "redo" "Redo",
    Copy "copy" "Copy",
    Cut "cut" "Cut",
    Paste "paste" "Paste what was copied here",
    SelectAll "select-all" "Select everything",
    SelectLine "select-line" "Select the line",
    SelectWord "select-word" "Select the word",
    Left "left" "Left",
    Right "right" "Right",
    WordLeft "word-left" "A word left",
    WordRight "word-right" "A word right",
    LineStart "line-start" "To the start of the line",
    LineEnd "line-end" "To the end of the line",
    SelectLeft "select-left" "Select to the left",
    SelectRight "select-right" "Select to the right",
    SelectUp "select-up" "Select upwards",
    SelectDown "select-down" "Select downwards",
    SelectWordLeft "select-word-left" "Select a word to the left",
    SelectWordRight "select-word-right" "Select a word to the right",
    SelectLineStart "select-line-start" "Select to the start of the line",
    SelectLineEnd "select-line-end" "Select to the end of the line",
    SelectPageUp "select-page-up" "Select a page up",
    SelectPageDown "select-page-down" "Select a page down",
    SelectFirst "select-first" "Select to the beginning",
    SelectLast "select-last" "Select to the end",
    DeleteBack "delete-back" "Delete the character before",
    DeleteForward "delete-forward" "Delete the character after",
    DeleteWordBack "delete-word-back" "Delete the word before",
    DeleteWordForward "delete-word-forward" "Delete the word after",
    DeleteLine "delete-line" "Delete the line",
    DuplicateLine "duplicate-line" "Repeat the line",
    MoveLineUp "move-line-up" "Move the line up",
    MoveLineDown "move-line-down" "Move the line down",
    Newline "newline" "New line",
    Indent "indent" "Indent",
    Outdent "outdent" "Indent less",
    Comment "comment" "Comment out, or back in",
    Find "find" "Find in this file",
    Replace "replace" "Find and replace",
    FindNext "find-next" "Next match",
    FindPrevious "find-previous" "Match before",
    GoToLine "go-to-line" "Go to a line",
    MatchBracket "match-bracket" "Go to the matching bracket",
    ToggleWrap "toggle-wrap" "Wrap long lines, or not",
    ToggleDiff "toggle-diff" "Show what changed since the last commit",
    ReloadFile "reload-file" "Read the file again",
    StoreUtf8 "store-utf8" "Store this file as UTF-8 from now on",
    ToggleLineEnds "toggle-line-ends" "End all lines in LF, or in CRLF",
    NextPlace "next-place" "To the next place that an agent changed",
    PreviousPlace "previous-place" "To the place before that an agent changed",
    TakeBack "take-back" "Take back what an agent changed here",
    KeepPlace "keep-place" "Keep what an agent changed here",
    KeepPlaces "keep-places" "Keep all that agents changed in this file",
    // Terminal.
    NewTerminal "new-terminal" "New terminal",
    ScrollMode "scroll-mode" "Look back in the terminal",
    HalfPageUp "half-page-up" "Half a page up",
    HalfPageDown "half-page-down" "Half a page down",
    RunAgain "run-again" "Run the ended program again",
    // Chat.
    Send "send" "Send",
    ExternalEditor "external-editor" "Write in your own editor",
    HistoryUp "history-up" "What was sent before",
    HistoryDown "history-down" "What was sent after",
    Recall "recall" "Search what was sent before",
    CopyAnswer "copy-answer" "Copy the answer in sight",
    CopyCode "copy-code" "Copy the code in sight",
    ToggleThought "toggle-thought" "Open or fold what the model thought",
    ToggleCall "toggle-call" "Look into a call of a tool, then the one above",
    OpenCommand "open-command" "Open the last command in a terminal",
    PlanMode "plan-mode" "Let the model only plan, or work again",
    NewTalk "new-talk" "Begin a new talk",
    ScrollUp "scroll-up" "Scroll up",
    ScrollDown "scroll-down" "Scroll down",
    // Approvals and runs.
    Approve "approve" "Accept",
    ApproveOther "approve-other" "Accept in the other way",
    ChooseMine "choose-mine" "Keep mine in this file",
    ChooseNew "choose-new" "Take the new output in this file",
    ChooseBoth "choose-both" "Keep both in this file, between markers",
    Deny "deny" "Deny",
    EditCommand "edit-command" "Change the command, then accept",
    ApproveRule "approve-rule" "Accept it, and the like from now on",
    ApproveAlike "approve-alike" "Accept it and all that wait like it, with the rule",
    RuleScope "rule-scope" "Change where the rule holds",
    RuleEnd "rule-end" "Change how long the rule holds",
    Defer "defer" "Look at it later",
    ShowAsker "show-asker" "Show who asks",
    OpenFile "open-file" "Open the file",
    OpenProject "open-project" "Work on this project",
    RunTests "run-tests" "Run its tests in the terminal",
    CancelRun "cancel-run" "End this run",
    ShowRun "show-run" "Show this run among all runs",
    LeaveRunning "leave-running" "Leave, and let the run go on",
    // A new project.
    AddField "add-field" "Add a field",
    AddEntity "add-entity" "Add an entity",
    Remove "remove" "Take it out",
    Findings "findings" "What was understood, or back to the model",
    // Search.
    ToggleRegex "toggle-regex" "Pattern or plain words",
    ToggleCase "toggle-case" "Heed capitals, or not",
    ToggleWord "toggle-word" "Whole words only, or not",
    ReplaceOne "replace-one" "Replace this one",
    ReplaceAll "replace-all" "Replace all of them",
}

impl Action {
    /// The action with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.name() == name)
    }
}
