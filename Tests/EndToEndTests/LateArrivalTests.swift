import AirlockTestSupport
import Foundation
import Synchronization
import Testing

/// What changes after it was judged, and what is asked for only while the install runs.
@Suite("bytes that change and packages that come late")
struct LateArrivalTests {
    /// Answers each path's first request with one body and all later ones with another.
    private static func changing(
        from first: [String: [UInt8]], to later: [String: [UInt8]]
    ) async throws -> LoopbackServer {
        let asked = Mutex<Set<String>>([])
        return try await LoopbackServer.start { request in
            guard let clean = first[request.path], let flagged = later[request.path] else { return nil }
            let isFirst = asked.withLock { $0.insert(request.path).inserted }
            return LoopbackServer.Answer(body: isFirst ? clean : flagged)
        }
    }

    @Test("npm gets the bytes that were judged, when the address serves others the second time")
    func npmAddressThatChanges() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        let path = "/look-alike/-/look-alike-1.0.0.tgz"
        let server = try await Self.changing(
            from: [path: try LoopbackRegistry.NpmPackage("look-alike").tarball()],
            to: [path: try NpmInstallTests.flagged("look-alike", marker: user.marker).tarball()])
        try NpmBypassTests.lock(user, name: "look-alike", resolved: server.url + path, integrity: nil)
        let first = try await user.guarded("npm", "ci")
        NpmBypassTests.expectInstalled(first, user, "project/node_modules/look-alike/index.js")
        #expect(!user.exists("project/node_modules/look-alike/setup.js"))
        #expect(server.requests(forPath: path).count == 1)
        // Another session asks again, since no digest is stated, and judges what comes now.
        try FileManager.default.removeItem(atPath: user.scratch.file("project/node_modules"))
        let second = try await user.guarded("npm", "ci")
        #expect([0, 77].contains(second.status), "\(second.errors)")
        #expect(!user.exists("project/node_modules/look-alike/setup.js"))
        #expect(!user.exists("package-code-ran"))
        await registry.stop()
        await server.stop()
    }

    @Test("pip gets the bytes that were judged, when the address serves others the second time")
    func pipAddressThatChanges() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(indexURL: registry.simpleURL)
        let clean = registry.addWheel("look-alike", files: ["look_alike/__init__.py": "value = 1\n"])
        let flagged = registry.addWheel("look-alike", files: ["look_alike/__init__.py": Fixtures.actingModule])
        let path = "/files/look_alike-1.0.0-py3-none-any.whl"
        let server = try await Self.changing(from: [path: clean], to: [path: flagged])
        registry.server.setRoute(
            "/simple/look-alike/", .text("<a href=\"\(server.url)\(path)\">look-alike</a>", type: "text/html"))
        let environment = try await VirtualEnvironment(for: user)
        let run = try await user.guarded(words: ["pip", "install", "look-alike"], adding: environment.path(user))
        #expect(run.status == 0, "\(run.errors)\(run.output)")
        let module = PipInstallTests.installed(environment).first { $0.key.hasSuffix("look_alike/__init__.py") }
        #expect(module?.value == Array("value = 1\n".utf8))
        #expect(server.requests(forPath: path).count == 1)
        await registry.stop()
        await server.stop()
    }

    @Test(
        "an install that the project's own script starts in the middle of a guarded one",
        arguments: [
            "npm install --no-save --prefix ../late look-alike", "python3 -m pip install -t ../late look-alike",
        ])
    func installInsideInstall(script: String) async throws {
        let registry = try await LoopbackRegistry.start()
        PipBypassTests.fill(registry)
        let user = try ThrowawayUser(npmRegistry: registry.url, indexURL: registry.simpleURL)
        _ = try NpmBypassTests.filled(user, registry)
        let manifest: [String: Any] = [
            "name": "project", "version": "1.0.0", "scripts": ["postinstall": script],
            "dependencies": ["harmless": "*"],
        ]
        try FileManager.default.createDirectory(
            atPath: user.scratch.file("late"), withIntermediateDirectories: true)
        try user.write(
            String(decoding: try JSONSerialization.data(withJSONObject: manifest), as: UTF8.self),
            to: "project/package.json")
        let run = try await user.guarded("npm", "install")
        #expect(run.status == (script.hasPrefix("npm") ? 77 : 1), "\(run.errors)")
        #expect(!user.exists("package-code-ran"))
        let late = ScratchDirectory.files(below: user.scratch.file("late"))
        #expect(!late.contains { $0.contains("look-alike/") || $0.contains("look_alike") }, "\(late)")
        await registry.stop()
    }
}
