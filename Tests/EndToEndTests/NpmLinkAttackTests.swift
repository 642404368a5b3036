import AirlockTestSupport
import Foundation
import Testing

/// Links of a lockfile or a shrinkwrap that put a folder in the place of a package of a registry.
@Suite("npm, hostile links")
struct NpmLinkAttackTests {
    private func lockfile(_ name: String, _ packages: [String: Any]) throws -> String {
        let whole: [String: Any] = [
            "name": name, "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": packages,
        ]
        return String(decoding: try JSONSerialization.data(withJSONObject: whole), as: UTF8.self)
    }

    private func manifest(_ name: String, running marker: String) -> String {
        "{\"name\": \"\(name)\", \"version\": \"1.0.0\", \"scripts\": {\"postinstall\": \"echo ran >> '\(marker)'\"}}\n"
    }

    @Test(
        "a lock entry that leads from a release to a folder of the project, or beside it",
        arguments: [".github/x", "../outside", "node_modules/.x"], ["ci", "install"])
    func lockedLink(target: String, command: String) async throws {
        let registry = try await LoopbackRegistry.start()
        try registry.add(LoopbackRegistry.NpmPackage("alpha"))
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try user.write(
            "{\"name\": \"project\", \"version\": \"1.0.0\", \"dependencies\": {\"alpha\": \"^1.0.0\"}}\n",
            to: "project/package.json")
        try user.write(manifest("alpha", running: user.marker), to: "project/\(target)/package.json")
        let packages: [String: Any] = [
            "": ["name": "project", "version": "1.0.0", "dependencies": ["alpha": "^1.0.0"]],
            "node_modules/alpha": ["resolved": target, "link": true],
            target: ["name": "alpha", "version": "1.0.0", "hasInstallScript": true],
        ]
        try user.write(try lockfile("project", packages), to: "project/package-lock.json")
        let run = try await user.guarded("npm", command)
        #expect(run.status == 64, "\(run.status) \(run.errors)")
        #expect(!user.exists("package-code-ran"))
        await registry.stop()
    }

    @Test(
        "links that the manifest asks for are made",
        arguments: ["file:lib", "./lib", "file:ROOT/project/lib", "file:../beside"])
    func honestLinks(specifier: String) async throws {
        let registry = try await LoopbackRegistry.start()
        try registry.add(LoopbackRegistry.NpmPackage("alpha"))
        let user = try ThrowawayUser(npmRegistry: registry.url)
        let own = specifier.replacingOccurrences(of: "ROOT/", with: user.scratch.file(""))
        try user.write(
            "{\"name\": \"project\", \"version\": \"1.0.0\", \"dependencies\": {\"lib\": \"\(own)\", \"alpha\": \"1.0.0\"}}\n",
            to: "project/package.json")
        for folder in ["project/lib", "beside"] {
            try user.write("{\"name\": \"lib\", \"version\": \"1.0.0\"}\n", to: "\(folder)/package.json")
        }
        for command in ["install", "ci", "install"] {
            let run = try await user.guarded("npm", command)
            #expect(run.status == 0, "\(run.errors)")
            #expect(user.exists("project/node_modules/lib/package.json"))
        }
        await registry.stop()
    }

    @Test(
        "a package's shrinkwrap that puts one of its own folders in a package's place",
        arguments: ["vendor/y", "vendor/x"])
    func shrinkwrap(folder: String) async throws {
        let registry = try await LoopbackRegistry.start()
        try registry.add(LoopbackRegistry.NpmPackage("x"))
        let user = try ThrowawayUser(npmRegistry: registry.url)
        var package = LoopbackRegistry.NpmPackage("shrunk")
        package.dependencies = ["x": "*"]
        package.hasShrinkwrap = true
        package.files["\(folder)/package.json"] = manifest("x", running: user.marker)
        package.files["npm-shrinkwrap.json"] = try lockfile(
            "shrunk",
            [
                "": ["name": "shrunk", "version": "1.0.0", "dependencies": ["x": "file:\(folder)"]],
                "node_modules/x": ["resolved": folder, "link": true],
                folder: ["name": "x", "version": "1.0.0", "hasInstallScript": true],
            ])
        let bytes = try registry.add(package)
        try user.write(
            "{\"name\": \"project\", \"version\": \"1.0.0\", \"dependencies\": {\"shrunk\": \"1.0.0\"}}\n",
            to: "project/package.json")
        let installed = try await user.guarded("npm", "install")
        #expect([64, 77].contains(installed.status), "\(installed.status) \(installed.errors)")
        // A lockfile that keeps silent about what the shrinkwrap adds.
        let entry: [String: Any] = [
            "version": "1.0.0", "resolved": registry.url + "/shrunk/-/shrunk-1.0.0.tgz",
            "integrity": LoopbackRegistry.integrity(of: bytes), "hasShrinkwrap": true, "dependencies": ["x": "*"],
        ]
        let root: [String: Any] = ["name": "project", "version": "1.0.0", "dependencies": ["shrunk": "1.0.0"]]
        try user.write(
            try lockfile("project", ["": root, "node_modules/shrunk": entry]), to: "project/package-lock.json")
        let run = try await user.guarded("npm", "ci")
        #expect(run.status == 77 && run.errors.contains("stray-script"), "\(run.status) \(run.errors)")
        #expect(!user.exists("package-code-ran"))
        await registry.stop()
    }
}
