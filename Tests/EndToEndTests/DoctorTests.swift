import AirlockTestSupport
import Foundation
import Testing

/// `airlock doctor` with the real clients and shells: everything well, and one thing wrong at a time.
@Suite("doctor")
struct DoctorTests {
    private struct Answer: Decodable {
        struct Check: Decodable {
            let check: String
            let status: String
            let finding: String
            let command: String?
        }

        let schema: Int
        let healthy: Bool
        let checks: [Check]

        init(_ run: ThrowawayUser.Result) throws {
            let line = run.output.split(separator: "\n").last.map(String.init) ?? ""
            self = try JSONDecoder().decode(Answer.self, from: Data(line.utf8))
        }
    }

    @Test("in a new shell after setup nothing fails, and every client really refused something")
    func healthy() async throws {
        let home = try SetUpHome()
        _ = try await home.airlock("setup")
        let run = try await home.type("airlock doctor --json", into: "bash")
        let answer = try Answer(run)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(answer.healthy)
        #expect(answer.schema == 1)
        for check in answer.checks where check.status != "warning" {
            #expect(check.status == "ok", "\(check)")
            #expect(check.command == nil)
        }
        let trials = answer.checks.filter { $0.check == "trial" }
        #expect(trials.allSatisfy { $0.finding.contains("for its behavior (score ") })
        for client in ["npm", "npx", "pip", "pip3", "'airlock python3 -m pip'"] {
            #expect(trials.contains { $0.finding.hasPrefix("\(client) refused '") }, "\(run.output)")
        }
        for shell in SetUpHome.shells { #expect(answer.checks.contains { $0.check == shell && $0.status == "ok" }) }
        // Neither the trials' verdicts nor their folders stay behind.
        let log = try await home.airlock("explain", "amber@1.0.0")
        #expect(log.status == 64)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.user.scratch.file("temporary")).isEmpty)
    }

    @Test("a shim that goes round the guard, a startup file without its block, a bad proxy: all are found")
    func unhealthy() async throws {
        let home = try SetUpHome()
        _ = try await home.airlock("setup")
        let npm = try await home.user.bare("sh", "-c", "command -v npm")
        let real = npm.output.trimmingCharacters(in: .whitespacesAndNewlines)
        try Data("#!/bin/sh\n# airlock-shim\nexec \(real) \"$@\"\n".utf8).write(
            to: URL(fileURLWithPath: home.shims + "/npm"))
        try FileManager.default.removeItem(atPath: home.user.scratch.file("home/.bashrc"))
        try home.user.write("# nothing of Airlock's\n", to: "home/.bashrc")
        try home.user.write("strict-ssl=false\n", to: "home/.npmrc")
        let run = try await home.airlock(
            "doctor", "--json", adding: ["ALL_PROXY": "://secret@", "SSL_CERT_FILE": "/nowhere/ca.pem"])
        let answer = try Answer(run)
        #expect(run.status == 1)
        #expect(!answer.healthy)
        let wrong = answer.checks.filter { $0.status != "ok" }
        #expect(wrong.allSatisfy { $0.command?.isEmpty == false })
        func isFound(_ check: String, _ text: String) -> Bool {
            wrong.contains { $0.check == check && $0.finding.contains(text) }
        }
        #expect(isFound("shims", "npm in "), "\(run.output)")
        #expect(isFound("path", "npm, npx, pip, pip3"))
        #expect(isFound("bash", ".bashrc' has no block"))
        #expect(isFound("network", "ALL_PROXY is not"))
        #expect(isFound("npmrc", "turns certificates off (strict-ssl)"))
        #expect(isFound("network", "'/nowhere/ca.pem'"))
        #expect(isFound("trial", "npm installed a package that behaves like malware"), "\(run.output)")
        #expect(!run.output.contains("secret"))
    }
}
