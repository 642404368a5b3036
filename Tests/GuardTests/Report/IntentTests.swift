import Packages
import Testing
import Verdicts

@testable import AirlockGuard

@Suite("The sentence of what an artifact would do")
struct IntentTests {
    private static func evidence(_ events: [(phase: String, event: String)]) -> Evidence {
        Evidence(
            sha256: DigestFunction.digest(of: [1], .sha256), inspector: "1", ecosystem: .npm, byteCount: 1, score: 1,
            eventCount: events.count, milliseconds: 1,
            timeline: events.map {
                .init(phase: $0.phase, event: $0.event, summary: "never printed", file: "a.js", line: 1)
            })
    }

    static let sentences: [(events: [(phase: String, event: String)], sentence: String?)] = [
        ([], nil),
        ([("install", "no.such.event")], nil),
        ([("install", "flow.sec>send")], "at install it reads credentials and sends them to a host"),
        (
            [("install", "flow.env>send"), ("install", "flow.sec>send"), ("install", "flow.net>exec")],
            "at install it reads environment variables and credentials and sends them to a host, "
                + "and fetches text from a host and runs it as code"
        ),
        // The steps within a flow are not said again.
        (
            [("import", "net.http.get"), ("import", "code.exec"), ("import", "flow.net>exec")],
            "when imported it fetches text from a host and runs it as code"
        ),
        (
            [("install", "flow.dec>exec"), ("run", "ui.clipboard")],
            "at install it decodes hidden text and runs it as code; when used it reads or writes the clipboard"
        ),
        (
            [("install", "cred.ssh"), ("install", "net.http.post"), ("install", "fs.read")],
            "at install it names SSH keys, sends data to a host and reads a file"
        ),
        (
            [("install", "cmd.miner"), ("install", "cred.ssh"), ("install", "code.exec"), ("install", "ui.key-log")],
            "at install it starts a coin miner, names SSH keys and runs text as code"
        ),
    ]

    @Test("is made of the strongest behaviors, flows first", arguments: sentences)
    func sentence(events: [(phase: String, event: String)], sentence: String?) {
        #expect(intent(of: Self.evidence(events)) == sentence)
    }
}
