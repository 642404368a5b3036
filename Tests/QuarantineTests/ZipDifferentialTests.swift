import AirlockTestSupport
import Packages
import Quarantine
import Testing

private typealias Member = ArchiveBuilder.ZipMember

/// A wheel that pip installs without a word.
private let honest = [
    Member("package/__init__.py", "value = 1\n"),
    Member("package-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: package\nVersion: 1.0\n"),
    Member("package-1.0.dist-info/RECORD", ""),
]

@Suite struct ZipDifferentialTests {
    @Test func `an honest wheel is read exactly as pip reads it`() throws {
        let scratch = try ScratchDirectory()
        let bytes = ArchiveBuilder.zip(honest)
        let path = try scratch.write(bytes, to: filename(.wheel))
        let installed = try InstallerOracle.install([path], kind: .wheel, into: scratch.file("installed"))[0]
        let reading = Reading(bytes, .wheel, filename: filename(.wheel))
        #expect(reading.artifact?.findings == [])
        #expect(installed == reading.files)
        #expect(installed.count == 3)
    }

    @Test func `an entry that is missing from the central directory is refused`() throws {
        var hidden = Member("package/hidden.py", "value = 2\n")
        hidden.isInDirectory = false
        try expectJudged(ArchiveBuilder.zip(honest + [hidden]), as: .wheel, refusedFor: .hiddenEntry)
        try expectJudged(ArchiveBuilder.zip([honest[0], hidden, honest[1]]), as: .wheel, refusedFor: .hiddenEntry)
    }

    @Test func `an entry whose local name differs from the central one is refused`() throws {
        var entry = Member("package/a.py", "value = 2\n")
        entry.localName = Array("package/b.py".utf8)
        try expectJudged(ArchiveBuilder.zip(honest + [entry]), as: .wheel, refusedFor: .localHeaderMismatch)
    }

    @Test func `an entry with a bad checksum is refused as damaged`() throws {
        var entry = Member("package/a.py", "value = 2\n")
        entry.checksum = 1
        let bytes = ArchiveBuilder.zip(honest + [entry])
        let reading = Reading(bytes, .wheel, filename: filename(.wheel))
        guard case .damagedArchive = reading.error else {
            Issue.record("got \(String(describing: reading.error)), but a damaged archive was expected")
            return
        }
    }

    @Test func `a symbolic link that hides bytes behind a NUL is refused`() throws {
        var link = Member("package/link.py")
        link.bytes = Array("target".utf8) + [0] + Array("value = 2\n".utf8)
        link.attributes = 0o120777 << 16
        #expect(Reading(ArchiveBuilder.zip(honest + [link]), .wheel, filename: filename(.wheel)).isRefused)
    }

    @Test func `two entries of one name and other bytes are refused`() throws {
        let twice = honest + [Member("package/__init__.py", "value = 2\n")]
        try expectJudged(ArchiveBuilder.zip(twice), as: .wheel, refusedFor: .duplicateName)
    }

    @Test func `bytes before the first entry are refused`() throws {
        let prefix = Array("#!/bin/sh\n".utf8)
        try expectJudged(ArchiveBuilder.zip(honest, prefix: prefix), as: .wheel, refusedFor: .prefixBytes)
    }

    @Test func `a zip behind another zip is refused`() throws {
        let other = ArchiveBuilder.zip([Member("package/other.py", "value = 2\n")])
        let both = other + ArchiveBuilder.zip(honest)
        #expect(try expectJudgedOrRefused(both).isRefused)
    }

    @Test func `bytes behind the end record are refused`() throws {
        let bytes = ArchiveBuilder.zip(honest) + Array("more".utf8)
        try expectJudged(bytes, as: .wheel, refusedFor: .trailingData)
    }

    @Test func `an archive comment alone is harmless`() throws {
        let reading = try expectJudged(ArchiveBuilder.zip(honest, comment: Array("made by hand".utf8)), as: .wheel)
        #expect(reading.artifact?.findings == [])
    }

    @Test func `constructs that readers take differently are refused`() throws {
        try expectJudged(Self.hostile, as: .wheel)
        try expectJudged(Self.hostile, as: .sdist, isZip: true)
    }

    @Test func `constructs that honest tools write are read as pip reads them`() throws {
        try expectJudged(Self.usual, as: .wheel)
    }

    @Test func `the root folder of a zipped sdist is stripped as pip strips it`() throws {
        let members = [Member("package-1.0/setup.py", "import setuptools\n"), Member("package-1.0/a/b.py", "1\n")]
        let reading = try expectJudged(ArchiveBuilder.zip(members), as: .sdist, isZip: true)
        #expect(reading.artifact?.files.map(\.path) == ["setup.py", "a/b.py"])
        let apart = try expectJudged(ArchiveBuilder.zip(members + [Member("c.py", "1\n")]), as: .sdist, isZip: true)
        #expect(apart.artifact?.files.map(\.path) == ["package-1.0/setup.py", "package-1.0/a/b.py", "c.py"])
    }

