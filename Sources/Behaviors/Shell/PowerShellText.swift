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
                text.contains("-outfile") || text.contains("downloadfile") || text.contains("-o ")
            {
                add(.flowDropToProc)
            }
        }
        if text.contains("frombase64string") { add(.cmdEncoded) }
        if text.contains("mppreference") { add(.cmdDefense) }
        if text.contains("scheduledtask") || text.contains("currentversion\\run") { add(.cmdPersist) }
        if text.contains("tcpclient") { add(.cmdRemoteShell) }
        if text.contains("start-process") || text.contains("invoke-item") { add(.procStartFile) }
        // Ordinary programs within it.
        if depth < 2,
            text.contains("schtasks") || text.contains("cmd /c") || text.contains("cmd.exe /c")
                || text.contains("node ") || text.contains("python ")
        {
            read(original, depth: depth + 2)
        }
    }
}
