/// What a command writes, as far as the text says: for the next one of its pipe, or for the command around it.
struct ShellOutput {
    /// All of it, when it is constant.
    var text: String?
    var labels: Labels = []
    /// Whether `text` was decoded.
    var isDecoded = false
}

// What flows through pipes and substitutions, into files and out of the machine.
extension CommandFindings {
    /// Follows constants and labels through one command, and records which of them leave the machine.
    mutating func follow(
        _ program: String, _ arguments: [String], _ command: ShellCommand, given: ShellOutput, substituted: Labels,
        depth: Int
    ) {
        var labels = given.labels.union(substituted)
        if Self.readers.contains(program) || sends(program, arguments, command) {
            for word in command.words.dropFirst().prefix(64) where LiteralClasses(word).labels.contains(.secretPlace) {
                labels.insert(.secret)
            }
            for file in command.inputs where LiteralClasses(file).labels.contains(.secretPlace) {
                labels.insert(.secret)
            }
        }
        for name in command.variables {
            if let known = assigned[name] { labels.formUnion(known) }
            switch EnvironmentNames.behavior(of: name) {
            case .envSecret: labels.insert(.secret)
            case .sysUser, .sysHost: labels.insert(.system)
            default: break
            }
        }
        switch program {
        case "env", "printenv", "set", "export": if command.words.count == 1 { labels.insert(.environment) }
        case "whoami", "id", "uname", "hostname", "ifconfig", "ip", "ipconfig", "systeminfo", "w", "lscpu":
            labels.insert(.system)
        default: break
        }
        if sends(program, arguments, command) {
            for flow in flows(of: labels, into: .send) { add(flow.behavior) }
        }
        noteFetched(program, command)
        notePersistence(command)
        let text = command.inputText ?? given.text
        if let text, text.utf8.count >= 4 {
            readInput(text, isDecoded: given.isDecoded, program, arguments, depth: depth)
        }
        output = ShellOutput(
            text: outputText(program, arguments, command, input: text), labels: labels,
            isDecoded: given.isDecoded || Self.decodes(program, arguments))
        if program == "tee" || program == "cat" { output.isDecoded = given.isDecoded }
        if let text = output.text, !command.outputs.isEmpty { noteWritten(text, command) }
    }

    private static let readers: Set<String> = [
        "cat", "tar", "zip", "base64", "less", "more", "head", "tail", "grep", "cp", "type", "gzip", "xxd", "openssl",
        "7z", "scp", "rsync", "sed", "awk", "strings", "find", "jq",
    ]

    // MARK: Constants through pipes

    private static func decodes(_ program: String, _ arguments: [String]) -> Bool {
        switch program {
        case "base64": arguments.contains { $0 == "-d" || $0 == "--decode" || $0 == "-di" || $0 == "-D".lowercased() }
        case "xxd": arguments.contains { $0.hasPrefix("-") && $0.containsBytes(of: "r") }
        case "openssl": arguments.contains("-d") && arguments.contains { $0.containsBytes(of: "base64") || $0 == "-a" }
        case "rev", "tr": true
        default: false
        }
    }

    private func outputText(
        _ program: String, _ arguments: [String], _ command: ShellCommand, input: String?
    ) -> String? {
        let words = Array(command.words.dropFirst())
        switch program {
        case "echo":
            guard command.substitutions.isEmpty else { return nil }
            let escapes = words.first?.hasPrefix("-") == true && words.first?.contains("e") == true
            let text = words.drop { $0 == "-n" || $0 == "-e" || $0 == "-en" || $0 == "-ne" }.joined(separator: " ")
            return escapes ? ConstantDecoding.text(of: unescaped(Array(text.utf8)[...])) : text
        case "printf":
            guard command.substitutions.isEmpty, let format = words.first(where: { $0 != "--" }) else { return nil }
            if format == "%s" || format == "%b" || format == "%s\\n" { return words.dropFirst().joined() }
            return ConstantDecoding.text(of: unescaped(Array(format.utf8)[...]))
        case "which": return words.last
        case "command": return words.first == "-v" ? words.last : nil
        case "cat", "tee": return words.contains { !$0.hasPrefix("-") } && program == "cat" ? nil : input
        case "rev": return input.map { String($0.filter { $0 != "\n" }.reversed()) }
        case "tr":
            guard let input, words.count == 2 else { return nil }
            if words[0].lowercased().hasPrefix("a-z"), words[1].lowercased().hasPrefix("n-z") {
                return ConstantDecoding.text(of: ConstantDecoding.rotated13(Array(input.utf8)))
            }
            return words[0] == "-d" ? input.filter { !words[1].contains($0) } : nil
        case "base64", "xxd", "openssl":
            guard let input, input.utf8.count <= 1 << 18, Self.decodes(program, arguments) else { return nil }
            let bytes = Array(input.utf8).filter { $0 != 0x0a }
            let decoded =
                program == "xxd" ? ConstantDecoding.hexadecimal(bytes) : ConstantDecoding.base64(bytes)
            return decoded.map { ConstantDecoding.text(of: $0) }
        default: return nil
        }
    }

