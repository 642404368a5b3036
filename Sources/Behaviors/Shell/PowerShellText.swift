// What PowerShell is given on a command line: encoded text, a command, options that hide its window.
extension CommandFindings {
    mutating func readPowerShell(_ words: [String], _ arguments: [String], depth: Int) {
        // Options may be cut short: `-e`, `-enc`, `-EncodedCommand`.
        if let flag = arguments.firstIndex(where: {
            $0.utf8.count >= 2 && "-encodedcommand".hasPrefix($0) || $0 == "-ec" || $0 == "/e" || $0 == "/enc"
        }) {
            add(.cmdEncoded)
            if flag + 2 < words.count, words[flag + 2].utf8.count > 8,
                let bytes = ConstantDecoding.base64(Array(words[flag + 2].utf8))
            {
                let text = ConstantDecoding.text(of: bytes)
                add(.layerBegin)
                for behavior in LiteralClasses(text).behaviors { add(behavior) }
                readPowerShellText(text, depth: depth)
                add(.layerEnd)
            }
        }
        if arguments.contains("hidden") || arguments.contains("-w")
            || arguments.contains("1") && arguments.contains("-windowstyle")
        {
            add(.cmdHidden)
        }
        let start = arguments.firstIndex { $0.utf8.count >= 2 && "-command".hasPrefix($0) && $0 != "-co" || $0 == "/c" }
        let text =
            start.map { words.dropFirst($0 + 2).joined(separator: " ") } ?? words.dropFirst().joined(separator: " ")
        readPowerShellText(text, depth: depth)
    }

    private mutating func readPowerShellText(_ original: String, depth: Int) {
        let text = original.lowercased()
        let fetches = [
            "downloadfile", "downloadstring", "downloaddata", "invoke-webrequest", "invoke-restmethod", "iwr ", "irm ",
            "start-bitstransfer", "wget ", "curl ", "net.webclient", "httpwebrequest",
        ]
        .contains(where: text.contains)
        if fetches {
            add(.cmdDownload)
            if ["iex", "invoke-expression", ".invoke(", "scriptblock]::create", "reflection.assembly"]
                .contains(where: text.contains)
            {
                add(.shellPipeToShell)
            }
            if ["-method post", "-method put", "uploadstring", "uploadfile", "-infile", "-body"]
                .contains(where: text.contains)
            {
                add(.shellSend)
                if ["env:", "get-content", "readalltext"].contains(where: text.contains) { add(.flowFileToSend) }
            }
            if ["start-process", "invoke-item", "& $", "saps ", "start "].contains(where: text.contains),
                text.containsBytes(of: "-outfile") || text.containsBytes(of: "downloadfile")
                    || text.containsBytes(of: "-o ")
            {
                add(.flowDropToProc)
            }
        }
        if text.containsBytes(of: "frombase64string") { add(.cmdEncoded) }
        if text.containsBytes(of: "mppreference") { add(.cmdDefense) }
        if text.containsBytes(of: "scheduledtask") || text.containsBytes(of: "currentversion\\run") { add(.cmdPersist) }
        if text.containsBytes(of: "tcpclient") { add(.cmdRemoteShell) }
        if text.containsBytes(of: "start-process") || text.containsBytes(of: "invoke-item") { add(.procStartFile) }
        // Ordinary programs within it.
        if depth < 2,
            text.containsBytes(of: "schtasks") || text.containsBytes(of: "cmd /c")
                || text.containsBytes(of: "cmd.exe /c")
                || text.containsBytes(of: "node ") || text.containsBytes(of: "python ")
        {
            read(original, depth: depth + 2)
        }
    }
}
