/// What a shell text does, read without running it.
enum ShellFinding: Sendable, Hashable {
    case behavior(Behavior)
    /// It runs a file of the package, by path as written behind the folders that it went to.
    case runsFile(String, FileInterpreter)
    /// It runs a script of the manifest in a folder, by name or pattern; the folder as written, empty for the text's own.
    case runsScript(String, folder: String)
    /// It gives these words to a package manager in a folder, which may run scripts of other manifests that they name.
    case managesPackages([String], folder: String)
    /// It runs a program that only a variable names.
    case runsVariable
    /// It runs code written on the command line.
    case javaScriptCode(String)
    case pythonCode(String)
}

/// What a command runs a file with.
enum FileInterpreter: Sendable, Hashable {
    case javaScript
    case python
    /// Python with `-m`: the file may be one of several.
    case pythonModule
    case shell
    /// The kernel: the first line of the file decides.
    case itself
}

/// Reads shell text as hooks and process calls are read and says how many findings it has: the entry for fuzzing.
package func countShellFindings(in bytes: [UInt8]) -> Int {
    let text = String(decoding: bytes, as: UTF8.self)
    return hookFindings(in: text).count + (looksLikeCommand(text) ? 1 : 0)
}

/// Reads what the commands of a text do, in order; the words of programs become `cmd.*` events.
func shellFindings(in text: String) -> [ShellFinding] {
    var reader = CommandFindings()
    reader.read(text, depth: 0)
    return reader.findings
}

struct CommandFindings {
    /// Shells within shells beyond this are not entered.
    private static let maximumDepth = 4
    /// Text within text is read again; altogether so much, for time to stay linear.
    private static let maximumBytes = 16 << 20

    var findings: [ShellFinding] = []
    private var isDownloading = false
    /// The folder that `cd` went to, relative to where the text began.
    var folder = ""
    /// The file whose content the next command reads from its pipe.
    private var piped: String?
    /// What the next command reads from its pipe.
    var output = ShellOutput()
    /// Names of files and folders that commands fetched.
    var fetched: Set<String> = []
    /// Texts that commands wrote to files, by the files' names.
    var written: [String: String] = [:]
    /// What the outputs hold that variables were set to.
    var assigned: [String: Labels] = [:]
    private var readBytes = 0

    mutating func read(_ text: String, depth: Int) {
        readBytes += text.utf8.count
        guard depth < Self.maximumDepth, readBytes <= Self.maximumBytes else { return }
        let lower = text.lowercased()
        if lower.containsBytes(of: "/dev/tcp/") || lower.containsBytes(of: "/dev/udp/") { add(.cmdRemoteShell) }
        if lower.containsBytes(of: "stratum+") { add(.cmdMiner) }
        for command in ShellReader.commands(in: text) { read(command, depth: depth) }
    }

    mutating func add(_ behavior: Behavior) { findings.append(.behavior(behavior)) }

    /// Reads text that did not stand in the source as commands, between marks.
    mutating func readLayer(_ text: String, depth: Int) {
        guard text.utf8.count >= 4, depth < Self.maximumDepth else { return }
        add(.layerBegin)
        for behavior in LiteralClasses(text).behaviors { add(behavior) }
        read(text, depth: depth)
        add(.layerEnd)
    }