    /// Text that stands in front of an interpreter's pipe.
    private mutating func readInput(
        _ text: String, isDecoded: Bool, _ program: String, _ arguments: [String], depth: Int
    ) {
        guard arguments.allSatisfy({ $0.hasPrefix("-") || $0 == "/dev/stdin" }), !arguments.contains("-c") else {
            return
        }
        if ShellPrograms.shells.contains(program) {
            if isDecoded { add(.flowDecToProc) }
            readLayer(text, depth: depth + 1)
        } else if ShellPrograms.javaScriptInterpreters.contains(program) {
            if isDecoded { add(.flowDecToExec) }
            readCode(text, isPython: false)
        } else if ShellPrograms.pythonInterpreters.contains(program) {
            if isDecoded { add(.flowDecToExec) }
            readCode(text, isPython: true)
        }
    }

    /// The constant output of a substitution: run by `eval`, `sh -c` or as the command itself.
    mutating func readSubstituted(_ text: String, _ command: ShellCommand, depth: Int) {
        let program = command.program
        guard command.words.count <= 2,
            command.words.isEmpty || runsText(program, command.words.dropFirst().map { $0.lowercased() })
        else {
            return
        }
        if output.isDecoded { add(.flowDecToProc) }
        readLayer(text, depth: depth + 1)
    }

    /// Whether a command runs text that it is given as an argument or file.
    func runsText(_ program: String, _ arguments: [String]) -> Bool {
        if ["eval", "source", "."].contains(program) { return true }
        if program.isEmpty { return true }
        guard ShellPrograms.shells.contains(program) || ShellPrograms.behaviors[program] == .cmdInterpreter else {
            return false
        }
        return true
    }

    // MARK: Leaving the machine

    func sends(_ program: String, _ arguments: [String], _ command: ShellCommand) -> Bool {
        switch program {
        case "curl", "wget", "irm", "invoke-restmethod", "iwr", "invoke-webrequest", "http", "httpie":
            arguments.contains {
                $0.hasPrefix("-d") || $0.hasPrefix("--data") || $0 == "-f" || $0 == "--form" || $0 == "-t"
                    || $0 == "--upload-file" || $0.hasPrefix("--post-") || $0 == "-xpost" || $0 == "--json"
                    || $0 == "--body-file" || $0.hasPrefix("-f") && $0.containsBytes(of: "@")
            } || !command.substitutions.isEmpty
                || arguments.contains { $0.containsBytes(of: "$") || $0.containsBytes(of: "%") }
        case "nc", "ncat", "netcat", "socat", "telnet", "ssh", "scp", "rsync", "sftp", "mail", "sendmail", "mailx",
            "ftp":
            true
        case "nslookup", "dig", "host", "ping": !command.substitutions.isEmpty || !command.variables.isEmpty
        default: command.outputs.contains { $0.hasPrefix("/dev/tcp/") || $0.hasPrefix("/dev/udp/") }
        }
    }

    // MARK: Files

    /// Text written to a file runs when the file does.
    private mutating func noteWritten(_ text: String, _ command: ShellCommand) {
        for target in command.outputs.prefix(4) where !target.hasPrefix("/dev/") && !target.hasPrefix("&") {
            let name = Self.baseName(target)
            guard !name.isEmpty, written.count < 64 else { continue }
            let old = written[name] ?? ""
            guard old.utf8.count + text.utf8.count <= 1 << 18 else { continue }
            written[name] = old + text + "\n"
        }
    }

    static func baseName(_ path: some StringProtocol) -> String {
        path.split { $0 == "/" || $0 == "\\" }.last.map { $0.lowercased() } ?? ""
    }

