import Foundation
import SourceSyntax
import Testing

/// A small fixed sample of `make oracle`: our facts of a file against those of the languages' own parsers.
///
/// A missing oracle shows as a skipped test. Python is always there, since the end-to-end tests need pip.
@Suite struct OracleTests {
    @Test("Calls, imports and functions of the standard library agree with CPython's ast")
    func standardLibrary() throws {
        let library = try Oracle.run(
            ["python3", "-c", "import sysconfig; print(sysconfig.get_paths()['stdlib'])"], input: "")
        let folder = library.trimmingCharacters(in: .whitespacesAndNewlines)
        let paths = Oracle.sample.map { "\(folder)/\($0)" }.filter(FileManager.default.fileExists)
        #expect(paths.count >= Oracle.sample.count - 2)
        let output = try Oracle.run(
            ["python3", Oracle.script("python_facts.py")], input: paths.joined(separator: "\n"))
        let expected = Oracle.facts(in: output)
        #expect(expected.count == paths.count)
        #expect(expected.values.reduce(0) { $0 + $1.count } > 3_000)
        for path in paths { #expect(expected[path] == (try ours(path, .python)), "\(path)") }
    }

    @Test("Forms of Python 2 agree with lib2to3", .enabled(if: Oracle.has("lib2to3"), "lib2to3 left CPython with 3.13"))
    func legacyPython() throws { try compareFixture("legacy.py", .python, ["python_versions.py", "lib2to3"]) }

    @Test(
        "Newest forms of Python agree with libcst",
        .enabled(if: Oracle.readsNewestForms, "pip install libcst, 1.9 or newer"))
    func newestPython() throws { try compareFixture("newest.py", .python, ["python_versions.py", "libcst"]) }

    @Test("A JavaScript fixture agrees with acorn", .enabled(if: Oracle.hasModule("acorn-walk"), "install node-acorn"))
    func javaScript() throws { try compareFixture("modern.js", .javaScript, ["javascript_facts.cjs"]) }

    @Test(
        "A TypeScript fixture agrees with TypeScript's parser",
        .enabled(if: Oracle.hasModule("typescript"), "install node-typescript"))
    func typeScript() throws { try compareFixture("modern.ts", .typeScript, ["typescript_facts.cjs"]) }

    private func compareFixture(_ name: String, _ language: Oracle.Language, _ command: [String]) throws {
        let path = Oracle.script("Fixtures/\(name)")
        let isNode = command[0].hasSuffix(".cjs")
        let arguments = [isNode ? "node" : "python3", Oracle.script(command[0])] + command.dropFirst()
        let output = try Oracle.run(isNode ? arguments : arguments + [path], input: isNode ? path : "")
        let expected = try #require(Oracle.facts(in: output)[path])
        #expect(expected.count > 20)
        #expect(try ours(path, language) == expected)
    }

    private func ours(_ path: String, _ language: Oracle.Language) throws -> [String] {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        let tree =
            switch language {
            case .python: parsePython(bytes)
            case .javaScript: parseJavaScript(bytes, isTypeScript: false, allowsMarkup: true)
            case .typeScript: parseJavaScript(bytes, isTypeScript: true, allowsMarkup: false)
            }
        var reader = FactReader(tree: tree, isPython: language == .python)
        return reader.read().sorted()
    }
}

/// Runs the scripts of `Tests/Oracles` and reads what they print.
private enum Oracle {
    enum Language { case python, javaScript, typeScript }

    /// Files of every supported CPython that hold many forms of the language.
    static let sample = [
        "argparse.py", "ast.py", "asyncio/base_events.py", "asyncio/tasks.py", "base64.py", "collections/__init__.py",
        "contextlib.py", "dataclasses.py", "datetime.py", "difflib.py", "email/message.py", "enum.py", "functools.py",
        "http/client.py", "inspect.py", "json/decoder.py", "logging/__init__.py", "os.py", "pathlib.py", "pdb.py",
        "pickle.py", "shutil.py", "ssl.py", "subprocess.py", "tarfile.py", "tempfile.py", "threading.py", "typing.py",
        "unittest/mock.py", "zipfile.py",
    ]

    static func script(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Oracles/\(name)").path
    }

    static func has(_ module: String) -> Bool {
        (try? run(["python3", "-W", "ignore", "-c", "import \(module)"], input: "")) != nil
    }

    /// Older versions of libcst import but do not read template strings.
    static var readsNewestForms: Bool {
        (try? run(["python3", "-c", "import libcst; libcst.parse_module('t\"{a}\"')"], input: "")) != nil
    }

    static func hasModule(_ name: String) -> Bool {
        (try? run(["node", "-e", "require('\(name)')"], input: "")) != nil
    }

    static func facts(in output: String) -> [String: [String]] {
        var files: [String: [String]] = [:]
        var current = ""
        for line in output.split(separator: "\n") {
            if line.hasPrefix("FILE ") {
                current = String(line.dropFirst(5))
                files[current] = []
            } else {
                files[current, default: []].append(String(line))
            }
        }
        return files.mapValues { $0.sorted() }
    }

    struct Failure: Error { let status: Int32 }

    /// What a program prints; an error when it cannot be started or fails.
    static func run(_ command: [String], input: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        var environment = ProcessInfo.processInfo.environment
        environment["NODE_PATH"] = [environment["NODE_PATH"], "/usr/share/nodejs"].compactMap { $0 }.joined(
            separator: ":")
        process.environment = environment
        let (stdin, stdout) = (Pipe(), Pipe())
        process.standardInput = stdin
        process.standardOutput = stdout
        process.standardError = FileHandle.nullDevice
        try process.run()
        // The lists are far below a pipe's capacity, so that writing before reading cannot block.
        try stdin.fileHandleForWriting.write(contentsOf: Data("\(input)\n".utf8))
        try stdin.fileHandleForWriting.close()
        let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
        return String(decoding: output, as: UTF8.self)
    }
}