    private mutating func read(_ whole: ShellCommand, depth: Int) {
        var command = whole
        let given = command.readsPipe ? output : ShellOutput()
        output = ShellOutput()
        let start = findings.count
        var inner = Labels()
        for substitution in command.substitutions {
            read(substitution, depth: depth + 1)
            inner.formUnion(output.labels)
            if whole.words.isEmpty { for name in whole.assigned { assigned[name] = output.labels } }
            if let text = output.text, findings.count < 4_096 {
                // `$(which node) x.js`: the output is the program's name.
                if command.words.first?.isEmpty == true, command.words.count > 1, !text.contains(" ") {
                    command.words[0] = text
                } else {
                    readSubstituted(text, command, depth: depth)
                }
            }
            output = ShellOutput()
        }
        let isFetching = findings[min(start, findings.count)...].contains(.behavior(.cmdDownload))
        let wasDownloading = isDownloading && command.readsPipe
        isDownloading = false
        var unwrapped = 0
        let outerFolder = folder
        while ShellPrograms.wrappers.contains(command.program), command.words.count > 1, unwrapped < 8 {
            if command.program == "start", command.words.dropFirst().contains(where: { $0.lowercased() == "/b" }) {
                add(.cmdHidden)
            }
            if command.program == "sudo" || command.program == "doas" { add(.cmdPrivilege) }
            if command.program == "nohup" || command.program == "setsid" { add(.cmdHidden) }
            let wrapper = command.program
            command.words.removeFirst()
            while let next = command.words.first,
                !(wrapper == "env" && Self.isSplit(next)),
                next.hasPrefix("-") || next.hasPrefix("/") && next.utf8.count == 2
                    || next.containsBytes(of: "=") || next.utf8.allSatisfy({ (48...57).contains($0) }),
                command.words.count > 1
            {
                command.words.removeFirst()
                passValue(of: next, wrapper, &command)
            }
            unwrapped += 1
            if wrapper == "env", let next = command.words.first, Self.isSplit(next) {
                read(Self.splitText(command.words), depth: depth + 1)
                folder = outerFolder
                return
            }
        }
        // Only this command runs where `env -C` went.
        let isElsewhere = folder != outerFolder
        defer { if isElsewhere { folder = outerFolder } }
        let program = command.program
        if ShellPrograms.grammar.contains(program) { return }
        let arguments = command.words.dropFirst().map { $0.lowercased() }
        let input = command.inputs.last ?? (command.readsPipe ? piped : nil)
        piped = program == "cat" || program == "type" ? command.words.dropFirst().first { !$0.hasPrefix("-") } : nil
        readRunners(program, command, input: input, depth: depth)
        noteRunsFetched(program, command)
        if isFetching, runsText(program, arguments) { add(.shellPipeToShell) }
        if let behavior = ShellPrograms.behaviors[program], counts(program, arguments) { add(behavior) }
        readDetails(program, arguments, command, wasDownloading: wasDownloading, depth: depth)
        follow(program, arguments, command, given: given, substituted: inner, depth: depth)
        if command.isBackground || program == "disown" || command.outputs.contains("/dev/null")
            || arguments.contains("/b") && program == "start"
        {
            add(.cmdHidden)
        }
    }

    /// Whether a program whose name is also an ordinary word is really meant.
    private func counts(_ program: String, _ arguments: [String]) -> Bool {
        switch program {
        case "set", "env", "at", "w", "last", "host", "time", "vol", "service", "route", "groups":
            arguments.isEmpty || program == "host" && arguments.count == 1
        case "net": ["user", "localgroup", "view", "use", "share", "stop", "group"].contains(arguments.first ?? "")
        case "reg": ["add", "delete"].contains(arguments.first ?? "")
        case "sc": ["create", "config", "start", "stop"].contains(arguments.first ?? "")
        case "openssl": arguments.contains("enc") || arguments.contains("-d") || arguments.contains("-connect")
        case "netsh": arguments.contains("advfirewall") || arguments.contains("wlan") || arguments.contains("firewall")
        case "npm", "npx", "yarn", "pnpm", "pip", "pip2", "pip3", "cargo", "uv", "poetry", "conda":
            program == "npx" || changesIndex(program, arguments)
                || arguments.contains { ["install", "i", "add", "ci", "update", "dlx", "exec"].contains($0) }
        case "certutil":
            arguments.contains { $0.hasPrefix("-decode") || $0.hasPrefix("-urlcache") || $0.hasPrefix("/decode") }
        case "ssh", "rsync", "sftp":
            arguments.contains { $0.containsBytes(of: "@") || $0.hasPrefix("-") || $0.containsBytes(of: ":") }
        case "base64": true
        case "id": arguments.count <= 1
        default: true
        }
    }

