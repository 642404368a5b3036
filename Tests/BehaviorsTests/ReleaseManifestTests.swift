import Behaviors
import Packages
import Testing

@Suite struct ReleaseManifestTests {
    private func manifest(_ text: String) -> ReleaseManifest? {
        releaseManifest(in: Array(text.utf8), hasNativeBuild: false)
    }

    @Test func scriptsDependenciesAndProgramsAreRead() throws {
        let read = try #require(
            manifest(
                """
                {"name":"@a/b","scripts":{"install":"x","test":"y","postinstall":7},"bin":{"p":"./p.js"},
                 "dependencies":{"c":"^1","d":null},"optionalDependencies":{"e":"2","c":"0"}}
                """))
        #expect(read.scripts == ["install": "x"])
        #expect(read.dependencies == ["c": "^1", "e": "2"])
        #expect(read.programs == ["p": "./p.js"])
    }

    @Test(
        arguments: [
            ("{\"name\":\"@a/b\",\"bin\":\"x.js\"}", ["b": "x.js"]),
            ("{\"name\":\"b\",\"bin\":\"x.js\"}", ["b": "x.js"]),
            ("{}", [:]), ("{\"bin\":7,\"scripts\":[]}", [:]), ("{\"directories\":{\"bin\":\"b\"}}", nil),
        ] as [(String, [String: String]?)])
    func programsAreNamedAsNpmNamesThem(text: String, programs: [String: String]?) {
        #expect(manifest(text)?.programs == programs)
        #expect(manifest(text)?.scripts == [:])
    }

    @Test(arguments: ["", "[]", "7", "{", "\"x\""])
    func whatIsNoObjectStatesNothing(text: String) {
        #expect(manifest(text) == nil)
    }
}
