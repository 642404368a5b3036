import Foundation
import Testing

@testable import AirlockGuard

@Suite("Projects on disk")
struct LocalProjectsTests {
    @Test(
        "that require something by an address are refused, by file and requirement",
        arguments: [
            ("pyproject.toml", "[build-system]\nrequires = [\"y @ file:///y.whl\"]\n", "'pyproject.toml' line 2"),
            (
                "pyproject.toml", "[project]\ndependencies = [\"y @ https://h.invalid/y\"]\n",
                "'y @ https://h.invalid/y'"
            ),
            ("setup.cfg", "[options]\ninstall_requires = y @ file:///y.whl\n", "'setup.cfg' line 2"),
        ])
    func refused(name: String, text: String, expected: String) throws {
        let folder = try Folder()
        try folder.write("sub/" + name, text)
        let error = #expect(throws: GuardError.self) {
            try refuseDirectRequirements(inProjects: ["sub"], workingFolder: folder.path)
        }
        #expect(error?.description.contains(expected) == true)
        #expect(error?.status == .usage)
    }

    @Test("that name a file of such requirements are refused")
    func referenced() throws {
        let folder = try Folder()
        try folder.write("pyproject.toml", "[tool.setuptools.dynamic]\ndependencies = {file = [\"deps.in\"]}\n")
        try folder.write("deps.in", "y @ file:///y.whl\n")
        #expect(throws: GuardError.self) {
            try refuseDirectRequirements(inProjects: [folder.path], workingFolder: "/")
        }
    }

    @Test(
        "that name such a file without an ending or with signs are refused",
        arguments: ["deps", "de+ps.txt", "my deps"])
    func referencedByAnyName(name: String) throws {
        let folder = try Folder()
        try folder.write("pyproject.toml", "[tool.setuptools.dynamic]\ndependencies = {file = [\"\(name)\"]}\n")
        try folder.write(name, "y @ file:///y.whl\n")
        #expect(throws: GuardError.self) {
            try refuseDirectRequirements(inProjects: ["."], workingFolder: folder.path)
        }
    }

    @Test("whose file is longer than is read are refused, since its end may hold a requirement")
    func longFiles() throws {
        let folder = try Folder()
        try folder.write("pyproject.toml", String(repeating: "#", count: 4 << 20) + "\n")
        let error = #expect(throws: GuardError.self) {
            try refuseDirectRequirements(inProjects: ["."], workingFolder: folder.path)
        }
        #expect(error?.description.contains("longer") == true)
        try folder.write("pyproject.toml", String(repeating: "#", count: (4 << 20) - 1) + "\n")
        try refuseDirectRequirements(inProjects: ["."], workingFolder: folder.path)
    }

    @Test("that lie elsewhere through a link than by the letters of their path are refused")
    func twoPlaces() throws {
        let folder = try Folder()
        try folder.write("own/x", "")
        try folder.write("sub/dir/x", "")
        try folder.write("sub/own/x", "")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/link", withDestinationPath: folder.path + "/sub/dir")
        #expect(throws: GuardError.self) {
            try refuseDirectRequirements(inProjects: ["link/../own"], workingFolder: folder.path)
        }
        try refuseDirectRequirements(inProjects: ["sub/dir/../own", "own/../own"], workingFolder: folder.path)
        #expect(!namesOnePlace("link/../own/x", in: folder.path))
        #expect(!namesOnePlace("ow\tn/x", in: folder.path))
        #expect(namesOnePlace("link/x", in: folder.path))
        #expect(namesOnePlace("./own/x", in: folder.path))
        #expect(namesOnePlace("absent", in: folder.path))
    }

    @Test("that require releases, or have no such files, pass")
    func passing() throws {
        let folder = try Folder()
        try folder.write("pyproject.toml", "[project]\ndependencies = [\"y>=1\"]\nreadme = \"README.md\"\n")
        try folder.write("README.md", "```\ny @ git+https://h.invalid/y\n```\n")
        try refuseDirectRequirements(inProjects: [".", "absent", "/"], workingFolder: folder.path)
    }

    @Test("configured editables are folders or refused")
    func editables() throws {
        #expect(try editableFolders(["lib", "./other"]) == ["lib", "./other"])
        for text in ["file:///x-1%2Ezip", "git+https://h.invalid/x", "./x.tar.gz"] {
            #expect(throws: GuardError.self) { try editableFolders([text]) }
        }
        #expect(throws: GuardError.self) { try refuseConfiguredScripts(["s.py"]) }
        try refuseConfiguredScripts([])
    }

    @Test(
        "a group is read from the project's folder or from the one it names",
        arguments: [("dev", "."), ("pyproject.toml:dev", "."), ("sub/pyproject.toml:dev", "sub")])
    func groups(argument: String, expected: String) {
        #expect(folder(ofDependencyGroup: argument) == expected)
    }

    @Test("a dependency group of a lock file is refused, one of a project is not")
    func groupsOfLocks() throws {
        try refuseLocks(inGroups: ["test", "own/pyproject.toml:test", "pylock.toml"])
        for group in ["pylock.toml:test", "own/pylock.dev.toml:test"] {
            #expect(throws: GuardError.self) { try refuseLocks(inGroups: [group]) }
        }
    }
}

@Suite("Tunnels")
struct TunnelRuleTests {
    @Test(
        "open while installing, but not to hosts of the gateway, however they are written",
        arguments: [
            ("index.invalid", false), ("INDEX.invalid", false), ("index.invalid.", false), ("other.invalid", true),
        ])
    func installing(host: String, isAllowed: Bool) {
        let rule = TunnelRule(isStrict: false)
        #expect(!rule.allows(host))
        rule.beginInstall(refusing: ["https://index.invalid/simple/", "/a/folder", "file:///links"])
        #expect(rule.allows(host) == isAllowed)
    }
}

/// A folder that vanishes with its test.
private final class Folder {
    let path = NSTemporaryDirectory() + "airlock-projects-\(UInt64.random(in: 0 ... .max))"

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws {
        let file = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }
}