    private mutating func readDetails(
        _ program: String, _ arguments: [String], _ command: ShellCommand, wasDownloading: Bool, depth: Int
    ) {
        let words = command.words
        if program == "npm" || program == "yarn" || program == "pnpm", arguments.first == "publish" { add(.cmdPublish) }
        if ShellPrograms.behaviors[program] == .cmdDownload {
            isDownloading = true
            let sends = arguments.contains {
                $0.hasPrefix("-d") || $0.hasPrefix("--data") || $0 == "-f" || $0 == "--form" || $0 == "post"
                    || $0 == "-t"
                    || $0 == "--upload-file" || $0.hasPrefix("--post-") || $0 == "-xpost" || $0 == "put"
            }
            if sends || !command.substitutions.isEmpty || arguments.contains(where: { $0.containsBytes(of: "$") }) {
                add(.shellSend)
            }
        }
        if program == "certutil", arguments.contains(where: { $0.hasSuffix("urlcache") }) { add(.cmdDownload) }
        let isShell = ShellPrograms.shells.contains(program)
        if isShell || ShellPrograms.behaviors[program] == .cmdInterpreter || program == "powershell" || program == "iex"
        {
            if wasDownloading { add(.shellPipeToShell) }
        } else if command.readsPipe && wasDownloading {
            isDownloading = true
        }
        if isShell {
            if let flag = arguments.firstIndex(where: {
                ["/c", "/k", "/q/c"].contains($0) || $0.hasPrefix("-") && $0.hasSuffix("c") && $0.utf8.count <= 5
            }),
                flag + 2 <= words.count
            {
                let rest = Array(words[(flag + 2)...])
                if program == "cmd" {
                    read(rest.joined(separator: " "), depth: depth + 1)
                } else if let text = rest.first {
                    read(text, depth: depth + 1)
                }
                if arguments[flag...].contains("-i") { add(.cmdRemoteShell) }
            } else if let file = words.dropFirst().first(where: { !$0.hasPrefix("-") }) {
                runsFile(file, .shell)
            }
            if arguments.contains("-i"),
                arguments.count <= 2 || command.outputs.contains(where: { $0.containsBytes(of: "/dev/") })
            {
                add(.cmdRemoteShell)
            }
        } else if program == "powershell" || program == "pwsh" {
            readPowerShell(words, arguments, depth: depth)
        } else if Self.inlineFlags[program]?.contains(where: arguments.contains) == true {
            add(.cmdInlineCode)
        } else if ShellPrograms.javaScriptInterpreters.contains(program) {
            readInterpreter(words, flags: ["-e", "--eval", "-p", "--print", "-pe"], isPython: false)
        } else if ShellPrograms.pythonInterpreters.contains(program) || program.hasPrefix("python3.") {
            readInterpreter(words, flags: ["-c"], isPython: true)
        } else if let first = words.first, first.containsBytes(of: "/"), !first.hasPrefix("/") {
            if first.hasPrefix("$") { findings.append(.runsVariable) }
            runsFile(first, .itself)
        } else if words.first?.hasPrefix("$") == true {
            findings.append(.runsVariable)
        }
    }

    private mutating func runsFile(_ path: String, _ interpreter: FileInterpreter, depth: Int = 0) {
        if !written.isEmpty, let text = written.removeValue(forKey: Self.baseName(path)) {
            add(.flowCodeToProc)
            switch interpreter {
            case .javaScript: readCode(text, isPython: false)
            case .python, .pythonModule: readCode(text, isPython: true)
            case .shell, .itself: readLayer(text, depth: depth + 2)
            }
        }
        let path = Self.withoutFolderVariable(path)
        findings.append(.runsFile(folder.isEmpty || path.hasPrefix("/") ? path : "\(folder)/\(path)", interpreter))
    }

    /// Variables of the folder that a hook runs in, or that npm was started in.
    private static let folderVariables = [
        "$pwd", "${pwd}", "%cd%", "%~dp0", "$init_cwd", "${init_cwd}", "%init_cwd%", "$npm_package_dir",
    ]

    static func withoutFolderVariable(_ path: String) -> String {
        guard path.hasPrefix("$") || path.hasPrefix("%") else { return path }
        let lower = path.lowercased()
        guard let variable = folderVariables.first(where: lower.hasPrefix) else { return path }
        let rest = path.dropFirst(variable.count)
        guard rest.isEmpty || rest.first == "/" || rest.first == "\\" || variable == "%~dp0" else { return path }
        return String(rest.drop { $0 == "/" || $0 == "\\" })
    }

    /// Commands that run other commands, scripts of the manifest or their own input.
    private mutating func readRunners(_ program: String, _ command: ShellCommand, input: String?, depth: Int) {
        let words = command.words
        let plain = words.dropFirst().filter { !$0.hasPrefix("-") }
        switch program {
        case "cd", "pushd", "chdir": if let target = plain.first { folder = below(target) }
        case "popd": folder = ""
        case ".", "source": if let file = plain.first { runsFile(file, .shell) }
        case "eval": read(words.dropFirst().joined(separator: " "), depth: depth + 1)
        case "npm" where ["exec", "x", "explore"].contains(plain.first ?? ""):
            if !readCall(words, depth: depth) { readInner(words, depth: depth) }
        case "npm", "yarn", "pnpm", "bun", "lerna", "turbo", "nx", "wsrun":
            readScriptName(program, Array(words.dropFirst()))
        case "npm-run-all", "run-s", "run-p": for name in plain.prefix(32) { runsScript(name) }
        case "npx":
            if readCall(words, depth: depth) { return }
            guard let first = plain.first, let start = words.firstIndex(of: first) else { return }
            var inner = ShellCommand()
            inner.words = Array(words[start...])
            if ShellPrograms.javaScriptInterpreters.contains(inner.program) { read(inner, depth: depth) }
        case "dotenv", "dotenvx", "env-cmd": readInner(words, depth: depth)
        case "concurrently": for text in plain.prefix(32) { read(text, depth: depth + 1) }
        case "forever", "pm2", "nodemon", "babel-node", "esno", "zx", "wscript", "cscript":
            let names = plain.filter { !["start", "restart", "startOrRestart"].contains($0) && !$0.hasPrefix("//") }
            if let file = names.first { runsFile(file, .javaScript) }
        default:
            guard let input, !words.dropFirst().contains(where: { !$0.hasPrefix("-") }) else { return }
            if ShellPrograms.javaScriptInterpreters.contains(program) {
                runsFile(input, .javaScript)
            } else if ShellPrograms.pythonInterpreters.contains(program) {
                runsFile(input, .python)
            } else if ShellPrograms.shells.contains(program) {
                runsFile(input, .shell)
            }
        }
    }

