import Foundation
import Packages
import Quarantine
import Testing
import Verdicts

@testable import AirlockGuard

/// A worker that was taken over says what it likes; nothing but evidence about the artifact in question gets through.
@Suite("Workers that lie")
struct LyingWorkerTests {
    private static let wheel = WorkerFixture.wheel("asked")

    /// The honest answer about the wheel, to be changed.
    private static func honest(
        sha256: Digest? = nil, inspector: String? = nil, ecosystem: Ecosystem = .pypi, byteCount: Int? = nil,
        eventCount: Int = 1, kind: ArtifactKind = .wheel, sequence: String = ""
    ) throws -> [UInt8] {
        let evidence = Evidence(
            sha256: sha256 ?? DigestFunction.digest(of: wheel, .sha256),
            inspector: try inspector ?? Inspector().version(for: kind), ecosystem: ecosystem,
            byteCount: byteCount ?? wheel.count, score: 0, eventCount: eventCount, milliseconds: 1)
        return InspectionAnswer.observed(kind, evidence, sequence: sequence).encoded()
    }

    private func inspected(_ answer: [UInt8], then last: String = "wait") async throws -> Inspected {
        let fixture = try WorkerFixture(
            program: WorkerFixture.replay(try WorkerFixture.report(), answer, then: last), timeLimit: .seconds(2))
        return try await fixture.inspect(Self.wheel)
    }

    @Test("are believed as far as evidence about these bytes goes")
    func control() async throws {
        let inspected = try await inspected(Self.honest())
        #expect(inspected.isLasting && inspected.evidence.findings.isEmpty)
    }

    enum Lie: String, CaseIterable, Sendable {
        case otherBytes, otherVersion, otherEcosystem, otherSize, otherKind, negativeCount, unaskedText, noEvidence
        case trailingBytes, shortFrame, emptyFrame, hugeFrame, unknownAnswer, requirements, endInFrame

        func answer() throws -> [UInt8] {
            switch self {
            case .otherBytes: try honest(sha256: DigestFunction.digest(of: [1], .sha256))
            case .otherVersion: try honest(inspector: "0")
            case .otherEcosystem: try honest(ecosystem: .npm)
            case .otherSize: try honest(byteCount: 1)
            case .otherKind: try honest(kind: .sdist)
            case .negativeCount: try honest(eventCount: -1)
            case .unaskedText: try honest(sequence: "install\tsetup.py\tx\tsetup.py:1\n")
            case .noEvidence:
                framed {
                    $0.byte(1); $0.byte(2); $0.counted(Array("{}".utf8)); $0.counted([])
                }
            case .trailingBytes: try withLength(Array(honest().dropFirst(4)) + [0])
            case .shortFrame: try withLength(Array(honest().dropFirst(4).dropLast(9)))
            case .emptyFrame: withLength([])
            case .hugeFrame: [0xff, 0xff, 0xff, 0xff, 1]
            case .unknownAnswer: withLength([99])
            case .requirements: InspectionAnswer.requirements([]).encoded()
            case .endInFrame: try Array(honest().dropLast(5))
            }
        }

        private func honest(
            sha256: Digest? = nil, inspector: String? = nil, ecosystem: Ecosystem = .pypi, byteCount: Int? = nil,
            eventCount: Int = 1, kind: ArtifactKind = .wheel, sequence: String = ""
        ) throws -> [UInt8] {
            try LyingWorkerTests.honest(
                sha256: sha256, inspector: inspector, ecosystem: ecosystem, byteCount: byteCount,
                eventCount: eventCount, kind: kind, sequence: sequence)
        }

        private func framed(_ fill: (inout FrameWriter) -> Void) -> [UInt8] {
            var frame = FrameWriter()
            fill(&frame)
            return frame.framed
        }

        private func withLength(_ bytes: [UInt8]) -> [UInt8] { framed { $0.fixed(bytes) } }
    }

    @Test("get nothing through", arguments: Lie.allCases)
    func lies(lie: Lie) async throws {
        let inspected = try await inspected(lie.answer(), then: lie == .endInFrame ? "end" : "wait")
        #expect(inspected.evidence.isWhollyIncomplete, "\(inspected.evidence)")
        #expect(!inspected.isLasting)
        #expect(inspected.evidence.sha256 == DigestFunction.digest(of: Self.wheel, .sha256))
    }

    @Test("cannot answer before they are asked")
    func unasked() async throws {
        let early = try WorkerFixture.report() + Self.honest()
        let fixture = try WorkerFixture(program: WorkerFixture.replay(early), timeLimit: .seconds(2))
        #expect(try await fixture.inspect(Self.wheel).evidence.isWhollyIncomplete)
    }

    @Test("cannot name errors that reading has not")
    func errors() async throws {
        let honest = InspectionAnswer.refused(.damagedArchive(detail: "cut")).encoded()
        await #expect(throws: QuarantineError.damagedArchive(detail: "cut")) { try await inspected(honest) }
        var changed = honest
        changed[5] = 77
        #expect(try await inspected(changed).evidence.isWhollyIncomplete)
    }

    @Test("frames of random bytes never trap the reader")
    func randomFrames() throws {
        var generator = SystemRandomNumberGenerator()
        let request = InspectionRequest(
            content: .archive, kind: .sdist, guessesKind: true, wanted: .evidenceAndSequence,
            sha256: DigestFunction.digest(of: [], .sha256), byteCount: 0, contentByteCount: 0, filename: "a.tar.gz",
            folder: InnerFolder("inner/part"))
        let good = request.encoded().dropFirst(4)
        #expect(try InspectionRequest(frame: Array(good)) == request)
        for _ in 0..<20_000 {
            var bytes = (0..<Int.random(in: 0..<60, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            if !bytes.isEmpty { bytes[0] = UInt8.random(in: 0...5, using: &generator) }
            #expect(throws: WorkerFailure.self) { try InspectionRequest(frame: bytes) }
            _ = try? InspectionAnswer(frame: bytes, to: request) { _, _ in "" }
            _ = try? WorkerReport(frame: bytes)
        }
    }

    @Test("a folder's listing comes back as it was written, and nothing else does")
    func folderListing() throws {
        let files = ["a.py", "ü/b"].map { name in
            UnpackedFile(
                path: name, bytes: Array(name.utf8), leadingBytes: Array(name.utf8), byteCount: name.utf8.count,
                isExecutable: name == "a.py")
        }
        let (handle, count) = try FolderListing.write(files)
        #expect(throws: (any Error).self) { try handle.write(contentsOf: [0]) }
        let file = try MappedFile(takingOver: dup(handle.fileDescriptor), byteCount: count)
        #expect(try FolderListing.read(file) == files)
        #expect(throws: QuarantineError.self) {
            try MappedFile(takingOver: dup(handle.fileDescriptor), byteCount: count + 1)
        }
    }
}
