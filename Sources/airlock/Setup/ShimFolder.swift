import Foundation
import Interception

/// The user's folder of shims, `$XDG_DATA_HOME/airlock/shims`: one small script per tool, found by name on PATH.
///
/// A shim knows only the way to `airlock`, nothing of node or Python, so that it outlives every update of them. Beside
/// the folder lies `startup-files`: one path a line, the startup files that setup wrote to, for a teardown under other
/// variables.
struct ShimFolder: Sendable {
    let path: String
    private let dataFolder: String

    init(_ surroundings: Surroundings) {
        dataFolder = surroundings.dataFolder
        path = dataFolder + "/shims"
    }

    /// The tools that get a shim: those that this Airlock guards.
    ///
    /// `python` is not among them by default, since it would put Airlock in front of every script.
    static func tools(withPython: Bool) -> [String] {
        let names = ["npm", "npx", "pip", "pip3", "pipx", "uv", "uvx"] + (withPython ? ["python", "python3"] : [])
        return names.filter { GuardedTool(named: $0) != nil }
    }

    func shim(of tool: String) -> String { "\(path)/\(tool)" }

    /// The shim's text; its first lines are what `isShim` looks for, and without `airlock` it runs nothing.
    static func text(of tool: String, airlock: String) -> String {
        """
        #!/bin/sh
        # airlock-shim
        [ -x \(quoted(airlock)) ] && exec \(quoted(airlock)) --shim "$0" \(tool) "$@"
        echo "airlock: error: the shim '$0' finds no 'airlock', reinstall Airlock or remove the shim" >&2; exit 127

        """
    }

    /// The shims that are there, by their names.
    var installed: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { isShim("\(path)/\($0)") }.sorted()
    }

    func isCurrent(_ tool: String, airlock: String) -> Bool {
        FileManager.default.isExecutableFile(atPath: shim(of: tool))
            && FileManager.default.contents(atPath: shim(of: tool)) == Data(Self.text(of: tool, airlock: airlock).utf8)
    }

    /// Writes one shim by a rename, so that a command that starts meanwhile finds the old one or the new one.
    func write(_ tool: String, airlock: String) throws(GuardError) {
        try write(Self.text(of: tool, airlock: airlock), to: shim(of: tool), mode: 0o755)
    }

    /// Removes what looks like a shim of ours, and folders that are empty then.
    func remove(_ tools: [String]) throws(GuardError) {
        for tool in tools where isShim(shim(of: tool)) {
            guard unlink(shim(of: tool)) == 0 else { throw failure(shim(of: tool)) }
        }
    }

    func removeFolders() {
        unlink(record)
        rmdir(path)
        rmdir(dataFolder)
    }

    // MARK: The record of startup files

    private var record: String { dataFolder + "/startup-files" }

    var recordedStartupFiles: [String] {
        let data = FileManager.default.contents(atPath: record) ?? Data()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init).filter {
            $0.hasPrefix("/")
        }
    }

    func recordStartupFiles(_ paths: [String]) throws(GuardError) {
        var seen: Set<String> = []
        let all = (recordedStartupFiles + paths).filter { seen.insert($0).inserted }
        guard all != recordedStartupFiles else { return }
        try write(all.map { $0 + "\n" }.joined(), to: record, mode: 0o644)
    }

    private func write(_ text: String, to target: String, mode: Int) throws(GuardError) {
        let temporary = "\(target).\(getpid())"
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw failure(path)
        }
        let isWritten = FileManager.default.createFile(
            atPath: temporary, contents: Data(text.utf8), attributes: [.posixPermissions: mode])
        guard isWritten, rename(temporary, target) == 0 else {
            let error = failure(target)
            unlink(temporary)
            throw error
        }
    }

    private func failure(_ path: String) -> GuardError {
        // Safety: `strerror` returns a zero-terminated string that is copied at once.
        .shimFile(path, cause: strerror(errno).map { String(cString: $0).lowercased() } ?? "error \(errno)")
    }
}
