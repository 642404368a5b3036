import ArgumentParser
import Foundation
import Packages
import Verdicts

/// `airlock scan`: judges local archives and unpacked folders.
struct Scan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Judges local archives (.tgz .tar.gz .whl .zip .tar.bz2 .tar.xz) or unpacked folders.",
        discussion: "Exit status: 0 when all pass, 77 when something would be blocked, 65 when an input is unreadable.")

    @Argument(help: "Archives or unpacked folders.", completion: .file())
    var paths: [String] = []

    @Option(help: "A file that names one path a line.", completion: .file())
    var filesFrom: String?

    @Flag(help: "One JSON object a line, in input order.")
    var json = false

    @Flag(help: "SARIF 2.1.0 of everything together, at the end.")
    var sarif = false

    @Flag(help: "The behavior sequence itself, one event a line: phase, unit, event, file:line.")
    var sequence = false

    @Flag(help: "Warnings block.")
    var strict = false

    func validate() throws {
        guard !paths.isEmpty || filesFrom != nil else { throw ValidationError("name at least one archive or folder") }
        guard [json, sarif, sequence].count(where: { $0 }) < 2 else {
            throw ValidationError("'--json', '--sarif' and '--sequence' exclude each other")
        }
    }

    func run() async throws {
        let surroundings = Surroundings.current()
        let messages = Messages(surroundings)
        let status = await reporting(messages) {
            let inspector = try Inspector()
            let pool = InspectionPool(
                inspector: inspector, count: surroundings.processorCount, warn: { messages.warning($0) })
            defer { pool.close() }
            var policy = Policy.none
            policy.isStrict = strict
            let feed = try GuardState.existingFeed(surroundings)
            return await scanAll(
                try allPaths(),
                scanner: LocalScan(
                    inspector: inspector, policy: policy, now: surroundings.now(), wantsSequence: sequence,
                    feed: feed),
                pool: pool, window: surroundings.processorCount * 2, messages: messages)
        }
        throw ExitCode(status)
    }

    private func allPaths() throws -> [String] {
        guard let filesFrom else { return paths }
        guard let data = FileManager.default.contents(atPath: filesFrom) else {
            throw GuardError.usage("cannot read '\(filesFrom)'", hint: nil)
        }
        return paths + String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Prints in input order while at most `window` inputs are held in memory.
    private func scanAll(
        _ paths: [String], scanner: LocalScan, pool: InspectionPool, window: Int, messages: Messages
    ) async -> ExitStatus {
        var worst = ExitStatus.success
        var collected: [ScanResult] = []
        await withTaskGroup(of: (Int, ScanResult).self) { group in
            var waiting: [Int: ScanResult] = [:]
            var next = 0
            var printed = 0
            func addOne() {
                guard next < paths.count else { return }
                let (index, path) = (next, paths[next])
                group.addTask { (index, await pool.run { desk in scanner.scan(path, at: desk) }) }
                next += 1
            }
            for _ in 0..<window { addOne() }
            while let (index, result) = await group.next() {
                waiting[index] = result
                while let ready = waiting.removeValue(forKey: printed) {
                    printed += 1
                    show(ready, messages)
                    if sarif { collected.append(ready) }
                    worst = worse(worst, ready.status)
                    addOne()
                }
            }
        }
        if sarif {
            let report = report(collected, worst, scanner)
            let text = SARIFReport(report, isScan: true).document.text(indentation: 2) + "\n"
            FileHandle.standardOutput.write(Data(text.utf8))
        }
        return worst
    }

    /// What was scanned, as the report of a command whose releases are files of the user's own.
    private func report(_ results: [ScanResult], _ status: ExitStatus, _ scanner: LocalScan) -> CommandReport {
        var evidence: [String: Evidence] = [:]
        let releases = results.map { result -> PlanRecord.Release in
            let name = (result.path as NSString).lastPathComponent
            func release(_ identity: PackageIdentity?) -> PlanRecord.Release {
                let named = PackageName(name, ecosystem: result.kind.ecosystem)
                let artifact = Artifact(
                    identity: identity ?? PackageIdentity(name: named, version: ""), kind: result.kind,
                    url: result.path,
                    filename: name, expectedDigests: [])
                return PlanRecord.Release(artifact, requiredBy: [], isDirect: true)
            }
            switch result.outcome {
            case .judged(let found, let verdict, _):
                evidence[found.sha256.hexadecimal] = found
                return release(found.declaredIdentity).judged(verdict, found)
            case .unreadable(let sentence): return release(nil).failed(sentence)
            case .failed(let error): return release(nil).failed(error.description)
            }
        }
        let entry = AuditEntry(
            time: scanner.now, command: ["airlock", "scan"] + paths, folder: FileManager.default.currentDirectoryPath,
            allowed: 0, warned: 0, blocked: 0, overridden: 0, exitStatus: status.rawValue)
        return CommandReport(
            record: PlanRecord(releases: releases, policy: scanner.policy, thresholds: scanner.inspector.thresholds),
            entry: entry, evidence: evidence)
    }

    private func worse(_ left: ExitStatus, _ right: ExitStatus) -> ExitStatus {
        let order: [ExitStatus] = [.success, .blocked, .invalidArtifact, .internalFault]
        return (order.firstIndex(of: left) ?? 3) >= (order.firstIndex(of: right) ?? 3) ? left : right
    }

    private func show(_ result: ScanResult, _ messages: Messages) {
        let text: String
        switch result.outcome {
        case .unreadable(let sentence):
            messages.error("'\(Messages.untrusted(result.path))': \(Messages.untrusted(sentence, limit: 400))")
            guard json else { return }
            text = "{\"schema\":1,\"path\":\(jsonString(result.path)),\"error\":\(jsonString(sentence))}\n"
        case .failed(let error):
            messages.error("'\(Messages.untrusted(result.path))': \(error.description)")
            if let hint = error.hint { messages.hint(hint) }
            guard json else { return }
            text = "{\"schema\":1,\"path\":\(jsonString(result.path)),\"error\":\(jsonString(error.description))}\n"
        case .judged(let evidence, let verdict, let behaviors):
            if json {
                text = JSONReport.line(path: result.path, evidence: evidence, verdict: verdict) + "\n"
            } else if sarif {
                return
            } else if sequence {
                let header = "# \(Messages.untrusted(result.path, limit: 4096)) \(evidence.sha256.hexadecimal)"
                let gaps = evidence.descriptionGaps.map { "! \($0.map(\.rawValue).joined(separator: " "))\n" } ?? ""
                text =
                    "\(header) \(evidence.ecosystem.rawValue) \(result.kind.rawValue)\n" + gaps + behaviors
            } else {
                text = line(result.path, evidence, verdict)
            }
        }
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    private func line(_ path: String, _ evidence: Evidence, _ verdict: Verdict) -> String {
        var text = "\(verdict.level.rawValue.padding(toLength: 5, withPad: " ", startingAt: 0))  "
        text += String(format: "%.3f  ", verdict.score) + Messages.untrusted(path) + "\n"
        for reason in verdict.reasons {
            let place = reason.file.map { "  " + Messages.untrusted($0) + (reason.line.map { ":\($0)" } ?? "") } ?? ""
            text += "       \(reason.code.rawValue)  \(Messages.untrusted(reason.message))\(place)\n"
        }
        return text
    }
}
