import AirlockTestSupport
import Foundation
import Testing

@Suite("connections past the gateway")
struct TunnelTests {
    @Test("a refused connection names the host, the package whose script asked, and what would allow it")
    func named() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        var fetcher = LoopbackRegistry.NpmPackage("@acme/fetcher", "2.3.1")
        fetcher.scripts = ["postinstall": "node get.js"]
        fetcher.stated = [
            "description": "Fetches.", "homepage": "https://acme.invalid", "author": "A", "license": "MIT",
        ]
        fetcher.files["get.js"] = """
            const proxy = new URL(process.env.HTTPS_PROXY);
            const socket = require('net').connect(proxy.port, proxy.hostname);
            socket.write('CONNECT downloads.invalid:443 HTTP/1.1\\r\\nProxy-Authorization: Basic '
              + Buffer.from(proxy.username + ':' + proxy.password).toString('base64') + '\\r\\n\\r\\n');
            socket.on('data', (answer) => process.exit(String(answer).includes(' 403 ') ? 0 : 1));

            """
        try registry.add(fetcher)
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        let run = try await user.guarded("--strict", "npm", "install", "@acme/fetcher")
        #expect(run.status == 0, "\(run.errors)")
        #expect(
            run.errors.contains("connections past Airlock were refused to 'downloads.invalid' (for '@acme/fetcher')"),
            "\(run.errors)")
        #expect(run.errors.contains("add to 'script-hosts' of a policy file: \"downloads.invalid\""))
        await registry.stop()
    }

    @Test("a registry that only npm's own reading of a settings file names gets no connection past the gateway")
    func hiddenRegistry() async throws {
        let registry = try await LoopbackRegistry.start()
        let elsewhere = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        let bytes = try registry.add(LoopbackRegistry.NpmPackage("@hidden/x"))
        try user.write(
            "{\"name\": \"project\", \"version\": \"1.0.0\", \"dependencies\": {\"@hidden/x\": \"1.0.0\"}}\n",
            to: "project/package.json")
        // An entry without an address has npm read the package's document while it installs.
        try user.write(
            """
            {"name": "project", "version": "1.0.0", "lockfileVersion": 3, "requires": true, "packages": {
              "": {"name": "project", "version": "1.0.0", "dependencies": {"@hidden/x": "1.0.0"}},
              "node_modules/@hidden/x": {
                "version": "1.0.0", "integrity": "\(LoopbackRegistry.integrity(of: bytes))"}}}
            """, to: "project/package-lock.json")
        let address = elsewhere.url.replacingOccurrences(of: "http://127.0.0.1", with: "https://localhost")
        // npm takes a section's line for one only where nothing stands before the bracket.
        try user.write(" [x]\n@hidden:registry=\(address)/\n", to: "project/.npmrc")
        let run = try await user.guarded("npm", "ci")
        #expect(run.status != 0, "\(run.errors)")
        // The file is read as npm reads it, so the guard itself asks there; were it not, npm's own connection would be
        // refused (`ScriptGateTests`).
        #expect(!run.errors.contains("connections past Airlock were made"), "\(run.errors)")
        #expect(!user.exists("project/node_modules/@hidden/x"))
        await registry.stop()
        await elsewhere.stop()
    }
}
