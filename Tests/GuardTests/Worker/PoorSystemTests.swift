import AirlockTestSupport
import Foundation
import Testing

@testable import AirlockGuard

/// `scan` where the system gives a worker less than usual, or nothing.
@Suite("Scanning on a poor system")
struct PoorSystemTests {
    private struct Run {
        let status: Int32
        let output: String
        let errors: String
    }

    private let scratch: ScratchDirectory
    private let wheels: [String]

    init() throws {
        let scratch = try ScratchDirectory()
        self.scratch = scratch
        wheels = try ["one", "two", "three"].map { name in
            try scratch.write(WorkerFixture.wheel(name), to: "\(name)-1.0-py3-none-any.whl")
        }
    }

    private func run(_ program: String, _ arguments: [String]) async throws -> Run {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["HOME": scratch.path]) { _, new in new }
        process.standardInput = FileHandle.nullDevice
        let streams = try ["output", "errors"].map { name in
            try FileHandle(forWritingTo: URL(fileURLWithPath: try scratch.write([], to: name)))
        }
        (process.standardOutput, process.standardError) = (streams[0], streams[1])
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        let texts = ["output", "errors"].map { String(decoding: scratch.read($0) ?? [], as: UTF8.self) }
        return Run(status: process.terminationStatus, output: texts[0], errors: texts[1])
    }

    @Test("without Landlock and seccomp, judges as ever and says so once", .enabled(if: Kernel.filtersCalls))
    func oldKernel() async throws {
        let scan = [Probe.folder + "/airlock-guard", "scan"] + wheels
        let usual = try await run(scan[0], Array(scan.dropFirst()))
        let old = try await run(Probe.path, ["old-kernel"] + scan)
        #expect(old.status == 0 && usual.status == 0)
        #expect(old.output == usual.output && old.output.contains("allow"))
        #expect(old.errors.components(separatedBy: "refuses Landlock and seccomp").count == 2, "\(old.errors)")
        #expect(usual.errors.contains("refuses") == (Kernel.landlockABI == 0))
    }

    /// Below seven, the system's own libraries trap before anything of ours runs; nothing is judged then either.
    @Test("with too few descriptors for a worker, judges nothing", arguments: [7, 8, 9, 12])
    func fewDescriptors(limit: Int) async throws {
        let command = "ulimit -n \(limit); exec \"$0\" scan --json \"$1\""
        let result = try await run("/bin/sh", ["-c", command, Probe.folder + "/airlock-guard", wheels[0]])
        if result.status == 0 {
            #expect(result.output.contains("\"verdict\":\"allow\"") && !result.output.contains("\"events\":0"))
        } else {
            #expect([65, 70].contains(result.status))
            #expect(result.output.contains("\"error\"") && !result.output.contains("verdict"))
            #expect(result.errors.hasPrefix("airlock: error: "))
        }
    }
}
