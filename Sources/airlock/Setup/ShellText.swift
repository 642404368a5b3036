/// Makes the lines that a shell's startup file gets; each line is whole in itself, since a tag is put behind it.
///
/// The folder of the shims goes first on PATH, for everything that the shell starts. A function of each tool's name goes
/// before PATH for what is typed, since an activated virtual environment or a version manager puts its own folder first
/// later on. An interactive shell also puts the folder back to the front before each prompt, so that scripts started
/// under an activated environment are guarded too. No function calls the shim: it saves a shell per command.
struct ShellText: Sendable {
    let airlock: String
    let shimFolder: String
    let tools: [String]

    func block(for shell: GuardedShell, _ content: GuardedShell.Entry.Content) -> ManagedBlock {
        switch (shell, content) {
        case (.fish, _): ManagedBlock(lines: fishLines)
        case (.bash, .interactive):
            ManagedBlock(lines: orderFunction + ["__airlock_first"] + toolFunctions + [bashHook])
        case (.zsh, .interactive): ManagedBlock(lines: orderFunction + ["__airlock_first"] + toolFunctions + [zshHook])
        case (.bash, .posix): ManagedBlock(lines: [posixPath] + posixFunctions)
        case (.zsh, .posix): ManagedBlock(lines: [posixPath])
        }
    }

    /// For bash and zsh alike; each line may also be joined to the next by a space.
    ///
    /// `function NAME` keeps an alias of that name from being expanded in the definition; the return value keeps `$?`
    /// for what else runs before a prompt.
    private var orderFunction: [String] {
        [
            "function __airlock_first {", "  local code=$? shims=\(quoted(shimFolder)) rest=\":${PATH-}:\";",
            "  case \"${PATH-}:\" in \"$shims\":*) return $code ;; esac;",
            "  rest=${rest//\":$shims:\"/:}; rest=${rest#:}; rest=${rest%:};",
            "  export PATH=\"$shims${rest:+:$rest}\"; return $code;", "}",
        ]
    }

    private var toolFunctions: [String] { tools.map { "function \($0) { \(quoted(airlock)) \($0) \"$@\"; }" } }

    /// Behind every other hook, since some (mise, direnv) put folders of their own first on PATH before each prompt.
    ///
    /// From bash 5.1 on the hooks may be an array, and a text may end in a semicolon already.
    private var bashHook: String {
        "case $- in *i*) [[ ${PROMPT_COMMAND[*]-} == *__airlock_first* ]] || "
            + "if [[ -n ${PROMPT_COMMAND[1]+x} ]]; then PROMPT_COMMAND+=(__airlock_first); else "
            + "while [[ ${PROMPT_COMMAND-} == *[\\;[:space:]] ]]; do PROMPT_COMMAND=${PROMPT_COMMAND%?}; done; "
            + "PROMPT_COMMAND=\"${PROMPT_COMMAND:+$PROMPT_COMMAND;}__airlock_first\"; fi ;; esac"
    }

    /// Also right before a command, so that the order of the hooks before a prompt does not matter.
    private var zshHook: String {
        "[[ ${precmd_functions-} == *__airlock_first* ]] || "
            + "{ precmd_functions+=(__airlock_first); preexec_functions+=(__airlock_first); }"
    }

    private var posixPath: String {
        let shims = quoted(shimFolder)
        return "case \"${PATH-}:\" in \(shims):*) ;; *) PATH=\(shims)\"${PATH:+:$PATH}\"; export PATH ;; esac"
    }

    /// What only bash can read, as texts that other shells never parse: they would end at the first error.
    private var posixFunctions: [String] {
        let texts = [orderFunction.joined(separator: " ")] + toolFunctions + [bashHook]
        return ["if [ -n \"${BASH_VERSION-}\" ]; then"] + texts.map { "  eval \(quoted($0))" } + ["fi"]
    }

    private var fishLines: [String] {
        let shims = fishQuoted(shimFolder)
        return [
            "function __airlock_first --on-event fish_prompt --on-event fish_preexec", "  set -l code $status",
            "  if test \"$PATH[1]\" != \(shims)", "    set -l rest",
            "    for entry in $PATH; test \"$entry\" = \(shims); or set -a rest \"$entry\"; end",
            "    set -gx PATH \(shims) $rest", "  end", "  return $code", "end", "__airlock_first",
        ] + tools.map { "function \($0); \(fishQuoted(airlock)) \($0) $argv; end" }
    }
}

/// A word for POSIX shells: as it is where no shell sees more than letters in it, else in single quotes, where nothing
/// but a single quote has a meaning.
func quoted(_ text: String) -> String {
    isPlain(text) ? text : "'" + text.replacing("'", with: "'\\''") + "'"
}

/// A word for fish, where a backslash has a meaning inside single quotes too.
func fishQuoted(_ text: String) -> String {
    isPlain(text) ? text : "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
}

private func isPlain(_ text: String) -> Bool {
    !text.isEmpty
        && text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "-"), UInt8(ascii: "+"):
                true
            default: false
            }
        }
}
