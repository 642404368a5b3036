import AirlockTestSupport
import CSandbox
import Foundation
import Testing

/// What hostile code in a worker could try, tried by a process that gave up exactly what a worker gives up.
///
/// Each attempt is made without the sandbox as well, where it works: so a refusal is the sandbox's.
@Suite("Inside the sandbox")
struct SandboxTests {
    struct Attempt: Sendable, CustomStringConvertible {
        let name: String
        /// Refused by Landlock alone, from this ABI on.
        var filesABI: Int?
        /// Refused by the limits alone.
        var isLimited = false
        /// The filter kills instead of refusing.
        var isFatal = false

        var description: String { name }
    }

    static let attempts: [Attempt] = [
        Attempt(name: "read-file", filesABI: 1), Attempt(name: "read-system-file", filesABI: 1),
        Attempt(name: "read-own-process", filesABI: 1), Attempt(name: "write-file", filesABI: 1),
        Attempt(name: "create-file", filesABI: 1), Attempt(name: "list-folder", filesABI: 1),
        Attempt(name: "make-folder", filesABI: 1), Attempt(name: "remove-file", filesABI: 1),
        Attempt(name: "rename-file", filesABI: 1), Attempt(name: "link-file", filesABI: 1),
        Attempt(name: "truncate-file", filesABI: 3), Attempt(name: "examine-file"), Attempt(name: "change-mode"),
        Attempt(name: "change-folder"), Attempt(name: "grow-file", isLimited: true),
        Attempt(name: "socket-tcp"), Attempt(name: "socket-udp"), Attempt(name: "socket-unix"),
        Attempt(name: "socket-netlink"), Attempt(name: "connect-tcp", filesABI: 4),
        Attempt(name: "bind-tcp", filesABI: 4), Attempt(name: "fork"), Attempt(name: "clone-process"),
        Attempt(name: "make-thread"), Attempt(name: "trace", isFatal: true),
        Attempt(name: "signal-parent", filesABI: 6), Attempt(name: "read-memory", isFatal: true),
        Attempt(name: "new-namespace", isFatal: true), Attempt(name: "map-executable"),
        Attempt(name: "make-executable"), Attempt(name: "executable-memory-file"),
        Attempt(name: "much-memory", isLimited: true), Attempt(name: "many-descriptors", isLimited: true),
    ]

    @Test("nothing can be opened, reached, started or made executable", arguments: attempts)
    func refused(attempt: Attempt) async throws {
        let free = try await Probe.attempt(attempt.name, layers: "-")
        #expect(free.errorNumber == 0, "must work without a sandbox, or the test proves nothing")
        let confined = try await Probe.attempt(attempt.name, layers: "lfc")
        if Kernel.filtersCalls {
            #expect(attempt.isFatal ? confined.signal == SIGSYS : confined.isRefused)
        } else if let abi = attempt.filesABI, abi <= Kernel.landlockABI {
            #expect(confined.isRefused)
        } else {
            #expect(confined.isRefused == attempt.isLimited)
        }
    }

    @Test("Landlock alone keeps its part", arguments: attempts.filter { $0.filesABI != nil })
    func files(attempt: Attempt) async throws {
        let confined = try await Probe.attempt(attempt.name, layers: "f")
        #expect(confined.landlockABI == Kernel.landlockABI)
        #expect(confined.isRefused == (attempt.filesABI.map { $0 <= Kernel.landlockABI } ?? false))
    }

    @Test("the limits alone keep their part", arguments: attempts.filter(\.isLimited))
    func limits(attempt: Attempt) async throws {
        #expect(try await Probe.attempt(attempt.name, layers: "l").isRefused)
    }

    @Test("no other program can be started")
    func execution() async throws {
        // Without a sandbox the program runs, and nothing is printed after it.
        let free = try await Probe.attempt("execute", layers: "-")
        #expect(free.status == 0 && free.errorNumber == nil)
        let confined = try await Probe.attempt("execute", layers: "lfc")
        if Kernel.filtersCalls {
            #expect(confined.signal == SIGSYS)
        } else {
            #expect(confined.isRefused == (Kernel.landlockABI > 0))
        }
    }

    #if arch(x86_64)
        @Test("system calls under other numbers kill", .enabled(if: Kernel.filtersCalls))
        func otherNumbers() async throws {
            #expect(try await Probe.attempt("other-numbers", layers: "c").signal == SIGSYS)
        }
    #endif

    @Test("computing goes on, and what is in force is what the kernel offers")
    func control() async throws {
        let confined = try await Probe.attempt("compute", layers: "lfc")
        #expect(confined.errorNumber == 0)
        #expect(confined.landlockABI == Kernel.landlockABI)
        #expect(confined.filtersCalls == Kernel.filtersCalls)
    }
}

/// What this kernel offers, told by itself.
enum Kernel {
    static let landlockABI = Int(airlock_sandbox_offered_abi())
    static let filtersCalls = FileManager.default.fileExists(atPath: "/proc/sys/kernel/seccomp/actions_avail")
}

/// One run of the `SandboxProbe` that SwiftPM built beside the tests.
struct Probe {
    let status: Int32
    let signal: Int32?
    let landlockABI: Int?
    let filtersCalls: Bool?
    /// 0 when the attempt worked; nil when nothing was said.
    let errorNumber: Int32?

    var isRefused: Bool { (errorNumber ?? 0) > 0 }

    static let folder: String = {
        let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return (runner as NSString).deletingLastPathComponent
    }()

    static var path: String { folder + "/SandboxProbe" }

    static func attempt(_ name: String, layers: String) async throws -> Probe {
        let scratch = try ScratchDirectory()
        let target = try scratch.write(Array("text".utf8), to: "target")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = ["attempt", layers, name, target]
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        let isComplete = numbers.count == 3
        return Probe(
            status: process.terminationStatus,
            signal: process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil,
            landlockABI: isComplete ? numbers[0] : nil, filtersCalls: isComplete ? numbers[1] == 1 : nil,
            errorNumber: isComplete ? Int32(numbers[2]) : nil)
    }
}
