import Foundation
import Gateway
import Interception
import Packages
import Verdicts

/// One client: its version, then two guarded installs, of a flagged package and of its harmless twin.
///
/// Both come from a registry on loopback, through the shim where there is one. Folders for state and cache are the
/// trial's own, so that neither the user's log nor a remembered verdict has a part in it.
struct ClientCheck: Sendable {
    let client: TrialClient
    let surroundings: Surroundings
    let scratch: ScratchFolder

    func run() async -> [Check] {
        let path = surroundings.environment["PATH", default: ""]
        let found = client.programs.lazy.compactMap { name in
            (try? findRealProgram(named: name, onPath: path, calledThroughShim: nil)).map { (name, $0) }
        }.first
        guard let (name, program) = found else { return [] }
        do {
            let version = try await version(of: name, program)
            guard version.status != .failed else { return [version] }
            return [version, try await trial(name)]
        } catch {
            return [
                .failed(client.rawValue, "the trial could not be made: \(error)", mend: "airlock \(name) --version")
            ]
        }
    }

    private func version(of name: String, _ program: String) async throws -> Check {
        let run = try await ClientProcess(program: program, words: [name]).collect(
            ["--version"], environment: surroundings.environment, folder: scratch.path, scratch: scratch)
        guard run.end == .exited(status: 0),
            let version = TrialClient.version(in: String(decoding: run.output, as: UTF8.self))
        else { return .failed(client.rawValue, "'\(program)' tells no version", mend: "\(quoted(program)) --version") }
        let (least, tried) = client.versions
        func isOlder(than other: String) -> Bool { version.compare(other, options: .numeric) == .orderedAscending }
        let what = "\(name) \(version) at '\(program)'"
        if isOlder(than: least) {
            return .failed(client.rawValue, "\(what), the oldest that can be guarded is \(least)", mend: client.update)
        }
        if isOlder(than: tried) {
            return .warning(
                client.rawValue, "\(what), older than what Airlock is tried with (\(tried))", mend: client.update)
        }
        return .ok(client.rawValue, what)
    }

    private func trial(_ name: String) async throws -> Check {
        guard let flagged = client.make(isFlagged: true), let harmless = client.make(isFlagged: false) else {
            throw GuardError.clientFailed(program: name, cause: "no trial package could be packed")
        }
        let registry = try await FixedPages.start()
        serve(flagged, on: registry)
        serve(harmless, on: registry)
        let refusal = try await install(flagged, name, registry)
        let passing = try await install(harmless, name, registry)
        await registry.stop()

        let subject = "trial"
        let again = "airlock doctor"
        let explain = "the guard ended with status \(refusal.run.end.exitStatus)\(said(refusal.run))"
        guard !FileManager.default.fileExists(atPath: "\(refusal.folder)/\(flagged.installedFile)") else {
            return .failed(
                subject, "\(name) installed a package that behaves like malware", mend: "make install && airlock setup")
        }
        guard refusal.run.end == .exited(status: ExitStatus.blocked.rawValue) else {
            return .failed(subject, "\(name) did not refuse a flagged package as blocked: \(explain)", mend: again)
        }
        guard let score = try score(of: flagged) else {
            return .failed(subject, "\(name) refused a flagged package, but not for its behavior", mend: again)
        }
        let isInstalled = FileManager.default.fileExists(atPath: "\(passing.folder)/\(harmless.installedFile)")
        guard passing.run.end == .exited(status: 0), isInstalled else {
            let how = "status \(passing.run.end.exitStatus)\(said(passing.run))"
            return .failed(
                subject, "\(name) could not install the harmless twin of a flagged package: \(how)", mend: again)
        }
        return .ok(
            subject,
            "\(name) refused '\(flagged.name)', made just now, for its behavior (score "
                + String(format: "%.3f", score) + "), and installed its harmless twin")
    }

    private func serve(_ package: TrialPackage, on registry: FixedPages) {
        let name = package.name
        switch client {
        case .npm:
            let path = "/\(name)/-/\(name)-\(TrialPackage.version).tgz"
            let integrity = DigestFunction.digest(of: package.bytes, .sha512).integrity
            let dist = "\"dist\":{\"tarball\":\"\(registry.url)\(path)\",\"integrity\":\"\(integrity)\"}"
            let version = package.manifest.dropLast() + ",\(dist)}"
            let document =
                "{\"name\":\"\(name)\",\"dist-tags\":{\"latest\":\"\(TrialPackage.version)\"},"
                + "\"versions\":{\"\(TrialPackage.version)\":\(version)}}"
            registry.set("/\(name)", type: "application/json", Array(document.utf8))
            registry.set(path, type: "application/octet-stream", package.bytes)
        case .pip:
            let digest = DigestFunction.digest(of: package.bytes, .sha256).hexadecimal
            let link = "<a href=\"/files/\(package.wheelName)#sha256=\(digest)\">\(package.wheelName)</a>"
            let page = "<!DOCTYPE html><html><body>\(link)</body></html>"
            registry.set("/simple/\(name)/", type: "text/html", Array(page.utf8))
            registry.set("/files/\(package.wheelName)", type: "application/octet-stream", package.bytes)
        }
    }

    private func install(
        _ package: TrialPackage, _ name: String, _ registry: FixedPages
    ) async throws -> (run: ClientRun, folder: String) {
        let folder = scratch.file("trial-\(package.name)")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if client == .npm {
            try Data("{\"name\":\"trial\",\"version\":\"1.0.0\"}\n".utf8).write(
                to: URL(fileURLWithPath: folder + "/package.json"))
        }
        let shims = ShimFolder(surroundings)
        let hasShim = shims.installed.contains(name)
        let process =
            hasShim
            ? ClientProcess(program: shims.shim(of: name), words: [name])
            : ClientProcess(program: try airlockPath(surroundings), words: ["airlock", name])
        let run = try await process.collect(
            client.arguments(installing: package.name, in: folder), environment: environment(registry), folder: folder,
            scratch: scratch)
        return (run, folder)
    }

    private func environment(_ registry: FixedPages) -> [String: String] {
        var environment = surroundings.environment.filter { key, _ in
            let name = key.lowercased()
            return !name.hasPrefix("npm_config_") && !name.hasPrefix("pip_")
        }
        environment["XDG_STATE_HOME"] = stateFolder
        environment["XDG_CACHE_HOME"] = scratch.file("trial-cache")
        for name in ["NO_PROXY", "no_proxy"] { environment[name] = "127.0.0.1" }
        return environment.merging(client.variables(registry: registry.url)) { _, new in new }
    }

    private var stateFolder: String { scratch.file("trial-state") }

    /// The classifier's score, where that alone is enough to block; nil where the refusal had another cause.
    private func score(of package: TrialPackage) throws -> Double? {
        let inspector = try Inspector()
        let store = try VerdictStore(at: stateFolder + "/airlock/airlock.sqlite")
        let ecosystem = client.kind.ecosystem
        let seen = try store.releases(named: package.name, version: TrialPackage.version, ecosystem: ecosystem)
        let evidence = try store.evidence(for: seen.map(\.sha256), inspector: inspector.version(for: client.kind))
        let score = evidence.values.map(\.score).max() ?? 0
        return score >= inspector.thresholds.block ? score : nil
    }

    /// The line of what the command printed that tells most, for a check that failed.
    private func said(_ run: ClientRun) -> String {
        let lines = String(decoding: run.errors, as: UTF8.self).split(whereSeparator: \.isNewline)
        return (lines.first { $0.contains("error") } ?? lines.last).map { ": \(Messages.untrusted(String($0)))" } ?? ""
    }
}
