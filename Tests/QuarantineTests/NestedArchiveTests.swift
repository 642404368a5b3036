import AirlockTestSupport
import Packages
import Quarantine
import Testing

@Suite struct NestedArchiveTests {
    private func wheel(carrying files: [(String, [UInt8])]) throws -> UnpackedArtifact {
        let members = files.map { name, bytes in
            var member = ArchiveBuilder.ZipMember(name)
            member.bytes = bytes
            return member
        }
        return try ArchiveReader().read(ArchiveBuilder.zip(members), kind: .wheel, filename: filename(.wheel))
    }

    private let zip = ArchiveBuilder.zip([ArchiveBuilder.ZipMember("inner.py", "value = 1\n")])

    @Test func `files inside nested archives carry both paths`() throws {
        let tar = ArchiveBuilder.gzip(ArchiveBuilder.tar([ArchiveBuilder.TarMember("root/a.py", "1\n")]))
        let plain = ArchiveBuilder.tar([ArchiveBuilder.TarMember("b.py", "1\n")])
        let files = [("data/a.zip", zip), ("b.tgz", tar), ("c.py", []), ("d.TAR", plain)]
        let nested = ArchiveReader().nestedFiles(in: try wheel(carrying: files))
        #expect(nested.files.map(\.path) == ["data/a.zip/inner.py", "b.tgz/root/a.py", "d.TAR/b.py"])
        #expect(nested.findings == [])
    }

    @Test func `an archive behind a program's first line is opened`() throws {
        let nested = ArchiveReader().nestedFiles(in: try wheel(carrying: [("bin/x", Array("#!python\n".utf8) + zip)]))
        #expect(nested.files.map(\.path) == ["bin/x/inner.py"])
    }

    @Test func `archives are opened down to the nesting limit`() throws {
        var bytes = zip
        for _ in 0..<5 {
            var member = ArchiveBuilder.ZipMember("z.zip")
            member.bytes = bytes
            bytes = ArchiveBuilder.zip([member])
        }
        let nested = ArchiveReader().nestedFiles(in: try wheel(carrying: [("z.zip", bytes)]))
        #expect(nested.files.map(\.path) == ["z.zip/z.zip", "z.zip/z.zip/z.zip", "z.zip/z.zip/z.zip/z.zip"])
    }

    @Test func `a nested archive that cannot be read is a warning, a compressed data file is nothing`() throws {
        let broken = Array(zip.prefix(zip.count - 4))
        let data = ArchiveBuilder.gzip(Array("just text".utf8))
        let artifact = try wheel(carrying: [("a.zip", broken), ("table.csv.gz", data), ("b.tar.gz", data)])
        let nested = ArchiveReader().nestedFiles(in: artifact)
        #expect(nested.files.isEmpty)
        #expect(nested.findings.map(\.path) == ["a.zip", "b.tar.gz"])
        #expect(nested.findings.allSatisfy { $0.severity == .warning })
    }

    @Test func `nested archives share one budget`() throws {
        var limits = ArchiveLimits()
        limits.nestedByteCount = 15
        let artifact = try wheel(carrying: [("a.zip", zip), ("b.zip", zip)])
        let nested = ArchiveReader(limits: limits).nestedFiles(in: artifact)
        #expect(nested.files.map(\.path) == ["a.zip/inner.py"])
        #expect(nested.findings.map(\.path) == ["b.zip"])
    }
}
