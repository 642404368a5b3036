import AirlockTestSupport
import Foundation
import Testing

@testable import AirlockGuard

@Suite("clients that doctor finds and no guard covers")
struct UncoveredClientTests {
    private let scratch: ScratchDirectory
    private let surroundings: Surroundings

    init() throws {
        scratch = try ScratchDirectory()
        let program = try scratch.write(Array("#!/bin/sh\necho 1.8.3\n".utf8), to: "poetry")
        try makeExecutable(program)
        surroundings = Surroundings(
            environment: ["PATH": scratch.path + ":/usr/bin:/bin", "HOME": scratch.path],
            workingDirectory: scratch.path, home: scratch.path, cacheFolder: scratch.file("cache"),
            stateFolder: scratch.file("state"), configurationFolder: scratch.file(".config/airlock"),
            inputIsTerminal: false, dataFolder: scratch.file("data"), errorIsTerminal: false, usesColor: false,
            errorColumns: nil, outputColumns: nil, processorCount: 1, now: { Date() })
    }

    private func check() async throws -> Check {
        let client = TrialClient(family: .pipx, words: ["poetry"]) { name, _ in ["add", name] }
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let checks = await ClientCheck(client: client, surroundings: surroundings, scratch: folder).run()
        return try #require(checks.count == 1 ? checks.first : nil)
    }

    @Test(
        "a warning says so, and its command makes strict what was not",
        arguments: [nil, "[levels]\nhidden-line = \"block\"\n"])
    func mended(policy: String?) async throws {
        let file = scratch.file(".config/airlock/config.toml")
        if let policy {
            try FileManager.default.createDirectory(
                atPath: scratch.file(".config/airlock"), withIntermediateDirectories: true)
            try scratch.write(Array(policy.utf8), to: ".config/airlock/config.toml")
        }
        let before = try await check()
        #expect(before.status == .warning && before.finding.contains("is not covered"))
        let command = try #require(before.command)
        let process = try Process.run(URL(fileURLWithPath: "/bin/sh"), arguments: ["-c", command])
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "strict = true\n" + (policy ?? ""))
        let after = try await check()
        #expect(after.status == .ok && after.finding.hasSuffix("so it is refused (strict mode)"), "\(after)")
    }
}
