import AirlockTestSupport
import Packages
import Quarantine
import Testing

/// The package that every case starts from: what both npm and pip install without a word.
let honestMembers = [
    ArchiveBuilder.TarMember("package/package.json", #"{"name":"package","version":"1.0.0"}"#),
    ArchiveBuilder.TarMember("package/setup.py", "from setuptools import setup\n"),
    ArchiveBuilder.TarMember("package/index.js", "module.exports = 1\n"),
]

private let tarKinds: [ArtifactKind] = [.npmTarball, .sdist]

@Suite struct TarDifferentialTests {
    @Test(arguments: tarKinds)
    func `an honest package is read exactly as the installer reads it`(kind: ArtifactKind) throws {
        let scratch = try ScratchDirectory()
        let bytes = ArchiveBuilder.gzip(ArchiveBuilder.tar(honestMembers))
        let path = try scratch.write(bytes, to: filename(kind))
        let installed = try InstallerOracle.install([path], kind: kind, into: scratch.file("installed"))[0]
        let reading = Reading(bytes, kind, filename: filename(kind))
        #expect(reading.artifact?.findings == [])
        #expect(installed == reading.files)
        #expect(installed.count == 3)
    }

    @Test(arguments: tarKinds)
    func `a member behind one zero block is refused, since npm extracts it and pip does not`(
        kind: ArtifactKind
    ) throws {
        let tar =
            ArchiveBuilder.tar(honestMembers, zeroBlocks: 1)
            + ArchiveBuilder.tar([ArchiveBuilder.TarMember("package/hidden.js", "module.exports = 2\n")])
        try expectJudged(ArchiveBuilder.gzip(tar), as: kind, refusedFor: .dataBehindEndMarker)
    }

    @Test func `npm does extract a member behind one zero block`() throws {
        let tar =
            ArchiveBuilder.tar(honestMembers, zeroBlocks: 1)
            + ArchiveBuilder.tar([ArchiveBuilder.TarMember("package/hidden.js", "module.exports = 2\n")])
        let scratch = try ScratchDirectory()
        let path = try scratch.write(ArchiveBuilder.gzip(tar), to: "package.tgz")
        let installed = try InstallerOracle.install([path], kind: .npmTarball, into: scratch.file("installed"))[0]
        #expect(installed.contains { $0.path == "hidden.js" })
    }

    @Test(arguments: tarKinds)
    func `a member behind two zero blocks is refused`(kind: ArtifactKind) throws {
        let tar =
            ArchiveBuilder.tar(honestMembers)
            + ArchiveBuilder.tar([ArchiveBuilder.TarMember("package/hidden.js", "2\n")])
        try expectJudged(ArchiveBuilder.gzip(tar), as: kind, refusedFor: .dataBehindEndMarker)
    }

    @Test(arguments: tarKinds)
    func `a tar without any zero block is read whole`(kind: ArtifactKind) throws {
        let reading = try expectJudged(ArchiveBuilder.gzip(ArchiveBuilder.tar(honestMembers, zeroBlocks: 0)), as: kind)
        #expect(!reading.isRefused)
        #expect(reading.artifact?.files.count == 3)
    }

    @Test(arguments: tarKinds)
    func `a wrong checksum is refused, since npm looks for headers in the data behind it`(kind: ArtifactKind) throws {
        var broken = ArchiveBuilder.TarMember("package/data.txt")
        broken.bytes = ArchiveBuilder.tar([ArchiveBuilder.TarMember("package/hidden.js", "2\n")], zeroBlocks: 0)
        broken.breaksChecksum = true
        let tar = ArchiveBuilder.tar(honestMembers + [broken])
        try expectJudged(ArchiveBuilder.gzip(tar), as: kind, refusedFor: .malformedTarHeader)
    }

    @Test(arguments: tarKinds)
    func `two files of one name and other bytes are refused`(kind: ArtifactKind) throws {
        let tar = ArchiveBuilder.tar(
            honestMembers + [ArchiveBuilder.TarMember("package/index.js", "module.exports = 2\n")])
        try expectJudged(ArchiveBuilder.gzip(tar), as: kind, refusedFor: .duplicateName)
    }

    @Test(arguments: tarKinds)
    func `the same file twice is only a warning`(kind: ArtifactKind) throws {
        let reading = try expectJudged(
            ArchiveBuilder.gzip(ArchiveBuilder.tar(honestMembers + [honestMembers[2]])), as: kind)
        #expect(!reading.isRefused)
        #expect(reading.codes == [.duplicateName])
    }

    @Test(arguments: tarKinds)
    func `constructs that readers take differently are refused`(kind: ArtifactKind) throws {
        try expectJudged(TarCases.hostile, as: kind)
    }

    @Test(arguments: tarKinds)
    func `constructs that honest tools write are read as the installer reads them`(kind: ArtifactKind) throws {
        try expectJudged(TarCases.usual, as: kind)
    }

    @Test func `a long name whose first hundred bytes end in a slash is a file for pip`() throws {
        let folder = "package/" + String(repeating: "a", count: 91) + "/"
        let long = folder + "data.txt"
        for header in [ArchiveBuilder.gnuLong(long), ArchiveBuilder.pax([("path", long)])] {
            let members = honestMembers + [header, ArchiveBuilder.TarMember(folder, "3\n")]
            let archive = ArchiveBuilder.gzip(ArchiveBuilder.tar(members))
            let reading = try expectJudged(archive, as: .sdist)
            #expect(!reading.isRefused)
            #expect(reading.artifact?.files.contains { $0.path.hasSuffix("/data.txt") } == true)
            // npm's reader takes the cut name at its word.
            #expect(try expectJudged(archive, as: .npmTarball, refusedFor: .ambiguousTarHeader).isRefused)
        }
    }

    @Test func `npm's renaming of ignore files is followed`() throws {
        let git = ArchiveBuilder.TarMember("package/.gitignore", "a\n")
        let npm = ArchiveBuilder.TarMember("package/.npmignore", "b\n")
        func reading(_ members: [ArchiveBuilder.TarMember]) throws -> Reading {
            try expectJudged(ArchiveBuilder.gzip(ArchiveBuilder.tar(members)), as: .npmTarball)
        }
        #expect(try reading([git]).artifact?.files.map(\.path) == [".npmignore"])
        #expect(try reading([npm, git]).artifact?.files.map(\.path) == [".npmignore", ".gitignore"])
        let other = ArchiveBuilder.TarMember("package/.gitignore", "c\n")
        for pair in [[git, other], [git, npm]] {
            let twice = try reading(pair)
            #expect(twice.codes == [.duplicateName])
            #expect(!twice.isRefused)
            #expect(twice.artifact?.files.map(\.bytes) == [pair[1].bytes])
        }
    }
}
