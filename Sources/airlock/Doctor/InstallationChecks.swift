import Foundation
import Interception

/// Airlock's own executables and the shims of `airlock setup`.
func installationChecks(_ surroundings: Surroundings) -> [Check] {
    let airlock: String
    do {
        airlock = try airlockPath(surroundings)
    } catch {
        return [.failed("airlock", error.description, mend: "make install")]
    }
    let own = Check.ok("airlock", "version \(AirlockCommand.version) at '\(airlock)'")
    let shims = ShimFolder(surroundings)
    let installed = shims.installed
    guard !installed.isEmpty else {
        return [
            own,
            .warning(
                "shims", "'airlock setup' has not been run, only prefixed commands are guarded", mend: "airlock setup"),
        ]
    }
    let wanted = Set(ShimFolder.tools(withPython: false)).union(installed).sorted()
    let stale = wanted.filter { !shims.isCurrent($0, airlock: airlock) }
    guard stale.isEmpty else {
        let python = installed.contains("python3") ? " --with-python" : ""
        return [
            own,
            .failed(
                "shims", "\(stale.joined(separator: ", ")) in '\(shims.path)' missing or of another version",
                mend: "airlock setup\(python)"),
        ]
    }
    return [own, .ok("shims", "\(installed.joined(separator: ", ")) in '\(shims.path)'")]
}

/// For each tool that is installed: whether its shim comes first on this process's PATH.
func pathChecks(_ surroundings: Surroundings) -> [Check] {
    let path = surroundings.environment["PATH", default: ""]
    let isSetUp = !ShimFolder(surroundings).installed.isEmpty
    let mend = isSetUp ? "exec \(lastPathComponent(of: surroundings.environment["SHELL"] ?? "bash"))" : "airlock setup"
    var (guarded, late, bare): ([String], [String], [String]) = ([], [], [])
    for tool in ShimFolder.tools(withPython: false) {
        let real = try? findRealProgram(named: tool, onPath: path, calledThroughShim: nil)
        guard real != nil, let first = firstOnPath(tool, path) else { continue }
        if isShim(first) {
            guarded.append(tool)
        } else if hasShim(tool, path) {
            late.append(tool)
        } else {
            bare.append(tool)
        }
    }
    func listed(_ tools: [String]) -> String { tools.joined(separator: ", ") }
    var checks: [Check] = []
    if !late.isEmpty {
        let finding = "of \(listed(late)) the real program comes before the shim: guarded when typed, not in scripts"
        checks.append(.warning("path", finding, mend: mend))
    }
    if !bare.isEmpty, isSetUp {
        checks.append(
            .failed("path", "this shell has no shims on PATH, so \(listed(bare)) are not guarded in it", mend: mend))
    } else if !bare.isEmpty {
        checks.append(.warning("path", "\(listed(bare)) are guarded only behind 'airlock'", mend: mend))
    }
    guard checks.isEmpty else { return checks }
    let all = guarded.isEmpty ? "no tool to guard is on PATH" : "the shims come first for \(listed(guarded))"
    return [.ok("path", all)]
}

private func firstOnPath(_ tool: String, _ path: String) -> String? {
    path.split(separator: ":").lazy.map { "\($0)/\(tool)" }.first {
        $0.hasPrefix("/") && FileManager.default.isExecutableFile(atPath: $0)
    }
}

private func hasShim(_ tool: String, _ path: String) -> Bool {
    path.split(separator: ":").contains { isShim("\($0)/\(tool)") }
}
