import Foundation
import Interception

/// One run of a real client.
struct ClientRun: Sendable {
    let end: ChildEnd
    let output: [UInt8]
    /// What it wrote to standard error; empty where that went to the user.
    let errors: [UInt8]
}

/// Starts real clients on threads of their own, since waiting for a child blocks.
struct ClientProcess: Sendable {
    /// Of a planning client's output; npm's `--json` error report of a large tree stays far below it.
    private static let captureLimit = 64 << 20

    /// Longer than an interruption takes to end the guard.
    private static let interruptionTime = Duration.seconds(5)

    let program: String
    /// The words that stand before the client's arguments, `argv[0]` first: `["python3", "-m", "pip"]`.
    let words: [String]

    init(program: String, words: [String]) {
        self.program = program
        self.words = words
    }

    /// A program that the user may have named by a relative path, which clients are not all run beside.
    init(program: String, words: [String], startedIn folder: String) {
        let isRelative = program.contains("/") && !program.hasPrefix("/")
        self.program = isRelative ? folder + "/" + program : program
        // Python finds its environment by the path that it was called by.
        self.words = isRelative ? [self.program] + words.dropFirst() : words
    }

    /// Runs it in silence: both outputs are collected.
    func collect(
        _ arguments: [String], environment: [String: String], folder: String?, scratch: ScratchFolder
    ) async throws -> ClientRun {
        // Several may run at once: git while npm plans.
        let errorFile = scratch.file("client-errors-\(UInt64.random(in: 0 ... .max))")
        defer { unlink(errorFile) }
        let result = try await run(
            arguments, environment: environment, folder: folder, output: .captured(limit: Self.captureLimit),
            errorFile: errorFile)
        // A client that failed since the user has interrupted the whole has nothing to say.
        if isBeingInterrupted() { try await Task.sleep(for: Self.interruptionTime) }
        let errors = FileManager.default.contents(atPath: errorFile).map(Array.init) ?? []
        return ClientRun(end: result.end, output: result.output, errors: errors)
    }

    /// Runs it as the user would: the terminal is the child's; `started` is told its number.
    func attach(
        _ arguments: [String], environment: [String: String], output: ChildOutput = .inherited,
        started: (@Sendable (Int32) -> Void)? = nil
    ) async throws -> ClientRun {
        let result = try await run(
            arguments, environment: environment, folder: nil, output: output, errorFile: nil, started: started)
        return ClientRun(end: result.end, output: result.output, errors: [])
    }

    private func run(
        _ arguments: [String], environment: [String: String], folder: String?, output: ChildOutput, errorFile: String?,
        started: (@Sendable (Int32) -> Void)? = nil
    ) async throws -> ChildResult {
        let (program, words) = (program, words)
        let entries = environment.map { "\($0.key)=\($0.value)" }.sorted()
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        try runChild(
                            program, arguments: words + arguments, environment: entries, workingFolder: folder,
                            output: output, errorFile: errorFile, started: started)
                    })
            }
        }
    }
}
