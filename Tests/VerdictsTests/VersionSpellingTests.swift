import Packages
import Testing
import Verdicts

@Suite struct VersionSpellingTests {
    @Test(arguments: [
        ("1.0", "1.0.0"), ("1.0.0", "v1"), ("1.0-RC_1", "1.0rc1"), ("1.0.alpha", "1.0a0"), ("1.0-1", "1.0.post1"),
        ("1.0.rev2", "1.0.post2"), ("0!1.2", "1.2"), ("01.02", "1.2"), ("1.0+ubuntu-1", "1.0+ubuntu.1"),
        ("1.0.preview3", "1.0c3"), ("2024.01.05", "2024.1.5"), ("1.0dev", "1.0.dev0"),
    ])
    func spellingsOfOnePythonVersionAgree(left: String, right: String) {
        #expect(isSameVersion(left, right, ecosystem: .pypi))
    }

    @Test(arguments: [
        ("1.0", "1.1"), ("1.0", "1.0.post1"), ("1.0a1", "1.0b1"), ("1!1.0", "1.0"), ("1.0+a", "1.0"), ("10", "1.0"),
        ("1.0.dev1", "1.0.dev2"), ("", "1"), ("1.0rc1", "1.0rc11"), ("0", ""),
    ])
    func otherPythonVersionsDiffer(left: String, right: String) {
        #expect(!isSameVersion(left, right, ecosystem: .pypi))
    }

    @Test(arguments: [
        ("1.2.3", "v1.2.3", true), ("=1.2.3", "1.2.3", true), ("1.2.3+build.5", "1.2.3", true),
        ("1.2.3", "1.2.3-beta", false), ("1.2", "1.2.0", false),
    ])
    func npmVersionsAreCleanedOnly(left: String, right: String, same: Bool) {
        #expect(isSameVersion(left, right, ecosystem: .npm) == same)
    }
}
