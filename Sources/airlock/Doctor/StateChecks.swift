import Foundation
import Packages
import Quarantine
import Verdicts

/// What Airlock keeps and brings along: verdicts, quarantine, classifier, the user's policy.
func stateChecks(_ surroundings: Surroundings) -> [Check] {
    [
        storeCheck(surroundings), quarantineCheck(surroundings), modelCheck(), feedCheck(surroundings),
        policyCheck(surroundings),
    ]
}

private func storeCheck(_ surroundings: Surroundings) -> Check {
    let path = surroundings.stateFolder + "/airlock.sqlite"
    do {
        let store = try VerdictStore(at: path)
        if let notKept = store.notKept {
            return .failed("store", notKept.message, mend: takeOver(surroundings.stateFolder))
        }
        return .ok("store", "verdicts on \(try store.evidenceCount()) artifacts in '\(path)'")
    } catch {
        return .failed("store", error.description, mend: "mv \(quoted(path)) \(quoted(path + ".old"))")
    }
}

private func quarantineCheck(_ surroundings: Surroundings) -> Check {
    let folder = surroundings.cacheFolder
    do {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        _ = try QuarantineStore(root: folder + "/quarantine")
        guard access(folder, W_OK | X_OK) == 0 else {
            return .failed("cache", "'\(folder)' cannot be written", mend: takeOver(folder))
        }
        return .ok("cache", "quarantine in '\(folder)'")
    } catch let error as QuarantineError {
        return .failed("cache", error.description, mend: takeOver(folder))
    } catch {
        return .failed("cache", "'\(folder)' cannot be made", mend: takeOver(folder))
    }
}

private func modelCheck() -> Check {
    do {
        let inspector = try Inspector()
        return .ok(
            "model",
            "\(inspector.version(for: .npmTarball)), "
                + String(
                    format: "blocks from %.3f, warns from %.3f", inspector.thresholds.block, inspector.thresholds.warn))
    } catch {
        return .failed("model", "\(error)", mend: "make install")
    }
}

/// The list of known malicious releases, which nobody needs to have: only an old one is worth a word.
private func feedCheck(_ surroundings: Surroundings) -> Check {
    do {
        let status = try VerdictStore(at: surroundings.stateFolder + "/airlock.sqlite").feedStatus()
        if let staleness = status.staleness(at: surroundings.now()) {
            return .warning("feed", staleness, mend: "airlock feed update")
        }
        let count = status.sources.reduce(0) { $0 + $1.entryCount }
        return .ok(
            "feed",
            status.sources.isEmpty
                ? "no list is kept, which is fine; 'airlock feed update' fetches one"
                : "\(count) known malicious releases listed")
    } catch {
        return .failed("feed", error.description, mend: "airlock feed update")
    }
}

private func policyCheck(_ surroundings: Surroundings) -> Check {
    let locations = PolicyLocations(surroundings, project: nil)
    var present: [String] = []
    for path in [locations.machine, locations.user].compactMap({ $0 }) {
        do {
            if try PolicyFile(readingIfPresent: path) != nil { present.append("'\(path)'") }
        } catch {
            return .failed("policy", error.description, mend: "${EDITOR:-vi} \(quoted(path))")
        }
    }
    return .ok(
        "policy",
        present.isEmpty ? "no file of yours or of the machine, which is fine" : present.joined(separator: " and "))
}

private func takeOver(_ folder: String) -> String {
    asRoot("chown -R \"$(id -u):$(id -g)\" \(quoted(folder))")
}
