/// Data files of the package that its own code runs: a `.txt`, a `.png` or a `.dat` read back as source.
///
/// The walk follows what code reads and runs; events in a file whose ending states data mean that it got there. They must
/// include one that acts: a style sheet that only a bundler understands shows addresses and syntax errors, and an
/// interpreter that is given it does nothing.
func dataRunAsCode(in source: SignalSource) -> [ArchiveSignal] {
    let sequence = source.sequence
    var firstLines: [UInt32: UInt32] = [:]
    var order: [UInt32] = []
    for unit in sequence.units where !unit.name.hasSuffix(".json") {
        for event in unit.events where acting.contains(event.behavior) && firstLines[event.file] == nil {
            firstLines[event.file] = event.line
            order.append(event.file)
        }
    }
    return order.compactMap { index in
        guard sequence.paths.indices.contains(Int(index)) else { return nil }
        let path = sequence.paths[Int(index)]
        guard dataEndings.contains(PackageMap.ending(of: path)) else { return nil }
        return ArchiveSignal(
            .dataRunAsCode, path, line: firstLines[index].map { max(1, Int($0)) },
            "code of the package runs this file, whose name says data")
    }
}

/// Behaviors that only code has, by their families.
private let acting = Set(
    Behavior.allCases.filter { behavior in
        ["flow.", "net.", "proc.", "code.", "fs.", "nat.", "ui.", "win."].contains { behavior.name.hasPrefix($0) }
    })

private let dataEndings: Set<String> = [
    "txt", "md", "rst", "log", "csv", "tsv", "dat", "data", "bin", "db", "tmp", "bak", "png", "jpg", "jpeg", "gif",
    "bmp",
    "webp", "ico", "svg", "mp3", "mp4", "wav", "ttf", "woff", "woff2", "pdf", "css", "html", "htm", "xml", "lock",
    "map",
]
