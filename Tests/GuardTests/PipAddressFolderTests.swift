import Packages
import Testing

@testable import AirlockGuard

@Suite("Folders in addresses of archives")
struct PipAddressFolderTests {
    @Test(
        "the one that pip would build",
        arguments: [
            ("https://h.invalid/x.tar.gz", String?.none), ("https://h.invalid/x.tar.gz#egg=x", nil),
            ("https://h.invalid/subdirectory=a.tar.gz", nil), ("x @ https://h.invalid/x.zip#subdirectory=a", "a"),
            ("file:///x.zip#sha256=00&subdirectory=a/b&egg=x", "a/b"),
        ])
    func read(address: String, folder: String?) throws {
        #expect(try innerFolder(inFragmentOf: address)?.path == folder)
    }

    @Test(
        "what pip could read in another way is refused",
        arguments: [
            "#subdirectory=", "#subdirectory=..", "#subdirectory=a&subdirectory=a", "#a#subdirectory=b",
            "#subdirectory=a#b", "?x&subdirectory=a", "?x&subdirectory=a#subdirectory=a", "#subdirectory=a%2e",
            "#subdirectory=a[extra]",
        ])
    func refused(ending: String) {
        #expect(throws: UnreadFolder.self) { try innerFolder(inFragmentOf: "https://h.invalid/x.tar.gz" + ending) }
    }
}
