import Behaviors
import Packages
import Testing

@testable import AirlockGuard

@Suite("Release arguments")
struct ReleaseArgumentTests {
    @Test(
        "take scopes, versions and digests apart",
        arguments: [
            ("left-pad@1.3.1", "left-pad@1.3.1"), ("@scope/name@2.0.0-rc.1", "@scope/name@2.0.0-rc.1"),
            ("sha256:ABCDEF01", "ABCDEF01"), ("abcdef0123456789", "abcdef0123456789"),
        ])
    func accepted(text: String, shown: String) {
        #expect(ReleaseArgument(argument: text)?.description == shown)
    }

    @Test("refuse what names nothing", arguments: ["left-pad", "left-pad@", "@scope/name", "abc", "sha256:xyz", ""])
    func refused(text: String) {
        #expect(ReleaseArgument(argument: text) == nil)
    }
}

@Suite("Declared identities")
struct DeclaredIdentityTests {
    private func file(_ path: String, _ text: String) -> PackageFile {
        PackageFile(path: path, bytes: Array(text.utf8), isExecutable: false)
    }

    @Test("come from the package's own manifest of each kind")
    func eachKind() {
        let npm = DeclaredIdentity(
            files: [file("package.json", "{\"name\":\"a\",\"version\":\"1.0.0\"}")], kind: .npmTarball)
        #expect(npm.name == "a" && npm.version == "1.0.0")
        let metadata = "Metadata-Version: 2.1\r\nName: Foo\r\nVersion: 2\r\n\r\nName: body\n"
        let wheel = DeclaredIdentity(files: [file("foo-2.dist-info/METADATA", metadata)], kind: .wheel)
        #expect(wheel.name == "Foo" && wheel.version == "2")
        let sdist = DeclaredIdentity(files: [file("PKG-INFO", "Name: x\nVersion: 3\nName: y\n")], kind: .sdist)
        #expect(sdist.name == "x" && sdist.version == "3")
        let old = DeclaredIdentity(files: [file("src/x.egg-info/PKG-INFO", "Name: x\nVersion: 3\n")], kind: .sdist)
        #expect(old.name == "x" && old.version == "3")
    }

    @Test("are those that npm reads where a manifest is odd: the last of equal keys, each key by itself")
    func oddManifests() {
        let twice = DeclaredIdentity(
            files: [file("package.json", "{\"name\":\"a\",\"version\":\"1\",\"name\":\"b\"}")], kind: .npmTarball)
        #expect(twice.name == "b")
        let number = DeclaredIdentity(
            files: [file("package.json", "{\"name\":\"a\",\"version\":1}")], kind: .npmTarball)
        #expect(number.name == "a" && number.version == nil)
    }

    @Test("are not taken from elsewhere in the archive, nor from what is no manifest")
    func notElsewhere() {
        let deep = DeclaredIdentity(files: [file("a/b-1.dist-info/METADATA", "Name: b\nVersion: 1\n")], kind: .wheel)
        #expect(deep.name == nil)
        let broken = DeclaredIdentity(files: [file("package.json", "{\"name\": 3")], kind: .npmTarball)
        #expect(broken.name == nil)
        let body = DeclaredIdentity(files: [file("PKG-INFO", "Summary: x\n\nName: late\n")], kind: .sdist)
        #expect(body.name == nil)
    }
}
