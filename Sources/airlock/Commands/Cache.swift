import ArgumentParser
import Foundation
import Packages
import Quarantine
import Verdicts

/// `airlock cache`: how much is kept, and making it less.
struct Cache: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows, bounds or empties what Airlock keeps: quarantined artifacts and the clients' caches.",
        subcommands: [Status.self, Prune.self, Clear.self], defaultSubcommand: Status.self)

    /// `airlock cache status`.
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Counts artifacts, evidence and bytes.")

        @Flag(help: "One JSON object.")
        var json = false

        func run() async throws {
            let surroundings = Surroundings.current()
            let messages = Messages(surroundings)
            let status = await reporting(messages) {
                let quarantine = try openQuarantine(surroundings)
                let held = quarantine.status()
                let store = try GuardState.openVerdicts(surroundings, messages: messages)
                let caches = ["npm", "pip"].map {
                    (name: $0, bytes: byteCount(ofFolder: surroundings.cacheFolder + "/" + $0))
                }
                let database = byteCount(ofFolder: surroundings.stateFolder)
                let evidence = try store.evidenceCount()
                guard !json else {
                    let document = JSONDocument.object([
                        ("schema", .integer(1)), ("artifacts", .integer(held.artifactCount)),
                        ("bytes", .integer(held.byteCount)), ("byteLimit", .integer(QuarantineBound.byteLimit)),
                        ("arriving", .integer(held.arrivingCount)),
                        ("clientCaches", .object(caches.map { ($0.name, .integer($0.bytes)) })),
                        ("evidence", .integer(evidence)), ("stateBytes", .integer(database)),
                        ("cacheFolder", .string(surroundings.cacheFolder)),
                        ("stateFolder", .string(surroundings.stateFolder)),
                    ])
                    print(document.text(indentation: 2))
                    return .success
                }
                print(
                    "quarantine  \(held.artifactCount) artifacts, \(size(held.byteCount)), kept below \(size(QuarantineBound.byteLimit))"
                )
                for cache in caches { print("\(cache.name) cache   \(size(cache.bytes))") }
                print("evidence    \(evidence) artifacts, \(size(database)) with policy trust and log")
                print("folders     \(surroundings.cacheFolder), \(surroundings.stateFolder)")
                return .success
            }
            throw ExitCode(status)
        }
    }

    /// `airlock cache prune`.
    struct Prune: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Removes the artifacts that were not used for longest, and old evidence.")

        @Option(help: ArgumentHelp("Bytes to keep at most, such as 500MB or 2GB.", valueName: "size"))
        var keep: String?

        func run() async throws {
            let surroundings = Surroundings.current()
            let messages = Messages(surroundings)
            let status = await reporting(messages) {
                var limit = QuarantineBound.byteLimit
                if let keep {
                    guard let parsed = parseSize(keep) else {
                        throw GuardError.usage("'\(keep)' is no size, expected one such as 500MB or 2GB", hint: nil)
                    }
                    limit = parsed
                }
                let quarantine = try openQuarantine(surroundings)
                let before = quarantine.status().byteCount
                let removed = quarantine.prune(keepingAtMost: limit)
                let store = try GuardState.openVerdicts(surroundings, messages: messages)
                let forgotten = try store.prune(
                    olderThan: surroundings.now().addingTimeInterval(-QuarantineBound.evidenceSeconds))
                let after = quarantine.status()
                print(
                    "removed \(removed) artifacts (\(size(max(0, before - after.byteCount)))) and old evidence of \(forgotten); "
                        + "\(after.artifactCount) artifacts, \(size(after.byteCount)) are left")
                return .success
            }
            throw ExitCode(status)
        }
    }

    /// `airlock cache clear`.
    struct Clear: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Removes every artifact and the clients' caches; policy trust and log stay.")

        @Flag(help: "Forget all evidence too, so that everything is judged anew.")
        var evidence = false

        func run() async throws {
            let surroundings = Surroundings.current()
            let messages = Messages(surroundings)
            let status = await reporting(messages) {
                let quarantine = try openQuarantine(surroundings)
                let held = quarantine.status()
                quarantine.clear()
                for name in ["npm", "pip"] {
                    try? FileManager.default.removeItem(atPath: surroundings.cacheFolder + "/" + name)
                }
                var sentence =
                    "removed \(held.artifactCount) artifacts (\(size(held.byteCount))) and the clients' caches"
                if evidence {
                    let store = try GuardState.openVerdicts(surroundings, messages: messages)
                    sentence += ", forgot the evidence of \(try store.prune(olderThan: .distantFuture))"
                }
                print(sentence)
                return .success
            }
            throw ExitCode(status)
        }
    }
}

/// How much the quarantine keeps, and when that is looked after without being asked.
enum QuarantineBound {
    /// Some thousand packages with their largest wheels; what is removed is fetched again when it is needed.
    static let byteLimit = 8 << 30
    /// Evidence that no install has renewed for so long is of bytes that nobody uses.
    static let evidenceSeconds = 400.0 * 86_400
    private static let secondsBetween = 86_400.0

    /// Prunes once a day: counting some thousand files costs too much for every command.
    static func keep(_ store: QuarantineStore, now: Date) {
        let stamp = store.root + "/pruned"
        let last = (try? FileManager.default.attributesOfItem(atPath: stamp))?[.modificationDate] as? Date
        if let last, abs(now.timeIntervalSince(last)) < secondsBetween { return }
        guard FileManager.default.createFile(atPath: stamp, contents: nil) else { return }
        store.prune(keepingAtMost: byteLimit)
    }
}

private func openQuarantine(_ surroundings: Surroundings) throws -> QuarantineStore {
    try FileManager.default.createDirectory(
        atPath: surroundings.cacheFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return try QuarantineStore(root: surroundings.cacheFolder + "/quarantine")
}

/// The bytes of all files below a folder; 0 where there is none.
private func byteCount(ofFolder path: String) -> Int {
    let keys: Set<URLResourceKey> = [.isRegularFileKey, .fileSizeKey]
    guard
        let walk = FileManager.default.enumerator(
            at: URL(fileURLWithPath: path), includingPropertiesForKeys: Array(keys))
    else { return 0 }
    var total = 0
    while let next = walk.nextObject() as? URL {
        guard let values = try? next.resourceValues(forKeys: keys), values.isRegularFile == true else { continue }
        total += values.fileSize ?? 0
    }
    return total
}

/// Such as "340.2 MB", in powers of a thousand.
func size(_ byteCount: Int) -> String {
    let units: [(String, Double)] = [("GB", 1e9), ("MB", 1e6), ("kB", 1e3)]
    for (name, unit) in units where Double(byteCount) >= unit {
        return String(format: "%.1f \(name)", Double(byteCount) / unit)
    }
    return "\(byteCount) bytes"
}

/// Reads `500MB`, `1.5 GiB`, `1000`; nil for everything else and for what no disk has.
func parseSize(_ text: String) -> Int? {
    let trimmed = text.replacing(" ", with: "").lowercased()
    let digits = trimmed.prefix { $0.isNumber || $0 == "." }
    let units: [String: Double] = [
        "": 1, "b": 1, "k": 1e3, "kb": 1e3, "m": 1e6, "mb": 1e6, "g": 1e9, "gb": 1e9, "t": 1e12, "tb": 1e12,
        "kib": 1_024, "mib": 1_048_576, "gib": 1_073_741_824,
    ]
    guard let number = Double(digits), let unit = units[String(trimmed.dropFirst(digits.count))] else { return nil }
    return Int(exactly: (number * unit).rounded()).flatMap { $0 >= 0 ? $0 : nil }
}
