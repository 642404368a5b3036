import Foundation
import Interception

/// Everything that `airlock setup` would change, computed before anything is written.
struct SetupPlan: Sendable {
    struct Edit: Sendable {
        let file: StartupFile
        let block: ManagedBlock
        let result: [UInt8]

        var isChange: Bool { result != file.bytes }
    }

    let airlock: String
    let shims: ShimFolder
    let tools: [String]
    let edits: [Edit]
    /// Shims that an earlier setup made and this one does not want, such as that of `python`.
    let staleShims: [String]

    /// - Parameter shells: whose startup files are written; those that are on PATH where nobody said.
    init(
        _ surroundings: Surroundings, shells: [GuardedShell], withPython: Bool
    ) throws(GuardError) {
        airlock = try airlockPath(surroundings)
        shims = ShimFolder(surroundings)
        tools = ShimFolder.tools(withPython: withPython)
        staleShims = shims.installed.filter { [tools] in !tools.contains($0) }
        let text = ShellText(airlock: airlock, shimFolder: shims.path, tools: tools)
        var edits: [Edit] = []
        for shell in shells {
            for entry in shell.entries(surroundings) {
                let file = try StartupFile(reading: entry.path)
                // Two names of one file, by a link: the block of the first stands for both.
                guard !edits.contains(where: { $0.file.target == file.target }) else { continue }
                let block = text.block(for: shell, entry.content)
                let created = file.bytes == nil ? file.missingFolders.count : nil
                edits.append(
                    Edit(
                        file: file, block: block,
                        result: block.installed(in: file.bytes ?? [], createdFolders: created)))
            }
        }
        self.edits = edits
    }

    /// The shims to write.
    var missingShims: [String] { tools.filter { !shims.isCurrent($0, airlock: airlock) } }

    var isChange: Bool { !missingShims.isEmpty || !staleShims.isEmpty || edits.contains(where: \.isChange) }

    /// Shims first: a startup file that names a folder without shims would guard nothing.
    func apply() throws(GuardError) {
        for tool in missingShims { try shims.write(tool, airlock: airlock) }
        try shims.recordStartupFiles(edits.map(\.file.path))
        for edit in edits where edit.isChange { try edit.file.replace(with: edit.result) }
        try shims.remove(staleShims)
    }

    /// The shells that are installed.
    static func installedShells(_ surroundings: Surroundings) -> [GuardedShell] {
        GuardedShell.allCases.filter { shell in
            let program = try? findRealProgram(
                named: shell.rawValue, onPath: surroundings.environment["PATH", default: ""], calledThroughShim: nil)
            return program != nil
        }
    }
}

/// The front executable, by the name under which it will still be found after an update.
///
/// The one on PATH is preferred where it leads to this installation: a link in `bin` outlives the folder of a version.
func airlockPath(_ surroundings: Surroundings) throws(GuardError) -> String {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let folder = (own as NSString).deletingLastPathComponent
    let prefix = ((folder as NSString).deletingLastPathComponent as NSString).deletingLastPathComponent
    let candidates = ["\(folder)/airlock", "\(prefix)/bin/airlock"]
    guard let front = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
        throw .programNotFound("airlock")
    }
    let named = try? findRealProgram(
        named: "airlock", onPath: surroundings.environment["PATH", default: ""], calledThroughShim: nil)
    guard let named, resolved(named) == resolved(front) else { return front }
    return named
}

private func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
}
