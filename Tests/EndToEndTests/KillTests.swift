import AirlockTestSupport
import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// `kill -9` at any moment, then the same command again.
///
/// `AIRLOCK_KILLS` says how often (`make kill-test`); the kills are spread evenly over the phases, told from outside:
/// before the first tarball was asked for, before the client made its folder, and after that.
@Suite("Killed at random moments")
struct KillTests {
    enum Phase: String, CaseIterable {
        case plan, judge, install
    }

    private static let killCount = ProcessInfo.processInfo.environment["AIRLOCK_KILLS"].flatMap { Int($0) } ?? 8

    /// A dozen packages that depend on one another, some of them with an install script.
    private static func publish(_ registry: LoopbackRegistry) throws {
        for index in 0..<12 {
            var package = LoopbackRegistry.NpmPackage("part-\(index)")
            if index < 11 { package.dependencies = ["part-\(index + 1)": "^1.0.0"] }
            if index % 4 == 0 { package.scripts = ["postinstall": "node index.js"] }
            for file in 0..<20 { package.files["lib/file-\(file).js"] = "module.exports = \(index * file);\n" }
            try registry.add(package)
        }
    }

    final class Run {
        let process = Process()
        let errors: String

        init(_ user: ThrowawayUser, _ words: [String], adding extra: [String: String] = [:]) throws {
            errors = user.scratch.file("errors")
            _ = FileManager.default.createFile(atPath: errors, contents: nil)
            process.executableURL = URL(fileURLWithPath: ThrowawayUser.airlock)
            process.arguments = words
            process.environment = user.environment.merging(extra) { $1 }
            process.currentDirectoryURL = URL(fileURLWithPath: user.project)
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
            try process.run()
        }
    }

    /// Starts an install and kills it in one phase, after a random time in it; tells in which phase it died.
    private func killed(_ user: ThrowawayUser, _ registry: LoopbackRegistry, in phase: Phase) async throws -> Phase? {
        let before = registry.server.requests.count
        func phaseNow() -> Phase {
            if user.exists("project/node_modules") { return .install }
            return registry.server.requests.dropFirst(before).contains { $0.path.contains("/-/") } ? .judge : .plan
        }
        let run = try Run(user, ["npm", "install", "--no-audit", "--no-fund"])
        while run.process.isRunning, phaseNow() != phase { try await Task.sleep(for: .milliseconds(2)) }
        // The planning client alone takes some 400 ms to start; the rest is over faster.
        let longest = phase == .plan ? 900 : 250
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...longest)))
        guard run.process.isRunning else { return nil }
        let died = phaseNow()
        kill(run.process.processIdentifier, SIGKILL)
        while run.process.isRunning { try await Task.sleep(for: .milliseconds(2)) }
        return run.process.terminationReason == .uncaughtSignal ? died : nil
    }

    /// The files of the packages, wherever npm put those: it builds on what an install that was cut off left.
    private static func packages(_ files: [String: [UInt8]]) -> [String: [UInt8]] {
        var all: [String: [UInt8]] = [:]
        for (path, bytes) in files where path.contains("node_modules/part-") {
            all[path.components(separatedBy: "node_modules/").last ?? path] = bytes
        }
        return all
    }

    /// The processes of this user that still run five seconds after the kill; none where that cannot be told.
    static func survivors(_ user: ThrowawayUser) async throws -> [String] {
        var found: [String] = []
        for _ in 0..<100 {
            let processes = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).filter {
                Int($0) != nil
            }
            found = processes.filter { process in
                let environment = FileManager.default.contents(atPath: "/proc/\(process)/environ") ?? Data()
                return environment.range(of: Data("HOME=\(user.scratch.file("home"))\u{0}".utf8)) != nil
            }
            if found.isEmpty { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        return found
    }

    @Test(
        "the same command succeeds afterwards, and what it installs is whole",
        .enabled(if: ProcessInfo.processInfo.environment["AIRLOCK_KILLS"] != nil, "a minute and more: 'make kill-test'")
    )
    func sameCommandAgain() async throws {
        let registry = try await LoopbackRegistry.start()
        try Self.publish(registry)
        var kills: [Phase: Int] = [:]
        let wanted = Self.killCount
        var tries = 0
        // The packages that every second run must have installed, byte for byte.
        var whole: [String: [UInt8]]?
        while kills.values.reduce(0, +) < wanted, tries < wanted * 4 {
            tries += 1
            let rarest = Phase.allCases.min { kills[$0, default: 0] < kills[$1, default: 0] } ?? .plan
            let user = try ThrowawayUser(npmRegistry: registry.url)
            try user.write(
                "{\"name\": \"project\", \"version\": \"1.0.0\", \"dependencies\": {\"part-0\": \"^1.0.0\"}}\n",
                to: "project/package.json")
            guard let phase = try await killed(user, registry, in: rarest) else { continue }
            kills[phase, default: 0] += 1
            #expect(try await Self.survivors(user).isEmpty, "killed in \(phase.rawValue)")
            let again = try await user.guarded("npm", "install", "--no-audit", "--no-fund")
            #expect(again.status == 0, "killed in \(phase.rawValue): \(again.errors)")
            let installed = Self.packages(NpmInstallTests.result(user))
            if whole == nil {
                for file in (0..<12).map({ "part-\($0)/lib/file-19.js" }) { #expect(installed[file] != nil, "\(file)") }
            }
            let isWhole = installed == whole ?? installed
            #expect(isWhole, "killed in \(phase.rawValue)")
            let list = try await user.bare("npm", "ls", "--all")
            #expect(list.status == 0, "killed in \(phase.rawValue): \(list.errors)")
            whole = installed
        }
        print("killed: \(kills.map { "\($0.key.rawValue) \($0.value)" }.sorted().joined(separator: ", "))")
        #expect(kills.values.reduce(0, +) >= wanted, "\(kills)")
        for phase in Phase.allCases { #expect(kills[phase, default: 0] >= wanted / 5, "\(kills)") }
        await registry.stop()
    }

    @Test("what a killed guard left in the temporary folder is removed, and nothing else")
    func abandonedFolders() async throws {
        let registry = try await LoopbackRegistry.start()
        let user = try ThrowawayUser(npmRegistry: registry.url)
        try user.write("{\"name\": \"project\", \"version\": \"1.0.0\"}\n", to: "project/package.json")
        for name in ["airlock-killed", "airlock-living", "airlock-recent"] {
            try user.write("", to: "temporary/\(name)/.airlock-owner")
            try user.write("x", to: "temporary/\(name)/tree/package.json")
            guard name != "airlock-recent" else { continue }
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -3_600)],
                ofItemAtPath: user.scratch.file("temporary/\(name)/.airlock-owner"))
        }
        try user.write("x", to: "temporary/airlock-foreig/notes")
        let living = open(user.scratch.file("temporary/airlock-living/.airlock-owner"), O_RDWR | O_CLOEXEC)
        defer { close(living) }
        #expect(flock(living, LOCK_EX | LOCK_NB) == 0)
        let run = try await user.guarded("npm", "install", "--no-audit", "--no-fund")
        #expect(run.status == 0, "\(run.errors)")
        let left = try FileManager.default.contentsOfDirectory(atPath: user.scratch.file("temporary"))
        #expect(
            left.filter { $0.hasPrefix("airlock-") }.sorted() == ["airlock-foreig", "airlock-living", "airlock-recent"])
        #expect(user.exists("temporary/airlock-living/tree/package.json"))
        await registry.stop()
    }
}
