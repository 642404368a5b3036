import Foundation
import Interception

/// Runs a tool that `npx` or `uvx` installed with the user's own environment in place of the guarded child's.
///
/// `npx` installs under guard, then starts `airlock-guard --restore FILE PROGRAM ARGUMENT…`, which takes the saved
/// environment back, keeps the folders that npm put in front of PATH, and becomes the tool. So a tool that is judged
/// and running sees neither our registries nor our proxy.
///
/// FILE: one `NAME=value` entry after another, each ended by a zero byte; removed once it is read.
enum RestoredRun {
    static let option = "--restore"

    /// Writes the environment file and returns the words that start a program under it.
    static func words(environment: [String: String], scratch: ScratchFolder) throws -> [String] {
        let path = scratch.file("environment")
        let entries = environment.map { "\($0.key)=\($0.value)\u{0}" }.joined()
        try Data(entries.utf8).write(to: URL(fileURLWithPath: path))
        return [try guardExecutable(), option, path]
    }

    /// Becomes the program; returns only when that fails.
    static func run(_ arguments: [String], messages: Messages) -> Int32 {
        guard arguments.count >= 2, let data = FileManager.default.contents(atPath: arguments[0]) else {
            messages.error("'\(option)' is for Airlock's own use")
            return ExitStatus.usage.rawValue
        }
        unlink(arguments[0])
        let entries = data.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        let saved = entries.first { $0.hasPrefix("PATH=") }.map { String($0.dropFirst(5)) } ?? "/usr/bin:/bin"
        let current = ProcessInfo.processInfo.environment["PATH", default: ""]
        let path = pathWithPrograms(from: current, before: saved)
        let restored = entries.filter { !$0.hasPrefix("PATH=") } + ["PATH=\(path)"]
        do throws(InterceptionError) {
            let program = try findRealProgram(named: arguments[1], onPath: path, calledThroughShim: nil)
            throw replaceProcess(by: program, arguments: Array(arguments.dropFirst()), environment: restored)
        } catch {
            return report(error, messages).rawValue
        }
    }

    /// The folders of programs that npm or uv added, in front of the user's own PATH.
    private static func pathWithPrograms(from current: String, before saved: String) -> String {
        let own = Set(saved.split(separator: ":"))
        let added = current.split(separator: ":").filter { !own.contains($0) }
        return (added.map(String.init) + [saved]).joined(separator: ":")
    }

    private static func guardExecutable() throws -> String {
        try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    }
}
