import AirlockTestSupport
import Foundation
import Packages
import Testing

/// Lockfiles and manifests of a hostile repository that try to bring bytes past the plan.
@Suite("Hostile npm lockfiles, end to end")
struct NpmLockfileAttackTests {
    private func entry(_ fields: [String: Any]) throws -> String {
        let lockfile: [String: Any] = [
            "name": "project", "version": "1.0.0", "lockfileVersion": 3, "requires": true,
            "packages": [
                "": ["name": "project", "version": "1.0.0", "dependencies": ["look-alike": ">=1.0.0-0"]],
                "node_modules/look-alike": fields,
            ],
        ]
        return String(decoding: try JSONSerialization.data(withJSONObject: lockfile), as: UTF8.self)
    }

    private func project(_ user: ThrowawayUser, dependency: String = ">=1.0.0-0") throws {
        try user.write(
            "{\"name\": \"project\", \"version\": \"1.0.0\", \"dependencies\": {\"look-alike\": \"\(dependency)\"}}\n",
            to: "project/package.json")
    }

    private func writeArchive(_ user: ThrowawayUser, named name: String, version: String = "1.0.0") throws {
        var package = NpmInstallTests.flagged("look-alike", marker: user.marker)
        package.version = version
        try Data(package.tarball()).write(to: URL(fileURLWithPath: user.scratch.file("project/\(name)")))
    }

    @Test(
        "an entry without address whose version names a file of the repository is refused",
        arguments: ["ci", "install"])
    func versionThatIsAFile(command: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try project(user)
        try writeArchive(user, named: "1.0.0-x.tgz", version: "1.0.0-x.tgz")
        try user.write(
            try entry(["version": "1.0.0-x.tgz", "hasInstallScript": true]), to: "project/package-lock.json")
        let run = try await user.guarded("npm", command)
        #expect(run.status == 64, "\(run.errors)")
        #expect(run.errors.contains("look-alike"))
        #expect(!user.exists("project/node_modules"))
        #expect(!user.exists("package-code-ran"))
        await registry.stop()
    }

    @Test("a local archive whose name only npm's pattern takes for one is judged, and stays out of the guard's cache")
    func oddArchiveName() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try writeArchive(user, named: "look-alike.tar-gz")
        try project(user, dependency: "file:" + user.scratch.file("project/look-alike.tar-gz"))
        for _ in 0..<2 {
            let run = try await user.guarded("npm", "install")
            // Newer ones take it for a folder, and link to it.
            let place = user.scratch.file("project/node_modules/look-alike")
            let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: place)) != nil
            #expect(run.status == (isLink ? 0 : 77), "\(run.errors)")
            #expect(user.exists("project/node_modules") == isLink)
            #expect(!user.exists("package-code-ran"))
        }
        await registry.stop()
    }

    @Test("flags of an entry do not take it out of the plan", arguments: ["inBundle", "extraneous", "peer", "dev"])
    func flags(flag: String) async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        let bytes = try registry.add(NpmInstallTests.flagged("look-alike", marker: user.marker))
        try project(user)
        let fields: [String: Any] = [
            "version": "1.0.0", "resolved": "\(registry.url)/look-alike/-/look-alike-1.0.0.tgz",
            "integrity": DigestFunction.digest(of: bytes, .sha512).integrity, "hasInstallScript": true, flag: true,
        ]
        try user.write(try entry(fields), to: "project/package-lock.json")
        let run = try await user.guarded("npm", "ci")
        #expect(run.status == 77, "\(run.errors)")
        #expect(run.errors.contains("nothing was installed"))
        #expect(!user.exists("project/node_modules"))
        #expect(!user.exists("package-code-ran"))
        await registry.stop()
    }

    @Test("an entry without address is judged at the place where npm would look for it")
    func withoutAddress() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        let bytes = try registry.add(NpmInstallTests.flagged("look-alike", marker: user.marker))
        try project(user)
        let integrity = DigestFunction.digest(of: bytes, .sha512).integrity
        try user.write(
            try entry(["version": "1.0.0", "integrity": integrity, "hasInstallScript": true]),
            to: "project/package-lock.json")
        let run = try await user.guarded("npm", "ci")
        #expect(run.status == 77, "\(run.errors)")
        #expect(!user.exists("project/node_modules"))
        await registry.stop()
    }

    @Test("a script that only the lockfile states would be run by npm, and the lockfile is refused")
    func scripts() async throws {
        let registry = try await LoopbackRegistry.start()
        let bytes = try registry.add(LoopbackRegistry.NpmPackage("look-alike"))
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try project(user)
        let lockfile = try entry([
            "version": "1.0.0", "resolved": registry.url + "/look-alike/-/look-alike-1.0.0.tgz",
            "integrity": LoopbackRegistry.integrity(of: bytes), "scripts": ["postinstall": "touch \(user.marker)"],
        ])
        try user.write(lockfile, to: "project/package-lock.json")
        for command in ["ci", "install"] {
            let run = try await user.guarded("npm", command)
            #expect(run.status == 65 && run.errors.contains("states scripts for"), "\(run.errors)")
            #expect(!user.exists("package-code-ran") && !user.exists("project/node_modules"))
        }
        // The threat is real: the bare npm runs what no package holds.
        #expect(try await user.bare("npm", "ci").status == 0)
        #expect(user.exists("package-code-ran"))
        await registry.stop()
    }
}
