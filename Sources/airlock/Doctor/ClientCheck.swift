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

    /// Of a shell, and of pyenv's shims: there is no such program.
    private static let notFound: Int32 = 127

    func run() async -> [Check] {
        let path = surroundings.environment["PATH", default: ""]
        guard let program = try? findRealProgram(named: client.program, onPath: path, calledThroughShim: nil) else {
            return []
        }
        do {
            guard let version = try await version(program) else { return [] }
            guard version.status != .failed else { return [version] }
            guard case .install = client.reading(client.arguments("x", scratch.path)) else {
                return [uncovered(program)]
            }
            return [version, try await trial()]
        } catch {
            let again = "airlock \(client.name) --version"
            return [.failed(client.program, "the trial could not be made: \(error)", mend: again)]
        }
    }

    /// Nil where the program is there without the client: a Python without pip, a shim of a version manager without one.
    private func version(_ program: String) async throws -> Check? {
        let run = try await ClientProcess(program: program, words: [program] + client.words.dropFirst()).collect(
            ["--version"], environment: surroundings.environment, folder: scratch.path, scratch: scratch)
        let isModule = client.words.count > 1
        guard run.end == .exited(status: 0),
            let version = TrialClient.version(in: String(decoding: run.output, as: UTF8.self))
        else {
            guard !isModule, run.end != .exited(status: Self.notFound) else { return nil }
            return .failed(client.program, "'\(program)' tells no version", mend: "\(quoted(program)) --version")
        }
        var what = "\(client.name) \(version) at '\(program)'"
        if !client.other.isEmpty, case .uncovered = client.reading(client.other) {
            what += ", of which only '\(client.name) pip install' is judged"
        }
        guard let (least, tried) = client.versions else { return .ok(client.program, what) }
        func isOlder(than other: String) -> Bool { version.compare(other, options: .numeric) == .orderedAscending }
        if isOlder(than: least) {
            return .failed(
                client.program, "\(what), the oldest that can be guarded is \(least)", mend: client.update)
        }
        if isOlder(than: tried) {
            return .warning(
                client.program, "\(what), older than what Airlock is tried with (\(tried))", mend: client.update)
        }
        return .ok(client.program, what)
    }

    /// A client that Airlock only names in a warning: strict mode is what keeps it from installing unjudged packages.
    private func uncovered(_ program: String) -> Check {
        let locations = PolicyLocations(surroundings, project: nil)
        let isStrict = (try? Policy(at: locations) { _ in false })?.isStrict ?? false
        let what = "'\(program)' is not covered: what \(client.name) installs is not judged"
        guard !isStrict else {
            return .ok(client.program, "\(what), so it is refused (strict mode)")
        }
        let said = "\(what), behind Airlock it runs with a warning; strict mode refuses it"
        return .warning(client.program, said, mend: strictCommand(locations.user ?? "~/.config/airlock/config.toml"))
    }

    /// Puts `strict = true` before everything else of the user's policy file: behind a table it would be a key of that.
    private func strictCommand(_ path: String) -> String {
        guard FileManager.default.fileExists(atPath: path) else {
            let folder = (path as NSString).deletingLastPathComponent
            return "mkdir -p \(quoted(folder)) && echo 'strict = true' >\(quoted(path))"
        }
        return "sed -i '1i strict = true' \(quoted(path))"
    }

    private func trial() async throws -> Check {
        guard let flagged = client.make(isFlagged: true), let harmless = client.make(isFlagged: false) else {
            throw GuardError.clientFailed(program: client.name, cause: "no trial package could be packed")
        }
        let registry = try await FixedPages.start()
        serve(flagged, on: registry)
        serve(harmless, on: registry)
        let refusal = try await install(flagged, registry)
        let passing = client.installsTwin ? try await install(harmless, registry) : nil
        await registry.stop()

        let (subject, name) = ("trial", client.name)
        let again = "airlock doctor"
        let explain = "the guard ended with status \(refusal.run.end.exitStatus)\(said(refusal.run))"
        guard !isInstalled(flagged, in: refusal.folder) else {
            return .failed(
                subject, "\(name) installed a package that behaves like malware", mend: "make install && airlock setup")
        }
        guard refusal.run.end == .exited(status: ExitStatus.blocked.rawValue) else {
            return .failed(subject, "\(name) did not refuse a flagged package as blocked: \(explain)", mend: again)
        }
        guard let score = try score(of: flagged, in: refusal.folder) else {
            return .failed(subject, "\(name) refused a flagged package, but not for its behavior", mend: again)
        }
        if let passing, passing.run.end != .exited(status: 0) || !isInstalled(harmless, in: passing.folder) {
            let how = "status \(passing.run.end.exitStatus)\(said(passing.run))"
            return .failed(
                subject, "\(name) could not install the harmless twin of a flagged package: \(how)", mend: again)
        }
        let caller = hasShim ? name : "'airlock \(name)'"
        return .ok(
            subject,
            "\(caller) refused '\(flagged.name)', made just now, for its behavior (score "
                + String(format: "%.3f", score) + ")" + (passing == nil ? "" : ", and installed its harmless twin"))
    }

    private func serve(_ package: TrialPackage, on registry: FixedPages) {
        let name = package.name
        switch client.kind {
        case .npmTarball:
            let path = "/\(name)/-/\(name)-\(TrialPackage.version).tgz"
            let integrity = DigestFunction.digest(of: package.bytes, .sha512).integrity
            let dist = "\"dist\":{\"tarball\":\"\(registry.url)\(path)\",\"integrity\":\"\(integrity)\"}"
            let version = package.manifest.dropLast() + ",\(dist)}"
            let document =
                "{\"name\":\"\(name)\",\"dist-tags\":{\"latest\":\"\(TrialPackage.version)\"},"
                + "\"versions\":{\"\(TrialPackage.version)\":\(version)}}"
            registry.set("/\(name)", type: "application/json", Array(document.utf8))
            registry.set(path, type: "application/octet-stream", package.bytes)
        case .wheel, .sdist:
            let digest = DigestFunction.digest(of: package.bytes, .sha256).hexadecimal
            let link = "<a href=\"/files/\(package.wheelName)#sha256=\(digest)\">\(package.wheelName)</a>"
            let page = "<!DOCTYPE html><html><body>\(link)</body></html>"
            registry.set("/simple/\(name)/", type: "text/html", Array(page.utf8))
            registry.set("/files/\(package.wheelName)", type: "application/octet-stream", package.bytes)
        }
    }

    private var hasShim: Bool { ShimFolder(surroundings).installed.contains(client.program) }

    private func install(
        _ package: TrialPackage, _ registry: FixedPages
    ) async throws -> (run: ClientRun, folder: String) {
        let folder = scratch.file("trial-\(package.name)")
        let project = folder + "/project"
        try FileManager.default.createDirectory(atPath: project, withIntermediateDirectories: true)
        if client.family == .npm {
            try Data("{\"name\":\"trial\",\"version\":\"1.0.0\"}\n".utf8).write(
                to: URL(fileURLWithPath: project + "/package.json"))
        }
        let process =
            hasShim
            ? ClientProcess(program: ShimFolder(surroundings).shim(of: client.program), words: client.words)
            : ClientProcess(program: try airlockPath(surroundings), words: ["airlock"] + client.words)
        let run = try await process.collect(
            client.arguments(package.name, project), environment: environment(registry, folder), folder: project,
            scratch: scratch)
        return (run, folder)
    }

    private func environment(_ registry: FixedPages, _ folder: String) -> [String: String] {
        var environment = surroundings.environment.filter { key, _ in !TrialClient.isOwn(variable: key) }
        environment["XDG_STATE_HOME"] = folder + "/state"
        environment["XDG_CACHE_HOME"] = folder + "/cache"
        for name in ["NO_PROXY", "no_proxy"] { environment[name] = "127.0.0.1" }
        return environment.merging(client.variables(registry: registry.url, folder: folder)) { _, new in new }
    }

    /// Whether the package's file lies anywhere below the trial's folder, unpacked.
    private func isInstalled(_ package: TrialPackage, in folder: String) -> Bool {
        let names = FileManager.default.enumerator(atPath: folder)?.lazy.compactMap { $0 as? String }
        return names?.contains { "/\($0)".hasSuffix("/\(package.installedFile)") } ?? false
    }

    /// The classifier's score, where that alone is enough to block; nil where the refusal had another cause.
    private func score(of package: TrialPackage, in folder: String) throws -> Double? {
        let inspector = try Inspector()
        let store = try VerdictStore(at: folder + "/state/airlock/airlock.sqlite")
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
