import AirlockTestSupport
import Foundation

/// A throwaway user: home, Airlock's folders, a project folder and a clean environment for real npm and pip.
///
/// Nothing of the machine's own configuration of the clients gets in, so the only registry they know is the test's.
final class ThrowawayUser: Sendable {
    struct Result: Sendable {
        let status: Int32
        let output: String
        let errors: String
    }

    let scratch: ScratchDirectory
    let environment: [String: String]

    /// - Parameter leavingOut: variables that are set for every other test.
    init(
        npmRegistry: String? = nil, indexURL: String? = nil, extra: [String: String] = [:], leavingOut: [String] = []
    ) throws {
        scratch = try ScratchDirectory()
        for folder in ["home", "project", "temporary"] {
            try FileManager.default.createDirectory(atPath: scratch.file(folder), withIntermediateDirectories: true)
        }
        var environment = ProcessInfo.processInfo.environment.filter { key, _ in
            let name = key.lowercased()
            return !name.hasPrefix("npm_config_") && !name.hasPrefix("pip_") && !name.hasPrefix("xdg_")
                && !name.hasSuffix("_proxy") && name != "pythonpath" && name != "virtual_env"
        }
        // `swift test` sets the first where its own output goes into a pipe; clients ask nothing where the second is set.
        for name in ["NO_COLOR", "CI", "GITHUB_ACTIONS", "GITLAB_CI"] { environment[name] = nil }
        environment["HOME"] = scratch.file("home")
        environment["TMPDIR"] = scratch.file("temporary")
        environment["PATH"] = Self.path
        environment["PIP_CONFIG_FILE"] = "/dev/null"
        environment["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
        environment["NO_UPDATE_NOTIFIER"] = "1"
        if let indexURL { environment["PIP_INDEX_URL"] = indexURL }
        // `make test` takes the npm on PATH; another one is tried by naming the folder of its programs.
        if let folder = environment.removeValue(forKey: "AIRLOCK_TEST_NPM") {
            environment["PATH"] = "\(folder):" + environment["PATH", default: "/usr/bin:/bin"]
        }
        environment.merge(extra) { _, new in new }
        for name in leavingOut { environment[name] = nil }
        self.environment = environment
        if let npmRegistry { try write("registry=\(npmRegistry)/\n", to: "home/.npmrc") }
    }

    /// The machine's PATH, with the Python that pyenv's shims would start before them.
    ///
    /// After every install through a shim pyenv writes the folder of shims anew. Two at a time take each other's files
    /// away, and the one that loses ends with status 1 ("isn't writable"): tests that run side by side cannot share it.
    private static let path: String = {
        let path = ProcessInfo.processInfo.environment["PATH", default: "/usr/bin:/bin"]
        let found = path.split(separator: ":").map { "\($0)/python3" }.first(
            where: FileManager.default.isExecutableFile)
        guard let found, found.hasSuffix("/shims/python3") else { return path }
        let question = Process()
        let answer = Pipe()
        question.executableURL = URL(fileURLWithPath: found)
        question.arguments = ["-c", "import os, sys; print(os.path.dirname(sys.executable))"]
        question.standardOutput = answer
        guard (try? question.run()) != nil else { return path }
        let folder = String(decoding: answer.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        question.waitUntilExit()
        return folder.trimmingCharacters(in: .whitespacesAndNewlines) + ":" + path
    }()

    var project: String { scratch.file("project") }
    var marker: String { scratch.file("package-code-ran") }

    func write(_ text: String, to name: String) throws {
        let path = scratch.file(name)
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    func text(_ name: String) -> String? {
        scratch.read(name).map { String(decoding: $0, as: UTF8.self) }
    }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: scratch.file(name)) }

    /// The folder of the binaries that SwiftPM built beside the tests.
    static let binaries: String = {
        let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (runner as NSString).deletingLastPathComponent
    }()

    static var airlock: String { binaries + "/airlock" }

    /// Runs `airlock` with these arguments in the project folder.
    func guarded(_ arguments: String..., in folder: String? = nil, adding extra: [String: String] = [:]) async throws
        -> Result
    {
        try await run(Self.airlock, arguments, in: folder, adding: extra)
    }

    /// Runs `airlock` with a list of arguments in the project folder.
    func guarded(words: [String], adding extra: [String: String] = [:]) async throws -> Result {
        try await run(Self.airlock, words, in: nil, adding: extra)
    }

    /// Runs the bare tool.
    func bare(_ program: String, _ arguments: String..., in folder: String? = nil) async throws -> Result {
        try await run("/usr/bin/env", [program] + arguments, in: folder, adding: [:])
    }

    func bare(words: [String], adding extra: [String: String] = [:]) async throws -> Result {
        try await run("/usr/bin/env", words, in: nil, adding: extra)
    }

    /// Runs a program with its arguments in a folder.
    func run(words: [String], in folder: String, adding extra: [String: String]) async throws -> Result {
        try await run(words[0], Array(words.dropFirst()), in: folder, adding: extra)
    }

    private func run(
        _ program: String, _ arguments: [String], in folder: String?, adding extra: [String: String]
    ) async throws -> Result {
        let (output, errors) = (
            scratch.file(".stdout-\(UInt32.random(in: 0 ... .max))"),
            scratch.file(".stderr-\(UInt32.random(in: 0 ... .max))")
        )
        for path in [output, errors] { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = environment.merging(extra) { _, new in new }
        process.currentDirectoryURL = URL(fileURLWithPath: folder ?? project)
        process.standardInput = FileHandle.nullDevice
        let handles = try [output, errors].map { try FileHandle(forWritingTo: URL(fileURLWithPath: $0)) }
        // Foundation holds them as long as the process object; a thousand and more open ones make its next start read
        // past the end of a buffer.
        defer { for handle in handles { try? handle.close() } }
        process.standardOutput = handles[0]
        process.standardError = handles[1]
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        func contents(_ path: String) -> String {
            String(decoding: (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data(), as: UTF8.self)
        }
        return Result(
            status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
            output: contents(output), errors: contents(errors))
    }
}

/// One virtual environment per use, with the pip and setuptools that its Python carries.
///
/// A copy of one that is made once, since making one takes seconds. `AIRLOCK_TEST_VENV` names another one to copy, with
/// another pip (`Tests/pips.sh`).
struct VirtualEnvironment: Sendable {
    let folder: String

    init(for user: ThrowawayUser, named name: String = "venv") async throws {
        folder = user.scratch.file(name)
        let template = try await Self.template.value
        let made = try await user.bare(
            words: ["sh", "-c", Self.copying, template, folder], adding: ["PATH": "/usr/bin:/bin"])
        guard made.status == 0 else { throw Failure(text: made.errors) }
    }

    /// Copies `$0` to `$1`, by links where both lie on one disk, but for the programs, which name their Python by its path.
    private static let copying = """
        set -e
        cp -al "$0" "$1" 2>/dev/null || { rm -rf "$1"; cp -a "$0" "$1"; }
        for file in "$1"/bin/*; do
            [ -L "$file" ] && continue
            cp "$file" "$file.new"
            sed -i "s|$0|$1|g" "$file.new"
            mv "$file.new" "$file"
        done
        """

    private static let template = Task { () -> String in
        if let given = ProcessInfo.processInfo.environment["AIRLOCK_TEST_VENV"] { return given }
        let user = try ThrowawayUser()
        let folder = templateFolder
        atexit { try? FileManager.default.removeItem(atPath: VirtualEnvironment.templateFolder) }
        let made = try await user.bare("python3", "-m", "venv", folder)
        guard made.status == 0 else { throw Failure(text: made.errors) }
        return folder
    }

    /// Beside the tests' own folders, so that files can be linked.
    private static let templateFolder = "/tmp/airlock-test-venv-\(UInt64.random(in: .min ... .max))"

    struct Failure: Error { let text: String }

    /// PATH with this environment's programs first.
    func path(_ user: ThrowawayUser) -> [String: String] {
        ["PATH": "\(folder)/bin:\(user.environment["PATH", default: "/usr/bin:/bin"])", "VIRTUAL_ENV": folder]
    }

    var pip: String { "\(folder)/bin/pip" }

    /// The first two numbers of pip's version.
    func pipVersion(_ user: ThrowawayUser) async throws -> (Int, Int) {
        let numbers = try await user.bare(words: [pip, "--version"]).output.split { !$0.isNumber }.prefix(2)
            .compactMap { Int($0) }
        guard numbers.count == 2 else { throw Failure(text: "no version of pip") }
        return (numbers[0], numbers[1])
    }
}
