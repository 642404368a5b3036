import AirlockTestSupport
import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `kill -9` at any moment of a Python install, then the same command again.
///
/// `AIRLOCK_KILLS` says how often. uv and pipx come from the folder that `AIRLOCK_TEST_TOOLS` names, and
/// `pip lock` needs a pip of its own in `AIRLOCK_TEST_VENV`; what is not there is left out.
@Suite(
    "Python installs killed at random moments",
    .enabled(if: ProcessInfo.processInfo.environment["AIRLOCK_KILLS"] != nil, "minutes: 'make kill-test'"))
struct PythonKillTests {
    private typealias Phase = KillTests.Phase

    struct Target: Sendable, CustomTestStringConvertible {
        let words: [String]
        /// Where what is installed appears, from the user's folder; a star stands for the rest of a name.
        let place: String
        /// Longest waits in each phase, in milliseconds.
        let longest: [String: Int]
        var testDescription: String { words.joined(separator: " ") }
    }

    private static let packages = (0..<8).map { "part-\($0)" }

    static let targets: [Target] = [
        Target(
            words: ["pip", "install", "--upgrade", "--target", "out", "part-0"], place: "project/out/part_*",
            longest: ["plan": 900, "judge": 400, "install": 60]),
        Target(
            words: ["pip", "lock", "--output", "pylock.toml", "part-0"], place: "project/pylock.airlock-*",
            longest: ["plan": 900, "judge": 400, "install": 400]),
        Target(
            words: ["uv", "tool", "install", "--force", "part-0"],
            place: "home/.local/share/uv/tools/part-0/lib/python3*/site-packages/part_*",
            longest: ["plan": 400, "judge": 200, "install": 20]),
        Target(
            words: ["pipx", "install", "--force", "--backend", "pip", "part-0"],
            place: "home/.local/share/pipx/venvs/part-0/lib/python3*/site-packages/part_*",
            longest: ["plan": 2_000, "judge": 400, "install": 300]),
    ]

    /// Of what npm gets, three fifths: 30 of 51, ten in each phase.
    private static let killCount =
        (ProcessInfo.processInfo.environment["AIRLOCK_KILLS"].flatMap { Int($0) } ?? 8) * 3 / 5

    private static func publish(_ registry: LoopbackRegistry) {
        for (index, name) in packages.enumerated() {
            let stem = name.replacingOccurrences(of: "-", with: "_")
            var files = Dictionary(
                uniqueKeysWithValues: (0..<60).map { ("\(stem)/file_\($0).py", "value = \(index * $0)\n") })
            files["\(stem)/__init__.py"] = "def main():\n    return 0\n"
            files["\(stem)-1.0.0.dist-info/entry_points.txt"] = "[console_scripts]\n\(name) = \(stem):main\n"
            registry.addWheel(
                name, files: files, requires: index + 1 < packages.count ? [packages[index + 1]] : [])
        }
    }

    private static func variables(_ user: ThrowawayUser, _ registry: LoopbackRegistry) -> [String: String] {
        let environment = ProcessInfo.processInfo.environment["AIRLOCK_TEST_VENV"].map { $0 + "/bin" }
        let folders = [environment, toolFolder, user.environment["PATH"] ?? "/usr/bin:/bin"].compactMap(\.self)
        return [
            "PATH": folders.joined(separator: ":"), "PIP_INDEX_URL": registry.simpleURL,
            "PIPX_DISABLE_SHARED_LIBS_AUTO_UPGRADE": "1", "UV_LINK_MODE": "copy",
        ]
    }

    /// Whether something lies at a place whose names may end in stars.
    private static func exists(_ place: String, in user: ThrowawayUser) -> Bool {
        var found = [user.scratch.file("")]
        for part in place.split(separator: "/") {
            guard part.hasSuffix("*") else {
                found = found.map { "\($0)/\(part)" }
                continue
            }
            found = found.flatMap { folder in
                ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
                    .filter { $0.hasPrefix(part.dropLast()) }.map { "\(folder)/\($0)" }
            }
        }
        // A link that leads nowhere yet is there too.
        return found.contains { path in
            var status = stat()
            return lstat(path, &status) == 0
        }
    }

