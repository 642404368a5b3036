import AirlockTestSupport
import Foundation
import Testing

@Suite("Without a network, and with two guards at once")
struct OfflineTests {
    @Test("'npm ci' of a judged tree works when the registry is gone")
    func npmCleanInstall() async throws {
        let registry = try await LoopbackRegistry.start()
        try NpmInstallTests.cleanTree(registry)
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try user.write(
            "{\"name\": \"project\", \"version\": \"1.0.0\", \"dependencies\": {\"tree-a\": \"*\"}}\n",
            to: "project/package.json")
        #expect(try await user.guarded("npm", "install").status == 0)
        let installed = NpmInstallTests.result(user)
        try FileManager.default.removeItem(atPath: user.scratch.file("project/node_modules"))
        await registry.stop()
        let run = try await user.guarded("npm", "ci")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.errors.contains("3 packages judged (3 cached)"))
        #expect(NpmInstallTests.result(user) == installed)
    }

    @Test("two guards that install one tree at once fetch each artifact once, and both succeed")
    func twoAtOnce() async throws {
        let registry = try await LoopbackRegistry.start()
        for index in 0..<6 {
            var package = LoopbackRegistry.NpmPackage("part-\(index)")
            if index < 5 { package.dependencies = ["part-\(index + 1)": "*"] }
            let bytes = try registry.add(package)
            registry.server.setRoute(
                "/part-\(index)/-/part-\(index)-1.0.0.tgz", LoopbackServer.Answer(body: bytes, delaySeconds: 0.5))
        }
        let user = try ThrowawayUser(npmRegistry: registry.url)
        let folders = ["one", "two"].map { user.scratch.file($0) }
        for folder in ["one", "two"] {
            try user.write(
                "{\"name\": \"\(folder)\", \"version\": \"1.0.0\", \"dependencies\": {\"part-0\": \"*\"}}\n",
                to: "\(folder)/package.json")
        }
        async let first = user.guarded("npm", "install", "--no-audit", in: folders[0])
        async let second = user.guarded("npm", "install", "--no-audit", in: folders[1])
        for run in try await [first, second] { #expect(run.status == 0, "\(run.errors)") }
        for folder in ["one", "two"] { #expect(user.exists("\(folder)/node_modules/part-5/package.json")) }
        let tarballs = registry.server.requests.filter { $0.path.contains("/-/") }.map(\.path)
        #expect(Set(tarballs).count == 6 && tarballs.count == 6, "\(tarballs)")
        await registry.stop()
    }

    @Test("a tarball that breaks off once is resumed, and a cache that cannot be written is a clear error")
    func trouble() async throws {
        let registry = try await LoopbackRegistry.start()
        let bytes = try registry.add(LoopbackRegistry.NpmPackage("wanted"))
        let path = "/wanted/-/wanted-1.0.0.tgz"
        registry.server.setRoute(
            path,
            LoopbackServer.Answer(
                status: 200, headers: [("ETag", "\"x\"")], body: bytes,
                delivery: .truncated(afterBytes: bytes.count / 2)))
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        async let installing = user.guarded("npm", "install", "wanted")
        while registry.server.requests(forPath: path).isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        registry.server.setRoute(path, LoopbackServer.Answer(headers: [("ETag", "\"x\"")], body: bytes))
        let run = try await installing
        #expect(run.status == 0, "\(run.errors)")
        #expect(registry.server.requests(forPath: path).count > 1)

        let other = try ThrowawayUser(npmRegistry: registry.url, extra: ["XDG_CACHE_HOME": "/proc/self"])
        try other.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        let refused = try await other.guarded("npm", "install", "wanted")
        #expect(refused.status == 70 && !other.exists("project/node_modules"), "\(refused.errors)")
        #expect(refused.errors.contains("/proc/self/airlock"), "\(refused.errors)")
        await registry.stop()
    }

    @Test("'pip install --require-hashes' of a judged tree works when the index is gone, and without hashes it fails")
    func pipWithHashes() async throws {
        let registry = try await LoopbackRegistry.start()
        let top = registry.addWheel("top", requires: ["below"])
        let below = registry.addWheel("below")
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        try user.write(
            """
            top==1.0.0 --hash=sha256:\(LoopbackRegistry.sha256(of: top))
            below==1.0.0 --hash=sha256:\(LoopbackRegistry.sha256(of: below))

            """, to: "project/requirements.txt")
        let words = ["pip", "install", "--require-hashes", "-r", "requirements.txt"]
        let first = try await VirtualEnvironment(for: user, named: "first")
        let online = try await user.guarded(words: words, adding: first.path(user))
        #expect(online.status == 0, "\(online.errors)")
        await registry.stop()
        let second = try await VirtualEnvironment(for: user, named: "second")
        let plain = try await user.guarded(words: ["pip", "install", "top"], adding: second.path(user))
        #expect(plain.status == 69, "\(plain.errors)")
        let offline = try await user.guarded(words: words, adding: second.path(user))
        #expect(offline.status == 0, "\(offline.errors)")
        #expect(offline.errors.contains("2 packages judged (2 cached)"), "\(offline.errors)")
        #expect(PipInstallTests.installed(second) == PipInstallTests.installed(first))
    }

    /// Whether a full disk can be had: a small file system in a namespace of our own.
    private static let canMount = mounts()

    private static func mounts() -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["unshare", "-rm", "sh", "-c", "mount -t tmpfs -o size=64k none /mnt"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    @Test(
        "a full disk is a clear error, and with room the same command succeeds",
        .enabled(if: canMount, "needs 'unshare' and the right to mount in a namespace"))
    func fullDisk() async throws {
        let registry = try await LoopbackRegistry.start()
        var package = LoopbackRegistry.NpmPackage("wanted")
        var generator = SystemRandomNumberGenerator()
        package.files["digits.txt"] = (0..<60_000).map { _ in String(generator.next(), radix: 16) }.joined()
        try registry.add(package)
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        let cache = ["XDG_CACHE_HOME": user.scratch.file("cache")]
        try user.write("", to: "cache/.keep")
        let mounting = "mount -t tmpfs -o size=256k none \"$XDG_CACHE_HOME\" && exec \"$@\""
        let full = try await user.bare(
            words: ["unshare", "-rm", "sh", "-c", mounting, "sh", ThrowawayUser.airlock, "npm", "install", "wanted"],
            adding: cache)
        #expect(full.status == 70 && !user.exists("project/node_modules"), "\(full.errors)")
        #expect(full.errors.contains("no space left on device"), "\(full.errors)")
        #expect(full.errors.contains("make room"), "\(full.errors)")
        let again = try await user.guarded("npm", "install", "wanted", adding: cache)
        #expect(again.status == 0, "\(again.errors)")
        await registry.stop()
    }
}
