import Behaviors
import Foundation
import SourceSyntax

/// Prints MB/s of lexing, parsing and whole extraction over the files of each list (one path a line), and the slowest.
func measureRealFiles(lists: [String], passes: Int, only: String) {
    print(
        "list                  files      MB   lexing  parsing  to events   (MB/s of CPU, median of \(passes) passes)")
    for list in lists {
        let files = readFiles(list)
        let size = files.reduce(0) { $0 + $1.bytes.count }
        var seconds: [[Double]] = [[], [], []]
        var slowest: [(rate: Double, file: MeasuredFile)] = []
        var total = 0
        for pass in 0..<max(1, passes) {
            if only.isEmpty {
                seconds[0].append(processorSeconds { for file in files { total &+= file.countTokens() } })
            }
            if only != "events" {
                seconds[1].append(processorSeconds { for file in files { total &+= file.parse().nodes.count } })
            }
            if only == "parse" { continue }
            seconds[2].append(
                processorSeconds {
                    for file in files {
                        let spent = processorSeconds { total &+= file.extract().units.count }
                        // Below some kilobytes the start of a thread is all that is measured.
                        if pass == 0, file.bytes.count >= 8_192 {
                            slowest.append((megabytesPerSecond(file.bytes.count, spent), file))
                        }
                    }
                })
        }
        let rates = seconds.map { String(format: "%8.1f", megabytesPerSecond(size, median($0))) }
        let name = (list as NSString).lastPathComponent
        print(
            padded(name, 20), String(format: "%6d %7.1f", files.count, Double(size) / 1e6), rates.joined(separator: " ")
        )
        for (rate, file) in slowest.sorted(by: { $0.rate < $1.rate }).prefix(5) {
            print(String(format: "    slowest to events: %6.1f MB/s, %d bytes, ", rate, file.bytes.count) + file.name)
        }
        if total == 0 { print("    nothing was read") }
    }
}

func readFiles(_ list: String) -> [MeasuredFile] {
    guard let data = FileManager.default.contents(atPath: list) else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap { line in
        let path = String(line)
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let language: MeasuredFile.Language =
            switch (path as NSString).pathExtension {
            case "py", "pyi": .python
            case "ts", "mts", "cts", "tsx": .typeScript
            default: .javaScript
            }
        return MeasuredFile(name: path, language: language, bytes: [UInt8](data))
    }
}
