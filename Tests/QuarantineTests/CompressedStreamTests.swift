import AirlockTestSupport
import Packages
import Quarantine
import Testing

@Suite struct CompressedStreamTests {
    private let tar = ArchiveBuilder.tar(honestMembers)
    private let other = ArchiveBuilder.tar([ArchiveBuilder.TarMember("package/hidden.js", "2\n")])

    @Test(arguments: [ArtifactKind.npmTarball, .sdist])
    func `a second gzip member is refused`(kind: ArtifactKind) throws {
        let half = tar.count / 2 / 512 * 512
        let bytes = ArchiveBuilder.gzip(Array(tar[..<half])) + ArchiveBuilder.gzip(Array(tar[half...]))
        try expectJudged(bytes, as: kind, refusedFor: .severalMembers)
    }

    @Test(arguments: [ArtifactKind.npmTarball, .sdist])
    func `a gzip member behind zeros, which Python reads and npm does not, is refused`(kind: ArtifactKind) throws {
        let open = ArchiveBuilder.gzip(ArchiveBuilder.tar(honestMembers, zeroBlocks: 0))
        let bytes = open + [UInt8](repeating: 0, count: 64) + ArchiveBuilder.gzip(other)
        try expectJudged(bytes, as: kind, refusedFor: .trailingData)
    }

    @Test(arguments: [ArtifactKind.npmTarball, .sdist])
    func `garbage behind the gzip member is refused`(kind: ArtifactKind) throws {
        try expectJudged(ArchiveBuilder.gzip(tar) + Array("garbage".utf8), as: kind, refusedFor: .trailingData)
    }

    @Test(arguments: [ArtifactKind.npmTarball, .sdist])
    func `zeros behind the gzip member are padding`(kind: ArtifactKind) throws {
        let reading = try expectJudged(ArchiveBuilder.gzip(tar) + [UInt8](repeating: 0, count: 300), as: kind)
        #expect(reading.artifact?.findings == [])
    }

    @Test func `a wrong gzip checksum is refused, though libarchive does not look at it`() throws {
        let bytes = ArchiveBuilder.gzip(deflated: ArchiveBuilder.stored(tar), checksum: 1, byteCount: tar.count)
        try expectJudged(bytes, as: .npmTarball, refusedFor: .checksumMismatch)
    }

    @Test(arguments: [10, 100, 600, 2_000])
    func `a truncated gzip stream is damaged`(count: Int) {
        let bytes = Array(ArchiveBuilder.gzip(tar).prefix(count))
        let reading = Reading(bytes, .npmTarball, filename: "package.tgz")
        guard case .damagedArchive = reading.error else {
            Issue.record("got \(String(describing: reading.error)), but a damaged archive was expected")
            return
        }
    }

    @Test func `a tar that ends within a member is damaged`() {
        let bytes = ArchiveBuilder.gzip(Array(tar.prefix(520)))
        #expect(Reading(bytes, .npmTarball, filename: "package.tgz").artifact == nil)
    }

    @Test func `a plain tar is read for npm, which sniffs, and refused under a compressed name for pip`() throws {
        #expect(try expectJudged(tar, as: .npmTarball).artifact?.files.count == 3)
        let error = Reading(tar, .sdist, filename: "package-1.0.tar.gz").error
        #expect(error == .wrongFormat(got: "tar", expected: "gzip-compressed tar"))
        #expect(Reading(tar, .sdist, filename: "package-1.0.tar").artifact?.files.count == 3)
    }

    @Test func `a zip under the name of a wheel only is read`() {
        let zip = ArchiveBuilder.zip([ArchiveBuilder.ZipMember("a.py", "1\n")])
        #expect(Reading(zip, .wheel, filename: "a-1.0-py3-none-any.whl").artifact?.files.map(\.path) == ["a.py"])
        let error = Reading(zip, .npmTarball, filename: "a.tgz").error
        #expect(error == .wrongFormat(got: "zip", expected: "gzip-compressed tar or tar"))
    }

    @Test(arguments: [ArtifactKind.npmTarball, .sdist, .wheel])
    func `random bytes are no archive`(kind: ArtifactKind) {
        var generator = SplitMix(state: 7)
        for length in [0, 1, 2, 3, 21, 22, 511, 512, 513, 5_000] {
            let bytes = (0..<length).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            #expect(Reading(bytes, kind, filename: filename(kind)).artifact == nil)
        }
    }

    @Test func `no change of bytes in an honest archive makes npm or pip write what was not judged`() throws {
        var generator = SplitMix(state: 20_261_121)
        // The first member's data is a header itself, for the reader who loses the place.
        var first = ArchiveBuilder.TarMember("package/data.txt")
        first.bytes = ArchiveBuilder.tarBlocks(ArchiveBuilder.TarMember("package/hidden.js", "2\n"))
        let carrier = ArchiveBuilder.tar([first] + honestMembers)
        for kind in [ArtifactKind.npmTarball, .sdist] {
            let mutants = (0..<120).map { _ in ArchiveBuilder.gzip(mutated(carrier, headersOnly: true, &generator)) }
            try expectNothingUnjudged(mutants, kind)
        }
        let members = (0..<3).map { ArchiveBuilder.ZipMember("package/\($0).py", "value = \($0)\n") }
        let wheel = ArchiveBuilder.zip(members)
        try expectNothingUnjudged((0..<200).map { _ in mutated(wheel, headersOnly: false, &generator) }, .wheel)
    }

    private func expectNothingUnjudged(_ mutants: [[UInt8]], _ kind: ArtifactKind) throws {
        let scratch = try ScratchDirectory()
        let paths = try mutants.indices.map { try scratch.write(mutants[$0], to: "\($0)-" + filename(kind)) }
        let installed = try InstallerOracle.install(paths, kind: kind, into: scratch.file("installed"))
        var accepted = 0
        for (mutant, files) in zip(mutants, installed) {
            let reading = Reading(mutant, kind, filename: filename(kind))
            guard !reading.isRefused else { continue }
            accepted += files.isEmpty ? 0 : 1
            let unjudged = files.subtracting(reading.files)
            #expect(unjudged.isEmpty, "\(kind): \(unjudged) of \(mutant.map { String($0, radix: 16) })")
        }
        // Otherwise the test would say nothing.
        #expect(accepted > mutants.count / 20)
    }

    /// Changes one to three bytes; a changed tar header gets a matching checksum, or nobody would read it.
    private func mutated(_ bytes: [UInt8], headersOnly: Bool, _ generator: inout SplitMix) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
            var index = Int.random(in: 0..<bytes.count, using: &generator)
            if headersOnly {
                let headers = [0, 1_536, 2_560]
                let start = headers.randomElement(using: &generator) ?? 0
                index = start + Int.random(in: 0..<512, using: &generator)
                bytes[index] = interesting(&generator)
                bytes.replaceSubrange(
                    start..<start + 512, with: ArchiveBuilder.withChecksum(Array(bytes[start..<start + 512])))
            } else {
                bytes[index] = interesting(&generator)
            }
        }
        return bytes
    }

    private func interesting(_ generator: inout SplitMix) -> UInt8 {
        let values: [UInt8] = [0, 1, 8, 0x20, 0x0A, 0x2E, 0x2F, 0x30, 0x31, 0x35, 0x37, 0x4C, 0x78, 0x80, 0xFF]
        return values.randomElement(using: &generator) ?? 0
    }
}

/// A small reproducible generator (SplitMix64).
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
