import Behaviors
import Foundation
import Packages
import Testing

/// A file of golden cases, `Cases/FAMILY.case`, as UTF-8 text.
///
/// - The first line is `# family: what it shows`; lines before the first case that begin with `#` are comments.
/// - `== title` begins a case. A title that begins with `look-alike:` says that the case resembles the malicious one
///   above it and is benign.
/// - `kind: wheel`, `kind: sdist` or `kind: npm` follows: what artifact the files make up.
/// - `-- path` begins a file of the package; its text is every line up to the next line that begins with `-- ` or `== `,
///   each ended by a line feed. `-- path = base64` gives its bytes in base64 instead, for what is no text, and
///   `-- path = unended` takes the last line feed away.
/// - `-- sequence` comes last: the canonical text (`canonicalText(of:)`) of the whole package, exactly.
///
/// Cases are inert by construction: hosts end in `.invalid` or are known services with a path that leads nowhere,
/// addresses are those of documentation, and what is decoded or run does nothing.
struct GoldenFile: Sendable, CustomTestStringConvertible {
    /// The name of the file without its ending, as `python-encodings`.
    let name: String
    /// The lines before the first case, as they stand.
    let head: String
    let cases: [GoldenCase]
    var testDescription: String { name }

    /// All files beside this one, read once; those of `RECORD_GOLDENS=1` have been written again with today's sequences.
    static let all: [GoldenFile] = {
        let files = read()
        guard isRecording else { return files }
        for file in files { file.record() }
        return read()
    }()

    /// Whether the run writes sequences instead of comparing them; it fails then, since a recording proves nothing.
    static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1"

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

    private static func read() -> [GoldenFile] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".case") }.sorted().map { name in
            let text = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
            return GoldenFile(name: String(name.dropLast(".case".count)), text: text)
        }
    }

    init(name: String, text: String) {
        self.name = name
        var head = ""
        var cases: [GoldenCase] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if line.hasPrefix("== ") {
                cases.append(GoldenCase(family: name, title: String(line.dropFirst(3))))
            } else if cases.isEmpty {
                head += line + "\n"
            } else {
                cases[cases.count - 1].add(line)
            }
        }
        self.head = head
        self.cases = cases
    }

    private func record() {
        let text = head + cases.map(\.recorded).joined()
        try? Data(text.utf8).write(to: Self.folder.appending(path: "\(name).case"))
    }
}

/// One case of a `GoldenFile`.
struct GoldenCase: Sendable, CustomTestStringConvertible {
    /// A file's path, how its text is meant, and its lines.
    private struct Section: Sendable {
        let header: Substring
        var text = ""
    }

    let family: String
    let title: String
    private var kindLine = ""
    private var sections: [Section] = []

    init(family: String, title: String) {
        self.family = family
        self.title = title
    }

    var isLookAlike: Bool { title.hasPrefix("look-alike:") }
    var testDescription: String { "\(family): \(title)" }

    /// The text below `-- sequence`; nil when the case has none.
    var expected: String? { sections.last.flatMap { $0.header == "sequence" ? $0.text : nil } }

    /// What the case's files give today; nil when its kind is unknown or a file unreadable.
    var actual: BehaviorSequence? {
        let kinds: [String: (Ecosystem, ArtifactKind)] = [
            "wheel": (.pypi, .wheel), "sdist": (.pypi, .sdist), "npm": (.npm, .npmTarball),
        ]
        guard let (ecosystem, kind) = kinds[kindLine] else { return nil }
        var files: [PackageFile] = []
        for section in sections where section.header != "sequence" {
            guard let file = packageFile(section) else { return nil }
            files.append(file)
        }
        return extractBehaviors(from: PackageSource(ecosystem: ecosystem, kind: kind, files: files))
    }

    private func packageFile(_ section: Section) -> PackageFile? {
        var path = String(section.header)
        var bytes = Array(section.text.utf8)
        if path.hasSuffix(" = base64") {
            path.removeLast(" = base64".count)
            guard let data = Data(base64Encoded: section.text, options: .ignoreUnknownCharacters) else { return nil }
            bytes = Array(data)
        } else if path.hasSuffix(" = unended") {
            path.removeLast(" = unended".count)
            bytes = bytes.dropLast()
        }
        return PackageFile(path: path, bytes: bytes, isExecutable: false)
    }

    mutating func add(_ line: Substring) {
        if line.hasPrefix("-- ") {
            sections.append(Section(header: line.dropFirst(3)))
        } else if sections.isEmpty {
            if line.hasPrefix("kind: ") { kindLine = String(line.dropFirst("kind: ".count)) }
        } else {
            sections[sections.count - 1].text += line + "\n"
        }
    }

    /// The case's text with today's sequence.
    var recorded: String {
        var text = "== \(title)\nkind: \(kindLine)\n"
        for section in sections where section.header != "sequence" { text += "-- \(section.header)\n\(section.text)" }
        return text + "-- sequence\n" + (actual.map(canonicalText) ?? "")
    }
}
