import Foundation
import Packages
import Quarantine
import Testing

@testable import AirlockGuard

@Suite("What stands before npm's scripts")
struct ScriptGateTests {
    @Test("a package's place is told by the last node_modules of a path, and what bundles it by those right around it")
    func places() throws {
        let plain = try #require(PackagePlace("/p/node_modules/@own/a"))
        #expect(plain.folder == "/p/node_modules/@own/a" && plain.inner.isEmpty && plain.outer.isEmpty)
        let nested = try #require(PackagePlace("/p/node_modules/a/node_modules/@b/c/sub"))
        #expect(nested.folder == "/p/node_modules/a/node_modules/@b/c" && nested.inner == "sub")
        #expect(nested.outer.map(\.folder) == ["/p/node_modules/a"])
        #expect(nested.outer.map(\.path) == ["node_modules/@b/c"])
        // A package's own folder between makes it no dependency that npm would find.
        let apart = try #require(PackagePlace("/p/node_modules/a/vendor/node_modules/b"))
        #expect(apart.folder == "/p/node_modules/a/vendor/node_modules/b" && apart.outer.isEmpty)
        let carried = try #require(PackagePlace("/p/node_modules/a/vendor/y"))
        #expect(carried.folder == "/p/node_modules/a" && carried.inner == "vendor/y")
        #expect(PackagePlace("/p/part") == nil && PackagePlace("/p/node_modules") == nil)
        #expect(PackagePlace("/p/node_modules/@own") == nil)
    }

    @Test(
        "a line is the stated script and its arguments, or nothing that may run",
        arguments: [
            (["-c", "node a.js"], true), (["-c", "node a.js 'x y'"], true), (["-c", "node a.jsx"], false),
            (["-c", "touch x; node a.js"], false), (["node a.js"], false), (["-c"], false), ([], false),
        ])
    func lines(words: [String], isStated: Bool) {
        let environment = ["npm_lifecycle_event": "install", "npm_lifecycle_script": "node a.js"]
        let question = ScriptQuestion(arguments: words, folder: "/", environment: environment, process: 1)
        #expect(question.runsStatedText == isStated)
        #expect(!ScriptQuestion(arguments: words, folder: "/", environment: [:], process: 1).runsStatedText)
    }

    @Test("manifests of an archive state their scripts, npm's own for native code included")
    func manifests() throws {
        func file(_ path: String, _ text: String) -> UnpackedFile {
            UnpackedFile(
                path: path, bytes: Array(text.utf8), leadingBytes: [], byteCount: text.utf8.count, isExecutable: false)
        }
        let unpacked = UnpackedArtifact(
            format: .gzippedTar,
            files: [
                file("package.json", "{\"scripts\": {\"install\": \"./node_modules/.bin/make x\", \"build\": \"b\"}}"),
                file("node_modules/in/package.json", "{\"name\": \"in\"}"),
                file("node_modules/in/binding.gyp", "{}"), file("other/package.json", "nothing"),
            ], findings: [])
        let found = ArchivedManifest.all(in: unpacked)
        #expect(found.map(\.folder) == ["", "node_modules/in"])
        let outer = try #require(found.first)
        #expect(outer.states("make x", for: "install") && outer.states("b", for: "build"))
        #expect(!outer.states("b", for: "install") && !outer.states("", for: "postinstall"))
        #expect(!outer.states("node-gyp rebuild", for: "install"))
        #expect(found.last?.states("node-gyp rebuild", for: "install") == true)
        var frame = FrameWriter()
        for manifest in found { manifest.write(to: &frame) }
        var reader = FrameReader(frame.bytes)
        #expect(try ArchivedManifest(from: &reader) == outer)
        #expect(try ArchivedManifest(from: &reader) == found.last)
        let released = ReleaseManifest(
            scripts: ["install": String(repeating: "x", count: 5_000)], dependencies: [:], programs: nil)
        #expect(released.states(String(repeating: "x", count: 5_000), for: "install"))
        #expect(!released.states(String(repeating: "x", count: 4_999) + "y", for: "install"))
    }

    @Test("the client is what it started itself, and no script of its")
    func processes() {
        let (own, parent) = (Int(getpid()), Int(getppid()))
        let processes = ClientProcesses()
        #expect(!processes.isClient(own))
        processes.began(parent)
        #expect(processes.isClient(own) && processes.script(above: own) == nil)
        processes.runsScript(parent)
        #expect(!processes.isClient(own) && processes.script(above: own) == parent)
    }
}