    @Test func `a tar that pip takes for a zip is refused`() throws {
        // `zipfile.is_zipfile` finds the end record of a zip that is merely stored inside, near the end.
        let inner = ArchiveBuilder.zip([Member("setup.py", "import os\n")])
        var carrier = ArchiveBuilder.TarMember("package-1.0/data.bin")
        carrier.bytes = inner
        let tar = ArchiveBuilder.tar([ArchiveBuilder.TarMember("package-1.0/setup.py", "1\n"), carrier])
        try expectJudged(ArchiveBuilder.gzip(tar), as: .sdist, refusedFor: .zipInsideTar)
    }

    private func expectJudgedOrRefused(_ bytes: [UInt8]) throws -> Reading {
        Reading(bytes, .wheel, filename: filename(.wheel))
    }

    private static func changed(_ name: String, _ change: (inout Member) -> Void) -> [UInt8] {
        var member = Member(name, "value = 2\n")
        change(&member)
        return ArchiveBuilder.zip(honest + [member])
    }

    private static let hostile: [TestArchive] = [
        TestArchive(summary: "an absolute path", bytes: changed("/package/x.py") { _ in }, code: .absolutePath),
        TestArchive(
            summary: "a mark that joins the dot before it", bytes: changed("package/x\u{600}.pth") { _ in },
            code: .irregularPath),
        TestArchive(
            summary: "a mark that joins the slash before it", bytes: changed("package/\u{301}x.py") { _ in },
            code: .irregularPath),
        TestArchive(summary: "a parent folder", bytes: changed("package/../../x.py") { _ in }, code: .parentPath),
        TestArchive(summary: "a NUL in a name", bytes: changed("package/x.py\0.txt") { _ in }, code: .nulInName),
        TestArchive(
            summary: "an encrypted entry", bytes: changed("package/x.py") { $0.flags = 1 }, code: .encryptedEntry),
        TestArchive(
            summary: "an LZMA entry", bytes: changed("package/x.py") { $0.method = 14 }, code: .unsupportedCompression),
        TestArchive(
            summary: "a stored entry with another size", bytes: changed("package/x.py") { $0.size = 5 },
            code: .localHeaderMismatch),
        TestArchive(
            summary: "a name that is not the UTF-8 it promises",
            bytes: changed("package/x.py") {
                $0.name = [0x61, 0xFF]; $0.flags = 0x800
            }, code: .nameNotUTF8),
        TestArchive(
            summary: "another name in the extra field",
            bytes: changed("package/x.py") {
                $0.extra = [0x75, 0x70, 9, 0, 1, 0, 0, 0, 0] + Array("y.py".utf8)
            }, code: .localHeaderMismatch),
        TestArchive(
            summary: "a malformed extra field", bytes: changed("package/x.py") { $0.extra = [1, 0, 99, 0] },
            code: .zip64Mismatch),
        TestArchive(
            summary: "a folder by its mode only",
            bytes: changed("package/x.py") { $0.attributes = 0o040755 << 16 }, code: .readersDisagree),
        TestArchive(
            summary: "a file that is also a folder",
            bytes: ArchiveBuilder.zip(honest + [Member("package/__init__.py/x.py", "1\n")]), code: .fileAndFolderClash),
        TestArchive(
            summary: "more entries stated than there are", bytes: ArchiveBuilder.zip(honest, entryCount: 4),
            code: .entryCountMismatch),
        TestArchive(
            summary: "fewer entries stated than there are", bytes: ArchiveBuilder.zip(honest, entryCount: 2),
            code: .entryCountMismatch),
    ]

    private static let usual: [TestArchive] = [
        TestArchive(
            summary: "a UTF-8 name", bytes: changed("package/grüße.py") { _ in }, path: "package/grüße.py"),
        TestArchive(
            summary: "a name in code page 437",
            bytes: changed("package/x.py") { $0.name = Array("package/".utf8) + [0x81] + Array(".py".utf8) },
            path: "package/ü.py"),
        TestArchive(
            summary: "a folder entry",
            bytes: ArchiveBuilder.zip(honest + [Member("package/lib/"), Member("package/lib/x.py", "1\n")]),
            path: "package/lib/x.py"),
        TestArchive(
            summary: "a symbolic link, which pip writes as a file",
            bytes: changed("package/link.py") { $0.attributes = 0o120777 << 16 }, path: "package/link.py"),
        TestArchive(
            summary: "an executable", bytes: changed("package/run") { $0.attributes = 0o100755 << 16 },
            path: "package/run"),
    ]
}
