import Testing

@testable import AirlockGuard

@Suite("Addresses of git repositories")
struct GitAddressTests {
    @Test(
        "what is fetched from",
        arguments: [
            "https://host.invalid/team/x.git", "ssh://git@host.invalid/team/x.git", "git@host.invalid:team/x.git",
            "https://user:secret@host.invalid/x.git", "ssh://host.invalid:2222/x",
        ])
    func remote(text: String) {
        #expect(GitAddress(text, allowsLocal: false)?.text == text)
    }

    @Test(
        "what git could read as something else, or what nobody encrypts",
        arguments: [
            "", "-x", "--upload-pack=x", "ext::sh -c x", "http://host.invalid/x.git", "git://host.invalid/x.git",
            "ssh://-oProxyCommand=x/y", "ssh://git@-oProxyCommand=x/y", "git@-oProxyCommand=x:y", "https:///x",
            "/tmp/x",
            "../x", "file:///tmp/x", "https://host.invalid/x y", "https://host.invalid/x\ny", "@host:x", "git@:x",
            "ftp://git@host.invalid:x",
        ])
    func refused(text: String) {
        #expect(GitAddress(text, allowsLocal: false) == nil)
    }

    @Test("a local repository only where the user named it")
    func local() {
        #expect(GitAddress("file:///tmp/x", allowsLocal: true)?.isLocal == true)
        #expect(GitAddress("file://host/x", allowsLocal: true) == nil)
    }

    @Test("a password is shown to nobody")
    func shown() {
        #expect(GitAddress("https://user:secret@host.invalid/x", allowsLocal: false)?.shown == "https://host.invalid/x")
    }
}
