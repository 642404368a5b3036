import Testing

@testable import AirlockGuard

@Suite("whose script asks for a connection")
struct TunnelCallerTests {
    static let manifests: [(path: String, name: String?)] = [
        ("/home/me/app/node_modules/left-pad/package.json", "left-pad"),
        ("/home/me/app/node_modules/a/node_modules/@scope/b/package.json", "@scope/b"),
        ("/home/me/app/package.json", nil), ("/home/me/app/node_modules/a/sub/package.json", nil), ("", nil),
        ("/home/me/app/node_modules/package.json", nil),
    ]

    @Test("npm's scripts tell the manifest they belong to", arguments: manifests)
    func manifest(path: String, name: String?) { #expect(npmPackage(ofManifest: path) == name) }

    static let folders: [(path: String, name: String?)] = [
        ("/tmp/pip-install-x1y2/some_thing_0123456789abcdef0123456789abcdef", "some_thing"),
        ("/tmp/pip-install-x1y2/odd_0123456789abcdef0123456789abcdef/src/inner", "odd"),
        ("/tmp/pip-install-x1y2", nil), ("/tmp/pip-install-x1y2/plain", nil), ("/work/project", nil),
    ]

    @Test("pip builds in folders that it names", arguments: folders)
    func folder(path: String, name: String?) { #expect(pipPackage(builtIn: path) == name) }
}
