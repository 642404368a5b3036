import Testing

@testable import Resolution

@Suite("Paths in npm's specifiers")
struct NpmLocalSpecifierTests {
    /// What `npa.resolve('x', SPECIFIER, '/r/w/project')` of npm-package-arg 11 says, with `/home/u` for the home folder.
    static let read: [(specifier: String, isArchive: Bool, path: String)] = [
        ("file:evil.tgz", true, "/r/w/project/evil.tgz"), ("evil.tgz", true, "/r/w/project/evil.tgz"),
        ("evil.TGZ", true, "/r/w/project/evil.TGZ"), (".evil.tgz", true, "/r/w/project/.evil.tgz"),
        (".h/evil.tgz", true, "/r/w/project/.h/evil.tgz"), ("file:/./evil.tgz", true, "/r/w/project/evil.tgz"),
        ("file:///./evil.tgz", true, "/r/w/project/evil.tgz"), ("file:.\\evil.tgz", true, "/r/w/project/evil.tgz"),
        ("file:ev\til.tgz", true, "/r/w/project/evil.tgz"), ("file:evil.tgz?x=.tgz", true, "/r/w/project/evil.tgz"),
        ("file:evil.tgz#.tgz", true, "/r/w/project/evil.tgz"),
        ("file:../project/evil.tgz", true, "/r/w/project/evil.tgz"), ("file:../lib", false, "/r/w/lib"),
        ("file:/abs/x.tgz", true, "/abs/x.tgz"), ("file:///abs/x.tgz", true, "/abs/x.tgz"),
        ("file://abs/x.tgz", true, "/abs/x.tgz"), ("file://localhost/x.tgz", true, "/x.tgz"),
        ("h/e@vil.tgz", true, "/r/w/project/h/e@vil.tgz"), ("git@h/evil.tgz", true, "/r/w/project/git@h/evil.tgz"),
        ("git@h.invalid:o/n.tgz", true, "/r/w/project/git@h.invalid:o/n.tgz"),
        ("a/b/c", false, "/r/w/project/a/b/c"), ("file:a%2F..%2Fb.tgz", true, "/r/w/project/b.tgz"),
        ("file:%2e%2e/b.tgz", true, "/r/w/b.tgz"), (" evil.tgz", true, "/r/w/project/ evil.tgz"),
        ("file: evil.tgz", true, "/r/w/project/ evil.tgz"),
        ("./a/../../project/evil.tgz", true, "/r/w/project/evil.tgz"), ("file:\\..\\x.tgz", true, "/x.tgz"),
        ("file:////x.tgz", true, "/x.tgz"), ("file:a//b.tgz", true, "/r/w/project/a/b.tgz"),
        ("x.tar-gz", true, "/r/w/project/x.tar-gz"), ("file:sub dir/x.tgz", true, "/r/w/project/sub dir/x.tgz"),
        ("../x", false, "/r/w/x"), ("/abs", false, "/abs"), ("evil.tgz#a/b", false, "/r/w/project/evil.tgz"),
    ]

    @Test("every spelling leads where npm finds it", arguments: read)
    func reads(_ one: (specifier: String, isArchive: Bool, path: String)) throws {
        let local = try #require(NpmLocalSpecifier(one.specifier))
        #expect(local.isArchive == one.isArchive)
        #expect(local.path(from: "/r/w/project") == one.path)
    }

    @Test(
        "paths below the home folder, however it is written", arguments: ["~/x.tgz", "file:~/x.tgz", "file:./~/x.tgz"])
    func home(specifier: String) {
        #expect(NpmLocalSpecifier(specifier)?.place == .home("x.tgz"))
    }

    @Test(
        "what npm's readers do not agree on is unclear",
        arguments: ["FILE:evil.tgz", "file:C:/../evil.tgz", "file:a%zz.tgz", "file:a%00.tgz"])
    func unclear(specifier: String) {
        #expect(NpmLocalSpecifier(specifier)?.place == .unclear)
    }

    @Test(
        "releases, repositories and addresses are no paths",
        arguments: [
            "^1.0.0", "1.x || 2", "npm:b@1", "owner/name", "h/evil.tgz", "owner/name#semver:^1", "github:a/b",
            "git+ssh://git@h.invalid/a", "https://h.invalid/x.tgz", "latest", "git@github.com:o/n.git", "", "*",
        ])
    func others(specifier: String) {
        #expect(NpmLocalSpecifier(specifier) == nil)
    }

    @Test("a path is followed up to the highest folder that it names")
    func climb() {
        #expect(NpmLocalSpecifier("file:../project/x.tgz")?.climb == 1)
        #expect(NpmLocalSpecifier("file:a/../../../x")?.climb == 2)
        #expect(NpmLocalSpecifier("./a/../x")?.climb == 0)
    }
}
