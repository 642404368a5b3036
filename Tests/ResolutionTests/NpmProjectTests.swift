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
        #expect(try found(["node_modules/x", "/etc"]) == [])
        #expect(try found(["a/.hidden"]) == ["a/.hidden"])
    }

    @Test(
        "patterns that npm's globs read in their own way are refused",
        arguments: [
            ["../outside"], ["x/../ws"], ["@(ws)"], ["+(ws)"], ["!(a)"], [".*"], ["a/.h*"], ["w\\s"], ["[[:alpha:]]"],
            ["{1..3}"], ["!!ws"], ["!c", "**"],
        ])
    func unclearPatterns(patterns: [String]) throws {
        let folder = try TestFolder()
        try folder.write("ws/package.json", "{}")
        let error = #expect(throws: ResolutionError.self) { try findWorkspaces(patterns: patterns, below: folder.path) }
        #expect(error?.isRefusal == true)
    }

    @Test("a workspace root above whose patterns are refused is not passed by")
    func unclearRoot() throws {
        let folder = try TestFolder()
        try folder.write("package.json", #"{"workspaces":["@(ws)"]}"#)
        try folder.write("ws/package.json", "{}")
        #expect(throws: ResolutionError.self) { try NpmProject.find(from: folder.path + "/ws") }
        #expect(
            try NpmProject.find(from: folder.path + "/ws", searchingWorkspaceRoot: false).root == folder.path + "/ws")
    }

    @Test("every spelling of a path is in the copy where npm looks for it", arguments: NpmLocalSpecifierTests.read)
    func spellings(_ one: (specifier: String, isArchive: Bool, path: String)) throws {
        guard one.path.hasPrefix("/r/w/"), one.isArchive else { return }
        let folder = try TestFolder()
        let manifest: [String: Any] = ["optionalDependencies": ["x": one.specifier]]
        try folder.write("r/w/project/package.json", try JSONSerialization.data(withJSONObject: manifest))
        try folder.write(String(one.path.dropFirst()), "bytes")
        let scratch = try TestFolder()
        let copy = try NpmProject(openingRoot: folder.path + "/r/w/project").makeScratchCopy(in: scratch.path)
        let place = try #require(NpmLocalSpecifier(one.specifier)?.path(from: copy.root))
        #expect(FileManager.default.contents(atPath: place) == Data("bytes".utf8))
    }

    @Test("a path that is not clear, and an override's, are seen")
    func unclearPaths() throws {
        let folder = try TestFolder()
        try folder.write("package.json", #"{"overrides":{"a":{"x":"FILE:evil.tgz"}}}"#)
        let project = try NpmProject(openingRoot: folder.path)
        let scratch = try TestFolder()
        #expect(throws: ResolutionError.self) { try project.makeScratchCopy(in: scratch.path) }
    }

    @Test("a lockfile of yarn's that names something of the machine is refused, others are copied")
    func yarn() throws {
        for (address, isRefused) in [
            ("\"file:./evil.tgz\"", true), ("./evil.tgz", true), ("\"https://r.invalid/x/-/x-1.0.0.tgz#0\"", false),
            ("\"git+https://h.invalid/x.git#0\"", false),
        ] {
            let folder = try TestFolder()
            try folder.write("package.json", "{}")
            try folder.write("yarn.lock", "x@^1.0.0:\n  version \"1.0.0\"\n  \"resolved\" \(address)\n")
            let scratch = try TestFolder()
            let project = try NpmProject(openingRoot: folder.path)
            if isRefused {
                #expect(throws: ResolutionError.self) { try project.makeScratchCopy(in: scratch.path) }
            } else {
                _ = try project.makeScratchCopy(in: scratch.path)
                #expect(scratch.files.contains { $0.hasSuffix("/yarn.lock") })
            }
        }
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
