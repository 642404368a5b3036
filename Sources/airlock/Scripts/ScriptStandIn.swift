import Foundation
import Interception
import Transfer

/// What npm runs in place of its shell while it installs: a link to this program, whose path is npm's `script-shell`.
///
/// It asks the guard and becomes the shell that npm would have started, with npm's words, environment, input and
/// outputs; status and signals are that shell's. npm that a script starts has the same `script-shell`, and asks too. A
/// script that may not run ends with a status of failure before any shell is started.
///
/// Beside the link lies a file of three lines, private to the command: the door's address, its token, the shell.
enum ScriptStandIn {
    private static let name = "script-shell"
    private static let ending = ".door"

    /// Writes the file and the link, and returns the link's path.
    static func make(door: String, token: String, shell: String, scratch: ScratchFolder) throws -> String {
        let link = scratch.file(name)
        try Data("\(door)\n\(token)\n\(shell)\n".utf8).write(to: URL(fileURLWithPath: link + ending))
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: program)
        return link
    }

    /// Whether this process was started through such a link.
    static func isNamed(by program: String) -> Bool { program.hasPrefix("/") && program.hasSuffix("/" + name) }

    /// Becomes the shell where the guard allows it; else the status of a refusal.
    static func run(as link: String, _ arguments: [String], surroundings: Surroundings) async -> Int32 {
        do {
            guard let data = FileManager.default.contents(atPath: link + ending) else {
                throw Failure(description: "the guard of this shell has ended")
            }
            let lines = String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
            guard lines.count == 3 else { throw Failure(description: "the guard's note is damaged") }
            let question = ScriptQuestion(
                arguments: arguments, folder: surroundings.workingDirectory, environment: surroundings.environment,
                process: Int(getpid()))
            try await ask(question, door: lines[0], token: lines[1])
            return try become(lines[2], arguments, path: surroundings.environment["PATH", default: ""])
        } catch {
            FileHandle.standardError.write(Data("airlock: \(error)\n".utf8))
            return ExitStatus.blocked.rawValue
        }
    }

    private struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private static func ask(_ question: ScriptQuestion, door: String, token: String) async throws {
        let transfer = try HTTPTransfer(TransferConfiguration(plainHTTPHosts: ["127.0.0.1"]))
        defer { transfer.close() }
        let request = TransferRequest(
            url: door, method: .post(Array(try JSONEncoder().encode(question))),
            headers: [("Authorization", "Bearer \(token)"), ("Content-Type", "application/json")])
        // What the guard has not judged yet, it may have to fetch first.
        let limits = TransferLimits(maximumBytes: 64 << 10, lowSpeedSeconds: 3_600)
        let (response, bytes) = try await transfer.collect(request, limits: limits)
        guard response.status == 200 else { throw Failure(description: String(decoding: bytes, as: UTF8.self)) }
    }

    /// Returns only where the shell cannot be started, with the status that shells have for that.
    private static func become(_ shell: String, _ arguments: [String], path: String) throws -> Int32 {
        do throws(InterceptionError) {
            let program = try findRealProgram(named: shell, onPath: path, calledThroughShim: nil)
            throw replaceProcess(by: program, arguments: [shell] + arguments)
        } catch {
            FileHandle.standardError.write(Data("airlock: \(error)\n".utf8))
            return ExitStatus.notFound.rawValue
        }
    }
}
