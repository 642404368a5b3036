import AirlockTestSupport
import CSandboxAttempts
import Foundation
import Packages
import Quarantine
import Synchronization
import Testing
import Verdicts

@testable import AirlockGuard

/// Real workers, unharmed and harmed: what happens to one artifact costs the others nothing.
@Suite("Workers")
struct InspectionPoolTests {
    @Test("give the evidence that inspecting in this process gives, many artifacts each, several at once")
    func evidence() async throws {
        let fixture = try WorkerFixture(count: 3)
        try await withThrowingTaskGroup(of: (Evidence, Evidence).self) { group in
            for index in 0..<90 {
                let wheel = WorkerFixture.wheel("sömé\(index)", source: "import os\nos.system('echo \(index)')\n")
                group.addTask { (try await fixture.inspect(wheel).evidence, try fixture.expected(wheel)) }
            }
            for try await (got, expected) in group {
                #expect(got.timeless == expected.timeless)
                #expect(got.eventCount > 0)
            }
        }
    }

    @Test("stay the same process for many artifacts, more than it may have descriptors")
    func manyArtifacts() async throws {
        let fixture = try WorkerFixture()
        let worker = try await fixture.worker()
        for index in 0..<40 { #expect(try await fixture.inspect(WorkerFixture.wheel("a\(index)")).isLasting) }
        #expect(try await fixture.worker() == worker)
    }

    @Test("are confined before they are given anything", .enabled(if: FileManager.default.fileExists(atPath: "/proc")))
    func confinement() async throws {
        let warnings = Mutex<[String]>([])
        let fixture = try WorkerFixture { warning in warnings.withLock { $0.append(warning) } }
        for name in ["one", "two"] { _ = try await fixture.inspect(WorkerFixture.wheel(name)) }
        let worker = try await fixture.worker()
        let tasks = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(worker)/task")
        #expect(tasks.count == 2)
        for task in tasks {
            let status = try String(contentsOfFile: "/proc/\(worker)/task/\(task)/status", encoding: .utf8)
            #expect(status.contains("NoNewPrivs:\t1"))
            #expect(status.contains("Seccomp:\t\(Kernel.filtersCalls ? 2 : 0)"))
        }
        let limits = try String(contentsOfFile: "/proc/\(worker)/limits", encoding: .utf8)
            .split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(limits.contains("Max file size 0 0 bytes"))
        #expect(limits.contains("Max core file size 0 0 bytes"))
        #expect(limits.contains("Max open files 16 16 files"))
        #expect(limits.contains("Max data size \(4 << 30) \(4 << 30) bytes"))
        // Said once for all workers where something is missing, not at all where nothing is.
        let isWhole = Kernel.filtersCalls && Kernel.landlockABI > 0
        #expect(warnings.withLock { $0.count } == (isWhole ? 0 : 1))
        let report = try await fixture.pool.run { desk in Result { try desk.readyWorker().report } }.get()
        #expect(report?.landlockABI == Kernel.landlockABI)
        #expect(report?.filtersCalls == Kernel.filtersCalls)
    }

    @Test("that crash or are killed at work block that artifact, and another takes the place", arguments: [9, 11, 6])
    func crash(signal: Int32) async throws {
        let fixture = try WorkerFixture()
        let worker = try await fixture.worker()
        kill(worker, SIGSTOP)
        async let harmed = fixture.inspect(WorkerFixture.wheel("harmed"))
        try await Task.sleep(for: .milliseconds(200))
        kill(worker, signal)
        kill(worker, SIGCONT)
        let inspected = try await harmed
        #expect(inspected.evidence.isWhollyIncomplete)
        #expect(inspected.evidence.findings.first?.message.contains("signal \(signal)") == true)
        #expect(!inspected.isLasting)
        #expect(try await fixture.inspect(WorkerFixture.wheel("next")).isLasting)
        #expect(try await fixture.worker() != worker)
    }

    @Test("that were harmed before cost the next artifact nothing")
    func harmedBefore() async throws {
        let fixture = try WorkerFixture()
        _ = try await fixture.inspect(WorkerFixture.wheel("first"))
        let worker = try await fixture.worker()
        kill(worker, SIGKILL)
        try await Task.sleep(for: .milliseconds(100))
        let next = try await fixture.inspect(WorkerFixture.wheel("next"))
        #expect(next.isLasting && next.evidence.findings.isEmpty)
    }

    @Test("that take too long are stopped")
    func timeLimit() async throws {
        let fixture = try WorkerFixture(timeLimit: .seconds(1))
        let worker = try await fixture.worker()
        _ = try await fixture.inspect(WorkerFixture.wheel("warm"))
        kill(worker, SIGSTOP)
        // The stopped worker has answered before, so the artifact is tried again and passes.
        #expect(try await fixture.inspect(WorkerFixture.wheel("next")).isLasting)
        #expect(kill(worker, 0) == -1, "stopped and reaped")
        let slow = try WorkerFixture(
            program: WorkerFixture.replay(try WorkerFixture.report()), timeLimit: .seconds(1))
        let inspected = try await slow.inspect(WorkerFixture.wheel("slow"))
        #expect(inspected.evidence.isWhollyIncomplete && !inspected.isLasting)
        #expect(inspected.evidence.findings.first?.message.contains("longer than 1 s") == true)
    }

    @Test("that run out of memory block that artifact")
    func memory() async throws {
        let fixture = try WorkerFixture()
        let worker = try await fixture.worker()
        #expect(airlock_limit_memory(worker, 100 << 20) == 0)
        let source = String(repeating: "name = [0, 1, 2, 3]\n", count: 700_000)
        let wheel = WorkerFixture.wheel("large", source: source)
        let inspected = try await fixture.inspect(wheel)
        #expect(inspected.evidence.isWhollyIncomplete && !inspected.isLasting)
        #expect(inspected.evidence.findings.first?.message.contains("crashed") == true)
        // With the memory that workers have, the same artifact is read.
        #expect(try await fixture.inspect(wheel).isLasting)
    }

    @Test("tell an archive's own damage as the same error as before")
    func damagedArchive() async throws {
        let fixture = try WorkerFixture()
        for bytes in [Array("no archive".utf8), Array(WorkerFixture.wheel("cut").dropLast(40)), []] {
            let file = try fixture.file(bytes)
            let direct = #expect(throws: QuarantineError.self) {
                try ArchiveReader().read(file, kind: .wheel, filename: "a.whl")
            }
            let told = await #expect(throws: QuarantineError.self) { try await fixture.inspect(bytes) }
            #expect(told == direct && direct != nil)
        }
        #expect(try await fixture.inspect(WorkerFixture.wheel("next")).isLasting)
    }

