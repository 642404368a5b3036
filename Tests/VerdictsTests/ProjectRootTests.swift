import Foundation
import Testing
import Verdicts

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct ProjectRootTests {
    /// Files of a scratch home, the folder of the command below it, and the root to be found (nil: none).
    static let table: [(files: [String], start: String, root: String?, ignored: [String])] = [
        (["work/app/package.json"], "work/app", "work/app", []),
        (["work/app/package.json"], "work/app/src/deep", "work/app", []),
        (["work/app/.airlock.toml"], "work/app/src", "work/app", []),
        (["work/package.json", "work/app/package.json"], "work/app/src", "work/app", []),
        (["work/.airlock.toml", "work/app/package.json"], "work/app", "work/app", ["work/.airlock.toml"]),
        (["package.json", ".airlock.toml"], "work/app", nil, [".airlock.toml"]),
        (["work/package.json", "work/app/.git/HEAD"], "work/app/src", nil, []),
        (["work/app/.git/HEAD", "work/app/package.json"], "work/app/src", "work/app", []),
        (["work/app/.git", "work/app/.airlock.toml"], "work/app/src", "work/app", []),
        (["work/app/package.json/oops"], "work/app", nil, []),
        (["work/app/pyproject.toml"], "work/app", nil, []),
        ([], "work/app", nil, []),
    ]

    @Test(arguments: table)
    func nearestFolderWithAManifestIsFound(
        row: (files: [String], start: String, root: String?, ignored: [String])
    ) throws {
        let home = try ScratchFolder()
        for file in row.files { try home.write("", to: file) }
        let start = try home.folder(row.start)
        let search = ProjectRootSearch(from: start, manifests: ["package.json"], home: home.path)
        #expect(search.root?.folder == row.root.map { home.path + "/" + $0 })
        #expect(search.ignoredPolicyPaths == row.ignored.map { home.path + "/" + $0 })
    }

    @Test func folderOutsideHomeAndCheckoutHasNoProject() throws {
        let scratch = try ScratchFolder()
        let home = try scratch.folder("home")
        try scratch.write("", to: "elsewhere/package.json")
        try scratch.write("", to: "elsewhere/.airlock.toml")
        let start = scratch.path + "/elsewhere"
        let search = ProjectRootSearch(from: start, manifests: ["package.json"], home: home)
        #expect(search.root == nil && search.ignoredPolicyPaths == [start + "/.airlock.toml"])
        try scratch.write("", to: "elsewhere/.git/HEAD")
        #expect(ProjectRootSearch(from: start, manifests: ["package.json"], home: home).root?.folder == start)
    }

    @Test func linksAreResolvedBeforeTheSearch() throws {
        let scratch = try ScratchFolder()
        let home = try scratch.folder("home")
        try scratch.write("", to: "home/real/package.json")
        try scratch.write("", to: "home/decoy/package.json")
        _ = try scratch.folder("home/real/inner")
        let link = scratch.path + "/home/decoy/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: scratch.path + "/home/real/inner")
        let linkedHome = scratch.path + "/linked-home"
        try FileManager.default.createSymbolicLink(atPath: linkedHome, withDestinationPath: home)
        let search = ProjectRootSearch(from: link, manifests: ["package.json"], home: linkedHome)
        #expect(search.root?.folder == home + "/real")
        #expect(search.root?.policyPath == home + "/real/.airlock.toml")
    }

    @Test func foreignFolderEndsTheSearch() throws {
        let home = try ScratchFolder()
        try home.write("", to: "work/package.json")
        let start = try home.folder("work/app")
        // Seen by another user, every folder here is foreign.
        let other = ProjectRootSearch(from: start, manifests: ["package.json"], home: home.path, userID: geteuid() + 1)
        #expect(other.root == nil)
        // Root can also give one folder away, in the middle of the way up.
        guard geteuid() == 0 else { return }
        let middle = try home.folder("work/app/theirs")
        let inner = try home.folder("work/app/theirs/mine")
        #expect(chown(middle, 12_345, 12_345) == 0)
        #expect(ProjectRootSearch(from: inner, manifests: ["package.json"], home: home.path).root == nil)
    }

    @Test func missingFolderHasNoProject() {
        let search = ProjectRootSearch(from: "/nonexistent/folder", manifests: ["package.json"], home: "/nonexistent")
        #expect(search.root == nil && search.ignoredPolicyPaths.isEmpty)
    }
}
