import Packages
import Testing

@Suite("Inner folders")
struct InnerFolderTests {
    @Test("only a plain path inside is one", arguments: ["a", "a/b", "python-x/src_1.0+y"])
    func plain(path: String) { #expect(InnerFolder(path)?.path == path) }

    @Test(
        "what clients might read in another way is none",
        arguments: [
            "", "/", "/a", "a/", "a//b", "..", "a/../b", ".", "a/./b", "a b", "a%2Fb", "a\\b", "ä", "a#b", "a?b",
        ])
    func refused(path: String) { #expect(InnerFolder(path) == nil) }

    @Test("its files are at the root, and all files once more beside it")
    func places() throws {
        let folder = try #require(InnerFolder("a/b"))
        #expect(try folder.places(of: "a/b/setup.py") == ["setup.py", "airlock-repository/a/b/setup.py"])
        #expect(try folder.places(of: "a/bc/setup.py") == ["airlock-repository/a/bc/setup.py"])
        #expect(throws: InnerFolderError.reservedName) { try folder.places(of: "a/b/airlock-repository/x.py") }
    }
}