    @Test("walk deep trees without a thread of their own")
    func deepTree() async throws {
        let deep = String(repeating: "(", count: 550) + "1" + String(repeating: ")", count: 550)
        let nested = (0..<200).map { String(repeating: " ", count: $0) + "if x:\n" }.joined()
        let source = "a = \(deep)\n\(nested)" + String(repeating: " ", count: 200) + "b = \(deep)\n"
        let wheel = WorkerFixture.wheel("deep", source: source)
        let fixture = try WorkerFixture()
        #expect(try await fixture.inspect(wheel).evidence.timeless == (try fixture.expected(wheel).timeless))
    }

    @Test("that cannot be started end the inspection, not the rule")
    func noProgram() async throws {
        let programs = [
            WorkerProgram(path: "/nonexistent/program", arguments: []),
            WorkerProgram(path: "/bin/true", arguments: []),
            // A report of another version, and a program that is no worker.
            WorkerFixture.replay(WorkerReport(landlockABI: 6, filtersCalls: true, inspectorVersion: "0").encoded()),
            WorkerFixture.replay([5, 0, 0, 0, 1, 2, 3, 4, 5], then: "end"),
        ]
        for program in programs {
            let fixture = try WorkerFixture(program: program)
            let error = await #expect(throws: GuardError.self) {
                try await fixture.inspect(WorkerFixture.wheel("any"))
            }
            #expect(error?.status == .internalFault)
        }
    }

    @Test("that lack a part of the sandbox are told of once")
    func missingParts() async throws {
        let warnings = Mutex<[String]>([])
        let fixture = try WorkerFixture(
            program: WorkerFixture.replay(try WorkerFixture.report(landlockABI: 0, filtersCalls: false), then: "end")
        ) { warning in warnings.withLock { $0.append(warning) } }
        for _ in 0..<3 { _ = try await fixture.inspect(WorkerFixture.wheel("any")) }
        #expect(warnings.withLock { $0.count } == 1)
        #expect(warnings.withLock { $0.first }?.contains("refuses Landlock and seccomp") == true)
    }
}