    /// Notes the files and folders that a download or clone makes.
    private mutating func noteFetched(_ program: String, _ command: ShellCommand) {
        guard fetched.count < 256 else { return }
        let words = command.words
        var names: [String] = []
        switch ShellPrograms.behaviors[program] {
        case .cmdDownload:
            names += command.outputs
            for (index, word) in words.enumerated() where index > 0 {
                if index + 1 < words.count,
                    ["-O", "--output", "-OutFile", "--output-document"].contains(word)
                        || word.hasPrefix("-") && !word.hasPrefix("--") && word.hasSuffix("o")
                {
                    names.append(words[index + 1])
                }
                if word.contains("://"),
                    program == "wget" || words.contains("-O") || words.contains("-LO")
                        || words.contains("-sLO") || words.contains("-OL") || words.contains("--remote-name")
                {
                    names.append(Self.baseName(word.prefix { $0 != "?" && $0 != "#" }))
                } else if noteBareAddress(word, program) {
                    if program == "wget" { names.append(Self.baseName(word.prefix { $0 != "?" && $0 != "#" })) }
                } else if word.contains("\\") || index == words.count - 1 && program == "bitsadmin" {
                    names.append(word)
                }
            }
        case .cmdEncoded where program == "certutil": if let last = words.last { names.append(last) }
        case .cmdVersionControl where words.contains("clone"):
            guard let last = words.last else { return }
            var name = Self.baseName(last)
            if name.hasSuffix(".git") { name.removeLast(4) }
            names.append(name)
        default: return
        }
        for name in names {
            let base = Self.baseName(name)
            if !base.isEmpty, !base.hasPrefix("-"), base != ".", base != "..", base != "null", base != "nul" {
                fetched.insert(base)
            }
        }
    }

    /// `wget 192.0.2.7/x`: what has no scheme is an address to a download tool all the same.
    private mutating func noteBareAddress(_ word: String, _ program: String) -> Bool {
        guard program == "wget" || program == "curl", !word.hasPrefix("-"), !word.containsBytes(of: "://"),
            word.utf8.count < 512, let kind = WebAddress.kind(ofHost: word.prefix { $0 != "/" && $0 != ":" })
        else { return false }
        // An address of digits is one here, not a version number.
        add(kind == .litIp ? .urlRawIp : kind)
        return true
    }

    /// Running a file that this text fetched, or one in a folder that it cloned.
    mutating func noteRunsFetched(_ program: String, _ command: ShellCommand) {
        guard !fetched.isEmpty, let first = command.words.first else { return }
        var candidates = [Self.baseName(first)]
        if ShellPrograms.shells.contains(program) || ShellPrograms.behaviors[program] == .cmdInterpreter
            || ShellPrograms.behaviors[program] == .cmdSystemLoader
            || ["source", ".", "start", "open"].contains(program)
        {
            candidates += command.words.dropFirst().prefix(8).map { Self.baseName($0) }
        }
        if first.containsBytes(of: "/") || first.containsBytes(of: "\\") {
            candidates += first.split { $0 == "/" || $0 == "\\" }.map { $0.lowercased() }
        }
        let folders = folder.split { $0 == "/" || $0 == "\\" }.map { $0.lowercased() }
        let builds = ["make", "npm", "pip", "pip3", "yarn"].contains(program) || first.hasPrefix("./")
        if builds || candidates.count > 1 { candidates += folders }
        if candidates.contains(where: fetched.contains) { add(.flowDropToProc) }
    }

    /// Lines added to what shells and sessions run when they start.
    private mutating func notePersistence(_ command: ShellCommand) {
        for target in command.outputs.prefix(16) {
            let places: Set<Behavior> = [.pathShellProfile, .pathService, .pathStartup, .pathEditor]
            if LiteralClasses(target).behaviors.contains(where: places.contains) { add(.cmdPersist) }
        }
    }

    /// Whether a package manager is pointed to another index or registry.
    func changesIndex(_ program: String, _ arguments: [String]) -> Bool {
        guard ["npm", "yarn", "pnpm", "pip", "pip2", "pip3", "uv", "npx", "bun"].contains(program) else { return false }
        if arguments.first == "config" || arguments.first == "set", arguments.contains("set") {
            return arguments.contains {
                $0.hasPrefix("registry") || $0.hasSuffix(":registry") || $0.containsBytes(of: "proxy")
                    || $0.containsBytes(of: "index-url")
                    || $0.containsBytes(of: "script-shell") || $0.containsBytes(of: "node-options")
                    || $0.hasPrefix("strict-ssl")
            }
        }
        return arguments.contains {
            $0.hasPrefix("--registry") || $0.hasPrefix("--index-url") || $0.hasPrefix("--extra-index-url")
                || $0 == "-i" && program.hasPrefix("pip") || $0.hasPrefix("git+") || $0.hasPrefix("http://")
                || $0.hasPrefix("https://") && arguments.contains { ["install", "i", "add"].contains($0) }
        }
    }
}
