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

    @Flag(help: "The behavior sequence itself, one event a line: phase, unit, event, file:line.")
    var sequence = false

    @Flag(help: "Warnings block.")
    var strict = false

    func validate() throws {
        guard !paths.isEmpty || filesFrom != nil else { throw ValidationError("name at least one archive or folder") }
        guard !(json && sequence) else { throw ValidationError("'--json' and '--sequence' exclude each other") }
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
                    worst = worse(worst, ready.status)
                    addOne()
                }
            }
        }
        return worst
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
            } else if sequence {
                let header = "# \(Messages.untrusted(result.path, limit: 4096)) \(evidence.sha256.hexadecimal)"
                text =
                    "\(header) \(evidence.ecosystem.rawValue) \(result.kind.rawValue)\n" + behaviors
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
