import Foundation
import Testing

@testable import Resolution

@Suite("npm projects")
struct NpmProjectTests {
    @Test("the copy holds manifests, lockfile, .npmrc, workspaces and linked folders, and nothing else")
    func scratchCopy() throws {
        let folder = try TestFolder()
        try folder.write(
            "home/project/package.json",
            #"{"workspaces":["packages/*","!packages/skip"],"dependencies":{"lib":"file:../lib","x":"^1"}}"#)
        try folder.write("home/project/package-lock.json", "{}")
        try folder.write("home/project/.npmrc", "fund=false")
        try folder.write("home/project/index.js", "")
        try folder.write("home/project/node_modules/x/package.json", "{}")
        try folder.write("home/project/packages/a/package.json", #"{"dependencies":{"b":"link:../../../other/b"}}"#)
        try folder.write("home/project/packages/a/code.js", "")
        try folder.write("home/project/packages/skip/package.json", "{}")
        try folder.write("home/project/packages/none/readme", "")
        try folder.write("home/lib/package.json", #"{"name":"lib","dependencies":{"packed":"file:./packed.tgz"}}"#)
        try folder.write("home/lib/packed.tgz", "bytes")
        try folder.write("home/other/b/package.json", #"{"name":"b"}"#)
        let project = try NpmProject(openingRoot: folder.path + "/home/project")
        #expect(project.workspaces == [folder.path + "/home/project/packages/a"])

        let scratch = try TestFolder()
        let copy = try project.makeScratchCopy(in: scratch.path)
        #expect(copy.root == scratch.path + "/tree/project")
        #expect(copy.lockfile == scratch.path + "/tree/project/package-lock.json")
        #expect(
            scratch.files == [
                "tree/lib/package.json", "tree/lib/packed.tgz", "tree/other/b/package.json", "tree/project/.npmrc",
                "tree/project/package-lock.json", "tree/project/package.json", "tree/project/packages/a/package.json",
            ])
    }

    @Test("folders named on the command line are copied too")
    func extraFolders() throws {
        let folder = try TestFolder()
        try folder.write("project/package.json", "{}")
        try folder.write("lib/package.json", #"{"name":"lib"}"#)
        let scratch = try TestFolder()
        let copy = try NpmProject(openingRoot: folder.path + "/project")
            .makeScratchCopy(in: scratch.path, extraFolders: ["../lib", "."])
        #expect(scratch.files == ["tree/lib/package.json", "tree/project/package.json"])
        #expect(copy.lockfile.hasSuffix("/project/package-lock.json"))
    }

    @Test("a shrinkwrap goes before a lockfile")
    func shrinkwrap() throws {
        let folder = try TestFolder()
        try folder.write("package.json", "{}")
        try folder.write("package-lock.json", "{}")
        try folder.write("npm-shrinkwrap.json", "{}")
        #expect(try NpmProject(openingRoot: folder.path).lockfile?.hasSuffix("npm-shrinkwrap.json") == true)
    }

    @Test("the project is the nearest folder with a manifest, or the workspace root above it")
    func find() throws {
        let folder = try TestFolder()
        try folder.write("root/package.json", #"{"workspaces":{"packages":["packages/**"]}}"#)
        try folder.write("root/packages/deep/a/package.json", "{}")
        try folder.write("root/packages/deep/a/src/x.js", "")
        try folder.write("root/stranger/package.json", "{}")
        try folder.write("root/stranger/sub/x.js", "")
        let find = { (place: String) in try NpmProject.find(from: folder.path + "/root/" + place).root }
        #expect(try find("packages/deep/a/src") == folder.path + "/root")
        #expect(try find("stranger/sub") == folder.path + "/root/stranger")
        let alone = try NpmProject.find(from: folder.path + "/root/packages/deep/a", searchingWorkspaceRoot: false)
        #expect(alone.root == folder.path + "/root/packages/deep/a")
    }

    @Test("a manifest that is malformed is an error that names it", arguments: ["", "[]", "{", #"{"a":1,"a":2}"#])
    func malformedManifest(_ text: String) throws {
        let folder = try TestFolder()
        try folder.write("package.json", text)
        let error = #expect(throws: ResolutionError.self) { try NpmProject(openingRoot: folder.path) }
        #expect(error?.description.contains("/package.json'") == true)
    }

    @Test("patterns leave node_modules, hidden folders and parents out")
    func patterns() throws {
        let folder = try TestFolder()
        for name in ["a/b", "a/.hidden", "node_modules/x", "a/node_modules/y", "c"] {
            try folder.write("p/\(name)/package.json", "{}")
        }
        try folder.write("outside/package.json", "{}")
        let found = { (patterns: [String]) in
            try findWorkspaces(patterns: patterns, below: folder.path + "/p").map {
                $0.dropFirst(folder.path.count + 3)
            }
        }
        #expect(try found(["**"]) == ["a/b", "c"])
        #expect(try found(["./a/*", "c/"]) == ["a/b", "c"])
        #expect(try found(["{a/b,c}"]) == ["a/b", "c"])
        #expect(try found(["**", "!c"]) == ["a/b"])
        #expect(try found(["../outside", "node_modules/x", "/etc"]) == [])
    }

    @Test("braces that would multiply without end stay bounded")
    func bracesAreBounded() {
        #expect(expandedBraces(String(repeating: "{a,b}", count: 60)).count <= 1_000)
        #expect(expandedBraces("a/{b,{c,d}}/e") == ["a/b/e", "a/c/e", "a/d/e"])
        #expect(expandedBraces("a{b") == ["a{b"])
    }

    @Test("a folder that cannot be written is an error")
    func unwritable() throws {
        let folder = try TestFolder()
        try folder.write("project/package.json", "{}")
        try folder.write("file", "")
        let project = try NpmProject(openingRoot: folder.path + "/project")
        #expect(throws: ResolutionError.self) { try project.makeScratchCopy(in: folder.path + "/file") }
    }
}
