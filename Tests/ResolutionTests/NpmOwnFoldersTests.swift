import Foundation
import Packages
import Testing

@testable import Resolution

@Suite("What lies on the machine, in npm lockfiles")
struct NpmOwnFoldersTests {
    private let linux = NpmPlatform(operatingSystem: "linux", processor: "x64", library: "glibc")

    private func lockfile(_ entries: String) throws -> NpmLockfile {
        try NpmLockfile(
            parsing: Array("{\"lockfileVersion\":3,\"packages\":{\"\":{},\(entries)}}".utf8), path: "package-lock.json")
    }

    @Test(
        "a link counts only where it leads to a folder of the user's own",
        arguments: [
            ("lib", true), ("packages/a", true), ("../beside", true), (".github/x", false), ("../outside", false),
            ("node_modules/p/vendor", false), ("lib/node_modules/x", false), ("", false), ("lib/../.github/x", false),
        ])
    func links(target: String, isOwn: Bool) throws {
        let own = NpmOwnFolders(root: "/w/project", folders: ["/w/project/lib", "/w/project/packages/a", "/w/beside"])
        let plan = try lockfile("\"node_modules/a\":{\"resolved\":\"\(target)\",\"link\":true}").plan(
            for: linux, own: own)
        #expect(plan.refused.map(\.kind) == (isOwn ? [] : [.strayLink]))
    }

    @Test("a link out of a copy leads to what is named by its absolute path")
    func absoluteLink() throws {
        let own = NpmOwnFolders(root: "/h/u/project", folders: ["/h/u/lib"], copiedTo: "/tmp/a/b/c/tree/project")
        let text = "\"node_modules/a\":{\"resolved\":\"../../../../../../h/u/lib\",\"link\":true}"
        #expect(try lockfile(text).plan(for: linux, own: own).refused == [])
    }

    @Test(
        "a folder inside a package is no package, whatever its entry calls itself",
        arguments: ["node_modules/p/vendor/y", "node_modules/@s/p/y", "node_modules/evil.tgz", "node_modules/file:x"])
    func foldersOfPackages(location: String) throws {
        let text = "\"\(location)\":{\"name\":\"x\",\"version\":\"1.0.0\"}"
        #expect(try lockfile(text).plan(for: linux).refused.map(\.kind) == [.localArchive])
    }

    @Test("a version that names a file is none of a bundled package")
    func bundled() throws {
        let text = "\"node_modules/h/node_modules/x\":{\"version\":\"file:evil.tgz\",\"inBundle\":true}"
        #expect(try lockfile(text).plan(for: linux).refused.map(\.address) == ["file:evil.tgz"])
    }

    @Test(
        "what is on the machine is planned, whatever its entry says it is for",
        arguments: [#""optional":true,"os":["win32"]"#, #""dev":true"#, #""optional":true"#, #""peer":true"#])
    func neverLeftOut(flags: String) throws {
        let text = "\"node_modules/x\":{\"version\":\"1.0.0\",\"resolved\":\"file:evil.tgz\",\(flags)}"
        let plan = try lockfile(text).plan(for: linux, omitting: ["dev", "optional", "peer"], root: "/w/project")
        #expect(plan.nodes.map(\.artifact.url) == ["file:///w/project/evil.tgz"])
    }

    @Test("an archive's path ends where npm lets it end")
    func archivePath() throws {
        let text = "\"node_modules/x\":{\"version\":\"1.0.0\",\"resolved\":\"file:evil.tgz#/../good.tgz\"}"
        let plan = try lockfile(text).plan(for: linux, root: "/w/project")
        #expect(plan.nodes.map(\.artifact.url) == ["file:///w/project/evil.tgz"])
    }

    @Test("a platform that is configured counts in place of this one")
    func configuredPlatform() {
        var configuration = NpmConfiguration()
        configuration.set(.project, to: NpmConfigurationFile(values: ["os": ["win32"], "cpu": ["arm64"]]))
        #expect(
            linux.configured(by: configuration)
                == NpmPlatform(operatingSystem: "win32", processor: "arm64", library: "glibc"))
    }

    @Test("an archive that a package names is refused where npm would find it", arguments: [true, false])
    func archivesOfPackages(exists: Bool) throws {
        let folder = try TestFolder()
        if exists { try folder.write("node_modules/outer/node_modules/p/vendor/v.tgz", "") }
        let own = NpmOwnFolders(root: folder.path, folders: [])
        let text =
            "\"node_modules/p\":{\"version\":\"1.0.0\",\"resolved\":\"https://r.invalid/p/-/p-1.0.0.tgz\","
            + "\"optionalDependencies\":{\"v\":\"file:vendor/v.tgz\"}}"
        #expect(try lockfile(text).plan(for: linux, own: own).refused.map(\.name) == (exists ? ["v"] : []))
    }

    @Test("an archive beside the one that names it is refused unless the lockfile has it", arguments: [true, false])
    func archivesBesideArchives(isPlanned: Bool) throws {
        let folder = try TestFolder()
        try folder.write("more/other.tgz", "")
        let own = NpmOwnFolders(root: folder.path, folders: [])
        let other = ",\"node_modules/o\":{\"version\":\"1.0.0\",\"resolved\":\"file:more/other.tgz\"}"
        let text =
            "\"node_modules/p\":{\"version\":\"1.0.0\",\"resolved\":\"file:more/p.tgz\","
            + "\"optionalDependencies\":{\"o\":\"file:./other.tgz\"}}" + (isPlanned ? other : "")
        let plan = try lockfile(text).plan(for: linux, root: folder.path, own: own)
        #expect(plan.refused.map(\.name) == (isPlanned ? [] : ["o"]))
    }

    @Test("what installed packages name by path is found, through links and scopes too")
    func installed() throws {
        let folder = try TestFolder()
        try folder.write("project/evil.tgz", "")
        for place in ["alpha", "@s/beta/node_modules/gamma"] {
            let up = String(repeating: "../", count: place.split(separator: "/").count + 1)
            try folder.write(
                "project/node_modules/\(place)/package.json", #"{"optionalDependencies":{"x":"file:\#(up)evil.tgz"}}"#)
        }
        try folder.write("project/node_modules/plain/package.json", #"{"dependencies":{"x":"file:absent.tgz"}}"#)
        try folder.write("linked/package.json", #"{"dependencies":{"x":"file:../project/evil.tgz"}}"#)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/project/node_modules/linked", withDestinationPath: "../../linked")
        let stray = NpmOwnFolders(root: folder.path + "/project", folders: [])
        #expect(try stray.installedPaths().count == 3)
        let own = NpmOwnFolders(root: folder.path + "/project", folders: [folder.path + "/linked"])
        #expect(try own.installedPaths().count == 2)
    }

    @Test(
        "what a shrinkwrap has on the machine is named by its location",
        arguments: [
            (#""node_modules/x":{"resolved":"vendor/y","link":true}"#, "node_modules/x"),
            (#""vendor/y":{"version":"1.0.0"}"#, "vendor/y"),
            (#""node_modules/x":{"version":"file:node_modules/p/vendor/v.tgz"}"#, "node_modules/x"),
            (#""node_modules/x":{"version":"1.0.0","resolved":"file:vendor/v.tgz"}"#, "node_modules/x"),
            (#""node_modules/x":{"version":"1.0.0","resolved":"https://r.invalid/x/-/x-1.0.0.tgz"}"#, nil),
            (#""node_modules/x/node_modules/y":{"version":"1.0.0","inBundle":true}"#, nil),
        ])
    func shrinkwrap(entries: String, location: String?) throws {
        #expect(try lockfile(entries).locationOnDisk == location)
    }
}
