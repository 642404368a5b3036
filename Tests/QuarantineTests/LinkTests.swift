import AirlockTestSupport
import Packages
import Quarantine
import Testing

private typealias Member = ArchiveBuilder.TarMember

@Suite struct LinkTests {
    private func archive(_ members: [ArchiveBuilder.TarMember]) -> [UInt8] {
        ArchiveBuilder.gzip(ArchiveBuilder.tar(honestMembers + members))
    }

    @Test func `npm ignores links, so they are no files`() throws {
        let links = [
            Member("package/a.js", type: "2", linkTarget: "../../outside"),
            Member("package/b.js", type: "1", linkTarget: "package/index.js"),
        ]
        let reading = try expectJudged(archive(links), as: .npmTarball)
        #expect(reading.codes == [.linkIgnored])
        #expect(reading.artifact?.files.count == 3)
    }

    @Test func `a symbolic link of an sdist is read as its target`() throws {
        let reading = try expectJudged(archive([Member("package/a.py", type: "2", linkTarget: "setup.py")]), as: .sdist)
        #expect(!reading.isRefused)
        #expect(reading.codes == [.linkFollowed])
        let files = reading.artifact?.files ?? []
        #expect(files.first { $0.path == "a.py" }?.bytes == files.first { $0.path == "setup.py" }?.bytes)
    }

    @Test func `a hard link of an sdist is read as its target`() throws {
        let link = Member("package/a.py", type: "1", linkTarget: "package/setup.py")
        let reading = try expectJudged(archive([link]), as: .sdist)
        #expect(!reading.isRefused)
        #expect(reading.artifact?.files.contains { $0.path == "a.py" } == true)
    }

    @Test func `a link to a folder makes its files reachable under the link's name`() throws {
        let members = [Member("package/lib/x.py", "1\n"), Member("package/copy", type: "2", linkTarget: "lib")]
        let reading = try expectJudged(archive(members), as: .sdist)
        #expect(!reading.isRefused)
        #expect(reading.artifact?.files.contains { $0.path == "copy/x.py" } == true)
    }

    @Test(arguments: ["/etc/passwd", "../../outside", "lib/../../../outside"])
    func `a link that leads out of the package is refused`(target: String) throws {
        let link = Member("package/a", type: "2", linkTarget: target)
        try expectJudged(archive([link]), as: .sdist, refusedFor: .linkEscapesRoot)
    }

    @Test func `a member written through a link is refused`() throws {
        let members = [
            Member("package/lib", type: "2", linkTarget: "other"), Member("package/lib/x.py", "1\n"),
        ]
        try expectJudged(archive(members), as: .sdist, refusedFor: .writesThroughLink)
    }

    @Test func `a link through another link is refused`() throws {
        let members = [
            Member("package/lib", type: "2", linkTarget: "."),
            Member("package/x", type: "2", linkTarget: "lib/../setup.py"),
        ]
        try expectJudged(archive(members), as: .sdist, refusedFor: .writesThroughLink)
        let chain = [
            Member("package/lib", type: "2", linkTarget: "other"), Member("package/x", type: "2", linkTarget: "lib/y"),
        ]
        try expectJudged(archive(chain), as: .sdist, refusedFor: .writesThroughLink)
    }

    @Test func `a link with the name of a file is refused`() throws {
        let link = Member("package/setup.py", type: "2", linkTarget: "index.js")
        try expectJudged(archive([link]), as: .sdist, refusedFor: .duplicateName)
    }

    @Test func `a hard link to nothing is refused`() throws {
        let link = Member("package/a.py", type: "1", linkTarget: "package/nothing.py")
        try expectJudged(archive([link]), as: .sdist, refusedFor: .linkTargetMissing)
    }

    @Test func `links to folders cannot multiply the work without bound`() {
        let links = (0..<200).map { Member("package/link\($0)", type: "2", linkTarget: "lib") }
        let reading = Reading(
            archive([Member("package/lib/x.py", "1\n")] + links), .sdist, filename: filename(.sdist))
        #expect(reading.codes.contains(.overLimit))
        #expect(reading.isRefused)
    }
}
