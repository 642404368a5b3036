import Testing

@testable import AirlockGuard

@Suite("uv's receipts")
struct UvReceiptTests {
    @Test("of releases name no other source, and the index where there is one")
    func plain() {
        let plain = UvReceipt(
            """
            [tool]
            requirements = [
                { name = "x", extras = ["a", "b"], specifier = ">=1" },
                { name = "y" },
            ]
            python = "3.11"
            entrypoints = [
                { name = "x", install-path = "/home/u/.local/bin/x", from = "x" },
            ]

            """)
        #expect(plain.otherSource == nil)
        #expect(plain.index == nil)
        let named = UvReceipt(
            """
            [tool]
            requirements = [{ name = "x" }]

            [tool.options]
            index = [{ url = "https://h.invalid/simple", explicit = false, default = true, format = "simple" }]
            link-mode = "copy"

            """)
        #expect(named.otherSource == nil)
        #expect(named.index == "https://h.invalid/simple")
        #expect(UvReceipt("[tool.options]\nindex-url = \"https://h.invalid\"\n").index == "https://h.invalid")
    }

    @Test(
        "of anything else name it",
        arguments: [
            ("[tool]\nrequirements = [{ name = \"x\", url = \"https://h.invalid/x.whl\" }]\n", "url"),
            ("[tool]\nrequirements = [{ name = \"x\", path = '/x.whl' }]\n", "path"),
            ("[tool]\nrequirements = [{ name = \"x\", directory = \"/x\", editable = true }]\n", "directory"),
            ("[tool]\nrequirements = [{ name = \"x\", git = \"https://h.invalid/x\" }]\n", "git"),
            ("[tool]\nrequirements = [{ name = \"x\", index = \"https://h.invalid\" }]\n", "index"),
            ("[tool]\nrequirements = [{ name = \"# x\", \"path\" = \"/x\" }] # no\n", "path"),
            ("[tool]\nconstraints = [{ name = \"x\" }]\n", "constraints"),
            ("[tool.options]\nindex = [{ url = \"https://h.invalid\", default = false }]\n", "index"),
            ("[tool.options]\nindex = [{ url = \"https://h.invalid\" }]\n", "index"),
            ("[tool.options]\nindex = [{ url = \"a\" }, { url = \"b\", default = true }]\n", "index"),
            ("[tool.options]\nfind-links = [\"/x\"]\n", "find-links"),
            ("[other]\nx = 1\n", "other"), ("[tool", "unreadable"), ("[[tool.options.index]]\nurl = \"a\"\n", "index"),
        ])
    func other(text: String, expected: String) {
        #expect(UvReceipt(text).otherSource == expected)
    }
}