    /// Starts an install and kills it in one phase, after a random time in it; tells in which phase it died.
    private static func killed(
        _ target: Target, _ user: ThrowawayUser, _ registry: LoopbackRegistry, in phase: Phase
    ) async throws -> Phase? {
        let before = registry.server.requests.count
        func phaseNow() -> Phase {
            if exists(target.place, in: user) { return .install }
            return registry.server.requests.dropFirst(before).contains { $0.path.hasPrefix("/files/") } ? .judge : .plan
        }
        var variables = variables(user, registry)
        if target.words[0] == "uv" { variables["UV_DEFAULT_INDEX"] = registry.simpleURL }
        let run = try KillTests.Run(user, target.words, adding: variables)
        while run.process.isRunning, phaseNow() != phase { try await Task.sleep(for: .milliseconds(1)) }
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...(target.longest[phase.rawValue] ?? 100))))
        guard run.process.isRunning else { return nil }
        let died = phaseNow()
        kill(run.process.processIdentifier, SIGKILL)
        while run.process.isRunning { try await Task.sleep(for: .milliseconds(2)) }
        return run.process.terminationReason == .uncaughtSignal ? died : nil
    }

    /// The packages' files, or the lock.
    private static func installed(_ user: ThrowawayUser) -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for root in ["project", "home/.local"] {
            for file in ScratchDirectory.files(below: user.scratch.file(root))
            where file.hasSuffix("pylock.toml") || file.contains("/part_") && !file.contains("__pycache__") {
                guard !file.contains(".dist-info/"), let place = file.range(of: "part_") ?? file.range(of: "pylock")
                else { continue }
                found[String(file[place.lowerBound...])] = user.scratch.read("\(root)/\(file)")
            }
        }
        return found
    }

    private static func isThere(_ target: Target, _ user: ThrowawayUser, _ registry: LoopbackRegistry) async throws
        -> Bool
    {
        if target.words[0] != "pip" { return toolFolder != nil }
        guard target.words[1] == "lock" else { return true }
        let help = try await user.bare(words: ["pip", "lock", "--help"], adding: variables(user, registry))
        return help.status == 0
    }

    @Test("the same command succeeds afterwards, and what it installs is whole", arguments: targets)
    func sameCommandAgain(target: Target) async throws {
        let registry = try await LoopbackRegistry.start()
        Self.publish(registry)
        guard try await Self.isThere(target, try ThrowawayUser(), registry) else {
            print("\(target): not there")
            return await registry.stop()
        }
        var kills: [Phase: Int] = [:]
        var tries = 0
        var whole: [String: [UInt8]]?
        while kills.values.reduce(0, +) < Self.killCount, tries < Self.killCount * 4 {
            tries += 1
            let rarest = Phase.allCases.min { kills[$0, default: 0] < kills[$1, default: 0] } ?? .plan
            let user = try ThrowawayUser()
            guard let phase = try await Self.killed(target, user, registry, in: rarest) else { continue }
            kills[phase, default: 0] += 1
            #expect(try await KillTests.survivors(user).isEmpty, "killed in \(phase.rawValue)")
            var variables = Self.variables(user, registry)
            if target.words[0] == "uv" { variables["UV_DEFAULT_INDEX"] = registry.simpleURL }
            let again = try await user.guarded(words: target.words, adding: variables)
            #expect(again.status == 0, "killed in \(phase.rawValue): \(again.errors)")
            let installed = Self.installed(user)
            #expect(!installed.isEmpty)
            let isWhole = installed == whole ?? installed
            #expect(isWhole, "killed in \(phase.rawValue): \(installed.keys.sorted().prefix(5))")
            let left = try FileManager.default.contentsOfDirectory(atPath: user.project)
            #expect(!left.contains { $0.hasPrefix("pylock.airlock-") }, "\(left)")
            whole = whole ?? installed
        }
        print("killed \(target): \(kills.map { "\($0.key.rawValue) \($0.value)" }.sorted().joined(separator: ", "))")
        #expect(kills.values.reduce(0, +) >= Self.killCount, "\(kills)")
        for phase in Phase.allCases { #expect(kills[phase, default: 0] >= Self.killCount / 5, "\(kills)") }
        await registry.stop()
    }
}
