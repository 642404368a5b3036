import Foundation
import Packages

/// What npm is about to run, as npm itself says it to the shell that it starts.
///
/// Only npm's words and the folder count. A package's code can forge them for what it starts later, which is no more
/// than it can do without any shell of npm's.
struct ScriptQuestion: Codable, Sendable {
    /// Where the script runs: the folder of the package, links resolved.
    var folder: String
    /// `postinstall`, `prepare`, `npx`.
    var event: String
    /// The text that a manifest states.
    var script: String
    /// The words behind the shell's name: `-c` and the text with its arguments.
    var arguments: [String]
    var integrity: String
    var resolved: String
    var process: Int

    init(arguments: [String], folder: String, environment: [String: String], process: Int) {
        self.arguments = arguments
        self.folder = folder
        self.process = process
        event = environment["npm_lifecycle_event", default: ""]
        script = environment["npm_lifecycle_script", default: ""]
        integrity = environment["npm_package_integrity", default: ""]
        resolved = environment["npm_package_resolved", default: ""]
    }

    var digests: [Digest] { Digest.parseIntegrity(integrity) }

    /// Whether the shell is told to run the stated text, and behind it nothing but arguments.
    var runsStatedText: Bool {
        guard arguments.count == 2, arguments[0] == "-c", !script.isEmpty else { return false }
        return arguments[1] == script || arguments[1].hasPrefix(script + " ")
    }
}

/// The places of packages that a folder's path names: `…/node_modules/NAME` or `…/node_modules/@SCOPE/NAME`.
struct PackagePlace: Sendable, Equatable {
    /// The innermost package's folder.
    let folder: String
    /// The path below it; empty for the package's own folder.
    let inner: String
    /// Packages around it whose `node_modules` hold it, nearest first, with the path from there to the innermost one.
    let outer: [(folder: String, path: String)]

    /// Reads a path; nil for those that lie in no package.
    init?(_ path: String) {
        let parts = path.split(separator: "/")
        var ends: [(start: Int, end: Int)] = []
        var index = 0
        while index + 1 < parts.count {
            guard parts[index] == "node_modules" else {
                index += 1
                continue
            }
            let length = parts[index + 1].hasPrefix("@") ? 2 : 1
            guard index + length < parts.count else { break }
            ends.append((index, index + length + 1))
            index += length + 1
        }
        guard let last = ends.last else { return nil }
        func joined(_ parts: ArraySlice<Substring>) -> String { parts.joined(separator: "/") }
        folder = "/" + joined(parts[..<last.end])
        inner = joined(parts[last.end...])
        var outer: [(folder: String, path: String)] = []
        var start = last.start
        for place in ends.dropLast().reversed() {
            // A folder between would make it another package's file, which npm takes for no dependency.
            guard place.end == start else { break }
            outer.append(("/" + joined(parts[..<place.end]), joined(parts[place.end..<last.end])))
            start = place.start
        }
        self.outer = outer
    }

    static func == (left: PackagePlace, right: PackagePlace) -> Bool {
        left.folder == right.folder && left.inner == right.inner
            && left.outer.map(\.folder) == right.outer.map(\.folder)
            && left.outer.map(\.path) == right.outer.map(\.path)
    }
}
