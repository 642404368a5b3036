import AirlockTestSupport
import Foundation
import Packages
import Quarantine
import Verdicts

@testable import AirlockGuard

/// A pool with the real guard's worker, or one that replays frames, and wheels for it.
final class WorkerFixture: Sendable {
    let inspector: Inspector
    let pool: InspectionPool
    private let scratch: ScratchDirectory

    init(
        count: Int = 1, program: WorkerProgram? = nil, timeLimit: Duration = .seconds(60),
        warn: @escaping @Sendable (String) -> Void = { _ in }
    ) throws {
        inspector = try Inspector()
        scratch = try ScratchDirectory()
        let guardProgram = WorkerProgram(path: Probe.folder + "/airlock-guard", arguments: [InspectionWorker.option])
        pool = InspectionPool(
            inspector: inspector, count: count, program: program ?? guardProgram, timeLimit: { _ in timeLimit },
            warn: warn)
    }

    deinit { pool.close() }

    /// A program that says these frames, each after the first as the answer to a request.
    static func replay(_ frames: [UInt8]..., then last: String = "wait") -> WorkerProgram {
        let words = frames.map { $0.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
        return WorkerProgram(path: Probe.path, arguments: ["replay"] + words + [last])
    }

    /// What a worker of this build says first.
    static func report(landlockABI: Int = 6, filtersCalls: Bool = true) throws -> [UInt8] {
        WorkerReport(
            landlockABI: landlockABI, filtersCalls: filtersCalls, inspectorVersion: try Inspector().version(for: .wheel)
        ).encoded()
    }

    static func wheel(_ name: String, source: String = "import os\nprint(os.environ)\n") -> [UInt8] {
        ArchiveBuilder.zip([
            ArchiveBuilder.ZipMember("\(name)/__init__.py", source),
            ArchiveBuilder.ZipMember("\(name)-1.0.dist-info/METADATA", "Name: \(name)\nVersion: 1.0\n"),
        ])
    }

    func file(_ bytes: [UInt8]) throws -> MappedFile {
        try MappedFile(path: scratch.write(bytes, to: String(UInt64.random(in: .min ... .max), radix: 16)))
    }

    /// Inspects bytes by the pool.
    func inspect(_ bytes: [UInt8], filename: String = "some-1.0-py3-none-any.whl") async throws -> Inspected {
        let file = try file(bytes)
        return try await pool.run { desk in
            Result {
                try desk.inspect(file, sha256: file.digest(.sha256), kind: .wheel, filename: filename)
            }
        }.get()
    }

    /// The process of the only desk's worker, ready for requests.
    func worker() async throws -> Int32 {
        try await pool.run { desk in Result { try desk.readyWorker().identifier } }.get()
    }

    /// What reading and judging in this process gives.
    func expected(_ bytes: [UInt8]) throws -> Evidence {
        let file = try file(bytes)
        let unpacked = try ArchiveReader().read(file, kind: .wheel, filename: "some-1.0-py3-none-any.whl")
        return inspector.inspect(unpacked, sha256: file.digest(.sha256), byteCount: bytes.count, kind: .wheel).evidence
    }
}

extension Evidence {
    /// The same evidence, made in no time.
    var timeless: Evidence {
        Evidence(
            sha256: sha256, inspector: inspector, ecosystem: ecosystem, declaredName: declaredName,
            declaredVersion: declaredVersion, byteCount: byteCount, score: score, eventCount: eventCount,
            milliseconds: 0, behaviors: behaviors, manifest: manifest, findings: findings)
    }

    /// Whether it says that nothing was inspected, and so blocks.
    var isWhollyIncomplete: Bool {
        findings.map(\.code) == [.incompleteInspection] && incompleteness == .code && findings[0].level == .block
    }
}