    /// Reads the text that `npx` and `npm exec` give to a shell.
    private mutating func readCall(_ words: [String], depth: Int) -> Bool {
        guard let flag = words.firstIndex(where: { $0 == "-c" || $0 == "--call" }), flag + 1 < words.count else {
            return false
        }
        read(words[flag + 1], depth: depth + 1)
        return true
    }

    /// Reads the command behind `--`, or behind the options of the program in front.
    private mutating func readInner(_ words: [String], depth: Int) {
        let start =
            words.firstIndex(of: "--").map { $0 + 1 }
            ?? words.indices.dropFirst().first { index in
                ShellPrograms.javaScriptInterpreters.contains(words[index].lowercased())
            }
        guard let start, start < words.count, depth < Self.maximumDepth else { return }
        var inner = ShellCommand()
        inner.words = Array(words[start...])
        read(inner, depth: depth + 1)
    }

    private mutating func readInterpreter(_ words: [String], flags: [String], isPython: Bool) {
        var index = 1
        while index < words.count {
            let word = words[index]
            if flags.contains(word) || isPython && word.hasPrefix("-") && word.hasSuffix("c") && word.utf8.count <= 4 {
                guard index + 1 < words.count else { return }
                readCode(words[index + 1], isPython: isPython)
                return
            }
            if isPython, word == "-m", index + 1 < words.count {
                if ["pip", "ensurepip", "easy_install"].contains(words[index + 1]) { add(.cmdInstall) }
                if words[index + 1] == "http.server" { add(.cmdDownload) }
                let path = words[index + 1].split(separator: ".").joined(separator: "/")
                runsFile("\(path).py", .pythonModule)
                runsFile("\(path)/__main__.py", .pythonModule)
                return
            }
            if !isPython, let equals = word.firstIndex(of: "="), word.hasPrefix("--") {
                let value = String(word[word.index(after: equals)...])
                switch word[..<equals] {
                case "--eval", "--print": return readCode(value, isPython: false)
                case "--require", "--import", "--loader", "--experimental-loader": runsFile(value, .javaScript)
                case "--run": runsScript(value)
                default: break
                }
            } else if !isPython, Self.loadingOptions.contains(word), index + 1 < words.count {
                if word == "--run" {
                    runsScript(words[index + 1])
                } else {
                    runsFile(words[index + 1], .javaScript)
                }
                index += 1
            } else if Self.valueOptions.contains(word) && (isPython == (word == "-W" || word == "-X")) {
                index += 1
            } else if !word.hasPrefix("-") {
                if !isPython, word.lowercased().containsBytes(of: "npm_execpath") {
                    return readScriptName("npm", Array(words[(index + 1)...]))
                }
                if !isPython, word == "run", ["bun", "deno"].contains(words[0]) {
                    index += 1
                    continue
                }
                runsFile(word, isPython ? .python : .javaScript)
                return
            }
            index += 1
        }
    }

    private static let loadingOptions: Set<String> = [
        "-r", "--require", "--import", "--loader", "--experimental-loader", "--run",
    ]
    private static let valueOptions: Set<String> = ["-C", "--conditions", "--title", "-W", "-X"]

    /// How interpreters are given code that is not read here.
    private static let inlineFlags: [String: [String]] = [
        "perl": ["-e", "-ne", "-pe", "-me"], "ruby": ["-e", "-ne"], "php": ["-r"], "lua": ["-e"], "osascript": ["-e"],
    ]

    mutating func readCode(_ text: String, isPython: Bool) {
        add(.cmdInlineCode)
        findings.append(isPython ? .pythonCode(text) : .javaScriptCode(text))
    }

}
