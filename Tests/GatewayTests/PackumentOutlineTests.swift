import AirlockTestSupport
import Foundation
import Packages
import Testing

@testable import Gateway

@Suite("PackumentOutline")
struct PackumentOutlineTests {
    private static let text = #"""
        {"name": "a", "dist-tags": {"latest": "2.0.0"}, "time": {"1.0.0": "2020-01-01T00:00:00.000Z", "odd": 5},
         "versions": {
          "1.0.0": {"dist": {"tarball": "https://old.invalid/a.tgz"}},
          "2.0.0": {"dist": {"tarball": "https://h.invalid/a%2Fb/\u00e4.tgz"}, "scripts": {"install": "x"},
                    "optionalDependencies": {"e": "HTTPS://h.invalid/e.tgz", "f": "^1"}},
          "1.0.0": {"dist": {"tarball": "https://h.invalid/a-1.tgz", "shasum": "da39a3ee5e6b4b0d3255bfef95601890afd80709"}}}}
        """#

    @Test("versions keep their place, the later of two wins, and what is wanted of all is read")
    func outline() throws {
        let outline = try #require(PackumentOutline(Array(Self.text.utf8)))
        #expect(outline.name == "a")
        #expect(outline.latestVersion == "2.0.0")
        #expect(outline.times == ["1.0.0": "2020-01-01T00:00:00.000Z"])
        #expect(outline.entries.map(\.version) == ["1.0.0", "2.0.0"])
        #expect(outline.tarballs.map(\.address) == ["https://h.invalid/a-1.tgz", "https://h.invalid/a%2Fb/ä.tgz"])
        #expect(outline.directDependencies == ["HTTPS://h.invalid/e.tgz"])
        #expect(outline.showsInstallScripts)
        let packument = Packument(outline, of: KeptDocument(bytes: Array(Self.text.utf8)), askedFor: "a")
        #expect(packument.release("1.0.0")?.artifact.url == "https://h.invalid/a-1.tgz")
        #expect(packument.release("1.0.0")?.artifact.expectedDigests.map(\.algorithm) == [.sha1])
        #expect(packument.release("3.0.0") == nil)
    }

    @Test(
        "text that is not well formed to its end is no outline",
        arguments: [
            "", "[]", "{", "{}x", "{\"a\"}", "{\"a\":1,}", "{\"a\":[1,]}", "{\"a\":\"\u{01}\"}", "{\"a\":\"x}", "{a:1}",
            "{\"a\":\"\\", "{\"a\":?}",
        ])
    func malformed(text: String) {
        #expect(PackumentOutline(Array(text.utf8)) == nil)
    }

    @Test("escapes in names and values are undone, broken ones make no text")
    func escapes() {
        func text(_ json: String) -> String? {
            Array(json.utf8).withUnsafeBufferPointer { JSONScanner($0).text(0..<$0.count) }
        }
        #expect(text(#""a\/\"\\\n""#) == "a/\"\\\n")
        #expect(text(#""\ud83d\ude00\u0041""#) == "😀A")
        for broken in [#""\ud83d""#, #""\u00g1""#, #""\u+123""#, #""\x""#, "5"] { #expect(text(broken) == nil) }
    }

    @Test("kept documents come back whole and in parts, from a file that has no name")
    func kept() throws {
        let folder = try ScratchDirectory()
        let documents = KeptDocuments(folder: folder.path)
        let first = documents.keep(Array("first".utf8))
        let second = documents.keep(Array("second".utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        #expect(first.bytes == Array("first".utf8))
        #expect(second.bytes(3..<6) == Array("ond".utf8))
        #expect(second.bytes(3..<7) == nil)
        let unwritable = KeptDocuments(folder: folder.path + "/missing").keep([1, 2])
        #expect(unwritable.bytes == [1, 2])
    }

    @Test("a path is found among what packuments list, and two hosts that share it are ambiguous")
    func listed() throws {
        func add(_ tarball: String, to paths: TarballPaths, package: String) throws {
            let text = #"{"versions": {"1.0.0": {"dist": {"tarball": "\#(tarball)"}}}}"#
            let outline = try #require(PackumentOutline(Array(text.utf8)))
            let packument = Packument(outline, of: KeptDocument(bytes: Array(text.utf8)), askedFor: package)
            paths.add(packument, tarballs: outline.tarballs)
        }
        let paths = TarballPaths()
        try add("https://one.invalid/x%2by.tgz", to: paths, package: "a")
        guard case .artifact(let found) = paths.find("/x+y.tgz", integrity: nil) else {
            Issue.record("not found")
            return
        }
        #expect(found.identity.name.written == "a")
        #expect(paths.find("/x.tgz", integrity: nil) == .unknown)
        try add("https://two.invalid/x+y.tgz", to: paths, package: "b")
        guard case .ambiguous(let all) = paths.find("/x+y.tgz", integrity: nil) else {
            Issue.record("not ambiguous")
            return
        }
        #expect(all.map(\.identity.name.written) == ["a", "b"])
    }
}
