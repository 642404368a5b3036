import Foundation
import Packages
import Quarantine
import Synchronization
import Verdicts

/// Decides what npm may run while it installs: scripts of the user's own folders, and of packages that were judged.
///
/// The comparison after an install sees what came round the plan when its scripts have run. This gate stands before
/// every script: the folder must be the place of a package that was judged and may pass, and the text must stand in
/// that package's own manifest. Where a lockfile, a registry's document or another package's lockfile led npm to
/// something else, whatever the trick was, nothing of it starts.
///
/// It trusts what npm itself says of a folder, since npm compares what it unpacks with the digest that it names. A script
/// that runs may start what it likes by itself; its own npm is asked about all the same.
final class ScriptGate: Sendable {
    /// A script that was not run.
    struct Refusal: Sendable, Hashable {
        let folder: String
        let script: String
    }

    /// What the install phase sets before npm starts.
    struct Setting: Sendable {
        /// Folders of the user's own that npm runs scripts of, links resolved.
        var own: Set<String> = []
        /// Where npm keeps the repositories that it prepares.
        var cloneFolder = ""
        /// The words by which the tool of `npx` starts.
        var restoringWords: [String] = []
        /// From the addresses at the doors to those that they stand for.
        var originals: @Sendable () -> [String: String] = { [:] }
    }

    private struct Running {
        let folder: String
        /// Nil for a script of the user's own.
        let package: JudgedArtifact?
    }

    private struct State {
        var setting: Setting?
        var running: [Int: Running] = [:]
        var refusals: [Refusal] = []
        /// Folders whose manifest was found to be the judged one, before a script could change it.
        var confirmed: [String: Digest] = [:]
        var asked: [Artifact] = []
    }

    private let processes: ClientProcesses
    private let state = Mutex(State())

    init(processes: ClientProcesses) { self.processes = processes }

    func open(_ setting: Setting) { state.withLock { $0.setting = setting } }

    var refusals: [Refusal] { state.withLock { $0.refusals } }

    /// Artifacts that nobody had asked for before a script of theirs was to run.
    var asked: [Artifact] { state.withLock { $0.asked } }

    /// Answers the stand-in: 200 where the script may run.
    func answer(_ body: [UInt8], judge: ArtifactJudge) async -> (status: Int, text: String) {
        guard let question = try? JSONDecoder().decode(ScriptQuestion.self, from: Data(body)) else {
            return (400, "the question is malformed")
        }
        guard let setting = state.withLock({ $0.setting }), let running = await decide(question, setting, judge) else {
            let refusal = Refusal(folder: question.folder, script: question.script)
            state.withLock { if !$0.refusals.contains(refusal) { $0.refusals.append(refusal) } }
            return (403, "a script was refused that belongs to nothing that was judged")
        }
        state.withLock { $0.running[question.process] = running }
        processes.runsScript(question.process)
        return (200, "")
    }

    private func decide(
        _ question: ScriptQuestion, _ setting: Setting, _ judge: ArtifactJudge
    ) async -> Running? {
        let folder = question.folder
        guard question.runsStatedText else { return nil }
        if setting.own.contains(folder) { return Running(folder: folder, package: nil) }
        if question.event == "npx", isRestored(question, setting) { return Running(folder: folder, package: nil) }
        let above = processes.script(above: question.process).flatMap { number in state.withLock { $0.running[number] }
        }
        let place = PackagePlace(folder)
        if let above {
            // The line is the running script's own, which could as well start the program by itself.
            if question.event == "npx" { return above }
            // So are the folders in which the user's scripts start npm.
            if above.package == nil, place == nil { return above }
        }
        let check = Check(question: question, judge: judge)
        if let place, let package = await package(at: place, check) { return Running(folder: folder, package: package) }
        if let above, let package = above.package, let path = Self.path(of: folder, below: above.folder),
            await check.isStated(by: package, at: path, in: above.folder)
        {
            return above
        }
        if let root = Self.clone(of: folder, below: setting.cloneFolder),
            let path = Self.path(of: folder, below: root)
        {
            for tree in await judge.judged(where: { $0.url.hasPrefix("git") }) where tree.mayPass {
                if await check.isStated(by: tree, at: path, in: root) { return Running(folder: root, package: tree) }
            }
        }
        return nil
    }

    /// The judged package at a place that states the script.
    private func package(at place: PackagePlace, _ check: Check) async -> JudgedArtifact? {
        let question = check.question
        if place.inner.isEmpty {
            let originals = state.withLock { $0.setting }?.originals() ?? [:]
            let address = originals[question.resolved] ?? question.resolved
            for candidate in await check.namedByNpm(address) where candidate.mayPass {
                if await isStated(by: candidate, place, check) { return candidate }
            }
            for candidate in await check.namesakes(of: place.folder) where candidate.mayPass {
                if await check.isStated(by: candidate, at: "", in: place.folder) { return candidate }
            }
            if let artifact = check.unasked(address, in: place.folder) {
                state.withLock { if !$0.asked.contains(artifact) { $0.asked.append(artifact) } }
                let judged = await check.judge.judge(artifact)
                if judged.mayPass, await isStated(by: judged, place, check) { return judged }
            }
        }
        // What a package bundles was judged with it.
        for (folder, path) in place.outer where place.inner.isEmpty {
            for candidate in await check.namesakes(of: folder) where candidate.mayPass {
                if await check.isStated(by: candidate, at: path, in: folder) { return candidate }
            }
        }
        return nil
    }

    /// The same for a package that npm names by its digest or address.
    ///
    /// A folder's first script finds the manifest as npm unpacked it; later ones may have been preceded by the package's
    /// own code. npm packs repositories itself, after their code has run.
    private func isStated(by package: JudgedArtifact, _ place: PackagePlace, _ check: Check) async -> Bool {
        guard case .judged(_, let held, let evidence) = package.outcome else { return false }
        let question = check.question
        guard ReleaseManifest.installScripts.contains(question.event), let manifest = evidence.manifest else {
            let manifests = await check.judge.manifests(of: package)
            return manifests.first { $0.folder.isEmpty }?.states(question.script, for: question.event) == true
        }
        guard manifest.states(question.script, for: question.event) else { return false }
        if package.artifact.url.hasPrefix("git") { return true }
        if state.withLock({ $0.confirmed[place.folder] }) == held.sha256 { return true }
        guard check.manifest(in: place.folder)?.scripts == manifest.scripts else { return false }
        state.withLock { $0.confirmed[place.folder] = held.sha256 }
        return true
    }

    /// Whether the line is the one by which the guard itself has npm start a tool.
    private func isRestored(_ question: ScriptQuestion, _ setting: Setting) -> Bool {
        guard let program = setting.restoringWords.first, question.script == program else { return false }
        return setting.restoringWords.allSatisfy { question.arguments[1].contains($0) }
    }

    /// The path of a folder below another; empty for the same one, nil for one elsewhere.
    private static func path(of folder: String, below root: String) -> String? {
        if folder == root { return "" }
        return folder.hasPrefix(root + "/") ? String(folder.dropFirst(root.count + 1)) : nil
    }

    /// The folder into which npm cloned a repository.
    private static func clone(of folder: String, below temporary: String) -> String? {
        guard !temporary.isEmpty, let path = path(of: folder, below: temporary),
            let name = path.split(separator: "/").first
        else { return nil }
        return "\(temporary)/\(name)"
    }
}
